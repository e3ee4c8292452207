/** Finds the line that says what went wrong: in one session, in a range of its lines, or in whichever session it stands. */
import { type Result, succeed } from '../../contract/failure.ts';
import type { Line } from '../../contract/transcript.ts';
import type { Transcript } from './transcript-interface.ts';

interface ErrorPlace {
  readonly session: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

interface ErrorSearch {
  /** Null: the newest session with an error. */
  readonly session: string | null;
  /** The reply that is looked for; without it, or where it does not stand there, the last error. */
  readonly reply?: string | undefined;
  /** Only these lines; all of them if left out. */
  readonly firstLine?: number | undefined;
  readonly lastLine?: number | undefined;
}

const page = 500;
/** Lines between a reply and the end of its session, at most. */
const mostForReply = 20_000;
const mostSessions = 300;
/** Lines that are looked at in sessions of which nobody knows whether they hold an error. */
const mostInAll = 50_000;

/** Answers null where nothing went wrong. */
export async function findLastError(
  transcript: Pick<Transcript, 'lines' | 'sessions'>,
  { session, reply, firstLine = 0, lastLine = Number.MAX_SAFE_INTEGER }: ErrorSearch,
): Promise<Result<ErrorPlace | null>> {
  if (session !== null) return searchIn(transcript, session, { first: firstLine, last: lastLine, wanted: lastOf(reply) });
  let left = mostInAll;
  for (const { id, lines } of await transcript.sessions({ limit: mostSessions })) {
    const first = Math.max(0, lines - left);
    const found = await searchIn(transcript, id, { first, last: lines - 1, wanted: null });
    if (found.ok && found.value !== null) return found;
    left -= lines - first;
    if (left <= 0) break;
  }
  return succeed(null);
}

/** The line with which a reply ends, by which it is known. */
const lastOf = (reply: string | undefined): string | null =>
  reply
    ?.split(/\r?\n/)
    .map((line) => line.trim())
    .findLast((line) => line !== '') ?? null;

async function searchIn(
  transcript: Pick<Transcript, 'lines'>,
  session: string,
  { first, last, wanted }: { first: number; last: number; wanted: string | null },
): Promise<Result<ErrorPlace | null>> {
  const head = await transcript.lines({ session, from: 0, limit: 1 });
  if (!head.ok) return head;
  const end = Math.min(last + 1, head.value.total);
  let latest: ErrorPlace | null = null;
  for (let until = end; until > first && !(latest && end - until > mostForReply); ) {
    const from = Math.max(first, until - page);
    const answer = await transcript.lines({ session, from, limit: until - from });
    if (!answer.ok) return answer;
    const { lines } = answer.value;
    for (let at = lines.length - 1; at >= 0; at--) {
      const line = lines[at];
      if (!line || line.index >= until) continue;
      if (wanted !== null && line.direction === 'server' && textOf(line) === wanted) return succeed(placeOf(lines, at, session));
      if (latest === null && isError(line)) latest = placeOf(lines, at, session);
      if (latest !== null && wanted === null) return succeed(latest);
    }
    until = from;
  }
  return succeed(latest);
}

const textOf = ({ bytes }: Line): string => Buffer.from(bytes, 'base64').toString('utf8').trim();

/** A refusal (RFC 5321 §4.2.1, RFC 9051 §7.1, RFC 1939 §3), or a connection that broke or never came about. */
function isError({ direction, code, command, note, explanation }: Line): boolean {
  // Of a note about what a line of the server says, the line itself is the error: the note has no entry then.
  if (direction === 'note') return explanation !== null && (note?.key === 'lost' || note?.key === 'stalled' || note?.key === 'refused');
  if (direction !== 'server' || code === null) return false;
  return code === 'BYE' ? command !== 'LOGOUT' : /^(?:[45]\d\d|NO|BAD|-ERR)$/.test(code);
}

/** All lines of a reply (RFC 5321 §4.2.1): each has its code. */
function placeOf(lines: readonly Line[], at: number, session: string): ErrorPlace {
  const last = lines[at];
  let first = at;
  while (
    last?.direction === 'server' &&
    /^\d{3}$/.test(last.code ?? '') &&
    lines[first - 1]?.code === last.code &&
    lines[first - 1]?.answers === last.answers &&
    lines[first - 1]?.kind === 'data'
  )
    first -= 1;
  return { session, firstLine: lines[first]?.index ?? 0, lastLine: last?.index ?? 0 };
}
