/** A real engine on a data folder of its own, spoken to through the contract as a window would. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '../../electron/contract/call.ts';
import { calls, events } from '../../electron/contract/contract.ts';
import { FailureError, type Result } from '../../electron/contract/failure.ts';
import type { Folder, FolderRole } from '../../electron/contract/folders.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import { startEngine } from '../../electron/engine/engine.ts';
import type { Engine, WorkerUrls } from '../../electron/engine/engine-thread.ts';
import type { Vault } from '../../electron/engine/host.ts';
import type { Replaced } from '../../electron/engine/lifecycle/open-engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../servers/accounts-file.ts';
import { untilChanged } from './until-changed.ts';

export interface EngineOptions {
  readonly accounts?: readonly ProvisionedAccount[];
  readonly trustedCertificates?: readonly string[];
  readonly practice?: boolean;
  /** Connects only when asked (`syncOnce`, `submitRaw`). */
  readonly automatic?: boolean;
  readonly folder?: string;
  readonly replaced?: Replaced;
  readonly vault?: Vault;
  /** Threads that do what a test wants them to. */
  readonly workers?: Partial<WorkerUrls>;
}

type PostglassClient = Client<typeof calls, typeof events>;

export interface EngineFixture {
  readonly engine: Engine;
  readonly client: PostglassClient;
  readonly folder: string;
  /** Every event so far, as it would cross to a window. */
  readonly events: { readonly name: string; readonly value: unknown }[];
  folderOf(accountName: string, role: FolderRole): Promise<Folder>;
  /** All rows of a folder, newest first. */
  rows(folderId: number): Promise<MessageRow[]>;
  /** Resolves when `check` answers something; it is asked again at every event. */
  until<Value>(what: string, check: () => Promise<Value | null | undefined | false>, deadline?: number): Promise<Value>;
  /** Closes the engine and keeps the folder. */
  close(): Promise<void>;
  /** Closes and removes everything. */
  done(): Promise<void>;
}

/** The value, or the failure thrown. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}

export async function startEngineFixture(options: EngineOptions = {}): Promise<EngineFixture> {
  const root = mkdtempSync(join(tmpdir(), 'postglass-engine-'));
  const folder = options.folder ?? join(root, 'data');
  const accountsFile = options.accounts
    ? await writeAccountsFile({
        folder: root,
        accounts: [...options.accounts],
        trustedCertificates: [...(options.trustedCertificates ?? [])],
      })
    : null;
  const settings = engineSettings({
    dataFolder: folder,
    accountsFile,
    practice: options.practice ?? false,
    automatic: options.automatic ?? true,
  });
  const engine = unwrap(
    await startEngine(
      { ...settings, workers: { ...settings.workers, ...options.workers } },
      createNodeHost({ vault: options.vault ?? createMemoryVault(), language: 'en' }),
      options.replaced,
    ),
  );
  const seen: { name: string; value: unknown }[] = [];
  const waiting = new Set<() => void>();
  engine.subscribe((name, value) => {
    seen.push({ name, value });
    for (const wake of [...waiting]) wake();
  });
  const violations: string[] = [];
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe }, (name, message) =>
    violations.push(`${name}: ${message}`),
  );
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await engine.close();
    // The data folder is somebody else's; what is left here was the accounts file, read at the start.
    if (options.folder !== undefined) rmSync(root, { recursive: true, force: true });
    if (violations.length > 0) throw new Error(`the contract was broken: ${violations.join('; ')}`);
  };
  return {
    engine,
    client,
    folder,
    events: seen,
    close,
    async folderOf(accountName, role) {
      const accounts = unwrap(await client.call('accounts.list', {}));
      const account = accounts.find(({ settings }) => settings.name === accountName);
      const found = unwrap(await client.call('folders.list', {})).find((each) => each.accountId === account?.id && each.role === role);
      if (!found) throw new Error(`${accountName} has no folder for ${role}`);
      return found;
    },
    rows: async (folderId) =>
      unwrap(await client.call('lists.page', { source: { kind: 'folder', folderId }, position: 0, limit: 500 })).rows,
    until: (what, check, deadline = 30_000) => untilChanged({ listeners: waiting, what, deadline, check }),
    async done() {
      try {
        await close();
      } finally {
        rmSync(root, { recursive: true, force: true });
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
