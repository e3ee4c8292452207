/** Signing in with an OAuth 2.0 token: what goes over the wire is what RFC 7628 says, and nobody who reads the transcript has the token. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { checkSubmission } from '../../../electron/engine/smtp/check.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const token = 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29t';
const credentials = { kind: 'token', username: 'a,b=c@example.test', token } as const;
const trouble = Buffer.from('{"status":"invalid_token"}').toString('base64');

/** What a protocol says around the exchange. */
interface Speech {
  readonly connect: (peer: Peer) => Promise<{ readonly failure?: unknown }>;
  readonly serve: (peer: ScriptedConnection, mechanism: string, takes: boolean) => Promise<void>;
}

/** Reads the answers of the client, an error challenge in between where the token is not taken. */
async function readToken(peer: ScriptedConnection, ask: string, takes: boolean): Promise<void> {
  peer.send(`${ask} \r\n`);
  await peer.line();
  if (takes) return;
  peer.send(`${ask} ${trouble}\r\n`);
  await peer.line();
}

const failureOf = async (connecting: Promise<{ destroy(): void }>) => {
  try {
    (await connecting).destroy();
    return {};
  } catch (error) {
    return error instanceof Error && 'failure' in error ? { failure: error.failure } : { failure: error };
  }
};

const speeches: Readonly<Record<'imap' | 'pop3' | 'smtp', Speech>> = {
  imap: {
    connect: (peer) => failureOf(connectImap(peer)),
    async serve(peer, mechanism, takes) {
      peer.send(`* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=${mechanism}] ready\r\n`);
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const [tag = '', command = ''] = line.split(' ');
        if (command === 'AUTHENTICATE') {
          await readToken(peer, '+', takes);
          peer.send(takes ? `${tag} OK in\r\n` : `${tag} NO [AUTHENTICATIONFAILED] no\r\n`);
        } else peer.send(`${tag} OK done\r\n`);
      }
    },
  },
  pop3: {
    connect: (peer) => failureOf(connectPop3(peer)),
    async serve(peer, mechanism, takes) {
      peer.send('+OK ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        if (line === 'CAPA') peer.send(`+OK\r\nUSER\r\nSASL PLAIN ${mechanism}\r\n.\r\n`);
        else if (line.startsWith('AUTH')) {
          await readToken(peer, '+', takes);
          peer.send(takes ? '+OK in\r\n' : '-ERR [AUTH] no\r\n');
        } else peer.send('+OK\r\n');
      }
    },
  },
  smtp: {
    async connect(peer) {
      const failures: unknown[] = [];
      await checkSubmission(peer, 'ana@example.test', ({ failure }) => failure && failures.push(failure));
      return { failure: failures[0] };
    },
    async serve(peer, mechanism, takes) {
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        if (line.startsWith('EHLO')) peer.send(`250-mx\r\n250 AUTH PLAIN ${mechanism}\r\n`);
        else if (line.startsWith('AUTH')) {
          await readToken(peer, '334', takes);
          peer.send(takes ? '235 2.7.0 in\r\n' : '535 5.7.8 no\r\n');
        } else peer.send('250 ok\r\n');
      }
    },
  },
};
const protocols = ['imap', 'pop3', 'smtp'] as const;

let authority: Awaited<ReturnType<typeof createCertificateAuthority>>;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});

describe.each(protocols)('a token over %s', (protocol) => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.stop());

  const signIn = async (mechanism: string, takes: boolean, security: 'tls' | 'none' = 'tls') => {
    const taps = createMemoryTaps();
    const keyed = await authority.issue();
    server = await startScriptedServer(async (peer) => {
      if (security === 'tls') await peer.startTls(keyed);
      await speeches[protocol].serve(peer, mechanism, takes);
    });
    const trust = { extraCertificates: [authority.certificate], pinned: [] };
    const peer = peerFor({ port: server.port, security, trust, credentials, openTap: taps.openTap });
    const outcome = await speeches[protocol].connect(peer);
    const received = Buffer.concat(server.connections[0]?.received ?? []).toString();
    const answers = received.split('\r\n').map((line) => Buffer.from(line, 'base64').toString());
    return { outcome, answers, received, secrets: taps.one().secrets, port: server.port };
  };

  it('is shown as RFC 7628 says, the name escaped, and is known to the tap from the start', async () => {
    const { outcome, answers, secrets, port } = await signIn('OAUTHBEARER', true);
    expect(outcome.failure).toBeUndefined();
    expect(answers).toContain(`n,a=a=2Cb=3Dc@example.test,\x01host=127.0.0.1\x01port=${port}\x01auth=Bearer ${token}\x01\x01`);
    expect(secrets).toEqual([token]);
  });

  it('is shown as XOAUTH2 where the server knows only that', async () => {
    const { outcome, answers } = await signIn('XOAUTH2', true);
    expect(outcome.failure).toBeUndefined();
    expect(answers).toContain(`user=${credentials.username}\x01auth=Bearer ${token}\x01\x01`);
  });

  it.each([
    ['OAUTHBEARER', '\r\nAQ==\r\n'],
    ['XOAUTH2', '\r\n\r\n'],
  ])('that %s refuses is acknowledged, and not tried in another way', async (mechanism, acknowledged) => {
    const { outcome, received } = await signIn(mechanism, false);
    expect(outcome).toMatchObject({ failure: { code: 'authentication-refused', permanent: true } });
    expect(received).toContain(acknowledged);
    expect(received.match(/^(?:\S+ )?AUTH/gm)).toHaveLength(1);
  });

  it('goes over TLS only', async () => {
    const { outcome, received, secrets } = await signIn('OAUTHBEARER', true, 'none');
    expect(outcome).toMatchObject({ failure: { code: 'encryption-required', permanent: true } });
    expect(received).not.toContain('AUTH');
    expect(secrets).toEqual([token]);
  });

  it('is shown to no server that knows only passwords', async () => {
    const { outcome, received } = await signIn('LOGIN', true);
    expect(outcome).toMatchObject({ failure: { code: expect.stringMatching(/^(?:sign-in-not-offered|mechanism-missing)$/) } });
    expect(received).not.toContain('AUTH');
  });
});
