import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Failure, failure } from '../contract/failure.ts';

/** The message in a file, or on standard input where there is no file; why it cannot be read. */
export async function readMessage(file: string | null): Promise<Buffer | Failure> {
  try {
    return file === null ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    return failure('file-unreadable', { detail: { path: file ?? '-', message: error instanceof Error ? error.message : String(error) } });
  }
}
