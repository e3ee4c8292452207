/**
 * Runs the practice server: starts it on request, trusts its certificate and adds its account. The server knows nothing of
 * this engine, and this file nothing of its protocols.
 */
import type { z } from 'zod';
import type { AccountPasswords, AccountSettings } from '../../contract/accounts.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { FailureCode } from '../../contract/failures/failure-codes.ts';
import type { practiceCalls } from '../../contract/practice.ts';
import type { Watch, Watcher } from '../../practice/connection.ts';
import type { PracticeOptions, PracticeServer } from '../../practice/practice-server.ts';
import { printLog, printQueue } from '../../practice/queue/print-queue.ts';
import type { EngineContext, Room } from '../context.ts';
import type { Tap } from '../wire/tap.ts';
import { currentPreferences } from './application-handlers.ts';

type PracticeState = z.infer<(typeof practiceCalls)['practice.state']['output']>;

type PracticeQueue = z.infer<(typeof practiceCalls)['practice.queue']['output']>;

interface PracticeService {
  /**
   * Starts the server, or does nothing when it runs there; answers the account's id.
   * @param ports added to the well-known ports; null: any that are free
   */
  start(ports: number | null): Promise<Result<string>>;
  /** The program begins without it, for this reason. */
  putOff(reason: Failure): void;
  state(): PracticeState;
  /** @param isFlushed whether what waits is tried again first */
  queue(isFlushed: boolean): PracticeQueue;
  close(): Promise<void>;
}

interface PracticeDependencies {
  /** The account of an earlier run, if there is one: the server's ports and mail are new each time. */
  readonly existing: () => string | null;
  readonly save: (id: string, settings: AccountSettings, passwords: AccountPasswords) => Promise<Result<unknown>>;
  /** Drops the cache of an earlier server: the new one assigns new UIDs. */
  readonly forget: (accountId: string) => Promise<Result<unknown>>;
  readonly trust: (pem: string) => void;
  readonly onError: (error: unknown) => void;
  readonly onDelivery: () => void;
  readonly serverSide: ServerSide;
}

/** Records what the server sees of its connections. */
interface ServerSide {
  open(connection: {
    readonly protocol: 'smtp' | 'imap' | 'pop3';
    readonly port: number;
    readonly clientPort: number;
    readonly secrets: readonly { readonly value: string; readonly known: readonly string[] }[];
  }): Tap;
  of(session: string): Promise<Result<z.infer<(typeof practiceCalls)['practice.serverSide']['output']>>>;
}

interface PracticeRoom extends Room<typeof practiceCalls> {
  /**
   * Starts it with the program; answers the account's id, null where the ports of an earlier run are not to be had: the window then asks for others.
   * @param ports of this start; null: as remembered
   */
  begin(ports: number | null): Promise<Result<string | null>>;
  isRunning(): boolean;
  /** What waits, as `mailq` prints it, after it was tried again where that is asked; null where the server does not run. */
  queue(isFlushed: boolean): string | null;
}

/** One practice account a profile. */
const practiceAccountId = 'practice';

function createPracticeService(dependencies: PracticeDependencies): PracticeService {
  let server: PracticeServer | null = null;
  let portsNow: number | null = null;
  let starting: Promise<Result<string>> | null = null;
  let latest: Failure | null = null;

  async function begin(ports: number | null): Promise<Result<string>> {
    // Loaded on demand: the certificate library alone would double the start-up time of a program without practice.
    const { fixedPorts, hasPortOf } = await import('../../practice/practice-server.ts');
    const before = server && { server, ports: portsNow };
    // Where it needs a port that it has itself, it cannot have both places at once.
    const isInItsWay = server !== null && ports !== null && hasPortOf(server, ports);
    if (isInItsWay) await end();
    const started = await listen(ports === null ? { classroom: true } : fixedPorts(ports));
    // What ran at other ports ends only when the new one has all of its own.
    if (started.ok && !isInItsWay) await end();
    const begun = started.ok ? await enter(started.value, ports) : started;
    if (!begun.ok && before && server === null) await goOn(before.server, before.ports);
    return begun;
  }

  const end = async () => {
    await server?.close();
    server = null;
  };

  async function listen(
    places: Pick<PracticeOptions, 'smtp' | 'imap' | 'pop3' | 'classroom' | 'contents'>,
  ): Promise<Result<PracticeServer>> {
    try {
      const { createPracticeServer, practiceAccounts } = await import('../../practice/practice-server.ts');
      const accounts = practiceAccounts();
      const secrets = accounts.map(({ password, username }) => ({ value: password, known: [username] }));
      const watch: Watch = (connection) => watcherOf(dependencies.serverSide.open({ ...connection, secrets }));
      const { onError: onSessionError, onDelivery } = dependencies;
      return succeed(await createPracticeServer({ ...places, ...{ accounts, watch, onSessionError, onDelivery }, sampleMail: true }));
    } catch (error) {
      return fail(reasonOf(error));
    }
  }

  /** A new server, with new mail: its account follows it. Where that fails it is closed. */
  async function enter(started: PracticeServer, ports: number | null): Promise<Result<string>> {
    dependencies.trust(started.certificate);
    const existing = dependencies.existing();
    const forgotten = existing === null ? succeed(null) : await dependencies.forget(existing);
    if (!forgotten.ok) {
      await started.close();
      return forgotten;
    }
    // Before the account is: who hears of that asks where the server is.
    server = started;
    portsNow = ports;
    latest = null;
    const saved = await saveAccount(started);
    if (!saved.ok) await end();
    return saved;
  }

  /** Goes on with a server that was closed to make room: at its ports, or where somebody has taken one since at any, with all that it held. */
  async function goOn(closed: PracticeServer, ports: number | null): Promise<void> {
    const { portsOf } = await import('../../practice/practice-server.ts');
    const { contents } = closed;
    const there = await listen({ ...portsOf(closed), contents });
    const again = there.ok ? there : await listen({ classroom: true, contents });
    if (!again.ok) return;
    server = again.value;
    portsNow = there.ok ? ports : null;
    if (!there.ok) await saveAccount(server);
  }

  async function saveAccount({ host, smtp, imap, accounts: [person] }: PracticeServer): Promise<Result<string>> {
    if (!person) return { ok: false, failure: failure('internal', { detail: { message: 'the practice server has no account' } }) };
    const id = dependencies.existing() ?? practiceAccountId;
    const { address, displayName, username, password } = person;
    const settings: AccountSettings = {
      ...{ name: 'Practice', address, displayName },
      incoming: { protocol: 'imap', host, port: imap.port, security: 'starttls', username, mechanism: 'automatic' },
      outgoing: { protocol: 'smtp', host, port: smtp.port, security: 'starttls', username, mechanism: 'LOGIN' },
    };
    const saved = await dependencies.save(id, settings, { incoming: password, outgoing: password });
    return saved.ok ? succeed(id) : saved;
  }

  return {
    async start(ports) {
      // Others may have waited for the same, and asked for other ports.
      while (starting) await starting;
      if (server && portsNow === ports) return succeed(dependencies.existing() ?? practiceAccountId);
      starting = begin(ports).finally(() => {
        starting = null;
      });
      return starting;
    },
    putOff(failure) {
      latest = failure;
    },
    state: () => ({
      running: server !== null,
      ports: server && portsNow,
      smtpPort: server?.smtp.port ?? null,
      imapPort: server?.imap.port ?? null,
      pop3Port: server?.pop3.port ?? null,
      mxPort: server?.classroom?.mx.port ?? null,
      strippedPort: server?.classroom?.stripped.port ?? null,
      lenientPort: server?.classroom?.lenient.port ?? null,
      shellPort: server?.classroom?.shell.port ?? null,
      dnsPort: server?.classroom?.names.port ?? null,
      failure: latest,
    }),
    queue(isFlushed) {
      if (!server) return { waiting: '', log: '' };
      const { queue } = server;
      if (isFlushed) queue.flush();
      return { waiting: printQueue(queue), log: printLog(queue.log) };
    },
    close: end,
  };
}

/** What the server receives is what the client sends. */
const watcherOf = (tap: Tap): Watcher => ({
  received: tap.client,
  sent: tap.server,
  secured: (facts) => tap.secured({ ...facts, alpn: null }),
  closed: () => tap.end(),
});

const lacksPort: ReadonlySet<FailureCode> = new Set(['port-taken', 'port-forbidden'] as const);

/** @param error of the system, where a port could not be had */
function reasonOf(error: unknown) {
  const { code, port } = error instanceof Error ? (error as NodeJS.ErrnoException & { port?: number }) : {}; // so Node marks what listening fails with
  if (port !== undefined && code === 'EADDRINUSE') return failure('port-taken', { detail: { port } });
  if (port !== undefined && code === 'EACCES') return failure('port-forbidden', { detail: { port } });
  return failure('internal', { detail: { message: error instanceof Error ? error.message : String(error) } });
}

export function installPractice(
  { reader, storage, emit, trust, logger }: EngineContext,
  { save, forget, serverSide }: Pick<PracticeDependencies, 'save' | 'forget' | 'serverSide'>,
): PracticeRoom {
  const practice = createPracticeService({
    existing: () => reader.accounts().find((account) => account.practice)?.id ?? null,
    save,
    forget,
    serverSide,
    trust: trust.add,
    onError: (error) => logger.child('practice').error('a session failed', error),
    onDelivery: () => emit('practice.queueChanged', {}),
  });
  const start = (asked?: number | null): Promise<Result<string>> => {
    const { running, ports } = practice.state();
    const kept = running ? ports : currentPreferences(reader).practicePorts;
    return practice.start(asked === undefined ? kept : asked);
  };
  return {
    handlers: {
      'practice.start': async ({ ports }) => {
        const started = await start(ports);
        if (!started.ok) return started;
        if (ports !== undefined && ports !== currentPreferences(reader).practicePorts) {
          const saved = await storage.savePreferences({ practicePorts: ports });
          if (!saved.ok) return saved;
          emit('application.preferencesChanged', currentPreferences(reader));
        }
        return succeed({ accountId: started.value });
      },
      'practice.state': () => succeed(practice.state()),
      'practice.queue': () => succeed(practice.queue(false)),
      'practice.serverSide': ({ session }) => serverSide.of(session),
      'practice.flush': () => succeed(practice.queue(true)),
    },
    async begin(ports) {
      const started = await start(ports ?? undefined);
      if (started.ok || ports !== null || !lacksPort.has(started.failure.code)) return started;
      practice.putOff(started.failure);
      logger.child('practice').warning(`the server is not started: port ${started.failure.detail?.port} is not to be had`);
      return succeed(null);
    },
    isRunning: () => practice.state().running,
    queue: (isFlushed) => (practice.state().running ? practice.queue(isFlushed).waiting : null),
    close: practice.close,
  };
}
