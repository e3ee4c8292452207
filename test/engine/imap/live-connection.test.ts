import { describe, expect, it } from 'vitest';
import type { ImapConnection, ImapEvent } from '../../../electron/engine/imap/imap-types.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { selected } from '../../support/scripted/scripted-imap.ts';
import { failed, holdScriptedImap } from './scripted-client.ts';

describe('a connection that is in use', () => {
  const { connect } = holdScriptedImap();

  it('stops between two windows when it is asked to, and goes on working', async () => {
    const uids = Array.from({ length: 30 }, (_, index) => index + 1);
    const open = await connect(
      {
        answers: {
          'UID FETCH': ({ line }) =>
            `${(/FETCH (\d+):(\d+)/.exec(line)?.slice(1) ?? []).map((uid) => `* 1 FETCH (UID ${uid} BODY[HEADER] {2}\r\n\r\n)\r\n`).join('')}<tag> OK done\r\n`,
        },
      },
      { limits: { windowMessages: 10 } },
    );
    await open.select('INBOX');
    const stop = new AbortController();
    const batches: number[][] = [];
    const fetching = open.fetchHeaders(
      uids,
      (batch) => {
        batches.push(batch.map(({ uid }) => uid));
        if (batches.length === 2) stop.abort();
      },
      { signal: stop.signal },
    );
    await expect(fetching).rejects.toMatchObject(failed('cancelled'));
    expect(batches).toEqual([
      [30, 21],
      [20, 11],
    ]);
    await open.noop();
  });

  it('ends what is running when the connection is given up', async () => {
    const asked = Promise.withResolvers<void>();
    const open = await connect({
      answers: {
        NOOP: () => {
          asked.resolve();
          return undefined;
        },
      },
    });
    const running = expect(open.noop()).rejects.toMatchObject(failed('cancelled'));
    await asked.promise;
    open.destroy();
    await running;
  });

  it('does not take the slowness of its own consumer for silence of the server', async () => {
    const clock = createManualClock();
    const open = await connect({ answers: { 'UID FETCH': '* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n<tag> OK done\r\n' } }, { clock });
    await open.select('INBOX');
    await open.fetchBodies([{ uid: 5, size: 1 }], async () => {
      await Promise.resolve();
      clock.advance(600_000);
    });
    await open.noop();
  });

  it('a consumer that throws is heard, and the connection lives on', async () => {
    const open = await connect({ answers: { 'UID FETCH': '* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n<tag> OK done\r\n' } });
    await open.select('INBOX');
    await expect(open.fetchBodies([{ uid: 5, size: 1 }], () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    await open.noop();
  });

  it('lets a command through that was asked for in the same breath as IDLE', async () => {
    const open = await connect({
      capabilities: 'IMAP4rev1 IDLE',
      answers: {
        IDLE: async ({ peer }) => {
          peer.send('+ idling\r\n');
          await peer.line();
          return '<tag> OK done\r\n';
        },
      },
    });
    await open.select('INBOX');
    const idle = open.idle();
    await open.noop();
    await idle.ended;
  });

  it('hears of flags that change while something else is fetched', async () => {
    const open = await connect({
      answers: {
        'UID FETCH':
          '* 2 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 5 BODY[] {1}\r\ny)\r\n* 3 FETCH (UID 7 FLAGS (\\Flagged))\r\n<tag> OK done\r\n',
      },
    });
    const events: ImapEvent[] = [];
    open.onEvent((event) => events.push(event));
    await open.select('INBOX');
    await open.fetchBodies([{ uid: 5, size: 1 }], () => undefined);
    expect(events.map((event) => (event.kind === 'flags' ? [event.uid, ...event.flags] : event.kind))).toEqual([
      [null, '\\Seen'],
      [7, '\\Flagged'],
    ]);
  });

  const flood = (uid: (number: number) => number) =>
    Array.from({ length: 60_000 }, (_, number) => `* 1 FETCH (UID ${uid(number)} FLAGS (\\Seen) MODSEQ (5))\r\n`).join('');
  const ever = flood((number) => number + 1);
  const again = flood(() => 1);
  const resync = { qresync: { uidValidity: 7, modseq: '5' } };
  const flagsOf = (first: number, last: number | '*') => async (live: ImapConnection) => {
    await live.select('INBOX');
    return live.fetchFlags({ first, last });
  };
  it.each<[string, string, (live: ImapConnection) => Promise<unknown>, string, string]>([
    ['SELECT', 'of what nobody asked for', (live) => live.select('INBOX'), again, ''],
    ['SELECT', 'of one message again and again', (live) => live.select('INBOX', resync), again, ''],
    ['UID FETCH', 'of others than were asked for', flagsOf(60_001, 60_009), '', ever],
    ['UID FETCH', 'of more messages than there are', flagsOf(1, '*'), '', ever],
  ])('leaves a server that answers %s with tens of thousands of lines %s', async (_command, _what, ask, selecting, fetching) => {
    const live = await connect({
      capabilities: 'IMAP4rev1 ENABLE CONDSTORE QRESYNC',
      answers: {
        ENABLE: '* ENABLED CONDSTORE QRESYNC\r\n<tag> OK done\r\n',
        SELECT: `* 3 EXISTS\r\n${selecting}${selected}`,
        'UID FETCH': `${fetching}<tag> OK done\r\n`,
      },
    });
    await expect(ask(live)).rejects.toMatchObject(failed('limit-exceeded'));
  });

  it('leaves the thread to others while it reads line after line', async () => {
    const folders = Array.from({ length: 10_000 }, (_, number) => `* LIST () "/" f${number}\r\n`).join('');
    const live = await connect({ answers: { LIST: `${folders}<tag> OK done\r\n` } });
    let longest = 0;
    const began = process.cpuUsage();
    let before = began;
    let reading = true;
    const watch = () => {
      const { user, system } = process.cpuUsage(before);
      longest = Math.max(longest, user + system);
      before = process.cpuUsage();
      if (reading) setImmediate(watch);
    };
    watch();
    await live.listFolders();
    reading = false;
    // Beside all the work that it is: how long that takes is the machine's affair.
    const { user, system } = process.cpuUsage(began);
    expect(longest).toBeLessThan((user + system) / 4);
  });

  it('leaves in peace when the server hangs up on LOGOUT', async () => {
    const taps = createMemoryTaps();
    const open = await connect(
      {
        answers: {
          LOGOUT: ({ peer }) => {
            peer.send('* BYE bye\r\n');
            peer.close();
            return undefined;
          },
        },
      },
      { openTap: taps.openTap },
    );
    await open.logout();
    expect(taps.one().ended).toBeNull();
  });

  it('renews IDLE, and takes silence after DONE for death', async () => {
    const clock = createManualClock();
    let idles = 0;
    const idling = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const open = await connect(
      {
        capabilities: 'IMAP4rev1 IDLE',
        answers: {
          IDLE: async ({ peer }) => {
            peer.send('+ idling\r\n* 4 EXISTS\r\n');
            const round = idles;
            idles += 1;
            idling[round]?.resolve();
            if ((await peer.line()) !== 'DONE') throw new Error('DONE was due');
            return round === 0 ? '<tag> OK done\r\n' : undefined;
          },
        },
      },
      { clock },
    );
    await open.select('INBOX');
    const heard = Promise.withResolvers<ImapEvent>();
    open.onEvent(heard.resolve);
    const idle = open.idle({ renewEveryMs: 1_000 });
    const ended = expect(idle.ended).rejects.toMatchObject(failed('connection-stalled'));
    expect(await heard.promise).toEqual({ kind: 'exists', path: 'INBOX', exists: 4 });
    await idling[0]?.promise;
    clock.advance(1_000);
    await idling[1]?.promise;
    await expect.poll(() => clock.pending()).toBeGreaterThan(0);
    clock.advance(1_000);
    clock.advance(60_000);
    await ended;
  });
});
