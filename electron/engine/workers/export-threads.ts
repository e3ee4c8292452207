/**
 * The engine's side of the threads that write exports: one for each, so that neither the window nor the engine waits for a long session, and
 * each can be ended at once. No more than a few chunks of a file are in memory.
 */
import { Worker } from 'node:worker_threads';
import { FailureError, failure } from '../../contract/failure.ts';
import type { ExportOrder } from '../../contract/transcript.ts';
import type { ExportProgress, ExportRunner } from '../transcript/export/write-export.ts';
import type { ExportThreadData, FromExport, ToExport } from './export-messages.ts';

/** Chunks that may wait for their reader. */
const mostWaiting = 4;
const megabytes = 512;

/** @param url entry point of the worker */
export function createExportThreads({ url, dataFolder }: { readonly url: URL; readonly dataFolder: string }): ExportRunner {
  /** Everything that the thread says until it is done. @throws FailureError what ended it, `cancelled` among that */
  async function* hear(
    task: ExportThreadData['task'],
    order: ExportOrder,
    { signal, onProgress }: ExportProgress,
  ): AsyncGenerator<FromExport> {
    const data: ExportThreadData = { dataFolder, order, task };
    const worker = new Worker(url, { name: 'export', workerData: data, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    worker.unref();
    const heard: FromExport[] = [];
    let wake = (): void => undefined;
    const take = (message: FromExport): void => {
      heard.push(message);
      wake();
    };
    const say = (message: ToExport): void => worker.postMessage(message);
    const onAbort = (): void => take({ failure: failure('cancelled') });
    worker.on('message', take);
    worker.on('error', (error) =>
      take({ failure: failure('internal', { detail: { message: error instanceof Error ? error.message : String(error) } }) }),
    );
    worker.on('exit', () => take({ failure: failure('internal', { detail: { message: 'the export ended early' } }) }));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    say({ more: mostWaiting });
    try {
      for (;;) {
        const message = heard.shift();
        if (!message) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        if ('failure' in message) throw new FailureError(message.failure);
        if ('read' in message) onProgress(message.read, message.toRead);
        else yield message;
        if ('done' in message || 'preview' in message) return;
        if ('chunk' in message) say({ more: 1 });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    }
  }

  return {
    async *write(order, progress) {
      for await (const message of hear('write', order, progress)) if ('chunk' in message) yield message.chunk;
    },
    async preview(order, progress) {
      for await (const message of hear('preview', order, progress)) if ('preview' in message) return message.preview;
      throw new FailureError(failure('cancelled'));
    },
  };
}
