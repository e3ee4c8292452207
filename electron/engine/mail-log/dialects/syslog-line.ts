/**
 * Takes off what syslog puts before the words of a program: time, host, program and process; in every form in which mail logs are kept. Exim's
 * own log has the time alone.
 */
import { createTimeReader, type TimeReader } from './log-time.ts';

interface SyslogLine {
  /** Milliseconds since 1970; null: the line has no time that can be read. */
  readonly at: number | null;
  readonly host: string | null;
  /** `postfix/smtpd`, `sendmail`; null in Exim's own log. */
  readonly program: string | null;
  readonly text: string;
}

/** `program[123]: `, `program: `, `program[123]`, also behind a facility: `mail:info sendmail[1]: `. */
const tagAt = /^(?:(?:mail|daemon|user|local\d)[:.]\w+ )?([^\s[\]:]{1,100})(?:\[[\w.:-]{0,20}\])?: ?/;
const hostAndTag = /^[\w.:-]{1,255} [\w./@-]{1,100}\[\d{1,10}\]: /;
/** `host PROCID MSGID STRUCTURED-DATA` of RFC 5424 §6 after the version and the time. */
const modern = /^(\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32}) (-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+) ?(?:\uFEFF)?/;

/** @param newest milliseconds since 1970: no line is written later; it says which year a time without one is of */
export function createSyslogReader(newest: () => number): (line: string) => SyslogLine | null {
  const times = createTimeReader(newest);
  return (line) => {
    const found = readJson(line, times) ?? readPlain(line, times);
    if (found) return unwrapped(found, times);
    // `docker compose logs` puts the name of a container before each line.
    const inner = /^[\w.-]{1,64} {0,40}\| /.exec(line)?.[0];
    return inner === undefined ? null : readPlain(line.slice(inner.length), times);
  };
}

/** A line that a container's runtime took from a program: `time stdout F ` stands before that of the program itself. */
function unwrapped(found: SyslogLine, times: TimeReader): SyslogLine {
  if (found.host !== 'stdout' && found.host !== 'stderr') return found;
  const text = /^[FP] (.*)$/s.exec(found.text)?.[1];
  return text === undefined ? found : (readPlain(text, times) ?? { ...found, host: null, text });
}

/** @returns null where no line of a log begins: it goes on from the one before, or is of nothing known */
function readPlain(line: string, times: TimeReader): SyslogLine | null {
  let from = 0;
  if (line.charCodeAt(0) === 0x3c) {
    const priority = /^<\d{1,3}>(1 )?/.exec(line);
    from = priority?.[0].length ?? 0;
    if (priority?.[1] !== undefined) return readModern(line, from, times);
  } else if (/^1 \d{4}-/.test(line)) return readModern(line, 2, times);
  const time = times.read(line, from);
  if (!time) return null;
  let rest = line.slice(time.end);
  // Exim writes the time alone, with the process where it is told to; host and program behind the same time are syslog's.
  if (time.form === 'exim' && !hostAndTag.test(rest)) return { at: time.at, host: null, program: null, text: rest };
  // FreeBSD, with two -v: `<mail.info>`.
  rest = rest.replace(/^<[\w.]{1,30}> /, '');
  const space = rest.indexOf(' ');
  const host = space < 0 ? '' : rest.slice(0, space);
  // Without a host: `postfix/smtpd[1]: …` follows the time.
  const isTag = /[\]:]$/.test(host) && tagAt.test(rest);
  const named = isTag ? rest : rest.slice(space + 1);
  const tag = tagAt.exec(named);
  if (!tag) return { at: time.at, host: isTag ? null : host, program: null, text: isTag ? rest : named };
  return { at: time.at, host: isTag ? null : host, program: tag[1] ?? null, text: named.slice(tag[0].length) };
}

function readModern(line: string, from: number, times: TimeReader): SyslogLine | null {
  const time = times.read(line, from);
  if (!time) return null;
  const rest = line.slice(time.end);
  const found = modern.exec(rest);
  if (!found) return null;
  const [whole, host = '', program = ''] = found;
  return { at: time.at, host: host === '-' ? null : host, program, text: rest.slice(whole.length) };
}

/** A line of `journalctl -o json`, or of a container's log, which wraps a plain line. */
function readJson(line: string, times: TimeReader): SyslogLine | null {
  if (line.charCodeAt(0) !== 0x7b) return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // A line that begins with a brace and is no JSON is a plain one.
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map(Object.entries(value));
  const textOf = (name: string): string | null => {
    const found: unknown = fields.get(name);
    return typeof found === 'string' ? found : null;
  };
  const wrapped = textOf('log');
  if (wrapped !== null)
    return readPlain(wrapped.replace(/\r?\n$/, ''), times) ?? { at: parsed(textOf('time')), host: null, program: null, text: wrapped };
  const text = textOf('MESSAGE');
  if (text === null) return null;
  const microseconds = Number(textOf('__REALTIME_TIMESTAMP') ?? Number.NaN);
  return {
    at: Number.isFinite(microseconds) ? Math.floor(microseconds / 1_000) : null,
    host: textOf('_HOSTNAME'),
    program: textOf('SYSLOG_IDENTIFIER') ?? textOf('_COMM'),
    text,
  };
}

const parsed = (time: string | null): number | null => {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? null : at;
};
