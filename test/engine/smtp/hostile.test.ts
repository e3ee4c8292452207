import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionOptions } from '../../../electron/engine/smtp/smtp-types.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { type CertificateAuthority, createCertificateAuthority, type KeyedCertificate } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');

describe('Submission servers that refuse, lie and stall', () => {
  let server: ScriptedServer | undefined;
  let authority: CertificateAuthority;
  let certificate: KeyedCertificate;
  beforeAll(async () => {
    authority = await createCertificateAuthority();
    certificate = await authority.issue();
  });
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  interface Script {
    readonly greeting?: string;
    readonly extensions?: readonly string[];
    /** By the first word of the command; `.` is the message. */
    readonly replies?: Readonly<Record<string, string>>;
  }
  const defaults: Record<string, string> = {
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go',
    '.': '250 2.0.0 Ok: queued as A1B2C3',
    QUIT: '221 bye',
  };

  const serve = async (peer: ScriptedConnection, { greeting = '220 mx.example.test', extensions = [], replies = {} }: Script) => {
    peer.send(`${greeting}\r\n`);
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const verb = line.split(' ')[0] ?? '';
      if (verb === 'EHLO' && !replies.EHLO) {
        peer.send(
          ['mx.example.test', ...extensions].map((each, index, all) => `250${index + 1 < all.length ? '-' : ' '}${each}\r\n`).join(''),
        );
        continue;
      }
      const reply = replies[verb] ?? defaults[verb] ?? '502 unknown';
      peer.send(`${reply}\r\n`);
      if (verb === 'STARTTLS' && reply === '220 go') await peer.startTls(certificate);
      if (verb !== 'DATA' || !reply.startsWith('354')) continue;
      await peer.linesUntil((each) => each === '.');
      peer.send(`${replies['.'] ?? defaults['.']}\r\n`);
    }
  };
  const send = async (script: Script, changes: Partial<SubmissionOptions> = {}) => {
    server = await startScriptedServer((peer) => serve(peer, script));
    const envelope = { from: 'ana@example.test', to: ['ben@example.test'] };
    return submit({ ...peerFor({ port: server.port, username: '' }), envelope, raw, beforeFinalDot: async () => undefined, ...changes });
  };
  const sent = () => Buffer.concat(server?.connections[0]?.received ?? []).toString();
  const asAna = { credentials: signIn('ana', 'secret-of-ana') };

  it.each([
    ['the greeting', { greeting: '554 5.7.1 no service for you' }, 'not-sent', 'greeting-refused', true],
    ['the greeting for now', { greeting: '421 4.3.2 busy' }, 'not-sent', 'temporarily-refused', false],
    ['a greeting of another protocol', { greeting: 'SSH-2.0-OpenSSH_9.6' }, 'not-sent', 'protocol-violation', true],
    ['the sender', { replies: { MAIL: '550 5.7.1 not yours' } }, 'refused', 'sender-refused', true],
    ['the sender for now', { replies: { MAIL: '451 4.7.1 greylisted' } }, 'refused', 'greylisted', false],
    ['the size of the message', { replies: { MAIL: '552 5.3.4 too big' } }, 'refused', 'message-too-large', true],
    ['the recipient', { replies: { RCPT: '550 5.1.1 unknown' } }, 'refused', 'recipients-refused', true],
    ['the recipient for now', { replies: { RCPT: '450 4.2.1 mailbox busy' } }, 'refused', 'temporarily-refused', false],
    ['DATA', { replies: { DATA: '554 5.5.1 no' } }, 'refused', 'command-refused', true],
    ['the message', { replies: { '.': '554 5.7.1 spam' } }, 'refused', 'message-refused', true],
    ['everything, at once', { replies: { RCPT: '421 4.3.0 closing' } }, 'refused', 'temporarily-refused', false],
  ] as const)('names the refusal of %s with its line', async (_, script: Script, state, code, permanent) => {
    for (const extensions of [[], ['PIPELINING']]) {
      const outcome = await send({ ...script, extensions });
      expect(outcome).toMatchObject({ state, failure: { code, permanent } });
      const line = script.greeting ?? Object.values(script.replies ?? {})[0];
      if (code !== 'protocol-violation') expect(outcome.state !== 'accepted' && outcome.failure.reply).toBe(line);
      await server?.stop();
    }
  });

  it.each(['354 go on', '777 what', 'queued, thank you'])(
    'does not know what became of a message that is answered with “%s”, and does not call it unsent',
    async (reply) => {
      const outcome = await send({ replies: { '.': reply } });
      expect(outcome).toMatchObject({ state: 'unknown', failure: { code: 'outcome-unknown' } });
    },
  );

  it('does not send a message that is larger than the server says it takes', async () => {
    expect(await send({ extensions: ['SIZE 5'] })).toMatchObject({
      state: 'refused',
      permanent: true,
      failure: { code: 'message-too-large' },
    });
    expect(sent()).not.toContain('MAIL FROM');
  });

  it('sends an address outside ASCII only where the server takes it', async () => {
    const envelope = { from: 'ana@example.test', to: ['señora@example.test'] };
    expect(await send({}, { envelope })).toMatchObject({
      state: 'not-sent',
      failure: { code: 'smtputf8-missing', detail: { capability: 'SMTPUTF8' } },
    });
    expect(sent()).not.toContain('MAIL FROM');
    await server?.stop();
    expect(await send({ extensions: ['SMTPUTF8'] }, { envelope })).toMatchObject({ state: 'accepted' });
    expect(sent()).toContain('MAIL FROM:<ana@example.test> SMTPUTF8');
  });

  it('does not send the password where the chosen mechanism is not offered', async () => {
    const outcome = await send({ extensions: ['AUTH PLAIN LOGIN'] }, { ...asAna, mechanism: 'CRAM-MD5' });
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'mechanism-missing', detail: { offered: 'PLAIN LOGIN' } } });
    expect(sent()).not.toContain('AUTH');
  });

  it('hides the password in CRAM-MD5 where it goes in clear', async () => {
    // The challenge of RFC 2195 §2; the digest is that of the example.
    const outcome = await send(
      {
        extensions: ['AUTH PLAIN LOGIN CRAM-MD5'],
        replies: {
          AUTH: '334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+',
          dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw: '235 ok',
        },
      },
      { credentials: signIn('tim', 'tanstaaftanstaaf') },
    );
    expect(outcome.state).toBe('accepted');
  });

  it('never shows the password that a server repeats in its refusal', async () => {
    const outcome = await send({ extensions: ['AUTH PLAIN'], replies: { AUTH: '535 5.7.8 secret-of-ana is wrong' } }, asAna);
    expect(outcome).toMatchObject({ failure: { code: 'authentication-refused', reply: '535 5.7.8 ************* is wrong' } });
  });

  it('refuses what comes between the answer to STARTTLS and the handshake', async () => {
    const outcome = await send(
      { extensions: ['STARTTLS', 'AUTH PLAIN'], replies: { STARTTLS: '220 go\r\n250-mx\r\n250 AUTH EVIL' } },
      { ...asAna, security: 'starttls', trust: { extraCertificates: [authority.certificate], pinned: [] } },
    );
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'data-before-tls' } });
    expect(sent()).not.toContain('AUTH');
  });

  it('names a certificate that is not trusted after STARTTLS', async () => {
    const outcome = await send({ extensions: ['STARTTLS'], replies: { STARTTLS: '220 go' } }, { ...asAna, security: 'starttls' });
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'certificate-untrusted', protocol: 'smtp' } });
    // The handshake was refused from here: an error of the fake server and not of the client.
    server?.errors.splice(0);
  });

  it('greets with its address as RFC 5321 wants it', async () => {
    await send({});
    expect(sent()).toMatch(/^EHLO \[127\.0\.0\.1\]\r\n/);
  });

  it('stops reading a reply without end', async () => {
    server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      await peer.line();
      peer.send(`250-${'x'.repeat(300_000)}`);
      await peer.closed();
    });
    const envelope = { from: 'ana@example.test', to: ['ben@example.test'] };
    const outcome = await submit({ ...peerFor({ port: server.port, username: '' }), envelope, raw, beforeFinalDot: async () => undefined });
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'limit-exceeded' } });
  });

  it.each([
    ['EHLO', 300_000, 'not-sent', 'connection-stalled'],
    ['MAIL', 300_000, 'not-sent', 'connection-stalled'],
    ['RCPT', 300_000, 'not-sent', 'connection-stalled'],
    ['DATA', 120_000, 'not-sent', 'connection-stalled'],
    ['.', 600_000, 'unknown', 'outcome-unknown'],
  ] as const)('gives up on a server that says nothing after %s, when the deadline has passed', async (step, deadline, state, code) => {
    const clock = createManualClock();
    const asked = Promise.withResolvers<void>();
    server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const verb = line.split(' ')[0] ?? '';
        if (verb === step) {
          asked.resolve();
          continue;
        }
        peer.send(`${verb === 'EHLO' ? '250 mx' : (defaults[verb] ?? '250 ok')}\r\n`);
        if (verb !== 'DATA') continue;
        await peer.linesUntil((each) => each === '.');
        asked.resolve();
      }
    });
    const envelope = { from: 'ana@example.test', to: ['ben@example.test'] };
    const taps = createMemoryTaps();
    const sending = submit({
      ...peerFor({ port: server.port, username: '', clock, openTap: taps.openTap }),
      envelope,
      raw,
      beforeFinalDot: async () => undefined,
    });
    await asked.promise;
    clock.advance(deadline - 1);
    expect(taps.one().ended).toBeUndefined();
    clock.advance(1);
    expect(await sending).toMatchObject({ state, failure: { code } });
    expect(taps.one().notes()).toContain('stalled');
  });

  it('is given up before the dot when it is cancelled', async () => {
    const stop = new AbortController();
    const outcome = await send(
      {},
      {
        signal: stop.signal,
        beforeFinalDot: () => {
          stop.abort();
          return new Promise<void>(() => undefined);
        },
      },
    );
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code: 'cancelled' } });
    await server?.connections[0]?.closed();
    expect(sent()).not.toMatch(/\r\n\.\r\n/);
  });
});
