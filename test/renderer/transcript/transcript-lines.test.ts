import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import { createLineSource, type LineSource } from '../../../renderer/wire/line-source.ts';

const session = (lines: number): Session => ({
  id: 's',
  protocol: 'imap',
  accountId: null,
  accountName: '',
  host: 'h',
  port: 1,
  purpose: 'sync',
  startedAt: 0,
  endedAt: null,
  state: 'open',
  lines,
  bytesSent: 0,
  bytesReceived: 0,
  tls: null,
  summary: '',
  failure: null,
  pinned: false,
});

const line = (index: number): Line => ({
  session: 's',
  index,
  at: index,
  direction: index % 2 === 0 ? 'client' : 'server',
  offset: 0,
  bytes: '',
  masked: [],
  payload: null,
  kind: index % 2 === 0 ? 'command' : 'status',
  tag: null,
  command: null,
  code: index % 2 === 0 ? null : 'OK',
  enhanced: null,
  answers: index % 2 === 0 ? null : index - 1,
  elapsed: 1,
  decoded: null,
  explanation: null,
  note: null,
  cause: null,
  messageId: null,
});

/** A session of so many lines, the first `gone` of which are no longer kept. */
function serve(options: { lines: number; gone?: number }) {
  const asked: { from: number; limit: number; text?: string }[] = [];
  let { lines } = options;
  const client = {
    async call(_name: string, input: { from: number; limit: number; text?: string }) {
      asked.push(input);
      // Every tenth line holds the text.
      const step = input.text ? 10 : 1;
      const total = Math.ceil(lines / step);
      const from = input.text ? input.from : Math.max(input.from, options.gone ?? 0);
      const until = Math.min(total, input.from + input.limit);
      const found = Array.from({ length: Math.max(0, until - from) }, (_, at) => (from + at) * step);
      return { ok: true, value: { session: session(lines), lines: found.map(line), total } };
    },
  } as unknown as PostglassClient; // only `transcript.lines` is called
  const settled = async (source: LineSource) => {
    // Every answer is a resolved promise: a few turns and nothing is on its way.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return source.view();
  };
  return {
    client,
    asked,
    settled,
    grow(source: LineSource, to: number) {
      lines = to;
      source.changed(session(to));
    },
  };
}

describe('the lines of a session', () => {
  it('are read when they come, though it was looked at before it had any', async () => {
    const served = serve({ lines: 0 });
    const source = createLineSource({ client: served.client, session: 's', search: {} });
    source.show(0, 0);
    expect(await served.settled(source)).toMatchObject({ ready: true, total: 0 });
    served.grow(source, 5);
    const view = await served.settled(source);
    expect(view.total).toBe(5);
    expect([0, 1, 2, 3, 4].map((position) => view.at(position)?.index)).toEqual([0, 1, 2, 3, 4]);
  });

  it('that were deleted leave one place for each range, and those behind them stand where they are looked for', async () => {
    const deleted = [
      { first: 10, last: 5_009 },
      { first: 7_000, last: 7_000 },
    ];
    const held = { ...session(8_000), deleted };
    const client = {
      async call(_name: string, { from, limit }: { from: number; limit: number }) {
        const indexes = Array.from({ length: Math.min(limit, 8_000 - from) }, (_, at) => from + at);
        const lines = indexes.filter((index) => index <= 10 || index >= 5_010).map(line);
        return { ok: true, value: { session: held, lines, total: 8_000 } };
      },
    } as unknown as PostglassClient; // only `transcript.lines` is called
    const source = createLineSource({ client, session: 's', search: {} });
    source.subscribe(() => source.show(0, 40));
    source.show(0, 40);
    const { settled } = serve({ lines: 0 });
    const view = await settled(source);
    expect(view.total).toBe(3_001);
    expect([0, 9, 10, 11, 40].map((position) => view.at(position)?.index)).toEqual([0, 9, 10, 5_010, 5_039]);
    expect([9, 10, 2_000, 5_009, 5_010, 7_000, 7_999].map(view.positionOf)).toEqual([9, 10, 10, 10, 11, 2_001, 3_000]);
    expect((await source.range(8, 13)).map(({ index }) => index)).toEqual([8, 9, 10, 5_010, 5_011, 5_012]);
    // Deleted meanwhile, in this window or another.
    source.changed({ ...held, deleted: [] });
    expect(source.view().at(11)).toBeUndefined();
  });

  it('that were announced before they can be read are not taken for given up, and not asked for without end', async () => {
    const served = serve({ lines: 3 });
    const source = createLineSource({ client: served.client, session: 's', search: {} });
    // As a window does: what is in sight is asked for after every drawing.
    source.subscribe(() => source.show(0, 10));
    source.show(0, 10);
    await served.settled(source);
    source.changed(session(6));
    await served.settled(source);
    expect(served.asked.length).toBeLessThan(6);
    served.grow(source, 7);
    const view = await served.settled(source);
    expect([3, 4, 5, 6].map((position) => view.at(position)?.index)).toEqual([3, 4, 5, 6]);
  });

  it('are read where they are in sight, and not again', async () => {
    const { client, asked, settled } = serve({ lines: 100_000 });
    const source = createLineSource({ client, session: 's', search: {} });
    source.show(0, 20);
    expect((await settled(source)).total).toBe(100_000);
    source.show(50_000, 50_020);
    const view = await settled(source);
    expect(view.at(50_010)?.index).toBe(50_010);
    expect(view.at(30_000)).toBeUndefined();
    const before = asked.length;
    source.show(50_002, 50_018);
    await settled(source);
    expect(asked.length).toBe(before);
    expect(asked.every(({ limit }) => limit <= 1_000)).toBe(true);
  });

  it('that are new cost one request for themselves alone', async () => {
    const { client, asked, settled, grow } = serve({ lines: 1_000 });
    const source = createLineSource({ client, session: 's', search: {} });
    source.show(980, 999);
    await settled(source);
    grow(source, 1_003);
    source.show(983, 1_002);
    const view = await settled(source);
    expect(view.at(1_002)?.index).toBe(1_002);
    expect(asked.at(-1)).toEqual({ session: 's', from: 1_000, limit: 3 });
  });

  it('know the reply to a command', async () => {
    const { client, settled } = serve({ lines: 10 });
    const source = createLineSource({ client, session: 's', search: {} });
    source.show(0, 9);
    expect((await settled(source)).replyTo(4)?.index).toBe(5);
  });

  it('that are no longer kept leave a gap instead of an endless question', async () => {
    const { client, asked, settled } = serve({ lines: 5_000, gone: 2_000 });
    const source = createLineSource({ client, session: 's', search: {} });
    source.show(1_950, 2_010);
    const view = await settled(source);
    expect(view.at(2_005)?.index).toBe(2_005);
    expect(view.at(1_960)).toBeUndefined();
    const before = asked.length;
    source.show(1_951, 2_011);
    await settled(source);
    expect(asked.length).toBeLessThanOrEqual(before + 1);
  });

  it('found by text are counted by themselves, and found again when the session grows', async () => {
    const { client, settled, grow } = serve({ lines: 100 });
    const source = createLineSource({ client, session: 's', search: { text: 'fetch' } });
    source.show(0, 30);
    const view = await settled(source);
    expect(view.total).toBe(10);
    expect(view.at(3)?.index).toBe(30);
    grow(source, 200);
    expect((await settled(source)).total).toBe(20);
  });

  it('far from what is in sight are forgotten', async () => {
    const { client, settled } = serve({ lines: 100_000 });
    const source = createLineSource({ client, session: 's', search: {} });
    for (let from = 0; from < 60_000; from += 800) {
      source.show(from, from + 800);
      await settled(source);
    }
    const view = source.view();
    expect(view.at(59_500)?.index).toBe(59_500);
    expect(view.at(10)).toBeUndefined();
  });
});

describe('lines that pour in', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const fits = 30;
  /** A window that follows the end, as the list of lines does; counts what it draws. */
  function follow(served: ReturnType<typeof serve>, options: Partial<Parameters<typeof createLineSource>[0]> = {}) {
    const source = createLineSource({ client: served.client, session: 's', search: {}, ...options });
    const drawn = { times: 0 };
    const show = () => source.show(Math.max(0, source.view().total - fits), Math.max(0, source.view().total - 1), fits);
    source.subscribe(() => {
      drawn.times += 1;
      show();
    });
    show();
    return { source, drawn };
  }
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  /** 20,000 of them in ten seconds, announced as often as the engine does. */
  async function pour(served: ReturnType<typeof serve>, source: LineSource) {
    for (let lines = 200; lines <= 20_000; lines += 200) {
      served.grow(source, lines);
      await pass(100);
    }
  }

  it('are asked for and drawn a few times a second, those in sight alone, and stand there when the last have come', async () => {
    const served = serve({ lines: 10 });
    const { source, drawn } = follow(served);
    await pass(1_000);
    const before = served.asked.length;
    drawn.times = 0;
    await pour(served, source);
    expect(served.asked.length - before).toBeLessThanOrEqual(25);
    expect(drawn.times).toBeLessThanOrEqual(25);
    expect(served.asked.slice(before).every(({ limit }) => limit <= fits)).toBe(true);
    expect(source.view().isPouring).toBe(true);
    await pass(1_000);
    const view = source.view();
    expect(view).toMatchObject({ total: 20_000, isPouring: false });
    // And a little above them, for who scrolls up now.
    expect([19_950, 19_970, 19_999].map((position) => view.at(position)?.index)).toEqual([19_950, 19_970, 19_999]);
    expect(drawn.times).toBeLessThanOrEqual(28);
  });

  it('hold up nobody who can read along: what fits into sight is there at once', async () => {
    const served = serve({ lines: 10 });
    const { source } = follow(served);
    await pass(1_000);
    for (let lines = 15; lines <= 60; lines += 5) {
      served.grow(source, lines);
      expect((await served.settled(source)).at(lines - 1)?.index).toBe(lines - 1);
      await pass(100);
    }
  });

  it('are not asked for where one looks elsewhere: the length alone grows', async () => {
    const served = serve({ lines: 1_000 });
    const source = createLineSource({ client: served.client, session: 's', search: {} });
    source.subscribe(() => source.show(100, 130));
    source.show(100, 130);
    await pass(1_000);
    const before = served.asked.length;
    await pour(served, source);
    await pass(1_000);
    expect(served.asked.length).toBe(before);
    expect(source.view().total).toBe(20_000);
  });

  it('are not asked for in a window that nobody sees, and stand there when it is seen again', async () => {
    const served = serve({ lines: 10 });
    const { source, drawn } = follow(served);
    await pass(1_000);
    source.setHidden(true);
    const before = { asked: served.asked.length, drawn: drawn.times };
    await pour(served, source);
    expect({ asked: served.asked.length, drawn: drawn.times }).toEqual(before);
    source.setHidden(false);
    expect((await served.settled(source)).at(19_999)?.index).toBe(19_999);
  });

  it('are known from their first on where that is what the user has typed', async () => {
    const served = serve({ lines: 10 });
    const { source } = follow(served, { keepsBeginnings: true });
    await pass(1_000);
    served.grow(source, 5_000);
    await pass(1_000);
    const view = source.view();
    expect([10, 11, 4_999].map((position) => view.at(position)?.index)).toEqual([10, 11, 4_999]);
    expect(view.at(2_500)).toBeUndefined();
  });

  it('are searched through once a second at most, each of them in the end', async () => {
    const served = serve({ lines: 100 });
    const source = createLineSource({ client: served.client, session: 's', search: { text: 'fetch' } });
    source.show(0, fits);
    await pass(1_000);
    const before = served.asked.length;
    await pour(served, source);
    expect(served.asked.length - before).toBeLessThanOrEqual(11);
    await pass(2_000);
    expect(source.view().total).toBe(2_000);
  });
});
