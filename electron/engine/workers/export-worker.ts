/**
 * Entry point of a thread that writes one export, or the preview of one, from the files of the sessions and the store of messages, which it
 * opens by itself. It is ended from outside when it is not wanted any more.
 */
import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../contract/failure.ts';
import { dataFolderFiles } from '../cache/database/data-folder.ts';
import { openReader } from '../cache/reader.ts';
import { createExportRunner, type ExportProgress } from '../transcript/export/write-export.ts';
import { openRecordedSource } from '../transcript/files/read-log.ts';
import type { ExportThreadData, FromExport, ToExport } from './export-messages.ts';
import { lowerThreadPriority, niceness } from './threads/lower-thread-priority.ts';

if (!parentPort) throw new Error('export-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const { dataFolder, order, task } = workerData as ExportThreadData; // given by `createExportThreads`, the only one who starts this file
lowerThreadPriority(niceness.packing);

const tell = (message: FromExport, transfer: ArrayBuffer[] = []): void => parent.postMessage(message, transfer);

let allowed = 0;
let wake: (() => void) | null = null;
parent.on('message', ({ more }: ToExport) => {
  allowed += more;
  wake?.();
});

/** Resolves when the reader has room: a file may be longer than memory. */
async function room(): Promise<void> {
  while (allowed === 0)
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  allowed -= 1;
}

async function work(): Promise<void> {
  const reader = existsSync(dataFolderFiles(dataFolder).cache) ? openReader(dataFolder) : null;
  try {
    const runner = createExportRunner(openRecordedSource(dataFolder, reader && { holds: reader.holdsHash, read: reader.rawByHash }));
    const progress: ExportProgress = { onProgress: (read, toRead) => tell({ read, toRead }), signal: new AbortController().signal };
    if (task === 'preview') return tell({ preview: await runner.preview(order, progress) });
    for await (const chunk of runner.write(order, progress)) {
      await room();
      const own = Uint8Array.from(chunk);
      tell({ chunk: own }, [own.buffer]);
    }
    tell({ done: true });
  } finally {
    reader?.close();
  }
}

work()
  .catch((error: unknown) => tell({ failure: toFailure(error) }))
  .finally(() => parent.close());
