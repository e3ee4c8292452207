/** What rewrites and removes session files waits for its turn: nothing that was deleted comes back, and nothing that was asked for gets lost. */
import type * as FileSystem from 'node:fs/promises';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFolderChanges } from '../../../../electron/engine/transcript/files/folder-changes.ts';
import { type Fixture, linesOf, startTranscript, temporaryFolder, textOfLine } from '../transcript-fixture.ts';

/** A step on the disk that waits, or fails, where a test says so. */
const disk = vi.hoisted(() => ({ step: async (_call: string, _path: string): Promise<void> => {} })); // called by the file system below

vi.mock('node:fs/promises', async (original) => {
  const system = await original<typeof FileSystem>();
  return {
    ...system,
    rename: async (from: string, to: string) => {
      await disk.step('rename', to);
      return system.rename(from, to);
    },
    unlink: async (path: string) => {
      await disk.step('unlink', path);
      return system.unlink(path);
    },
    stat: async (path: string) => {
      await disk.step('stat', path);
      return system.stat(path);
    },
  };
});

beforeEach(() => {
  disk.step = async () => {};
});

/** Holds the first step that fits until it is let go. */
function hold(fits: (call: string, path: string) => boolean): { readonly reached: Promise<void>; letGo(): void } {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isHeld = false;
  disk.step = async (call, path) => {
    if (isHeld || !fits(call, path)) return;
    isHeld = true;
    reached.resolve();
    await released.promise;
  };
  return { reached: reached.promise, letGo: () => released.resolve() };
}

/** Enough for whatever does not wait for its turn to be done. */
async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

type Limits = { budget: number; age: number };
const ample: Limits = { budget: 10_000_000, age: Number.POSITIVE_INFINITY };

/** A session of 40 lines over several files that is over. */
async function record({ open, transcript }: Fixture): Promise<string> {
  const tap = open('smtp', { purpose: 'send' });
  for (let at = 0; at < 40; at += 1) {
    tap.server(Buffer.from(`250 2.0.0 line ${at} of the session\r\n`));
    await transcript.flush();
  }
  tap.end();
  await expect.poll(async () => (await transcript.session(tap.session))?.state).toBe('done');
  return tap.session;
}

async function recorded(retention?: () => Limits): Promise<{ fixture: Fixture; id: string }> {
  const fixture = await startTranscript({ limits: { segment: 1_500 }, ...(retention ? { retention } : {}) });
  const id = await record(fixture);
  // The first look at the files is over, and none is due.
  await fixture.transcript.tidy();
  return { fixture, id };
}

const reopened = ({ folder, clock }: Fixture) => startTranscript({ folder, clock });

const filesOf = async ({ folder }: Fixture, id: string) =>
  (await readdir(join(folder, 'transcript'))).filter((name) => name.startsWith(id));

const texts = async (fixture: Fixture, id: string) =>
  (await linesOf(fixture.transcript, id)).map((line) => line.note?.key ?? textOfLine(line));

const second = (id: string) => `${id}.0001.jsonl`;

describe('while the files of a session are written anew', () => {
  for (const [what, remove] of [
    ['the session is deleted', ({ transcript }: Fixture, id: string) => transcript.remove(id)],
    ['its account is removed', ({ transcript }: Fixture) => transcript.forgetAccount('a1')],
  ] as const)
    test(`${what}: it does not come back, on the disk or in the list`, async () => {
      const { fixture, id } = await recorded();
      const { reached, letGo } = hold((call, path) => call === 'rename' && path.endsWith(second(id)));
      const removing = fixture.transcript.removeLines(id, { first: 2, last: 37 });
      await reached;
      const removed = remove(fixture, id);
      await manyTurns();
      letGo();
      expect(await Promise.all([removing, removed])).toMatchObject([{ ok: true }, { ok: true }]);
      expect(await filesOf(fixture, id)).toEqual([]);
      expect(await fixture.transcript.session(id)).toBeNull();
      await fixture.transcript.close();
      expect(await (await reopened(fixture)).transcript.sessions({ limit: 10 })).toEqual([]);
    });

  test('it is pinned and lines of it are kept: both count, and what was deleted stays deleted', async () => {
    const { fixture, id } = await recorded();
    const { reached, letGo } = hold((call, path) => call === 'rename' && path.endsWith(second(id)));
    const removing = fixture.transcript.removeLines(id, { first: 2, last: 30 });
    await reached;
    const others = [fixture.transcript.pin(id, true), fixture.transcript.keepLines(id, { first: 25, last: 35 }, true)];
    await manyTurns();
    letGo();
    expect(await Promise.all([removing, ...others])).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    const expected = { pinned: true, deleted: [{ first: 2, last: 30 }], kept: [{ first: 25, last: 35 }] };
    expect(await fixture.transcript.session(id)).toMatchObject(expected);
    await fixture.transcript.close();
    expect(await (await reopened(fixture)).transcript.session(id)).toMatchObject(expected);
  });

  test('more of its lines are deleted: both deletions are remembered', async () => {
    const { fixture, id } = await recorded();
    const { reached, letGo } = hold((call, path) => call === 'rename' && path.endsWith('.0000.jsonl'));
    const first = fixture.transcript.removeLines(id, { first: 2, last: 4 });
    await reached;
    const others = [
      { first: 10, last: 12 },
      { first: 5, last: 5 },
    ].map((lines) => fixture.transcript.removeLines(id, lines));
    await manyTurns();
    letGo();
    expect(await Promise.all([first, ...others])).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    const deleted = [
      { first: 2, last: 5 },
      { first: 10, last: 12 },
    ];
    expect(await fixture.transcript.session(id)).toMatchObject({ deleted });
    expect((await texts(fixture, id)).filter((text) => text === 'deleted')).toHaveLength(2);
    await fixture.transcript.close();
    expect(await (await reopened(fixture)).transcript.session(id)).toMatchObject({ deleted });
  });
});

describe('while sessions go for the limits', () => {
  /** Two sessions of which none may stay; the look at their files is held. */
  async function going(fits: (call: string, path: string, ids: readonly string[]) => boolean) {
    let limits = ample;
    const { fixture, id } = await recorded(() => limits);
    const other = await record(fixture);
    limits = { budget: 10, age: Number.POSITIVE_INFINITY };
    const { reached, letGo } = hold((call, path) => fits(call, path, [id, other]));
    const tidied = fixture.transcript.tidy();
    await reached;
    return { fixture, id, other, letGo, tidied };
  }

  test('one that is pinned meanwhile stays', async () => {
    const { fixture, id, other, letGo, tidied } = await going((call) => call === 'stat');
    const pinned = fixture.transcript.pin(id, true);
    await manyTurns();
    letGo();
    await tidied;
    expect(await pinned).toMatchObject({ ok: true });
    expect(await fixture.transcript.session(id)).toMatchObject({ pinned: true });
    expect(await linesOf(fixture.transcript, id)).toHaveLength(40);
    expect(await fixture.transcript.session(other)).toBeNull();
  });

  test('one of which lines are kept meanwhile stays until the next time, and its lines for good', async () => {
    const { fixture, id, letGo, tidied } = await going((call) => call === 'stat');
    const kept = fixture.transcript.keepLines(id, { first: 10, last: 11 }, true);
    await manyTurns();
    letGo();
    await tidied;
    expect(await kept).toMatchObject({ ok: true });
    expect(await linesOf(fixture.transcript, id)).toHaveLength(40);
    await fixture.transcript.tidy();
    expect(await texts(fixture, id)).toEqual([
      'expired',
      '250 2.0.0 line 10 of the session\r\n',
      '250 2.0.0 line 11 of the session\r\n',
      'expired',
    ]);
  });

  test('a pin for one whose files are on their way is answered, not promised', async () => {
    const { fixture, id, letGo, tidied } = await going((call, path, [first]) => call === 'unlink' && path.includes(first ?? ''));
    const pinned = fixture.transcript.pin(id, true);
    await manyTurns();
    letGo();
    await tidied;
    expect(await pinned).toMatchObject({ failure: { code: 'not-found' } });
    expect(await filesOf(fixture, id)).toEqual([]);
  });
});

describe('a deletion of lines that the disk refuses', () => {
  const refuse = (fits: (call: string, path: string) => boolean) => {
    disk.step = async (call, path) => {
      if (fits(call, path)) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
  };

  test('before any line has gone is not done later either, and leaves no half of a file', async () => {
    const { fixture, id } = await recorded();
    const [before, lines] = [await filesOf(fixture, id), await texts(fixture, id)];
    refuse((call, path) => call === 'rename' && path.endsWith('.0000.jsonl'));
    expect(await fixture.transcript.removeLines(id, { first: 2, last: 30 })).toMatchObject({ failure: { code: 'disk-full' } });
    disk.step = async () => {};
    expect(await readdir(join(fixture.folder, 'transcript'))).not.toContain('deleting.json');
    expect(await filesOf(fixture, id)).toEqual(before);
    await fixture.transcript.close();
    const next = await reopened(fixture);
    expect(await texts(next, id)).toEqual(lines);
  });

  test('half way is finished before the next one begins', async () => {
    const { fixture, id } = await recorded();
    const other = await record(fixture);
    const lines = await texts(fixture, id);
    refuse((call, path) => call === 'rename' && path.endsWith(second(id)));
    expect(await fixture.transcript.removeLines(id, { first: 2, last: 37 })).toMatchObject({ failure: { code: 'disk-full' } });
    // As long as the disk refuses it, no other one begins: what is under way would be forgotten.
    expect(await fixture.transcript.removeLines(other, { first: 0, last: 0 })).toMatchObject({ failure: { code: 'disk-full' } });
    expect(await texts(fixture, other)).toHaveLength(40);
    disk.step = async () => {};
    expect(await fixture.transcript.removeLines(other, { first: 0, last: 0 })).toMatchObject({ ok: true });
    expect(await texts(fixture, id)).toEqual([...lines.slice(0, 2), 'deleted', ...lines.slice(38)]);
    expect(await fixture.transcript.session(id)).toMatchObject({ deleted: [{ first: 2, last: 37 }] });
    expect((await readdir(join(fixture.folder, 'transcript'))).filter((name) => /new$|deleting/.test(name))).toEqual([]);
  });

  test('leaves a half of a file only where it cannot be removed, and the next start removes it', async () => {
    const { fixture, id } = await recorded();
    refuse((call, path) => call === 'rename' || path.endsWith('.new'));
    expect(await fixture.transcript.removeLines(id, { first: 2, last: 30 })).toMatchObject({ ok: false });
    disk.step = async () => {};
    await fixture.transcript.close();
    expect((await readdir(join(fixture.folder, 'transcript'))).filter((name) => name.endsWith('.new'))).toEqual(['deleting.json.new']);
    const next = await reopened(fixture);
    await next.transcript.sessions({ limit: 1 });
    expect((await readdir(join(fixture.folder, 'transcript'))).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

describe('the door to the files', () => {
  test('is open to one piece of work at a time, and shut behind it', async () => {
    const folder = await temporaryFolder();
    const alone = createFolderChanges(folder);
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = alone(async (files) => {
      await gate.promise;
      order.push('first');
      return files;
    });
    const refused = alone(async () => {
      order.push('second');
      throw new Error('its own failure');
    });
    const third = alone(async (files) => {
      order.push('third');
      await files.append('gone.0000.jsonl', 'text\n');
    });
    await manyTurns();
    expect(order).toEqual([]);
    gate.resolve();
    const over = await first;
    await expect(refused).rejects.toThrow('its own failure');
    await third;
    expect(order).toEqual(['first', 'second', 'third']);
    await expect(over.remove(['any.0000.jsonl'])).rejects.toThrow('work that is over');
    // A record for a file that is gone does not bring it back.
    expect(await readdir(folder)).toEqual([]);
  });

  test('is the only one: no other file of the transcript has the means to rewrite or remove one', async () => {
    const root = join(import.meta.dirname, '../../../../electron/engine/transcript');
    const changing = /\b(appendFile|copyFile|cp|rename|rm|truncate|unlink|writeFile|mkdtemp)(Sync)?\b/;
    const found: string[] = [];
    const removing: string[] = [];
    for (const name of await readdir(root, { recursive: true })) {
      if (!name.endsWith('.ts')) continue;
      const text = await readFile(join(root, name), 'utf8');
      const imports = [...text.matchAll(/import ([^;]*?) from 'node:fs(?:\/promises)?'/g)].map(([, names]) => names ?? '');
      if (imports.some((names) => changing.test(names) || names.includes('*'))) found.push(name.replaceAll('\\', '/'));
      if (text.includes('/disk/remove-folder.ts')) removing.push(name);
    }
    // The two others remove what is no session file: a damaged index, and what versions without one left.
    expect(found.sort()).toEqual(['files/folder-changes.ts', 'files/index-database.ts', 'files/old-index.ts']);
    // What the practice server's side has recorded has a folder of its own.
    expect(removing).toEqual(['server-side.ts']);
  });
});
