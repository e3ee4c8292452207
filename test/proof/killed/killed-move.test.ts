/**
 * The program is killed while it carries out a move that the user made before, at servers with MOVE (RFC 6851) and without, with UIDPLUS
 * (RFC 4315) and without; then it runs again, and each message must lie at the server exactly once, where the user put it.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { practiceMessage } from '../../engine/sync/practice-mailbox.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { isWholeProof, proofDeadline, proofScale } from '../../support/proof-scale.ts';
import { type FaultRelay, startFaultRelay } from '../../support/relay/fault-relay.ts';
import { dovecotMailboxes, type MovedMailbox, type MovedMailboxes, practiceMailboxes, twin } from '../faults/moved-mailboxes.ts';
import { expectWholeDatabases, heldPlaces, killAt, sha256, startProgram } from './killed-program.ts';
import { type Step, spread, stepsOf } from './killed-steps.ts';

const moved = [2, 3, 5];
/** More than there are steps of a move. */
const most = 60;

interface Variant {
  readonly name: string;
  readonly mailboxes: () => Promise<MovedMailboxes>;
  /** The commands that change the server, in order: the dialogue must be the one that is meant. */
  readonly changes: readonly string[];
  readonly sample: number;
}

const practice: readonly Variant[] = [
  { name: 'MOVE and UIDPLUS', mailboxes: async () => practiceMailboxes([]), changes: ['UID MOVE'], sample: 0 },
  { name: 'MOVE alone', mailboxes: async () => practiceMailboxes(['UIDPLUS']), changes: ['UID MOVE'], sample: 0 },
  {
    name: 'UIDPLUS alone',
    mailboxes: async () => practiceMailboxes(['MOVE']),
    changes: ['UID COPY', 'UID STORE', 'UID EXPUNGE'],
    sample: 0,
  },
  {
    name: 'neither MOVE nor UIDPLUS',
    mailboxes: async () => practiceMailboxes(['MOVE', 'UIDPLUS']),
    changes: ['UID COPY', 'UID STORE', 'EXPUNGE'],
    sample: 1,
  },
];
const dovecot: readonly Variant[] = [
  { name: 'Dovecot', mailboxes: () => dovecotMailboxes(undefined, most), changes: ['UID MOVE'], sample: 0 },
  {
    name: 'Dovecot without MOVE',
    mailboxes: () => dovecotMailboxes('IMAP4rev1 LITERAL+ SASL-IR NAMESPACE SPECIAL-USE UIDPLUS', most),
    changes: ['UID COPY', 'UID STORE', 'UID EXPUNGE'],
    sample: 1,
  },
];

let folder: string;
const runs: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-move-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  if (isWholeProof) console.info(`killed during a move: ${runs.length} times\n${runs.join('\n')}`);
});

/** A data folder that holds the mailbox whole, and a move that nobody has told the server of. */
async function prepare(mailbox: MovedMailbox, data: string): Promise<void> {
  const account = mailbox.account(mailbox.port);
  const fixture = await startEngineFixture({ accounts: [account], automatic: false });
  try {
    unwrap(await fixture.engine.syncOnce());
    const [inbox, archive] = [await fixture.folderOf(account.name, 'inbox'), await fixture.folderOf(account.name, 'archive')];
    const rows = (await fixture.rows(inbox.id)).filter(
      ({ subject, size }) => moved.some((number) => subject === `message ${number}`) && size !== twin.length,
    );
    expect(rows).toHaveLength(moved.length);
    unwrap(await fixture.client.call('messages.move', { ids: rows.map(({ id }) => id), folderId: archive.id }));
    await fixture.close();
    cpSync(fixture.folder, data, { recursive: true });
  } finally {
    await fixture.done();
  }
}

/** Tells the server what it has not been told, in this process, and leaves nothing waiting. */
async function finishIn(data: string, mailbox: MovedMailbox, port = mailbox.port): Promise<void> {
  const again = await startEngineFixture({ accounts: [mailbox.account(port)], automatic: false, folder: data });
  try {
    const { accounts } = unwrap(await again.engine.syncOnce());
    expect(accounts.map(({ failure }) => failure)).toEqual([undefined]);
    expect(again.events.filter((event) => event.name === 'messages.operationFailed')).toEqual([]);
  } finally {
    await again.close();
  }
  const reader = openReader(data);
  try {
    expect(reader.operations()).toEqual([]);
  } finally {
    reader.close();
  }
}

async function expectMoved(mailbox: MovedMailbox, data: string): Promise<void> {
  const left = [1, 4, 6].map((number) => practiceMessage(number));
  const arrived = [1, 2, ...moved].map((number) => practiceMessage(number));
  expect(await mailbox.hashes('INBOX')).toEqual([twin, ...left].map(sha256).sort());
  expect(await mailbox.hashes('Archive')).toEqual(arrived.map(sha256).sort());
  expect(heldPlaces(data)).toEqual(await mailbox.places());
}

/** The steps from where the folder is opened to where the next thing begins. */
function stepsOfMove(relay: FaultRelay, changes: readonly string[]): Step[] {
  const steps = stepsOf(relay.record);
  const commands = steps.map(({ command }) => command);
  const last = commands.lastIndexOf(changes.at(-1) ?? '');
  const window = steps.slice(commands.indexOf('SELECT'), last + 2);
  expect([...new Set(window.map(({ command }) => command).filter((command) => changes.includes(command)))]).toEqual(changes);
  return window;
}

async function killedAt({ fault }: Step, mailbox: MovedMailbox, data: string): Promise<void> {
  const relay = await startFaultRelay({ target: { host: '127.0.0.1', port: mailbox.port }, faults: [fault] });
  try {
    await prepare(mailbox, data);
    const accounts = await writeAccountsFile({ folder, accounts: [mailbox.account(relay.port)] });
    await killAt(relay.struck(0), startProgram(['sync', '--json', '--data-dir', data, '--accounts', accounts]));
  } finally {
    await relay.close();
  }
  expect(expectWholeDatabases(data)).toBe(2);
  // Whatever was done until then: nothing that the user has is gone.
  const still = new Set([...(await mailbox.hashes('INBOX')), ...(await mailbox.hashes('Archive'))]);
  for (let number = 1; number <= 6; number += 1) expect(still).toContain(sha256(practiceMessage(number)));
  await finishIn(data, mailbox);
  await expectMoved(mailbox, data);
}

async function proveAll({ name, mailboxes, changes, sample }: Variant): Promise<void> {
  const server = await mailboxes();
  const withMailbox = async (work: (mailbox: MovedMailbox, data: string) => Promise<void>) => {
    const mailbox = await server.open();
    const data = join(folder, 'data');
    try {
      await work(mailbox, data);
    } finally {
      rmSync(data, { recursive: true, force: true });
      await mailbox.close();
    }
  };
  try {
    let steps: Step[] = [];
    await withMailbox(async (mailbox, data) => {
      await prepare(mailbox, data);
      const relay = await startFaultRelay({ target: { host: '127.0.0.1', port: mailbox.port }, faults: [] });
      await finishIn(data, mailbox, relay.port);
      await expectMoved(mailbox, data);
      steps = stepsOfMove(relay, changes);
      await relay.close();
    });
    for (const step of spread(steps, proofScale(sample, most))) {
      const what = `${name}: ${step.command}, ${step.when}`;
      runs.push(what);
      await withMailbox((mailbox, data) => killedAt(step, mailbox, data)).catch((error: unknown) => {
        throw new Error(`killed at ${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
      });
    }
  } finally {
    await server.close();
  }
}

const title = 'a move that is killed, at a server with $name, leaves every message exactly once, where the user put it';
const chosen = (variants: readonly Variant[]) => variants.filter(({ sample }) => isWholeProof || sample > 0);

it.each(chosen(practice))(title, proveAll, proofDeadline);

describeWithServers(['dovecot'], 'at Dovecot', () => {
  it.each(chosen(dovecot))(title, proveAll, proofDeadline);
});
