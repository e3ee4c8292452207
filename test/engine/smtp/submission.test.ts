import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { SubmissionOptions } from '../../../electron/engine/smtp/smtp-types.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const ana = { name: 'ana', password: 'pa:ss "wö\\rd" {7} %41' };
const message = Buffer.from('From: ana@example.test\r\nTo: bento@example.test\r\nSubject: dots\r\n\r\n.one\r\n..two\r\n\r\nend\r\n');

function optionsFor(changes: Partial<SubmissionOptions> & Pick<SubmissionOptions, 'port'>): SubmissionOptions {
  return {
    host: '127.0.0.1',
    security: 'none',
    credentials: { kind: 'none' },
    mechanism: 'automatic',
    trust: { extraCertificates: [], pinned: [] },
    openTap: createMemoryTaps().openTap,
    opening: { accountId: 'a', accountName: 'Ana', purpose: 'send' },
    clock: systemClock,
    envelope: { from: 'ana@example.test', to: ['bento@example.test'] },
    raw: message,
    beforeFinalDot: async () => undefined,
    ...changes,
  };
}

describeWithServers(['dovecot', 'postfix'], 'Submission to Postfix', () => {
  let host: MailHost;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'postfix', users: [ana, { name: 'bento', password: 'b' }] });
  });
  afterAll(() => host?.stop());

  it.each([
    ['none', 'automatic'],
    ['starttls', 'LOGIN'],
    ['starttls', 'PLAIN'],
    ['tls', 'automatic'],
  ] as const)('is accepted with a queue id over security %s with mechanism %s', async (security, mechanism) => {
    const { ports } = host.submission;
    const taps = createMemoryTaps();
    const port = security === 'none' ? ports.clear : security === 'tls' ? ports.submissions : ports.submission;
    const subject = `Subject: over ${security} ${mechanism}`;
    const outcome = await submit(
      optionsFor({
        port,
        security,
        mechanism,
        credentials: signIn(ana.name, ana.password),
        trust: { extraCertificates: [host.trustedCertificate], pinned: [] },
        openTap: taps.openTap,
        raw: Buffer.from(message.toString().replace('Subject: dots', subject)),
      }),
    );
    expect(outcome).toMatchObject({
      state: 'accepted',
      reply: expect.stringMatching(/^250 2\.0\.0 Ok: queued as/),
      recipients: [{ state: 'accepted' }],
    });
    expect(outcome.state === 'accepted' && outcome.queueId).toMatch(/^[A-Za-z0-9]+$/);
    const isThis = ({ wire }: { wire: Buffer }) => wire.includes(subject);
    const messages = await host.dovecot.mail.waitFor('bento', (held) => held.some(isThis));
    expect(messages.find(isThis)?.wire.toString()).toContain('\r\n\r\n.one\r\n..two\r\n\r\nend\r\n');
  });

  it('names each refused recipient with the line of the server and still sends to the others', async () => {
    const seen: string[] = [];
    const outcome = await submit(
      optionsFor({
        port: host.submission.ports.clear,
        credentials: signIn(ana.name, ana.password),
        envelope: { from: 'ana@example.test', to: ['nobody@example.test', 'bento@example.test'] },
        onRecipient: ({ address, state }) => seen.push(`${address} ${state}`),
      }),
    );
    expect(outcome).toMatchObject({
      state: 'accepted',
      recipients: [
        { address: 'nobody@example.test', state: 'refused', reply: expect.stringMatching(/^550 5\.1\.1/) },
        { state: 'accepted' },
      ],
    });
    expect(seen).toEqual(['nobody@example.test refused', 'bento@example.test accepted']);
  });

  it('is refused for good when every recipient is', async () => {
    const outcome = await submit(
      optionsFor({
        port: host.submission.ports.clear,
        credentials: signIn(ana.name, ana.password),
        envelope: { from: 'ana@example.test', to: ['nobody@example.test'] },
      }),
    );
    expect(outcome).toMatchObject({
      state: 'refused',
      permanent: true,
      failure: { code: 'recipients-refused', command: 'RCPT TO', reply: expect.stringMatching(/^550/) },
    });
  });

  it('names a wrong password with the line of the server', async () => {
    const outcome = await submit(optionsFor({ port: host.submission.ports.clear, credentials: signIn(ana.name, 'wrong') }));
    expect(outcome).toMatchObject({
      state: 'not-sent',
      failure: { code: 'authentication-refused', permanent: true, reply: expect.stringMatching(/^535/) },
    });
  });
});

describe('The final dot', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  /** Everything up to DATA; `pipelining` decides whether the client waits in between. */
  const upToData = async (peer: ScriptedConnection, extensions = ['PIPELINING']) => {
    peer.send('220 mx.example.test\r\n');
    expect(await peer.line()).toBe('EHLO [127.0.0.1]');
    peer.send(['250-mx.example.test', ...extensions.map((name) => `250-${name}`), '250 HELP'].join('\r\n').concat('\r\n'));
    expect(await peer.line()).toMatch(/^MAIL FROM:<ana@example\.test>/);
    peer.send('250 ok\r\n');
    expect(await peer.line()).toBe('RCPT TO:<bento@example.test>');
    peer.send('250 ok\r\n');
    expect(await peer.line()).toBe('DATA');
    peer.send('354 go on\r\n');
  };

  it('leaves only after it was recorded that it will, and after the whole body was handed over', async () => {
    const order: string[] = [];
    const raw = Buffer.concat([Buffer.from('Subject: big\r\n\r\n'), Buffer.alloc(3_000_000, 'abcdefg hijklmn\r\n')]);
    const stuffed = raw.toString('latin1');
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      const body = await peer.take(stuffed.length);
      order.push(`body ${body.equals(raw)}`);
      release.resolve();
      expect((await peer.take(stuffed.endsWith('\n') ? 3 : 5)).toString()).toBe(stuffed.endsWith('\n') ? '.\r\n' : '\r\n.\r\n');
      order.push('dot');
      peer.send('250 2.0.0 Ok: queued as ABC123\r\n');
      expect(await peer.line()).toBe('QUIT');
      peer.send('221 bye\r\n');
      peer.close();
    });
    const release = Promise.withResolvers<void>();
    const outcome = await submit(
      optionsFor({
        port: server.port,
        raw,
        beforeFinalDot: async () => {
          order.push('asked');
          await release.promise;
          order.push('recorded');
        },
      }),
    );
    expect(outcome).toMatchObject({ state: 'accepted', queueId: 'ABC123' });
    expect(order.indexOf('recorded')).toBeLessThan(order.indexOf('dot'));
    expect(order).toContain('body true');
    expect(order.filter((each) => each === 'asked')).toHaveLength(1);
  });

  it('never leaves when recording it fails: not sent', async () => {
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      await peer.closed();
    });
    const outcome = await submit(optionsFor({ port: server.port, beforeFinalDot: () => Promise.reject(new Error('disk full')) }));
    expect(outcome.state).toBe('not-sent');
    await server.connections[0]?.closed();
    expect(Buffer.concat(server.connections[0]?.received ?? []).toString()).not.toContain('\r\n.\r\n');
  });

  it.each(['close', 'reset'] as const)('without an answer leaves the outcome unknown when the server does %s', async (how) => {
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      await peer.linesUntil((line) => line === '.');
      peer.send('25');
      peer[how]();
    });
    const outcome = await submit(optionsFor({ port: server.port }));
    expect(outcome).toMatchObject({
      state: 'unknown',
      failure: { code: 'outcome-unknown', permanent: false, detail: { cause: 'connection-lost' } },
    });
  });

  it('of a message that a busy server would not even greet is not due: it says to try later, not that it lacks a mechanism', async () => {
    server = await startScriptedServer(async (peer) => {
      peer.send('220 mx.example.test\r\n');
      await peer.line();
      peer.send('451 4.3.0 try later\r\n');
      if ((await peer.line())?.startsWith('HELO')) peer.send('250 mx.example.test\r\n');
      await peer.closed();
    });
    for (const security of ['none', 'starttls'] as const)
      expect(await submit(optionsFor({ port: server.port, security, credentials: signIn('ana', 'secret') }))).toMatchObject({
        state: 'not-sent',
        failure: { code: 'temporarily-refused', permanent: false, command: 'EHLO', reply: '451 4.3.0 try later' },
      });
  });

  it('answered with a temporary refusal leaves the message refused for now', async () => {
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      await peer.linesUntil((line) => line === '.');
      peer.send('451 4.3.0 later\r\n');
      peer.close();
    });
    expect(await submit(optionsFor({ port: server.port }))).toMatchObject({
      state: 'refused',
      permanent: false,
      failure: { code: 'temporarily-refused', reply: '451 4.3.0 later' },
    });
  });

  it.each([
    ['before the greeting', 0],
    ['after EHLO', 1],
    ['after MAIL', 2],
    ['after RCPT', 3],
    ['after DATA', 4],
  ])('is not reached when the server closes %s: not sent', async (_, steps) => {
    server = await startScriptedServer(async (peer) => {
      const replies = ['220 hello', '250 mx', '250 ok', '250 ok'];
      for (let step = 0; step < steps; step += 1) {
        peer.send(`${replies[step]}\r\n`);
        await peer.line();
      }
      peer.reset();
    });
    expect(await submit(optionsFor({ port: server.port }))).toMatchObject({
      state: 'not-sent',
      failure: { code: 'connection-lost', permanent: false },
    });
  });

  it('does not go when the server answers early, and an early 250 does not count', async () => {
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      peer.send('250 2.0.0 Ok: queued as TOO-EARLY\r\n');
      await peer.closed();
    });
    const asked = Promise.withResolvers<void>();
    const outcome = await submit(optionsFor({ port: server.port, beforeFinalDot: () => asked.promise }));
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'protocol-violation' } });
    asked.resolve();
  });

  it('is sent exactly once for a body full of false ends', async () => {
    const raw = Buffer.from('Subject: smuggled\r\n\r\na\n.\nb\r.\rc\n.\r\nMAIL FROM:<evil@example.test>\r\n.\r\nd');
    let body = '';
    server = await startScriptedServer(async (peer) => {
      await upToData(peer);
      body = (await peer.linesUntil((line) => line === '.')).join('\r\n');
      peer.send('250 ok id=1rAbCd-000000001Xy-2ZaB\r\n');
      expect(await peer.line()).toBe('QUIT');
      peer.close();
    });
    expect(await submit(optionsFor({ port: server.port, raw }))).toMatchObject({ state: 'accepted', queueId: '1rAbCd-000000001Xy-2ZaB' });
    expect(body).toBe('Subject: smuggled\r\n\r\na\r\n..\r\nb\r\n..\r\nc\r\n..\r\nMAIL FROM:<evil@example.test>\r\n..\r\nd');
    await server.connections[0]?.closed();
    expect(Buffer.concat(server.connections[0]?.received ?? []).toString()).not.toMatch(/[^\r]\n|\r[^\n]/);
  });

  it.each([
    'bento@example.test\r\nRCPT TO:<eve@example.test',
    'bento@example.test>\u0000',
    '"a b"c@example.test',
    'no-at',
    '<bento@example.test>',
    'a@b@example.test',
  ])('is not even tried for the recipient %j', async (address) => {
    const outcome = await submit(optionsFor({ port: 1, envelope: { from: 'ana@example.test', to: [address] } }));
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'address-invalid' }, session: null });
  });
});
