/**
 * What one line of a log says: syslog's part taken off, then the rest read by the program that wrote it. One reader for the lines of one file,
 * in their order. Knows no story.
 */
import type { LogDialect } from '../../contract/delivery/mail-log.ts';
import { readDovecot } from './dialects/dovecot.ts';
import { isEximMessage, readExim } from './dialects/exim.ts';
import { readPostfix } from './dialects/postfix.ts';
import { readSendmail } from './dialects/sendmail.ts';
import { createSyslogReader } from './dialects/syslog-line.ts';
import { type Entry, entryOf } from './entry.ts';

export interface ReadLine {
  readonly at: number | null;
  readonly host: string | null;
  /** What Postfix calls itself before the name of its daemon: several on one host give queue ids of their own. */
  readonly instance: string | null;
  readonly entry: Entry;
}

const other = entryOf('other');

/**
 * @param newest see `createTimeReader`
 * @returns a function of one line without its end. Linear in its length; never throws.
 */
export function createLineReader(newest: () => number): (line: string) => ReadLine {
  const readSyslog = createSyslogReader(newest);
  let last: LogDialect = 'other';
  return (line) => {
    const found = readSyslog(line);
    // Behind a line that was wrapped, or the header of a message that Exim refused.
    if (!found) return { at: null, host: null, instance: null, entry: entryOf(last)(line.trim() === '' ? 'debug' : 'continuation') };
    const { at, host, program, text } = found;
    const entry = readText(program, text);
    last = entry.dialect;
    const slash = entry.dialect === 'postfix' ? (program ?? '').indexOf('/') : -1;
    return { at, host, instance: slash < 0 ? null : (program ?? '').slice(0, slash), entry };
  };
}

function readText(program: string | null, text: string): Entry {
  const repeated = /^(?:last )?message repeated (\d+) times/.exec(text) ?? (program === 'last' ? /(\d+) times/.exec(text) : null);
  if (repeated) return other('repeated', { count: repeated[1] });
  if (program === null) return readExim(text);
  const name = program.toLowerCase();
  if (name.startsWith('postfix') || name.startsWith('postscreen')) return readPostfix(program, text);
  // Exim's own time may stand in the line too (`syslog_timestamp`).
  const own = text.replace(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?: [+-]\d{4})? /, '');
  if (name.startsWith('exim') || isEximMessage(own)) return readExim(own);
  if (/^(?:sendmail|sm-(?:mta|msp|que|acceptingconnections)\S*|mail\.local)/.test(name)) return readSendmail(text);
  if (name.startsWith('dovecot')) return readDovecot(withoutLevel(text));
  if (/^(?:lmtp|lda|deliver)\(/.test(text)) return readDovecot(text);
  const check = neighbours.find(([pattern]) => pattern.test(name));
  // Of a message that passed it: filters write the queue id first, as Postfix does.
  if (check)
    return other(check[1], { program }, { queueId: /^([0-9A-F]{8,16}|(?=[A-Za-z]*\d)[0-9A-Za-z]{12,25}): /.exec(text)?.[1] ?? null });
  return other('other-program', { program });
}

/** Dovecot writes its level where it logs into a file of its own. */
const withoutLevel = (text: string): string => text.replace(/^(?:Info|Warning|Error|Fatal|Panic|Debug): /, '');

/** Programs that stand beside a mail server. */
const neighbours = [
  [/^opendkim|^dkim/, 'filter'],
  [/^opendmarc|^policyd|^postgrey|^pypolicyd|^sqlgrey|^postsrsd|^milter|^opensrs|^postfwd/, 'filter'],
  [/^amavis|^spamd|^spampd|^rspamd|^clamav|^clamd|^clamsmtp|^clamav-milter|^mailscanner|^spamass/, 'spam-check'],
] as const;
