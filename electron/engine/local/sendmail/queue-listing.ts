/**
 * Reads what `mailq` prints: Postfix (postqueue(1)), Sendmail (its manual, “The Mail Queue”) and Exim (its specification, option `-bp`). These
 * are listings for people, of which no standard knows; what none of the three prints is not guessed at.
 */
import type { QueuedMessage } from '../../../contract/outbox.ts';

/** Messages of a listing that are read, and recipients of each. */
const mostMessages = 1_000;
const mostRecipients = 500;

/** Lines around the messages: headings, counts, and that there are none. */
const around = [
  /^-Queue ID-/,
  /^-{3,}Q-ID-/,
  /^-- .* in \d+ Requests?\.$/,
  /^Mail queue is empty$/,
  /^\s*Total requests: \d+/,
  // One bracket only: the end would be looked for behind each of them.
  /^\s+\/[^(]*\((?:\d+ requests?[^()]*|is empty)\)$/,
  /^\/\S* is empty$/,
];

/** Postfix and Sendmail: number, mark, octets, time, sender. */
const byTime = /^([0-9A-Za-z]{5,30})([*!#X?-]?)\s+(\d{1,15})\s+([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?)\s+(\S.{0,998})$/;
/** Exim: time since, size, number, sender, and whether it is frozen. */
const bySince =
  /^\s{0,3}(\d{1,5}[smhdw])\s+(\d[\d.]{0,9}[KMG]?)\s+([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})\s+<([^>]{0,998})>(.{0,200})$/;
/** A recipient, and whether Exim has delivered to it; what is quoted before the @ may have blanks (RFC 5321 §4.1.2). */
const recipient = /^(D )?(<?"(?:[^"\\]|\\.){0,500}"@\S{1,490}|\S{1,998})$/;

const marks: Readonly<Record<string, QueuedMessage['state']>> = { '*': 'active', '!': 'held' };

/** @returns null where it is printed by none of these programs */
export function readQueueListing(printed: string): QueuedMessage[] | null {
  const messages: { -readonly [Key in keyof QueuedMessage]: QueuedMessage[Key] }[] = [];
  let reason: string | null = null;
  for (const line of printed.split('\n')) {
    const text = line.trimEnd();
    if (text.trim() === '' || around.some((pattern) => pattern.test(text))) continue;
    const [, id, mark = '', size = '', since = '', sender = ''] = byTime.exec(text) ?? [];
    const exim = id === undefined ? bySince.exec(text) : null;
    if (id !== undefined || exim) {
      if (messages.length === mostMessages) break;
      reason = null;
      const [, age = '', eximSize = '', eximId = '', from = '', rest = ''] = exim ?? [];
      messages.push(
        id === undefined
          ? {
              id: eximId,
              state: /\*{3} frozen \*{3}/.test(rest) ? 'frozen' : 'waiting',
              size: eximSize,
              since: age,
              sender: from,
              recipients: [],
            }
          : { id, state: marks[mark] ?? 'waiting', size, since, sender, recipients: [] },
      );
      continue;
    }
    const message = messages.at(-1);
    if (!message || !(/^\s/.test(text) || text.startsWith('('))) return null;
    // Sendmail says of some messages how their body is written.
    const said = text.trim().replace(/^(?:8BITMIME|7BIT)\s*/, '');
    if (said === '') continue;
    if (said.startsWith('(')) {
      // Sendmail cuts it off after 60 characters.
      reason = said.slice(1).replace(/\)$/, '');
      continue;
    }
    const [, done = '', address = ''] = recipient.exec(said) ?? [];
    if (address === '') return null;
    if (message.recipients.length < mostRecipients)
      message.recipients = [...message.recipients, { address, reason, isDelivered: done !== '' }];
  }
  return messages;
}
