/** Selecting all of a list, or a range of it, loaded or not, while mail comes and goes: what is meant, and what is shown of that. */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/failure.ts';
import { settled } from '../../../renderer/features/messages/list-selections.ts';
import { createFolderRows } from '../../../renderer/features/messages/rows/folder-rows.ts';
import { createSearchRows } from '../../../renderer/features/messages/rows/search-rows.ts';
import {
  createListSelection,
  inputOf,
  isOfList,
  type ListSelection,
  nothingSelected,
  type Selected,
  toggled,
} from '../../../renderer/state/selection.ts';
import { makeRow } from '../fake/mailbox.ts';
import { atOnce, startFolder } from './slow-folder.ts';

function listSelection(answer: Result<Selected>): ListSelection {
  if (!answer.ok || !isOfList(answer.value)) throw new Error('no selection of a list');
  return answer.value;
}

describe('rows of a folder', () => {
  it('are selected as a range that is not loaded, by the messages at its ends, without what comes afterwards', async () => {
    const folder = startFolder(3_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.show(2_090, 2_110);
    await folder.settle();
    const asked = rows.selectBetween(10, 2_100);
    await new Promise((resolve) => setImmediate(resolve));
    expect(folder.questions.map(({ name, input }) => [name, input.range])).toEqual([['lists.count', { newest: 9_990, oldest: 7_900 }]]);
    rows.follow(folder.change((ids) => [20_001, ...ids]));
    await folder.settle();
    const selected = listSelection(await asked);
    expect(selected.size).toBe(2_091);
    expect([20_001, 9_991, 9_990, 7_900, 7_899].map((id) => selected.has(id))).toEqual([false, false, true, true, false]);
  });

  it('are selected whole in one question, however many there are, without what arrives meanwhile or later', async () => {
    const folder = startFolder(200_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    const asked = rows.selectAll();
    expect(folder.questions.map(({ name }) => name)).toEqual(['lists.count']);
    rows.follow(folder.change((ids) => [300_001, ...ids]));
    await folder.settle();
    const selected = listSelection(await asked);
    expect([rows.rows().at(0)?.id, selected.has(300_001)]).toEqual([300_001, false]);
    folder.change((ids) => [300_003, 300_002, ...ids]);
    rows.refresh();
    await folder.settle();
    expect([selected.size, inputOf(selected)]).toEqual([200_000, { source: { kind: 'folder', folderId: 1 }, except: [], revision: 1 }]);
    const shown = [0, 1, 2, 3, 4].map((position) => rows.rows().at(position)?.id ?? 0);
    expect(shown.map((id) => [id, selected.has(id)])).toEqual([
      [300_003, false],
      [300_002, false],
      [300_001, false],
      [200_001, true],
      [200_000, true],
    ]);
  });

  it('are selected as they are read anew, where rows were just taken out', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.remove(new Set([10_000]));
    folder.change((ids) => [20_001, ...ids.slice(1)]);
    const asked = rows.selectAll();
    // What is not shown yet is shown first.
    for (const question of folder.questions.splice(0)) question.answer();
    await new Promise((resolve) => setImmediate(resolve));
    expect(rows.rows().at(0)?.id).toBe(20_001);
    folder.change((ids) => [20_002, ...ids]);
    await folder.settle();
    const selected = listSelection(await asked);
    expect([selected.size, selected.revision, selected.has(20_001)]).toEqual([1_000, 2, true]);
  });

  it('that were asked for before all was selected are asked for again, so that none of them passes for selected', async () => {
    const folder = startFolder(1_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.refresh();
    const asked = rows.selectAll();
    folder.change((ids) => [20_001, ...ids]);
    await folder.settle();
    const selected = listSelection(await asked);
    expect(rows.rows().at(0)?.id).toBe(20_001);
    expect([selected.size, selected.has(20_001), selected.has(10_000)]).toEqual([1_000, false, true]);
  });

  it('leave a list at once when all of it goes, but for those that were taken out of the selection, wherever they stand', async () => {
    const folder = startFolder(200_000);
    const rows = createFolderRows(folder.client, 1);
    rows.show(0, 30);
    await folder.settle();
    rows.show(5_000, 5_030);
    await folder.settle();
    const asked = rows.selectAll();
    await folder.settle();
    const left = [199_996, 194_990];
    rows.remove(left.reduce(toggled, listSelection(await asked)));
    expect(rows.rows().total).toBe(2);
    expect([0, 1, 2].map((position) => rows.rows().at(position)?.id)).toEqual([...left, undefined]);
  });

  it('move up by all that goes above them, loaded or not, when a range goes', async () => {
    const folder = startFolder(9_000);
    const rows = createFolderRows(folder.client, 1);
    for (const first of [0, 3_000, 6_000]) {
      rows.show(first, first + 30);
      await folder.settle();
    }
    const asked = rows.selectBetween(50, 6_010);
    await new Promise((resolve) => setImmediate(resolve));
    await folder.settle();
    const stays = 10_000 - 3_005;
    rows.remove(toggled(toggled(listSelection(await asked), stays), 10_000 - 10));
    const gone = 5_961 - 1 + 1;
    expect(rows.rows().total).toBe(9_000 - gone);
    expect([9, 10, 48, 49, 50].map((position) => rows.rows().at(position)?.id)).toEqual([9_991, 9_989, 9_951, stays, 3_989]);
  });

  it('of another list, or of the same folder before, are not taken out', async () => {
    const folder = startFolder(2_000);
    const before = createFolderRows(folder.client, 1);
    const rows = createFolderRows(folder.client, 1);
    for (const list of [before, rows]) list.show(0, 30);
    await folder.settle();
    const asked = before.selectAll();
    await folder.settle();
    rows.remove(listSelection(await asked));
    expect(rows.rows().total).toBe(2_000);
  });
});

describe('rows of a search', () => {
  it('are selected whole, in one question, without what is found later', async () => {
    const folder = startFolder(1_500);
    const rows = createSearchRows({ client: folder.client, query: 'mx', later: atOnce });
    rows.show(0, 30);
    await folder.settle();
    const asked = rows.selectAll();
    expect(folder.questions.map(({ name, input }) => [name, input.revision])).toEqual([['lists.count', 1]]);
    folder.change((ids) => [20_001, ...ids]);
    await folder.settle();
    const selected = listSelection(await asked);
    expect(rows.rows().at(0)?.id).toBe(20_001);
    expect([selected.size, selected.has(20_001), selected.has(10_000)]).toEqual([1_500, false, true]);
  });
});

describe('a selection', () => {
  it('adds and takes out one with Ctrl', () => {
    const one = toggled(new Set([1]), 2);
    expect(inputOf(one)).toEqual({ ids: [1, 2] });
    expect(inputOf(toggled(one, 1))).toEqual({ ids: [2] });
  });

  it('takes out of a list, puts back, and adds what came later or lies beside a range', () => {
    const all = createListSelection({
      list: Symbol('test'),
      source: { kind: 'folder', folderId: 1 },
      range: { oldest: 10, newest: 900 },
      count: 700,
      revision: 5,
      addedSince: new Set([200]),
      except: nothingSelected,
      also: nothingSelected,
    });
    const clicked = (...ids: number[]) => {
      const selected = listSelection({ ok: true, value: ids.reduce(toggled, all as Selected) });
      const { except, also } = { also: [], ...inputOf(selected) } as { except: number[]; also: number[] }; // of a list
      return { size: selected.size, except, also, has: [10, 200, 950].map((id) => selected.has(id)) };
    };
    expect(clicked()).toEqual({ size: 700, except: [], also: [], has: [true, false, false] });
    expect(clicked(10, 11)).toEqual({ size: 698, except: [10, 11], also: [], has: [false, false, false] });
    expect(clicked(10, 11, 10)).toEqual({ size: 699, except: [11], also: [], has: [true, false, false] });
    expect(clicked(200, 950)).toEqual({ size: 702, except: [], also: [200, 950], has: [true, true, true] });
    expect(clicked(200, 950, 200)).toEqual({ size: 701, except: [], also: [950], has: [true, false, true] });
  });

  it('of a list that means no more than one that is known means that one, and none where it means none', () => {
    const of = (...ids: number[]) => ({
      total: ids.length,
      at: (position: number) => ({ ...makeRow(1, 1, 10, 0), id: ids[position] ?? 0 }),
    });
    const all = createListSelection({
      list: Symbol('test'),
      source: { kind: 'folder', folderId: 1 },
      range: null,
      count: 2,
      revision: 5,
      addedSince: new Set([9]),
      except: nothingSelected,
      also: nothingSelected,
    });
    const shown = of(9, 8, 7);
    expect(settled(all, shown)).toBe(all);
    expect(settled(toggled(all, 8), shown)).toEqual(new Set([7]));
    expect(settled(toggled(toggled(all, 8), 7), shown)).toEqual(new Set());
  });
});
