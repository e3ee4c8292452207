/**
 * The transcript: every connection's bytes, masked, kept and explained. Every connection gets a tap from it, and
 * it answers queries about what crossed the wire, now and earlier. It knows no accounts, mail or windows: a payload is a
 * hash to it, and the engine hands in the functions that it needs.
 */

import { describeError, silentLogger } from '../../base/logger.ts';
import { type Failure, failure, type Result, succeed } from '../../contract/failure.ts';
import type { Line, LineRange, Session } from '../../contract/transcript.ts';
import { systemCode } from '../disk/system-code.ts';
import { createExporter } from './export/exporter.ts';
import type { ExportRunner, ExportSource } from './export/write-export.ts';
import { withoutRange, withRange } from './files/line-ranges.ts';
import type { LineRecord } from './files/records.ts';
import { transcriptFolder } from './files/session-reader.ts';
import { createSessionStore } from './files/session-store.ts';
import { defaultTranscriptLimits } from './limits.ts';
import { overwrite } from './masking/masker.ts';
import { createOpenSessions } from './open-sessions.ts';
import { createPayloadRetention, type PayloadStore } from './payload/payload-retention.ts';
import { createRecordedLines } from './recorded-lines.ts';
import { reveal } from './reveal/reveal.ts';
import { createMatching } from './search/matching.ts';
import type { LinePage, SessionFilter, Transcript, TranscriptDependencies } from './transcript-interface.ts';

/** With all that lines mean it is a tenth of the engine's program: loaded when lines are read for the first time. */
const loadInterpret = async () => (await import('./dialogue/interpret.ts')).interpret;

const exportHere = (source: ExportSource): ExportRunner => {
  const load = async () => (await import('./export/write-export.ts')).createExportRunner(source);
  return {
    async *write(order, progress) {
      yield* (await load()).write(order, progress);
    },
    preview: async (order, progress) => (await load()).preview(order, progress),
  };
};

const noStore: PayloadStore = { holds: () => false, read: () => null };

export function createTranscript(dependencies: TranscriptDependencies): Transcript {
  const {
    clock,
    emit,
    onFailure,
    messageIdForHash = () => null,
    payloads = noStore,
    applyMask = overwrite,
    logger = silentLogger,
    exportRunner,
    searchRunner,
    onExport = () => undefined,
  } = dependencies;
  const folder = transcriptFolder(dependencies.folder);
  const limits = { ...defaultTranscriptLimits, ...dependencies.limits };
  const storeLimits = dependencies.retention ?? (() => limits);

  const onError = (error: unknown) => {
    logger.warning(`the session log could not be written: ${describeError(error)}`);
    onFailure?.(writeFailure(error, folder));
  };
  const retention = createPayloadRetention({ store: payloads, clock, wait: limits.payloadWait, capacity: limits.waiting });
  const sessionStore = createSessionStore({
    folder,
    retention: storeLimits,
    clock,
    payloads,
    open: (id) => sessions.recorder(id)?.session,
    onError,
  });
  const { ready } = sessionStore;
  const sessions = createOpenSessions({
    folder,
    clock,
    limits,
    applyMask,
    retention,
    store: sessionStore,
    budget: () => storeLimits().budget,
    emit,
    onError,
  });
  const { current } = sessions;
  const recorded = createRecordedLines(sessionStore.reader, (id) => sessions.recorder(id)?.lines);
  const exporter = createExporter({
    runner: exportRunner
      ? writtenFirst(exportRunner, flush)
      : exportHere({ session: async (id) => current(id), lines: (id) => recorded.exact(id) }),
    clock,
    onChange: onExport,
  });

  /** Newest first. */
  function chosen({ accountId, protocol, limit }: Omit<SessionFilter, 'text'>): Session[] {
    const stored = sessionStore.sessions({ accountId, protocol, limit });
    const found = new Map(stored.map((session) => [session.id, session]));
    for (const [id, { session }] of sessions.recorders()) {
      const isWanted =
        (accountId === undefined || session.accountId === accountId) && (protocol === undefined || session.protocol === protocol);
      if (isWanted) found.set(id, { ...session });
    }
    const newestFirst = [...found.values()].sort((left, right) => right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1));
    return newestFirst.slice(0, limit);
  }

  async function interpretIn({ id, protocol }: Session): Promise<(record: LineRecord) => Line> {
    const interpret = await loadInterpret();
    return (record) => interpret(record, { session: id, protocol, holds: payloads.holds, messageIdForHash });
  }

  async function find(session: Session, text: string, from: number, limit: number): Promise<LinePage> {
    const toLine = await interpretIn(session);
    const lines: Line[] = [];
    let total = 0;
    for await (const record of recorded.withText(session.id, text)) {
      if (total >= from && lines.length < limit) lines.push(toLine(record));
      total += 1;
    }
    return { session, lines, total };
  }

  async function flush(): Promise<void> {
    await ready;
    retention.settle();
    await sessions.flush();
  }

  const matching = createMatching({
    runner: searchRunner,
    chosen,
    current,
    segmentsOf: sessionStore.segmentsOf,
    toLine: interpretIn,
    written: flush,
  });

  const stillOpen = { ok: false as const, failure: failure('input-invalid', { detail: { path: 'session', message: 'still open' } }) };
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

  /** The same for one session, which may be gone when the files are free. */
  async function changeOf(id: string, work: () => Promise<boolean>): Promise<Result<null>> {
    let isThere = true;
    const done = await change(async () => {
      isThere = await work();
    });
    return isThere ? done : unknown(id);
  }

  return {
    open: sessions.open,
    matching,
    async sessions({ text, limit, ...wanted }) {
      await ready;
      if (text === undefined || text === '') return chosen({ ...wanted, limit });
      const found: Session[] = [];
      for (const session of chosen({ ...wanted, limit: Number.MAX_SAFE_INTEGER })) {
        if (found.length >= limit) break;
        if (!(await recorded.withText(session.id, text).next()).done) found.push(session);
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
      const toLine = await interpretIn(session);
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
      await sessions.flush();
      return sessionStore.payload(hash);
    },
    payloadStored: retention.stored,
    async pin(id, pinned) {
      await ready;
      // Its last records are still being written: write the pin behind them.
      await sessions.settle(id);
      if (!current(id)) return unknown(id);
      sessions.announce(id);
      sessions.recorder(id)?.pin(pinned);
      return changeOf(id, () => sessionStore.amend(id, (now) => ({ ...now, pinned })));
    },
    async remove(id) {
      await ready;
      if (sessions.recorder(id)) return stillOpen;
      return sessionStore.session(id) ? change(() => sessionStore.remove(() => [id])) : unknown(id);
    },
    async removeLines(id, lines) {
      await ready;
      await sessions.settle(id);
      if (sessions.recorder(id)) return stillOpen;
      const done = await changeOf(id, () => sessionStore.removeLines(id, lines));
      sessions.announce(id);
      return done;
    },
    async keepLines(id, lines, isKept) {
      await ready;
      await sessions.settle(id);
      if (sessions.recorder(id)) return stillOpen;
      sessions.announce(id);
      return changeOf(id, () => sessionStore.amend(id, (now) => withKept(now, lines, isKept)));
    },
    async retentionFacts(wanted) {
      await ready;
      return sessionStore.facts(wanted);
    },
    async tidy() {
      await ready;
      await sessionStore.tidy();
      emit([]);
    },
    async forgetAccount(accountId) {
      await ready;
      // Its connections are closed; what they said last may still be on its way to the files.
      const open = sessions.recorders().filter(([, { session }]) => session.accountId === accountId);
      await Promise.all(open.map(([id, recorder]) => sessions.retire(id, recorder)));
      return change(() => sessionStore.remove(() => sessionStore.sessions({ accountId }).map(({ id }) => id)));
    },
    async export(order) {
      await ready;
      const missing = order.sessions.find((id) => current(id) === null);
      return missing === undefined ? succeed(exporter.prepare(order)) : unknown(missing);
    },
    exported: async (handle) => exporter.open(handle),
    async exportPreview(handle, order) {
      await ready;
      return exporter.preview(handle, order);
    },
    exportCancel: exporter.cancel,
    async reveal({ session: id, ...place }) {
      await ready;
      const session = current(id);
      if (!session) return unknown(id);
      if (!dependencies.accounts) return { ok: false, failure: failure('secret-not-held') };
      const records = async (from: number, limit: number) => (await recorded.page(id, from, limit, 'heads')).map(({ record }) => record);
      return reveal(dependencies.accounts, session, records, place);
    },
    flush,
    async close() {
      await ready;
      exporter.close();
      retention.settle();
      await sessions.close();
      await sessionStore.close();
    },
  };
}

/** A runner that reads the files gets everything that was recorded until now. */
const writtenFirst = (runner: ExportRunner, flush: () => Promise<void>): ExportRunner => ({
  async *write(order, progress) {
    await flush();
    yield* runner.write(order, progress);
  },
  async preview(order, progress) {
    await flush();
    return runner.preview(order, progress);
  },
});

/** The lines are kept when the session goes for the limits, or no longer. */
function withKept({ kept: before = [], ...session }: Session, lines: LineRange, isKept: boolean): Session {
  const range = { first: lines.first, last: Math.min(lines.last, session.lines - 1) };
  const added = range.last < range.first ? before : withRange(before, range);
  const kept = isKept ? added : withoutRange(before, lines);
  return kept.length > 0 ? { ...session, kept } : session;
}

function writeFailure(error: unknown, folder: string): Failure {
  const code = systemCode(error);
  const detail = { path: folder, message: describeError(error) };
  return failure(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'data-folder-unwritable', { detail });
}
