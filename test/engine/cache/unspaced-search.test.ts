/** Search in languages that write without spaces: any piece of a sentence is found, and nothing else is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spaceForIndex } from '../../../electron/engine/cache/search/unspaced-words.ts';
import { day, type OpenStorage, openStorage, value, withFolders, write } from './open-storage.ts';

const subjects = [
  '明天下午开会议讨论预算',
  '会计报告 Q3会议PDF附件',
  '東京タワーの写真を送ります',
  'ประชุมพรุ่งนี้เช้า',
  'Lunch 天',
  'plain words',
];

describe('search without spaces', () => {
  let open: OpenStorage;
  beforeEach(async () => {
    open = await openStorage();
    const inbox = (await withFolders(open))('INBOX');
    for (const [index, subject] of subjects.entries()) {
      const uid = index + 1;
      // Every other one says it in its text.
      const { header, raw } = write({ subject, text: `${index % 2 === 0 ? 'x' : subject}\r\n` });
      value(
        await open.storage.addHeaders({
          folderId: inbox,
          messages: [{ uid, flags: [], internalDate: day(index), size: raw.length, header }],
        }),
      );
      value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid, raw }] }));
    }
    value(await open.storage.settle({}));
  });
  afterEach(() => open.done());
  const found = (query: string) =>
    open.reader
      .search({ query, limit: 20 })
      .rows.map(({ subject }) => subject)
      .sort((left, right) => subjects.indexOf(left) - subjects.indexOf(right));

  it.each<[string, number[]]>([
    ['会议', [0, 1]],
    ['预算', [0]],
    ['明天', [0]],
    ['开会议', [0]],
    ['subject:会议讨论', [0]],
    ['会议 预算', [0]],
    ['会议 -预算', [1]],
    ['会议PDF', [1]],
    ['Q3会', [1]],
    ['算', [0]],
    ['天', [0, 4]],
    ['议会', []],
    ['明下', []],
    ['タワー', [2]],
    ['写真', [2]],
    ['พรุ่งนี้', [3]],
    ['ประชุม', [3]],
    ['plain', [5]],
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected.map((at) => subjects[at]));
  });

  it('finds words that stand in the text alone', async () => {
    const inbox = (await withFolders(open))('INBOX');
    const { header, raw } = write({ subject: 'Memo', text: '我们决定下周再开会议讨论预算。\r\n' });
    value(
      await open.storage.addHeaders({
        folderId: inbox,
        messages: [{ uid: 50, flags: [], internalDate: day(50), size: raw.length, header }],
      }),
    );
    value(await open.storage.addBodies({ folderId: inbox, messages: [{ uid: 50, raw }] }));
    value(await open.storage.settle({}));
    expect(found('body:下周再')).toEqual(['Memo']);
    expect(found('body:周下')).toEqual([]);
  });

  it('is prepared in a time that grows with the length of the text', () => {
    const timeOf = (length: number) => {
      const text = '会议讨论 a'.repeat(length / 6);
      const started = performance.now();
      spaceForIndex(text);
      return performance.now() - started;
    };
    timeOf(6_000);
    expect(timeOf(1_200_000)).toBeLessThan(Math.max(timeOf(60_000), 2) * 100);
    expect(spaceForIndex('no such script')).toBe('no such script');
  });
});
