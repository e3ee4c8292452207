/** SELECT and EXAMINE (RFC 9051 §6.3.2), with QRESYNC (RFC 7162 §3.2.5) where the caller holds something of the folder. */

import type { CommandOptions } from '../../wire/command-queue.ts';
import type { FetchItems } from '../fetch-response.ts';
import type { FlagChange, ImapSelection, UidSpan } from '../imap-types.ts';
import { type Attribute, atom, attributeText, type ParsedResponse } from '../library.ts';
import { mailbox } from '../mailbox-name.ts';
import { readModseq, readNumber, responseCode } from '../response-code.ts';
import { type ImapSession, isBad } from '../session.ts';
import { isUid, readSpans } from '../uid-set.ts';
import { eventOf, type UntaggedKind } from '../untagged.ts';

interface SelectOptions extends CommandOptions {
  readonly qresync?: { readonly uidValidity: number; readonly modseq: string };
  readonly readOnly?: boolean;
}

/** Selects a folder; only within `run`. */
export async function select(session: ImapSession, path: string, options: SelectOptions = {}): Promise<ImapSelection> {
  const nothing = {
    exists: null as number | null,
    uidValidity: null as number | null,
    uidNext: null as number | null,
    highestModseq: null as string | null,
  };
  const facts = { ...nothing };
  let permanentFlags: string[] | null = null;
  const changed = new Map<number, FlagChange>();
  const vanished: UidSpan[] = [];
  const { qresync } = options;
  // Zero is no UIDVALIDITY (RFC 9051 §9, nz-number): a server that once sent it would refuse it as a parameter each time.
  const mayResync = session.client.enabled.has('QRESYNC') && !session.unknown.has('QRESYNC');
  let resync = qresync && qresync.uidValidity > 0 && mayResync && /^[1-9]\d{0,18}$/.test(qresync.modseq) ? qresync : null;
  const parameters: Attribute[] = resync ? [[atom('QRESYNC'), [atom(String(resync.uidValidity)), atom(resync.modseq)]]] : [];

  /** The folder that was selected before: until CLOSED unsolicited data still belongs to it (RFC 9051 §7.1; RFC 7162 §3.2.11). */
  let left = session.selected;
  const ofLeft: [UntaggedKind, ParsedResponse][] = [];
  const note = (kind: UntaggedKind) => (response: ParsedResponse) => {
    if (left) ofLeft.push([kind, response]);
  };
  const onClosed = () => {
    if (!left) return;
    const from = left;
    left = null;
    Object.assign(facts, nothing);
    permanentFlags = null;
    vanished.length = 0;
    for (const [kind, response] of ofLeft) {
      const event = eventOf(kind, response, from, session.unnamed);
      if (event) session.client.onEvent?.(event);
    }
    for (const { uid, flags, modseq } of changed.values()) session.client.onEvent?.({ kind: 'flags', path: from.path, uid, flags, modseq });
    changed.clear();
  };
  const readCode = (response: ParsedResponse) => {
    const section = responseCode(response);
    const key = attributeText(section?.[0])?.toUpperCase();
    const value = section?.[1];
    if (key === 'CLOSED') onClosed();
    else if (key === 'UIDVALIDITY') facts.uidValidity = readNumber(value);
    else if (key === 'UIDNEXT') facts.uidNext = readNumber(value);
    else if (key === 'HIGHESTMODSEQ') facts.highestModseq = readModseq(attributeText(value));
    else if (key === 'NOMODSEQ') facts.highestModseq = null;
    else if (key === 'PERMANENTFLAGS' && Array.isArray(value))
      permanentFlags = value.map((flag) => attributeText(flag) ?? '').filter((flag) => flag !== '');
  };

  // From here on nothing is selected, whatever the answer (RFC 9051 §6.3.2).
  session.selected = null;
  session.selections += 1;
  const command = options.readOnly ? 'EXAMINE' : 'SELECT';
  const sending = {
    refusedAs: 'folder-refused',
    // Only with QRESYNC does SELECT answer FETCH data.
    onFetch: (items: FetchItems) => resync !== null && takeChange(changed, flagChange(items), facts.exists),
    untagged: {
      ok: readCode,
      expunge: note('EXPUNGE'),
      fetch: note('FETCH'),
      exists: (response: ParsedResponse) => {
        note('EXISTS')(response);
        facts.exists = readNumber({ type: 'ATOM', value: response.command ?? '' });
      },
      vanished: (response: ParsedResponse) => {
        note('VANISHED')(response);
        const spans = readSpans(attributeText(response.attributes?.at(-1)) ?? '');
        for (const span of spans ?? []) vanished.push(span);
      },
    },
  } as const;
  let answer: ParsedResponse;
  try {
    answer = await session.send(command, [mailbox(session, path), ...parameters], sending);
  } catch (error) {
    // A server that offers QRESYNC without knowing it: no folder that it has been in before could be opened again.
    if (!resync || session.ended() !== undefined || !isBad(error)) throw error;
    session.unknown.add('QRESYNC');
    resync = null;
    answer = await session.send(command, [mailbox(session, path)], sending);
  }
  readCode(answer);
  // Yahoo says the number without offering CONDSTORE, and answers BAD to a client that makes use of it.
  if (!session.has('CONDSTORE') && !session.has('QRESYNC')) facts.highestModseq = null;
  // Message numbers are those of the new selection.
  session.unnamed.take();
  // RFC 9051 §6.3.2 requires EXISTS and UIDVALIDITY; without them cached UIDs cannot be trusted.
  if (facts.exists === null || facts.uidValidity === null)
    throw session.fail('protocol-violation', { command: 'SELECT', detail: { missing: facts.exists === null ? 'EXISTS' : 'UIDVALIDITY' } });
  const code = attributeText(responseCode(answer)?.[0])?.toUpperCase();
  session.selected = {
    path,
    serial: session.selections,
    exists: facts.exists,
    uidValidity: facts.uidValidity,
    uidNext: facts.uidNext,
    highestModseq: facts.highestModseq,
    readOnly: options.readOnly === true || code === 'READ-ONLY',
    permanentFlags,
    ...(resync && resync.uidValidity === facts.uidValidity ? { since: { vanished, changed: [...changed.values()] } } : {}),
  };
  return { ...session.selected };
}

/** The flags of a FETCH, if it says which message they belong to. */
export function flagChange(items: FetchItems): FlagChange | null {
  return items.uid !== null && isUid(items.uid) && items.flags ? { uid: items.uid, flags: items.flags, modseq: items.modseq } : null;
}

/** Messages that another client may remove and add while an answer is under way. */
const comeAndGone = 1_000;

/** Keeps the latest flags of each message. False for data that is no answer: a repeated message, or more than the folder has. */
export function takeChange(changes: Map<number, FlagChange>, change: FlagChange | null, exists: number | null): boolean {
  if (!change) return false;
  const isNew = !changes.has(change.uid);
  if (isNew && exists !== null && changes.size >= exists + comeAndGone) return false;
  changes.set(change.uid, change);
  return isNew;
}
