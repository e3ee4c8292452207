/** A message that comes whole from elsewhere (`cli send`): queued as it is, and reported when its outcome is known. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { Reader, Storage } from '../cache/storage-interface.ts';
import { parseTypedAddresses } from '../mime/addresses.ts';
import { createMessageId } from '../mime/message-id.ts';
import { summariseHeader } from '../mime/summary.ts';
import { newOutboxItem } from './drafts.ts';
import type { Outbox } from './outbox.ts';

export interface RawSubmissionDependencies {
  readonly storage: Storage;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Whether the outbox sends by itself; otherwise this one message is tried once and then taken out of the queue. */
  readonly automatic: boolean;
}

/**
 * Queues a raw message with CRLF line ends and waits for its outcome.
 * A message without a Message-ID gets one, because without it no evidence could be found after a broken connection.
 * @param account name or id
 * @returns the entry as it ended; `queued` means that it was not taken now (and, when not `automatic`, that it no longer waits)
 */
export async function submitRawMessage(
  submission: { readonly account: string; readonly recipients: readonly string[]; readonly raw: Uint8Array },
  { storage, reader, clock, outbox, automatic }: RawSubmissionDependencies,
): Promise<Result<OutboxItem>> {
  const account = reader.accounts().find(({ id, settings }) => settings.name === submission.account || id === submission.account);
  if (!account) return { ok: false, failure: failure('not-found', { detail: { account: submission.account } }) };
  const recipients = parseTypedAddresses(submission.recipients.join(', '));
  if (!recipients.ok) return recipients;
  const { address } = account.settings;
  const given = Buffer.from(submission.raw);
  const summary = summariseHeader(given);
  const messageId = summary.messageId ?? createMessageId(address);
  const raw = summary.messageId ? given : Buffer.concat([Buffer.from(`Message-ID: ${messageId}\r\n`), given]);
  const envelope = { from: address, to: recipients.value.map((recipient) => recipient.address) };
  const item = newOutboxItem(
    { raw, envelope, messageId },
    { id: randomUUID(), accountId: account.id, subject: summary.subject, now: clock.now() },
  );
  const message = { item, envelope, raw, draftId: null };
  const begun = await (automatic ? outbox.queue(message) : outbox.submitNow(message));
  if (!begun.ok) return begun;
  const ended = await outbox.finished(item.id);
  if (!ended) return { ok: false, failure: failure('not-found', { detail: { id: item.id } }) };
  // Left in the queue it would be sent again by the next program on this folder, after its user had been told that it was not.
  if (!automatic && (ended.state === 'queued' || ended.state === 'refused')) await storage.removeOutbox({ id: item.id });
  return succeed(ended);
}
