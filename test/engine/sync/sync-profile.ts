/** A profile on disk with synchronisation over it, as the engine joins them; every state it says is kept, and a test waits on those. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../electron/base/clock.ts';
import { silentLogger } from '../../../electron/base/logger.ts';
import type { AccountSettings, KeepOnServer } from '../../../electron/contract/accounts.ts';
import type { Result } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { SyncState } from '../../../electron/contract/sync.ts';
import type { Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import type { Reader } from '../../../electron/engine/cache/reader.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { createLocalMailboxes } from '../../../electron/engine/sync/local/local-mailboxes.ts';
import { createSync, type SyncService, type SyncServiceDependencies } from '../../../electron/engine/sync/sync.ts';
import type { EmitSync } from '../../../electron/engine/sync/sync-dependencies.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { createMemoryTaps, type MemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { onServers, type ServerAccount } from '../../support/server-settings.ts';
import { inlineStorage } from '../cache/inline-storage.ts';

export interface SyncEvent {
  readonly name: Parameters<EmitSync>[0];
  readonly value: Parameters<EmitSync>[1];
}

export interface SyncProfile {
  readonly sync: SyncService;
  readonly reader: Reader;
  readonly storage: Storage;
  readonly taps: MemoryTaps;
  readonly events: readonly SyncEvent[];
  /** Looks again after every event and every change of the cache, and now and then; rejects after a minute with the latest states. */
  until<Value>(what: string, condition: () => Value | null | undefined | false): Promise<Value>;
  /** Waits until the account rests: nothing bulky left, nothing waiting. */
  untilIdle(accountId?: string): Promise<SyncState>;
  /** Commands the client sent since the profile was opened, one string each, in order, over all sessions. */
  commands(): string[];
  /** Stops and opens the same folder again, as a restart of the program does. */
  reopen(changes?: Partial<SyncServiceDependencies>): Promise<SyncProfile>;
  close(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A folder of the only account of a profile. */
export function folderAt({ reader }: SyncProfile, path: string): Folder {
  const [accountId] = reader.accounts().map(({ id }) => id);
  const found = reader.folderByPath(accountId ?? '', path);
  if (!found) throw new Error(`no ${path}`);
  return found;
}

/** What is held of a folder: SHA-256 of every message, sorted. */
export function hashesHeld(profile: SyncProfile, path: string): string[] {
  const { reader } = profile;
  const { id } = folderAt(profile, path);
  return Array.from(reader.uids(id).uids, (uid) => sha256(reader.raw(reader.idOfUid(id, uid) ?? 0) ?? Buffer.alloc(0))).sort();
}

export interface ProfileOptions {
  readonly accounts: readonly { readonly id: string; readonly settings: AccountSettings; readonly password: string | null }[];
  /** PEM to trust. */
  readonly certificate?: string;
  readonly changes?: Partial<SyncServiceDependencies>;
  /** Where folders of mail on this computer lie; by default the profile's own folder. */
  readonly home?: string;
  /** That of mail on this computer: how long a lock is waited for, and rests. */
  readonly localClock?: Clock;
}

export async function openProfile(options: ProfileOptions): Promise<SyncProfile> {
  return openFolder(await mkdtemp(join(tmpdir(), 'postglass-sync-')), options);
}

async function openFolder(folder: string, options: ProfileOptions): Promise<SyncProfile> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const storage = value(
    await createStorage({
      folder,
      worker: inlineStorage,
      clock: systemClock,
      onChange: changed,
    }),
  );
  const reader = openReader(folder);
  for (const { id, settings } of options.accounts) value(await storage.saveAccount({ id, settings, practice: false }));
  const taps = createMemoryTaps();
  const events: SyncEvent[] = [];
  let ids = 0;
  const sync = createSync({
    storage,
    reader,
    connectImap,
    connectPop3,
    openLocal: createLocalMailboxes({ dataFolder: folder, clock: options.localClock ?? systemClock, home: options.home ?? folder }),
    openTap: taps.openTap,
    trust: () => ({ extraCertificates: options.certificate ? [options.certificate] : [], pinned: [] }),
    credentials: async ({ id, settings }) => {
      const password = options.accounts.find((account) => account.id === id)?.password ?? null;
      return password === null ? null : signIn(onServers(settings).incoming.username, password);
    },
    clock: systemClock,
    random: () => 0.5,
    newId: () => {
      ids += 1;
      return `operation-${process.pid}-${Date.now()}-${ids}`;
    },
    emit: (name, eventValue) => {
      events.push({ name, value: eventValue });
      changed();
    },
    logger: silentLogger,
    ...options.changes,
  });

  const until: SyncProfile['until'] = (what, condition) =>
    new Promise((resolve, reject) => {
      const end = () => {
        listeners.delete(look);
        clearTimeout(deadline);
        clearInterval(rounds);
      };
      const look = () => {
        const found = condition();
        if (found === null || found === undefined || found === false) return;
        end();
        resolve(found);
      };
      const deadline = setTimeout(() => {
        end();
        reject(new Error(`${what}: not within a minute; ${JSON.stringify(sync.states())}`));
      }, 60_000);
      // What happens at the server, or under a clock that stands still, tells nobody.
      const rounds = setInterval(look, 20);
      listeners.add(look);
      look();
    });
  const stop = async () => {
    await sync.close();
    reader.close();
    await storage.close();
  };
  return {
    sync,
    reader,
    storage,
    taps,
    events,
    until,
    untilIdle: (accountId) =>
      until('idle', () => {
        const state = sync.states().find((candidate) => accountId === undefined || candidate.accountId === accountId);
        if (state?.phase === 'failed') throw new Error(JSON.stringify(state.failure));
        return state?.phase === 'idle' && state.pendingOperations === 0 && state;
      }),
    commands: () => taps.taps.flatMap((tap) => tap.bytes('client').toString('latin1').split('\r\n').filter(Boolean)),
    async reopen(changes) {
      await stop();
      return openFolder(folder, { ...options, changes: { ...options.changes, ...changes } });
    },
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The value of a result, or its failure thrown. */
export function value<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.failure));
}

type Incoming = ServerAccount['incoming'];

/** Settings of an account on loopback. */
export function accountOn(
  incoming: Pick<Incoming, 'port' | 'username'> & Partial<Incoming> & { readonly keepOnServer?: KeepOnServer },
): ServerAccount {
  const { protocol = 'imap', keepOnServer = true, ...server } = incoming;
  const whole = { host: '127.0.0.1', security: 'none', mechanism: 'automatic', ...server } as const;
  return {
    name: incoming.username,
    address: `${incoming.username}@example.test`,
    displayName: '',
    incoming: protocol === 'imap' ? { protocol, ...whole } : { protocol, ...whole, keepOnServer },
    outgoing: { protocol: 'smtp', host: '127.0.0.1', port: 25, security: 'none', username: '', mechanism: 'automatic' },
  };
}
