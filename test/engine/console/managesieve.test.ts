/** ManageSieve at servers that do what they like: counted strings everywhere, refusals in the middle, and where the password may go. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { openConsole } from './console-driver.ts';

const secret = 'kanarie-Zq7vXw';

describe('ManageSieve at a server that does what it likes', () => {
  let fixture: EngineFixture;
  let server: ScriptedServer | undefined;
  const serve = async (script: (connection: ScriptedConnection) => Promise<void>): Promise<ConsoleTarget> => {
    server = await startScriptedServer(script);
    return { kind: 'server', protocol: 'managesieve', host: '127.0.0.1', port: server.port, security: 'none' };
  };
  beforeEach(async () => {
    const login = { host: '127.0.0.1', username: 'ana', password: secret, security: 'none' } as const;
    fixture = await startEngineFixture({
      accounts: [
        {
          name: 'Ana',
          address: 'ana@example.test',
          incoming: { ...login, protocol: 'imap', port: 1 },
          outgoing: { ...login, port: 2 },
        },
      ],
      automatic: false,
    });
  });
  afterEach(async () => {
    await fixture.done();
    await server?.stop();
    server = undefined;
  });

  it('a reply is over when the counted text in it is, whatever the text looks like', async () => {
    const target = await serve(async (connection) => {
      connection.send('"IMPLEMENTATION" {7}\r\nOK "x"\n\r\nOK {7}\r\nNO "y"\n\r\n');
      await connection.line();
      connection.send('{9}\r\nOK "no"\r\n');
      connection.send('\r\nNO {4}\r\nOK\r\n');
      connection.send('\r\n');
      await connection.line();
      connection.send('OK\r\n');
      await connection.closed();
    });
    const console = await openConsole(fixture, target);
    await console.type('GETSCRIPT "one"');
    await console.type('NOOP');
    const { lines } = await console.recorded();
    const replies = lines.filter(({ direction, kind }) => direction === 'server' && kind === 'status');
    expect(replies.map(({ code, command }) => `${command} ${code}`)).toEqual(['GETSCRIPT NO', 'NOOP OK']);
    const [asked] = lines.filter(({ direction }) => direction === 'client');
    expect(lines.filter(({ answers }) => answers === asked?.index).map(({ kind }) => kind)).toEqual([
      'data',
      'literal',
      'data',
      'status',
      'literal',
      'data',
    ]);
  });

  it('counts a script, sends it at once, and goes on where it is refused', async () => {
    const target = await serve(async (connection) => {
      connection.send('OK "hello"\r\n');
      const announced = await connection.line();
      const bytes = await connection.take(Number(/\{(\d+)\+\}$/.exec(announced ?? '')?.[1]));
      connection.send(`NO (QUOTA/MAXSCRIPTS) ${JSON.stringify(bytes.toString('latin1').length)}\r\n`);
      await connection.line();
      await connection.line();
      connection.send('OK\r\n');
      await connection.closed();
    });
    const console = await openConsole(fixture, target);
    const { id } = console.state;
    expect(await fixture.client.call('console.sendLiteral', { id, line: 'PUTSCRIPT "é"', text: 'keep; # é\n' })).toMatchObject({
      ok: true,
    });
    await console.type('NOOP');
    expect((await console.lines()).slice(1)).toEqual([
      ...['C: PUTSCRIPT "é" {12+}', 'C: keep; # é', 'C: ', 'S: NO (QUOTA/MAXSCRIPTS) 12', 'C: NOOP', 'S: OK'],
    ]);
  });

  it('takes the password of a mailbox to this port only when the user says so, and masks it in both of its forms', async () => {
    const received: string[] = [];
    const target = await serve(async (connection) => {
      connection.send('"SASL" "PLAIN"\r\nOK\r\n');
      for (let line = await connection.line(); line !== null; line = await connection.line()) {
        received.push(line);
        if (/^AUTHENTICATE/.test(line)) connection.send('""\r\n');
        else connection.send('NO "wrong"\r\n');
      }
    });
    const console = await openConsole(fixture, target);
    expect(console.state.signIns).toMatchObject([{ side: 'incoming', isAllowed: true, otherPort: 1 }]);
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    const call = { id: console.state.id, accountId: account?.id ?? '', mechanism: 'PLAIN' } as const;
    for (const side of ['incoming', 'outgoing'] as const)
      expect(await fixture.client.call('console.authenticate', { ...call, side })).toMatchObject({
        ok: false,
        failure: { code: 'password-bound' },
      });
    expect(await fixture.client.call('console.authenticate', { ...call, side: 'outgoing', isPortMeant: true })).toMatchObject({
      ok: false,
    });
    expect(received).toEqual([]);
    expect(await fixture.client.call('console.authenticate', { ...call, side: 'incoming', isPortMeant: true })).toEqual({
      ok: true,
      value: { accepted: false },
    });
    expect(received).toEqual(['AUTHENTICATE "PLAIN"', `"${Buffer.from(`\0ana\0${secret}`).toString('base64')}"`]);
    // Said once, it holds while the program runs.
    expect(await fixture.client.call('console.authenticate', { ...call, side: 'incoming' })).toMatchObject({ ok: true });
    const { lines } = await console.recorded();
    expect(
      lines.filter(({ kind }) => kind === 'response').map(({ decoded, masked }) => [decoded?.startsWith('ana'), masked.length]),
    ).toEqual([
      [true, 1],
      [true, 1],
    ]);
    expect(JSON.stringify(lines)).not.toContain(Buffer.from(secret).toString('base64').slice(4, 12));
  });
});
