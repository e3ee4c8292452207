/** A script in the window: stopped or left at any moment, nothing more of it is sent. */
import { expect, it } from 'vitest';
import type { JudgedLine } from '../../../electron/lessons/judge.ts';
import { readScript } from '../../../electron/scripts/read-script.ts';
import { createScriptPlayer, type Played } from '../../../renderer/features/console/script/script-player.ts';

const read = readScript('C: one\nC: two\nC: three\n');
if (!read.ok) throw new Error(JSON.stringify(read.errors));
const { script } = read;

/** A server that answers nothing, and each line of which is sent when the test says so. */
function startPlayer() {
  const shown: (Played | null)[] = [];
  const sent: string[] = [];
  const replies: (() => void)[] = [];
  let stops = 0;
  const connection = {
    answers: true,
    isOver: () => stops > 0,
    stop() {
      stops += 1;
    },
    async send(line: string) {
      sent.push(line);
      await new Promise<void>((resolve) => replies.push(resolve));
      return null;
    },
    signIn: async () => 'no-account' as const,
    news: async (): Promise<readonly JudgedLine[]> => [],
    more: async () => false,
  };
  const opening = Promise.withResolvers<typeof connection | null>();
  return {
    player: createScriptPlayer((played) => shown.push(played)),
    connection,
    shown,
    sent,
    stops: () => stops,
    connect: () => opening.promise,
    opened: opening.resolve,
    reply: () => replies.shift()?.(),
  };
}

it('plays to its end, and says how far it is', async () => {
  const { player, connection, shown, sent, connect, opened, reply } = startPlayer();
  const over = player.play(script, false, connect);
  opened(connection);
  for (const line of ['one', 'two', 'three']) {
    await expect.poll(() => sent.at(-1)).toBe(line);
    reply();
  }
  await over;
  expect(shown.map((played) => `${played?.done} ${played?.isBusy}`)).toEqual(['0 true', '1 true', '2 true', '3 true', '4 false']);
});

it('left in the middle, it sends nothing more, and begins anew', async () => {
  const { player, connection, shown, sent, stops, connect, opened, reply } = startPlayer();
  const over = player.play(script, false, connect);
  opened(connection);
  await expect.poll(() => sent).toEqual(['one']);
  player.forget();
  reply();
  await over;
  expect({ sent, stops: stops(), last: shown.at(-1) }).toEqual({ sent: ['one'], stops: 1, last: null });
});

it('stopped while it connects, it waits before its first line, and goes on from there', async () => {
  const { player, connection, shown, sent, connect, opened, reply } = startPlayer();
  const over = player.play(script, false, connect);
  player.stop();
  opened(connection);
  await over;
  expect(sent).toEqual([]);
  expect(shown.at(-1)).toMatchObject({ done: 0, outcome: null, isBusy: false });
  await player.play(script, true, connect);
  const step = player.play(script, true, connect);
  await expect.poll(() => sent).toEqual(['one']);
  reply();
  await step;
  expect(shown.at(-1)).toMatchObject({ done: 2, isBusy: false });
});

it('left while it connects, it never begins, and what was opened is not listened to', async () => {
  const { player, connection, shown, sent, stops, connect, opened } = startPlayer();
  let isWanted = () => true;
  const over = player.play(script, false, (asked) => {
    isWanted = asked;
    return connect();
  });
  expect(isWanted()).toBe(true);
  player.forget();
  expect(isWanted()).toBe(false);
  opened(connection);
  await over;
  expect({ sent, stops: stops(), last: shown.at(-1) }).toEqual({ sent: [], stops: 1, last: null });
});

it('where there is no connection it has not begun', async () => {
  const { player, connection, shown, sent, connect, opened } = startPlayer();
  opened(null);
  await player.play(script, false, connect);
  expect(shown.at(-1)).toBeNull();
  await player.play(script, true, async () => connection);
  expect({ sent, done: shown.at(-1)?.done }).toEqual({ sent: [], done: 1 });
});

it('stopped while the server never pauses, it stops at once, and goes on from the same step without sending it again', async () => {
  const expecting = readScript('C: one\nS: 250 one\nC: two\n');
  if (!expecting.ok) throw new Error(JSON.stringify(expecting.errors));
  const { player, connection, shown, sent, connect, opened, reply } = startPlayer();
  let flood: 'on' | 'off' | 'right' = 'off';
  let pages = 0;
  const line = (text: string): JudgedLine => ({
    ...{ session: 's', index: 0, direction: 'server', text },
    ...{ tag: null, answers: null, note: null },
  });
  const flooding: typeof connection = {
    ...connection,
    async news() {
      pages += 1;
      // Gives turns to others, as an answer of the engine does.
      await new Promise((resolve) => setImmediate(resolve));
      if (flood === 'on') return [line('* noise')];
      if (flood === 'off') return [];
      flood = 'off';
      return [line('250 one')];
    },
  };
  const over = player.play(expecting.script, false, connect);
  opened(flooding);
  await expect.poll(() => sent).toEqual(['one']);
  flood = 'on';
  reply();
  await expect.poll(() => pages).toBeGreaterThan(50);
  player.stop();
  await over;
  expect(shown.at(-1)).toMatchObject({ done: 1, outcome: null, isBusy: false });
  flood = 'right';
  const again = player.play(expecting.script, false, connect);
  await expect.poll(() => sent).toEqual(['one', 'two']);
  reply();
  await again;
  expect(shown.at(-1)).toMatchObject({ done: 3, isBusy: false });
}, 60_000);

it('stopped while it waits for what the server does not say, it stops at once', async () => {
  const { player, connection, shown, sent, connect, opened } = startPlayer();
  const over = player.play(script, false, connect);
  opened(connection);
  await expect.poll(() => sent).toEqual(['one']);
  player.stop();
  await over;
  expect(shown.at(-1)).toMatchObject({ done: 1, outcome: null, isBusy: false });
});
