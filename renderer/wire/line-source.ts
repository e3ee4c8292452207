/**
 * The lines of one session, read in windows by position as they come into sight. A session that grows costs one request
 * at a time for what is new; lines far from what is in sight are forgotten, so that a session of any length fits.
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
}

export interface LineSource {
  readonly view: () => LineView;
  subscribe(listener: () => void): () => void;
  /** Makes sure that these positions get known. */
  show(first: number, last: number): void;
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

const nothing: LineView = {
  version: 0,
  total: 0,
  at: () => undefined,
  positionOf: (index) => index,
  replyTo: () => undefined,
  session: null,
  failure: null,
  ready: false,
};

interface LineSourceOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly session: string;
  /** Only lines that are found; without a text: all. Positions then count the lines found. */
  readonly search: WireSearch;
}

export function createLineSource({ client, session, search }: LineSourceOptions): LineSource {
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
  /** Lines that the session is said to have; they are shown once they have come, in one drawing. */
  let announced = 0;
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

  /** The first range in sight that is not known. */
  const missing = (): { from: number; limit: number } | null => {
    if (!view.ready || outdated) return { from: Math.max(0, inSight.first - ahead), limit: page };
    const first = Math.max(firstKept, inSight.first - ahead);
    const last = Math.min(Math.max(view.total, announced) - 1, inSight.last + ahead);
    let from = first;
    while (from <= last && known.has(from)) from++;
    if (from > last) return null;
    let until = last;
    while (until > from && known.has(until)) until--;
    return { from, limit: Math.min(1_000, until - from + 1) };
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
    view = { ...view, total: 0 };
  };

  const pull = async (): Promise<void> => {
    if (asking || disposed || view.failure) return;
    const wanted = missing();
    if (!wanted) return;
    asking = true;
    outdated = false;
    const answer = await client.call('transcript.lines', { session, ...asked(wanted.from, wanted.limit), ...filter });
    asking = false;
    if (disposed) return;
    if (!answer.ok) return publish({ failure: answer.failure, ready: true });
    const { lines } = answer.value;
    forgetMoved(answer.value.session);
    const total = text === '' ? positionOf(deleted, answer.value.total) : answer.value.total;
    keep(wanted.from, lines);
    const firstFound = lines[0] && positionOf(deleted, lines[0].index);
    if (text === '' && firstFound !== undefined && firstFound > wanted.from) firstKept = Math.max(firstKept, firstFound);
    else if (lines.length === 0 && wanted.from < total) firstKept = Math.max(firstKept, wanted.from + wanted.limit);
    // Beyond the end nothing has been given up: it is still to come, and asked for again when more is announced.
    else if (lines.length === 0 && text === '' && view.ready) return;
    prune();
    publish({
      session: answer.value.session,
      total: text === '' ? Math.max(total, view.total) : total,
      failure: null,
      ready: true,
      at: (position) => known.get(position),
      positionOf: (index) => positionOf(deleted, index),
      replyTo: (index) => replies.get(index),
    });
    await pull();
  };

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(first, last) {
      inSight = { first, last: Math.max(first, last) };
      void pull();
    },
    changed(next) {
      forgetMoved(next);
      if (text === '') announced = Math.max(announced, positionOf(deleted, next.lines));
      else outdated = outdated || next.lines !== view.session?.lines;
      // At the end of the list wait for the new lines; elsewhere only the length has changed.
      if (text !== '' || !view.ready || inSight.last < view.total - 1) publish({ session: next, total: Math.max(view.total, announced) });
      void pull();
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
      listeners.clear();
    },
  };
}
