import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFolderFiles } from '../../../electron/engine/cache/database/data-folder.ts';
import { day, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

interface Mail {
  readonly subject: string;
  readonly from: string;
  readonly words: readonly string[];
}

/** Numbers that look random and are the same in every run (Park and Miller). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const stems = ['con', 'cont', 'conta', 'mess', 'messa', 'a', 'ab'];
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

function makeMails(count: number): Mail[] {
  const below = numbers(7);
  const word = () => {
    const tail = Array.from({ length: 1 + below(3) }, () => letters[below(letters.length)]).join('');
    return `${stems[below(stems.length)]}${tail}`;
  };
  return Array.from({ length: count }, (_, index) => ({
    subject: `${word()} number${index}`,
    from: `${word()} <${word()}@example.test>`,
    words: Array.from({ length: 60 }, word),
  }));
}

describe('search by the beginning of a word', () => {
  let open: OpenStorage;
  let inbox: number;
  const mails = makeMails(150);
  const holds = (text: string, beginning: string) => text.split(/[^a-z0-9]+/).some((word) => word.startsWith(beginning));

  const read = async (some: readonly Mail[], from: number) => {
    const written = some.map(({ subject, from: sender, words }, at) => ({
      uid: from + at,
      ...write({ subject, from: sender, text: `${words.join(' ')}\r\n`, id: `<${from + at}@example.test>` }),
    }));
    const headers = written.map(({ uid, header, raw }) => ({ uid, flags: [], internalDate: day(uid), size: raw.length, header }));
    value(await open.storage.addHeaders({ folderId: inbox, messages: headers }));
    value(await open.storage.addBodies({ folderId: inbox, messages: written.map(({ uid, raw }) => ({ uid, raw })) }));
    value(await open.storage.settle({}));
  };
  const inCache = <Row>(query: string): Row[] => {
    const cache = new DatabaseSync(dataFolderFiles(open.folder).cache, { timeout: 20_000 });
    try {
      return cache.prepare(query).all() as Row[]; // what the query says
    } finally {
      cache.close();
    }
  };
  const segments = () => inCache('SELECT DISTINCT segid FROM search_idx').length;

  beforeEach(async () => {
    // Storage ends a transaction, and with it a segment, after some milliseconds: here they pass with what is done, however fast the machine is.
    let time = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      time += 0.01;
      return time;
    });
    open = await openStorage();
    inbox = (await withFolders(open))('INBOX');
  });
  afterEach(async () => {
    try {
      await open.done();
    } finally {
      vi.restoreAllMocks();
    }
  });

  /** What a plain look at every message finds, newest first. */
  const scan = (matches: (mail: Mail) => boolean) =>
    mails
      .filter(matches)
      .map(({ subject }) => subject)
      .reverse();
  const find = (query: string, limit = mails.length) => open.reader.search({ query, limit }).rows.map(({ subject }) => subject);
  const anywhere = ({ subject, from, words }: Mail, beginning: string) => holds(`${subject} ${from} ${words.join(' ')}`, beginning);

  it.each([
    ['in many segments of the index', 10],
    ['in one', mails.length],
  ])('finds what a plain look at every message finds, %s', async (_, atOnce) => {
    for (let at = 0; at < mails.length; at += atOnce) await read(mails.slice(at, at + atOnce), at + 1);
    if (atOnce < mails.length) expect(segments()).toBeGreaterThan(5);
    // From thousands of words down to none.
    for (const beginning of ['cont', 'conta', 'mess', 'messa', 'contab', 'messz', 'aba1', 'conta9', 'zzzz']) {
      expect(find(beginning), beginning).toEqual(scan((mail) => anywhere(mail, beginning)));
      expect(find(beginning, 7), beginning).toEqual(scan((mail) => anywhere(mail, beginning)).slice(0, 7));
      expect(find(`subject:${beginning}`), beginning).toEqual(scan(({ subject }) => holds(subject, beginning)));
      expect(find(`from:${beginning}`), beginning).toEqual(scan(({ from }) => holds(from, beginning)));
      expect(find(`number -${beginning}*`), beginning).toEqual([]);
      expect(find(`ab* -${beginning}*`), beginning).toEqual(scan((mail) => anywhere(mail, 'ab') && !anywhere(mail, beginning)));
      const both = scan((mail) => anywhere(mail, 'a') && anywhere(mail, 'con') && anywhere(mail, beginning));
      expect(find(`a* con* ${beginning}`), beginning).toEqual(both);
    }
  });

  it('finds as many words as there are though each beginning of a long query has many', async () => {
    await read(mails, 1);
    const query = Array.from({ length: 32 }, (_, at) => ['con*', 'a*', 'mess*'][at % 3]).join(' ');
    expect(find(query)).toEqual(scan((mail) => ['con', 'a', 'mess'].every((beginning) => anywhere(mail, beginning))));
  });

  it('merges the index of a mailbox that was read in a little at a time, and finds the same afterwards', async () => {
    const many = Array.from({ length: 900 }, (_, index) => ({
      subject: `filler ${index}`,
      from: 'f@example.test',
      words: [`word${index}`],
    }));
    for (let at = 0; at < mails.length; at += 10) await read(mails.slice(at, at + 10), at + 1);
    expect(segments()).toBeGreaterThan(6);
    for (let at = 0; at < many.length; at += 30) await read(many.slice(at, at + 30), 1_000 + at);
    expect(segments()).toBeLessThanOrEqual(3);
    inCache("INSERT INTO search (search) VALUES ('integrity-check')");
    expect(find('cont')).toEqual(scan((mail) => anywhere(mail, 'cont')));
    expect(find('word89')).toEqual([...Array.from({ length: 10 }, (_, at) => `filler ${899 - at}`), 'filler 89']);
  });
});
