/** What crosses between the engine and the storage worker. */
import type { Failure, Result } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { CompressedAnswer } from '../cache/bodies/compressed-page.ts';
import type { StorageChange } from '../cache/queue/changes.ts';
import type { JobName } from '../cache/queue/jobs.ts';
import type { TextAnswer } from '../cache/search/text-pages.ts';
import type { JobList } from './storage-types.ts';

/** The first message to the worker. */
export interface OpenStorage {
  /** The data folder, locked by this process. */
  readonly folder: string;
  /** Whether texts are read, and bodies compressed, elsewhere. */
  readonly asksTexts: boolean;
  readonly asksCompressed: boolean;
}

export type ToStorage =
  | { readonly open: OpenStorage }
  | { readonly id: number; readonly name: JobName; readonly input: unknown }
  | { readonly close: true }
  | { readonly texts: number; readonly answer: TextAnswer }
  | { readonly compressed: number; readonly answer: CompressedAnswer }
  /** A ping. */
  | { readonly ping: true };

export type FromStorage =
  | { readonly ready: Result<JobList> }
  | { readonly answers: readonly { readonly id: number; readonly result: Result<unknown> }[] }
  | StorageChange
  /** Asks for the texts of stored messages. */
  | { readonly texts: number; readonly bodies: readonly StoredBytes[] }
  /** Asks for messages to be compressed. */
  | { readonly compress: number; readonly raws: readonly Uint8Array[] }
  /** Idle work failed; reported here because no job waits for it. Null: it works again. */
  | { readonly trouble: Failure | null }
  | { readonly alive: true }
  | { readonly closed: true };
