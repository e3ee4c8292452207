/**
 * Runs the practice server: starts it on request, trusts its certificate and adds its account. The server knows nothing of
 * this engine, and this file nothing of its protocols.
 */
import type { z } from 'zod';
import type { AccountPasswords, AccountSettings } from '../../contract/accounts.ts';
import type { applicationCalls } from '../../contract/application.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { PracticeServer } from '../../practice/practice-server.ts';
import type { EngineContext, Room } from '../context.ts';

type PracticeState = z.infer<(typeof applicationCalls)['practice.state']['output']>;

interface PracticeService {
  /** Starts the server, or does nothing when it runs; answers the account's id. */
  start(): Promise<Result<string>>;
  state(): PracticeState;
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
}

interface PracticeRoom extends Room<Pick<typeof applicationCalls, 'practice.start' | 'practice.state'>> {
  /** Starts the server, or does nothing when it runs; answers the account's id. */
  start(): Promise<Result<string>>;
  isRunning(): boolean;
}

/** One practice account a profile. */
const practiceAccountId = 'practice';

function createPracticeService(dependencies: PracticeDependencies): PracticeService {
  let server: PracticeServer | null = null;
  let starting: Promise<Result<string>> | null = null;

  async function begin(): Promise<Result<string>> {
    let started: PracticeServer;
    try {
      // Loaded on demand: the certificate library alone would double the start-up time of a program without practice.
      const { createPracticeServer } = await import('../../practice/practice-server.ts');
      started = await createPracticeServer({ sampleMail: true, classroom: true, onSessionError: dependencies.onError });
    } catch (error) {
      return { ok: false, failure: failure('internal', { detail: { message: error instanceof Error ? error.message : String(error) } }) };
    }
    const person = started.accounts[0];
    if (!person) {
      await started.close();
      return { ok: false, failure: failure('internal', { detail: { message: 'the practice server has no account' } }) };
    }
    dependencies.trust(started.certificate);
    const id = dependencies.existing() ?? practiceAccountId;
    if (dependencies.existing() !== null) {
      const forgotten = await dependencies.forget(id);
      if (!forgotten.ok) return forgotten;
    }
    const settings: AccountSettings = {
      name: 'Practice',
      address: person.address,
      displayName: person.displayName,
      incoming: {
        protocol: 'imap',
        host: started.host,
        port: started.imap.port,
        security: 'starttls',
        username: person.username,
        mechanism: 'automatic',
      },
      outgoing: {
        protocol: 'smtp',
        host: started.host,
        port: started.smtp.port,
        security: 'starttls',
        username: person.username,
        mechanism: 'LOGIN',
      },
    };
    const saved = await dependencies.save(id, settings, { incoming: person.password, outgoing: person.password });
    if (!saved.ok) {
      await started.close();
      return saved;
    }
    server = started;
    return succeed(id);
  }

  return {
    async start() {
      if (server) return succeed(dependencies.existing() ?? practiceAccountId);
      starting ??= begin().finally(() => {
        starting = null;
      });
      return starting;
    },
    state: () => ({
      running: server !== null,
      smtpPort: server?.smtp.port ?? null,
      imapPort: server?.imap.port ?? null,
      pop3Port: server?.pop3.port ?? null,
      mxPort: server?.classroom?.mx.port ?? null,
      strippedPort: server?.classroom?.stripped.port ?? null,
      dnsPort: server?.classroom?.names.port ?? null,
    }),
    async close() {
      await server?.close();
      server = null;
    },
  };
}

export function installPractice(
  { reader, trust, logger }: EngineContext,
  { save, forget }: Pick<PracticeDependencies, 'save' | 'forget'>,
): PracticeRoom {
  const practice = createPracticeService({
    existing: () => reader.accounts().find((account) => account.practice)?.id ?? null,
    save,
    forget,
    trust: trust.add,
    onError: (error) => logger.child('practice').error('a session failed', error),
  });
  return {
    handlers: {
      'practice.start': async () => {
        const started = await practice.start();
        return started.ok ? succeed({ accountId: started.value }) : started;
      },
      'practice.state': () => succeed(practice.state()),
    },
    start: practice.start,
    isRunning: () => practice.state().running,
    close: practice.close,
  };
}
