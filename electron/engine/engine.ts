/**
 * Builds and joins the services; the only file that knows them all. It reads from top to bottom in the order in which
 * they need each other, and closes them in the other direction. Services that need one another (the outbox asks sync
 * for evidence, the transcript asks the cache for a payload) are joined here by functions.
 */
import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { type Clock, systemClock } from '../base/clock.ts';
import { within } from '../base/deadline.ts';
import { createEmitter } from '../base/emitter.ts';
import { createLogger } from '../base/logger.ts';
import { createDispatcher, type Dispatch } from '../contract/call.ts';
import { calls, type Events } from '../contract/contract.ts';
import { type Failure, fail, failure, type Result, succeed } from '../contract/failure.ts';
import { createAccountService } from './accounts/account-handlers.ts';
import { createPasswords } from './accounts/passwords.ts';
import { readProvisioning } from './accounts/provisioning.ts';
import { createTrusted } from './accounts/trusted.ts';
import { storedAsItCame } from './cache/bodies/blobs.ts';
import { dataFolderFiles, lockDataFolder, setCacheAside } from './cache/database/data-folder.ts';
import type { StorageChange } from './cache/queue/storage-interface.ts';
import { openLastingReader } from './cache/reader.ts';
import type { Engine, EngineSettings } from './engine-thread.ts';
import type { Host } from './host.ts';
import { createApplicationHandlers, currentPreferences } from './host-services/application-handlers.ts';
import { acceptBytes, type BytesDependencies, openBytes } from './host-services/bytes.ts';
import { listenForHandover } from './host-services/handover.ts';
import { watchNetwork } from './host-services/network-watch.ts';
import { createPracticeService } from './host-services/practice-service.ts';
import { checkImap } from './imap/check.ts';
import { connectImap } from './imap/connection.ts';
import { openStorage, tellHashes } from './lifecycle/engine-storage.ts';
import { createMessageFiles } from './messages/message-files.ts';
import { createMessageHandlers } from './messages/message-handlers.ts';
import { createRemoteContent, type RemoteNetwork } from './messages/remote-content.ts';
import { createDraftService } from './outbox/drafts.ts';
import { createOutbox } from './outbox/outbox.ts';
import { createOutboxHandlers } from './outbox/outbox-handlers.ts';
import { submitRawMessage, submitWaiting } from './outbox/raw-submission.ts';
import { reportOf } from './outbox/submission-report.ts';
import { checkPop3 } from './pop3/check.ts';
import { connectPop3 } from './pop3/connection.ts';
import { checkSubmission } from './smtp/check.ts';
import { createKeptConnections } from './smtp/kept-connections.ts';
import { submit } from './smtp/submission.ts';
import { createFolderHandlers, createSyncHandlers } from './sync/handlers.ts';
import { createSync } from './sync/sync.ts';
import { createTranscriptHandlers } from './transcript/handlers.ts';
import type { Cover } from './transcript/masking/masker.ts';
import { createTranscript } from './transcript/transcript.ts';
import { createSignInMemory } from './wire/authentication/sign-in-ways.ts';
import type { Peer } from './wire/peer.ts';
import type { OpenTap } from './wire/tap.ts';
import { createComposer } from './workers/composer.ts';
import { createPacker } from './workers/packer.ts';
import { createParser } from './workers/parser.ts';

/** The longest the program waits for each of its parts when it closes, milliseconds. */
const closeWithin = { servers: 3_000, helpers: 2_000, transcript: 3_000, storage: 14_000 } as const;

/** What a test or a measurement puts in the place of the real thing; nothing else hands it in. */
export interface Replaced {
  /** Leaves secrets where they are, to show that a search would find them. */
  readonly cover?: Cover;
  /** Time that a test moves on. */
  readonly clock?: Clock;
  /** Records nothing, to show what recording costs. */
  readonly openTap?: OpenTap;
  /** Where names of pictures lead, and which addresses may be asked: a test's server is on this machine. */
  readonly network?: RemoteNetwork;
}

/**
 * Starts the engine in this thread.
 * @returns the engine with its databases open; or what kept it from starting: `data-folder-locked`, `data-folder-newer`,
 * `database-corrupt`, `data-folder-unwritable`, `disk-full`, `provisioning-invalid`, `file-unreadable`
 */
export async function startEngine(settings: EngineSettings, host: Host, replaced: Replaced = {}): Promise<Result<Engine>> {
  const { dataFolder } = settings;
  const clock = replaced.clock ?? systemClock;
  const logger = createLogger('engine', ({ level, name, text }) => {
    if (level === 'warning' || level === 'error') process.stderr.write(`${name}: ${text}\n`);
  });
  const announce = createEmitter<{ event: { name: string; value: unknown } }>((error) => logger.error('a listener failed', error));
  // Each service names its events in types of its own; the contract's table is checked again on the other side.
  const emitAny = (name: string, value: unknown) => announce.emit('event', { name, value });
  const emit: <Name extends keyof Events>(name: Name, value: Events[Name]) => void = emitAny;

  // ── provisioning file: refused whole before anything is touched ──
  const provisioning = settings.accountsFile === null ? null : await readProvisioning(settings.accountsFile, process.env);
  if (provisioning && !provisioning.ok) return provisioning;

  // ── the data folder: lock, storage, reader ──
  const lock = lockDataFolder(dataFolder, { process: 'Postglass', pid: process.pid });
  if (!lock.ok) return lock;
  const storageChanged = createEmitter<{ change: StorageChange }>((error) => logger.error('a listener failed', error));
  let trouble: Failure | null = null;
  const noteTrouble = (now: Failure | null) => {
    trouble = now;
    emit('application.healthChanged', { trouble });
  };
  const packer = createPacker({ url: settings.workers.pack, setTimer: clock.after });
  const opened = await openStorage(
    settings,
    {
      onChange: (change) => storageChanged.emit('change', change),
      onTrouble: noteTrouble,
      readTexts: packer.read,
      compress: packer.compress,
    },
    logger,
  );
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  const stored = opened.value;
  const reader = openLastingReader(dataFolder);
  const [unreadable] = reader.unreadableAccounts();
  if (unreadable !== undefined)
    trouble = failure('database-corrupt', { detail: { database: 'keep', path: dataFolder, account: unreadable } });
  const parser = createParser({ url: settings.workers.parse, setTimer: clock.after });
  const composing = { url: settings.workers.compose, keepPath: dataFolderFiles(dataFolder).keep, setTimer: clock.after };
  const composer = createComposer(composing);
  // Pictures and attachments that are looked at do not wait for a message that is put together, which may take minutes.
  const parts = createComposer({ ...composing, name: 'parts' });

  // ── the wire as it was ──
  const transcript = createTranscript({
    folder: dataFolder,
    clock,
    emit: (sessions) => emit('transcript.changed', { sessions }),
    payloads: { holds: reader.holdsHash, read: reader.rawByHash },
    messageIdForHash: reader.idOfHash,
    logger: logger.child('transcript'),
    ...(replaced.cover ? { cover: replaced.cover } : {}),
  });
  const openTap = replaced.openTap ?? transcript.open;
  // The log names a payload by its hash only once the payload is durable (DESIGN §3.5): so it hears of every one.
  const storage = tellHashes(stored, transcript.payloadStored);

  // ── accounts ──
  const passwords = createPasswords(host.vault, (accountId) => reader.accounts().find(({ id }) => id === accountId)?.settings);
  const signIns = createSignInMemory();
  const trusted = createTrusted({ storage, reader });
  for (const pem of provisioning?.value.trustedCertificates ?? []) trusted.add(pem);
  const peerBase = (account: { readonly id: string | null; readonly name: string }, purpose: Peer['opening']['purpose']) => ({
    openTap,
    opening: { accountId: account.id, accountName: account.name, purpose },
    clock,
    trust: trusted.policy(),
    signIns,
  });
  const accounts = createAccountService({
    storage,
    reader,
    passwords,
    trusted,
    checkImap,
    checkPop3,
    checkSubmission,
    peerBase: (account) => peerBase(account, 'check'),
    logger: logger.child('accounts'),
    changeMailbox: (accountId, work) => sync.changeMailbox(accountId, work),
    onSaved: async ({ id }) => {
      if (settings.automatic) await sync.refreshAccounts(id);
      await outbox.accountSaved(id);
    },
    onTrustRevoked: async ({ id }) => {
      await submissions.forget(id);
      // Comes back when the work is done, over new connections.
      await sync.changeMailbox(id, async () => undefined);
    },
    onRemoved: async (accountId) => {
      await submissions.forget(accountId);
      await transcript.forgetAccount(accountId);
    },
    emit: emitAny,
  });

  // ── mail ──
  const sync = createSync({
    storage,
    reader,
    connectImap,
    connectPop3,
    openTap,
    trust: trusted.policy,
    signIns,
    password: async (account) => {
      const password = await passwords.get(account.id, account.settings, 'incoming');
      return password.ok ? password.value : null;
    },
    clock,
    random: Math.random,
    newId: randomUUID,
    emit: emitAny,
    logger: logger.child('sync'),
  });
  const submissions = createKeptConnections();
  const outbox = createOutbox({
    storage,
    reader,
    submit: (options) => submit(options, submissions),
    async peer(accountId) {
      const account = reader.accounts().find(({ id }) => id === accountId);
      if (!account) return fail(failure('not-found', { detail: { account: accountId } }));
      const password = await passwords.get(accountId, account.settings, 'outgoing');
      if (!password.ok) return password;
      const base = peerBase({ id: accountId, name: account.settings.name }, 'send');
      return succeed({ ...base, ...account.settings.outgoing, password: password.value });
    },
    again: (raw) => composer.answer({ mode: 'again', own: [], language: 'en', phrases: undefined }, () => storedAsItCame(raw)),
    findEvidence: (accountId, messageId) => sync.evidence.findByMessageId(accountId, messageId),
    fileSent: sync.evidence.fileSent,
    fileAgain: sync.evidence.fileAgain,
    async markSource(sourceId, flag) {
      const marked = await sync.operations.setFlag([sourceId], flag, true);
      if (!marked.ok) logger.warning(`a message could not be marked as ${flag}: ${marked.failure.code}`);
    },
    emit: (item) => emit('outbox.changed', item),
    emitDraft: (id) => emit('compose.changed', { id, draft: reader.draftSummary(id) }),
    clock,
    random: Math.random,
    logger: logger.child('outbox'),
  });
  const files = createMessageFiles({ parse: parser.parse, now: clock.now });
  const rawHeld = (id: number) => files.find(id)?.raw ?? reader.raw(id);
  const storedHeld = (id: number) => {
    const file = files.find(id);
    return file ? storedAsItCame(file.raw) : reader.storedRaw(id);
  };
  const drafts = createDraftService({
    storage,
    reader,
    clock,
    composing: {
      warm: composer.warm,
      compose: composer.compose,
      async answer(order, messageId) {
        const place = reader.location(messageId);
        const fetched = place && !place.bodyHeld ? await sync.fetchMessage(place.accountId, messageId) : succeed(null);
        return fetched.ok ? composer.answer(order, () => storedHeld(messageId)) : fetched;
      },
    },
    accountOfFile: (messageId) => (messageId === undefined ? undefined : (files.find(messageId)?.accountId ?? undefined)),
    queue: outbox.queue,
    emitDraft: (id, writer) => emit('compose.changed', { id, draft: reader.draftSummary(id), ...(writer === undefined ? {} : { writer }) }),
  });

  // ── the practice server ──
  const practice = createPracticeService({
    existing: () => reader.accounts().find((account) => account.practice)?.id ?? null,
    save: (id, accountSettings, typed) => accounts.save(id, accountSettings, typed, true),
    forget: (accountId) => sync.resetCache(accountId),
    trust: trusted.add,
    onError: (error) => logger.child('practice').error('a session failed', error),
  });

  storageChanged.on('change', (change) => {
    for (const accountId of change.folders) emit('folders.changed', { accountId });
    for (const { folderId, reset } of change.messages) emit('messages.changed', { folderId, reset });
  });

  /** A way out of a storage that stopped, or of a damaged cache, without ending the program. */
  const recover = async (resetCache: boolean): Promise<Result<null>> => {
    const restarted = await sync.standStill(() =>
      stored.restart(() => {
        if (!resetCache) return;
        reader.letGoOfCache();
        logger.warning(`the cache was set aside as ${setCacheAside(dataFolder)}; it is read again from the servers`);
      }),
    );
    if (restarted.ok) reader.takeUpCache();
    else return restarted;
    if (trouble) noteTrouble(null);
    for (const { id } of reader.accounts()) emit('folders.changed', { accountId: id });
    if (settings.automatic) {
      await sync.refreshAccounts();
      outbox.wake();
    }
    return succeed(null);
  };

  const woke = (): void => {
    sync.woke();
    outbox.wake();
  };

  const remote = createRemoteContent({ clock, trust: trusted.policy, network: replaced.network });
  const bytes: BytesDependencies = {
    raw: rawHeld,
    part(id, partId) {
      const key = files.find(id) ? `file ${id}` : (reader.location(id)?.hash ?? `message ${id}`);
      return parts.part({ key, read: () => storedHeld(id) }, partId);
    },
    transcriptBytes: transcript.bytes,
    exported: transcript.exported,
    remote: remote.take,
    addAttachment: drafts.addAttachment,
    addFile: files.add,
  };
  const answer = createDispatcher(calls, {
    ...createApplicationHandlers({
      host,
      storage,
      reader,
      practice,
      openBytes: (path) => openBytes(path, bytes),
      version: settings.version,
      dataFolder,
      trouble: () => trouble,
      recover,
      preferencesChanged: () => emit('application.preferencesChanged', currentPreferences(reader)),
    }),
    ...accounts.handlers,
    ...createFolderHandlers({ reader, sync }),
    ...createMessageHandlers({
      reader,
      operations: sync.operations,
      fetchMessage: sync.fetchMessage,
      file: files.find,
      parse: parser.parse,
      enclosed: parser.enclosed,
      compareReadings: parser.compare,
      addFile: files.add,
      remotePicture: remote.fetch,
      wire: (messageId) => transcript.wireOf(reader.location(messageId)?.hash ?? null),
    }),
    ...createSyncHandlers({ sync, networkChanged: woke }),
    ...drafts.handlers,
    ...createOutboxHandlers({ outbox, reader }),
    ...createTranscriptHandlers({ transcript }),
  });

  const dispatch: Dispatch = async (name, input) => {
    const result = await answer(name, input);
    // Damage is found by whoever reads the page; it concerns every window.
    if (!result.ok && result.failure.code === 'database-corrupt' && trouble === null) noteTrouble(result.failure);
    return result;
  };

  // ── begin ──
  const submitting = { storage, reader, clock, outbox, automatic: settings.automatic, underWay: new Map() };
  const submitRaw: Engine['submitRaw'] = async (submission) => {
    const submitted = await submitRawMessage(submission, submitting);
    if (!submitted.ok) return submitted;
    // Another process may ask for it next, and that one reads the files.
    await transcript.flush();
    return succeed(reportOf(submitted.value, settings.automatic));
  };
  const submitWaitingOnes: Engine['submitWaiting'] = async (which) => {
    const ended = await submitWaiting(which, submitting);
    if (!ended.ok) return ended;
    await transcript.flush();
    return succeed(ended.value.map((each) => reportOf(each, settings.automatic)));
  };
  let stopHandover: (() => Promise<void>) | null = null;
  const stopNetworkWatch = settings.automatic ? watchNetwork({ clock, interfaces: networkInterfaces, onChanged: woke }) : () => {};
  const close = async (): Promise<Result<null>> => {
    stopNetworkWatch();
    remote.close();
    drafts.stop();
    const stopped = Promise.all([outbox.stop().then(submissions.close), sync.close()]);
    await ended('servers', closeWithin.servers, () => stopped);
    await Promise.all([
      ended('other processes', closeWithin.helpers, () => stopHandover?.()),
      ended('the practice server', closeWithin.helpers, practice.close),
      ended('the parse thread', closeWithin.helpers, parser.close),
      ended('the compose thread', closeWithin.helpers, composer.close),
      ended('the thread of parts', closeWithin.helpers, parts.close),
    ]);
    await ended('the transcript', closeWithin.transcript, transcript.close);
    reader.close();
    await ended('the pack thread', closeWithin.helpers, packer.close);
    // Whatever else hangs: what waits to be written is written.
    if (!(await ended('the databases', closeWithin.storage, storage.close)))
      return fail(failure('closing-unfinished', { detail: { seconds: closeWithin.storage / 1000 } }));
    lock.value.release();
    return succeed(null);
  };
  /** Ends one part of the engine; one that fails or hangs keeps none of the others from ending. Answers whether it ended. */
  const ended = async (part: string, milliseconds: number, work: () => Promise<unknown> | undefined): Promise<boolean> => {
    try {
      if (await within(clock, milliseconds, Promise.resolve(work()))) return true;
      // Servers may take as long as they like to say goodbye.
      if (part !== 'servers') logger.error(`${part} did not close within ${milliseconds / 1000} seconds and is left`);
    } catch (error) {
      logger.error(`${part} could not be closed`, error);
    }
    return false;
  };

  /** Nobody can be asked yet: a cache whose damage shows only now is set aside as one that does not even open. */
  const withSoundCache = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const first = await work();
    if (first.ok || first.failure.code !== 'database-corrupt' || first.failure.detail?.database !== 'cache') return first;
    const recovered = await recover(true);
    return recovered.ok ? work() : recovered;
  };
  const provisioned = provisioning ? await withSoundCache(() => accounts.provision(provisioning.value.accounts)) : succeed(null);
  const practised = settings.practice && provisioned.ok ? await withSoundCache(practice.start) : provisioned;
  if (!practised.ok) {
    await close();
    return practised;
  }
  if (settings.automatic) {
    await sync.refreshAccounts();
    await outbox.start();
    await drafts.start();
    stopHandover = await listenForHandover(dataFolder, submitRaw, host.windowAddress).catch((error: unknown) => {
      logger.error('other processes cannot hand messages over', error);
      return null;
    });
  }

  return succeed({
    dispatch,
    subscribe: (listener) => announce.on('event', ({ name, value }) => listener(name, value)),
    openBytes: (path) => openBytes(path, bytes),
    acceptBytes: (path, parameters, stream) => acceptBytes(path, parameters, stream, bytes),
    syncOnce: async () => succeed(await sync.syncOnce(reader.accounts().map(({ id }) => id))),
    submitRaw,
    submitWaiting: submitWaitingOnes,
    woke,
    close,
  });
}
