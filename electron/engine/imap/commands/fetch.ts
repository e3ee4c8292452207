/**
 * Fetching in bounded windows, newest first, with a turn of the event loop between them, so that a long synchronisation
 * never holds the thread or the memory. No ENVELOPE and no BODYSTRUCTURE: they cost more than the whole header block.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CommandOptions } from '../../wire/command-queue.ts';
import type { FetchItems } from '../fetch-response.ts';
import type { AskOptions, BodyFetch, FlagChange, HeaderExtent, HeaderFetch, UidRange } from '../imap-types.ts';
import { type Attribute, atom, sequence } from '../library.ts';
import { readModseq } from '../response-code.ts';
import { type ImapSession, isBad } from '../session.ts';
import { isUid, largestUid, writeUids } from '../uid-set.ts';
import { searchUids } from './search.ts';
import { flagChange, takeChange } from './select.ts';

/** `BODY.PEEK[section]`: PEEK, or fetching would mark the message seen (RFC 9051 §6.4.5). */
export const peek = (...section: Attribute[]) => ({ type: 'ATOM', value: 'BODY.PEEK', section });

const wholeHeader = peek(atom('HEADER'));
/**
 * What a row of the list is made of (HeaderFacts). Servers keep the fields that most programs ask for ready at hand, and
 * open every message for any other: of 50,000 messages, the first hundred took Dovecot 80 to 270 ms whole and 1 to 40 ms so.
 */
const listFields = peek(
  atom('HEADER.FIELDS'),
  ['DATE', 'FROM', 'TO', 'CC', 'SUBJECT', 'MESSAGE-ID', 'IN-REPLY-TO', 'REFERENCES', 'CONTENT-TYPE'].map(atom),
);

/** What a FETCH asks for, given MODSEQ where it may be asked for (RFC 7162 §3.1.2.2: where the folder keeps them) and nothing where not. */
type Asked = (modseq: Attribute[]) => Attribute[];

/**
 * Sends a FETCH. A server that answers BAD may offer CONDSTORE without knowing MODSEQ, and nothing of it would ever come: it is asked
 * again without, and no more for MODSEQ if that was it.
 */
export async function sendFetch(
  session: ImapSession,
  command: 'FETCH' | 'UID FETCH',
  asked: Asked,
  options: Parameters<ImapSession['send']>[2],
): Promise<void> {
  const { selected } = session;
  if (!selected?.highestModseq) return void (await session.send(command, asked([]), options));
  try {
    await session.send(command, asked([atom('MODSEQ')]), options);
  } catch (error) {
    if (session.ended() !== undefined || !isBad(error)) throw error;
    await session.send(command, asked([]), options);
    session.unknown.add('CONDSTORE');
    selected.highestModseq = null;
  }
}

export async function fetchHeaders(
  session: ImapSession,
  which: UidRange | readonly number[],
  onBatch: (messages: readonly HeaderFetch[]) => void | Promise<void>,
  options: CommandOptions & AskOptions & { fields?: HeaderExtent } = {},
): Promise<void> {
  const header = options.fields === 'list' ? listFields : wholeHeader;
  const uids = isList(which)
    ? which.filter(isUid)
    : (await session.run(options, () => searchUids(session, { range: writeRange(session, which) }))).filter((uid) => uid >= which.first);
  const newestFirst = [...new Set(uids)].sort((left, right) => right - left);
  const items = [atom('UID'), atom('FLAGS'), atom('INTERNALDATE'), atom('RFC822.SIZE')];
  for (let at = 0; at < newestFirst.length; at += session.limits.windowMessages) {
    const window = newestFirst.slice(at, at + session.limits.windowMessages);
    // Each window queues by itself: what the user asked for meanwhile goes between two of them.
    const batch = await session.run(options, async () => {
      const wanted = new Map<number, HeaderFetch>();
      const asked = new Set(window);
      options.onAsk?.(window);
      await sendFetch(session, 'UID FETCH', (modseq) => [sequence(writeUids(window)), [...items, ...modseq, header]], {
        onFetch: (message) => {
          // Unsolicited FETCH data may name other messages or only flags: skip it.
          if (message.uid === null || !asked.has(message.uid)) return false;
          if (!message.section) {
            // Flags changed after the header arrived: store the latest.
            const told = wanted.get(message.uid);
            if (told && message.flags) wanted.set(message.uid, { ...told, flags: message.flags, modseq: message.modseq ?? told.modseq });
            return false;
          }
          // One UID, one message (RFC 9051 §2.3.1.1): two different headers under one UID are a violation.
          // Defence P4b of the checklist.
          if (wanted.get(message.uid)?.header.equals(message.section) === false)
            throw session.fail('protocol-violation', { command: 'UID FETCH', permanent: false, detail: { uid: message.uid } });
          wanted.set(message.uid, {
            uid: message.uid,
            flags: message.flags ?? [],
            internalDate: message.internalDate,
            size: message.size ?? message.section.length,
            modseq: message.modseq,
            header: message.section,
          });
          return true;
        },
      });
      return [...wanted.values()].sort((left, right) => right.uid - left.uid);
    });
    await onBatch(batch);
    await turn();
  }
}

/** Bodies asked for by one FETCH, however small they are: a command line of some kilobytes. */
const mostBodies = 500;

export async function fetchBodies(
  session: ImapSession,
  messages: readonly { uid: number; size: number }[],
  onMessage: (message: BodyFetch) => void | Promise<void>,
  options: CommandOptions & AskOptions = {},
): Promise<void> {
  const { literal } = session.limits;
  const tooLarge = messages.find(({ size }) => size > literal);
  if (tooLarge)
    throw session.fail('message-too-large-to-keep', {
      permanent: true,
      detail: { limit: String(Math.ceil(literal / 1_000_000)), megabytes: String(Math.ceil(tooLarge.size / 1_000_000)) },
    });
  const waiting = messages.filter(({ uid }) => isUid(uid));
  let at = 0;
  while (at < waiting.length) {
    const window: number[] = [];
    let bytes = 0;
    const { octets } = session.bodyWindow;
    while (at < waiting.length && window.length < mostBodies) {
      const next = waiting[at];
      if (!next || (window.length > 0 && bytes + next.size > octets)) break;
      window.push(next.uid);
      bytes += next.size;
      at += 1;
    }
    const isFull = at < waiting.length;
    const asked = new Set(window);
    await session.run(options, async () => {
      const begun = performance.now();
      options.onAsk?.(window);
      await session.send(
        'UID FETCH',
        // No FLAGS: the server would not report a change again that it has sent with a body.
        [sequence(writeUids(window)), [atom('UID'), atom('INTERNALDATE'), peek()]],
        {
          onFetch: async (message) => {
            // Defence P6 of the checklist.
            if (message.uid === null || !message.section || !asked.delete(message.uid)) return false;
            await onMessage({
              uid: message.uid,
              internalDate: message.internalDate,
              raw: message.section,
            });
            return true;
          },
        },
      );
      if (isFull) session.bodyWindow.took(performance.now() - begun);
    });
    await turn();
  }
}

/** As `ImapConnection.isLonger`. */
export async function isLonger(
  session: ImapSession,
  { uid, octets }: { uid: number; octets: number },
  options?: CommandOptions,
): Promise<boolean> {
  if (!isUid(uid)) throw session.fail('input-invalid', { detail: { path: 'uid' } });
  return session.run(options, async () => {
    let came = 0;
    // RFC 9051 §6.4.5: what begins beyond the end of the text is empty.
    await session.send('UID FETCH', [sequence(String(uid)), [atom('UID'), { ...peek(), partial: [octets, 1] }]], {
      onFetch: (message) => {
        if (message.uid !== uid || !message.section) return false;
        came = message.section.length;
        return true;
      },
    });
    // More than one: a server that does not know parts has sent the whole message, and that fits.
    return came === 1;
  });
}

export async function fetchFlags(
  session: ImapSession,
  range: UidRange,
  options: CommandOptions & { changedSince?: string } = {},
): Promise<FlagChange[]> {
  return session.run(options, async () => {
    const since = session.selected?.highestModseq && session.has('CONDSTORE') ? readModseq(options.changedSince ?? null) : null;
    const changes = new Map<number, FlagChange>();
    const exists = session.selected?.exists ?? null;
    const last = range.last === '*' ? largestUid : range.last;
    const modifier: Attribute[] = since ? [[atom('CHANGEDSINCE'), atom(since)]] : [];
    const set = sequence(writeRange(session, range));
    await sendFetch(
      session,
      'UID FETCH',
      (modseq) => [set, [atom('UID'), atom('FLAGS'), ...modseq], ...(modseq.length > 0 ? modifier : [])],
      {
        onFetch: (message: FetchItems) => {
          const change = flagChange(message);
          // `900:*` names the last message even when its UID is below 900 (RFC 9051 §9, seq-range): ignore such answers.
          if (!change || change.uid < range.first || change.uid > last) return false;
          return takeChange(changes, change, exists);
        },
      },
    );
    return [...changes.values()];
  });
}

function writeRange(session: ImapSession, { first, last }: UidRange): string {
  if (!isUid(first) || (last !== '*' && (!isUid(last) || last < first))) throw session.fail('input-invalid', { detail: { path: 'range' } });
  return `${first}:${last === largestUid ? '*' : last}`;
}

/** `Array.isArray` does not narrow readonly arrays out of a union. */
const isList = (which: UidRange | readonly number[]): which is readonly number[] => Array.isArray(which);
