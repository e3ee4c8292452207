/**
 * The secrets of one session, so that the server's own echo of them can be masked: `502 unrecognised command
 * "AGFuYQB…"`. Held in memory for the life of the session and nowhere else.
 */
import { base64Span, type Span } from '../../wire/authentication/base64-mask.ts';
import { ordinaryWords } from '../../wire/ordinary-words.ts';
import { type Reading, readingsOf } from './encoded-forms.ts';
import { type Mark, withoutEnd } from './masker.ts';

/** An encoded answer as it stood on the wire, with the secret's place in it. */
interface Encoded {
  readonly text: string;
  readonly marks: readonly Mark[];
}

export interface Echoes {
  /** A secret as plain bytes. */
  addPlain(secret: Buffer): void;
  /** Ordinary words of lines, such as the user name: a secret that is part of one is not searched for everywhere. */
  addKnown(words: readonly string[]): void;
  /** The encoded form in which it was sent. */
  addEncoded(sent: Buffer, marks: readonly Mark[]): void;
  readonly isEmpty: boolean;
  /**
   * Every echo in a server's line.
   * @param from where the server's own words begin; a plain secret is not looked for in tag and status before it
   * @param answering whether the line answers the authentication. Only then are secrets looked for that are short or a
   * word: elsewhere they would be given away by their absence. All others, and encoded forms, are looked for always.
   * @param isBulk one of many lines of a list: what is encoded twice over is not looked for
   */
  find(line: Buffer, from: number, answering: boolean, isBulk?: boolean): Mark[];
  /**
   * Where a line that is passed on in parts may be cut: at `most`, or before a secret that stands there. One that is looked for in answers to the
   * authentication alone is not: of such a long answer nothing is shown.
   */
  cutBefore(bytes: Buffer, most: number): number;
  /** Whether a line that comes by the thousand is worth reading: it holds a secret that is looked for always, as it is. */
  mayHold(line: Buffer): boolean;
}

/** An encoded echo may be cut short by the server; this much of its beginning is enough to know it. */
const recognisable = 8;
/** Replies are short; reading a longer line in every way would keep the thread for a tenth of a second. */
const longestWrapped = 4_096;

/**
 * @param mostForms secrets and encoded forms that are remembered, the oldest forgotten first
 * @param readsLongLines whether a long line that answers an authentication is shown but for what is found in it as it is; else nothing of it is
 */
export function createEchoes(mostForms = 32, readsLongLines = false): Echoes {
  const plain = new Set<string>();
  const known = new Set<string>();
  let telling: readonly { readonly text: string; readonly bytes: Buffer }[] | null = null;
  /** Secrets that can be masked everywhere without revealing them. */
  const looksForAlways = (): readonly { readonly text: string; readonly bytes: Buffer }[] => {
    telling ??= [...plain]
      .filter((secret) => isTelling(secret) && ![...known].some((word) => word.includes(secret.toLowerCase())))
      .map((text) => ({ text, bytes: Buffer.from(text, 'latin1') }));
    return telling;
  };
  const encoded: Encoded[] = [];
  const keep = (form: Encoded) => {
    if (form.text.length >= 4 && !encoded.some((known) => known.text === form.text)) encoded.push(form);
    if (encoded.length > mostForms) encoded.shift();
  };
  return {
    addKnown(words) {
      telling = null;
      for (const word of words) known.add(Buffer.from(word, 'utf8').toString('latin1').toLowerCase());
    },
    addPlain(secret) {
      if (secret.length === 0) return;
      telling = null;
      const text = secret.toString('latin1');
      plain.delete(text);
      plain.add(text);
      const oldest = plain.size > mostForms ? plain.values().next().value : undefined;
      if (oldest !== undefined) plain.delete(oldest);
      const base64 = secret.toString('base64');
      keep({ text: base64, marks: [{ offset: 0, length: base64.replace(/=+$/, '').length }] });
    },
    addEncoded(sent, marks) {
      if (marks.length > 0) keep({ text: sent.toString('latin1'), marks });
    },
    get isEmpty() {
      return plain.size === 0 && encoded.length === 0;
    },
    find(line, from, answering, isBulk = false) {
      if (plain.size === 0 && encoded.length === 0) return [];
      // No server says so much in answer to an authentication, unless it says more than it should.
      if (answering && line.length > longestWrapped && !readsLongLines) return [{ offset: from, length: withoutEnd(line).length - from }];
      const text = line.toString('latin1');
      const marks = encoded.flatMap((form) => findEncoded(text, form));
      // An echoed answer is masked like the answer itself.
      const apart = (span: Span) =>
        marks.every((mark) => span.offset + span.length <= mark.offset || mark.offset + mark.length <= span.offset);
      marks.push(...findWrapped(text, plain).filter(apart));
      const wanted = answering ? [...plain] : looksForAlways().map((secret) => secret.text);
      for (const secret of wanted) marks.push(...findPlain(text, from, secret));
      // Defence L2b of the checklist.
      marks.push(...findWrittenOtherwise(text, from, wanted).filter(apart));
      if (isBulk) return marks;
      for (const { offset, length } of findTwiceEncoded(text, plain, encoded, wanted)) {
        const begin = Math.max(offset, from);
        const span = { offset: begin, length: offset + length - begin };
        if (span.length > 0 && apart(span)) marks.push(span);
      }
      return marks;
    },
    cutBefore(bytes, most) {
      const forms = [...looksForAlways().map(({ text }) => text), ...encoded.map(({ text }) => text)];
      if (forms.length === 0) return most;
      const longest = forms.reduce((length, form) => Math.max(length, form.length), 0);
      const from = Math.max(0, most - longest);
      const around = bytes.toString('latin1', from, most + longest).toLowerCase();
      let cut = most;
      for (const form of forms) {
        const needle = form.toLowerCase();
        // One that an encoded form ends early is known by its beginning.
        const known = needle.slice(0, recognisable);
        for (let at = around.indexOf(known); at >= 0 && from + at < cut; at = around.indexOf(known, at + 1)) {
          let length = known.length;
          while (length < needle.length && around[at + length] === needle[length]) length += 1;
          if (from + at > 0 && from + at + length > most) cut = from + at;
        }
      }
      return cut;
    },
    mayHold: (line) => looksForAlways().some(({ bytes }) => line.includes(bytes)),
  };
}

function findEncoded(text: string, { text: sent, marks }: Encoded): Mark[] {
  const found: Mark[] = [];
  const needle = sent.slice(0, recognisable).toLowerCase();
  const haystack = text.toLowerCase(); // some servers repeat commands in upper case
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    let length = needle.length;
    while (length < sent.length && haystack[at + length] === sent[length]?.toLowerCase()) length += 1;
    const exact = text.startsWith(sent.slice(0, length), at);
    for (const mark of marks) {
      const shown = Math.min(mark.length, length - mark.offset);
      if (shown > 0)
        found.push({ offset: at + mark.offset, length: shown, ...(exact && mark.replacement ? { replacement: mark.replacement } : {}) });
    }
  }
  return found;
}

/** A server may have put a secret into base64 together with something else, which shifts every character of it. */
function findWrapped(text: string, secrets: ReadonlySet<string>): Span[] {
  if (text.length > longestWrapped) return [];
  const found: Span[] = [];
  for (const { 0: run, index } of [...text.matchAll(/[A-Za-z0-9+/]{8,}/g), ...text.matchAll(/[A-Za-z0-9_-]{8,}/g)]) {
    const decoded = Buffer.from(run, 'base64').toString('latin1');
    for (const secret of secrets) {
      const at = secret.length >= 4 ? decoded.indexOf(secret) : -1;
      if (at < 0) continue;
      const span = base64Span({ offset: at, length: secret.length });
      found.push({ offset: index + span.offset, length: Math.min(span.length, run.length - span.offset) });
    }
  }
  return found;
}

/** Where their encoded forms stand in a text, alone or in base64 with other things. */
const findInBase64 = (text: string, secrets: ReadonlySet<string>, encoded: readonly Encoded[]): Span[] => [
  ...encoded.flatMap((form) => findEncoded(text, form)),
  ...findWrapped(text, secrets),
];

/** What a server that plays games makes of them: the encoded forms backwards, or encoded once more. */
function findTwiceEncoded(text: string, plain: ReadonlySet<string>, encoded: readonly Encoded[], wanted: readonly string[]): Span[] {
  if (text.length > longestWrapped) return [];
  const found: Span[] = [];
  const turned = backwards(text);
  const isTurned = ({ offset, length }: Span): Span => ({ offset: text.length - offset - length, length });
  found.push(...findInBase64(turned, plain, encoded).map(isTurned));
  const long = wanted.filter((secret) => secret.length >= 8 && !ordinaryWords.has(secret.toLowerCase()));
  const turnedSecrets = new Set(long.map(backwards));
  found.push(...findWrapped(text, turnedSecrets));
  const search = (readings: readonly Reading[], secrets: readonly string[], place: (span: Span) => Span) => {
    for (const reading of readings) {
      const haystack = reading.text.toLowerCase();
      const within: Span[] = findInBase64(reading.text, plain, encoded);
      for (const secret of secrets) {
        const needle = secret.toLowerCase();
        for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1))
          within.push({ offset: at, length: needle.length });
      }
      found.push(...within.map(({ offset, length }) => place(reading.span(offset, offset + length))));
    }
  };
  search(readingsOf(text), [...turnedSecrets], (span) => span);
  search(readingsOf(turned), long, isTurned);
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/]{16,}/g)) {
    const decoded = Buffer.from(run, 'base64').toString('latin1');
    // What is around it is no secret, but nobody reads it.
    if (findInBase64(decoded, plain, encoded).length > 0) found.push({ offset: index, length: run.length });
  }
  return found;
}

function findPlain(text: string, from: number, secret: string): Span[] {
  if (ordinaryWords.has(secret.toLowerCase())) return [];
  const found: Span[] = [];
  const needle = secret.toLowerCase();
  const haystack = text.toLowerCase();
  for (let at = haystack.indexOf(needle, from); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    // A short secret inside a longer word is that word.
    if (secret.length >= 8 || (!continuesWord(text, at - 1, at) && !continuesWord(text, at + secret.length - 1, at + secret.length)))
      found.push({ offset: at, length: secret.length });
  }
  return found;
}

/** Eight characters and more that are no word in any language: mixed case inside, digits or signs. */
const isTelling = (secret: string): boolean =>
  secret.length >= 8 &&
  !ordinaryWords.has(secret.toLowerCase()) &&
  !/^\p{L}?(?:\p{Ll}+|\p{Lu}+)$/u.test(Buffer.from(secret, 'latin1').toString('utf8'));

const backwards = (text: string): string => [...text].reverse().join('');

/** The same secret backwards, in another character set, or in one of the ways of writing that servers have. */
function findWrittenOtherwise(text: string, from: number, secrets: readonly string[]): Span[] {
  if (text.length > longestWrapped) return [];
  const wanted = secrets.filter((secret) => secret.length >= 4 && !ordinaryWords.has(secret.toLowerCase()));
  if (wanted.length === 0) return [];
  const found: Span[] = [];
  const readings = readingsOf(text);
  for (const secret of wanted) {
    const inLatin1 = Buffer.from(secret, 'latin1').toString('utf8');
    // UTF-8 that was turned into Latin-1; one that is no UTF-8, or holds other letters, has no such form.
    const byLetters = Buffer.from(backwards(inLatin1), 'utf8').toString('latin1');
    if (inLatin1 !== secret && secret.length >= 8) found.push(...findPlain(text, from, byLetters));
    const forms = /^[\u0000-\u00ff]+$/.test(inLatin1) && inLatin1 !== secret ? [secret, inLatin1] : [secret];
    for (const form of forms) {
      if (form !== secret) found.push(...findPlain(text, from, form));
      if (form.length >= 8) found.push(...findPlain(text, from, backwards(form)));
      const needle = form.toLowerCase();
      for (const reading of readings) {
        const haystack = reading.text.toLowerCase();
        for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
          const span = reading.span(at, at + needle.length);
          if (span.offset >= from) found.push(span);
        }
      }
    }
  }
  return found;
}

const continuesWord = (text: string, left: number, right: number) =>
  left >= 0 && /[A-Za-z0-9]/.test(text[left] ?? '') && /[A-Za-z0-9]/.test(text[right] ?? '');
