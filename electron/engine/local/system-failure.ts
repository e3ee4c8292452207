/** What the file system refused, as a failure of the contract. */

import { type Failure, FailureError, failure, toFailure } from '../../contract/failure.ts';
import type { Protocol } from '../../contract/failures/failure-codes.ts';
import { systemCode } from '../disk/system-code.ts';

/** @param doing what was tried, for the choice of the sentence */
export function fileFailure(error: unknown, protocol: Protocol, path: string, doing: 'read' | 'write'): Failure {
  if (error instanceof FailureError) return error.failure;
  const code = systemCode(error);
  if (code === null) return toFailure(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { protocol, detail: { path } });
  return failure(doing === 'read' ? 'file-unreadable' : 'mailbox-unwritable', { protocol, detail: { path, message: code } });
}

/** Answers what `work` does; what the file system refuses is thrown as a `FailureError`. */
export async function onDisk<Value>(protocol: Protocol, path: string, doing: 'read' | 'write', work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new FailureError(fileFailure(error, protocol, path, doing));
  }
}
