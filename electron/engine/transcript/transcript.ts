/**
 * The transcript: every connection's bytes, masked, kept and explained. It hands a tap to whoever opens a connection and
 * answers questions about what crossed the wire, now and earlier. It refuses to know accounts, mail and windows: a
 * payload is a hash to it, and the engine hands in what it must ask others.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { describeError, type Logger, silentLogger } from '../../base/logger.ts';
import { type Failure, failure, type Protocol, type Result, succeed } from '../../contract/failure.ts';
import type { Line, Session } from '../../contract/transcript.ts';
import type { OpenTap } from '../wire/tap.ts';
import { interpret } from './dialogue/interpret.ts';
import { createExporter, type ExactLine, type ExportedFile, type ExportFormat, type MailContent } from './export.ts';
import type { LineRecord } from './files/records.ts';
import { createSessionReader, transcriptFolder } from './files/session-reader.ts';
import { createSessionStore } from './files/session-store.ts';
import { defaultTranscriptLimits, type TranscriptLimits } from './limits.ts';
import { type Cover, overwrite } from './masking/masker.ts';
import { createBufferPool } from './payload/buffer-pool.ts';
import { createHashIndex, type HashEntry } from './payload/hash-index.ts';
import { createPayloadBuffer } from './payload/payload-buffer.ts';
import { createPayloadRetention, type PayloadStore } from './payload/payload-retention.ts';
import { createSessionRecorder, type SessionRecorder } from './record/session-recorder.ts';
import { createRecordedLines, textMatcher } from './recorded-lines.ts';

export interface TranscriptDependencies {
  /** The data folder; session files go into `transcript/` within it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly limits?: Partial<TranscriptLimits>;
  /** Sessions that began, grew or ended; at most ten times a second. */
  readonly emit: (sessions: Session[]) => void;
  /** Who keeps whole messages; without it the transcript keeps all bytes itself. */
  readonly payloads?: PayloadStore;
  /** The message whose raw bytes have this SHA-256, if one is held. */
  readonly messageIdForHash?: (hash: string) => number | null;
  readonly logger?: Logger;
  /** The log could not be written: the disk is full, say. Mail goes on. */
  readonly onFailure?: (failure: Failure) => void;
  /** Replaced by a test alone, to show what would be found without masking. */
  readonly cover?: Cover;
}

interface SessionFilter {
  readonly accountId?: string;
  readonly protocol?: Protocol;
  readonly text?: string;
  readonly limit: number;
}

interface LinePage {
  readonly session: Session;
  readonly lines: Line[];
  /** Lines in all, or those in which the text stands. */
  readonly total: number;
}

export interface Transcript {
  /** Opens a session; for adapters of protocols. */
  readonly open: OpenTap;
  /** Newest first. */
  sessions(filter: SessionFilter): Promise<Session[]>;
  session(id: string): Promise<Session | null>;
  lines(request: { session: string; from: number; limit: number; text?: string | undefined }): Promise<Result<LinePage>>;
  /** The exact bytes of one line, secrets overwritten, a payload expanded. */
  bytes(session: string, index: number): Promise<Result<Buffer>>;
  /** All lines of a session in order, with their exact bytes; `null` where only the hash of a payload is left. */
  everything(session: string): AsyncGenerator<ExactLine>;
  /** The lines that fetched or sent the message whose raw bytes have this SHA-256; none for a message that was never held. */
  wireOf(hash: string | null): Promise<Omit<HashEntry, 'hash'>[]>;
  /** The store of messages has made a message durable; the fingerprint is that of `fingerprintOfPayload`. */
  payloadStored(hash: string, fingerprint: number): void;
  pin(session: string, pinned: boolean): Promise<Result<null>>;
  remove(session: string): Promise<Result<null>>;
  /** Removes an account's sessions, pinned ones too; those still open lose nothing. */
  forgetAccount(accountId: string): Promise<Result<null>>;
  /** Prepares a file of these sessions; answers the handle under which `exported` streams it. */
  export(sessions: readonly string[], format: ExportFormat, mail: MailContent): Promise<Result<{ handle: string; name: string }>>;
  exported(handle: string): Promise<Result<ExportedFile>>;
  /** Resolves when everything decided so far is in the files. */
  flush(): Promise<void>;
  /** Ends what is still open and writes everything. */
  close(): Promise<void>;
}

const noStore: PayloadStore = { holds: () => false, read: () => null };

export function createTranscript(dependencies: TranscriptDependencies): Transcript {
  const {
    clock,
    emit,
    onFailure,
    messageIdForHash = () => null,
    payloads = noStore,
    cover = overwrite,
    logger = silentLogger,
  } = dependencies;
  const folder = transcriptFolder(dependencies.folder);
  const limits = { ...defaultTranscriptLimits, ...dependencies.limits };
  const recorders = new Map<string, SessionRecorder>();
  const retiring = new Map<string, Promise<void>>();
  const changed = new Set<string>();
  let cancelAnnouncement: (() => void) | null = null;

  const onError = (error: unknown) => {
    logger.warning(`the session log could not be written: ${describeError(error)}`);
    onFailure?.(writeFailure(error, folder));
  };
  const retention = createPayloadRetention({ store: payloads, clock, wait: limits.payloadWait, capacity: limits.waiting });
  const payloadBuffer = createPayloadBuffer(clock);
  const recordBuffers = createBufferPool({ clock, length: 256 * 1024, mostSpare: 8 });
  const hashes = createHashIndex({ folder, clock, flushEvery: limits.flushEvery, onError });
  const reader = createSessionReader(folder, payloads);
  const recorded = createRecordedLines(reader, (id) => recorders.get(id)?.lines);
  const sessionStore = createSessionStore({
    folder,
    budget: limits.budget,
    age: limits.age,
    now: clock.now,
    hashes,
    isOpen: (id) => recorders.has(id),
    onGone: reader.forget,
    onError,
  });
  const { ready } = sessionStore;
  const exporter = createExporter({ session: current, everything: recorded.exact });

  function announce(id: string): void {
    changed.add(id);
    cancelAnnouncement ??= clock.after(limits.announceEvery, () => {
      cancelAnnouncement = null;
      const sessions = [...changed].map(current).filter((session) => session !== null);
      changed.clear();
      if (sessions.length > 0) emit(sessions);
    });
  }

  /** A copy: what is handed out does not change afterwards. */
  function current(id: string): Session | null {
    const session = recorders.get(id)?.session ?? sessionStore.get(id);
    return session ? { ...session, pinned: sessionStore.isPinned(id) } : null;
  }

  /** An open session keeps its first segment and its last: those of all together take half of the budget at most. */
  const segmentLength = () => Math.min(limits.segment, limits.budget / (4 * recorders.size));

  const open: OpenTap = (opening) => {
    const id = newId(clock.now(), opening.protocol, (candidate) => current(candidate) !== null);
    const recorder = createSessionRecorder({
      id,
      opening,
      folder,
      clock,
      limits,
      cover,
      retention,
      payloadBuffer,
      recordBuffers,
      ready,
      segmentLength,
      onChange: () => announce(id),
      onPayload: (hash, { index, asked, direction }) =>
        hashes.add({ hash, session: id, firstLine: asked ?? index, lastLine: index, purpose: direction === 'client' ? 'sent' : 'fetched' }),
      onSegment: sessionStore.sweepWhenDue,
      onGrowth: sessionStore.grew,
      onEnd: () => void retire(id, recorder),
      onError,
    });
    recorders.set(id, recorder);
    announce(id);
    return recorder.tap;
  };

  /** Once for each session, whoever asks: a second time would bring back what was removed meanwhile. */
  function retire(id: string, recorder: SessionRecorder): Promise<void> {
    const under = retiring.get(id);
    if (under) return under;
    const work = recorder.close().then(() => {
      sessionStore.add({ ...recorder.session });
      recorders.delete(id);
      retiring.delete(id);
    });
    retiring.set(id, work);
    return work;
  }

  function newestFirst(): Session[] {
    const ids = new Set([...[...sessionStore.sessions()].map(({ id }) => id), ...recorders.keys()]);
    const sessions = [...ids].map(current).filter((session) => session !== null);
    return sessions.sort((left, right) => right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1));
  }

  const interpretIn =
    ({ id, protocol }: Session) =>
    (record: LineRecord): Line =>
      interpret(record, { session: id, protocol, holds: payloads.holds, messageIdForHash });

  async function find(session: Session, text: string, from: number, limit: number): Promise<LinePage> {
    const matches = textMatcher(text);
    const toLine = interpretIn(session);
    const lines: Line[] = [];
    let total = 0;
    for await (const { record } of recorded.all(session.id, 'heads')) {
      if (!matches(record)) continue;
      if (total >= from && lines.length < limit) lines.push(toLine(record));
      total += 1;
    }
    return { session, lines, total };
  }

  const unknown = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { session: id } }) });

  /** Changes files; what goes wrong is an answer. */
  async function change(work: () => Promise<void>): Promise<Result<null>> {
    try {
      await work();
      return succeed(null);
    } catch (error) {
      return { ok: false, failure: writeFailure(error, folder) };
    }
  }

  return {
    open,
    async sessions({ accountId, protocol, text, limit }) {
      await ready;
      const wanted = newestFirst().filter(
        (session) =>
          (accountId === undefined || session.accountId === accountId) && (protocol === undefined || session.protocol === protocol),
      );
      if (text === undefined || text === '') return wanted.slice(0, limit);
      const found: Session[] = [];
      for (const session of wanted) {
        if (found.length >= limit) break;
        if (await recorded.holdText(session.id, text)) found.push(session);
      }
      return found;
    },
    async session(id) {
      await ready;
      return current(id);
    },
    async lines({ session: id, from, limit, text }) {
      await ready;
      const session = current(id);
      if (!session) return unknown(id);
      if (text !== undefined && text !== '') return succeed(await find(session, text, from, limit));
      const toLine = interpretIn(session);
      const lines = (await recorded.page(id, from, limit, 'heads')).map(({ record }) => toLine(record));
      return succeed({ session, lines, total: session.lines });
    },
    async bytes(id, index) {
      await ready;
      const [found] = await recorded.page(id, index, 1, 'whole');
      return found?.record.index === index ? recorded.bytes(id, found) : unknown(id);
    },
    async *everything(id) {
      await ready;
      yield* recorded.exact(id);
    },
    async wireOf(hash) {
      await ready;
      if (hash === null) return [];
      const found = (await hashes.find(hash)).filter((entry) => current(entry.session) !== null);
      // The log hears of messages in the order in which they are stored; people want the order of the wire.
      const inOrder = found.toSorted((left, right) => left.session.localeCompare(right.session, 'en') || left.firstLine - right.firstLine);
      return inOrder.map(({ hash: _, ...entry }) => entry);
    },
    payloadStored: retention.stored,
    async pin(id, pinned) {
      await ready;
      if (!current(id)) return unknown(id);
      announce(id);
      return change(() => sessionStore.pin(id, pinned));
    },
    async remove(id) {
      await ready;
      if (recorders.has(id))
        return { ok: false, failure: failure('input-invalid', { detail: { path: 'session', message: 'still open' } }) };
      return sessionStore.get(id) ? change(() => sessionStore.remove(new Set([id]))) : unknown(id);
    },
    async forgetAccount(accountId) {
      await ready;
      // Its connections are closed; what they said last may still be on its way to the files.
      const open = [...recorders].filter(([, { session }]) => session.accountId === accountId);
      await Promise.all(open.map(([id, recorder]) => retire(id, recorder)));
      const own = [...sessionStore.sessions()].filter((session) => session.accountId === accountId);
      return change(() => sessionStore.remove(new Set(own.map(({ id }) => id))));
    },
    async export(sessions, format, mail) {
      await ready;
      const missing = sessions.find((id) => current(id) === null);
      return missing === undefined ? succeed(exporter.prepare(sessions, format, mail)) : unknown(missing);
    },
    exported: async (handle) => exporter.open(handle),
    async flush() {
      await ready;
      retention.settle();
      for (const recorder of recorders.values()) await recorder.flush();
      await hashes.flush();
    },
    async close() {
      await ready;
      retention.settle();
      for (const [id, recorder] of [...recorders]) await retire(id, recorder);
      await hashes.flush();
      await sessionStore.sweep();
      cancelAnnouncement?.();
    },
  };
}

/** Sorts by time, says its protocol, and is a file name: `20260102-030405-imap-k3f9`. */
function newId(now: number, protocol: Protocol, taken: (id: string) => boolean): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  for (;;) {
    const id = `${stamp}-${protocol}-${randomBytes(4).readUInt32BE().toString(36).padStart(7, '0')}`;
    if (!taken(id)) return id;
  }
}

function writeFailure(error: unknown, folder: string): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = { path: folder, message: describeError(error) };
  return failure(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'data-folder-unwritable', { detail });
}
