/** ManageSieve typed by hand at Dovecot's own, with every line recorded, masked and explained. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { findCanary } from '../../support/material/canaries.ts';
import { type ConsoleDriver, openConsole } from './console-driver.ts';
import { playOn } from './script-player.ts';

const secret = 'kanarie-Zq7vXw';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describeWithServers(['dovecot', 'dovecot-managesieved'], 'the console at the ManageSieve of Dovecot', () => {
  let server: DovecotServer;
  let fixture: EngineFixture;
  const target = (security: 'none' | 'starttls' = 'none'): ConsoleTarget => ({
    kind: 'server',
    ...{ protocol: 'managesieve', host: server.host, port: server.ports.sieve, security },
  });
  beforeAll(async () => {
    server = await startDovecot({ users: [{ name: 'ana', password: secret }], sieve: true });
    const login = { host: server.host, username: 'ana', password: secret };
    fixture = await startEngineFixture({
      accounts: [
        {
          name: 'Ana',
          address: 'ana@example.test',
          incoming: { ...login, security: 'tls', protocol: 'imap', port: server.ports.imaps },
          outgoing: { ...login, security: 'none', port: 1 },
        },
      ],
      trustedCertificates: [server.trustedCertificate],
      automatic: false,
    });
  });
  afterAll(async () => {
    await fixture?.done();
    await server?.stop();
  });

  const recordedOf = async (console: ConsoleDriver) => {
    const { lines } = await console.recorded();
    const unexplained = lines.filter(({ direction, explanation }) => direction !== 'note' && explanation === null);
    expect(unexplained).toEqual([]);
    const keys = lines.flatMap(({ direction, explanation }) => (direction === 'note' ? [] : [explanation?.key ?? '']));
    expect(keys.filter((key) => key.endsWith('.other'))).toEqual([]);
    expect(findCanary(Buffer.from((await console.lines()).join('\n')), [{ name: 'ana', secret }])).toEqual([]);
    return { lines, keys };
  };
  const account = async () => unwrap(await fixture.client.call('accounts.list', {}))[0]?.id ?? '';

  it('does everything by hand: TLS, sign-in, scripts with counted octets, and the end', async () => {
    const console = await openConsole(fixture, target());
    const { id } = console.state;
    for (const line of ['CAPABILITY', 'STARTTLS', 'NOOP "inside"', `AUTHENTICATE "PLAIN" "${base64(`\0ana\0${secret}`)}"`])
      await console.type(line);
    const put = (line: string, text: string) => fixture.client.call('console.sendLiteral', { id, line, text });
    expect(await put('PUTSCRIPT "main"', 'require "fileinto";\nif header :contains "subject" "ñ" { fileinto "Junk"; }\n')).toEqual({
      ok: true,
      value: { sent: true },
    });
    await put('CHECKSCRIPT', 'fileinto "x";\n');
    for (const line of ['HAVESPACE "main" 999999', 'SETACTIVE "main"', 'LISTSCRIPTS', 'GETSCRIPT "main"', 'DELETESCRIPT "main"'])
      await console.type(line);
    for (const line of ['RENAMESCRIPT "main" "other"', 'SETACTIVE ""', 'GETSCRIPT "main"', 'EHLO me', 'LOGOUT']) await console.type(line);
    const session = await console.ended();
    expect([session.state, session.protocol, session.tls?.includes('TLSv1.3')]).toEqual(['done', 'managesieve', true]);
    const { lines, keys } = await recordedOf(console);
    const said = (await console.lines()).filter((line) => /^S: (?:OK|NO|BYE)/.test(line)).map((line) => line.slice(3, 5));
    expect(said.join(' ')).toBe('OK OK OK OK OK OK OK NO NO OK OK OK NO OK OK NO NO OK');
    for (const key of ['greeting', 'OK.STARTTLS', 'code.TAG', 'OK.AUTHENTICATE', 'OK.PUTSCRIPT', 'NO.CHECKSCRIPT', 'code.QUOTA/MAXSIZE'])
      expect(keys).toContain(`managesieve.${key}`);
    for (const key of ['data.script.active', 'literal.script', 'data.length', 'code.ACTIVE', 'code.NONEXISTENT', 'NO.foreign', 'OK.LOGOUT'])
      expect(keys).toContain(`managesieve.${key}`);
    // What the server says again inside TLS is its greeting, and every reply stands with its command.
    expect(keys.filter((key) => key === 'managesieve.greeting')).toHaveLength(2);
    const command = lines.find(({ command: name }) => name === 'SETACTIVE');
    expect(lines.find(({ answers }) => answers === command?.index)?.code).toBe('OK');
    expect(lines.find(({ masked }) => masked.length > 0)?.decoded).toMatch(/^ana/);
  });

  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256'] as const)(
    'plays %s with the password of the account, once the user says so',
    async (mechanism) => {
      const fresh = await openConsole(fixture, target('starttls'));
      const call = { id: fresh.state.id, accountId: await account(), side: 'incoming', mechanism } as const;
      expect(fresh.state.signIns).toMatchObject([{ accountName: 'Ana', isAllowed: true }]);
      expect(await fixture.client.call('console.authenticate', { ...call, isPortMeant: true })).toEqual({
        ok: true,
        value: { accepted: true },
      });
      await fresh.type('LOGOUT');
      await fresh.ended();
      await recordedOf(fresh);
    },
  );

  it('what is shared of a session names neither user nor host nor password', async () => {
    const console = await openConsole(fixture, target());
    for (const line of ['STARTTLS', `AUTHENTICATE "PLAIN" "${base64(`\0ana\0${secret}`)}"`, 'CAPABILITY', 'LOGOUT'])
      await console.type(line);
    await console.ended();
    for (const format of ['text', 'jsonl', 'html'] as const) {
      const file = unwrap(await fixture.client.call('transcript.export', { sessions: [console.state.session], format }));
      const opened = unwrap(await fixture.engine.openBytes(file.url.replace(/^bytes\//, '')));
      const parts: Uint8Array[] = [];
      for await (const part of opened.stream) parts.push(part);
      const text = Buffer.concat(parts).toString();
      const bytes =
        format === 'jsonl'
          ? text.split('\n').flatMap((line) => (line === '' ? [] : [Buffer.from(JSON.parse(line).bytes ?? '', 'base64').toString()]))
          : [];
      const shown = `${text}\n${bytes.join('')}`;
      expect(shown).toContain('AUTHENTICATE');
      expect(shown).not.toContain(server.host);
      expect(shown).not.toMatch(/"OWNER" "ana"|\bana\b/i);
      // The name within the base64 of the sign-in is replaced too.
      for (const [word] of shown.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g))
        expect(Buffer.from(word, 'base64').toString('latin1')).not.toMatch(/\0ana\0/);
      expect(findCanary(Buffer.from(shown), [{ name: 'ana', secret }])).toEqual([]);
    }
  });

  it('a copied session plays again as a script', async () => {
    const first = await openConsole(fixture, target());
    for (const line of ['STARTTLS', 'AUTHENTICATE "PLAIN"', `"${base64(`\0ana\0${secret}`)}"`]) await first.type(line);
    await fixture.client.call('console.sendLiteral', { id: first.state.id, line: 'PUTSCRIPT "copied"', text: 'keep;\n' });
    for (const line of ['DELETESCRIPT "copied"', 'DELETESCRIPT "copied"', 'LOGOUT']) await first.type(line);
    await first.ended();
    const copied = async ({ state }: ConsoleDriver) => {
      const { commands } = unwrap(await fixture.client.call('transcript.copyAs', { session: state.session }));
      return commands.find(({ form }) => form === 'console')?.text ?? '';
    };
    const script = await copied(first);
    expect(script.split('\n').filter((line) => line !== '')).toEqual([
      `connect sieve://${server.host}:${server.ports.sieve}`,
      'S: OK...',
      ...['C: STARTTLS', 'S: OK...', 'tls', 'sign in AUTHENTICATE PLAIN as ana', 'S: OK...'],
      ...['C: PUTSCRIPT "copied" {7+}', 'C: keep;', 'C:', 'S: OK...', 'C: DELETESCRIPT "copied"', 'S: OK...'],
      ...['C: DELETESCRIPT "copied"', 'S: NO (NONEXISTENT...', 'C: LOGOUT', 'S: OK...', 'closed'],
    ]);
    const again = await openConsole(fixture, target());
    const authenticate = { id: again.state.id, accountId: await account(), side: 'incoming', mechanism: 'PLAIN' } as const;
    // The mailbox was used with TLS: the password does not go there in the clear, whatever the user says.
    expect(await fixture.client.call('console.authenticate', { ...authenticate, isPortMeant: true })).toMatchObject({
      failure: { code: 'password-bound' },
    });
    expect(await playOn(fixture, again, script)).toEqual({ kind: 'done' });
    expect(await copied(again)).toBe(script);
  });
});
