/** Logins that are refused, and what of it is about the password: an account whose password was right goes on trying, seldom. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { createSignInMemory } from '../../../electron/engine/wire/authentication/sign-in-ways.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { folderOf, type MailboxScript, startScriptedMailbox } from '../../support/scripted/scripted-mailbox.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { accountOn, openProfile, type SyncProfile } from './sync-profile.ts';

/** Refuses logins with these lines, one after the other; then lets in. */
const refusing = (lines: readonly string[], changes: Partial<MailboxScript> = {}): MailboxScript & { logins: string[] } => {
  const logins: string[] = [];
  return {
    folders: { INBOX: folderOf(3) },
    // Without it the LOGIN command would be one more mechanism.
    capabilities: 'IMAP4rev1 IDLE UIDPLUS AUTH=PLAIN LOGINDISABLED',
    ...changes,
    logins,
    before: async ({ name, args, tag, peer }) => {
      if (name !== 'AUTHENTICATE') return false;
      logins.push(args[0] ?? '');
      const line = lines[logins.length - 1];
      if (line === undefined) return false;
      peer.send('+ \r\n');
      await peer.line();
      peer.send(`${tag} ${line}\r\n`);
      return true;
    },
  };
};

const passing = [
  'NO [ALERT] Too many simultaneous connections. (Failure)',
  'NO Error: too many connections from your address',
  'NO account is in maintenance mode, try again later',
  'NO [INUSE] mailbox in use',
  'NO Temporary authentication failure. Please try again later.',
  'NO [UNAVAILABLE] backend down',
  'NO Mailbox is locked by another session',
  'NO Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
  'NO maximum connections reached',
  'NO [ALERT] session quota reached',
  'NO User has exceeded allowed sessions',
  'NO Server shutting down.',
];
const unproven = 'NO LOGIN failed.';
const proof = 'NO [AUTHENTICATIONFAILED] Invalid credentials';

describe('a login that is refused', () => {
  const open = async (script: MailboxScript) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    return server;
  };
  const failureOf = async (script: MailboxScript) => {
    const { port } = await open(script);
    return connectImap(peerFor({ port })).then(
      () => null,
      (error: { failure: unknown }) => error.failure,
    );
  };

  it.each(passing)('«%s» is not called a wrong password', async (line) => {
    expect(await failureOf(refusing([line, line]))).toMatchObject({
      code: 'login-put-off',
      permanent: false,
      reply: expect.stringContaining(line),
    });
  });

  it.each([
    [unproven, 'authentication-refused', false],
    ['NO Invalid user name or password; account locked after too many attempts', 'authentication-refused', false],
    ['NO Invalid login: maximum attempts exceeded', 'authentication-refused', false],
    [proof, 'authentication-refused', true],
    ['NO [AUTHORIZATIONFAILED] no', 'authentication-refused', true],
    ['NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', 'encryption-required', true],
    ['NO Plaintext authentication disallowed', 'encryption-required', true],
    ['NO [ALERT] Application-specific password required', 'app-password-needed', true],
  ])('«%s» is %s, certain: %s', async (line, code, permanent) => {
    expect(await failureOf(refusing([line, line]))).toMatchObject({ code, permanent, reply: expect.stringContaining(line) });
  });

  it.each([
    ['IN-USE', '-ERR [IN-USE] Do you have another POP session running?', 'login-put-off', false],
    ['no code', '-ERR Unable to lock maildrop: Mailbox is locked by POP server', 'login-put-off', false],
    ['LOGIN-DELAY', '-ERR [LOGIN-DELAY] wait', 'login-put-off', false],
    ['SYS/TEMP', '-ERR [SYS/TEMP] backend down', 'login-put-off', false],
    ['nothing', '-ERR no', 'authentication-refused', false],
    ['AUTH', '-ERR [AUTH] Authentication failed.', 'authentication-refused', true],
    ['AUTH about TLS', '-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', 'encryption-required', true],
  ])('POP3, %s: «%s» is %s, certain: %s', async (_kind, line, code, permanent) => {
    const server = await startScriptedServer(async (peer) => {
      peer.send('+OK ready\r\n');
      for (let command = await peer.line(); command !== null; command = await peer.line())
        peer.send(command.startsWith('PASS') ? `${line}\r\n` : command.startsWith('USER') ? '+OK\r\n' : '-ERR what\r\n');
    });
    onTestFinished(() => server.stop());
    await expect(connectPop3(peerFor({ port: server.port }))).rejects.toMatchObject({ failure: { code, permanent, reply: line } });
  });
});

describe('the mechanism, where it is left to the program', () => {
  const mechanisms = (offered: string) => ({ capabilities: `IMAP4rev1 LOGINDISABLED ${offered}` });
  const connect = async (script: MailboxScript, changes: Parameters<typeof peerFor>[0] | object = {}) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    return connectImap(peerFor({ ...changes, port: server.port }));
  };

  it('is changed once when the first is refused, and the one that was taken comes first the next time', async () => {
    const script = refusing([proof], mechanisms('AUTH=LOGIN AUTH=PLAIN'));
    const accepted = { mechanism: null };
    (await connect(script, { accepted })).destroy();
    expect(script.logins).toEqual(['PLAIN', 'LOGIN']);
    const second = refusing([], mechanisms('AUTH=LOGIN AUTH=PLAIN'));
    (await connect(second, { accepted })).destroy();
    expect(second.logins).toEqual(['LOGIN']);
  });

  it('is never changed twice', async () => {
    const script = refusing([proof, proof, proof], { capabilities: 'IMAP4rev1 AUTH=PLAIN AUTH=LOGIN' });
    await expect(connect(script)).rejects.toMatchObject({ failure: { code: 'authentication-refused', permanent: true } });
    expect(script.logins).toEqual(['PLAIN', 'LOGIN']);
  });

  it.each([proof, unproven, 'BAD no such mechanism'])('without TLS is never changed to one that shows the password: %s', async (line) => {
    const script = refusing([line, line], { capabilities: 'IMAP4rev1 AUTH=CRAM-MD5 AUTH=PLAIN AUTH=LOGIN' });
    await expect(connect(script)).rejects.toMatchObject({ failure: { permanent: expect.any(Boolean) } });
    expect(script.logins).toEqual(['CRAM-MD5']);
  });

  it('is changed once for a password', async () => {
    const memory = createSignInMemory();
    const signIns = { of: (account: Parameters<typeof memory.of>[0]) => memory.of({ ...account, port: 1 }) };
    const tried: string[][] = [];
    for (const password of ['wrong-one', 'wrong-one', 'wrong-two']) {
      const script = refusing([proof, proof], mechanisms('AUTH=PLAIN AUTH=LOGIN'));
      await expect(connect(script, { signIns, password })).rejects.toMatchObject({ failure: { code: 'authentication-refused' } });
      tried.push(script.logins);
    }
    expect(tried).toEqual([['PLAIN', 'LOGIN'], ['PLAIN'], ['PLAIN', 'LOGIN']]);
  });

  it('is not changed where the account names it, nor after a refusal that passes', async () => {
    const named = refusing([proof, proof], mechanisms('AUTH=CRAM-MD5 AUTH=PLAIN'));
    await expect(connect(named, { mechanism: 'CRAM-MD5' })).rejects.toMatchObject({ failure: { code: 'authentication-refused' } });
    expect(named.logins).toEqual(['CRAM-MD5']);
    const later = refusing([passing[0] ?? ''], mechanisms('AUTH=CRAM-MD5 AUTH=PLAIN'));
    await expect(connect(later)).rejects.toMatchObject({ failure: { code: 'login-put-off' } });
    expect(later.logins).toEqual(['CRAM-MD5']);
  });

  it.each([
    ['IMAP4rev1 STARTTLS LOGINDISABLED', 'encryption-required'],
    ['IMAP4rev1 AUTH=GSSAPI LOGINDISABLED', 'sign-in-not-offered'],
  ])('says what is known where nothing is offered that can be spoken: %s', async (capabilities, code) => {
    await expect(connect(refusing([], { capabilities }))).rejects.toMatchObject({ failure: { code, permanent: true } });
  });

  it.each([
    ['PLAIN is refused, USER is not', '', 'PLAIN LOGIN', ['AUTH PLAIN', 'USER']],
    ['CRAM-MD5 is refused', '', 'CRAM-MD5 PLAIN LOGIN', ['AUTH CRAM-MD5']],
    ['APOP is refused', ' <17.9@mail.example.test>', 'PLAIN LOGIN', ['APOP']],
    ['CRAM-MD5 and APOP are refused', ' <17.9@mail.example.test>', 'CRAM-MD5 PLAIN', ['AUTH CRAM-MD5', 'APOP']],
  ])('POP3 without TLS tries one more, too, but none that shows what the first hid: %s', async (_what, timestamp, sasl, expected) => {
    const asked: string[] = [];
    const server = await startScriptedServer(async (peer) => {
      peer.send(`+OK ready${timestamp}\r\n`);
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        if (line === 'CAPA') peer.send(`+OK\r\nUSER\r\nUIDL\r\nSASL ${sasl}\r\n.\r\n`);
        else if (/^(?:AUTH|APOP)/.test(line)) {
          asked.push(line.startsWith('APOP') ? 'APOP' : line);
          if (line.startsWith('AUTH')) {
            peer.send('+ PDEuMkBwcmFjdGljZS50ZXN0Pg==\r\n');
            await peer.line();
          }
          peer.send('-ERR [AUTH] Authentication failed.\r\n');
        } else {
          if (line.startsWith('USER')) asked.push('USER');
          peer.send('+OK\r\n');
        }
      }
    });
    onTestFinished(() => server.stop());
    const outcome = await connectPop3(peerFor({ port: server.port })).then(
      (connection) => connection.destroy(),
      (error: { failure: { code: string } }) => error.failure.code,
    );
    expect({ asked, outcome }).toEqual({ asked: expected, outcome: expected.includes('USER') ? undefined : 'authentication-refused' });
  });
});

describe('a port that says nothing', () => {
  it.each([
    ['IMAP', connectImap],
    ['POP3', connectPop3],
  ] as const)('%s: that it waits for TLS is said where it does, and not guessed', async (_name, connect) => {
    const mute = await startScriptedServer((peer) => peer.closed());
    onTestFinished(() => mute.stop());
    const { certificate, key } = await (await createCertificateAuthority()).issue();
    const waiting = createServer({ cert: certificate, key }, (socket) => socket.on('error', () => socket.destroy()));
    waiting.on('tlsClientError', () => undefined); // the probe closes in the middle of the handshake
    waiting.listen(0, '127.0.0.1');
    await once(waiting, 'listening');
    onTestFinished(() => void waiting.close());
    const { port } = waiting.address() as AddressInfo; // a TCP server's address is never a string
    for (const [at, code] of [
      [port, 'tls-expected'],
      [mute.port, 'connection-stalled'],
    ] as const) {
      const clock = createManualClock();
      const taps = createMemoryTaps();
      const opening = connect(peerFor({ port: at, security: 'starttls', clock, openTap: taps.openTap }));
      const outcome = opening.then(
        () => null,
        (error: { failure: unknown }) => error.failure,
      );
      await expect.poll(() => taps.taps[0]?.notes()).toContain('connected');
      await expect.poll(() => clock.pending()).toBeGreaterThan(1);
      clock.advance(10_000);
      await expect.poll(() => taps.taps.length).toBe(2);
      // A server that answers no handshake either is given up when its time is over.
      if (at === mute.port) clock.advance(20_000);
      expect(await outcome).toMatchObject({ code });
      expect(taps.taps[1]?.opening.purpose).toBe('evidence');
      expect(Buffer.concat(taps.taps.map((tap) => tap.bytes('client')))).toHaveLength(0);
    }
  });
});

describe('an account whose login is refused', () => {
  let profile: SyncProfile;
  afterEach(() => profile?.close());
  const state = () => profile.sync.states()[0];
  const start = async (script: MailboxScript, changes: Parameters<typeof openProfile>[0]['changes'] = {}) => {
    const server = await startScriptedMailbox(script);
    onTestFinished(() => server.stop());
    profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }), password: 'practice' }],
      ...(changes ? { changes } : {}),
    });
    await profile.sync.refreshAccounts();
  };

  it('for now is tried again by itself, ever more seldom, with the words of the server; then all is well', async () => {
    const clock = createManualClock();
    const line = passing[0] ?? '';
    const script = refusing([line, line, line]);
    await start(script, { clock });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const next = await profile.until(
        'a wait',
        () => script.logins.length === attempt && state()?.phase === 'waiting' && state()?.nextAttemptAt,
      );
      waits.push(next - clock.now());
      expect(state()?.failure).toMatchObject({ code: 'login-put-off', reply: expect.stringContaining('Too many simultaneous') });
      clock.advance(next - clock.now());
    }
    expect(waits).toEqual([7_500, 15_000, 30_000]);
    await profile.until('the mail', () => profile.reader.folderByPath('ana', 'INBOX')?.total === 3);
    await profile.until('rest', () => state()?.phase === 'idle' && state()?.failure === null);
  });

  it('without proof, with a password that has worked, also after a restart, goes on; one that never worked does not', async () => {
    const script = refusing([]);
    const lines = { now: [] as string[] };
    const server = await startScriptedMailbox({
      ...script,
      before: async ({ name, tag, peer }) => {
        const line = name === 'AUTHENTICATE' ? lines.now.shift() : undefined;
        if (line === undefined) return false;
        peer.send('+ \r\n');
        await peer.line();
        peer.send(`${tag} ${line}\r\n`);
        return true;
      },
    });
    onTestFinished(() => server.stop());
    const account = { id: 'ana', settings: accountOn({ port: server.port, username: 'ana' }) };
    const changes = { limits: { firstRetry: 1, firstLoginRetry: 1, longestLoginRetry: 2 } };
    profile = await openProfile({ accounts: [{ ...account, password: 'practice' }], changes });
    lines.now = [unproven];
    await profile.sync.refreshAccounts();
    await profile.until('the end', () => state()?.phase === 'failed');
    expect(state()?.failure).toMatchObject({ code: 'authentication-refused', permanent: false });
    profile.sync.syncNow('ana');
    await profile.until('rest', () => state()?.phase === 'idle');
    lines.now = Array.from({ length: 6 }, () => unproven);
    profile = await profile.reopen();
    await profile.sync.refreshAccounts();
    await profile.until('all of them refused', () => lines.now.length === 0);
    await profile.untilIdle();
  });

  it('with proof is not tried again, whatever worked before', async () => {
    await start(refusing([proof]), { limits: { firstRetry: 1, firstLoginRetry: 1 } });
    await profile.until('the end', () => state()?.phase === 'failed');
    expect(state()).toMatchObject({ nextAttemptAt: null, failure: { code: 'authentication-refused', permanent: true } });
  });
});

describe('a POP3 account whose server will not let it in until somebody does something', () => {
  it('is not asked for again and again', async () => {
    let logins = 0;
    const server = await startScriptedServer(async (peer) => {
      peer.send('+OK ready\r\n');
      for (let line = await peer.line(); line !== null; line = await peer.line()) {
        if (line.startsWith('PASS')) logins += 1;
        peer.send(
          line.startsWith('PASS')
            ? '-ERR [SYS/PERM] POP3 is switched off for you\r\n'
            : line.startsWith('USER')
              ? '+OK\r\n'
              : '-ERR what\r\n',
        );
      }
    });
    onTestFinished(() => server.stop());
    const profile = await openProfile({
      accounts: [{ id: 'ana', settings: accountOn({ protocol: 'pop3', port: server.port, username: 'ana' }), password: 'practice' }],
      changes: { limits: { firstRetry: 1, longestRetry: 1 } },
    });
    onTestFinished(() => profile.close());
    await profile.sync.refreshAccounts();
    const [state] = await profile.until(
      'the end',
      () => profile.sync.states().some(({ phase }) => phase === 'failed') && profile.sync.states(),
    );
    expect(state).toMatchObject({
      nextAttemptAt: null,
      failure: { code: 'sign-in-refused', reply: expect.stringContaining('switched off') },
    });
    expect(logins).toBe(1);
  });
});
