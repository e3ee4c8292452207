import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import type { Reader, Storage } from '../../../electron/engine/cache/storage-interface.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import { packBeforeStoring } from '../../../electron/engine/workers/packed-bodies.ts';
import { createPacker, type Packer } from '../../../electron/engine/workers/packer.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { generateMailbox, headerBlockOf } from '../../support/mailbox-generator.ts';
import { createTestClock, makeFolder, standardFolders, value } from './open-storage.ts';

const url = new URL('../../../electron/engine/workers/pack-worker.ts', import.meta.url);

const { setTimer } = createTestClock();

describe('bodies that another thread packs', () => {
  let folder: string;
  let storage: Storage;
  let reader: Reader;
  let packer: Packer;
  let inbox: number;
  const mailbox = [...generateMailbox({ seed: 21, count: 120 })];
  const bodies = () => mailbox.map(({ raw, number }) => ({ uid: number, raw: Buffer.from(raw) }));
  const addHeaders = async () =>
    value(
      await storage.addHeaders({
        folderId: inbox,
        messages: mailbox.map(({ raw, number, date, flags }) => ({
          uid: number,
          flags,
          internalDate: date,
          size: raw.length,
          header: headerBlockOf(raw),
        })),
      }),
    );
  const open = async (with_: Packer) => {
    packer = with_;
    const inner = value(await createStorage({ folder, worker: { inline: mailReading }, clock: createTestClock(), onChange() {} }));
    storage = packBeforeStoring(inner, packer);
    reader = openReader(folder);
    inbox = value(await storage.saveFolders({ accountId: 'ana', folders: standardFolders })).ids.get('INBOX') ?? 0;
    value(await storage.setFolderState({ folderId: inbox, state: { uidValidity: 1 } }));
    await addHeaders();
  };

  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    reader.close();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come back byte for byte under the same hash as those that storage packs', async () => {
    await open(createPacker({ url, setTimer }));
    const { stored, hashes } = value(await storage.addBodies({ folderId: inbox, messages: bodies() }));
    expect(stored).toBe(mailbox.length);
    expect(packer.alive).toBe(true);
    for (const { raw, number } of mailbox) {
      expect(reader.raw(reader.idOfUid(inbox, number) ?? 0)?.equals(raw)).toBe(true);
      expect(reader.rawByHash(hashes.get(number) ?? '')?.equals(raw)).toBe(true);
    }
  });

  it('are in the index when storage says that everything is done', async () => {
    await open(createPacker({ url, setTimer }));
    const adding = storage.addBodies({ folderId: inbox, messages: bodies() });
    value(await storage.settle({}));
    value(await adding);
    expect(reader.counts(inbox)).toMatchObject({ bodiesHeld: mailbox.length, indexed: mailbox.length });
  });

  it('do not become the bodies of other messages when the folder is renumbered on their way', async () => {
    await open(createPacker({ url, setTimer }));
    const adding = storage.addBodies({ folderId: inbox, messages: bodies() });
    value(await storage.renumberFolder({ folderId: inbox, uidValidity: 2 }));
    await addHeaders(); // the same UIDs now name other messages
    expect(await adding).toMatchObject({ ok: false, failure: { code: 'uid-validity-changed' } });
    value(await storage.settle({}));
    expect(reader.counts(inbox)).toMatchObject({ total: mailbox.length, bodiesHeld: 0 });
  });

  it('are packed by storage itself once the thread has died', async () => {
    await open(createPacker({ url: new URL('data:text/javascript,process.exit(3)'), setTimer }));
    for (let death = 1; death < 10; death += 1) await storage.addBodies({ folderId: inbox, messages: bodies() });
    const lost = await storage.addBodies({ folderId: inbox, messages: bodies() });
    expect(lost).toMatchObject({ ok: false, failure: { code: 'storage-interrupted' } });
    expect(packer.alive).toBe(false);
    expect(value(await storage.addBodies({ folderId: inbox, messages: bodies() })).stored).toBe(mailbox.length);
  });
});
