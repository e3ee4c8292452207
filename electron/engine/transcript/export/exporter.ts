/** Files of sessions that are prepared, looked at beforehand, fetched, and ended before they are complete. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../base/clock.ts';
import { fail, failure, type Result, succeed, toFailure } from '../../../contract/failure.ts';
import type { ExportFormat, ExportOrder } from '../../../contract/transcript.ts';
import type { ExportPreview, ExportProgress, ExportRunner } from './write-export.ts';

interface ExportedFile {
  readonly type: string;
  readonly name: string;
  readonly size: number | null;
  readonly stream: ReadableStream<Uint8Array>;
}

export interface ExportState {
  readonly handle: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly read: number;
  readonly toRead: number;
}

export interface Exporter {
  prepare(order: ExportOrder): { handle: string; name: string };
  open(handle: string): Result<ExportedFile>;
  /** A later one with the same handle ends the one before. */
  preview(handle: string, order: ExportOrder): Promise<Result<ExportPreview>>;
  cancel(handle: string): void;
  /** Ends all that are under way. */
  close(): void;
}

const mostHandles = 32;
/** Milliseconds between two reports. */
const reportEvery = 100;

const kinds: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> = {
  text: { type: 'text/plain; charset=utf-8', extension: 'txt' },
  jsonl: { type: 'application/jsonl; charset=utf-8', extension: 'jsonl' },
  html: { type: 'text/html; charset=utf-8', extension: 'html' },
};

export function createExporter(options: {
  readonly runner: ExportRunner;
  readonly clock: Pick<Clock, 'now'>;
  readonly onChange: (state: ExportState) => void;
}): Exporter {
  const { runner, clock, onChange } = options;
  const prepared = new Map<string, { readonly order: ExportOrder; readonly name: string }>();
  const running = new Map<string, AbortController>();

  function begin(handle: string): { progress: ExportProgress; ended(state: ExportState['state']): void } {
    running.get(handle)?.abort();
    const controller = new AbortController();
    running.set(handle, controller);
    let reportedAt = clock.now();
    let last = { read: 0, toRead: 0 };
    return {
      progress: {
        signal: controller.signal,
        onProgress(read, toRead) {
          last = { read, toRead };
          if (clock.now() - reportedAt < reportEvery) return;
          reportedAt = clock.now();
          onChange({ handle, state: 'running', ...last });
        },
      },
      ended(state) {
        if (running.get(handle) !== controller) return;
        running.delete(handle);
        onChange({ handle, state, read: state === 'done' ? last.toRead : last.read, toRead: last.toRead });
      },
    };
  }

  /** Chunks of their own memory: a stream may be transferred to another thread. */
  async function* write(handle: string, order: ExportOrder): AsyncGenerator<Uint8Array> {
    const { progress, ended } = begin(handle);
    let state: ExportState['state'] = 'cancelled';
    try {
      for await (const chunk of runner.write(order, progress)) yield Uint8Array.from(chunk);
      state = 'done';
    } catch (error) {
      state = toFailure(error).code === 'cancelled' ? 'cancelled' : 'failed';
      throw error;
    } finally {
      ended(state);
    }
  }

  return {
    prepare(order) {
      const handle = randomUUID();
      const { extension } = kinds[order.format];
      const [only] = order.sessions;
      const what = order.sessions.length > 1 ? `${order.sessions.length}-sessions` : `${only}${order.lines ? '-lines' : ''}`;
      const name = `postglass-${what}.${extension}`;
      prepared.set(handle, { order, name });
      const oldest = prepared.keys().next();
      if (prepared.size > mostHandles && !oldest.done) prepared.delete(oldest.value);
      return { handle, name };
    },
    open(handle) {
      const found = prepared.get(handle);
      if (!found) return fail(failure('not-found', { detail: { handle } }));
      const { type } = kinds[found.order.format];
      return succeed({ type, name: found.name, size: null, stream: ReadableStream.from(write(handle, found.order)) });
    },
    async preview(handle, order) {
      const { progress, ended } = begin(handle);
      try {
        const preview = await runner.preview(order, progress);
        ended('done');
        return succeed(preview);
      } catch (error) {
        const reason = toFailure(error);
        ended(reason.code === 'cancelled' ? 'cancelled' : 'failed');
        return fail(reason);
      }
    },
    cancel: (handle) => running.get(handle)?.abort(),
    close() {
      for (const controller of running.values()) controller.abort();
    },
  };
}
