/** Commands that change mail: flags, deletion, APPEND. The library's `false` becomes a failure here. */
import type { CommandOptions } from '../../wire/command-queue.ts';
import { type Attribute, atom, attributeText, sequence, text } from '../library.ts';
import { mailbox } from '../mailbox-name.ts';
import { readNumber, responseCode } from '../response-code.ts';
import { type ImapSession, isBad } from '../session.ts';
import { isUid, writeUidsInPieces } from '../uid-set.ts';
import { searchUids } from './search.ts';

interface FlagsToChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** Only within `run`. */
export async function storeFlags(session: ImapSession, uids: readonly number[], change: FlagsToChange): Promise<void> {
  for (const [sign, flags] of [
    ['+', change.add ?? []],
    ['-', change.remove ?? []],
  ] as const) {
    if (flags.length === 0) continue;
    const list = flags.map((flag) => flagAtom(session, flag));
    for (const { set } of writeUidsInPieces(known(session, uids)))
      await session.send('UID STORE', [sequence(set), atom(`${sign}FLAGS.SILENT`), list]);
  }
}

/** Marks and expunges; `expunged` false where only marking is safe. Only within `run`. */
export async function deleteForever(session: ImapSession, uids: readonly number[]): Promise<{ expunged: boolean }> {
  await storeFlags(session, uids, { add: ['\\Deleted'] });
  if (session.has('UIDPLUS')) {
    try {
      for (const { set } of writeUidsInPieces(known(session, uids))) await session.send('UID EXPUNGE', [sequence(set)]);
      return { expunged: true };
    } catch (error) {
      // Offered and not known: what is marked would stay, beside its copy where this is a move.
      if (session.ended() !== undefined || !isBad(error)) throw error;
      session.unknown.add('UIDPLUS');
    }
  }
  // RFC 4315 §2.1: a plain EXPUNGE takes everything that is marked, by other clients too: only where that is exactly what we marked.
  const marked = await searchUids(session, { deleted: true });
  const ours = new Set(uids);
  if (!marked.every((uid) => ours.has(uid))) return { expunged: false };
  await session.send('EXPUNGE', []);
  return { expunged: true };
}

export async function append(
  session: ImapSession,
  path: string,
  raw: Buffer,
  flags: readonly string[],
  date: number,
  options?: CommandOptions,
): Promise<{ uid: number | null; uidValidity: number | null }> {
  return session.run(options, async () => {
    const limit = session.client.capabilities.get('APPENDLIMIT');
    // RFC 7889 §1: APPENDLIMIT, the largest message that the server accepts.
    if (typeof limit === 'number' && raw.length > limit)
      throw session.fail('message-too-large', { permanent: true, detail: { limit, size: raw.length } });
    // RFC 3516 §4.4: a literal must not hold NUL; a literal8 may.
    const binary = raw.includes(0);
    if (binary && !session.has('BINARY'))
      throw session.fail('capability-missing', { permanent: true, command: 'APPEND', detail: { capability: 'BINARY' } });
    const answer = await session.send(
      'APPEND',
      [
        mailbox(session, path),
        flags.map((flag) => flagAtom(session, flag)),
        text(internalDateText(date)),
        { type: 'LITERAL', value: raw, ...(binary ? { isLiteral8: true } : {}) },
      ],
      { refusedAs: 'message-refused' },
    );
    const code = responseCode(answer);
    if (attributeText(code?.[0])?.toUpperCase() !== 'APPENDUID') return { uid: null, uidValidity: null };
    const uid = readNumber(code?.[2]);
    return { uid: uid !== null && isUid(uid) ? uid : null, uidValidity: readNumber(code?.[1]) };
  });
}

/** The UIDs that can be meant; an empty list is the caller's mistake, since `UID STORE` without a set means nothing. */
function known(session: ImapSession, uids: readonly number[]): readonly number[] {
  if (uids.length === 0 || !uids.every(isUid)) throw session.fail('input-invalid', { detail: { path: 'uids' } });
  return uids;
}

/** RFC 9051 §9, flag: a keyword is an atom, a system flag a backslash and an atom. */
function flagAtom(session: ImapSession, flag: string): Attribute {
  if (!/^\\?[A-Za-z0-9$_.!#&'+,/:;<=>?@^`|~-]+$/.test(flag)) throw session.fail('input-invalid', { detail: { path: 'flag' } });
  return atom(flag);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 9051 §9, date-time, in UTC: `" 7-Feb-1994 21:52:25 +0000"`. */
function internalDateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
