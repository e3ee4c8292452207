/** Deadlines of each step of a submission. Giving up on a slow server too early means sending again, and so a duplicate (RFC 5321 §4.5.3.2). */
import type { Deadlines } from '../wire/peer.ts';

/** Milliseconds without a sign of life. */
export interface SmtpDeadlines extends Deadlines {
  readonly mail: number;
  readonly recipient: number;
  /** From DATA to the 354. */
  readonly data: number;
  /** Until the system takes the next piece of the body. */
  readonly block: number;
  /** After the final dot. */
  readonly finalReply: number;
}

const minute = 60_000;

/**
 * RFC 5321 §4.5.3.2: greeting and MAIL and RCPT five minutes, DATA two, each block three, the reply to the dot ten. Of EHLO and AUTH it
 * says nothing.
 */
export const smtpDeadlines: SmtpDeadlines = {
  connect: 20_000,
  greeting: 5 * minute,
  reply: 5 * minute,
  mail: 5 * minute,
  recipient: 5 * minute,
  data: 2 * minute,
  block: 3 * minute,
  finalReply: 10 * minute,
};

/** Shorter deadlines for a check: the user waits for it, and nothing can be sent twice. */
export const checkDeadlines: Partial<SmtpDeadlines> = { greeting: minute, reply: minute, mail: minute };

/** How long the reply to this command may take. */
export function deadlineOf(command: string, deadlines: SmtpDeadlines): number {
  if (command === 'MAIL FROM') return deadlines.mail;
  if (command === 'RCPT TO') return deadlines.recipient;
  return command === 'DATA' ? deadlines.data : deadlines.reply;
}
