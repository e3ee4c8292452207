/** The practice server at ports that stay the same, and what is said where one of them is taken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { openConsole } from './console/console-driver.ts';

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await startEngineFixture();
});
afterAll(() => fixture?.done());

const state = async () => unwrap(await fixture.client.call('practice.state', {}));

/** Takes a port. The first one that the server tries is that for sending: no other can be in the way before it. */
async function occupy(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port < 60_000 ? address.port : occupy();
}

/** Starts it at ports that nobody else has: somebody may take one at any moment, and then others are tried. */
async function startFixed(): Promise<number> {
  for (let ports = 21_000; ports < 60_000; ports += 1_000) {
    const started = await fixture.client.call('practice.start', { ports });
    if (started.ok) return ports;
    expect(started.failure.code).toBe('port-taken');
  }
  throw new Error('no room for a practice server');
}

const at = (protocol: 'smtp' | 'imap', port: number) =>
  openConsole(fixture, { kind: 'server', protocol, host: '127.0.0.1', port, security: 'none' });

/** Sends a message by hand. */
async function sendAs(user: string, port: number, to: readonly string[]): Promise<void> {
  const smtp = await at('smtp', port);
  const initial = Buffer.from(`\0${user}\0practice`).toString('base64');
  const commands = [
    'EHLO me',
    `AUTH PLAIN ${initial}`,
    `MAIL FROM:<${user}@practice.test>`,
    ...to.map((each) => `RCPT TO:<${each}>`),
    'DATA',
  ];
  for (const line of commands) await smtp.type(line);
  unwrap(await fixture.client.call('console.sendMessage', { id: smtp.state.id, text: 'Subject: kept\n\nStill here.\n', stuffing: true }));
  await smtp.type('QUIT');
  expect((await smtp.lines()).join('\n')).toContain('250 2.0.0 Ok: queued as');
}

/** How an inbox stands. */
async function inboxOf(user: string, port: number): Promise<{ count: number; said: readonly string[] }> {
  const imap = await at('imap', port);
  for (const line of [`a LOGIN ${user} practice`, 'b SELECT INBOX', 'c UID SEARCH ALL', 'd LOGOUT']) await imap.type(line);
  const said = (await imap.lines()).filter((line) => line.startsWith('S: * ') && !line.includes('BYE') && !line.includes('RECENT'));
  return { count: Number(/^S: \* (\d+) EXISTS$/m.exec(said.join('\n'))?.[1]), said };
}

it('says which port is taken, and runs nowhere then', async () => {
  const taken = await occupy();
  expect(await fixture.client.call('practice.start', { ports: taken - 587 })).toMatchObject({
    failure: { code: 'port-taken', detail: { port: taken } },
  });
  expect(await state()).toMatchObject({ running: false, ports: null, imapPort: null });
  expect(unwrap(await fixture.client.call('accounts.list', {}))).toEqual([]);
});

it('listens where it was asked to, and stays there while another place is not to be had', async () => {
  const ports = await startFixed();
  const there = {
    running: true,
    ...{ ports, smtpPort: ports + 587, imapPort: ports + 143, pop3Port: ports + 110 },
    ...{ mxPort: ports + 25, lenientPort: ports + 26, strippedPort: ports + 588, shellPort: ports + 23, dnsPort: ports + 53 },
    failure: null,
  };
  expect(await state()).toEqual(there);
  expect(unwrap(await fixture.client.call('application.preferences', {})).practicePorts).toBe(ports);
  const secure = await openConsole(fixture, { kind: 'server', protocol: 'imap', host: '127.0.0.1', port: ports + 993, security: 'tls' });
  await secure.close();

  const taken = await occupy();
  expect(await fixture.client.call('practice.start', { ports: taken - 587 })).toMatchObject({ failure: { code: 'port-taken' } });
  expect(await state()).toEqual(there);
  // Asked for again as it is: nothing happens, and the mail stays.
  const console = await openConsole(fixture, { kind: 'server', protocol: 'smtp', host: '127.0.0.1', port: ports + 25, security: 'none' });
  unwrap(await fixture.client.call('practice.start', {}));
  await console.type('NOOP');
  expect((await console.lines()).at(-1)).toMatch(/^S: 250/);
});

it('is started again at other ports, with an account that follows it', async () => {
  const before = await state();
  unwrap(await fixture.client.call('practice.start', { ports: null }));
  const after = await state();
  expect(after).toMatchObject({ running: true, ports: null });
  expect(after.imapPort).not.toBe(before.imapPort);
  expect(unwrap(await fixture.client.call('application.preferences', {})).practicePorts).toBe(null);
  const [account, ...others] = unwrap(await fixture.client.call('accounts.list', {}));
  expect(others).toEqual([]);
  expect(account?.settings).toMatchObject({ incoming: { port: after.imapPort }, outgoing: { port: after.smtpPort } });
  await fixture.until(
    'its mail',
    async () => {
      const inbox = await fixture.folderOf('Practice', 'inbox').catch(() => null);
      return inbox && (await fixture.rows(inbox.id)).length > 5;
    },
    60_000,
  );
  expect(unwrap(await fixture.client.call('practice.start', {})).accountId).toBe(account?.id);
  expect((await state()).imapPort).toBe(after.imapPort);
});

it('has a shell whose lines are read in full, although its password is a word of them', async () => {
  unwrap(await fixture.client.call('practice.start', { ports: null }));
  const { shellPort } = await state();
  const target = { kind: 'server', protocol: 'raw', host: '127.0.0.1', port: shellPort ?? 0, security: 'none' } as const;
  const shell = await openConsole(fixture, target);
  await shell.type('hostname');
  await fixture.until('the answer', async () => (await shell.lines()).includes('S: practice.test'), 60_000);
  await shell.type('exit');
  await shell.ended();
});

it('moves to ports of which it has some itself, and back where it does not get the others', async () => {
  // One further: the ports of its two servers for incoming mail, and of two for sending, overlap.
  for (;;) {
    const ports = await startFixed();
    const moved = await fixture.client.call('practice.start', { ports: ports + 1 });
    const own = [25, 26, 53, 110, 143, 465, 587, 588, 993, 995].map((port) => ports + port);
    // Somebody may take a port at any moment: then others are tried.
    if (!moved.ok) {
      expect(own).not.toContain(moved.failure.detail?.port);
      unwrap(await fixture.client.call('practice.start', { ports: null }));
      continue;
    }
    expect(await state()).toMatchObject({ running: true, ports: ports + 1, lenientPort: ports + 27 });
    break;
  }
  for (;;) {
    const taken = await occupy();
    const near = taken - 586;
    if (!(await fixture.client.call('practice.start', { ports: near })).ok) continue;
    await sendAs('ana', near + 587, ['rui@practice.test', 'ana@no-mx.test']);
    const before = { queue: unwrap(await fixture.client.call('practice.queue', {})), rui: await inboxOf('rui', near + 143) };
    expect(before.queue.waiting).toContain('ana@no-mx.test');
    expect(await fixture.client.call('practice.start', { ports: near - 1 })).toMatchObject({
      failure: { code: 'port-taken', detail: { port: taken } },
    });
    expect(await state()).toMatchObject({ running: true, ports: near, smtpPort: near + 587 });
    // With the mail that it had, by the same UIDs, and the queue; both go on.
    expect({ queue: unwrap(await fixture.client.call('practice.queue', {})), rui: await inboxOf('rui', near + 143) }).toEqual(before);
    await sendAs('ana', near + 587, ['rui@practice.test']);
    expect((await inboxOf('rui', near + 143)).count).toBe(before.rui.count + 1);
    expect(
      unwrap(await fixture.client.call('practice.flush', {}))
        .log.split('\n')
        .at(-2),
    ).toContain('to=<ana@no-mx.test>');
    expect(unwrap(await fixture.client.call('application.preferences', {})).practicePorts).toBe(near);
    break;
  }
}, 120_000);

it('asked for twice at once, it runs where it was asked to last, and that is what is kept', async () => {
  const ports = await startFixed();
  unwrap(await fixture.client.call('practice.start', { ports: null }));
  const asked = [ports, ports + 500];
  const answers = await Promise.all(asked.map((each) => fixture.client.call('practice.start', { ports: each })));
  const { ports: now } = await state();
  expect(unwrap(await fixture.client.call('application.preferences', {})).practicePorts).toBe(now);
  // Somebody else may have one of the ports.
  if (answers[1]?.ok) expect(now).toBe(asked[1]);
}, 120_000);

it('begins without it where the ports of the last time are taken, says so, and forgets it when it runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-ports-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const taken = await occupy();
  const first = await startEngineFixture({ folder });
  unwrap(await first.client.call('application.setPreferences', { practicePorts: taken - 587 }));
  await first.close();
  const second = await startEngineFixture({ folder, practice: true });
  onTestFinished(() => second.close());
  const now = async () => unwrap(await second.client.call('practice.state', {}));
  expect(await now()).toMatchObject({ running: false, failure: { code: 'port-taken', detail: { port: taken } } });
  unwrap(await second.client.call('practice.start', { ports: null }));
  expect(await now()).toMatchObject({ running: true, failure: null });
}, 120_000);
