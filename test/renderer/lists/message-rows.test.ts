import { describe, expect, it } from 'vitest';
import { moveFocus } from '../../../renderer/features/messages/move-focus.ts';
import { createFolderRows } from '../../../renderer/features/messages/rows/folder-rows.ts';
import { createSearchRows } from '../../../renderer/features/messages/rows/search-rows.ts';
import { likelyNext } from '../../../renderer/features/messages/use-prefetch-adjacent.ts';
import { makeRow } from '../fake/mailbox.ts';
import { atOnce, startFolder } from './slow-folder.ts';

describe('rows of a folder', () => {
  it('are asked for in windows, and only once', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    rows.show(0, 30);
    expect(folder.questions.map((question) => question.input)).toEqual([
      { source: { kind: 'folder', folderId: 1 }, position: 0, limit: 100 },
    ]);
    await folder.settle();
    expect(rows.rows().total).toBe(1_000);
    rows.show(95, 110);
    expect(folder.questions.map((question) => question.input.position)).toEqual([100]);
  });

  it('are forgotten far from what is in sight, and asked for again there', async () => {
    const folder = startFolder(9_000);
    const rows = createFolderRows(folder.client, 1);
    for (let first = 0; first < 9_000; first += 100) {
      rows.show(first, first + 30);
      await folder.settle();
    }
    const held = Array.from({ length: 9_000 }, (_, position) => rows.rows().at(position)).filter((row) => row !== undefined);
    expect(held.length).toBeLessThanOrEqual(3_000);
    expect(rows.rows().at(8_900)?.id).toBe(10_000 - 8_900);
    expect(rows.rows().at(5)).toBeUndefined();
    rows.show(0, 30);
    await folder.settle();
    expect(rows.rows().at(5)?.id).toBe(9_995);
  });

  it('ask for one window after many changes, not for one each', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(500, 520);
    await folder.settle();
    for (let change = 0; change < 50; change++) rows.refresh();
    expect(folder.questions).toHaveLength(1);
    folder.questions.splice(0)[0]?.answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(folder.questions).toHaveLength(1);
  });

  it('say how far the messages in sight have moved when mail came in above them', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(500, 520);
    await folder.settle();
    const id = rows.rows().at(500)?.id;
    folder.change((ids) => [10_003, 10_002, 10_001, ...ids]);
    rows.refresh();
    await folder.settle();
    expect(rows.rows().shift.by).toBe(3);
    expect(rows.rows().at(503)?.id).toBe(id);
  });

  it('read again what is around those in sight, and more only when so much came in above them that they are not there', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(500, 520);
    await folder.settle();
    rows.refresh();
    expect(folder.questions.map(({ input }) => input)).toEqual([{ source: { kind: 'folder', folderId: 1 }, position: 460, limit: 101 }]);
    await folder.settle();
    const id = rows.rows().at(500)?.id;
    folder.change((ids) => [...Array.from({ length: 150 }, (_, number) => 20_000 - number), ...ids]);
    rows.refresh();
    await folder.settle();
    expect(rows.rows().shift.by).toBe(150);
    expect(rows.rows().at(650)?.id).toBe(id);
  });

  it('show new mail at the top to a user who stands at the top', async () => {
    const folder = startFolder(10);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 9);
    await folder.settle();
    folder.change((ids) => [10_001, ...ids]);
    rows.refresh();
    await folder.settle();
    expect(rows.rows().shift.by).toBe(0);
    expect(rows.rows().at(0)?.id).toBe(10_001);
  });

  it('follow an answer to the latest question, not a late one to an older question', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    const late = folder.questions.splice(0);
    folder.change((ids) => ids.slice(1));
    rows.refresh();
    await folder.settle();
    folder.change((ids) => [1, ...ids]);
    for (const question of late) question.answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(rows.rows().at(0)?.id).toBe(9_999);
  });

  it('follow mail that comes and goes without a question, where the change names its rows', async () => {
    const folder = startFolder(10);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 9);
    await folder.settle();
    rows.follow(folder.change((ids) => [10_001, ...ids.filter((id) => id !== 9_998)]));
    expect(folder.questions).toEqual([]);
    expect(rows.rows().total).toBe(10);
    expect([0, 1, 2, 3].map((position) => rows.rows().at(position)?.id)).toEqual([10_001, 10_000, 9_999, 9_997]);
    expect(rows.rows().shift.by).toBe(0);
    const event = folder.change((ids) => ids);
    const read = { ...makeRow(9_999, 1, 10_000, 0), subject: 'Another' };
    rows.follow({ ...event, change: { ...event.change, changed: [read] } });
    expect(folder.questions).toEqual([]);
    expect(rows.rows().at(2)?.subject).toBe('Another');
  });

  it('say how far those in sight have moved, also of a change that names its rows', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(500, 520);
    await folder.settle();
    const id = rows.rows().at(500)?.id;
    rows.follow(folder.change((ids) => [10_002, 10_001, ...ids.slice(1)]));
    expect(folder.questions).toEqual([]);
    expect(rows.rows().shift.by).toBe(1);
    expect(rows.rows().at(501)?.id).toBe(id);
  });

  it('are the same as the folder has, whatever comes and goes between pages that are known and some that are not', async () => {
    const folder = startFolder(900);
    const rows = createFolderRows(folder.client, 1);
    let seed = 5;
    let compared = 0;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (const first of [0, 400, 700]) {
      rows.show(first, first + 30);
      await folder.settle();
    }
    for (let step = 0; step < 300; step += 1) {
      const event = folder.change((ids) => {
        const kept = ids.filter(() => random(200) > 0);
        const added = Array.from({ length: random(4) }, () => 9_000 + random(1_200)).filter((id) => !ids.includes(id));
        return [...new Set([...kept, ...added])].sort((one, other) => other - one);
      });
      rows.follow(event);
      expect(folder.questions).toEqual([]);
      const truth = folder.ids();
      expect(rows.rows().total).toBe(truth.length);
      for (const [position, id] of truth.entries()) {
        const row = rows.rows().at(position);
        if (row) expect(row.id, `step ${step}, position ${position}`).toBe(id);
        if (row) compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(10_000);
  });

  it.each([
    { what: 'a change before it was missed', miss: true, reset: false, removeHere: false },
    { what: 'the list is read anew', miss: false, reset: true, removeHere: false },
    { what: 'rows were taken out here before the engine had done so', miss: false, reset: false, removeHere: true },
  ])('are read again where $what', async ({ miss, reset, removeHere }) => {
    const folder = startFolder(100);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    if (miss) folder.change((ids) => ids.slice(1));
    if (removeHere) rows.remove(new Set([9_999]));
    rows.follow({ ...folder.change((ids) => [10_001, ...ids.filter((id) => id !== 9_999)]), reset });
    expect(folder.questions).toHaveLength(1);
    await folder.settle();
    expect(rows.rows().at(0)?.id).toBe(10_001);
    // And followed again from there.
    rows.follow(folder.change((ids) => [10_002, ...ids]));
    expect(folder.questions).toEqual([]);
    expect(rows.rows().at(0)?.id).toBe(10_002);
  });

  it('are read again where a page is answered that is of another instant than those that are known', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.show(100, 130);
    const event = folder.change((ids) => [10_001, ...ids]);
    await folder.settle();
    expect(rows.rows().at(100)?.id).toBe(9_901);
    // What is told afterwards is known already.
    rows.follow(event);
    await folder.settle();
    expect(rows.rows().at(100)?.id).toBe(9_901);
    expect(rows.rows().total).toBe(1_001);
  });

  it('close the gap at once when some are removed', async () => {
    const folder = startFolder(100);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 99);
    await folder.settle();
    rows.remove(new Set([10_000, 9_998]));
    expect([0, 1].map((position) => rows.rows().at(position)?.id)).toEqual([9_999, 9_997]);
    expect(rows.rows().total).toBe(98);
  });

  it('forget an answer about positions that was asked for before rows were taken out', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.show(100, 130);
    const late = folder.questions.splice(0);
    rows.remove(new Set([10_000, 9_999]));
    for (const question of late) question.answer();
    await new Promise((resolve) => setImmediate(resolve));
    rows.show(100, 130);
    folder.change((ids) => ids.slice(2));
    await folder.settle();
    expect(rows.rows().at(100)?.id).toBe(9_898);
  });
});

describe('rows of a search', () => {
  it('come page after page, and say when there are no more', async () => {
    const folder = startFolder(150);
    const rows = createSearchRows({ client: folder.client, query: 'mx', later: atOnce });
    rows.show(0, 30);
    await folder.settle();
    expect([rows.rows().total, rows.rows().complete]).toEqual([100, false]);
    rows.show(80, 99);
    await folder.settle();
    expect([rows.rows().total, rows.rows().complete]).toEqual([150, true]);
  });

  it('are read again where a page is answered that is of another instant: none is missed, none stands there twice', async () => {
    const folder = startFolder(250);
    const rows = createSearchRows({ client: folder.client, query: 'mx', later: atOnce });
    rows.show(0, 30);
    await folder.settle();
    rows.show(80, 99);
    folder.change((ids) => [20_001, ...ids.slice(0, 40), ...ids.slice(43)]);
    await folder.settle();
    expect(rows.rows().total).toBe(200);
    expect(Array.from({ length: 200 }, (_, position) => rows.rows().at(position)?.id)).toEqual(folder.ids().slice(0, 200));
  });

  it('are asked for again when mail changes while an answer is on its way', async () => {
    const folder = startFolder(10);
    const rows = createSearchRows({ client: folder.client, query: 'mx', later: atOnce });
    rows.show(0, 9);
    await folder.settle();
    rows.refresh();
    const [late] = folder.questions.splice(0);
    late?.answer();
    folder.change((ids) => [20_001, ...ids]);
    rows.refresh();
    await folder.settle();
    await folder.settle();
    expect(rows.rows().at(0)?.id).toBe(20_001);
  });

  it('fill a screen before the rest is asked for, which nobody asks for who types on', async () => {
    const folder = startFolder(150);
    const waiting: (() => void)[] = [];
    const later = (run: () => void) => {
      waiting.push(run);
      return () => void waiting.splice(0);
    };
    const rows = createSearchRows({ client: folder.client, query: 'mx', later });
    rows.show(0, 30);
    await folder.settle();
    rows.show(0, 15);
    expect([rows.rows().total, rows.rows().ready, folder.questions.length]).toEqual([40, true, 0]);
    expect(waiting.length).toBe(1);
    rows.dispose();
    expect(waiting.length).toBe(0);
  });
});

describe('a key', () => {
  it('moves the focus by lines, pages and to the ends, and never out of the list', () => {
    expect(moveFocus('ArrowDown', 9, 10, 5)).toBe(9);
    expect(moveFocus('PageDown', 0, 200_000, 12)).toBe(11);
    expect(moveFocus('End', 0, 200_000, 12)).toBe(199_999);
    expect(moveFocus('Home', 7, 10, 5)).toBe(0);
    expect(moveFocus('x', 7, 10, 5)).toBeNull();
    expect(moveFocus('ArrowDown', 0, 0, 5)).toBeNull();
  });
});

describe('rows read again', () => {
  it('stay the same objects where nothing about them is new, wherever they have moved', async () => {
    const folder = startFolder(50);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    const before = rows.rows();
    const changed = before.at(4);
    rows.change(new Set([changed?.id ?? 0]), { flagged: true });
    folder.change((ids) => [20_000, ...ids]);
    rows.refresh();
    await folder.settle();
    expect(rows.rows().total).toBe(51);
    expect(rows.rows().at(1)).toBe(before.at(0));
    expect(rows.rows().at(5)).toEqual(changed);
    expect(rows.rows().at(5)).not.toBe(changed);
  });
});

describe('what is asked for ahead', () => {
  it('follows a user who reads one after the other, in either direction', () => {
    expect(likelyNext(undefined, 7)).toEqual([1, 2]);
    expect(likelyNext(6, 7)).toEqual([1, 2]);
    expect(likelyNext(8, 7)).toEqual([-1, -2]);
  });

  it('is nothing for a user who leaps through the list', () => {
    expect(likelyNext(7, 40)).toEqual([]);
  });
});
