/**
 * A real Exim delivers into a spool, several messages at a time, while an account reads, marks, moves and deletes in it: at the end every
 * message is in one place, once and whole.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openProfile, type SyncProfile, value } from '../engine/sync/sync-profile.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type EximDelivery, prepareEximDelivery } from '../servers/exim/exim-delivery.ts';
import { proofDeadline, proofScale } from '../support/proof-scale.ts';

let folder: string;
let profile: SyncProfile | undefined;
afterEach(async () => {
  await profile?.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = proofScale(30, 1_000);
const body = (number: number) =>
  `begin ${number}\n\nFrom here on it is quoted.\n${`line of ${number}\n`.repeat(1 + (number % 7) * 40)}end ${number}\n`;
const message = (number: number) =>
  `Message-ID: <${number}@example.test>\nFrom: ana@example.test\nTo: ben@example.test\nSubject: message ${number}\n\n${body(number)}`;

/** The numbers of the messages in an mbox file, each whole. */
function numbersIn(file: string): number[] {
  const text = existsSync(file) ? readFileSync(file, 'latin1') : '';
  return [...text.matchAll(/^Subject: message (\d+)$/gm)].map(([, digits]) => {
    const number = Number(digits);
    expect(text).toContain(body(number).replace('\nFrom here', '\n>From here'));
    return number;
  });
}

async function deliverAll(exim: EximDelivery, atOnce: number): Promise<void> {
  let next = 0;
  const deliverSome = async () => {
    for (let number = next; number < count; number = next) {
      next += 1;
      await exim.deliver(message(number));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, deliverSome));
}

describeWithServers(['exim', 'dotlockfile'], 'an account over a spool into which Exim delivers', () => {
  it(
    'reads, marks, moves and deletes: nothing is lost, doubled or torn',
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'postglass-delivery-'));
      // Exim's user goes through it.
      chmodSync(folder, 0o755);
      const spool = join(folder, 'mail', 'ben');
      const exim = prepareEximDelivery(join(folder, 'exim'), { folder: join(folder, 'mail'), name: 'ben' });
      const settings = {
        name: 'Here',
        address: 'ben@example.test',
        displayName: '',
        incoming: { protocol: 'mbox', path: spool, allowChanges: true },
        outgoing: { protocol: 'sendmail', program: exim.sendmail },
      } as const;
      const open = await openProfile({ accounts: [{ id: 'here', settings, password: null }], home: folder });
      profile = open;
      await open.sync.refreshAccounts();
      await open.untilIdle();
      const { operations } = open.sync;
      const rows = (path = 'INBOX') => open.reader.list(open.reader.folderByPath('here', path)?.id ?? 0, 0, count + 10).rows;
      const numberOf = ({ subject }: { readonly subject: string }) => Number(subject.split(' ')[1]);

      let undelivered: unknown = null;
      const delivering = deliverAll(exim, 3).catch((error: unknown) => {
        undelivered = error;
      });
      const done = new Set<number>();
      while (done.size < count) {
        const fresh = await open.until('more mail', () => {
          if (undelivered) throw undelivered;
          const found = rows().filter((row) => !done.has(numberOf(row)));
          return found.length > 0 && found;
        });
        for (const row of fresh) {
          const number = numberOf(row);
          expect(done.has(number)).toBe(false);
          done.add(number);
          if (number % 5 === 0) value(await operations.setFlag([row.id], 'flagged', true));
          if (number % 5 === 1) value(await operations.archive([row.id]));
          if (number % 5 === 2) value(await operations.remove([row.id]));
          if (number % 5 === 3) value(await operations.setFlag([row.id], 'seen', true));
        }
      }
      await delivering;
      expect(undelivered).toBe(null);
      // The lock rests between them, so that Exim gets at the spool: all of them take as long as they take, as long as they go on.
      for (let left = open.reader.waitingOperations('here'); left > 0; left = open.reader.waitingOperations('here')) {
        await open.until('some more are carried out', () => open.reader.waitingOperations('here') < left);
      }
      await open.untilIdle();
      expect(open.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);

      const places = [spool, join(folder, 'mbox'), join(folder, 'mail', 'Trash')].map(numbersIn);
      const sorted = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other);
      expect(sorted(places.flat())).toEqual(Array.from({ length: count }, (_, at) => at));
      const meant = (rest: readonly number[]) => Array.from({ length: count }, (_, at) => at).filter((at) => rest.includes(at % 5));
      expect(places.map(sorted)).toEqual([meant([0, 3, 4]), meant([1]), meant([2])]);
      expect(readFileSync(spool, 'latin1').match(/^X-Status: F$/gm)).toHaveLength(meant([0]).length);
      expect(readFileSync(spool, 'latin1').match(/^Status: RO$/gm)).toHaveLength(meant([3]).length);
      expect(sorted(rows().map(numberOf))).toEqual(meant([0, 3, 4]));
      for (const path of [spool, join(folder, 'mbox')]) expect(existsSync(`${path}.lock`)).toBe(false);
    },
    proofDeadline,
  );
});
