/** The room of the transcript as the engine installs it: its calls, the tap for every connection, and its questions to the store of messages. */
import { defaultPreferences } from '../../contract/application.ts';
import type { Handlers } from '../../contract/call.ts';
import { bytesPrefix } from '../../contract/contract.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { ExportOrder, Line, Session, transcriptCalls } from '../../contract/transcript.ts';
import type { ContextBase, Room } from '../context.ts';
import { longestDialogue } from './copy-as/facts.ts';
import { headOf } from './dialogue/session-head.ts';
import type { Retention } from './files/sweep.ts';
import { findLastError } from './last-error.ts';
import type { ApplyMask } from './masking/masker.ts';
import type { RevealNeeds } from './reveal/reveal.ts';
import { createRevealLimit } from './reveal/reveal-limit.ts';
import { createServerSide, type ServerSide } from './server-side.ts';
import { createTranscript } from './transcript.ts';
import type { Transcript } from './transcript-interface.ts';

interface TranscriptRoom
  extends Room<typeof transcriptCalls>,
    Pick<Transcript, 'open' | 'wireOf' | 'payloadStored' | 'forgetAccount' | 'flush'> {
  /** What the practice server saw. */
  readonly serverSide: Pick<ServerSide, 'open'> & { of(session: string): Promise<Result<{ session: Session | null }>> };
  /** How much is kept may be set otherwise: what is beyond it goes at once. */
  preferencesChanged(): void;
  /** What is streamed to windows. */
  readonly bytes: { readonly transcriptBytes: Transcript['bytes']; readonly exported: Transcript['exported'] };
}

/** @param applyMask replaced by a test alone, to show what would be found without masking */
export function installTranscript(
  { settings, clock, reader, logger, emit, exportRunner, searchRunner }: ContextBase,
  applyMask: ApplyMask | undefined,
  needs: Pick<RevealNeeds, 'credentials'>,
): TranscriptRoom {
  // Asked for at every write: read from the database only when it changes.
  let retention = preferredRetention(reader);
  const transcript = createTranscript({
    folder: settings.dataFolder,
    clock,
    emit: (sessions) => emit('transcript.changed', { sessions }),
    payloads: { holds: reader.holdsHash, read: reader.rawByHash },
    messageIdForHash: reader.idOfHash,
    retention: () => retention,
    accounts: { settingsOf: (accountId) => reader.accounts().find(({ id }) => id === accountId)?.settings, ...needs },
    logger: logger.child('transcript'),
    exportRunner,
    searchRunner,
    onExport: (state) => emit('transcript.exportChanged', state),
    ...(applyMask ? { applyMask } : {}),
  });
  const { open, wireOf, payloadStored, forgetAccount, flush, close, exported } = transcript;
  const preferencesChanged = (): void => {
    const before = retention;
    retention = preferredRetention(reader);
    if (before.budget !== retention.budget || before.age !== retention.age)
      void transcript.tidy().catch((error: unknown) => logger.error('sessions beyond the limits were not removed', error));
  };
  const side = createServerSide({
    dataFolder: settings.dataFolder,
    host: '127.0.0.1',
    ...{ clock, logger: logger.child('practice'), lines: transcript.lines, create: createTranscript },
    emit: (sessions) => emit('practice.serverSideChanged', { sessions }),
    ...(applyMask ? { applyMask } : {}),
  });
  const serverSide: TranscriptRoom['serverSide'] = {
    open: side.open,
    async of(id) {
      const session = await transcript.session(id);
      return session ? succeed({ session: await side.of(session) }) : fail(failure('not-found', { detail: { session: id } }));
    },
  };
  const transcriptBytes: Transcript['bytes'] = (id, index) => (side.holding(id) ?? transcript).bytes(id, index);
  const bytes = { transcriptBytes, exported };
  return {
    open,
    wireOf,
    payloadStored,
    forgetAccount,
    flush,
    preferencesChanged,
    serverSide,
    async close() {
      await side.close();
      await close();
    },
    bytes,
    handlers: createTranscriptHandlers(transcript, side, createRevealLimit(clock)),
  };
}

const day = 24 * 60 * 60 * 1_000;

/** @param days 0: however old */
const retentionOf = (megabytes: number, days: number): Retention => ({
  budget: megabytes * 1_000_000,
  age: days === 0 ? Number.POSITIVE_INFINITY : days * day,
});

function preferredRetention(reader: Pick<ContextBase['reader'], 'preferences'>): Retention {
  const { transcriptMegabytes, transcriptDays } = { ...defaultPreferences, ...reader.preferences() };
  return retentionOf(transcriptMegabytes, transcriptDays);
}

function createTranscriptHandlers(
  transcript: Transcript,
  side: ServerSide,
  limited: ReturnType<typeof createRevealLimit>,
): Handlers<typeof transcriptCalls> {
  /** Deletes something of a session; what the server saw of it goes too. */
  const forgetting = async (id: string, work: () => Promise<Result<null>>): Promise<Result<Record<string, never>>> => {
    const session = await transcript.session(id);
    if (session && session.endedAt !== null) await side.forget(session);
    const done = await work();
    return done.ok ? succeed({}) : done;
  };
  return {
    'transcript.sessions': async ({ accountId, protocol, limit, text = '', expression = false, field = '' }) => {
      const filter = { limit, ...(accountId === undefined ? {} : { accountId }), ...(protocol === undefined ? {} : { protocol }) };
      if (expression && text !== '') return transcript.matching.sessions(filter, { pattern: text, field });
      return succeed(await transcript.sessions({ ...filter, text }));
    },
    'transcript.lines': ({ text = '', expression = false, field = '', ...page }) =>
      expression && text !== ''
        ? transcript.matching.lines(page, { pattern: text, field })
        : (side.holding(page.session) ?? transcript).lines({ ...page, text }),
    'transcript.searchCancel': ({ field }) => {
      transcript.matching.cancel(field);
      return succeed({});
    },
    'transcript.bytes': async ({ session, index }) => {
      const bytes = await (side.holding(session) ?? transcript).bytes(session, index);
      if (!bytes.ok) return bytes;
      return succeed({ url: `${bytesPrefix}transcript/${session}/${index}`, size: bytes.value.length });
    },
    'transcript.head': async ({ session, lines: limit }) => {
      const page = await transcript.lines({ session, from: 0, limit });
      return page.ok ? succeed(headOf(page.value.lines)) : page;
    },
    // What is asked for only now and then is loaded with the first question.
    'transcript.explain': async ({ protocol, command, reply }) => {
      const { explainReply } = await import('./dialogue/explain-reply.ts');
      return succeed({ explanation: explainReply(protocol, reply, command) });
    },
    'transcript.lastError': async (search) => {
      const place = await findLastError(transcript, search);
      return place.ok ? succeed({ place: place.value }) : place;
    },
    'transcript.copyAs': async ({ session }) => {
      const page = await transcript.lines({ session, from: 0, limit: longestDialogue });
      if (!page.ok) return page;
      const wholeOf = async ({ index }: Line) => {
        const bytes = await transcript.bytes(session, index);
        return bytes.ok ? bytes.value : null;
      };
      const { copiesOf } = await import('./copy-as/copies.ts');
      return succeed({ commands: await copiesOf(page.value.session, page.value.lines, wholeOf) });
    },
    'transcript.export': async (order) => {
      const wrong = wrongOrder(order);
      if (wrong) return wrong;
      const prepared = await transcript.export(order);
      if (!prepared.ok) return prepared;
      const { handle, name } = prepared.value;
      return succeed({ url: `${bytesPrefix}export/${handle}`, name, handle });
    },
    'transcript.exportPreview': async ({ handle, ...order }) => wrongOrder(order) ?? transcript.exportPreview(handle, order),
    'transcript.exportCancel': ({ handle }) => {
      transcript.exportCancel(handle);
      return succeed({});
    },
    'transcript.reveal': (place) => limited(() => (side.holding(place.session) ?? transcript).reveal(place)),
    'transcript.retention': async ({ megabytes, days }) => succeed(await transcript.retentionFacts(retentionOf(megabytes, days))),
    'transcript.pin': async ({ session, pinned }) => {
      const done = await transcript.pin(session, pinned);
      return done.ok ? succeed({}) : done;
    },
    'transcript.removeLines': ({ session, lines }) => forgetting(session, () => transcript.removeLines(session, lines)),
    'transcript.keepLines': async ({ session, lines, kept }) => {
      const done = await transcript.keepLines(session, lines, kept);
      return done.ok ? succeed({}) : done;
    },
    'transcript.remove': ({ session }) => forgetting(session, () => transcript.remove(session)),
  };
}

function wrongOrder({ sessions, lines }: ExportOrder): Result<never> | null {
  if (!lines || (sessions.length === 1 && lines.last >= lines.first)) return null;
  return fail(failure('input-invalid', { detail: { path: 'lines', message: 'a range of lines is one of one session' } }));
}
