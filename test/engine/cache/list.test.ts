import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolderFiles } from '../../../electron/engine/cache/database/data-folder.ts';
import { openDatabase } from '../../../electron/engine/cache/database/database.ts';
import { createChangeCollector } from '../../../electron/engine/cache/queue/changes.ts';
import { addMessages, day, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

describe('the list of a folder', () => {
  let open: OpenStorage;
  let inbox: number;
  let folder: (path: string) => number;

  beforeEach(async () => {
    open = await openStorage();
    folder = await withFolders(open);
    inbox = folder('INBOX');
  });
  afterEach(() => open.done());

  const subjects = (position: number, limit: number) => open.reader.list(inbox, position, limit).rows.map(({ subject }) => subject);

  it('shows the newest message first, whatever order the server gave them in', async () => {
    const { header, raw } = write({ subject: 'Oldest' });
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 90, flags: [], internalDate: day(-5), size: raw.length, header }],
      }),
    );
    await addMessages(open, inbox, 3);
    expect(subjects(0, 10)).toEqual(['Message 3', 'Message 2', 'Message 1', 'Oldest']);
  });

  it('carries the beginning of an endless subject and of an endless list of people', async () => {
    const people = Array.from({ length: 300 }, (_, number) => `"${`Person ${number} `.repeat(80)}" <p${number}@example.test>`);
    const { header, raw } = write({ subject: 'AVATo '.repeat(30_000), to: people.join(',\r\n ') });
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 90, flags: [], internalDate: day(1), size: raw.length, header }],
      }),
    );
    const [row] = open.reader.list(inbox, 0, 10).rows;
    expect(row?.subject).toHaveLength(2_000);
    expect(row?.to.map(({ address }) => address)).toEqual(Array.from({ length: 20 }, (_, number) => `p${number}@example.test`));
    expect(row?.to[7]?.name).toBe('Person 7 '.repeat(23).slice(0, 200));
    expect(row?.from).toEqual([{ name: 'Bruno Dias', address: 'bruno@example.test' }]);
  });

  it('gives any window by position the same rows as reading from the top', async () => {
    await addMessages(open, inbox, 1_000);
    const all = subjects(0, 1_000);
    expect(all).toHaveLength(1_000);
    // Forwards, backwards, jumps, both ends, and overlapping windows: each uses another way to the first row.
    for (const position of [0, 50, 100, 150, 140, 90, 700, 650, 600, 999, 950, 3, 999, 0, 501]) {
      expect(subjects(position, 50)).toEqual(all.slice(position, position + 50));
    }
  });

  it('keeps windows true when mail comes in or goes while somebody scrolls', async () => {
    await addMessages(open, inbox, 300);
    subjects(200, 50);
    const { header, raw } = write({ subject: 'Just in' });
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 5_000, flags: [], internalDate: day(400), size: raw.length, header }],
      }),
    );
    expect(subjects(200, 1)).toEqual(['Message 101']);
    value(await open.storage.removeUids({ folderId: inbox, uids: [5_000, 300, 299] }));
    expect(subjects(200, 1)).toEqual(['Message 98']);
    expect(open.reader.list(inbox, 0, 1).total).toBe(298);
  });

  it('answers an empty window beyond the end and for a folder that does not exist', async () => {
    await addMessages(open, inbox, 3);
    expect(open.reader.list(inbox, 50, 10)).toEqual({ total: 3, position: 3, revision: 3, rows: [], addedSince: [] });
    expect(open.reader.list(12_345, 0, 10)).toEqual({ total: 0, position: 0, revision: 0, rows: [], addedSince: [] });
  });

  it('counts total and unread without ever counting', async () => {
    await addMessages(open, inbox, 4);
    value(await open.storage.setFlags({ folderId: inbox, messages: [{ uid: 1, flags: ['\\Seen'] }] }));
    value(await open.storage.setFlags({ folderId: inbox, messages: [{ uid: 1, flags: ['\\seen', '\\Flagged', '$Forwarded', 'Work'] }] }));
    expect(open.reader.folder(inbox)).toMatchObject({ total: 4, unread: 3 });
    const row = open.reader.rows([open.reader.idOfUid(inbox, 1) ?? 0])[0];
    expect(row).toMatchObject({ seen: true, flagged: true, forwarded: true, answered: false });
    value(await open.storage.removeUids({ folderId: inbox, uids: [1, 2] }));
    expect(open.reader.folder(inbox)).toMatchObject({ total: 2, unread: 2 });
  });

  it('ignores numbers that cannot be UIDs and lists the rest', async () => {
    const { header, raw } = write({});
    const uids = [0, -1, 1.5, Number.NaN, 2 ** 32, 7, 7];
    const messages = uids.map((uid) => ({ uid, flags: [], internalDate: day(1), size: raw.length, header }));
    expect(value(await open.storage.addHeaders({ folderId: inbox, messages })).added).toBe(1);
    expect([...open.reader.uids(inbox).uids]).toEqual([7]);
  });

  it('places mail with an absurd date without losing it', async () => {
    const { header, raw } = write({ date: Date.UTC(2400, 0, 1) });
    const dates = [Number.NaN, -5, Number.POSITIVE_INFINITY, 8.64e15, null];
    const messages = dates.map((internalDate, index) => ({ uid: index + 1, flags: [], internalDate, size: raw.length, header }));
    expect(value(await open.storage.addHeaders({ folderId: inbox, messages })).added).toBe(5);
    for (const { date } of open.reader.list(inbox, 0, 10).rows) expect(Number.isSafeInteger(date)).toBe(true);
  });

  it('lists a message whose header cannot be read, with a warning', async () => {
    const header = Buffer.from([0, 255, 13, 10, 13, 10]);
    value(await open.storage.addHeaders({ folderId: inbox, messages: [{ uid: 1, flags: [], internalDate: day(1), size: 6, header }] }));
    const id = open.reader.idOfUid(inbox, 1) ?? 0;
    expect(open.reader.row(id)).toMatchObject({ subject: '', bodyHeld: false });
    expect(open.reader.location(id)?.warnings).toContain('no-from');
  });

  it('stores folders, flags and keywords named like parts of JavaScript without touching them', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { ids } = value(
      await open.storage.saveFolders({
        accountId: '__proto__',
        folders: names.map((path) => ({ path, name: path, delimiter: null, parentPath: null, role: null, selectable: true })),
      }),
    );
    const { header, raw } = write({});
    for (const name of names) {
      const folderId = ids.get(name) ?? 0;
      value(
        await open.storage.addHeaders({ folderId, messages: [{ uid: 1, flags: names, internalDate: day(1), size: raw.length, header }] }),
      );
    }
    expect(open.reader.folders('__proto__').map(({ path, total }) => [path, total])).toEqual(names.map((name) => [name, 1]));
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('forgets a folder the server lists no more, with its messages', async () => {
    await addMessages(open, folder('Archive'), 5);
    value(
      await open.storage.saveFolders({
        accountId: 'ana',
        folders: [{ path: 'INBOX', name: 'INBOX', delimiter: '/', parentPath: null, role: 'inbox', selectable: true }],
      }),
    );
    expect(open.reader.folders().map(({ path }) => path)).toEqual(['INBOX']);
    expect(open.reader.findByMessageId(`<${folder('Archive')}.1@example.test>`)).toEqual([]);
  });

  describe('what is announced', () => {
    /** Lists that are kept by what is announced alone: ids by folder, and how often a list had to be read again. */
    function createMirror() {
      const lists = new Map<number, { revision: number; ids: Set<number> }>();
      let readAgain = 0;
      const read = (folderId: number) => {
        const { revision, rows } = open.reader.list(folderId, 0, 500);
        lists.set(folderId, { revision, ids: new Set(rows.map(({ id }) => id)) });
      };
      return {
        readAgain: () => readAgain,
        ids: (folderId: number) => [...(lists.get(folderId)?.ids ?? [])].sort((one, other) => other - one),
        hear() {
          for (const { lists: changed } of open.changes.splice(0))
            for (const { folderId, reset, since, revision, total, rows } of changed) {
              const known = lists.get(folderId);
              if (reset || !rows || known?.revision !== since) {
                readAgain += 1;
                read(folderId);
                continue;
              }
              for (const id of rows.added) {
                expect(known.ids.has(id), 'a row is added that was there').toBe(false);
                known.ids.add(id);
              }
              for (const id of rows.removed) expect(known.ids.delete(id), 'a row is removed that was not there').toBe(true);
              for (const id of rows.changed) expect(known.ids.has(id), 'a row changed that is not there').toBe(true);
              expect(known.ids.size).toBe(total);
              known.revision = revision;
            }
        },
        read,
      };
    }

    const heldIds = (folderId: number) => open.reader.list(folderId, 0, 500).rows.map(({ id }) => id);

    it('is what changed, once it can be read', async () => {
      open.changes.length = 0;
      open.clock.advance(100);
      const ids = await addMessages(open, inbox, 10);
      open.clock.advance(100);
      // One after the other where the machine was too slow for one transaction.
      const told = open.changes.flatMap(({ lists }) => lists);
      expect(told.at(0)).toMatchObject({ folderId: inbox, reset: false, since: 0 });
      expect(told.at(-1)).toMatchObject({ folderId: inbox, reset: false, revision: 10, total: 10 });
      expect(told.flatMap(({ rows }) => rows?.added ?? []).toSorted()).toEqual([...ids.values()].toSorted());
      expect(open.changes.flatMap(({ accounts }) => accounts)).toContain('ana');
    });

    it.each([1, 4, 15])('leads from any list to the next, whatever is done in %i steps', async (steps) => {
      const mirror = createMirror();
      const folders = ['INBOX', 'Archive', 'Trash'].map(folder);
      for (const folderId of folders) mirror.read(folderId);
      open.changes.length = 0;
      let seed = 7 + steps;
      const random = (below: number) => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((seed / 2_147_483_648) * below);
      };
      const pick = <Item>(items: readonly Item[]): Item => {
        const item = items[random(items.length)];
        if (item === undefined) throw new Error('nothing to choose from');
        return item;
      };
      let uid = 0;
      const arrive = async (folderId: number) => {
        const messages = Array.from({ length: 1 + random(4) }, () => {
          uid += 1;
          const { header, raw } = write({ subject: `Message ${uid}` });
          return { uid, flags: [], internalDate: day(random(300)), size: raw.length, header };
        });
        value(await open.storage.addHeaders({ folderId, messages }));
      };
      const applied: string[] = [];
      for (let step = 0; step < 200; step += 1) {
        const folderId = pick(folders);
        const ids = heldIds(folderId);
        const kind = random(7);
        if (kind < 2 || ids.length === 0) await arrive(folderId);
        else if (kind === 2) value(await open.storage.removeUids({ folderId, uids: [1 + random(uid + 1)] }));
        else if (kind === 3) value(await open.storage.setFlags({ folderId, messages: [{ uid: 1 + random(uid + 1), flags: ['\\Seen'] }] }));
        else if (kind === 4 && applied.length > 0) {
          const id = pick(applied);
          await (random(2) === 0 ? open.storage.confirmOperation({ id }) : open.storage.revertOperation({ id }));
        } else {
          const id = String(step);
          const change = kind === 5 ? ({ kind: 'delete' } as const) : ({ kind: 'move', targetFolderId: pick(folders) } as const);
          value(await open.storage.applyOperation({ id, accountId: 'ana', change, messageIds: [pick(ids)], now: step }));
          applied.push(id);
        }
        if (step % steps !== 0) continue;
        open.clock.advance(1_000);
        mirror.hear();
        for (const each of folders) expect(mirror.ids(each), `step ${step}`).toEqual(heldIds(each));
      }
      expect(mirror.readAgain()).toBe(0);
    });

    it('is one change of a row that went and came back, and nothing of one that came and went', async () => {
      const ids = await addMessages(open, inbox, 3);
      for (let quiet = 0; quiet < 2; quiet += 1) open.clock.advance(1_000);
      const id = ids.get(2) ?? 0;
      const mirror = createMirror();
      mirror.read(inbox);
      open.changes.length = 0;
      // The first of them is told at once, what follows together.
      value(await open.storage.setFlags({ folderId: inbox, messages: [{ uid: 1, flags: ['\\Seen'] }] }));
      const change = { kind: 'move', targetFolderId: folder('Archive') } as const;
      value(await open.storage.applyOperation({ id: 'away', accountId: 'ana', change, messageIds: [id], now: 0 }));
      value(await open.storage.revertOperation({ id: 'away' }));
      open.clock.advance(1_000);
      const named = open.changes.at(-1)?.lists ?? [];
      expect(named.find(({ folderId }) => folderId === inbox)?.rows).toEqual({ added: [], changed: [id], removed: [] });
      expect(named.find(({ folderId }) => folderId === folder('Archive'))?.rows).toEqual({ added: [], changed: [], removed: [] });
      mirror.hear();
      expect(mirror.ids(inbox)).toEqual(heldIds(inbox));
    });

    it('is no single row where a job was taken back within its transaction', async () => {
      await addMessages(open, inbox, 3);
      const cache = openDatabase({ name: 'cache', path: dataFolderFiles(open.folder).cache, readOnly: true });
      const collector = createChangeCollector(cache);
      collector.added(inbox, 1);
      expect(collector.take()?.lists).toEqual([{ folderId: inbox, reset: false, since: 3, revision: 3, total: 3, rows: null }]);
      collector.changed(inbox, 1);
      expect(collector.take()?.lists).toMatchObject([{ rows: { changed: [1] } }]);
      collector.added(inbox, 1);
      collector.discard();
      expect(collector.take()).toBeNull();
      cache.close();
    });

    it('is no single row where many came at once, or where the list is read anew', async () => {
      const mirror = createMirror();
      mirror.read(inbox);
      await addMessages(open, inbox, 400);
      open.clock.advance(1_000);
      mirror.hear();
      expect(mirror.readAgain()).toBeGreaterThan(0);
      expect(mirror.ids(inbox)).toEqual(heldIds(inbox));
      value(await open.storage.resetFolder({ folderId: inbox }));
      open.clock.advance(1_000);
      expect(open.changes.flatMap(({ lists }) => lists).some(({ reset, rows }) => reset && rows === null)).toBe(true);
    });
  });
});
