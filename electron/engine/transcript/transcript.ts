/**
 * The transcript: every connection's bytes, masked, kept and explained. It hands a tap to whoever opens a connection and
 * answers questions about what crossed the wire, now and earlier. It refuses to know accounts, mail and windows: a
 * payload is a hash to it, and the engine hands in what it must ask others.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { describeError, type Logger, silentLogger } from '../../base/logger.ts';
import { type Failure, failure, type Protocol, type Result, succeed } from '../../contract/failure.ts';
import type { Line, Session } from '../../contract/transcript.ts';
import type { OpenTap } from '../wire/tap.ts';
import { keepWithinBudget } from './budget.ts';
import { interpret } from './dialogue/interpret.ts';
import { createExporter, type ExactLine, type ExportedFile, type ExportFormat } from './export.ts';
import { createHashIndex, type HashEntry } from './hash-index.ts';
import { defaultTranscriptLimits, type TranscriptLimits } from './limits.ts';
import { type Cover, overwrite } from './masking/masker.ts';
import { createPayloadLedger, type PayloadStore } from './payload-ledger.ts';
import { type LineRecord, recordBytes } from './records.ts';
import { listSessionFiles, readSession, removeFiles } from './session-files.ts';
import { createSessionReader, transcriptFolder } from './session-reader.ts';
import { createSessionRecorder, type RecentLine, type SessionRecorder } from './session-recorder.ts';

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

export interface SessionFilter {
  readonly accountId?: string;
  readonly protocol?: Protocol;
  readonly text?: string;
  readonly limit: number;
}

export interface LinePage {
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
  payloadStored(hash: string, fingerprint: string): void;
  pin(session: string, pinned: boolean): Promise<Result<null>>;
  remove(session: string): Promise<Result<null>>;
  /** Removes an account's sessions, pinned ones too; those still open lose nothing. */
  forgetAccount(accountId: string): Promise<Result<null>>;
  /** Prepares a file of these sessions; answers the handle under which `exported` streams it. */
  export(sessions: readonly string[], format: ExportFormat): Promise<Result<{ handle: string; name: string }>>;
  exported(handle: string): Promise<Result<ExportedFile>>;
  /** Resolves when everything decided so far is in the files. */
  flush(): Promise<void>;
  /** Ends what is still open and writes everything. */
  close(): Promise<void>;
}

const noStore: PayloadStore = { holds: () => false, read: () => null };
const pinsName = 'pinned.json';

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
  /** Sessions that are over, those of earlier runs included; oldest first. */
  const finished = new Map<string, Session>();
  let pinned = new Set<string>();
  const changed = new Set<string>();
  let cancelAnnouncement: (() => void) | null = null;
  let sweeping: Promise<void> | null = null;

  const onError = (error: unknown) => {
    logger.warning(`the session log could not be written: ${describeError(error)}`);
    onFailure?.(writeFailure(error, folder));
  };
  const ledger = createPayloadLedger({ store: payloads, clock, wait: limits.payloadWait, room: limits.waiting });
  const hashes = createHashIndex({ folder, clock, flushEvery: limits.flushEvery, onError });
  const reader = createSessionReader(folder, payloads);
  const ready = start();

  async function start(): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      pinned = new Set(await readPins(folder));
      for (const files of await listSessionFiles(folder)) {
        if (recorders.has(files.id)) continue;
        const session = await readSession(folder, files, false);
        if (session) finished.set(session.id, session);
      }
    } catch (error) {
      onError(error);
    }
    void sweep();
  }

  /** Removes what is too old or too much; one at a time. */
  function sweep(): Promise<void> {
    sweeping ??= (async () => {
      try {
        const gone = await keepWithinBudget({
          folder,
          budget: limits.budget,
          notBefore: clock.now() - limits.age,
          sessions: await listSessionFiles(folder),
          isPinned: (id) => pinned.has(id),
          isOpen: (id) => recorders.has(id),
          endedAt: (id) => finished.get(id)?.endedAt ?? null,
        });
        for (const id of gone) forget(id);
        if (gone.length > 0) await hashes.compact((id) => recorders.has(id) || finished.has(id));
      } catch (error) {
        onError(error);
      } finally {
        sweeping = null;
      }
    })();
    return sweeping;
  }

  function forget(id: string): void {
    finished.delete(id);
    reader.forget(id);
  }

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
    const session = recorders.get(id)?.session ?? finished.get(id);
    return session ? { ...session, pinned: pinned.has(id) } : null;
  }

  const open: OpenTap = (opening) => {
    const id = newId(clock.now(), opening.protocol, (candidate) => recorders.has(candidate) || finished.has(candidate));
    const recorder = createSessionRecorder({
      id,
      opening,
      folder,
      clock,
      limits,
      cover,
      ledger,
      ready,
      onChange: () => announce(id),
      onPayload: (hash, { index, asked, direction }) =>
        hashes.add({ hash, session: id, firstLine: asked ?? index, lastLine: index, purpose: direction === 'C' ? 'sent' : 'fetched' }),
      onSegment: () => void sweep(),
      onEnd: () => void retire(id, recorder),
      onError,
    });
    recorders.set(id, recorder);
    announce(id);
    return recorder.tap;
  };

  async function retire(id: string, recorder: SessionRecorder): Promise<void> {
    await recorder.close();
    recorders.delete(id);
    finished.set(id, { ...recorder.session });
  }

  function newestFirst(): Session[] {
    const all = new Map<string, Session>();
    for (const id of [...finished.keys(), ...recorders.keys()]) {
      const session = current(id);
      if (session) all.set(id, session);
    }
    return [...all.values()].sort((left, right) => right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1));
  }

  /** Records from the file and from memory, without a gap between: what memory gives up meanwhile is in the file. */
  async function recordsOf(id: string, from: number, limit: number): Promise<RecentLine[]> {
    const recorder = recorders.get(id);
    const firstInMemory = recorder?.firstRecent() ?? Number.POSITIVE_INFINITY;
    // Taken before the file is read: what memory gives up meanwhile is in both, never in neither.
    const memory = recorder?.recent(from, limit) ?? [];
    const inFile = from < firstInMemory ? await reader.records(id, from, Math.min(limit, firstInMemory - from)) : [];
    return [...inFile.map((record) => ({ record, payload: null })), ...memory].slice(0, limit);
  }

  const interpretIn = (session: Session) => {
    const context = {
      session: session.id,
      protocol: session.protocol,
      head: limits.head,
      holds: (hash: string) => payloads.holds(hash),
      messageIdForHash,
    };
    return (record: LineRecord) => interpret(record, context);
  };

  async function* allRecords(id: string): AsyncGenerator<RecentLine> {
    let next = 0;
    for await (const records of reader.pages(id)) {
      for (const record of records) {
        next = record.i + 1;
        yield { record, payload: null };
      }
    }
    for (const each of recorders.get(id)?.recent(next, Number.POSITIVE_INFINITY) ?? []) yield each;
  }

  async function find(session: Session, text: string, from: number, limit: number): Promise<LinePage> {
    const matches = textMatcher(text);
    const toLine = interpretIn(session);
    const lines: Line[] = [];
    let total = 0;
    for await (const { record } of allRecords(session.id)) {
      if (!matches(record)) continue;
      if (total >= from && lines.length < limit) lines.push(toLine(record));
      total += 1;
    }
    return { session, lines, total };
  }

  async function holdsText(id: string, text: string): Promise<boolean> {
    const matches = textMatcher(text);
    for await (const { record } of allRecords(id)) if (matches(record)) return true;
    return false;
  }

  async function* everything(id: string): AsyncGenerator<ExactLine> {
    for await (const { record, payload } of allRecords(id)) {
      const bytes = payload ? succeed(payload) : await reader.bytes(id, record);
      yield { record, bytes: bytes.ok ? bytes.value : null };
    }
  }

  const exporter = createExporter({ session: current, everything });
  const unknown = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { session: id } }) });

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
        if (await holdsText(session.id, text)) found.push(session);
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
      const records = await recordsOf(id, from, limit);
      return succeed({ session, lines: records.map(({ record }) => record).map(interpretIn(session)), total: session.lines });
    },
    async bytes(id, index) {
      await ready;
      const [found] = await recordsOf(id, index, 1);
      if (found?.record.i !== index) return unknown(id);
      return found.payload ? succeed(found.payload) : reader.bytes(id, found.record);
    },
    async *everything(id) {
      await ready;
      yield* everything(id);
    },
    async wireOf(hash) {
      await ready;
      if (hash === null) return [];
      const found = (await hashes.find(hash)).filter((entry) => current(entry.session) !== null);
      return found.map(({ hash: _, ...entry }) => entry);
    },
    payloadStored: (hash, fingerprint) => ledger.stored(hash, fingerprint),
    async pin(id, pin) {
      await ready;
      if (!current(id)) return unknown(id);
      if (pin) pinned.add(id);
      else pinned.delete(id);
      announce(id);
      try {
        await writePins(folder, pinned);
        return succeed(null);
      } catch (error) {
        return { ok: false, failure: writeFailure(error, folder) };
      }
    },
    async remove(id) {
      await ready;
      if (recorders.has(id))
        return { ok: false, failure: failure('input-invalid', { detail: { path: 'session', message: 'still open' } }) };
      if (!finished.has(id)) return unknown(id);
      try {
        const files = (await listSessionFiles(folder)).find((each) => each.id === id);
        await removeFiles(folder, files?.segments ?? []);
        forget(id);
        pinned.delete(id);
        await writePins(folder, pinned);
        return succeed(null);
      } catch (error) {
        return { ok: false, failure: writeFailure(error, folder) };
      }
    },
    async forgetAccount(accountId) {
      await ready;
      try {
        const own = new Set([...finished.values()].filter((session) => session.accountId === accountId).map(({ id }) => id));
        for (const files of await listSessionFiles(folder)) if (own.has(files.id)) await removeFiles(folder, files.segments);
        for (const id of own) {
          forget(id);
          pinned.delete(id);
        }
        await writePins(folder, pinned);
        await hashes.compact((id) => recorders.has(id) || finished.has(id));
        return succeed(null);
      } catch (error) {
        return { ok: false, failure: writeFailure(error, folder) };
      }
    },
    async export(sessions, format) {
      await ready;
      const missing = sessions.find((id) => current(id) === null);
      return missing === undefined ? succeed(exporter.prepare(sessions, format)) : unknown(missing);
    },
    exported: async (handle) => exporter.open(handle),
    async flush() {
      await ready;
      ledger.settle();
      for (const recorder of recorders.values()) await recorder.flush();
      await hashes.flush();
    },
    async close() {
      await ready;
      ledger.settle();
      for (const [id, recorder] of [...recorders]) await retire(id, recorder);
      await hashes.flush();
      await sweeping;
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

/** Whether a text stands in a line, without regard to case; in the head of a payload that is kept elsewhere. */
function textMatcher(text: string): (record: LineRecord) => boolean {
  const needle = text.toLowerCase();
  return (record) => recordBytes(record).toString('utf8').toLowerCase().includes(needle);
}

async function readPins(folder: string): Promise<string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, pinsName), 'utf8'));
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return []; // missing or damaged: nothing is pinned, nothing is lost
  }
}

async function writePins(folder: string, pinned: ReadonlySet<string>): Promise<void> {
  const path = join(folder, pinsName);
  await writeFile(`${path}.new`, JSON.stringify([...pinned]), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

function writeFailure(error: unknown, folder: string): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return failure(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'data-folder-unwritable', { detail: { path: folder, message } });
}
