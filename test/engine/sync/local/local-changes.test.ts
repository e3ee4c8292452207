/** What the user does to many messages of a spool: few rewrites, and no change lost or taken back because another program has it for a time. */
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../../electron/base/clock.ts';
import { FailureError, failure } from '../../../../electron/contract/failure.ts';
import type { LocalMailbox } from '../../../../electron/engine/local/local-mailbox.ts';
import { createLocalMailboxes } from '../../../../electron/engine/sync/local/local-mailboxes.ts';
import { describeWithServers } from '../../../servers/availability.ts';
import { isWholeProof, proofDeadline } from '../../../support/proof-scale.ts';
import { openProfile, type SyncProfile, value } from '../sync-profile.ts';

let folder: string;
let profile: SyncProfile | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-changes-'));
});
afterEach(async () => {
  await profile?.close();
  profile = undefined;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const spool = () => join(folder, 'ben');
const lockFile = () => `${spool()}.lock`;
const delivered = (number: number) =>
  `From ana@example.test Thu Jan 29 13:02:00 2015\nMessage-ID: <${number}@example.test>\nSubject: message ${number}\n\nBody ${number}.\n\n`;
const fill = (count: number) => {
  writeFileSync(spool(), Array.from({ length: count }, (_, at) => delivered(at)).join(''));
  const past = new Date(Date.now() - 60_000);
  utimesSync(spool(), past, past);
};
const numbersIn = (...path: readonly string[]) => {
  const file = join(folder, ...path);
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'latin1').matchAll(/^Subject: message (\d+)$/gm)].map(([, number]) => Number(number));
};
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

interface Opened {
  readonly profile: SyncProfile;
  /** The ids of the messages in the inbox, in the order of their subjects. */
  readonly ids: () => number[];
  readonly waiting: () => number;
  readonly state: () => ReturnType<SyncProfile['sync']['states']>[number] | undefined;
  readonly refusals: () => number;
  readonly carriedOut: () => Promise<void>;
}

/** Ten times as fast: a lock is soon given up. */
const began = Date.now();
const hurried: Clock = { ...systemClock, now: () => began + 10 * (Date.now() - began) };

/** @param over what the mailbox does otherwise */
async function open(
  count: number,
  over: (mailbox: LocalMailbox) => Partial<LocalMailbox> = () => ({}),
  clock: Clock = systemClock,
): Promise<Opened> {
  fill(count);
  const mailboxes = createLocalMailboxes({ dataFolder: join(folder, 'data'), clock, home: folder });
  const opened = await openProfile({
    accounts: [
      {
        id: 'here',
        settings: {
          name: 'Here',
          address: 'ben@example.test',
          displayName: '',
          incoming: { protocol: 'mbox', path: spool(), allowChanges: true },
          outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
        },
        password: null,
      },
    ],
    changes: {
      limits: { busyRetry: 50, deleteGrace: 1 },
      openLocal: async (account) => {
        const mailbox = await mailboxes(account);
        return { ...mailbox, ...over(mailbox) };
      },
    },
  });
  profile = opened;
  await opened.sync.refreshAccounts();
  const rows = () => opened.reader.list(opened.reader.folderByPath('here', 'INBOX')?.id ?? 0, 0, count + 10).rows;
  // As long as it goes on: how long all of it takes is a matter of the machine.
  for (let had = rows().length; had < count; had = rows().length) await opened.until('more of them', () => rows().length > had);
  await opened.untilIdle();
  const numberOf = ({ subject }: { readonly subject: string }) => Number(subject.split(' ')[1]);
  const waiting = () => opened.reader.waitingOperations('here');
  return {
    profile: opened,
    ids: () =>
      rows()
        .toSorted((one, other) => numberOf(one) - numberOf(other))
        .map(({ id }) => id),
    waiting,
    state: () => opened.sync.states()[0],
    refusals: () => opened.events.filter(({ name }) => name === 'messages.operationFailed').length,
    async carriedOut() {
      for (let left = waiting(); left > 0; left = waiting()) await opened.until('some more are carried out', () => waiting() < left);
      await opened.until('nothing is pending', () => opened.sync.states()[0]?.pendingOperations === 0);
    },
  };
}

describeWithServers(['dotlockfile'], 'changes of many messages of a spool', () => {
  it('that are deleted one after the other are moved in few rewrites, and from Trash for good in few', {
    timeout: proofDeadline,
  }, async () => {
    const [count, deleted] = isWholeProof ? [5_000, 500] : [20, 10];
    let moves = 0;
    let removals = 0;
    const {
      ids,
      carriedOut,
      refusals,
      profile: opened,
    } = await open(count, (mailbox) => ({
      move: (...given) => {
        moves += 1;
        return mailbox.move(...given);
      },
      remove: (...given) => {
        removals += 1;
        return mailbox.remove(...given);
      },
    }));
    // Another program has it while the user deletes one after the other.
    writeFileSync(lockFile(), `${process.ppid}\n`);
    for (const id of ids().slice(0, deleted)) value(await opened.sync.operations.remove([id]));
    const before = moves;
    rmSync(lockFile());
    await carriedOut();
    expect(moves - before).toBeLessThan(6);
    expect([numbersIn('ben'), numbersIn('mail', 'Trash')]).toEqual([upTo(count).slice(deleted), upTo(deleted)]);
    // Where each has gone is known: the rows are those of before.
    const trash = () => opened.reader.list(opened.reader.folderByPath('here', 'Trash')?.id ?? 0, 0, count).rows;
    await opened.until('all in Trash', () => trash().length === deleted);
    writeFileSync(join(folder, 'mail', 'Trash.lock'), `${process.ppid}\n`);
    for (const { id } of trash()) value(await opened.sync.operations.remove([id]));
    const begun = removals;
    rmSync(join(folder, 'mail', 'Trash.lock'));
    await carriedOut();
    expect(removals - begun).toBeLessThan(6);
    expect(numbersIn('mail', 'Trash')).toEqual([]);
    expect(refusals()).toBe(0);
  });

  it('wait as long as another program has it, which is said, and are made when it lets it go', { timeout: proofDeadline }, async () => {
    const { ids, waiting, state, carriedOut, refusals, profile: opened } = await open(6, undefined, hurried);
    writeFileSync(lockFile(), `${process.ppid}\n`);
    const [first = 0, second = 0, third = 0, fourth = 0] = ids();
    value(await opened.sync.operations.archive([first]));
    value(await opened.sync.operations.archive([second]));
    const undone = value(await opened.sync.operations.remove([third]));
    value(await opened.sync.operations.setFlag([fourth], 'flagged', true));
    await opened.until('it is said', () => state()?.failure?.code === 'mailbox-locked');
    expect([state()?.phase, state()?.pendingOperations]).toEqual(['idle', 4]);
    // Shown as done, and nothing is taken back; what comes is seen.
    expect(ids()).toHaveLength(3);
    appendFileSync(spool(), delivered(6));
    await opened.until('new mail', () => ids().length === 4);
    // The user takes one back: that is done at once.
    value(await opened.sync.operations.undo(undone.operationId));
    await opened.until('it is back', () => ids().length === 5);
    expect([waiting(), refusals()]).toEqual([3, 0]);
    rmSync(lockFile());
    await carriedOut();
    await opened.until('nothing is said any more', () => state()?.failure === null);
    expect([numbersIn('ben'), numbersIn('mbox'), numbersIn('mail', 'Trash')]).toEqual([[2, 3, 4, 5, 6], [0, 1], []]);
    expect(readFileSync(spool(), 'latin1').match(/^X-Status: F$/gm)).toHaveLength(1);
    expect(refusals()).toBe(0);
  });

  it('wait over a start of the program', { timeout: proofDeadline }, async () => {
    const { ids, state, profile: opened } = await open(3, undefined, hurried);
    writeFileSync(lockFile(), `${process.ppid}\n`);
    for (const id of ids().slice(0, 2)) value(await opened.sync.operations.archive([id]));
    await opened.until('it is said', () => state()?.failure?.code === 'mailbox-locked');
    const again = await opened.reopen();
    profile = again;
    await again.sync.refreshAccounts();
    await again.until('it is said again', () => again.sync.states()[0]?.failure?.code === 'mailbox-locked');
    expect(again.reader.waitingOperations('here')).toBe(2);
    rmSync(lockFile());
    await again.until('all is carried out', () => again.reader.waitingOperations('here') === 0);
    expect([numbersIn('ben'), numbersIn('mbox')]).toEqual([[2], [0, 1]]);
  });

  it('of which one block was disturbed, before it was done or behind, are each made once', { timeout: proofDeadline }, async () => {
    for (const isDone of [false, true]) {
      let tries = 0;
      const {
        ids,
        carriedOut,
        refusals,
        profile: opened,
      } = await open(8, (mailbox) => ({
        async move(...given) {
          tries += 1;
          if (tries > 1) return mailbox.move(...given);
          if (isDone) await mailbox.move(...given);
          throw new FailureError(failure('mailbox-disturbed', { protocol: 'mbox', permanent: false, detail: { path: spool() } }));
        },
      }));
      for (const id of ids().slice(0, 5)) value(await opened.sync.operations.archive([id]));
      await carriedOut();
      expect([numbersIn('ben'), numbersIn('mbox')]).toEqual([
        [5, 6, 7],
        [0, 1, 2, 3, 4],
      ]);
      expect(refusals()).toBe(0);
      await opened.close();
      profile = undefined;
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
  });

  it('that the mailbox refuses are taken back together', { timeout: proofDeadline }, async () => {
    let tries = 0;
    /** The first is refused when all are asked for. */
    const { promise: asked, resolve: allAsked } = Promise.withResolvers<void>();
    const refused = new FailureError(failure('mailbox-unwritable', { protocol: 'mbox', permanent: true, detail: { path: spool() } }));
    const {
      ids,
      waiting,
      refusals,
      profile: opened,
    } = await open(12, () => ({
      async move() {
        tries += 1;
        await asked;
        throw refused;
      },
    }));
    const all = ids();
    await Promise.all(all.map(async (id) => value(await opened.sync.operations.archive([id]))));
    allAsked();
    await opened.until('all are back', () => waiting() === 0 && ids().length === 12 && refusals() === 12);
    expect(tries).toBeLessThan(3);
    expect(ids()).toEqual(all);
  });
});

it.skipIf(process.platform === 'win32')(
  'a spool that can never be locked is read, its marks are kept here, and it is said why',
  async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // As where the program has not the rights of the group of the spool (lockfile_create(3)).
    writeFileSync(join(bin, 'dotlockfile'), '#!/bin/sh\nexit 2\n');
    chmodSync(join(bin, 'dotlockfile'), 0o755);
    vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
    const { ids, state, refusals, profile: opened } = await open(2);
    expect(state()?.failure).toMatchObject({ code: 'mailbox-unlockable', detail: { path: spool() } });
    const before = readFileSync(spool());
    const [first = 0, second = 0] = ids();
    value(await opened.sync.operations.setFlag([first], 'seen', true));
    value(await opened.sync.operations.archive([second]));
    await opened.until('taken back', () => refusals() === 1 && ids().length === 2);
    expect(opened.events.filter(({ name }) => name === 'messages.operationFailed').map(({ value: said }) => said)).toMatchObject([
      { failure: { code: 'mailbox-unlockable' } },
    ]);
    expect(readFileSync(spool())).toEqual(before);
  },
);
