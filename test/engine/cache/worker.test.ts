import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import type { Reader } from '../../../electron/engine/cache/reader.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { packBytes } from '../../../electron/engine/workers/pack-bytes.ts';
import { startStorageWorker } from '../../../electron/engine/workers/start-storage-worker.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { makeFolder, standardFolders, value } from './open-storage.ts';

describe('the storage thread', () => {
  let folder: string;
  let storage: Storage;
  let reader: Reader;
  let inbox: number;
  const url = new URL('../../../electron/engine/workers/storage-worker.ts', import.meta.url);
  const open = () => createStorage({ folder, worker: url, clock: createManualClock(), onChange() {} });

  beforeEach(async () => {
    folder = makeFolder();
    storage = value(await open());
    reader = openReader(folder);
    inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
  });
  afterEach(async () => {
    reader.close();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stores a mailbox that comes in faster than it can be written, byte for byte', async () => {
    const mailbox = [...generateMailbox({ seed: 11, count: 600 })];
    const jobs: Promise<Result<unknown>>[] = [];
    for (let start = 0; start < mailbox.length; start += 100) {
      const window = mailbox.slice(start, start + 100);
      jobs.push(
        storage.addHeaders({ folderId: inbox, messages: headersOf(window) }),
        storage.addBodies({ folderId: inbox, messages: bodiesOf(window) }),
      );
    }
    for (const job of await Promise.all(jobs)) value(job);
    for (const { raw, number } of mailbox) expect(reader.raw(reader.idOfUid(inbox, number) ?? 0)?.equals(raw)).toBe(true);
    value(await storage.settle({}));
    expect(reader.counts(inbox)).toMatchObject({ total: 600, bodiesHeld: 600, indexed: 600 });
  });

  it.each([
    ['runs', url],
    ['has ended', new URL('data:text/javascript,process.exit(1)')],
  ])('takes the worker that was started before, or another where it %s', async (is, program) => {
    await storage.close();
    const started = startStorageWorker(program);
    await once(started.worker, is === 'runs' ? 'online' : 'exit');
    storage = value(await createStorage({ folder, worker: url, started, clock: createManualClock(), onChange() {} }));
    expect(value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX')).toBe(inbox);
    expect(started.hasEnded()).toBe(is !== 'runs');
  });

  it('lets a user action pass bodies that wait', async () => {
    const mailbox = [...generateMailbox({ seed: 12, count: 400 })];
    const headers = headersOf(mailbox).map((header) => ({ ...header, flags: [] }));
    const { ids } = value(await storage.addHeaders({ folderId: inbox, messages: headers }));
    const order: string[] = [];
    const bodies = storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }).then(() => order.push('bodies'));
    const flag = { kind: 'flag', flag: 'seen', value: true } as const;
    const action = storage
      .applyOperation({ id: '1', accountId: 'ana', change: flag, messageIds: [ids.get(1) ?? 0], now: 1 })
      .then(() => order.push('action'));
    await Promise.all([bodies, action]);
    expect(order).toEqual(['action', 'bodies']);
  });

  it('finishes what waits before it closes', async () => {
    const mailbox = [...generateMailbox({ seed: 13, count: 200, small: true })];
    const added = storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) });
    await storage.close();
    expect(value(await added).added).toBe(200);
    expect(reader.folder(inbox)?.total).toBe(200);
    expect(await storage.settle({})).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });
    storage = value(await open());
  });

  it('takes small pieces of shared memory along without taking the memory from its owner', () => {
    const pool = Buffer.from('one two three');
    const large = Buffer.alloc(100_000, 1);
    const own = new Uint8Array(new ArrayBuffer(100_000)).fill(2);
    const { value: packed, transfer } = packBytes({
      list: [{ bytes: pool.subarray(0, 3) }, { bytes: pool.subarray(4, 7) }],
      large: large.subarray(1),
      own,
      map: new Map([[1, 2]]),
    });
    expect(packed.list.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['one', 'two']);
    expect(packed.map).toEqual(new Map([[1, 2]]));
    expect(packed.large).toHaveLength(99_999);
    expect(transfer).toContain(own.buffer);
    const crossed = structuredClone(packed, { transfer });
    expect(Buffer.from(crossed.own).equals(Buffer.alloc(100_000, 2))).toBe(true);
    expect([pool.toString(), large.length]).toEqual(['one two three', 100_000]);
  });
});
