/**
 * What storage needs to know about a message's text. The functions are handed in by the worker, because the cache may
 * not know how mail is parsed. Both must be linear in the size of their input and must not throw; when they do, the
 * message is stored all the same with what is known of it.
 */
import type { Address, MessageWarning } from '../../../contract/messages.ts';

/** Facts of a list row, from the header block alone. */
export interface HeaderDescription {
  readonly subject: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** The Date field, milliseconds since 1970. */
  readonly date: number | null;
  /** Where there is no Date field that can be read and be true: when the last server took the message. */
  readonly received: number | null;
  /** With angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** A guess from Content-Type until the body is here. */
  readonly attachments: boolean;
  readonly warnings: readonly MessageWarning[];
}

export interface HeaderFacts extends HeaderDescription {
  /** It looks like a notice about mail. */
  readonly mayBeNotice: boolean;
}

/** What the index and the list take from a whole message. */
export interface TextFacts {
  readonly text: string;
  readonly snippet: string;
  /** The header read again, where raw bytes in it are written in a charset that only the body names; absent as a rule. */
  readonly header?: HeaderDescription;
  readonly attachments: boolean;
}

export interface MailReading {
  summarise(header: Buffer): HeaderFacts;
  textForIndex(raw: Buffer): TextFacts;
}

/** Stands for a header block that could not be read. */
export const unreadableHeader: HeaderFacts = {
  subject: '',
  from: [],
  to: [],
  cc: [],
  date: null,
  received: null,
  messageId: null,
  inReplyTo: null,
  references: [],
  attachments: false,
  warnings: ['malformed'],
  mayBeNotice: false,
};
