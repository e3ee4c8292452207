/**
 * The program is killed at every step of a submission to Postfix, and of filing the copy for Sent; then it runs again, and what arrived is
 * counted in the server's own book and its own files. `unknown` may stand only where the final dot had been sent (RFC 5321 §4.5.4.2: who
 * does not hear the answer to it cannot know).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { isWholeProof, proofDeadline } from '../../support/proof-scale.ts';
import { startFaultRelay } from '../../support/relay/fault-relay.ts';
import type { Fault } from '../../support/relay/faults.ts';
import { expectWholeDatabases, finish, killAt, startProgram } from './killed-program.ts';
import { type Step, stepsOf } from './killed-steps.ts';
import { muchText, type SubmissionBook, sharesOfText, startSubmissionBook, textInShares } from './killed-submission.ts';

interface Moment {
  readonly name: string;
  readonly protocol: 'smtp' | 'imap';
  readonly fault: Fault;
  /** How the message may stand after the program ran again. */
  readonly states: readonly OutboxItem['state'][];
  /** What the server has taken by the time of the kill. */
  readonly taken: 0 | 1;
  /** Octets of the message behind `middle of it`. */
  readonly rest: number;
}

const isOver = (item: OutboxItem) => item.state === 'accepted' || item.state === 'unknown' || item.state === 'refused';

let folder: string;
const runs: { killed: string; state: string; arrived: number }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-send-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => {
  if (isWholeProof) console.info(`killed during a send: ${runs.length} times`, runs);
});

describeWithServers(['dovecot', 'postfix'], 'a send that is killed', () => {
  let book: SubmissionBook;

  beforeAll(async () => {
    book = await startSubmissionBook();
  });
  afterAll(() => book?.stop());

  const compose = (messageId: string, rest: number) =>
    `From: ana@example.test\r\nTo: ben@example.test\r\nSubject: a message\r\nMessage-ID: ${messageId}\r\n\r\n${textInShares(rest)}`;
  const sendFrom = async (sender: ProvisionedAccount, data: string, message: string) => {
    const accounts = await writeAccountsFile({ folder, accounts: [sender] });
    const args = ['send', '--data-dir', data, '--accounts', accounts, '--account', 'ana', '--to', 'ben@example.test'];
    return startProgram(args, message);
  };
  /** Reads the steps off a send that nothing disturbs. */
  const moments = async (): Promise<Moment[]> => {
    const smtp = await startFaultRelay({ target: book.smtp, faults: [] });
    const imap = await startFaultRelay({ target: book.imap, faults: [] });
    try {
      const message = compose('<undisturbed@example.test>', 0);
      await finish(await sendFrom(book.account({ smtp, imap }), join(folder, 'undisturbed'), message));
      const steps = stepsOf(smtp.record).map((step) => momentOf(step));
      const dot = steps.findIndex(({ name }) => name.startsWith('.,'));
      const body = sharesOfText.map(
        (after): Moment => ({
          name: `DATA, ${after}`,
          protocol: 'smtp',
          fault: { connection: 1, at: { direction: 'client', after }, effect: { kind: 'stall' } },
          states: ['accepted'],
          taken: 0,
          rest: muchText,
        }),
      );
      const filed = stepsOf(imap.record)
        .filter(({ command }) => ['AUTHENTICATE', 'APPEND'].includes(command))
        .map(
          ({ command, when, fault }): Moment => ({
            name: `${command} to Sent, ${when}`,
            protocol: 'imap',
            fault,
            states: ['accepted'],
            taken: 1,
            rest: 0,
          }),
        );
      const greeting: Fault = { connection: 1, at: { direction: 'server', after: '22' }, effect: { kind: 'stall' } };
      expect(dot).toBeGreaterThan(0);
      return [
        { name: 'the greeting', protocol: 'smtp', fault: greeting, states: ['accepted'], taken: 0, rest: 0 },
        ...steps.slice(0, dot),
        ...body,
        ...steps.slice(dot),
        ...filed,
      ];
    } finally {
      await smtp.close();
      await imap.close();
    }
  };

  const resolveUnknown = async (again: EngineFixture, item: OutboxItem) => {
    unwrap(await again.client.call('outbox.resolve', { id: item.id, as: 'send-again' }));
    await again.until('the message sent again', async () =>
      unwrap(await again.client.call('outbox.list', {})).find(({ id, state }) => id === item.id && state === 'accepted'),
    );
  };

  const prove = async ({ name, protocol, fault, states, taken, rest }: Moment, number: number) => {
    const smtp = await startFaultRelay({ target: book.smtp, faults: protocol === 'smtp' ? [fault] : [] });
    const imap = await startFaultRelay({ target: book.imap, faults: protocol === 'imap' ? [fault] : [] });
    const data = join(folder, `data-${number}`);
    const messageId = `<${number}.killed@example.test>`;
    try {
      const struck = (protocol === 'smtp' ? smtp : imap).struck(0);
      await killAt(struck, await sendFrom(book.account({ smtp, imap }), data, compose(messageId, rest)));
    } finally {
      await smtp.close();
      await imap.close();
    }
    expect(expectWholeDatabases(data)).toBe(2);
    if (taken === 1) await book.untilArrived(messageId);
    else expect(await book.arrived(messageId)).toEqual([]);

    const again = await startEngineFixture({ accounts: [book.account()], folder: data });
    try {
      const item = await again.until('the outcome of the message', async () =>
        unwrap(await again.client.call('outbox.list', {})).find(isOver),
      );
      runs.push({ killed: name, state: item.state, arrived: taken });
      expect(item.messageId).toBe(messageId);
      expect(states).toContain(item.state);
      // Lost it is not, even where it never arrived: it stands there as unknown, and the user says what is to be done.
      if (item.state === 'unknown' && taken === 0) await resolveUnknown(again, item);
      await book.untilArrived(messageId);
      if (item.state === 'accepted') await book.untilFiled(messageId);
    } finally {
      await again.done();
    }
    expect(await book.taken(messageId)).toBe(1);
    expect(await book.arrived(messageId)).toHaveLength(1);
    expect((await book.copies(messageId)).length).toBeLessThanOrEqual(1);
  };

  it(
    'at whichever step, neither loses the message nor doubles it, and is unknown only where nobody can know',
    async () => {
      const all = await moments();
      const chosen = isWholeProof ? all : all.filter(({ name }) => ['DATA, after it was done', '., after it was done'].includes(name));
      expect(chosen.length).toBe(isWholeProof ? all.length : 2);
      for (const [number, moment] of chosen.entries())
        await prove(moment, number).catch((error: unknown) => {
          throw new Error(`killed at ${moment.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
        });
    },
    proofDeadline,
  );
});

function momentOf({ command, when, fault }: Step): Moment {
  const common = { name: `${command}, ${when}`, protocol: 'smtp', fault, rest: 0 } as const;
  // The dot has left the program in both cases; only the server knows whether all of it came.
  if (command === '.') return { ...common, states: ['unknown'], taken: when === 'after it was done' ? 1 : 0 };
  // The answer to the dot was heard.
  if (command === 'QUIT') return { ...common, states: ['accepted'], taken: 1 };
  return { ...common, states: ['accepted'], taken: 0 };
}
