import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createKeptConnections,
  defaultKeptConnectionLimits,
  type KeptConnectionLimits,
  type KeptConnections,
} from '../../../electron/engine/smtp/kept-connections.ts';
import type { SubmissionOptions } from '../../../electron/engine/smtp/smtp-types.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import type { PracticeServer } from '../../../electron/practice/practice-server.ts';
import { startPractice } from '../../practice/practice-fixture.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps, type MemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, startScriptedServer } from '../../support/scripted/scripted-server.ts';

interface Sender {
  readonly taps: MemoryTaps;
  readonly clock: ManualClock;
  readonly connections: KeptConnections;
  send(subject: string, changes?: Partial<SubmissionOptions>): ReturnType<typeof submit>;
}

function senderTo(server: { readonly host: string; readonly port: number }, limits: Partial<KeptConnectionLimits> = {}): Sender {
  const taps = createMemoryTaps();
  const clock = createManualClock();
  const connections = createKeptConnections({ ...defaultKeptConnectionLimits, ...limits });
  onTestFinished(() => connections.close());
  return {
    taps,
    clock,
    connections,
    send: (subject, changes) =>
      submit(
        {
          host: server.host,
          port: server.port,
          security: 'none',
          credentials: signIn('ana', 'practice'),
          mechanism: 'PLAIN',
          trust: { extraCertificates: [], pinned: [] },
          openTap: taps.openTap,
          opening: { accountId: 'a', accountName: 'Ana', purpose: 'send' },
          clock,
          envelope: { from: 'ana@practice.test', to: ['ben@practice.test'] },
          raw: Buffer.from(`Subject: ${subject}\r\nMessage-ID: <${subject}@practice.test>\r\n\r\nText\r\n`),
          beforeFinalDot: async () => undefined,
          ...changes,
        },
        connections,
      ),
  };
}

const toSmtp = ({ host, smtp }: PracticeServer) => ({ host, port: smtp.port });
const commands = (taps: MemoryTaps, index: number) =>
  taps.taps[index]
    ?.bytes('client')
    .toString()
    .match(/^(?:EHLO|AUTH|MAIL|RCPT|DATA|RSET|QUIT)\b/gm);
const ended = (taps: MemoryTaps, index: number) => expect.poll(() => taps.taps[index]?.ended);

describe('a second message soon after the first', () => {
  it('goes over the same connection, and each knows its own lines of it', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    const [first, second] = [await sender.send('one'), await sender.send('two')];
    expect([first.state, second.state]).toEqual(['accepted', 'accepted']);
    expect(commands(sender.taps, 0)).toEqual(['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'MAIL', 'RCPT', 'DATA']);
    expect(sender.taps.taps).toHaveLength(1);
    expect(server.mailbox.accepted).toHaveLength(2);
    expect(first.lines?.first).toBe(0);
    expect(second.lines?.first).toBe((first.lines?.last ?? 0) + 1);
    expect(sender.taps.one().causes.at(-1)).toBeNull();
  });

  it('is asked for with RSET when the connection has rested, and gets a new one when nobody answers', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    sender.clock.advance(5_000);
    await sender.send('two');
    expect(commands(sender.taps, 0)?.slice(5)).toEqual(['RSET', 'MAIL', 'RCPT', 'DATA']);
    server.faults.set([{ protocol: 'smtp', when: { command: 'RSET' }, do: { close: 'rst' } }]);
    sender.clock.advance(5_000);
    expect(await sender.send('three')).toMatchObject({ state: 'accepted' });
    expect(sender.taps.taps).toHaveLength(2);
    expect(server.mailbox.accepted).toHaveLength(3);
  });

  it.each([
    ['says it has had enough', { reply: '421 4.7.0 too many messages in this connection' }],
    ['refuses it as one too many', { reply: '452 4.7.0 one message each' }],
    ['resets the connection', { close: 'rst' }],
  ] as const)('goes over a new connection when the server %s before it took the sender', async (_, fault) => {
    const server = await startPractice({ faults: [{ protocol: 'smtp', when: { command: 'MAIL', nth: 2 }, do: fault }] });
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    expect(await sender.send('two')).toMatchObject({ state: 'accepted' });
    expect(sender.taps.taps).toHaveLength(2);
    expect(server.mailbox.accepted.map(({ recipients }) => recipients)).toEqual([['ben@practice.test'], ['ben@practice.test']]);
  });

  it('is not sent again after its final dot, whatever the connection does then', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    const envelope = { from: 'ana@practice.test', to: ['drop-after-dot@practice.test'] };
    expect(await sender.send('two', { envelope })).toMatchObject({ state: 'unknown' });
    expect(sender.taps.taps).toHaveLength(1);
    await ended(sender.taps, 0).toMatchObject({ code: 'connection-lost' });
  });

  it('does not follow one that was refused', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    expect(await sender.send('one', { envelope: { from: 'ana@practice.test', to: ['550@practice.test'] } })).toMatchObject({
      state: 'refused',
    });
    expect(await sender.send('two')).toMatchObject({ state: 'accepted' });
    expect(sender.taps.taps).toHaveLength(2);
  });

  it('does not go out under a log-in that is not its own', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    expect(await sender.send('two', { credentials: signIn('ana', 'changed') })).toMatchObject({
      state: 'not-sent',
      failure: { code: 'authentication-refused' },
    });
    expect(server.mailbox.accepted).toHaveLength(1);
  });
});

describe('a connection that waits for the next message', () => {
  it('says QUIT after its time, as an end that nobody need worry about', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    sender.clock.advance(defaultKeptConnectionLimits.idle);
    await ended(sender.taps, 0).toBeNull();
    expect(commands(sender.taps, 0)?.at(-1)).toBe('QUIT');
  });

  it('says QUIT when the program closes, and the program waits for its end', async () => {
    const server = await startPractice();
    const sender = senderTo(toSmtp(server));
    await sender.send('one');
    await sender.connections.close();
    expect(sender.taps.one().ended).toBeNull();
    expect(commands(sender.taps, 0)?.at(-1)).toBe('QUIT');
  });

  it('carries no more messages, and for no longer, than its limits say', async () => {
    const server = await startPractice();
    const few = senderTo(toSmtp(server), { messages: 2 });
    for (const subject of ['one', 'two', 'three']) await few.send(subject);
    expect(few.taps.taps).toHaveLength(2);
    const short = senderTo(toSmtp(server), { age: 10_000 });
    await short.send('four');
    short.clock.advance(10_000);
    await short.send('five');
    expect(short.taps.taps).toHaveLength(2);
  });

  it('that the server closes ends well', async () => {
    const server = await startScriptedServer(async (connection) => {
      await takeOne(connection);
      connection.send('421 4.4.2 idle for too long\r\n');
      connection.close();
    });
    onTestFinished(server.stop);
    const sender = senderTo(server);
    expect(await sender.send('one')).toMatchObject({ state: 'accepted' });
    await ended(sender.taps, 0).toBeNull();
  });

  it('on which the server speaks unasked is not used again: its words would pass for the next answer', async () => {
    const server = await startScriptedServer(async (connection, index) => {
      await takeOne(connection);
      if (index === 0) connection.send('250 2.0.0 and here is one mo');
      await connection.line();
      connection.close();
    });
    onTestFinished(server.stop);
    const sender = senderTo(server);
    await sender.send('one');
    await expect.poll(() => sender.taps.one().bytes('server').toString()).toContain('one mo');
    expect(await sender.send('two')).toMatchObject({ state: 'accepted' });
    expect(server.connections).toHaveLength(2);
  });
});

/** As a server does it, up to the 250 of the first message. */
async function takeOne(connection: ScriptedConnection): Promise<void> {
  connection.send('220 ready\r\n');
  for (const answer of ['250-hello\r\n250 AUTH PLAIN', '235 welcome', '250 sender', '250 recipient', '354 go on']) {
    await connection.line();
    connection.send(`${answer}\r\n`);
  }
  await connection.linesUntil((line) => line === '.');
  connection.send('250 2.0.0 Ok: queued as A1\r\n');
}
