/**
 * Two accounts in IDLE for a long time: mail arrives, connections are cut, refused and silenced, the server is started anew, the clock is
 * moved. Every message must come into the list, memory must stay flat, and an idle program must cost next to nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Folder } from '../../electron/contract/folders.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot/dovecot.ts';
import { unwrap } from '../support/engine-fixture.ts';
import { isWholeProof, proofDeadline, proofScale } from '../support/proof-scale.ts';
import { startUnsteadyRelay, type UnsteadyRelay } from '../support/relay/unsteady-relay.ts';
import type { Cost } from './engine-child.ts';
import { type EngineProgram, startEngineProgram } from './engine-program.ts';

const minute = 60_000;
const hour = 60 * minute;
const names = ['ana', 'ben'] as const;
type Name = (typeof names)[number];

/** How long it lasts, and how long the program is left alone between two things that happen. */
const length = proofScale(0, 30 * minute);
const pause = proofScale(0, 2_000);
const quiet = proofScale(2_000, minute);
/** A message is listed so soon after it lies at the server and the server can be reached. */
const bound = minute;
/** A connection that says nothing is found out when IDLE is renewed, after four minutes. */
const silentBound = 6 * minute;

let folder: string;
let server: DovecotServer;
const relays = new Map<Name, UnsteadyRelay>();
let program: EngineProgram;
const inboxes = new Map<Name, Folder>();
const delivered = new Map<Name, string[]>(names.map((name) => [name, []]));
const latencies = new Map<string, number[]>();
let report = () => {};

const relayOf = (name: Name): UnsteadyRelay => {
  const relay = relays.get(name);
  if (!relay) throw new Error(`${name} has no relay`);
  return relay;
};
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function listed(name: Name, position: number, limit: number) {
  const inbox = inboxes.get(name);
  return inbox
    ? unwrap(await program.client.call('lists.page', { source: { kind: 'folder', folderId: inbox.id }, position, limit }))
    : null;
}

async function deliver(name: Name): Promise<string> {
  const all = delivered.get(name) ?? [];
  const subject = `message ${all.length + 1} for ${name}`;
  all.push(subject);
  await server.mail.deliver(name, `From: eva@example.test\nSubject: ${subject}\nMessage-ID: <${all.length}@${name}.test>\n\n${subject}\n`);
  return subject;
}

/** Delivers to both and waits until both are in the lists. */
async function deliverAndSee(during: string, within: number): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const subject = await deliver(name);
      const from = performance.now();
      await program.until(`${subject}, ${during}`, within, async () =>
        (await listed(name, 0, 50))?.rows.some((row) => row.subject === subject && row.bodyHeld),
      );
      const times = latencies.get(during) ?? [];
      latencies.set(during, [...times, performance.now() - from]);
    }),
  );
}

const untilIdle = () =>
  program.until('both accounts at rest', bound, async () =>
    unwrap(await program.client.call('sync.state', {})).every(({ phase }) => phase === 'idle'),
  );

/** What happens to the program, one after the other. Mail is delivered after each. */
const events: readonly (readonly [name: string, happen: () => Promise<unknown> | unknown])[] = [
  ['an ordinary day', () => {}],
  ['a connection reset', () => relayOf('ana').cut('reset')],
  ['a connection ended', () => relayOf('ben').cut('end')],
  ['the server started anew', () => server.restart()],
  ['the clock an hour ahead', () => program.moveClock(hour)],
  [
    'a server that cannot be reached for a while',
    async () => {
      const relay = relayOf('ana');
      await relay.refuse();
      relay.cut('reset');
      await program.until('that it is noticed', bound, async () =>
        unwrap(await program.client.call('sync.state', {})).some(({ phase }) => phase === 'waiting'),
      );
      await wait(pause);
      await relay.accept();
    },
  ],
  ['the clock an hour back', () => program.moveClock(-hour)],
  [
    'both connections reset',
    () => {
      for (const name of names) relayOf(name).cut('reset');
    },
  ],
];

describeWithServers(['dovecot'], 'two accounts in IDLE for a long time', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-soak-'));
    server = await startDovecot({ users: names.map((name) => ({ name, password: `of ${name}` })), tls: 'no' });
    const accounts: ProvisionedAccount[] = [];
    for (const name of names) {
      const relay = await startUnsteadyRelay({ target: { host: server.host, port: server.ports.imap } });
      relays.set(name, relay);
      const credentials = { host: '127.0.0.1', security: 'none', username: name, password: `of ${name}` } as const;
      const incoming = { protocol: 'imap', port: relay.port, ...credentials } as const;
      accounts.push({ name, address: `${name}@example.test`, incoming, outgoing: { port: 1, ...credentials } });
    }
    program = await startEngineProgram({ dataFolder: join(folder, 'data'), accountsFile: await writeAccountsFile({ folder, accounts }) });
    for (const name of names)
      inboxes.set(
        name,
        await program.until(`the inbox of ${name}`, bound, async () => {
          const account = unwrap(await program.client.call('accounts.list', {})).find(({ settings }) => settings.name === name);
          const all = unwrap(await program.client.call('folders.list', {}));
          return all.find(({ accountId, role }) => accountId === account?.id && role === 'inbox');
        }),
      );
  });
  afterAll(async () => {
    if (isWholeProof) report();
    await program?.close();
    for (const relay of relays.values()) await relay.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'miss no message, stay as small as they were, and rest when there is nothing to do',
    async () => {
      const began = performance.now();
      const costs: (Cost & { minutes: string; idle: string; messages: number })[] = [];
      let silenced = !isWholeProof;
      const shares: number[] = [];
      report = () => {
        const seconds = (times: readonly number[]) => (Math.max(...times) / 1000).toFixed(1);
        const slowest = [...latencies].map(([what, times]) => ({ what, times: times.length, slowest: seconds(times) }));
        console.info('soak', costs, 'seconds until a message was listed', slowest);
      };
      do {
        for (const [name, happen] of events) {
          await happen();
          await deliverAndSee(name, bound);
          await wait(pause);
        }
        if (!silenced && performance.now() - began > length / 2) {
          silenced = true;
          relayOf('ana').silence();
          await deliverAndSee('a connection that says nothing more', silentBound);
          relayOf('ben').silence();
          await program.moveClock(24 * hour);
          await deliverAndSee('asleep for a day, and the connection dead', silentBound);
        }
        await untilIdle();
        // The first moments of rest are for the index and the databases.
        await wait(pause);
        const before = await program.cost();
        const from = performance.now();
        await wait(quiet);
        const after = await program.cost();
        const share = (after.cpu - before.cpu) / 1_000 / (performance.now() - from);
        shares.push(share);
        const minutes = ((performance.now() - began) / minute).toFixed(1);
        costs.push({ ...after, minutes, idle: `${(share * 100).toFixed(2)} %`, messages: delivered.get('ana')?.length ?? 0 });
      } while (performance.now() - began < length);

      for (const name of names) {
        const wanted = delivered.get(name) ?? [];
        const rows: string[] = [];
        for (let position = 0; position < wanted.length; position += 500)
          rows.push(...((await listed(name, position, 500))?.rows.map(({ subject }) => subject) ?? []));
        expect(rows.sort(), name).toEqual([...wanted].sort());
        expect((await listed(name, 0, 1))?.total, name).toBe(wanted.length);
      }
      // Of the process's own work in the sample a collection of garbage is a good part.
      expect(Math.max(...shares)).toBeLessThan(proofScale(0.2, 0.01));
      const warm = costs[Math.floor(costs.length / 5)];
      const last = costs.at(-1);
      if (!warm || !last) throw new Error('nothing was measured');
      expect(last.heap - warm.heap).toBeLessThan(4 << 20);
      expect(last.resident / warm.resident).toBeLessThan(1.15);
    },
    proofDeadline,
  );
});
