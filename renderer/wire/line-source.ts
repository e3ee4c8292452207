/**
 * The lines of one session, read in windows by position as they come into sight. A session that grows costs one request
 * at a time for what is new, and few a second while more lines come than anybody can read; lines far from what is in sight
 * are forgotten, so that a session of any length fits.
 */
import type { PostglassClient } from '../../electron/contract/contract.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Line, LineRange, Session, WireSearch } from '../../electron/contract/transcript.ts';
import { indexAt, positionOf } from './line-positions.ts';

interface LineView {
  /** Changes whenever anything below changed. */
  readonly version: number;
  readonly total: number;
  readonly at: (position: number) => Line | undefined;
  /** Where the line with this index stands, if all are listed. */
  readonly positionOf: (index: number) => number;
  /** The line that answers the command with this index, as far as it is known. */
  readonly replyTo: (index: number) => Line | undefined;
  readonly session: Session | null;
  readonly failure: Failure | null;
  readonly ready: boolean;
  /** More lines come at once than fit into sight: those in between are passed over, and none beyond what is in sight are read. */
  readonly isPouring: boolean;
}

export interface LineSource {
  readonly view: () => LineView;
  subscribe(listener: () => void): () => void;
  /**
   * Makes sure that these positions get known.
   * @param room lines that fit into sight where the end is followed: those are asked for as soon as there are more; 0: it is not followed
   */
  show(first: number, last: number, room?: number): void;
  /** Nobody sees the lines, as in a window that is minimised: nothing is asked for until somebody does. */
  setHidden(isHidden: boolean): void;
  /** The session has grown, ended or was pinned. */
  changed(session: Session): void;
  /** Reads a range of positions, wherever it is. */
  range(first: number, last: number): Promise<readonly Line[]>;
  retry(): void;
  dispose(): void;
}

const page = 200;
/** Reading a little more than is in sight spares a request a screen. */
const ahead = 25;
const mostKept = 20_000;
/** Milliseconds for which lines that pour in stand still: nobody reads faster, and drawing takes the processor from what brings them. */
const restPouring = 500;
/** Milliseconds between two searches of a session that grows: each of them reads all of it. */
const restSearching = 1_000;

const nothing: LineView = {
  version: 0,
  total: 0,
  at: () => undefined,
  positionOf: (index) => index,
  replyTo: () => undefined,
  session: null,
  failure: null,
  ready: false,
  isPouring: false,
};

interface LineSourceOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly session: string;
  /** Only lines that are found; without a text: all. Positions then count the lines found. */
  readonly search: WireSearch;
  /** Where lines pour in, the first of them get known too: they begin with what the user has just typed. */
  readonly keepsBeginnings?: boolean;
}

export function createLineSource({ client, session, search, keepsBeginnings = false }: LineSourceOptions): LineSource {
  const listeners = new Set<() => void>();
  const known = new Map<number, Line>();
  const replies = new Map<number, Line>();
  const { text = '' } = search;
  const filter = text === '' ? {} : search;
  /** Of which a note is left for each. */
  let deleted: readonly LineRange[] = [];
  let view = nothing;
  let inSight = { first: 0, last: page - 1 };
  let asking = false;
  /** A search must be asked again when the session grows; everything else knows from the announcement. */
  let outdated = false;
  /** Lines that the session is said to have. */
  let announced = 0;
  /** So many of them are asked for; they are shown once they have come, in one drawing. */
  let wanted = 0;
  let room = 0;
  let latest: Session | null = null;
  let isHidden = false;
  let isPouring = false;
  /** The first of lines that pour in, where it is still to be asked for. */
  let beginning: number | null = null;
  /** When lines that were announced were asked for or drawn last. */
  let takenUpAt = Number.NEGATIVE_INFINITY;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** Positions that were asked for and are not there: the oldest part of a long session may have been given up. */
  let firstKept = 0;
  let disposed = false;

  const publish = (change: Partial<LineView>) => {
    view = { ...view, ...change, version: view.version + 1 };
    for (const listener of [...listeners]) listener();
  };

  const keep = (from: number, lines: readonly Line[]) => {
    lines.forEach((line, at) => {
      known.set(text === '' ? positionOf(deleted, line.index) : from + at, line);
      if (line.answers !== null && (line.kind === 'status' || line.kind === 'continuation')) replies.set(line.answers, line);
    });
  };

  const prune = () => {
    if (known.size <= mostKept) return;
    const from = inSight.first - mostKept / 4;
    const until = inSight.last + mostKept / 4;
    for (const position of known.keys()) if (position < from || position > until) known.delete(position);
    // Replies of lines that were forgotten are found again with the lines.
    if (replies.size > mostKept) replies.clear();
  };

  /** The first range in sight that is not known, or another one that is to be. */
  const missing = (): { from: number; limit: number } | null => {
    if (!view.ready || outdated) return { from: Math.max(0, inSight.first - ahead), limit: page };
    // Followed, the end will be in sight when it is drawn.
    const sight = room > 0 && wanted > view.total ? { first: wanted - room, last: wanted - 1 } : inSight;
    const beyond = isPouring && room > 0 ? 0 : ahead;
    const first = Math.max(firstKept, sight.first - beyond);
    const last = Math.min(Math.max(view.total, wanted) - 1, sight.last + beyond);
    let from = first;
    while (from <= last && known.has(from)) from++;
    if (from > last) return passedOver();
    let until = last;
    while (until > from && known.has(until)) until--;
    return { from, limit: Math.min(1_000, until - from + 1) };
  };

  /** Of lines that poured in, the first ones, where they are to be known. */
  const passedOver = () => {
    const from = beginning;
    beginning = null;
    return from === null || known.has(from) ? null : { from, limit: ahead };
  };

  /** Positions as the engine asks for them: by index where all lines are listed. */
  const asked = (from: number, limit: number) => {
    if (text !== '') return { from, limit };
    const first = indexAt(deleted, from);
    return { from: first, limit: Math.min(1_000, indexAt(deleted, from + limit - 1) - first + 1) };
  };

  /** Lines behind those that were deleted stand elsewhere now. */
  const forgetMoved = (next: Session) => {
    if (JSON.stringify(next.deleted ?? []) === JSON.stringify(deleted)) return;
    deleted = next.deleted ?? [];
    known.clear();
    replies.clear();
    firstKept = 0;
    announced = 0;
    wanted = 0;
    view = { ...view, total: 0 };
  };

  const pull = async (): Promise<void> => {
    if (asking || disposed || view.failure) return;
    const lacking = missing();
    if (!lacking) return;
    asking = true;
    outdated = false;
    const until = wanted;
    const answer = await client.call('transcript.lines', { session, ...asked(lacking.from, lacking.limit), ...filter });
    asking = false;
    if (disposed) return;
    if (!answer.ok) return publish({ failure: answer.failure, ready: true });
    const { lines } = answer.value;
    forgetMoved(answer.value.session);
    const total = text === '' ? positionOf(deleted, answer.value.total) : answer.value.total;
    keep(lacking.from, lines);
    const firstFound = lines[0] && positionOf(deleted, lines[0].index);
    if (text === '' && firstFound !== undefined && firstFound > lacking.from) firstKept = Math.max(firstKept, firstFound);
    else if (lines.length === 0 && lacking.from < total) firstKept = Math.max(firstKept, lacking.from + lacking.limit);
    // Beyond the end nothing has been given up: it is still to come, and asked for again when more is announced.
    else if (lines.length === 0 && text === '' && view.ready) return tellPouring();
    prune();
    if (view.ready) takenUpAt = performance.now();
    publish({
      session: answer.value.session,
      // What has come since then is announced: followed by each answer, a busy session would be asked for and drawn with every frame.
      total: text !== '' || view.total === 0 ? total : Math.max(view.total, Math.min(total, until), lacking.from + lines.length),
      failure: null,
      ready: true,
      isPouring,
      at: (position) => known.get(position),
      positionOf: (index) => positionOf(deleted, index),
      replyTo: (index) => replies.get(index),
    });
    await pull();
  };

  const tellPouring = () => {
    if (view.isPouring !== isPouring) publish({ isPouring });
  };

  /** Takes up what was announced: at once where one can read along, else when what is in sight has stood for a while. */
  const takeUp = () => {
    if (disposed || isHidden || !latest) return;
    const isTooMuch = text === '' && view.total > 0 && announced - view.total > (room || inSight.last - inSight.first + 1);
    const pause = text !== '' ? restSearching : isTooMuch || isPouring ? restPouring : 0;
    const now = performance.now();
    const wait = takenUpAt + pause - now;
    clearTimeout(rest);
    rest = undefined;
    if (wait > 0 || (text !== '' && asking)) {
      rest = setTimeout(takeUp, Math.max(wait, pause / 2));
      return;
    }
    takenUpAt = now;
    isPouring = isTooMuch;
    if (isPouring) rest = setTimeout(takeUp, restPouring);
    if (isPouring && keepsBeginnings) beginning ??= view.total;
    wanted = announced;
    outdated ||= text !== '' && latest.lines !== view.session?.lines;
    // Followed, and at the end of the list, wait for the new lines; elsewhere only the length has changed.
    if (text !== '' || !view.ready || (room === 0 && inSight.last < view.total - 1))
      publish({ session: latest, total: Math.max(view.total, wanted) });
    void pull();
    if (!asking) tellPouring();
  };

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(first, last, fits = 0) {
      inSight = { first, last: Math.max(first, last) };
      room = fits;
      if (!isHidden) void pull();
    },
    setHidden(next) {
      isHidden = next;
      clearTimeout(rest);
      if (isHidden) return;
      takeUp();
      void pull();
    },
    changed(next) {
      forgetMoved(next);
      latest = next;
      if (text === '') announced = Math.max(announced, positionOf(deleted, next.lines));
      takeUp();
    },
    async range(first, last) {
      const lines: Line[] = [];
      let position = first;
      while (position <= last) {
        const line = known.get(position);
        if (line) {
          lines.push(line);
          position++;
          continue;
        }
        const answer = await client.call('transcript.lines', {
          session,
          ...asked(position, Math.min(1_000, last - position + 1)),
          ...filter,
        });
        if (!answer.ok || answer.value.lines.length === 0) break;
        lines.push(...answer.value.lines);
        const end = answer.value.lines.at(-1)?.index;
        position = text === '' && end !== undefined ? positionOf(deleted, end) + 1 : position + answer.value.lines.length;
      }
      return lines;
    },
    retry() {
      publish({ failure: null });
      void pull();
    },
    dispose() {
      disposed = true;
      clearTimeout(rest);
      listeners.clear();
    },
  };
}
