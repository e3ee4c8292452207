/**
 * Replaces what identifies somebody in the lines of an export. All lines are read twice: the first time names are collected, also those that
 * only their place gives away; the second time each is replaced wherever it stands, plain or encoded. Masked spans stay masked.
 */
import { isUtf8 } from 'node:buffer';
import type { Session } from '../../../contract/transcript.ts';
import { fill } from '../../wire/authentication/base64-mask.ts';
import { readDnsLine } from '../dialogue/explain-dns.ts';
import { type LineRecord, recordBytes } from '../files/records.ts';
import { type EncodedPart, encodedParts, textOfBytes } from './encoded.ts';
import { type Found, findHosts, findMail, findUsers } from './identities.ts';
import { createLiteralReader } from './imap-places.ts';
import type { ExactLine } from './lines.ts';
import { findInNote, hostOf } from './note-names.ts';
import { namesAround } from './person-names.ts';
import { findInAnswer, findInChallenge, findPlaces } from './places.ts';
import { createPseudonyms, firstRun, lowerCase, type Pseudonyms } from './pseudonyms.ts';

export interface Pseudonymiser {
  /** First reading. */
  collect(session: Session, line: ExactLine): void;
  collectSession(session: Session): void;
  /** Second reading: the line as it may be handed over. */
  line(session: Session, line: ExactLine): ExactLine;
  session(session: Session): Session;
  readonly table: Pseudonyms;
}

/** Stands for a masked byte while a line is text; no UTF-8 decodes to it that is not shown as something else. */
const maskedByte = '\ue000';
const deepest = 4;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is done with each thing that is found: collected, or replaced. */
interface Visit {
  found(found: Found): string;
  readonly looksForWords: boolean;
}

interface Place {
  readonly isMail: boolean;
  readonly depth: number;
  /** Up to here stand words of the protocol: a name that is such a word is none here. */
  readonly from: number;
}

export function createPseudonymiser(): Pseudonymiser {
  const table = createPseudonyms();
  const literals = createLiteralReader();
  const collecting: Visit = {
    looksForWords: false,
    found(found) {
      if (found.kind === 'mail') {
        table.addMail(found.mail);
        if (found.everywhere && !found.mail.isMessageId) table.add({ kind: 'user', value: found.mail.local, everywhere: true });
      } else table.add(found);
      return '';
    },
  };
  const replacing: Visit = {
    looksForWords: true,
    found: (found) => (found.kind === 'mail' ? table.ofMail(found.mail) : table.of(found.kind, found.value)),
  };

  /** Edits of a text, none over another; what comes first in `found` goes before. */
  function edit(text: string, found: readonly Found[], visit: Visit, place: Place): string {
    const taken = new Uint8Array(text.length);
    const edits: Edit[] = [];
    const take = (start: number, end: number, change: () => string | null): void => {
      if (end <= start || start < 0 || taken.subarray(start, end).includes(1)) return;
      const changed = change();
      if (changed === null) return;
      taken.fill(1, start, end);
      edits.push({ start, end, text: changed });
    };
    for (const each of found) take(each.start, each.end, () => visit.found(each));
    if (place.depth < deepest)
      for (const part of encodedParts(text, place.isMail)) take(part.start, part.end, () => encodedEdit(part, visit, place));
    for (const each of findMail(text)) take(each.start, each.end, () => visit.found(each));
    for (const each of findUsers(text)) take(each.start, each.end, () => visit.found(each));
    for (const each of findHosts(text)) take(each.start, each.end, () => visit.found(each));
    if (visit.looksForWords) lookForWords(text, place.from, take);
    if (edits.length === 0) return text;
    edits.sort((left, right) => left.start - right.start);
    let changed = '';
    let at = 0;
    for (const { start, end, text: by } of edits) {
      changed += text.slice(at, start) + by;
      at = end;
    }
    return changed + text.slice(at);
  }

  function encodedEdit(part: EncodedPart, visit: Visit, place: Place): string | null {
    if (part.isDoubtful) {
      // A word of a few letters decodes to something almost always.
      const core = part.text.replace(/[\0\x01\r\n]/g, '');
      const known = table.wordsFrom(firstRun(lowerCase(core))).find(({ word }) => word === lowerCase(core));
      return known && visit.looksForWords ? part.encode(part.text.replace(core, () => table.of(known.kind, known.value))) : null;
    }
    const name: Found[] =
      part.isPhrase && part.text.trim() !== '' && !part.text.includes('@')
        ? [{ start: 0, end: part.text.length, kind: 'name', value: part.text.trim(), everywhere: true }]
        : [];
    const changed = edit(part.text, name, visit, { isMail: place.isMail, depth: place.depth + 1, from: 0 });
    // While names are collected nothing is changed, and what is nested was read.
    return changed === part.text || !visit.looksForWords ? null : part.encode(changed);
  }

  function lookForWords(text: string, from: number, take: (start: number, end: number, change: () => string) => void): void {
    const lower = lowerCase(text);
    const inside = table.insideWords();
    if (inside)
      for (const { 0: word, index } of lower.matchAll(inside))
        if (index >= from) take(index, index + word.length, () => table.of('user', word));
    for (const { 0: run, index } of lower.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (index < from) continue;
      for (const { word, kind, value } of table.wordsFrom(run)) {
        const start = index - word.indexOf(run);
        const end = start + word.length;
        if (start < from || !lower.startsWith(word, start) || /[\p{L}\p{N}]/u.test(lower[end] ?? '')) continue;
        take(start, end, () => table.of(kind, value));
        break;
      }
    }
  }

  function change(session: Session, { record, bytes }: ExactLine, visit: Visit): ExactLine {
    const { protocol } = session;
    if (record.note)
      return { record: { ...record, note: { ...record.note, parameters: noteParameters(record.note.parameters, visit) } }, bytes };
    const said = bytes ?? recordBytes(record);
    // Names in a message of octets are no text: what it says goes out in their place.
    const head = record.kind === 'message' ? Buffer.from(readDnsLine(said).lines.join('\r\n')) : said;
    const { text, encoding } = textWithMasks(head, record.masked ?? []);
    const isMail = record.kind === 'payload' || record.kind === 'literal';
    const sasl = record.sasl ?? null;
    const isStep = sasl !== null || (record.kind === 'continuation' && /^AUTH/.test(record.command ?? ''));
    const step = isStep ? editStep(text, record, visit) : null;
    const unfolded = isMail && /quoted-printable/i.test(text) ? text.replace(/=\r?\n/g, '') : text;
    const before = protocol === 'imap' ? literals.before(record.direction) : '';
    if (protocol === 'imap') literals.passed(record.direction, record.kind === 'literal', text);
    const changed =
      step ??
      edit(unfolded, givenNames(findPlaces(protocol, record, unfolded, before), record, text), visit, {
        isMail,
        depth: 0,
        from: isMail ? 0 : wordsOfProtocol(protocol, record, text),
      });
    return bytesWithMasks(record, changed, encoding, bytes === null);
  }

  /** A step of an authentication is read by its mechanism; one that is no text is covered: its names cannot be replaced. */
  function editStep(text: string, record: LineRecord, visit: Visit): string | null {
    const match =
      // ManageSieve writes it in quotes.
      (
        record.direction === 'client'
          ? /(?:^|[ \t]|[ \t]?")([A-Za-z0-9+/=\ue000]+)("?(?:\r?\n)?)$/
          : /^(?:334|\+) ([A-Za-z0-9+/=\ue000]+)(\r?\n)?$/
      ).exec(text);
    const [whole = '', said = '', end = ''] = match ?? [];
    const [encoded = ''] = /^[A-Za-z0-9+/]*/.exec(said) ?? [];
    if (!match || !/[A-Za-z0-9+/]/.test(said)) return null;
    const before = text.slice(0, match.index + whole.length - end.length - said.length);
    const masked = said.slice(encoded.length);
    const isCut = masked.includes(maskedByte);
    const covered = visit.looksForWords ? `${before}${maskedByte.repeat(said.length)}${end}` : '';
    const decoded = encoded === '' ? null : textOfStep(Buffer.from(encoded, 'base64'), isCut);
    if (decoded === null) return covered;
    const named =
      record.direction === 'client' && record.sasl
        ? findInAnswer(record.sasl.mechanism, record.sasl.step, decoded)
        : findInChallenge(decoded);
    const mail = record.direction === 'client' ? findMail(decoded).map((each) => ({ ...each, everywhere: true })) : [];
    const changed = edit(decoded, [...named, ...mail], visit, { isMail: false, depth: deepest, from: 0 });
    // Base64 behind a covered part is of no whole octets, and nobody reads it.
    const rest = /[A-Za-z0-9+/]/.test(masked) ? maskedByte.repeat(masked.length) : masked;
    if (changed === decoded) return before + encoded + rest + end;
    const again = Buffer.from(changed, 'utf8').toString('base64');
    return `${before}${isCut ? again.replace(/=+$/, '') + rest.replaceAll('=', '') : again}${end}`;
  }

  function noteParameters(parameters: Readonly<Record<string, string | number>>, visit: Visit): Record<string, string | number> {
    return Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => {
        if (typeof value !== 'string' || value === '') return [name, value];
        const whole = findInNote(name, value);
        return [name, edit(value, whole, visit, { isMail: false, depth: 0, from: 0 })];
      }),
    );
  }

  const nameOf = (name: string): Found[] =>
    name.includes('@') ? namesAround(name) : [{ start: 0, end: name.length, kind: 'name', value: name, everywhere: true }];
  const wholeText = (text: string, found: readonly Found[], visit: Visit) => edit(text, found, visit, { isMail: false, depth: 0, from: 0 });

  return {
    table,
    collect: (session, line) => void change(session, line, collecting),
    collectSession({ host, accountName }) {
      literals.forget();
      wholeText(host, [hostOf(host)], collecting);
      wholeText(accountName, nameOf(accountName), collecting);
    },
    line: (session, line) => change(session, line, replacing),
    session: (session) => ({
      ...session,
      host: wholeText(session.host, [hostOf(session.host)], replacing),
      accountName: wholeText(session.accountName, nameOf(session.accountName), replacing),
    }),
  };
}

/** Names that a command gives are also looked for where nothing says what they are. */
function givenNames(found: readonly Found[], { direction, kind, command }: LineRecord, text: string): readonly Found[] {
  const isGiven = direction === 'client' && kind === 'command' && /^(?:MAIL FROM|RCPT TO|USER|LOGIN|VRFY|EXPN|APOP)$/.test(command ?? '');
  return isGiven ? [...findMail(text), ...found].map((each) => ({ ...each, everywhere: true })) : found;
}

/** @param isCut of a name that is cut off, the last octet may be half of a character */
function textOfStep(bytes: Buffer, isCut: boolean): string | null {
  for (let cut = 0; cut <= (isCut ? 3 : 0) && cut < bytes.length; cut += 1) {
    const text = textOfBytes(bytes.subarray(0, bytes.length - cut));
    if (text !== null) return text;
  }
  return null;
}

/** Commands, codes and tags: what stands there is no name, whatever the name is. */
function wordsOfProtocol(protocol: string, { direction, command }: LineRecord, text: string): number {
  if (direction === 'client') {
    const words = protocol === 'imap' ? /^\S+ +(?:UID +)?[A-Z]+/i : /^[A-Z]+(?: +(?:FROM|TO):)?/i;
    return command ? (words.exec(text)?.[0].length ?? 0) : 0;
  }
  return (
    /^(?:\d{3}[ -]?(?:\d\.\d{1,3}\.\d{1,3} )?|\+OK|-ERR|\+ |(?:\*|[\w.]+) (?:(?:OK|NO|BAD|BYE|PREAUTH) (?:\[[A-Z-]+)?|\d+ [A-Z]+|[A-Z]+))/.exec(
      text,
    )?.[0].length ?? 0
  );
}

function textWithMasks(
  bytes: Buffer,
  masked: readonly { readonly offset: number; readonly length: number }[],
): { text: string; encoding: 'utf8' | 'latin1' } {
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  let text = '';
  let at = 0;
  const plain = (from: number, to: number) => bytes.toString(encoding, from, to).replaceAll(maskedByte, '‹U+E000›');
  for (const { offset, length } of masked) {
    const end = Math.min(offset + length, bytes.length);
    if (end <= at) continue;
    text += plain(at, Math.max(at, offset)) + maskedByte.repeat(end - Math.max(at, offset));
    at = end;
  }
  return { text: text + plain(at, bytes.length), encoding };
}

/** @param isHead only the first bytes of a message are held: they stay in the record */
function bytesWithMasks(record: LineRecord, text: string, encoding: 'utf8' | 'latin1', isHead: boolean): ExactLine {
  const pieces: Buffer[] = [];
  const masked: { offset: number; length: number }[] = [];
  let offset = 0;
  for (const piece of text.split(/(\ue000+)/)) {
    if (piece === '') continue;
    const isMasked = piece.startsWith(maskedByte);
    const bytes = isMasked ? Buffer.alloc(piece.length, fill) : Buffer.from(piece, /[^\u0000-\u00ff]/.test(piece) ? 'utf8' : encoding);
    if (isMasked) masked.push({ offset, length: bytes.length });
    pieces.push(bytes);
    offset += bytes.length;
  }
  const bytes = Buffer.concat(pieces);
  const { text: _text, base64: _base64, masked: _masked, ...rest } = record;
  return {
    // The hash of a message names it to anyone who has the message.
    record: {
      ...rest,
      ...(rest.payload ? { payload: { ...rest.payload, hash: '' } } : {}),
      base64: isHead ? bytes.toString('base64') : '',
      ...(masked.length > 0 ? { masked } : {}),
    },
    bytes: isHead ? null : bytes,
  };
}
