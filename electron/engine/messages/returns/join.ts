/**
 * Which message that was sent from here a notice is about: by ids that only those can know who had the message, and by the recipient. A notice
 * about a message that was never sent, or about somebody it was never sent to, belongs to nothing. Pure; asks indexes only.
 */
import type { Notice, NoticeJoin, NoticeRecipient } from '../../../contract/delivery/notices.ts';
import type { SentRecipient } from '../../cache/user-data/read-returns.ts';
import { addressKey } from '../../cache/user-data/sent-recipients.ts';

type JoinKey = NonNullable<NoticeJoin['by']>;

/** What was sent, by the ids that a notice may carry. */
export interface SentRecords {
  sentRecipients(by: Exclude<JoinKey, 'sent-copy'>, id: string): readonly SentRecipient[];
  /** Addresses of a copy among sent mail, which another program may have sent; null: there is none. */
  sentCopy(messageId: string): readonly string[] | null;
}

/** A recipient of the notice, and the same one as it was sent to. */
interface JoinedRecipient {
  readonly index: number;
  readonly said: NoticeRecipient;
  readonly address: string;
  /** Null: sent by another program. */
  readonly sent: SentRecipient | null;
}

export interface Joined {
  readonly state: NoticeJoin['state'];
  readonly by: JoinKey | null;
  /** Of the message that was sent. */
  readonly messageId: string | null;
  readonly recipients: readonly JoinedRecipient[];
}

/** Milliseconds. A server gives up after five days (RFC 5321 §4.5.4.1), and uses a queue id again some day. */
const queueIdHolds = 30 * 86_400_000;

/** @param at when the notice came, milliseconds since 1970 */
export function joinNotice(notice: Notice, at: number, records: SentRecords): Joined {
  const { envelopeId, messageId, queueId } = notice.original;
  const found: { by: JoinKey; sent: readonly SentRecipient[] }[] = [];
  const look = (by: Exclude<JoinKey, 'sent-copy'>, id: string | null): void => {
    const sent = id === null ? [] : records.sentRecipients(by, id);
    if (sent.length > 0) found.push({ by, sent });
  };
  look('envelope-id', envelopeId);
  look('message-id', messageId);
  // The names of queues are short, and each server has its own: one counts only where it was given lately.
  if (messageId === null || found.length === 0) look('queue-id', queueId);
  for (const { by, sent } of found) {
    if (by === 'queue-id' && !sent.some(({ sentAt }) => Math.abs(at - sentAt) <= queueIdHolds)) continue;
    const recipients = match(
      notice,
      sent.map((one) => ({ address: one.address, sent: one })),
    );
    if (recipients.length > 0) return { state: 'joined', by, messageId: sent[0]?.messageId ?? null, recipients };
  }
  const copy = messageId !== null && found.length === 0 ? records.sentCopy(messageId) : null;
  if (copy) {
    const recipients = match(
      notice,
      copy.map((address) => ({ address: addressKey(address), sent: null })),
    );
    if (recipients.length > 0) return { state: 'joined', by: 'sent-copy', messageId, recipients };
  }
  const known = found.find(({ by }) => by !== 'queue-id');
  if (!known && !copy) return { state: 'not-sent', by: null, messageId: null, recipients: [] };
  return { state: 'other-recipients', by: null, messageId: known?.sent[0]?.messageId ?? messageId, recipients: [] };
}

/** The recipients of the notice that the message was sent to. One that names nobody is about the only one. */
function match(notice: Notice, sent: readonly Pick<JoinedRecipient, 'address' | 'sent'>[]): JoinedRecipient[] {
  // The latest of each, which stands first.
  const byAddress = new Map(sent.toReversed().map((one) => [one.address, one]));
  const only = byAddress.size === 1 ? sent[0] : undefined;
  return notice.recipients.flatMap((said, index) => {
    // As it was sent, before the one that it was forwarded to (RFC 3464 §2.3.1).
    const names = [said.original, said.address].filter((name) => name !== null);
    const one = names.length === 0 ? only : names.map((name) => byAddress.get(addressKey(name))).find((each) => each !== undefined);
    return one ? [{ index, said, ...one }] : [];
  });
}
