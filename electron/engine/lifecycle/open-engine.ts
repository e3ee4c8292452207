/**
 * Opens what all rooms need: reads the provisioning file, locks the data folder, opens its databases and starts the threads
 * that read and make messages. A failure here has changed nothing.
 */
import { type Clock, systemClock } from '../../base/clock.ts';
import { createEmitter } from '../../base/emitter.ts';
import { createLogger } from '../../base/logger.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import { type ProvisionedAccount, readProvisioning } from '../accounts/provisioning.ts';
import { createTrusted } from '../accounts/trusted.ts';
import type { Bus, DomainEvents } from '../bus.ts';
import { dataFolderFiles, lockDataFolder } from '../cache/database/data-folder.ts';
import { openReopenableReader, type ReopenableReader } from '../cache/reader.ts';
import type { ContextBase, EngineContext } from '../context.ts';
import type { DeliveryPorts } from '../delivery/ports.ts';
import type { EngineSettings } from '../engine-thread.ts';
import type { Host } from '../host.ts';
import type { RemoteNetwork } from '../messages/remote-content.ts';
import { transcriptFolder } from '../transcript/files/session-reader.ts';
import type { ApplyMask } from '../transcript/masking/masker.ts';
import { createSignInMemory } from '../wire/authentication/sign-in-ways.ts';
import type { OpenTap } from '../wire/tap.ts';
import { createChecker } from '../workers/authentication/checker.ts';
import { createComposer } from '../workers/composer.ts';
import { createExportThreads } from '../workers/export-threads.ts';
import { createLogThreads } from '../workers/mail-log/log-threads.ts';
import { createPacker } from '../workers/packer.ts';
import { createParser } from '../workers/parser.ts';
import { createSearchThreads } from '../workers/search/search-threads.ts';
import type { SupervisedStorage } from '../workers/storage.ts';
import { type ClosingPart, closePart, closeWithin } from './closing.ts';
import { openStorage, reportStoredPayloads } from './engine-storage.ts';
import { createHealth, type Health } from './health.ts';
import { announceToWindows, createWindowEvents, gatherChanges, reportOn, type WindowEvents } from './window-events.ts';

/** Replacements for tests and measurements only. */
export interface Replaced {
  /** Masks nothing, to show that a search for the secret would find it. */
  readonly applyMask?: ApplyMask;
  /** A test's clock. */
  readonly clock?: Clock;
  /** Records nothing, to show what recording costs. */
  readonly openTap?: OpenTap;
  /** Name resolution and permitted addresses of remote pictures: a test's server is on this machine. */
  readonly network?: RemoteNetwork;
  /** Ports of the servers that a domain names: a test cannot have those of the standards. */
  readonly ports?: Partial<DeliveryPorts>;
}

export interface OpenedEngine {
  readonly base: ContextBase;
  /** The databases behind it, for recovery. */
  readonly reader: ReopenableReader;
  readonly stored: Pick<SupervisedStorage, 'restart' | 'close'>;
  readonly health: Health;
  /** Of the provisioning file; null without one. */
  readonly provisioned: readonly ProvisionedAccount[] | null;
  readonly events: Pick<WindowEvents, 'subscribe' | 'sendEvents'>;
  /** The context of all rooms, with the transcript: it records connections, and is told of every payload that is durable. */
  recordedBy(transcript: { readonly open: OpenTap; payloadStored(hash: string, fingerprint: number): void }): EngineContext;
  /** The threads that read and make messages. */
  readonly threads: readonly ClosingPart[];
  /** Writes what waits to be written and frees the data folder; `closing-unfinished` when that takes too long. */
  closeDatabases(): Promise<Result<null>>;
}

/**
 * @returns `data-folder-locked`, `data-folder-newer`, `database-corrupt`, `data-folder-unwritable`, `disk-full`,
 * `provisioning-invalid`, `file-unreadable`
 */
export async function openEngine(settings: EngineSettings, host: Host, replaced: Replaced): Promise<Result<OpenedEngine>> {
  const { dataFolder, workers } = settings;
  const clock = replaced.clock ?? systemClock;
  const logger = createLogger('engine', ({ level, name, text }) => {
    if (level === 'warning' || level === 'error') process.stderr.write(`${name}: ${text}\n`);
  });
  const listenerFailed = (error: unknown) => logger.error('a listener failed', error);
  const bus: Bus = createEmitter<DomainEvents>(listenerFailed);
  const { emit, ...events } = createWindowEvents(listenerFailed);

  // Refused whole before anything is touched.
  const provisioning = settings.accountsFile === null ? null : await readProvisioning(settings.accountsFile, process.env);
  if (provisioning && !provisioning.ok) return provisioning;

  const lock = lockDataFolder(dataFolder, { process: 'Postglass', pid: process.pid });
  if (!lock.ok) return lock;
  const health = createHealth((trouble) => emit('application.healthChanged', { trouble }));
  const packer = createPacker({ url: workers.pack, after: clock.after });
  const onChange = gatherChanges(reportOn(bus), systemClock.after);
  const heard = { onChange, onTrouble: health.note, readTexts: packer.read, compress: packer.compress };
  const opened = await openStorage(settings, heard, logger);
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  const stored = opened.value;
  const reader = openReopenableReader(dataFolder);
  const [unreadable] = reader.unreadableAccounts();
  if (unreadable !== undefined)
    health.begin(failure('database-corrupt', { detail: { database: 'user-data', path: dataFolder, account: unreadable } }));
  const parser = createParser({ url: workers.parse, after: clock.after });
  const checker = createChecker({ url: workers.check, after: clock.after, now: clock.now });
  const composing = { url: workers.compose, userDataPath: dataFolderFiles(dataFolder).userData, after: clock.after };
  const composer = createComposer(composing);
  const parts = createComposer({ ...composing, name: 'parts' });
  const exportRunner = createExportThreads({ url: workers.export, dataFolder });
  const searchRunner = createSearchThreads({ url: workers.search, folder: transcriptFolder(dataFolder), after: systemClock.after });
  const logRunner = createLogThreads(workers.log);
  const helpers = { parser, checker, composer, parts, exportRunner, searchRunner, logRunner };
  const base: ContextBase = { settings, host, clock, logger, reader, ...helpers, bus, emit };
  announceToWindows(bus, reader, emit);
  const closing = { clock, logger };
  const helper = (part: string, close: () => Promise<void>): ClosingPart => ({ part, milliseconds: closeWithin.helpers, close });

  return succeed({
    base,
    reader,
    stored,
    health,
    provisioned: provisioning?.value.accounts ?? null,
    events,
    recordedBy(transcript) {
      // The log names a payload by its hash only once the payload is durable, so it is told of every one: a killed program leaves no name without its bytes.
      const storage = reportStoredPayloads(stored, transcript.payloadStored);
      const trust = createTrusted({ storage, reader });
      for (const pem of provisioning?.value.trustedCertificates ?? []) trust.add(pem);
      const signIns = createSignInMemory();
      const recorded = replaced.openTap ?? transcript.open;
      return {
        ...base,
        storage,
        openTap: recorded,
        trust,
        signIns,
        peerBase: ({ id, name }, purpose) => ({
          openTap: recorded,
          opening: { accountId: id, accountName: name, purpose },
          clock,
          trust: trust.policy(),
          signIns,
        }),
      };
    },
    threads: [
      helper('the parse thread', parser.close),
      helper('the authentication thread', checker.close),
      helper('the compose thread', composer.close),
      helper('the thread of parts', parts.close),
      helper('the search threads', searchRunner.close),
      helper('the threads of logs', logRunner.closeAll),
    ],
    async closeDatabases() {
      reader.close();
      await closePart(helper('the pack thread', packer.close), closing);
      // Write pending data whatever else hangs.
      const databases: ClosingPart = { part: 'the databases', milliseconds: closeWithin.storage, close: stored.close };
      if (!(await closePart(databases, closing)))
        return fail(failure('closing-unfinished', { detail: { seconds: closeWithin.storage / 1000 } }));
      lock.value.release();
      return succeed(null);
    },
  });
}
