import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { bodiesOf, headersOf } from '../../support/material/stored-mail.ts';
import { addMessages, day, listing, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

describe('what synchronisation stores', () => {
  let open: OpenStorage;
  let inbox: number;
  let folder: (path: string) => number;

  beforeEach(async () => {
    open = await openStorage();
    folder = await withFolders(open);
    inbox = folder('INBOX');
  });
  afterEach(() => open.done());

  it('holds a message once, however many folders and accounts hold it', async () => {
    const { header, raw } = write({ text: 'the same everywhere\r\n' });
    for (const folderId of [inbox, folder('Archive')]) {
      value(await open.storage.addHeaders({ folderId, messages: [{ uid: 1, flags: [], internalDate: day(1), size: raw.length, header }] }));
    }
    const first = value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 1, raw }] }));
    const second = value(await open.storage.addBodies({ folderId: folder('Archive'), messages: [{ uid: 1, raw }] }));
    expect(first.hashes.get(1)).toBe(second.hashes.get(1));
    expect(open.reader.raw(open.reader.idOfUid(folder('Archive'), 1) ?? 0)?.equals(raw)).toBe(true);
    expect(open.reader.rawByHash(first.hashes.get(1) ?? '')?.equals(raw)).toBe(true);
    value(await open.storage.removeUids({ folderId: inbox, uids: [1] }));
    expect(open.reader.raw(open.reader.idOfUid(folder('Archive'), 1) ?? 0)?.equals(raw)).toBe(true);
  });

  it('gives back every message byte for byte', async () => {
    const mailbox = [...generateMailbox({ seed: 7, count: 60 })];
    const odd = [Buffer.alloc(0), Buffer.from([0, 1, 2, 255]), Buffer.from('no header\n'), Buffer.alloc(3_000_000, 'x')];
    const all = [...mailbox.map(({ raw }) => raw), ...odd];
    const headers = all.map((raw, index) => ({
      uid: index + 1,
      flags: [],
      internalDate: day(index),
      size: raw.length,
      header: raw.subarray(0, 400),
    }));
    value(await open.storage.addHeaders({ folderId: inbox, messages: headers }));
    value(
      await open.storage.addBodies({ folderId: inbox, messages: all.map((raw, index) => ({ uid: index + 1, raw: Buffer.from(raw) })) }),
    );
    value(await open.storage.settle({}));
    for (const [index, raw] of all.entries()) expect(open.reader.raw(open.reader.idOfUid(inbox, index + 1) ?? 0)?.equals(raw)).toBe(true);
    expect(open.reader.counts(inbox)).toEqual({ total: all.length, unread: all.length, bodiesHeld: all.length, indexed: all.length });
  });

  it('names the bodies that are missing, newest first, and ignores bodies of messages it does not know', async () => {
    await addMessages(open, inbox, 5);
    const { raw } = write({});
    expect(
      value(
        await open.storage.addBodies({
          folderId: inbox,
          messages: [
            { uid: 3, raw },
            { uid: 77, raw: Buffer.from(raw) },
          ],
        }),
      ).stored,
    ).toBe(1);
    expect(open.reader.missingBodies(inbox, 3).map(({ uid }) => uid)).toEqual([5, 4, 2]);
  });

  it('changes nothing when the same headers, bodies and flags arrive twice', async () => {
    const mailbox = [...generateMailbox({ seed: 3, count: 40, small: true })];
    const once = async () => {
      value(await open.storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) }));
      value(await open.storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
      value(await open.storage.settle({}));
      const { total, rows } = open.reader.list(inbox, 0, 100);
      return { total, rows, counts: open.reader.counts(inbox), people: open.reader.complete('a', 5) };
    };
    const first = await once();
    expect(first.total).toBe(40);
    expect(await once()).toEqual(first);
  });

  it('finds snippet and attachments when it reads the text, and shows them', async () => {
    const { header } = write({ subject: 'Report' });
    const text = 'Content-Type: multipart/mixed; boundary=b\r\n';
    const head = Buffer.from(header.toString().replace('Content-Type: text/plain; charset=utf-8\r\n', text));
    const body =
      '--b\r\n\r\nPlease find the figures.\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=figures.pdf\r\n\r\nx\r\n--b--\r\n';
    const raw = Buffer.concat([head, Buffer.from(body)]);
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 1, flags: [], internalDate: day(1), size: raw.length, header: head }],
      }),
    );
    value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 1, raw }] }));
    value(await open.storage.settle({}));
    expect(open.reader.list(inbox, 0, 1).rows[0]).toMatchObject({ snippet: 'Please find the figures.', attachments: true, bodyHeld: true });
  });

  it('drops a renumbered folder whole and takes its bodies up again when it is read anew (RFC 3501 2.3.1.1)', async () => {
    const mailbox = [...generateMailbox({ seed: 5, count: 20, small: true })];
    value(await open.storage.setFolderState({ folderId: inbox, state: { uidValidity: 1, uidNext: 21, highestModseq: '9' } }));
    value(await open.storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox) }));
    value(await open.storage.addBodies({ folderId: inbox, messages: bodiesOf(mailbox) }));
    value(await open.storage.renumberFolder({ folderId: inbox, uidValidity: 2 }));
    expect(open.reader.folder(inbox)).toMatchObject({
      total: 0,
      unread: 0,
      server: { uidValidity: 2, uidNext: null, highestModseq: null },
    });
    const again = value(await open.storage.addHeaders({ folderId: inbox, messages: headersOf(mailbox, 1_000) }));
    expect(again).toMatchObject({ added: 20, bodiesReused: 20 });
    for (const { raw, number } of mailbox) expect(open.reader.raw(open.reader.idOfUid(inbox, 1_000 + number) ?? 0)?.equals(raw)).toBe(true);
  });

  it('never gives a message the body of another with the same Message-ID and size', async () => {
    const one = write({ id: '<same@example.test>', subject: 'AAAA', text: 'first\r\n' });
    const other = write({ id: '<same@example.test>', subject: 'BBBB', text: 'other\r\n' });
    expect(one.raw.length).toBe(other.raw.length);
    const add = (header: Buffer, uid: number) =>
      open.storage.addHeaders({ folderId: inbox, messages: [{ uid, flags: [], internalDate: day(1), size: one.raw.length, header }] });
    value(await add(one.header, 1));
    value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 1, raw: one.raw }] }));
    value(await open.storage.renumberFolder({ folderId: inbox, uidValidity: 2 }));
    expect(value(await add(other.header, 1)).bodiesReused).toBe(0);
    expect(open.reader.raw(open.reader.idOfUid(inbox, 1) ?? 0)).toBeNull();
  });

  it('refuses bodies that were on their way when the folder was renumbered', async () => {
    const before = write({ id: '<before@example.test>', text: 'before\r\n' });
    const after = write({ id: '<after@example.test>', text: 'after\r\n' });
    const header = (message: typeof before) => ({
      uid: 1,
      flags: [],
      internalDate: day(1),
      size: message.raw.length,
      header: message.header,
    });
    value(await open.storage.addHeaders({ folderId: inbox, messages: [header(before)] }));
    const [late] = await Promise.all([
      open.storage.addBodies({ folderId: inbox, messages: [{ uid: 1, raw: before.raw }] }),
      open.storage.renumberFolder({ folderId: inbox, uidValidity: 2 }),
      open.storage.addHeaders({ folderId: inbox, messages: [header(after)] }),
    ]);
    expect(late).toMatchObject({ ok: false, failure: { code: 'uid-validity-changed' } });
    expect(open.reader.row(open.reader.idOfUid(inbox, 1) ?? 0)).toMatchObject({ bodyHeld: false });
  });

  it('sweeps bodies nobody names once they have waited long enough', async () => {
    await addMessages(open, inbox, 1);
    const { hashes } = value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 1, raw: write({}).raw }] }));
    const hash = hashes.get(1) ?? '';
    value(await open.storage.removeUids({ folderId: inbox, uids: [1] }));
    value(await open.storage.settle({}));
    expect(open.reader.rawByHash(hash)).not.toBeNull();
    open.clock.advance(3_600_000);
    value(await open.storage.settle({}));
    expect(open.reader.rawByHash(hash)).toBeNull();
  });

  it('keeps what the server says of a folder beside what is held, field by field', async () => {
    value(
      await open.storage.setFolderState({
        folderId: inbox,
        state: { exists: 9, uidValidity: 77, uidNext: 10, highestModseq: '9223372036854775807' },
      }),
    );
    value(await open.storage.setFolderState({ folderId: inbox, state: { exists: 8, checkedAt: 5 } }));
    value(await open.storage.setFolderState({ folderId: inbox, state: { uidNext: null } }));
    expect(open.reader.folder(inbox)?.server).toEqual({
      exists: 8,
      uidValidity: 77,
      uidNext: null,
      highestModseq: '9223372036854775807',
      checkedAt: 5,
    });
  });

  it('keeps the tree of folders and their ids when the list is read again', async () => {
    const nested = [listing('Work'), listing('Work/Reports'), listing('INBOX', 'inbox')];
    value(await open.storage.saveFolders({ accountId: 'ana', folders: nested }));
    const before = open.reader.folders('ana').map(({ id, path, parentId }) => ({ id, path, parentId }));
    expect(before.find(({ path }) => path === 'Work/Reports')?.parentId).toBe(before.find(({ path }) => path === 'Work')?.id);
    expect(before.find(({ path }) => path === 'INBOX')?.id).toBe(inbox);
    value(await open.storage.saveFolders({ accountId: 'ana', folders: nested }));
    expect(open.reader.folders('ana').map(({ id, path, parentId }) => ({ id, path, parentId }))).toEqual(before);
  });

  it('reads a cache again that was reset, and leaves other accounts alone', async () => {
    await addMessages(open, inbox, 3);
    const others =
      value(await open.storage.saveFolders({ accountId: 'bruno', folders: [listing('INBOX', 'inbox')] })).ids.get('INBOX') ?? 0;
    await addMessages(open, others, 2);
    value(await open.storage.resetCache({ accountId: 'ana' }));
    expect(
      open.reader
        .folders()
        .map(({ accountId, path, total }) => [accountId, path, total])
        .filter(([, path]) => path === 'INBOX'),
    ).toEqual([
      ['ana', 'INBOX', 0],
      ['bruno', 'INBOX', 2],
    ]);
    const ids = await addMessages(open, inbox, 3);
    expect(ids.size).toBe(3);
  });
});
