import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { createStorage, type SupervisedStorage } from '../../../electron/engine/workers/storage.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { makeFolder, value } from './open-storage.ts';

const draft = (text: string) => ({
  id: 'd',
  accountId: 'ana',
  mode: 'new' as const,
  to: '',
  cc: '',
  bcc: '',
  subject: '',
  text,
  inReplyTo: null,
  references: [],
  sourceId: null,
  updatedAt: 1,
});

describe('a storage thread that stops', () => {
  let folder: string;
  let clock: ManualClock;
  let storage: SupervisedStorage;
  let deaths: string[];
  let troubles: (Failure | null)[];

  beforeEach(async () => {
    folder = makeFolder();
    clock = createManualClock();
    deaths = [];
    troubles = [];
    storage = value(
      await createStorage({
        folder,
        worker: new URL('./failing-storage-worker.ts', import.meta.url),
        clock,
        onChange() {},
        onCrash: (reason) => void deaths.push(reason),
        onTrouble: (trouble) => void troubles.push(trouble),
      }),
    );
  });
  afterEach(async () => {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const held = () => {
    const reader = openReader(folder);
    const text = reader.draft('d')?.text;
    reader.close();
    return text;
  };

  it('by dying is replaced: what was saved is there, what was under way is answered, what is asked next is done', async () => {
    value(await storage.saveDraft(draft('kept')));
    const dying = storage.saveDraft(draft('please die'));
    const beside = storage.saveDraft(draft('never reached it'));
    for (const answer of [await dying, await beside])
      expect(answer).toMatchObject({ ok: false, failure: { code: 'storage-interrupted', permanent: false } });
    expect(held()).toBe('kept');
    value(await storage.saveDraft(draft('after')));
    expect(held()).toBe('after');
    expect(deaths).toEqual(['the storage thread ended with 3']);
    expect(troubles.filter((trouble) => trouble !== null)).toEqual([]);
  });

  it('by dying does not forget what a server has done: its successor is told again', async () => {
    value(await storage.notePop3({ accountId: 'ana', uidls: ['one'], now: 1 }));
    const dying = storage.saveDraft(draft('please die'));
    const deleted = storage.markPop3({ accountId: 'ana', uidls: ['one'], state: 'deleted' });
    expect(await dying).toMatchObject({ ok: false });
    value(await deleted);
    const reader = openReader(folder);
    expect(reader.pop3Uidls('ana').get('one')?.state).toBe('deleted');
    reader.close();
    expect(deaths).toHaveLength(1);
  });

  it('by hanging is replaced, after it had time to answer even on a machine that slept', async () => {
    value(await storage.saveDraft(draft('kept')));
    const hung = storage.saveDraft(draft('please hang'));
    await Promise.resolve();
    // One timer that comes hours late is no proof: the thread slept as well.
    clock.sleep(3_600_000);
    expect(deaths).toEqual([]);
    clock.advance(20_000);
    clock.advance(20_000);
    expect(await hung).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });
    expect(deaths).toEqual(['the storage thread does not answer any more']);
    value(await storage.saveDraft(draft('after')));
    expect(held()).toBe('after');
  });

  it('that dies again and again is given up with a failure, nobody waits for ever, and trying again works', async () => {
    value(await storage.saveDraft(draft('kept')));
    for (let death = 0; death < 3; death += 1) await storage.saveDraft(draft('please die'));
    expect(await storage.saveDraft(draft('later'))).toMatchObject({ ok: false, failure: { code: 'storage-lost' } });
    expect(troubles.at(-1)).toMatchObject({ code: 'storage-lost', detail: { message: 'the storage thread ended with 3' } });
    expect(held()).toBe('kept');
    value(await storage.restart(() => {}));
    expect(troubles.at(-1)).toBeNull();
    value(await storage.saveDraft(draft('after')));
    expect(held()).toBe('after');
  });
});
