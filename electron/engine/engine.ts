/**
 * The list of rooms, in the order in which they need each other; the only file that knows them all. Each is installed with
 * the context that all share and with functions of other rooms; they are closed in the other direction.
 */
import { createDispatcher } from '../contract/call.ts';
import { calls } from '../contract/contract.ts';
import { type Result, succeed } from '../contract/failure.ts';
import { installAccounts } from './accounts/install.ts';
import { installAuthentication } from './authentication/install.ts';
import { installCompose } from './compose/install.ts';
import { installConsole } from './console/install.ts';
import { installDelivery } from './delivery/install.ts';
import type { Engine, EngineSettings } from './engine-thread.ts';
import type { Host } from './host.ts';
import { installHostServices } from './host-services/install.ts';
import { installPractice } from './host-services/practice-service.ts';
import { accountChanges } from './lifecycle/account-changes.ts';
import { beginWork } from './lifecycle/begin-work.ts';
import { closeRooms } from './lifecycle/closing.ts';
import { type OpenedEngine, openEngine, type Replaced } from './lifecycle/open-engine.ts';
import { createRecovery } from './lifecycle/recovery.ts';
import { installMailLog } from './mail-log/install.ts';
import { installMessages } from './messages/install.ts';
import { installOutbox } from './outbox/install.ts';
import { installSync } from './sync/install.ts';
import { installTranscript } from './transcript/install.ts';

/**
 * Starts the engine in this thread.
 * @returns the engine with its databases open; or what kept it from starting: `data-folder-locked`, `data-folder-newer`,
 * `database-corrupt`, `data-folder-unwritable`, `disk-full`, `provisioning-invalid`, `file-unreadable`
 */
export async function startEngine(
  settings: EngineSettings,
  host: Host,
  replaced: Replaced = {},
): Promise<Result<Engine & OpenedEngine['events']>> {
  const opened = await openEngine(settings, host, replaced);
  if (!opened.ok) return opened;
  const { base, reader, health, provisioned, threads, events, closeDatabases } = opened.value;

  const transcript = installTranscript(base, replaced.applyMask, {
    credentials: (accountId, known, side) => accounts.credentials(accountId, known, side),
  });
  const context = opened.value.recordedBy(transcript);
  const onChange = accountChanges(() => ({ sync, outbox, transcript }), settings.automatic);
  const accounts = installAccounts(context, onChange);
  const woke = (): void => {
    sync.woke();
    outbox.wake();
  };
  const sync = installSync(context, { credentials: accounts.credentials, networkChanged: woke });
  const { operations, evidence, sentCopies, fetchMessage, fromLine } = sync;
  const messages = installMessages(context, { operations, fetchMessage, fromLine, wireOf: transcript.wireOf, network: replaced.network });
  const outbox = installOutbox(context, {
    credentials: accounts.credentials,
    findEvidence: evidence.findByMessageId,
    sentCopies,
    mark: (messageId, flag) => operations.setFlag([messageId], flag, true),
    flushTranscript: transcript.flush,
  });
  const authentication = installAuthentication(context, { find: messages.find });
  const { storedRaw, accountOfFile } = messages;
  const compose = installCompose(context, { queue: outbox.queue, fetchMessage, storedRaw, accountOfFile });
  const console = installConsole(context, { credentials: accounts.credentials });
  const delivery = installDelivery(context, { ports: replaced.ports, selectorsOf: authentication.selectorsOf });
  const mailLog = installMailLog(context);
  const practice = installPractice(context, {
    save: (id, known, typed) => accounts.save(id, known, typed, true),
    forget: sync.resetCache,
    serverSide: transcript.serverSide,
  });
  const recovery = createRecovery({ opened: opened.value, sync, outbox });
  const services = installHostServices(context, {
    bytes: { ...transcript.bytes, ...messages.bytes, ...compose.bytes },
    practiceRuns: practice.isRunning,
    practiceQueue: practice.queue,
    trouble: health.trouble,
    recover: recovery.recover,
    networkChanged: woke,
    preferencesChanged: transcript.preferencesChanged,
  });

  const close = async (): Promise<Result<null>> => {
    const servers = [messages, authentication, compose, outbox, sync, console, delivery, mailLog, accounts];
    await closeRooms({ servers, services, practice, threads, transcript }, context);
    return closeDatabases();
  };
  const begun = await beginWork({ settings, provisioned, accounts, sync, outbox, compose, practice, services, recovery });
  if (!begun.ok) {
    await close();
    return begun;
  }
  const dispatch = createDispatcher(calls, {
    ...transcript.handlers,
    ...accounts.handlers,
    ...sync.handlers,
    ...messages.handlers,
    ...authentication.handlers,
    ...compose.handlers,
    ...outbox.handlers,
    ...console.handlers,
    ...delivery.handlers,
    ...mailLog.handlers,
    ...practice.handlers,
    ...services.handlers,
  });
  return succeed({
    dispatch: health.watch(dispatch),
    ...events,
    openBytes: services.openBytes,
    acceptBytes: services.acceptBytes,
    syncOnce: async () => succeed(await sync.syncOnce(reader.accounts().map(({ id }) => id))),
    submitRaw: outbox.submitRaw,
    submitWaiting: outbox.submitWaiting,
    woke,
    close,
  });
}
