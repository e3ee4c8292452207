import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { createTravellingClock } from '../../support/travelling-clock.ts';
import { openConsole } from './console-driver.ts';

describe('the console at a server that does what it likes', () => {
  let fixture: EngineFixture;
  let server: ScriptedServer | undefined;
  const serve = async (script: (connection: ScriptedConnection) => Promise<void>): Promise<number> => {
    server = await startScriptedServer(script);
    return server.port;
  };
  const at = (protocol: 'smtp' | 'imap' | 'pop3' | 'raw', port: number, security: 'none' | 'starttls' | 'tls' = 'none'): ConsoleTarget => ({
    kind: 'server',
    ...{ protocol, host: '127.0.0.1', port, security },
  });

  beforeEach(async () => {
    fixture = await startEngineFixture({ automatic: false });
  });
  afterEach(async () => {
    await fixture.done();
    await server?.stop();
    server = undefined;
  });

  it('refuses what comes behind the answer to STARTTLS', async () => {
    const port = await serve(async (connection) => {
      connection.send('220 hello\r\n');
      await connection.line();
      connection.send('220 go ahead\r\n250 planted\r\n');
      await connection.closed();
    });
    const console = await openConsole(fixture, at('smtp', port));
    await console.type('STARTTLS');
    const session = await console.ended();
    expect(session.failure).toMatchObject({ code: 'data-before-tls', command: 'STARTTLS' });
    expect(server?.connections[0]?.received.map(String)).toEqual(['STARTTLS\r\n']);
  });

  it('goes on in the clear where STARTTLS is refused, and not where TLS was required', async () => {
    const port = await serve(async (connection) => {
      connection.send('220 hello\r\n');
      for (let line = await connection.line(); line !== null; line = await connection.line())
        connection.send(line === 'STARTTLS' ? '454 4.7.0 not now\r\n' : '250 yes\r\n');
    });
    const console = await openConsole(fixture, at('smtp', port));
    for (const line of ['STARTTLS', 'NOOP']) await console.type(line);
    expect(await console.lines()).toEqual(['S: 220 hello', 'C: STARTTLS', 'S: 454 4.7.0 not now', 'C: NOOP', 'S: 250 yes']);
    expect(await fixture.client.call('console.open', { id: 'required', target: at('smtp', port, 'starttls') })).toMatchObject({
      failure: { code: 'starttls-refused', reply: '454 4.7.0 not now' },
    });
  });

  it('shows a certificate that it refuses, so that it can be trusted', async () => {
    const authority = await createCertificateAuthority();
    const certificate = await authority.issue();
    const port = await serve(async (connection) => {
      connection.send('+OK hello\r\n');
      await connection.line();
      connection.send('+OK begin\r\n');
      await connection.startTls(certificate);
      while ((await connection.line()) !== null) connection.send('+OK inside\r\n');
    });
    const refused = await openConsole(fixture, at('pop3', port));
    await refused.type('STLS');
    expect((await refused.ended()).failure?.code).toBe('certificate-untrusted');
    const state = fixture.events
      .filter(({ name }) => name === 'console.changed')
      .map(({ value }) => value)
      .at(-1);
    expect(state).toMatchObject({ state: 'closed', refusedCertificate: { names: expect.arrayContaining(['localhost']) } });
    const { fingerprint } = (state as { refusedCertificate: { fingerprint: string } }).refusedCertificate;
    unwrap(await fixture.client.call('accounts.trustCertificate', { host: '127.0.0.1', port, fingerprint }));
    const trusted = await openConsole(fixture, at('pop3', port));
    for (const line of ['STLS', 'NOOP']) await trusted.type(line);
    expect((await trusted.lines()).at(-1)).toBe('S: +OK inside');
  });

  it('counts a literal, and sends it only where the server consents', async () => {
    const port = await serve(async (connection) => {
      connection.send('* OK hello\r\n');
      const announced = await connection.line();
      connection.send('+ go on\r\n');
      const bytes = await connection.take(Number(/\{(\d+)\}$/.exec(announced ?? '')?.[1]));
      connection.send(`* OK got ${JSON.stringify(bytes.toString())}\r\n`);
      await connection.line();
      connection.send('a1 OK done\r\n');
      await connection.line();
      connection.send('a2 NO [TRYCREATE] no\r\n');
      await connection.closed();
    });
    const console = await openConsole(fixture, at('imap', port));
    const { id } = console.state;
    const send = (line: string, text: string) => fixture.client.call('console.sendLiteral', { id, line, text });
    expect(await send('a1 APPEND INBOX', 'é\n.\n')).toEqual({ ok: true, value: { sent: true } });
    expect(await send('a2 APPEND Nowhere', 'text')).toEqual({ ok: true, value: { sent: false } });
    expect((await console.lines()).filter((line) => line.startsWith('C:'))).toEqual([
      'C: a1 APPEND INBOX {7}',
      'C: é\r\n.',
      'C: ',
      'C: a2 APPEND Nowhere {6}',
    ]);
  });

  it('a line of the server that looks like a reply inside a literal is none', async () => {
    const port = await serve(async (connection) => {
      connection.send('* OK hello\r\n');
      await connection.line();
      connection.send('* 1 FETCH (BODY[] {16}\r\na1 OK not this\r\n)\r\n');
      connection.send('a1 OK this\r\n');
      await connection.closed();
    });
    const console = await openConsole(fixture, at('imap', port));
    await console.type('a1 FETCH 1 BODY[]');
    expect((await console.lines()).at(-1)).toBe('S: a1 OK this');
  });

  it('says how a connection ended: lost, or as it was asked to', async () => {
    const port = await serve(async (connection) => {
      connection.send('220 hello\r\n');
      if ((await connection.line()) === 'QUIT') connection.send('221 bye\r\n');
      connection.close();
    });
    const lost = await openConsole(fixture, at('smtp', port));
    await lost.type('NOOP');
    expect((await lost.ended()).failure?.code).toBe('connection-lost');
    expect(await fixture.client.call('console.send', { id: lost.state.id, line: 'NOOP' })).toMatchObject({ ok: false });
    const asked = await openConsole(fixture, at('smtp', port));
    await asked.type('QUIT');
    expect((await asked.ended()).state).toBe('done');
    expect(await fixture.client.call('console.open', { id: 'nowhere', target: at('smtp', 1) })).toMatchObject({
      failure: { code: 'connection-refused', port: 1 },
    });
  });

  it('closes one on which nobody says anything for half an hour', async () => {
    const port = await serve(async (connection) => {
      connection.send('220 hello\r\n');
      while ((await connection.line()) !== null) connection.send('250 yes\r\n');
    });
    const clock = createTravellingClock();
    const patient = await startEngineFixture({ automatic: false, replaced: { clock } });
    try {
      const console = await openConsole(patient, at('smtp', port));
      await console.type('NOOP');
      clock.advance(20 * 60_000);
      await console.type('NOOP');
      clock.advance(20 * 60_000);
      expect((await console.recorded()).session.state).toBe('open');
      clock.advance(20 * 60_000);
      expect((await console.ended()).failure).toMatchObject({ code: 'console-idle', detail: { minutes: 30 } });
    } finally {
      await patient.done();
    }
  });

  it('gives up connecting when it is closed meanwhile', async () => {
    const port = await serve(async (connection) => {
      await connection.closed();
    });
    const opening = fixture.client.call('console.open', { id: 'given-up', target: at('smtp', port, 'starttls') });
    await fixture.until('the connection', async () => server?.connections.length === 1);
    await fixture.client.call('console.close', { id: 'given-up' });
    expect(await opening).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(unwrap(await fixture.client.call('console.list', {}))).toEqual([]);
  });

  it('keeps eight consoles at most', async () => {
    const port = await serve(async (connection) => {
      await connection.closed();
    });
    for (let count = 0; count < 8; count += 1) await openConsole(fixture, at('raw', port));
    expect(await fixture.client.call('console.open', { id: 'ninth', target: at('raw', port) })).toMatchObject({
      failure: { code: 'too-many-consoles' },
    });
    const open = unwrap(await fixture.client.call('console.list', {}));
    expect(open.length).toBe(8);
    unwrap(await fixture.client.call('console.close', { id: open[0]?.id ?? '' }));
    await openConsole(fixture, at('raw', port));
  });
});
