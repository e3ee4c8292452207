/** Turns errors of SQLite and the file system into failures of the contract. */

import { type Failure, FailureError, failure, toFailure } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';

/** Primary result codes (https://sqlite.org/rescode.html); the extended code keeps them in its low byte. */
const primaryCodes = { permission: 3, busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

/**
 * The failure inside an error thrown by `node:sqlite` or `node:fs`.
 * `detail.database` is `cache` (may be set aside and read again from the server) or `user-data` (may not), `detail.path` the file.
 */
export function storageFailure(error: unknown, database: string, path: string): Failure {
  if (error instanceof FailureError) return error.failure;
  const detail = { database, path, message: error instanceof Error ? error.message : String(error) };
  switch (resultCode(error)) {
    case primaryCodes.busy:
      return failure('database-busy', { detail });
    case primaryCodes.full:
      return failure('disk-full', { detail });
    case primaryCodes.corrupt:
    case primaryCodes.notADatabase:
      return failure('database-corrupt', { detail });
    case primaryCodes.permission:
    case primaryCodes.readOnly:
    case primaryCodes.cannotOpen:
      return failure('data-folder-unwritable', { detail });
    case primaryCodes.ioError:
      return failure('file-unwritable', { detail });
  }
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('disk-full', { detail });
    // A folder, a pipe or a chain of links instead of the file.
    case 'EISDIR':
    case 'ELOOP':
    case 'ENXIO':
      return failure('database-corrupt', { detail });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
      return failure('data-folder-unwritable', { detail });
  }
  return toFailure(error);
}

/** Whether SQLite or the file system refused, rather than the bytes that it gave. */
export const isStorageError = (error: unknown): boolean => resultCode(error) !== null || (error instanceof Error && 'syscall' in error);

export const isBusy = (error: unknown): boolean => resultCode(error) === primaryCodes.busy;
