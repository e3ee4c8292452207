import { globSync, readFileSync } from 'node:fs';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { askAgain, createRefetcher, patchAnswer } from '../../renderer/api/refetch.ts';

function startRefetcher() {
  const listeners = new Map<string, Set<() => void>>();
  const asked: unknown[] = [];
  const refetcher = createRefetcher(
    {
      on(event, listener) {
        const heard = listeners.get(event) ?? new Set();
        listeners.set(event, heard);
        const call = () => listener(undefined as never); // what it says is not looked at
        heard.add(call);
        return () => heard.delete(call);
      },
    },
    {
      invalidateQueries: async (filters) => {
        asked.push(filters?.queryKey?.[0]);
      },
    },
  );
  return {
    refetcher,
    asked,
    announce: (event: string) => {
      for (const listener of listeners.get(event) ?? []) listener();
    },
  };
}

describe('an answer that many components show', () => {
  it('is asked for once after each announcement', () => {
    const { refetcher, asked, announce } = startRefetcher();
    for (let component = 0; component < 5; component += 1) refetcher.follow('folders.list', 'folders.changed');
    announce('folders.changed');
    announce('folders.changed');
    expect(asked).toEqual(['folders.list', 'folders.list']);
  });

  it('is asked for until the last of them is gone, and for one that comes later', () => {
    const { refetcher, asked, announce } = startRefetcher();
    const stops = [refetcher.follow('folders.list', 'folders.changed'), refetcher.follow('folders.list', 'folders.changed')];
    stops[0]?.();
    announce('folders.changed');
    stops[1]?.();
    announce('folders.changed');
    expect(asked).toHaveLength(1);
    refetcher.follow('folders.list', 'folders.changed');
    announce('folders.changed');
    expect(asked).toHaveLength(2);
  });
});

describe('an announcement that comes while an answer is on its way', () => {
  for (const known of [false, true]) {
    it(`is answered by asking again, ${known ? 'also where an older answer is shown' : 'also for the first answer'}`, async () => {
      const queries = new QueryClient();
      let mail = 'before';
      const waiting: (() => void)[] = [];
      const ask = () =>
        new Promise<string>((resolve) => {
          const read = mail;
          waiting.push(() => resolve(read));
        });
      if (known) queries.setQueryData(['folders.list', {}], 'older');
      const observer = new QueryObserver(queries, { queryKey: ['folders.list', {}], queryFn: ask });
      const stop = observer.subscribe(() => {});
      mail = 'after';
      const done = askAgain(queries, ['folders.list']);
      while (queries.isFetching() > 0 || waiting.length > 0) {
        for (const answer of waiting.splice(0)) answer();
        await new Promise((resolve) => setImmediate(resolve));
      }
      await done;
      expect(observer.getCurrentResult().data).toBe('after');
      stop();
      queries.clear();
    });
  }
});

describe('an event that says what changed', () => {
  for (const known of [false, true]) {
    it(`is in the list, ${known ? 'also where an older answer is shown' : 'also before the first answer has come'}`, async () => {
      const queries = new QueryClient();
      let drafts = ['first'];
      const waiting: (() => void)[] = [];
      const ask = () => {
        const read = drafts;
        return new Promise<string[]>((resolve) => waiting.push(() => resolve(read)));
      };
      if (known) queries.setQueryData(['compose.drafts', {}], []);
      const observer = new QueryObserver(queries, { queryKey: ['compose.drafts', {}], queryFn: ask });
      const stop = observer.subscribe(() => {});
      drafts = ['new', ...drafts];
      patchAnswer<string[]>(queries, ['compose.drafts', {}], (held) => ['new', ...held]);
      while (queries.isFetching() > 0 || waiting.length > 0) {
        for (const answer of waiting.splice(0)) answer();
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(observer.getCurrentResult().data).toEqual(['new', 'first']);
      patchAnswer<string[]>(queries, ['compose.drafts', {}], (held) => ['newest', ...held]);
      expect(observer.getCurrentResult().data).toEqual(['newest', 'new', 'first']);
      stop();
      queries.clear();
    });
  }

  it('never goes past a first answer that is on its way: no other file asks the library itself', () => {
    const folder = new URL('../../renderer', import.meta.url).pathname;
    const asking = globSync('**/*.{ts,tsx}', { cwd: folder }).filter((file) =>
      /\b(invalidateQueries|refetchQueries)\(/.test(readFileSync(`${folder}/${file}`, 'utf8')),
    );
    expect(asking).toEqual(['api/refetch.ts']);
  });
});
