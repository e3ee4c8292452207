/** What the parts of the storage thread hand to each other. */
import type { Result } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { CompressedAnswer } from '../cache/bodies/compressed-page.ts';
import type { JobName } from '../cache/queue/jobs.ts';
import type { TextAnswer } from '../cache/search/text-pages.ts';

export type ReadTexts = (bodies: readonly StoredBytes[]) => Promise<TextAnswer>;

export type CompressBodies = (raws: readonly Uint8Array[]) => Promise<CompressedAnswer>;

/** The jobs of a worker. It says them itself: their code is loaded on its thread alone. */
export interface JobList {
  readonly names: readonly JobName[];
  /** Those that the next worker is told again (`repeated` in `job.ts`). */
  readonly repeated: readonly JobName[];
}

export interface StorageThread {
  readonly jobs: JobList;
  run(name: JobName, input: unknown): Promise<Result<unknown>>;
  /** Finishes what waits and ends, within a deadline. Answers whether its thread, and with it every lock, is gone. */
  close(): Promise<boolean>;
  /** Calls back once when it ends without being asked to, before those who wait are answered. */
  onCrash(listener: (reason: string) => void): void;
  /** After a crash: whether its thread, and with it every lock, is gone. */
  readonly gone: Promise<boolean>;
}
