/**
 * Raw messages from outside (`cli send`): queued as they are, and reported when their outcome is known. Without a running program a
 * deferred message stays in the outbox, and the next such call tries it again.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { type Failure, failure, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem, RecipientOutcome } from '../../contract/outbox.ts';
import type { StoredAccount } from '../cache/database/stored.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import { newOutboxItem } from '../cache/user-data/new-items.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { OutboxReader } from '../cache/user-data/read-outbox.ts';
import { parseTypedAddresses } from '../mime/header/addresses.ts';
import { createMessageId } from '../mime/header/message-id.ts';
import { summariseHeader } from '../mime/header/summary.ts';
import { meaningOf } from '../smtp/reply-meanings.ts';
import type { Outbox } from './outbox.ts';
import { messageToSend } from './raw-message.ts';

interface RawSubmissionDependencies {
  readonly storage: Storage;
  readonly reader: AccountReader & OutboxReader;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Whether the outbox sends by itself; otherwise this one message is tried once. */
  readonly automatic: boolean;
  /** Submissions under way, by account and fingerprint: the same message handed in meanwhile gets the same answer. */
  readonly underWay: Map<string, Promise<Result<RawOutcome>>>;
}

interface RawSubmission {
  /** Name or id of the account. */
  readonly account: string;
  readonly recipients: readonly string[];
  readonly raw: Uint8Array;
}

/** The outcome of a message, for the process that handed it in. */
export interface RawOutcome {
  /** As the outbox has it; `given-up`: no recipient has it and it is not kept, because another attempt would fail in the same way. */
  readonly state: OutboxItem['state'] | 'given-up';
  readonly item: OutboxItem;
  /** Why each recipient has not got it, by address. */
  readonly reasons: ReadonlyMap<string, Failure>;
  /** Named in a `Bcc` field that was taken out, and not among the recipients. */
  readonly leftOut: readonly string[];
}

/**
 * Queues a raw message with CRLF line ends and waits for its outcome.
 * A message without a Message-ID gets one, because without it no evidence could be found after a broken connection. A message that was
 * handed in before, byte for byte and to the same recipients, and is unfinished is not queued twice: its sending is resumed.
 */
export async function submitRawMessage(submission: RawSubmission, dependencies: RawSubmissionDependencies): Promise<Result<RawOutcome>> {
  const { reader, underWay } = dependencies;
  const account = accountNamed(reader, submission.account);
  if (!account) return { ok: false, failure: failure('not-found', { detail: { account: submission.account } }) };
  const recipients = parseTypedAddresses(submission.recipients.join(', '));
  if (!recipients.ok) return recipients;
  const to = recipients.value.map((recipient) => recipient.address);
  const handedIn = await fingerprintOf(submission.raw, to);
  const key = `${account.id} ${handedIn}`;
  const same = underWay.get(key);
  if (same) return same;
  const submitted = submitOnce({ account, to, raw: submission.raw, handedIn }, dependencies).finally(() => underWay.delete(key));
  underWay.set(key, submitted);
  return submitted;
}

interface HandedIn {
  readonly account: StoredAccount;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
  readonly handedIn: string;
}

async function submitOnce(
  { account, to, raw: all, handedIn }: HandedIn,
  dependencies: RawSubmissionDependencies,
): Promise<Result<RawOutcome>> {
  const { reader, clock, outbox, automatic } = dependencies;
  const { address } = account.settings;
  const { raw: given, blindCopies } = messageToSend(Buffer.from(all));
  const summary = summariseHeader(given);
  const envelope = { from: address, to: [...to] };
  const leftOut = blindCopies.filter((blind) => !envelope.to.some((each) => each.toLowerCase() === blind.toLowerCase()));
  const before = unfinishedWith(reader, account.id, handedIn);
  if (before) {
    const ended = await takeFurther(before, dependencies);
    return ended ? conclude(ended, leftOut, dependencies) : notFound(before.id);
  }
  const messageId = summary.messageId ?? createMessageId(address);
  const raw = summary.messageId ? given : Buffer.concat([Buffer.from(`Message-ID: ${messageId}\r\n`), given]);
  const facts = { id: randomUUID(), accountId: account.id, subject: summary.subject, now: clock.now() };
  const item: OutboxItem = { ...newOutboxItem({ raw, envelope, messageId }, facts), handedIn };
  const message = { item, envelope, raw, draftId: null };
  const begun = await (automatic ? outbox.queue(message) : outbox.submitNow(message));
  if (!begun.ok) return begun;
  const ended = await outbox.finished(item.id);
  return ended ? conclude(ended, leftOut, dependencies) : notFound(item.id);
}

/** Reports the outcome, and keeps the entry only where another try is worth while. */
async function conclude(
  ended: OutboxItem,
  leftOut: readonly string[],
  { storage, automatic }: RawSubmissionDependencies,
): Promise<Result<RawOutcome>> {
  const outcome = outcomeOf(ended, leftOut);
  const isHad = ended.recipients.some(({ state }) => state === 'accepted');
  if (automatic || isHad || (outcome.state === 'queued' && !isHopeless(ended))) return succeed(outcome);
  // If kept, the next program on this folder would send it after the user was told that it was not sent.
  if (outcome.state === 'queued' || outcome.state === 'refused') await storage.removeOutbox({ id: ended.id });
  return succeed(outcome.state === 'queued' ? { ...outcome, state: 'given-up' } : outcome);
}

/**
 * Resumes a message that was handed in before: a waiting one is tried now, one under way is awaited, and for one that may have been sent
 * the evidence is checked. Never makes a second copy.
 */
async function takeFurther({ id }: OutboxItem, { reader, outbox, automatic }: RawSubmissionDependencies): Promise<OutboxItem | null> {
  // Includes entries that a killed program left while sending: they wait, or their final dot may have left.
  if (!automatic) await outbox.attemptWaiting((item) => item.id === id);
  const now = reader.outboxEntry(id)?.item;
  if (!now) return null;
  if (now.state === 'unknown') {
    const looked = await outbox.look(id);
    return looked.ok ? looked.value : now;
  }
  if (!automatic) return now;
  if (now.state === 'queued') await outbox.sendNow(id);
  return outbox.finished(id, now.state === 'sending' ? now.attempts - 1 : now.attempts);
}

/**
 * Tries what earlier calls left waiting, one after the other.
 * @param account name or id; null: every account
 * @param atOnce also what is not due yet, and what waits for its user
 */
export async function submitWaiting(
  { account: named, atOnce }: { readonly account: string | null; readonly atOnce: boolean },
  { reader, clock, outbox }: RawSubmissionDependencies,
): Promise<Result<RawOutcome[]>> {
  const account = named === null ? null : accountNamed(reader, named);
  if (account === undefined) return { ok: false, failure: failure('not-found', { detail: { account: named ?? '' } }) };
  const ended = await outbox.attemptWaiting(
    ({ accountId, nextAttemptAt }) =>
      (account === null || accountId === account.id) && (atOnce || nextAttemptAt === null || nextAttemptAt <= clock.now()),
  );
  return succeed(ended.map((item) => outcomeOf(item, [])));
}

const accountNamed = (reader: AccountReader & OutboxReader, name: string) =>
  reader.accounts().find(({ id, settings }) => settings.name === name || id === name);

/** For example a wrong password: the next attempt would fail as well. */
const isHopeless = ({ nextAttemptAt }: OutboxItem): boolean => nextAttemptAt === null;

/**
 * Identifies a submission: SHA-256 over all that was handed in, before any change. In pieces of a millisecond or two, because 25 MB at once
 * would block the thread for 40 ms.
 */
async function fingerprintOf(raw: Uint8Array, recipients: readonly string[]): Promise<string> {
  const to = JSON.stringify([...recipients].sort());
  const digest = createHash('sha256').update(`${Buffer.byteLength(to)}:${to}`);
  for (let at = 0; at < raw.length; at += piece) {
    if (at > 0) await setImmediate();
    digest.update(raw.subarray(at, at + piece));
  }
  return digest.digest('hex');
}

/** Bytes. */
const piece = 1024 * 1024;

/** The same submission while it is unfinished: a new entry beside it would send a second copy. */
const unfinishedWith = (reader: AccountReader & OutboxReader, accountId: string, handedIn: string): OutboxItem | undefined =>
  reader
    .openOutbox()
    .map(({ item }) => item)
    .find((item) => item.handedIn === handedIn && item.accountId === accountId && unfinished.has(item.state));

const unfinished: ReadonlySet<OutboxItem['state']> = new Set(['queued', 'sending', 'unknown']);

const notFound = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { id } }) });

function outcomeOf(item: OutboxItem, leftOut: readonly string[]): RawOutcome {
  const reasons = new Map<string, Failure>();
  for (const recipient of item.recipients) {
    const reason = recipient.state === 'accepted' ? null : reasonFor(recipient, item);
    if (reason) reasons.set(recipient.address, reason);
  }
  return { state: item.state, item, reasons, leftOut };
}

/** The server's reply to this recipient, or the failure of the whole message. */
function reasonFor({ address, reply }: RecipientOutcome, { failure: whole }: OutboxItem): Failure | null {
  const meaning = reply === null ? null : meaningOf('RCPT TO', reply);
  const isAboutAll = whole !== null && whole.command !== 'RCPT TO' && (whole.reply ?? null) === reply;
  if (!meaning || isAboutAll || reply === null) return whole;
  const { host, port } = whole ?? {};
  return failure(meaning.code, {
    protocol: 'smtp',
    command: 'RCPT TO',
    permanent: meaning.permanent,
    reply,
    detail: { addresses: address },
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  });
}
