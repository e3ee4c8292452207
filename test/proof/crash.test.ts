/**
 * The program is killed without warning (SIGKILL) while a relay holds the wire at a chosen byte, so that it is known to be alive and in
 * the middle of things; then it runs again, and what it has is compared with what lies in the server's own files.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openReader } from '../../electron/engine/cache/reader.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot.ts';
import { type MailHost, startMailHost } from '../servers/mail-host.ts';
import { startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { generateMailbox } from '../support/mailbox-generator.ts';
import { type FaultRelay, startFaultRelay } from '../support/relay/fault-relay.ts';
import type { Fault } from '../support/relay/faults.ts';

const program = fileURLToPath(new URL('../../electron/terminal/main.ts', import.meta.url));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The program as a user starts it from a shell. */
function start(args: readonly string[], input = ''): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin?.end(input);
  return child;
}

/** Kills it once `moment` has come; fails when it has ended by itself before. */
async function killAt(moment: Promise<void>, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  const first = await Promise.race([moment.then(() => 'moment'), ended.then(([status]) => `it ended by itself with ${status}`)]);
  expect(first).toBe('moment');
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
}

async function finish(child: ChildProcess): Promise<string> {
  let printed = '';
  child.stdout?.on('data', (bytes) => {
    printed += bytes;
  });
  const [status] = await once(child, 'close');
  expect(status).toBe(0);
  return printed;
}

describeWithServers(['dovecot'], 'a synchronisation that is killed', () => {
  const count = 150;
  const shares = [2, 6, 12, 20, 30, 40, 50, 60, 70, 80, 90, 98];
  let server: DovecotServer;

  beforeAll(async () => {
    server = await startDovecot({ users: [{ name: 'ana', password: 'of ana' }], tls: 'no' });
    for (const { raw, date, flags } of generateMailbox({ seed: 7, count, small: true }))
      await server.mail.deliver('ana', raw, { date: new Date(date), flags: [...flags] });
  });
  afterAll(() => server?.stop());

  const accountsAt = (port: number) => {
    const credentials = { host: '127.0.0.1', security: 'none', username: 'ana', password: 'of ana' } as const;
    const account: ProvisionedAccount = {
      name: 'ana',
      address: 'ana@example.test',
      incoming: { protocol: 'imap', port, ...credentials },
      outgoing: { port: 1, ...credentials },
    };
    return writeAccountsFile({ folder, accounts: [account] });
  };
  const relayWith = (faults: readonly Fault[]) => startFaultRelay({ target: { host: server.host, port: server.ports.imap }, faults });
  const sync = (data: string, accounts: string) => start(['sync', '--json', '--data-dir', join(folder, data), '--accounts', accounts]);

  /** SHA-256 of every message held of the inbox, sorted. */
  function held(data: string): string[] {
    const reader = openReader(join(folder, data));
    try {
      const [account] = reader.accounts();
      const inbox = reader.folderByPath(account?.id ?? '', 'INBOX');
      if (!inbox) return [];
      const ids = Array.from(reader.uids(inbox.id).uids, (uid) => reader.idOfUid(inbox.id, uid) ?? 0);
      return ids
        .flatMap((id) => reader.raw(id) ?? [])
        .map(sha256)
        .sort();
    } finally {
      reader.close();
    }
  }

  it('goes on where it was, at whichever byte it died, and ends with exactly what the server has', async () => {
    const truth = (await server.mail.messages('ana')).map(({ wire }) => sha256(wire)).sort();
    expect(truth).toHaveLength(count);
    const whole = await relayWith([]);
    await finish(sync('whole', await accountsAt(whole.port)));
    const total = whole.bytes('server').length;
    await whole.close();
    expect(held('whole')).toEqual(truth);

    // Each share has two connections: the one it is killed on, and the one that goes on.
    const faults = shares.map(
      (share, index): Fault => ({
        connection: index * 2 + 1,
        at: { direction: 'server', byte: Math.floor((total * share) / 100) },
        effect: { kind: 'stall' },
      }),
    );
    const relay = await relayWith(faults);
    try {
      const accounts = await accountsAt(relay.port);
      let resumed = 0;
      for (const [index, share] of shares.entries()) {
        const data = `killed-at-${share}`;
        await killAt(relay.struck(index), sync(data, accounts));
        relay.release();
        expect(held(data).length, data).toBeLessThan(count);
        const report = JSON.parse(await finish(sync(data, accounts))) as { accounts: { folders: object[] }[] }; // DESIGN §8
        expect(report.accounts[0]?.folders, data).toContainEqual(expect.objectContaining({ path: 'INBOX', held: count, server: count }));
        expect(held(data), data).toEqual(truth);
        resumed += relay.bytes('server', index * 2 + 2).length < total * 0.95 ? 1 : 0;
        rmSync(join(folder, data), { recursive: true });
      }
      // What had been stored before is not fetched again.
      expect(resumed).toBeGreaterThanOrEqual(4);
    } finally {
      await relay.close();
    }
  }, 540_000);
});

/** Where a submission is when it is killed, and whether the server can have taken the message by then. */
const steps: readonly { readonly name: string; readonly faults: readonly Fault[]; readonly dotSent: boolean; readonly rest?: number }[] = [
  { name: 'before the greeting', faults: [stallAt('server', '22')], dotSent: false },
  { name: 'during the log-in', faults: [stallAt('client', 'AUTH ')], dotSent: false },
  { name: 'before the sender is answered', faults: [stallAt('client', 'MAIL FROM')], dotSent: false },
  { name: 'before the recipient is answered', faults: [stallAt('client', 'RCPT TO')], dotSent: false },
  { name: 'before the body', faults: [stallAt('server', '\r\n354')], dotSent: false },
  {
    name: 'in the middle of the body',
    faults: [stallAt('client', 'middle of it')],
    dotSent: false,
    // More than the sockets between the two hold (tcp_wmem is 4 MB at most): else the dot is already on its way when the relay stalls.
    rest: 12_000_000,
  },
  {
    name: 'after the final dot, before its answer',
    faults: [
      { connection: 1, at: { direction: 'client', after: '\r\n.\r\n' }, effect: { kind: 'delay', milliseconds: 0 } },
      stallAt('server', '<CR><LF>.<CR><LF>\r\n'),
    ],
    dotSent: true,
  },
];

function stallAt(direction: 'client' | 'server', after: string): Fault {
  return { connection: 1, at: { direction, after }, effect: { kind: 'stall' } };
}

describeWithServers(['dovecot', 'postfix'], 'a send that is killed', () => {
  let host: MailHost;
  let relay: FaultRelay | null = null;

  beforeAll(async () => {
    host = await startMailHost({
      kind: 'postfix',
      users: [
        { name: 'ana', password: 'of ana' },
        { name: 'ben', password: 'of ben' },
      ],
    });
  });
  afterEach(() => relay?.close());
  afterAll(() => host?.stop());

  it.each(steps)('$name neither loses the message nor doubles it', async ({ name, faults, dotSent, rest = 0 }) => {
    relay = await startFaultRelay({ target: { host: host.submission.host, port: host.submission.ports.clear }, faults });
    const ana = host.account('ana', { security: 'none', mechanism: 'PLAIN' });
    const account = { ...ana, outgoing: { ...ana.outgoing, host: relay.host, port: relay.port } };
    const accounts = await writeAccountsFile({ folder, accounts: [account] });
    const data = join(folder, 'data');
    const messageId = `<${name.replaceAll(/\W/g, '-')}@example.test>`;
    const line = 'Some words to fill a line that nobody reads.\r\n';
    const filler = line.repeat(4_000);
    const message = `From: ana@example.test\r\nTo: ben@example.test\r\nSubject: ${name}\r\nMessage-ID: ${messageId}\r\n\r\n${filler}middle of it\r\n${filler}${line.repeat(rest / line.length)}`;
    const arrived = async () => (await host.dovecot.mail.messages('ben')).filter(({ raw }) => raw.includes(messageId));

    await killAt(
      relay.struck(0),
      start(['send', '--data-dir', data, '--accounts', accounts, '--account', 'ana', '--to', 'ben@example.test'], message),
    );
    if (dotSent) await host.dovecot.mail.waitFor('ben', (messages) => messages.some(({ raw }) => raw.includes(messageId)));
    else expect(await arrived()).toEqual([]);
    relay.release();

    const again = await startEngineFixture({ accounts: [account], folder: data });
    try {
      const item = await again.until('the outcome of the message', async () =>
        unwrap(await again.client.call('outbox.list', {})).find(
          ({ state }) => state === 'accepted' || state === 'unknown' || state === 'refused',
        ),
      );
      expect(item.messageId).toBe(messageId);
      if (!dotSent) expect(item).toMatchObject({ state: 'accepted', recipients: [{ address: 'ben@example.test', state: 'accepted' }] });
      else expect(item.state).toBe('unknown');
      await host.dovecot.mail.waitFor('ben', (messages) => messages.some(({ raw }) => raw.includes(messageId)));
    } finally {
      await again.done();
    }
    // The server's own book: whatever it began to read has its identifier written down, and what it took to deliver has a sender too.
    const log = await host.submission.log();
    const begun = [...log.matchAll(/ (\w+): message-id=(\S+)/g)].filter(([, , id]) => id === messageId);
    expect(begun.filter(([, queueId]) => log.includes(` ${queueId}: from=<`))).toHaveLength(1);
    expect(await arrived()).toHaveLength(1);
  });
});
