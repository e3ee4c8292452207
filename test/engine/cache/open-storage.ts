/** A data folder of its own for a test, with storage on this thread, a reader and a clock the test owns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../../electron/contract/failure.ts';
import type { FolderListing } from '../../../electron/engine/cache/database/stored.ts';
import type { StorageChange } from '../../../electron/engine/cache/queue/changes.ts';
import type { Storage } from '../../../electron/engine/cache/queue/jobs.ts';
import type { Reader } from '../../../electron/engine/cache/reader.ts';
import { openReader } from '../../../electron/engine/cache/reader.ts';
import { gatherChanges } from '../../../electron/engine/lifecycle/window-events.ts';
import { createStorage } from '../../../electron/engine/workers/storage.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { inlineStorage } from './inline-storage.ts';

export function value<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.failure));
}

export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'postglass-cache-'));

export interface OpenStorage {
  readonly folder: string;
  readonly storage: Storage;
  readonly reader: Reader;
  readonly clock: ManualClock;
  readonly changes: StorageChange[];
  /** Closes and opens the same folder again. */
  reopen(): Promise<OpenStorage>;
  close(): Promise<void>;
  /** Closes and removes the folder. */
  done(): Promise<void>;
}

export async function openStorage(folder = makeFolder(), clock = createManualClock(Date.UTC(2026, 0, 15))): Promise<OpenStorage> {
  const changes: StorageChange[] = [];
  const storage = value(
    await createStorage({
      folder,
      worker: inlineStorage,
      clock,
      onChange: gatherChanges((change) => void changes.push(change), clock.after),
    }),
  );
  const reader = openReader(folder);
  const close = async () => {
    reader.close();
    await storage.close();
  };
  return {
    folder,
    storage,
    reader,
    clock,
    changes,
    close,
    async reopen() {
      await close();
      return openStorage(folder, clock);
    },
    async done() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const listing = (path: string, role: FolderListing['role'] = null): FolderListing => ({
  path,
  name: path.split('/').at(-1) ?? path,
  delimiter: '/',
  parentPath: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null,
  role,
  selectable: true,
});

export const standardFolders: readonly FolderListing[] = [
  listing('INBOX', 'inbox'),
  listing('Sent', 'sent'),
  listing('Archive', 'archive'),
  listing('Trash', 'trash'),
];

/** Saves the standard folders and answers their ids by path. */
export async function withFolders(open: OpenStorage, accountId = 'ana'): Promise<(path: string) => number> {
  const { ids } = value(await open.storage.saveFolders({ accountId, folders: standardFolders }));
  return (path) => {
    const id = ids.get(path);
    if (id === undefined) throw new Error(`no folder ${path}`);
    return id;
  };
}

export interface WrittenMessage {
  readonly raw: Buffer;
  readonly header: Buffer;
}

/** A short message with the given words. */
export function write(fields: {
  subject?: string;
  from?: string;
  to?: string;
  cc?: string;
  text?: string;
  id?: string;
  date?: number;
}): WrittenMessage {
  const lines = [
    `From: ${fields.from ?? 'Bruno Dias <bruno@example.test>'}`,
    `To: ${fields.to ?? 'Ana <ana@example.test>'}`,
    ...(fields.cc ? [`Cc: ${fields.cc}`] : []),
    `Subject: ${fields.subject ?? 'Hello'}`,
    `Message-ID: ${fields.id ?? `<${Math.random()}@example.test>`}`,
    `Date: ${new Date(fields.date ?? Date.UTC(2026, 0, 10)).toUTCString().replace('GMT', '+0000')}`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  const header = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return { header, raw: Buffer.concat([header, Buffer.from(fields.text ?? 'Some words.\r\n')]) };
}

const dayMs = 86_400_000;
export const day = (number: number): number => Date.UTC(2025, 0, 1) + number * dayMs;

/** Adds one message a day, with UIDs from 1, without bodies; answers row ids by UID. */
export async function addMessages(
  open: OpenStorage,
  folderId: number,
  count: number,
  flags: readonly string[] = [],
): Promise<ReadonlyMap<number, number>> {
  const messages = Array.from({ length: count }, (_, index) => {
    const { header, raw } = write({ subject: `Message ${index + 1}`, id: `<${folderId}.${index + 1}@example.test>` });
    return { uid: index + 1, flags, internalDate: day(index), size: raw.length, header };
  });
  return value(await open.storage.addHeaders({ folderId, messages })).ids;
}
