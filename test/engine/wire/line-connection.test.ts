/** A connection of lines, whatever protocol stands on it: one command at a time, one end with its reason, nothing taken for an answer that is none. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLineConnection } from '../../../electron/engine/wire/line-connection.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

describe('a line connection', () => {
  let server: ScriptedServer | undefined;
  const taps = createMemoryTaps();
  afterEach(async () => {
    taps.taps.length = 0;
    await server?.stop();
  });

  const open = async (script: (peer: ScriptedConnection) => Promise<void>, changes: Partial<Peer> = {}) => {
    server = await startScriptedServer(script);
    const peer = peerFor({ port: server.port, openTap: taps.openTap, ...changes });
    return openLineConnection({ protocol: 'pop3', peer, longestLine: 100, events: {} });
  };
  const echo = async (peer: ScriptedConnection) => {
    for (let line = await peer.line(); line !== null; line = await peer.line()) peer.send(`${line} back\r\n`);
  };

  it('runs one piece of work at a time, in the order asked for, each with its cause', async () => {
    const connection = await open(echo);
    const said: string[] = [];
    const ask = (word: string) =>
      connection.run({ cause: { key: 'poll' } }, async () => {
        for (const part of ['one', 'two']) {
          connection.send(word, `${word} ${part}`);
          said.push(await connection.line(word));
        }
      });
    await Promise.all([ask('first'), ask('second')]);
    expect(said).toEqual(['first one back', 'first two back', 'second one back', 'second two back']);
    expect(taps.one().causes).toEqual([{ key: 'poll' }, { key: 'poll' }]);
    connection.end(null);
    expect(taps.one().notes()).toEqual(['connected', 'closed']);
    expect(taps.one().ended).toBeNull();
  });

  it('whose work fails goes on with the next', async () => {
    const connection = await open(echo);
    const failing = connection.run(undefined, async () => connection.send('two lines', 'one\r\ntwo'));
    const next = connection.run(undefined, async () => {
      connection.send('hello', 'hello');
      return connection.line('hello');
    });
    await expect(failing).rejects.toMatchObject({ failure: { code: 'input-invalid', command: 'two lines' } });
    expect(await next).toBe('hello back');
    connection.end(null);
  });

  it('that falls silent ends once, with the command, and everything that waits ends with it', async () => {
    const clock = createManualClock();
    const connection = await open((peer) => peer.closed(), { clock, security: 'none', deadlines: { reply: 5_000 } });
    const closed: unknown[] = [];
    connection.onClosed((reason) => closed.push(reason));
    const work = () =>
      connection.run(undefined, async () => {
        connection.send('ask', 'ask');
        return connection.line('ask');
      });
    const ends = [work(), work()].map((each) =>
      expect(each).rejects.toMatchObject({ failure: { code: 'connection-stalled', protocol: 'pop3' } }),
    );
    await vi.waitFor(() => expect(taps.one().bytes('client').toString()).toBe('ask\r\n'), { interval: 1, timeout: 60_000 });
    clock.advance(5_000);
    await Promise.all(ends);
    connection.end(null);
    expect(closed).toMatchObject([{ code: 'connection-stalled', detail: { milliseconds: 5_000 } }]);
    expect(taps.one().notes()).toEqual(['connected', 'stalled']);
  });

  it.each([
    ['a word before it is asked', 'now\r\nand more\r\n', 'protocol-violation'],
    ['a line without an end', 'x'.repeat(200), 'limit-exceeded'],
  ])('on which a server says %s is over', async (_what, said, code) => {
    const connection = await open(async (peer) => {
      peer.send(said);
      await peer.closed();
    });
    const asking = connection.run(undefined, async () => {
      await connection.line('listen');
      connection.send('ask', 'ask');
    });
    await expect(asking).rejects.toMatchObject({ failure: { code, permanent: true } });
    expect(connection.ended()).toMatchObject({ code });
    expect(server?.connections[0]?.received ?? []).toEqual([]);
  });

  it('is ended by the signal it heeds, and by none before it', async () => {
    const [before, now] = [new AbortController(), new AbortController()];
    const connection = await open(echo, { signal: before.signal });
    connection.heed(now.signal);
    before.abort();
    expect(connection.ended()).toBeUndefined();
    now.abort();
    expect(connection.ended()).toMatchObject({ code: 'cancelled' });
  });
});
