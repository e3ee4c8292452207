/** The practice server's side of a connection, beside the client's: exact to the octet, masked, and in nobody's way. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger, silentLogger } from '../../electron/base/logger.ts';
import type { Line, Session } from '../../electron/contract/transcript.ts';
import { createServerSide } from '../../electron/engine/transcript/server-side.ts';
import type { Transcript } from '../../electron/engine/transcript/transcript-interface.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { findCanary, scanFolder } from '../support/material/canaries.ts';
import { type ConsoleDriver, openConsole } from './console/console-driver.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** The password, as it crosses. */
const canary = { name: 'practice', secret: base64('practice') };

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await startEngineFixture({ practice: true });
});
afterAll(() => fixture?.done());

const openAt = async (protocol: 'smtp' | 'imap', security: 'none' | 'starttls') => {
  const { smtpPort, imapPort } = unwrap(await fixture.client.call('practice.state', {}));
  const port = (protocol === 'smtp' ? smtpPort : imapPort) ?? 0;
  return openConsole(fixture, { kind: 'server', protocol, host: '127.0.0.1', port, security });
};
const linesOf = async (session: string) => unwrap(await fixture.client.call('transcript.lines', { session, from: 0, limit: 2_000 })).lines;
/** All octets of a direction, and which of them are masked. */
async function stream(lines: readonly Line[], direction: 'client' | 'server') {
  const ofIt = lines.filter((line) => line.direction === direction);
  const pieces: Buffer[] = [];
  for (const line of ofIt) {
    const { url } = unwrap(await fixture.client.call('transcript.bytes', { session: line.session, index: line.index }));
    const { stream: bytes } = unwrap(await fixture.engine.openBytes(url.replace(/^bytes\//, '')));
    pieces.push(Buffer.from(await new Response(bytes).arrayBuffer()));
  }
  const masked = ofIt.flatMap((line) => line.masked.map(({ offset, length }) => [line.offset + offset, length]));
  return { text: Buffer.concat(pieces).toString('latin1'), masked };
}
/** The server's session, when it is over. */
const sideOf = (session: string) =>
  fixture.until(
    'the server’s side',
    async () => {
      const side = unwrap(await fixture.client.call('practice.serverSide', { session })).session;
      return side?.state === 'done' ? side : null;
    },
    60_000,
  );
async function compare(console: ConsoleDriver): Promise<Session> {
  const client = (await console.ended()).id;
  const side = await sideOf(client);
  const [here, there] = [await linesOf(client), await linesOf(side.id)];
  for (const direction of ['client', 'server'] as const) expect(await stream(there, direction)).toEqual(await stream(here, direction));
  // In the order in which they crossed.
  const order = (lines: readonly Line[]) =>
    lines.filter(({ direction }) => direction !== 'note').map(({ direction, kind, code }) => `${direction} ${kind} ${code}`);
  expect(order(there)).toEqual(order(here));
  return side;
}

it('is what the client recorded, to the octet, with the same secrets masked', async () => {
  const console = await openAt('smtp', 'none');
  const typed = [
    'EHLO desk',
    'AUTH LOGIN',
    base64('ana'),
    canary.secret,
    'MAIL FROM:<ana@practice.test>',
    'RCPT TO:<ben@practice.test>',
    'DATA',
  ];
  for (const line of [...typed, 'Subject: both sides', '', '..stuffed', '.', 'QUIT']) await console.type(line);
  const side = await compare(console);
  expect(side).toMatchObject({ protocol: 'smtp', purpose: 'served', tls: null });
  const masked = (await linesOf(side.id)).filter((line) => line.masked.length > 0);
  expect(masked.map(({ direction }) => direction)).toEqual(['client']);
});

it('is inside TLS what the server read and wrote there', async () => {
  const console = await openAt('imap', 'starttls');
  for (const line of ['a1 LOGIN ana practice', 'a2 SELECT INBOX', 'a3 FETCH 1 BODY[]', 'a4 LOGOUT']) await console.type(line);
  expect((await compare(console)).tls).toMatch(/^TLSv1\.3 /);
});

it('stands in no list, and is no secret’s way out', async () => {
  const sessions = unwrap(await fixture.client.call('transcript.sessions', {}));
  expect(sessions.filter(({ purpose }) => purpose === 'served')).toEqual([]);
  expect(findCanary(Buffer.from(JSON.stringify(fixture.events)), [canary])).toEqual([]);
  const elsewhere = await fixture.client.call('practice.serverSide', { session: 'none' });
  expect(elsewhere).toMatchObject({ ok: false, failure: { code: 'not-found' } });
});

it('goes when the session goes, and with the program', async () => {
  const console = await openAt('smtp', 'none');
  for (const line of ['EHLO desk', 'QUIT']) await console.type(line);
  const side = await compare(console);
  const { id } = await console.ended();
  // The session is over before its file is closed.
  await fixture.until('it can be removed', async () => (await fixture.client.call('transcript.remove', { session: id })).ok, 60_000);
  expect(await fixture.client.call('transcript.lines', { session: side.id, from: 0, limit: 10 })).toMatchObject({
    failure: { code: 'not-found' },
  });
  await fixture.close();
  expect(existsSync(join(fixture.folder, 'practice'))).toBe(false);
  expect(await scanFolder(fixture.folder, [canary])).toEqual([]);
});

it('of a program that was killed is gone at the next start, also where nothing connects to a practice server', async () => {
  const killed = join(fixture.folder, 'practice', 'transcript');
  mkdirSync(killed, { recursive: true });
  writeFileSync(join(killed, '20261129-093000-smtp-0k3f9a2.0000.jsonl'), '{"type":"session"}\n');
  const again = await startEngineFixture({ folder: fixture.folder, automatic: false });
  try {
    expect(existsSync(join(fixture.folder, 'practice'))).toBe(false);
  } finally {
    await again.close();
  }
});

it('that cannot be removed keeps nobody from starting or ending, and is said in the log', async () => {
  const logged: string[] = [];
  const side = createServerSide({
    ...{ dataFolder: '/nowhere', host: '127.0.0.1', emit() {} },
    removeFolder(path) {
      throw Object.assign(new Error('refused'), { code: 'EBUSY', path });
    },
    clock: { now: () => 0, after: () => () => {} },
    logger: createLogger('practice', ({ level, text }) => logged.push(`${level} ${text}`)),
    lines: async () => ({ ok: true, value: { lines: [] } }) as never, // of a page, what is looked at
    create: () => ({ open: () => ({ session: 'served', secret() {} }), close: async () => {} }) as unknown as Transcript,
  });
  side.open({ protocol: 'smtp', port: 2_025, clientPort: 5_000, secrets: [] });
  await side.close();
  const refused = `warning what the practice server recorded could not be removed: EBUSY ${join('/nowhere', 'practice')}`;
  expect(logged).toEqual([refused, refused]);
});

it('is of the session of its own time, not of an old one from the same port', async () => {
  const now = Date.UTC(2026, 5, 1);
  const connected = [{ note: { key: 'connected', parameters: { localPort: 5_000 } } }];
  const recording = { open: () => ({ session: 'served', secret() {} }), session: async (id: string) => ({ id }) };
  const side = createServerSide({
    ...{ dataFolder: '/nowhere', host: '127.0.0.1', removeFolder() {}, emit() {} },
    clock: { now: () => now, after: () => () => {} },
    logger: silentLogger,
    lines: async () => ({ ok: true, value: { lines: connected } }) as never, // of a page, what is looked at
    create: () => recording as unknown as Transcript,
  });
  side.open({ protocol: 'smtp', port: 2_025, clientPort: 5_000, secrets: [] });
  const session = { id: 'client', host: '127.0.0.1', port: 2_025, startedAt: now - 20 } as Session;
  expect(await side.of(session)).toEqual({ id: 'served' });
  expect(await side.of({ ...session, startedAt: now - 5 * 86_400_000 })).toBe(null);
});
