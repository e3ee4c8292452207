/**
 * Judges what crossed the wire against the steps of a lesson, one line after the other: each step holds a list of checks, which come true in
 * order, and a step counts once all before it do. What is kept does not grow with the session.
 */
import type { Check, Lesson } from './lesson.ts';
import { comparable, fits, type Pieces, piecesOf } from './pattern.ts';

/** A recorded line, as far as it is judged. */
export interface JudgedLine {
  readonly session: string;
  readonly index: number;
  readonly direction: 'client' | 'server' | 'note';
  /** Without its line end; each octet of a secret is ▒. A message of octets (DNS) as it reads, a line each. */
  readonly text: string;
  /** IMAP's tag, which a check need not name. */
  readonly tag: string | null;
  /** Index of the client line that a server line answers. */
  readonly answers: number | null;
  /** Notes only: their key. */
  readonly note: string | null;
}

/** Where a line is. */
interface Place {
  readonly session: string;
  readonly index: number;
}

export interface Progress {
  readonly lesson: Lesson;
  /** Steps that are done, each with the line that made its last check true; null where the reader said so. */
  readonly done: readonly (Place | null)[];
  /** The check of the current step that is waited for. */
  readonly check: number;
  /** The client line whose answer is waited for, and the check by which it was found. */
  readonly asked: (Place & { readonly check: number }) | null;
  /** Later client lines of this session that would do as well: a client that pipelines may be answered to one of these. */
  readonly alternatives: readonly number[];
  /** Of each session that is going on: patterns of `not` that stood in it. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  /** The connection in which a `not` of the current step was broken, so that the step can be done only in another one; null: none. */
  readonly spoiled: string | null;
  readonly patterns: Patterns;
}

/** The patterns of a lesson as they are compared, each once. */
interface Patterns {
  readonly pieces: ReadonlyMap<string, Pieces>;
  /** Those of `not`, which are looked for in every line of their side, by their key. */
  readonly nots: ReadonlyMap<string, { readonly side: 'client' | 'server'; readonly pieces: Pieces }>;
}

function patternsOf({ steps }: Lesson): Patterns {
  const checks = steps.flatMap((step) => step.checks.flatMap((check) => ('pattern' in check ? [check] : [])));
  const pieces = new Map(checks.map(({ pattern }) => [pattern, piecesOf(pattern)]));
  const nots = checks.flatMap((check) => (check.kind === 'not' ? [check] : []));
  return {
    pieces,
    nots: new Map(nots.map((not) => [keyOf(not), { side: not.side, pieces: pieces.get(not.pattern) ?? piecesOf(not.pattern) }])),
  };
}

/** Client lines that are remembered while an answer is waited for; and sessions. */
const mostAlternatives = 20;
const mostSessions = 50;

export const startProgress = (lesson: Lesson): Progress => ({
  lesson,
  done: [],
  check: 0,
  asked: null,
  alternatives: [],
  seen: new Map(),
  spoiled: null,
  patterns: patternsOf(lesson),
});

/** What can be compared of a line: all of it, without its tag, and each line of a message of octets. */
export function readingsOf({ text, tag }: JudgedLine): readonly string[] {
  const untagged = tag !== null && text.startsWith(`${tag} `) ? [text.slice(tag.length + 1)] : [];
  const said = [text, ...untagged, ...(text.includes('\n') ? text.split('\n', 200).map((line) => line.trim()) : [])].map(comparable);
  return said.flatMap((each) => {
    const tidied = tidy(each);
    return tidied === each ? [each] : [each, tidied];
  });
}

/** As servers read it: blanks too many mean nothing (RFC 5321 §4.1.1), nor do the quotes around a name that needs none (RFC 9051 §4.3). */
const tidy = (said: string): string =>
  said
    .replace(/(?<=[^ \t])[ \t]+/g, (blanks, at: number) => (at + blanks.length === said.length ? '' : ' '))
    // What most servers let pass, and many notes of courses have.
    .replace(/^(mail from:|rcpt to:) (?=<)/, '$1')
    .replace(/(?<= )"([^\s"\\(){}%*\]]{1,255})"(?= |$)/g, '$1');

const matches = ({ patterns }: Progress, pattern: string, line: JudgedLine): boolean => {
  const pieces = patterns.pieces.get(pattern) ?? piecesOf(pattern);
  return readingsOf(line).some((reading) => fits(pieces, reading));
};

const keyOf = (check: Extract<Check, { kind: 'not' }>): string => `${check.side} ${check.pattern}`;

/** Notes which patterns of `not` stand in this line. */
function noteSeen(progress: Progress, line: JudgedLine): Progress['seen'] {
  if (line.direction === 'note' || progress.patterns.nots.size === 0) return progress.seen;
  const readings = readingsOf(line);
  const found = [...progress.patterns.nots].flatMap(([key, { side, pieces }]) =>
    side === line.direction && readings.some((reading) => fits(pieces, reading)) ? [key] : [],
  );
  if (found.length === 0) return progress.seen;
  const seen = new Map(progress.seen);
  seen.set(line.session, new Set([...(seen.get(line.session) ?? []), ...found]));
  const oldest = seen.keys().next();
  if (seen.size > mostSessions && !oldest.done) seen.delete(oldest.value);
  return seen;
}

const currentChecks = ({ lesson, done }: Progress): readonly Check[] => lesson.steps[done.length]?.checks ?? [];

/** The check that is waited for; undefined when the lesson is done. */
const awaited = (progress: Progress): Check | undefined => currentChecks(progress)[progress.check];

/** One check has come true, and with it those of `not` that follow, where they hold; else the step begins anew with its first check. */
function advance(progress: Progress, place: Place | null): Progress {
  const checks = currentChecks(progress);
  let check = progress.check + 1;
  while (checks[check]?.kind === 'not') {
    const not = checks[check];
    if (not?.kind === 'not' && place && progress.seen.get(place.session)?.has(keyOf(not)))
      return { ...progress, check: 0, asked: null, alternatives: [], spoiled: place.session };
    check += 1;
  }
  const next = checks[check];
  const asked = next?.kind === 'server' ? progress.asked : null;
  const spoiled = place?.session === progress.spoiled ? progress.spoiled : null;
  if (next) return { ...progress, check, asked, alternatives: asked ? progress.alternatives : [], spoiled };
  return { ...progress, done: [...progress.done, place], check: 0, asked: null, alternatives: [], spoiled: null };
}

const notes = { connected: ['connected', 'datagrams'], tls: ['tls'], closed: ['closed', 'ended', 'lost', 'stalled'] } as const;

/** What the next line makes of it. Lines of one session come in order; sessions may take turns. */
export function judgeLine(before: Progress, line: JudgedLine): Progress {
  const progress = { ...before, seen: noteSeen(before, line) };
  const check = awaited(progress);
  const { asked } = progress;
  if (!check) return progress;
  if (asked && line.session === asked.session) return judgeAnswer(progress, asked, check, line);
  const isNow =
    ((check.kind === 'client' || check.kind === 'server') && check.kind === line.direction && matches(progress, check.pattern, line)) ||
    (line.note !== null && check.kind in notes && isNote(check.kind, line.note));
  if (!isNow) return progress;
  const place = { session: line.session, index: line.index };
  return advance(check.kind === 'client' ? { ...progress, asked: { ...place, check: progress.check } } : progress, place);
}

/** Whether a note of the transcript is what such a check waits for. */
export const isNote = (kind: Check['kind'], note: string): boolean =>
  (kind === 'connected' || kind === 'tls' || kind === 'closed') && (notes[kind] as readonly string[]).includes(note);

/** While an answer is waited for, a line of its session is it, or another command, or shows that the answer was another one. */
function judgeAnswer(progress: Progress, asked: NonNullable<Progress['asked']>, check: Check, line: JudgedLine): Progress {
  const first = currentChecks(progress)[asked.check];
  if (line.direction === 'client') {
    const isAlternative =
      first?.kind === 'client' && matches(progress, first.pattern, line) && progress.alternatives.length < mostAlternatives;
    return isAlternative ? { ...progress, alternatives: [...progress.alternatives, line.index] } : progress;
  }
  if (line.direction === 'note') {
    const isOver = line.note !== null && isNote('closed', line.note);
    return isOver ? { ...progress, check: asked.check, asked: null, alternatives: [] } : progress;
  }
  const belongs = line.answers === asked.index || line.answers === null;
  if (belongs) {
    const isIt = check.kind === 'server' && matches(progress, check.pattern, line);
    return isIt ? advance(progress, { session: line.session, index: line.index }) : progress;
  }
  // It answers a later command: the answer to ours is complete, and was another one.
  if (line.answers === null || line.answers < asked.index) return progress;
  const [next] = progress.alternatives.filter((index) => index >= (line.answers ?? 0));
  const again = { ...progress, check: asked.check, asked: null, alternatives: [] };
  if (next === undefined) return again;
  const place = { session: line.session, index: next };
  const waiting = advance({ ...again, asked: { ...place, check: asked.check } }, place);
  const alternatives = progress.alternatives.filter((index) => index > next);
  return judgeLine({ ...waiting, alternatives }, line);
}

/**
 * A message came into the inbox, or left it.
 * @returns the same object where that is not what is waited for
 */
export function judgeMail(progress: Progress, happened: 'arrived' | 'left', subject: string): Progress {
  const check = awaited(progress);
  if (check?.kind !== happened) return progress;
  const pieces = progress.patterns.pieces.get(check.pattern) ?? piecesOf(check.pattern);
  return fits(pieces, comparable(subject)) ? advance(progress, null) : progress;
}

/** The reader says that it is so; nothing where that is not what is waited for. */
export const confirmStep = (progress: Progress): Progress => (awaited(progress)?.kind === 'confirm' ? advance(progress, null) : progress);
