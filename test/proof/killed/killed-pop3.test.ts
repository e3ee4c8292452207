/**
 * The program is killed while it takes mail away from a POP3 server (`keepOnServer: false`): at each moment every message is at the server
 * or safe here, and in the end each is here exactly once and none is there (RFC 1939 §6: only an answered QUIT deletes).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { practiceMessage, startPracticeMailbox } from '../../engine/sync/practice-mailbox.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { startDovecot } from '../../servers/dovecot/dovecot.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { isWholeProof, proofDeadline, proofScale } from '../../support/proof-scale.ts';
import { startFaultRelay } from '../../support/relay/fault-relay.ts';
import { expectWholeDatabases, killAt, listedHashes, sha256, startProgram } from './killed-program.ts';
import { type Step, spread, stepsOf } from './killed-steps.ts';

interface Maildrop {
  readonly port: number;
  readonly user: { readonly name: string; readonly password: string };
  /** SHA-256 of what the server has, sorted. */
  hashes(): Promise<string[]>;
  close(): Promise<void>;
}

interface Maildrops {
  open(): Promise<Maildrop>;
  close(): Promise<void>;
}

/** Two of them are the same to the byte: two deliveries are two messages. */
const messages = [1, 2, 2, 3, 4].map((number) => practiceMessage(number));
const all = messages.map(sha256).sort();
/** More than there are steps. */
const most = 60;

function practiceMaildrops(): Maildrops {
  return {
    async open() {
      const practice = await startPracticeMailbox();
      for (const [index, bytes] of messages.entries())
        practice.folder('INBOX').append({ bytes, internalDate: Date.UTC(2024, 0, 1, 0, index) });
      return {
        port: practice.server.pop3.port,
        user: { name: 'ana', password: 'practice' },
        hashes: async () =>
          practice
            .folder('INBOX')
            .messages.map(({ bytes }) => sha256(bytes))
            .sort(),
        close: () => practice.server.close(),
      };
    },
    close: async () => {},
  };
}

async function dovecotMaildrops(): Promise<Maildrops> {
  const users = Array.from({ length: most }, (_, index) => ({ name: `user${index}`, password: 'a password' }));
  const server = await startDovecot({ users, tls: 'no' });
  return {
    async open() {
      const user = users.pop();
      if (!user) throw new Error(`There are only ${most} maildrops.`);
      for (const [index, raw] of messages.entries())
        await server.mail.deliver(user.name, raw, { date: new Date(Date.UTC(2024, 0, 1, 0, index)) });
      return {
        port: server.ports.pop3,
        user,
        hashes: async () => (await server.mail.messages(user.name)).map(({ wire }) => sha256(wire)).sort(),
        close: async () => {},
      };
    },
    close: server.stop,
  };
}

let folder: string;
const runs: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-pop3-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  if (isWholeProof) console.info(`killed while mail was taken from a POP3 server: ${runs.length} times\n${runs.join('\n')}`);
});

function accountOf({ user }: Maildrop, port: number): ProvisionedAccount {
  const credentials = { host: '127.0.0.1', security: 'none', username: user.name, password: user.password, mechanism: 'PLAIN' } as const;
  return {
    name: user.name,
    address: `${user.name}@example.test`,
    incoming: { protocol: 'pop3', port, keepOnServer: false, ...credentials },
    outgoing: { port: 1, ...credentials },
  };
}

async function fetchHere(maildrop: Maildrop, port: number, data: string): Promise<void> {
  const engine = await startEngineFixture({ accounts: [accountOf(maildrop, port)], automatic: false, folder: data });
  try {
    const { accounts } = unwrap(await engine.engine.syncOnce());
    expect(accounts.map(({ failure }) => failure)).toEqual([undefined]);
  } finally {
    await engine.close();
  }
}

async function expectTaken(maildrop: Maildrop, data: string): Promise<void> {
  expect(listedHashes(data)).toEqual(all);
  expect(await maildrop.hashes()).toEqual([]);
}

async function killedAt({ fault }: Step, maildrop: Maildrop, data: string): Promise<void> {
  const relay = await startFaultRelay({ target: { host: '127.0.0.1', port: maildrop.port }, faults: [fault] });
  try {
    const accounts = await writeAccountsFile({ folder, accounts: [accountOf(maildrop, relay.port)] });
    await killAt(relay.struck(0), startProgram(['sync', '--json', '--data-dir', data, '--accounts', accounts]));
  } finally {
    await relay.close();
  }
  expect(expectWholeDatabases(data)).toBe(2);
  // Each delivery is at the server or here: were it in neither place, it would be lost.
  const here = listedHashes(data);
  const there = await maildrop.hashes();
  for (const hash of new Set(all)) {
    const occurrences = (list: readonly (string | null)[]) => list.filter((each) => each === hash).length;
    expect(occurrences(here) + occurrences(there)).toBeGreaterThanOrEqual(occurrences(all));
  }
  await fetchHere(maildrop, maildrop.port, data);
  await expectTaken(maildrop, data);
}

async function proveAll(server: Maildrops, name: string, sample: number): Promise<void> {
  const withMaildrop = async (work: (maildrop: Maildrop, data: string) => Promise<void>) => {
    const maildrop = await server.open();
    const data = join(folder, 'data');
    try {
      await work(maildrop, data);
    } finally {
      rmSync(data, { recursive: true, force: true });
      await maildrop.close();
    }
  };
  let steps: Step[] = [];
  await withMaildrop(async (maildrop, data) => {
    const relay = await startFaultRelay({ target: { host: '127.0.0.1', port: maildrop.port }, faults: [] });
    await fetchHere(maildrop, relay.port, data);
    await expectTaken(maildrop, data);
    steps = stepsOf(relay.record);
    await relay.close();
  });
  const commands = steps.map(({ command }) => command);
  expect(commands).toEqual(expect.arrayContaining(['UIDL', 'RETR 1', 'DELE 1', 'DELE 5', 'QUIT']));
  for (const step of spread(steps, proofScale(sample, most))) {
    const what = `${name}: ${step.command}, ${step.when}`;
    runs.push(what);
    await withMaildrop((maildrop, data) => killedAt(step, maildrop, data)).catch((error: unknown) => {
      throw new Error(`killed at ${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
    });
  }
}

const title = 'leaves every message here exactly once and none at the server';

if (isWholeProof)
  it(
    `a POP3 download that is killed, at the practice server, ${title}`,
    () => proveAll(practiceMaildrops(), 'practice server', 0),
    proofDeadline,
  );

describeWithServers(['dovecot'], 'at Dovecot', () => {
  it(
    `a POP3 download that is killed ${title}`,
    async () => {
      const server = await dovecotMaildrops();
      try {
        await proveAll(server, 'Dovecot', 2);
      } finally {
        await server.close();
      }
    },
    proofDeadline,
  );
});
