/** An export of a very long session, on a thread of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ExportOrder } from '../../../../electron/contract/transcript.ts';
import { createExportThreads } from '../../../../electron/engine/workers/export-threads.ts';
import { proofScale } from '../../../support/proof-scale.ts';
import { temporaryFolder } from '../transcript-fixture.ts';

const url = new URL('../../../../electron/engine/workers/export-worker.ts', import.meta.url);
const count = proofScale(40_000, 200_000);
const id = '20260504-120000-imap-0000000';

async function longSession(): Promise<string> {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, 'transcript'));
  const records: unknown[] = [
    {
      type: 'session',
      version: 2,
      id,
      protocol: 'imap',
      accountId: 'a1',
      accountName: 'Mirela',
      host: 'imap.kestrel-works.test',
      port: 143,
      purpose: 'sync',
      startedAt: 1_777_896_000_000,
      segment: 0,
      firstLine: 0,
    },
  ];
  for (let index = 0; index < count; index += 1)
    records.push({
      ...{ index, at: index, direction: 'server', kind: 'data', command: 'UID FETCH', offset: index * 100 },
      text: `* ${index} FETCH (UID ${index} ENVELOPE (NIL "x" (("Somebody" NIL "person${index % 5_000}" "kestrel-works.test")) "<${index}.a7@kestrel-works.test>"))\r\n`,
    });
  records.push({
    type: 'end',
    at: 1_777_896_900_000,
    state: 'done',
    lines: count,
    bytesSent: 0,
    bytesReceived: 100 * count,
    tls: null,
    summary: '',
    failure: null,
  });
  writeFileSync(join(folder, 'transcript', `${id}.0000.jsonl`), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return folder;
}

const order: ExportOrder = { sessions: [id], format: 'text', mail: 'left-out', names: 'replaced' };

test(`${count.toLocaleString('en')} lines are written with their progress, while this thread goes on, and end at once when they are not wanted`, async () => {
  const threads = createExportThreads({ url, dataFolder: await longSession() });
  const progress: number[] = [];
  let longest = 0;
  let before = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }, 5);
  let lines = 0;
  let held = 0;
  const chunks = threads.write(order, { signal: new AbortController().signal, onProgress: (read, toRead) => progress.push(read / toRead) });
  for await (const chunk of chunks) {
    const text = Buffer.from(chunk).toString();
    expect(text).not.toContain('kestrel');
    lines += text.split('\n').length - 1;
    held = Math.max(held, chunk.length);
  }
  clearInterval(beat);
  expect(lines).toBe(count + 1);
  expect(held).toBeLessThan(256 * 1024);
  expect(progress.length).toBeGreaterThan(count / 2_000);
  expect(progress.toSorted((left, right) => left - right)).toEqual(progress);
  // The file takes many seconds; a machine that is busy with other tests may keep this thread from running for a while.
  expect(longest).toBeLessThan(1_000);

  const abort = new AbortController();
  const cancelled = threads.write(order, { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(cancelled.next()).rejects.toThrow('cancelled');
  const preview = await threads.preview({ ...order, names: 'real' }, { signal: new AbortController().signal, onProgress: () => undefined });
  expect(preview).toMatchObject({ lines: count, replaced: null });
}, 400_000);
