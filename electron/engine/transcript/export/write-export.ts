/**
 * Writes sessions, or a range of lines of one, as a file to hand to others. Secrets cannot be in it, because they were never kept; message
 * bodies are left out unless they are asked for; what identifies somebody is replaced unless the real names are asked for. Needs little memory,
 * however long the sessions are: they are read twice, and never held.
 */
import { pageEnds } from '../../../base/html-page.ts';
import { FailureError, failure } from '../../../contract/failure.ts';
import type { ExportFormat, ExportOrder, LineRange, PseudonymCounts, Session } from '../../../contract/transcript.ts';
import { recordBytes } from '../files/records.ts';
import { htmlOf, sessionBegins, sessionEnds, sessionPageBegins } from './html.ts';
import { type ExactLine, headingOf, logLine, mailLength, textOf } from './lines.ts';
import { createPseudonymiser, type Pseudonymiser } from './pseudonymise.ts';

export interface ExportSource {
  session(id: string): Promise<Session | null>;
  /** Its lines in order, with their exact bytes. */
  lines(id: string): AsyncGenerator<ExactLine>;
}

export interface ExportProgress {
  /** Lines read so far, and all that will be. */
  onProgress(read: number, toRead: number): void;
  readonly signal: AbortSignal;
}

export interface ExportPreview {
  readonly text: string;
  readonly lines: number;
  readonly replaced: PseudonymCounts | null;
}

/** Where and how long the file is written: in this thread, or in one of its own. */
export interface ExportRunner {
  /** @throws FailureError with `cancelled` once the signal says so */
  write(order: ExportOrder, progress: ExportProgress): AsyncGenerator<Uint8Array>;
  preview(order: ExportOrder, progress: ExportProgress): Promise<ExportPreview>;
}

const chunkLength = 64 * 1024;
const progressEvery = 512;
/** Of a preview. */
const mostLines = 200;
const mostCharacters = 48 * 1024;

export function createExportRunner(source: ExportSource): ExportRunner {
  return {
    async *write(order, progress) {
      const { names, sessions, count } = await begin(order, progress);
      let text = order.format === 'html' ? sessionPageBegins(titleOf(sessions.length), noteOf(order)) : '';
      for await (const piece of pieces(order, sessions, names, order.format, count)) {
        text += piece;
        if (text.length < chunkLength) continue;
        yield new TextEncoder().encode(text);
        text = '';
      }
      yield new TextEncoder().encode(text + (order.format === 'html' ? pageEnds : ''));
    },
    async preview(order, progress) {
      const { names, sessions, count } = await begin(order, progress);
      const format = order.format === 'html' ? 'text' : order.format;
      let text = '';
      let shown = 0;
      for await (const piece of pieces(order, sessions, names, format, count)) {
        text += piece;
        shown += 1;
        if (shown >= mostLines || text.length > mostCharacters) break;
      }
      const all = order.lines ? linesIn(order.lines, sessions[0]) : sessions.reduce((sum, { lines }) => sum + lines, 0);
      return { text: text.slice(0, 2 * mostCharacters), lines: all, replaced: names?.table.counts() ?? null };
    },
  };

  /** Finds the sessions and, where names are replaced, reads all of their lines: a name may be said long before or after the range. */
  async function begin(order: ExportOrder, { onProgress, signal }: ExportProgress) {
    const sessions: Session[] = [];
    for (const id of order.sessions) {
      const session = await source.session(id);
      if (!session) throw new FailureError(failure('not-found', { detail: { session: id } }));
      sessions.push(session);
    }
    const names = order.names === 'replaced' ? createPseudonymiser() : null;
    const all = sessions.reduce((sum, { lines }) => sum + lines, 0);
    const toRead = names ? 2 * all : all;
    let read = 0;
    const count = (): void => {
      read += 1;
      if (read % progressEvery !== 0) return;
      if (signal.aborted) throw new FailureError(failure('cancelled'));
      onProgress(Math.min(read, toRead), toRead);
    };
    if (signal.aborted) throw new FailureError(failure('cancelled'));
    for (const session of names ? sessions : []) {
      names?.collectSession(session);
      for await (const line of source.lines(session.id)) {
        count();
        if (!isLeftOut(order, line)) names?.collect(session, line);
      }
    }
    names?.table.settle();
    return { names, sessions, count };
  }

  async function* pieces(
    order: ExportOrder,
    sessions: readonly Session[],
    names: Pseudonymiser | null,
    format: ExportFormat,
    count: () => void,
  ): AsyncGenerator<string> {
    for (const real of sessions) {
      const session = names?.session(real) ?? real;
      if (format === 'text') yield headingOf(session);
      if (format === 'html') yield sessionBegins(session);
      for await (const exact of source.lines(real.id)) {
        count();
        const { index } = exact.record;
        if (order.lines && index < order.lines.first) continue;
        if (order.lines && index > order.lines.last) break;
        const line = names && !isLeftOut(order, exact) ? names.line(real, exact) : exact;
        yield pieceOf(session, line, order, format);
      }
      if (format === 'html') yield sessionEnds;
    }
  }
}

const isLeftOut = ({ mail }: ExportOrder, line: ExactLine): boolean =>
  mail === 'left-out' && !line.record.note && mailLength(line, line.bytes ?? recordBytes(line.record)) !== null;

function pieceOf(session: Session, line: ExactLine, { mail }: ExportOrder, format: ExportFormat): string {
  const head = recordBytes(line.record);
  switch (format) {
    case 'text':
      return textOf(line, head, mail);
    case 'html':
      return htmlOf(line, head, mail);
    case 'jsonl':
      return `${JSON.stringify(logLine(session, line, head, mail))}\n`;
  }
}

const linesIn = ({ first, last }: LineRange, session: Session | undefined): number =>
  Math.max(0, Math.min(last, (session?.lines ?? 0) - 1) - first + 1);

const titleOf = (sessions: number): string => (sessions === 1 ? 'Postglass: a session' : `Postglass: ${sessions} sessions`);

const noteOf = ({ mail, names, lines }: ExportOrder): string =>
  [
    'Secrets were covered (▒) before they were recorded.',
    mail === 'left-out' ? 'Messages are left out.' : 'Messages are included.',
    names === 'replaced'
      ? 'Hosts, addresses, names and identifiers are replaced, each by the same word everywhere.'
      : 'Names are the real ones.',
    ...(lines ? [`Lines ${lines.first + 1} to ${lines.last + 1} of the session.`] : []),
  ].join(' ');
