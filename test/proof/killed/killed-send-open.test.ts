/**
 * The program is killed while it sends a second message over the connection that carried the first. Over such a connection the sender, the
 * recipients and the body may leave while the message is still being queued (RFC 5321 §4.1.1.4: only the final dot hands it over), so a
 * storage that is slow, or does its work and cannot say so any more, is killed too. Then the program runs again, and what arrived is
 * counted in the server's own book.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { writeAccountsFile } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { startFaultRelay } from '../../support/relay/fault-relay.ts';
import type { Fault } from '../../support/relay/faults.ts';
import { type EngineProgram, startEngineProgram } from '../engine-program.ts';
import { expectWholeDatabases } from './killed-program.ts';
import { type Step, stepsOf } from './killed-steps.ts';
import { muchText, type SubmissionBook, sharesOfText, startSubmissionBook, textInShares } from './killed-submission.ts';
import { askFor, type Hold } from './storage-holds.ts';

interface Moment {
  readonly name: string;
  /** What the storage holds back when the program is killed; null: the message was said to be queued. */
  readonly hold: Hold | null;
  readonly fault: Fault;
  /** How the second message stands after the program ran again; `draft`: it was never queued; the last: nobody can say how far the storage came. */
  readonly becomes: OutboxItem['state'] | 'draft' | 'accepted or unknown';
  /** How often the server has taken it by the time of the kill. */
  readonly taken: 0 | 1;
  /** Octets of its text behind the shares. */
  readonly rest: number;
}

const holdingStorage = new URL('./holding-storage-worker.ts', import.meta.url);
const soon = 60_000;
const lastWords = 'the end of it';
/** So often the program is asked and answers before it is killed: what waits for nothing would have left by then. */
const turns = 50;

let folder: string;
const runs: { killed: string; becomes: string; taken: number }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  if (isWholeProof) console.info(`killed during a second send: ${runs.length} times`, runs);
});

type Speaker = Pick<EngineProgram | EngineFixture, 'client'>;

async function write({ client }: Speaker, subject: string, text: string): Promise<string> {
  const draft = unwrap(await client.call('compose.start', { mode: 'new' }));
  unwrap(await client.call('compose.save', { ...draft, to: 'ben@example.test', subject, text }));
  return draft.id;
}

const find = async ({ client }: Speaker, subject: string) =>
  unwrap(await client.call('outbox.list', {})).find((item) => item.subject === subject);

describeWithServers(['dovecot', 'postfix'], 'a send that is killed on a connection that has carried another', () => {
  let book: SubmissionBook;
  beforeAll(async () => {
    book = await startSubmissionBook();
  });
  afterAll(() => book?.stop());

  /** Sends the first message over a relay; the program and the relay are the caller's to end. */
  async function begin(data: string, faults: readonly Fault[], subject: string) {
    const relay = await startFaultRelay({ target: book.smtp, faults });
    const accountsFile = await writeAccountsFile({ folder, accounts: [book.account({ smtp: relay })] });
    const program = await startEngineProgram({ dataFolder: data, accountsFile, storage: holdingStorage });
    const accepted = async (wanted: string) =>
      program.until(`${wanted} accepted`, soon, async () => (await find(program, wanted))?.state === 'accepted');
    const send = async (wanted: string, text: string) => program.client.call('compose.send', { id: await write(program, wanted, text) });
    unwrap(await send(subject, 'A few words.\n'));
    await accepted(subject);
    return { relay, program, send, accepted };
  }

  /** Reads the steps of the second message off a run that nothing disturbs. */
  async function moments(): Promise<Moment[]> {
    const { relay, program, send, accepted } = await begin(join(folder, 'undisturbed'), [], 'undisturbed first');
    try {
      unwrap(await send('undisturbed second', textInShares()));
      await accepted('undisturbed second');
      expect(new Set(relay.record.map(({ connection }) => connection))).toEqual(new Set([1]));
    } finally {
      await program.close();
      await relay.close();
    }
    const all = stepsOf(relay.record);
    const dots = all.flatMap(({ command, when }, index) => (command === '.' && when === 'after it was done' ? [index] : []));
    expect(dots).toHaveLength(2);
    const steps = all.slice((dots[0] ?? 0) + 1, (dots[1] ?? 0) + 1);
    const before = steps.filter(({ command }) => command !== '.').map(faultOf);
    // RFC 2920 §3.1: all three leave together, and are answered together.
    const pipeline = ['MAIL, before it arrived', 'RCPT, before it arrived', 'DATA, before it arrived', 'DATA, after it was done'];
    expect(before.map(({ name }) => name.replace(/[: ].*,/, ','))).toEqual(pipeline);
    const shares = sharesOfText.map((after) => ({ name: `the text, ${after}`, fault: stallBehind(after) }));
    // Nothing of it is held up by the relay: only the program itself keeps the dot back.
    const whole = { name: 'the whole text', fault: { ...stallBehind(lastWords), effect: { kind: 'delay', milliseconds: 0 } } } as const;
    const common = { hold: null, becomes: 'accepted', taken: 0, rest: 0 } as const;
    return [
      ...before.map((moment) => ({ ...common, ...moment })),
      ...shares.map((moment) => ({ ...common, ...moment, rest: muchText })),
      ...steps
        .filter(({ command }) => command === '.')
        .map((step): Moment => ({ ...common, ...faultOf(step), becomes: 'unknown', taken: step.when === 'after it was done' ? 1 : 0 })),
      ...[...before, ...shares, whole].map(
        (moment): Moment => ({ ...common, ...moment, hold: 'queueMessage unwritten', becomes: 'draft' }),
      ),
      ...before.map((moment): Moment => ({ ...common, ...moment, hold: 'queueMessage unanswered' })),
      // Once the system has taken the whole text, the mark is written right behind the entry, whose answer need not have come.
      ...[...shares, whole].map(
        (moment): Moment => ({ ...common, ...moment, hold: 'queueMessage unanswered', becomes: 'accepted or unknown' }),
      ),
      { ...common, ...whole, hold: 'markDotPending unwritten' },
      { ...common, ...whole, hold: 'markDotPending unanswered', becomes: 'unknown' },
    ];
  }

  /** Kills the program in the middle of the second message. Answers its Message-ID as the relay saw it, if it did. */
  async function killInSecond(data: string, { hold, fault, rest }: Moment, first: string, second: string): Promise<string | undefined> {
    const { relay, program, send } = await begin(data, [fault], first);
    try {
      const answered = send(second, `${textInShares(rest)}${lastWords}\r\n`);
      await Promise.all([relay.struck(0), hold === null ? answered.then(unwrap) : program.held(hold)]);
      if (fault.effect.kind === 'delay') for (let turn = 0; turn < turns; turn += 1) unwrap(await program.client.call('sync.state', {}));
      await program.kill();
      expect(new Set(relay.record.map(({ connection }) => connection))).toEqual(new Set([1]));
      return [
        ...relay
          .bytes('client')
          .toString('latin1')
          .matchAll(/\r\nMessage-ID: (<\S+>)/gi),
      ][1]?.[1];
    } finally {
      await program.close();
      await relay.close();
    }
  }

  /** What the user does who finds it as it is: the draft is sent, and what is unknown and never arrived is sent again. */
  async function settle(again: EngineFixture, { becomes, taken }: Moment, second: string): Promise<OutboxItem> {
    if (becomes === 'draft') {
      const drafts = unwrap(await again.client.call('compose.drafts', {}));
      expect(drafts.map(({ subject }) => subject)).toEqual([second]);
      expect(await find(again, second)).toBeUndefined();
      unwrap(await again.client.call('compose.send', { id: drafts[0]?.id ?? '' }));
    }
    const over = async () => {
      const item = await find(again, second);
      return (item?.state === 'accepted' || item?.state === 'unknown' || item?.state === 'refused') && item;
    };
    const item = await again.until('the outcome of the second message', over);
    expect(becomes === 'draft' ? ['accepted'] : becomes.split(' or ')).toContain(item.state);
    if (item.state === 'unknown' && taken === 0) {
      unwrap(await again.client.call('outbox.resolve', { id: item.id, as: 'send-again' }));
      await again.until('the message sent again', async () => (await find(again, second))?.state === 'accepted');
    }
    return item;
  }

  async function prove(moment: Moment, number: number): Promise<void> {
    const { name, hold, becomes, taken } = moment;
    const data = join(folder, `data-${number}`);
    const first = `first of ${number};`;
    const second = `second of ${number}; ${hold === null ? '' : askFor(hold)}`.trim();
    const mark = `second of ${number};`;
    const seen = await killInSecond(data, moment, first, second);
    expect(expectWholeDatabases(data)).toBe(2);
    await book.untilArrived(first);
    if (taken === 1) await book.untilArrived(mark);
    else {
      expect(await book.arrived(mark)).toEqual([]);
      if (seen) expect(await book.taken(seen)).toBe(0);
    }

    const again = await startEngineFixture({ accounts: [book.account()], folder: data });
    try {
      const item = await settle(again, moment, second);
      runs.push({ killed: hold === null ? name : `${name}, ${hold}`, becomes: item.state, taken });
      await book.untilArrived(mark);
      if (item.state === 'accepted') await book.untilFiled(mark);
      expect(await book.taken(item.messageId)).toBe(1);
      if (becomes === 'draft' && seen) expect(await book.taken(seen)).toBe(0);
      const before = await find(again, first);
      expect(before).toMatchObject({ state: 'accepted', attempts: 1 });
      expect(await book.taken(before?.messageId ?? '')).toBe(1);
    } finally {
      await again.done();
    }
    for (const each of [first, mark]) {
      expect(await book.arrived(each)).toHaveLength(1);
      expect((await book.copies(each)).length).toBeLessThanOrEqual(1);
    }
  }

  it(
    'at whichever step, never sends the first again, neither loses nor doubles the second, and is unknown only where nobody can know',
    async () => {
      const all = await moments();
      const sample = all.filter(({ name, hold }) => name === 'the whole text' && hold?.endsWith('unwritten'));
      const chosen = isWholeProof ? all : sample;
      expect(chosen.length).toBe(isWholeProof ? 27 : 2);
      for (const [number, moment] of chosen.entries())
        await prove(moment, number).catch((error: unknown) => {
          throw new Error(`killed at ${moment.name}, ${moment.hold}: ${error instanceof Error ? error.message : error}`, { cause: error });
        });
    },
    proofDeadline,
  );
});

const faultOf = ({ command, when, fault }: Step) => ({ name: `${command}, ${when}`, fault });

const stallBehind = (after: string): Fault => ({ connection: 1, at: { direction: 'client', after }, effect: { kind: 'stall' } });
