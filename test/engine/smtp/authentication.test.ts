/** The log-in where the account leaves the mechanism to the program: one more is tried, never a third, and never a clear one after a hidden one. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import { createSignInMemory } from '../../../electron/engine/wire/authentication/sign-in-ways.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';

const raw = Buffer.from('Subject: x\r\n\r\nbody\r\n');
const envelope = { from: 'ana@example.test', to: ['ben@example.test'] };

/** Each server of a test has a port of its own, and would be another server. */
function rememberingAnyPort() {
  const memory = createSignInMemory();
  return { of: (account: Parameters<typeof memory.of>[0]) => memory.of({ ...account, port: 1 }) };
}

describe('with the mechanism left to the program', () => {
  let server: ScriptedServer | undefined;
  afterEach(async () => {
    expect(server?.errors ?? []).toEqual([]);
    await server?.stop();
    server = undefined;
  });

  /** `answers`: what the server says in the end to each mechanism. Answers the mechanisms that were tried, and the outcome. */
  const logIn = async (offered: string, answers: Readonly<Record<string, string>>, changes: Partial<Peer> = {}) => {
    const tried: string[] = [];
    const authority = await createCertificateAuthority();
    const certificate = await authority.issue();
    await server?.stop();
    server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        const [verb = '', way = ''] = line.split(' ');
        if (verb === 'EHLO') peer.send(`250-mx\r\n${peer.secured() ? '' : '250-STARTTLS\r\n'}250 AUTH ${offered}\r\n`);
        else if (verb === 'STARTTLS') {
          peer.send('220 go\r\n');
          await peer.startTls(certificate);
        } else if (verb === 'AUTH') {
          tried.push(way);
          const answer = answers[way] ?? '504 5.5.4 no';
          // RFC 4954 §4: 504 comes at once; CRAM-MD5 asks once, LOGIN twice.
          const questions = answer.startsWith('504') ? 0 : way === 'LOGIN' ? 2 : way === 'CRAM-MD5' ? 1 : 0;
          for (let asked = 0; asked < questions; asked += 1) {
            peer.send('334 VXNlcm5hbWU6\r\n');
            await peer.line();
          }
          peer.send(`${answer}\r\n`);
        } else if (verb === 'DATA') {
          peer.send('354 go\r\n');
          await peer.linesUntil((each) => each === '.');
          peer.send('250 ok\r\n');
        } else peer.send('250 ok\r\n');
      }
    });
    const trust = { extraCertificates: [authority.certificate], pinned: [] };
    const outcome = await submit({
      ...peerFor({ port: server.port, trust, ...changes }),
      envelope,
      raw,
      beforeFinalDot: async () => undefined,
    });
    return { tried, outcome };
  };

  it.each([
    [
      'over TLS a mechanism is offered and cannot be done',
      'PLAIN CRAM-MD5',
      { PLAIN: '535 5.7.8 no', 'CRAM-MD5': '235 in' },
      ['PLAIN', 'CRAM-MD5'],
      'starttls',
    ],
    ['PLAIN is offered and not taken', 'PLAIN LOGIN', { PLAIN: '504 5.5.4 unrecognised', LOGIN: '235 in' }, ['PLAIN', 'LOGIN'], 'none'],
    ['PLAIN is refused, LOGIN is not', 'PLAIN LOGIN', { PLAIN: '535 5.7.8 no', LOGIN: '235 in' }, ['PLAIN', 'LOGIN'], 'none'],
  ] as const)('%s: the next one logs in', async (_what, offered, answers, expected, security) => {
    const { tried, outcome } = await logIn(offered, answers as Record<string, string>, { security }); // rows have different members
    expect({ tried, state: outcome.state }).toEqual({ tried: expected, state: 'accepted' });
  });

  it.each([
    [
      'a wrong password',
      'CRAM-MD5 PLAIN LOGIN',
      { 'CRAM-MD5': '535 5.7.8 no', PLAIN: '235 in', LOGIN: '235 in' },
      ['CRAM-MD5'],
      'authentication-refused',
    ],
    [
      'a wrong password, and a mechanism that is not to be had',
      'PLAIN LOGIN',
      { PLAIN: '535 5.7.8 no' },
      ['PLAIN', 'LOGIN'],
      'authentication-refused',
    ],
    ['no mechanism that works', 'PLAIN LOGIN', {}, ['PLAIN', 'LOGIN'], 'mechanism-refused'],
    [
      'an app password that is needed',
      'PLAIN LOGIN',
      { PLAIN: '534 5.7.9 Application-specific password required' },
      ['PLAIN'],
      'app-password-needed',
    ],
    [
      'passwords that are switched off',
      'PLAIN LOGIN',
      { PLAIN: '535 5.7.139 basic authentication is disabled' },
      ['PLAIN'],
      'password-sign-in-off',
    ],
    ['a server that is busy', 'PLAIN LOGIN', { PLAIN: '454 4.7.0 later' }, ['PLAIN'], 'temporarily-refused'],
  ] as const)('%s: not a third attempt, and %s is said', async (_what, offered, answers, expected, code) => {
    const { tried, outcome } = await logIn(offered, answers as Record<string, string>); // rows have different members
    expect(tried).toEqual(expected);
    expect(outcome).toMatchObject({ state: 'not-sent', failure: { code } });
  });

  it('a mechanism that the user chose is the only one', async () => {
    const { tried } = await logIn('PLAIN LOGIN', { PLAIN: '535 5.7.8 no', LOGIN: '235 in' }, { mechanism: 'PLAIN' });
    expect(tried).toEqual(['PLAIN']);
  });

  it.each(['535 5.7.8 no', '504 5.5.4 no', '535 no', '501 5.5.2 no', '454 4.7.0 later'])(
    'without TLS a refused CRAM-MD5 is not followed by a password in the clear: %s',
    async (answer) => {
      const { tried } = await logIn('PLAIN LOGIN CRAM-MD5', { 'CRAM-MD5': answer, PLAIN: '235 in', LOGIN: '235 in' });
      expect(tried).toEqual(['CRAM-MD5']);
      expect(JSON.stringify(server?.connections.map(({ received }) => Buffer.concat(received).toString()))).not.toContain('AUTH PLAIN');
    },
  );

  it('over TLS a wrong password is tried twice in all, and once more only when it is another', async () => {
    const signIns = rememberingAnyPort();
    const no = { PLAIN: '535 5.7.8 no', LOGIN: '535 5.7.8 no' };
    const changes = { security: 'starttls', signIns } as const;
    const attempts: string[][] = [];
    for (const password of ['wrong-one', 'wrong-one', 'wrong-two']) {
      attempts.push((await logIn('PLAIN LOGIN', no, { ...changes, credentials: signIn('ana', password) })).tried);
    }
    expect(attempts).toEqual([['PLAIN', 'LOGIN'], ['PLAIN'], ['PLAIN', 'LOGIN']]);
  });

  it('what worked comes first the next time, also with sending', async () => {
    const signIns = rememberingAnyPort();
    const answers = { PLAIN: '535 5.7.8 no', LOGIN: '235 in' };
    expect((await logIn('PLAIN LOGIN', answers, { security: 'starttls', signIns })).tried).toEqual(['PLAIN', 'LOGIN']);
    expect((await logIn('PLAIN LOGIN', answers, { security: 'starttls', signIns })).tried).toEqual(['LOGIN']);
  });
});

describe('AUTH LOGIN with odd words', () => {
  it.each([
    ['empty questions', 'AUTH LOGIN', ['', '']],
    ['questions with a NUL at the end', 'AUTH LOGIN', ['VXNlciBOYW1lAA==', 'UGFzc3dvcmQA']],
    ['questions that are no base64', 'AUTH LOGIN', ['Username:', 'Password:']],
    ['the old form of the offer', 'AUTH=LOGIN', ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6']],
    ['both forms of it', 'AUTH=LOGIN\r\n250-AUTH LOGIN', ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6']],
  ] as const)('%s: user name and password are given in their turn', async (_, offer, questions) => {
    const given: string[] = [];
    const server = await startScriptedServer(async (peer) => {
      peer.send('220 mx\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        if (line.startsWith('EHLO')) peer.send(`250-mx\r\n250-${offer}\r\n250 SIZE\r\n`);
        else if (line.startsWith('AUTH LOGIN')) {
          for (const question of questions) {
            peer.send(`334 ${question}\r\n`);
            given.push(Buffer.from((await peer.line()) ?? '', 'base64').toString());
          }
          peer.send('235 in\r\n');
        } else if (line === 'DATA') {
          peer.send('354 go\r\n');
          await peer.linesUntil((each) => each === '.');
          peer.send('250 ok\r\n');
        } else peer.send('250 ok\r\n');
      }
    });
    onTestFinished(() => server.stop());
    const outcome = await submit({
      ...peerFor({ port: server.port, credentials: signIn('ana', 'pass word') }),
      envelope,
      raw,
      beforeFinalDot: async () => undefined,
    });
    expect({ state: outcome.state, given }).toEqual({ state: 'accepted', given: ['ana', 'pass word'] });
  });
});
