/** Messages as an mbox file holds them (RFC 4155 appendix A): a line `From ` before each, and a `>` before lines of the text that look like one. */
import type { StoredMessage } from '../mailbox/folder.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/** `Thu Jan 29 13:02:00 2026` (asctime(3)), in the time of this computer. @param at milliseconds since 1970 */
export function mboxDate(at: number): string {
  const date = new Date(at);
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${days[date.getDay()]} ${months[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${time} ${date.getFullYear()}`;
}

/** Lines end with LF, as in every file of a Unix system. */
export const textOf = ({ bytes }: Pick<StoredMessage, 'bytes'>): string => bytes.toString('utf8').replaceAll('\r\n', '\n');

/** Who sent it: the return path, which the delivery has written above the message. */
export function senderOf(text: string): string {
  const head = text.slice(0, 10_000);
  const [, path] = /^Return-Path: <([^>\n]*)>/im.exec(head) ?? [];
  const [, from] = /^From: (?:[^\n<]*<)?([^\s<>]+@[^\s<>]+)/im.exec(head) ?? [];
  return (path ?? from) || 'MAILER-DAEMON';
}

export function mboxOf(messages: readonly Pick<StoredMessage, 'bytes' | 'internalDate'>[]): string {
  return messages
    .map((message) => {
      const text = textOf(message);
      // As mboxrd: one `>` more, so that it can be taken off again.
      const quoted = text.replace(/^(?=>*From )/gm, '>');
      return `From ${senderOf(text)} ${mboxDate(message.internalDate)}\n${quoted}${quoted.endsWith('\n') ? '' : '\n'}\n`;
    })
    .join('');
}
