/** A slow submission server is waited for as long as RFC 5321 §4.5.3.2 asks, at every step, with and without pipelining. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');
const envelope = { from: 'ana@example.test', to: ['ben@example.test', 'cleo@example.test'] };

describe('a slow server', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  it.each([
    ['one command after the other', []],
    ['with pipelining', ['PIPELINING']],
  ])('that takes almost all the time it has at every step gets the message (%s)', async (_how, extensions) => {
    const clock = createManualClock();
    const taps = createMemoryTaps();
    server = await startScriptedServer(async (peer) => {
      /** Time passes only once the client has read what was said, and what it does next has begun. */
      const minutes = async (count: number) => {
        const said = Buffer.concat(peer.sent).length;
        await vi.waitFor(
          () => expect([taps.taps[0]?.notes().includes('connected'), taps.taps[0]?.bytes('server').length]).toEqual([true, said]),
          {
            interval: 1,
          },
        );
        await turn();
        clock.advance(count * 60_000 - 1);
      };
      await minutes(5);
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const verb = line.split(' ')[0] ?? '';
        if (verb === 'EHLO') {
          await minutes(5);
          peer.send(['mx', ...extensions].map((each, index, all) => `250${index + 1 < all.length ? '-' : ' '}${each}\r\n`).join(''));
        } else if (verb === 'DATA') {
          await minutes(2);
          peer.send('354 go\r\n');
          await peer.linesUntil((each) => each === '.');
          await minutes(10);
          peer.send('250 ok\r\n');
        } else {
          if (verb !== 'QUIT') await minutes(5);
          peer.send('250 ok\r\n');
        }
      }
    });
    const outcome = await submit({
      ...peerFor({ port: server.port, username: '', clock, openTap: taps.openTap }),
      envelope,
      raw,
      beforeFinalDot: async () => undefined,
    });
    expect(outcome).toMatchObject({ state: 'accepted' });
  });
});
