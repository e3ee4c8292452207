/**
 * What a server says reaches the list, whenever it says it: messages that arrive within ten milliseconds of each other while the answers of
 * the server are late, and flags and deletions by another program between and during commands.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/base/clock.ts';
import { connectImap } from '../../electron/engine/imap/connection.ts';
import type { ImapConnection } from '../../electron/engine/imap/imap-types.ts';
import { type PracticeMailbox, practiceMessage, startPracticeMailbox } from '../engine/sync/practice-mailbox.ts';
import { accountOn, openProfile, type SyncProfile } from '../engine/sync/sync-profile.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot/dovecot.ts';
import { processorWaits } from '../support/processor-waits.ts';
import { proofDeadline, proofScale, proofSeed } from '../support/proof-scale.ts';
import { createMemoryTaps } from '../support/scripted/memory-tap.ts';
import { signIn } from '../support/scripted/peer.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';

const rounds = proofScale(8, 1_000);
/** Milliseconds from the moment the server has it to the list; a sample runs beside much else. */
const deadline = proofScale(3_000, 1_000);
/** RFC 7162 and RFC 4315 put UIDs into what is volunteered; without them numbers have to do. */
const kinds = [
  ['that names what changed', {}],
  ['that knows numbers only', { without: ['CONDSTORE', 'ENABLE', 'QRESYNC', 'UIDPLUS', 'ESEARCH'] }],
] as const;

/** What happened, and how long it took to be seen: one entry a change. */
interface Seen {
  readonly what: string;
  readonly after: number;
}

async function watching(port: number, username: string, password: string, certificate?: string): Promise<SyncProfile> {
  const profile = await openProfile({
    accounts: [{ id: 'ana', settings: accountOn({ port, username, security: certificate ? 'starttls' : 'none' }), password }],
    ...(certificate ? { certificate } : {}),
  });
  await profile.sync.refreshAccounts();
  await profile.untilIdle();
  await profile.until('IDLE', () => profile.commands().some((line) => line.endsWith(' IDLE')));
  return profile;
}

/** Milliseconds until `condition` holds, from now, without those in which the machine had no core for it. */
async function timed(profile: SyncProfile, what: string, condition: () => boolean | undefined): Promise<Seen> {
  const began = performance.now();
  const waited = processorWaits(process.pid);
  await profile.until(what, condition);
  return { what, after: Math.round(performance.now() - began - (processorWaits(process.pid) - waited)) };
}

/** Lets real time go by: the gap between two deliveries is what is tried. */
const gap = (milliseconds: number) => new Promise<void>((resolve) => systemClock.after(milliseconds, resolve));

function report(name: string, seen: readonly Seen[], seed: number): void {
  const times = seen.map(({ after }) => after).sort((one, other) => one - other);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  process.stdout.write(
    `${name}, seed ${seed}: ${times.length} changes, median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${times.at(-1)} ms\n`,
  );
}

describe.each(kinds)('a practice server %s and answers late', (name, imap) => {
  let practice: PracticeMailbox;
  let profile: SyncProfile;
  afterEach(async () => {
    await profile?.close();
    await practice?.server.close();
  });
  const inbox = () => profile.reader.folderByPath('ana', 'INBOX');
  const rowOf = (uid: number) => profile.reader.row(profile.reader.idOfUid(inbox()?.id ?? 0, uid) ?? 0);
  /** Every FETCH is answered late by another time. */
  const late = (random: SeededRandom) =>
    practice.server.faults.set([
      { protocol: 'imap', when: { command: 'UID FETCH' }, do: { delayMs: random.below(401) } },
      { protocol: 'imap', when: { command: 'FETCH' }, do: { delayMs: random.below(401) } },
    ]);

  it(
    'has both of two messages listed within a second, that arrive within ten milliseconds',
    async () => {
      practice = await startPracticeMailbox({ imap });
      practice.fill(3);
      profile = await watching(practice.server.imap.port, 'ana', 'practice');
      const seed = proofSeed(20_260_101);
      const random = createSeededRandom(seed);
      const seen: Seen[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        late(random);
        const arrived: Promise<Seen>[] = [];
        for (const number of [round * 2, round * 2 + 1]) {
          const before = practice.folder('INBOX').messages.length;
          practice.folder('INBOX').append({ bytes: practiceMessage(100 + number), internalDate: Date.UTC(2024, 5, 1) + number * 60_000 });
          arrived.push(timed(profile, `message ${100 + number}`, () => (inbox()?.total ?? 0) > before));
          await gap(random.below(11));
        }
        seen.push(...(await Promise.all(arrived)));
      }
      report(`two at once, ${name}`, seen, seed);
      expect(seen.filter(({ after }) => after > deadline)).toEqual([]);
      expect(profile.reader.list(inbox()?.id ?? 0, 0, 5_000).total).toBe(3 + rounds * 2);
    },
    proofDeadline,
  );

  it(
    'has flags and deletions of another program shown within a second, whatever is under way',
    async () => {
      practice = await startPracticeMailbox({ imap });
      practice.fill(30);
      profile = await watching(practice.server.imap.port, 'ana', 'practice');
      const seed = proofSeed(20_260_102);
      const random = createSeededRandom(seed);
      const truth = practice.folder('INBOX');
      const seen: Seen[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        late(random);
        const [gone] = truth.messages;
        const chosen = truth.messages[1 + random.below(truth.messages.length - 1)];
        if (!gone || !chosen) throw new Error('no messages');
        const flagged = !chosen.flags.has('\\Flagged');
        // A message comes first, so that the rest falls into the commands that fetch it.
        truth.append({ bytes: practiceMessage(1_000 + round), internalDate: Date.UTC(2024, 5, 1) + round * 60_000 });
        await gap(random.below(11));
        truth.setFlags(chosen, flagged ? ['\\Flagged'] : []);
        const flag = timed(profile, `flag of ${chosen.uid}`, () => rowOf(chosen.uid)?.flagged === flagged);
        await gap(random.below(11));
        truth.expunge([gone]);
        seen.push(...(await Promise.all([flag, timed(profile, `deletion of ${gone.uid}`, () => rowOf(gone.uid) === null)])));
        await profile.until(`round ${round} whole`, () => inbox()?.total === truth.messages.length);
      }
      report(`flags and deletions, ${name}`, seen, seed);
      // A deletion that only its number tells is found by a comparison: three commands, of which two may be late.
      expect(seen.filter(({ after }) => after > (name === 'that names what changed' ? deadline : 2 * deadline))).toEqual([]);
    },
    proofDeadline,
  );
});

describeWithServers(['dovecot'], 'Dovecot', () => {
  let server: DovecotServer;
  let profile: SyncProfile;
  let others: ImapConnection[] = [];
  afterEach(async () => {
    await profile?.close();
    for (const other of others) await other.logout();
    others = [];
    await server?.stop();
  });

  it(
    'has two messages that arrive within ten milliseconds listed within a second, and what another program does to them',
    async () => {
      server = await startDovecot({ users: [{ name: 'eva', password: 'of eva' }] });
      profile = await watching(server.ports.imap, 'eva', 'of eva', server.trustedCertificate);
      const other = await connectImap({
        ...accountOn({ port: server.ports.imap, username: 'eva' }).incoming,
        credentials: signIn('eva', 'of eva'),
        trust: { extraCertificates: [], pinned: [] },
        openTap: createMemoryTaps().openTap,
        opening: { accountId: null, accountName: 'another program', purpose: 'check' },
        clock: systemClock,
      });
      others.push(other);
      await other.select('INBOX');
      const seed = proofSeed(20_260_103);
      const random = createSeededRandom(seed);
      const seen: Seen[] = [];
      const inboxId = profile.reader.folderByPath('ana', 'INBOX')?.id ?? 0;
      const rowOf = (uid: number) => profile.reader.row(profile.reader.idOfUid(inboxId, uid) ?? 0);
      for (let round = 1; round <= rounds; round += 1) {
        const listed: Promise<Seen>[] = [];
        for (const number of [round * 2 - 1, round * 2]) {
          const raw = practiceMessage(number);
          const { uid } = await other.append('INBOX', raw, [], Date.UTC(2024, 0, 1) + number * 60_000);
          listed.push(timed(profile, `message ${number}`, () => rowOf(uid ?? 0) !== null));
          await gap(random.below(11));
        }
        seen.push(...(await Promise.all(listed)));
        const [last = 0] = (await other.searchUids({ newest: 1 })).slice(-1);
        await other.setFlags([last], { add: ['\\Flagged'] });
        const flag = timed(profile, `flag of ${last}`, () => rowOf(last)?.flagged);
        await other.deleteForever([last - 1]);
        seen.push(...(await Promise.all([flag, timed(profile, `deletion of ${last - 1}`, () => rowOf(last - 1) === null)])));
      }
      report('Dovecot', seen, seed);
      expect(seen.filter(({ after }) => after > deadline)).toEqual([]);
      expect(profile.reader.uidCount(inboxId)).toBe(rounds);
    },
    proofDeadline,
  );
});
