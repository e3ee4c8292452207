/**
 * The sessions that are over, those of earlier runs included: which there are, which are pinned, and what must go for the
 * budget or because somebody wants it gone.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../../../contract/transcript.ts';
import type { HashIndex } from '../payload/hash-index.ts';
import { keepWithinBudget } from './budget.ts';
import { listSessionFiles, readSession, removeFiles } from './session-files.ts';

interface SessionStore {
  /** Resolves when the folder is there and the sessions in it are known. */
  readonly ready: Promise<void>;
  sessions(): Iterable<Session>;
  get(id: string): Session | undefined;
  add(session: Session): void;
  isPinned(id: string): boolean;
  pin(id: string, pinned: boolean): Promise<void>;
  remove(ids: ReadonlySet<string>): Promise<void>;
  /** Removes what is too old or too much; one run at a time. */
  sweep(): Promise<void>;
  /** The files have grown by so many bytes. */
  grew(bytes: number): void;
  /** Sweeps when there may be too much, and now and then for what is too old: to look at every file costs more than most sessions do. */
  sweepWhenDue(): void;
}

interface SessionStoreOptions {
  readonly folder: string;
  readonly budget: number;
  readonly age: number;
  readonly now: () => number;
  readonly hashes: HashIndex;
  readonly isOpen: (id: string) => boolean;
  readonly onGone: (id: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks for what is too old. */
const lookEvery = 60 * 60 * 1_000;

const pinsName = 'pinned.json';

export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { folder, budget, age, now, hashes, isOpen, onGone, onError } = options;
  const finished = new Map<string, Session>();
  let pins = new Set<string>();
  let sweeping: Promise<void> | null = null;
  /** Bytes of the files that count: as the last sweep found them, and what was written since. Null: somebody must look. */
  let total: number | null = null;
  let lookedAt = 0;

  async function start(): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      pins = new Set(await readPins(folder));
      for (const files of await listSessionFiles(folder)) {
        if (isOpen(files.id)) continue;
        const session = await readSession(folder, files, false);
        if (session) finished.set(session.id, session);
      }
    } catch (error) {
      onError(error);
    }
    void sweep();
  }

  function forget(id: string): void {
    finished.delete(id);
    onGone(id);
  }

  const compact = () => hashes.compact((id) => isOpen(id) || finished.has(id));

  async function sweepOnce(): Promise<void> {
    total = 0;
    lookedAt = now();
    try {
      const { gone, left } = await keepWithinBudget({
        folder,
        budget,
        notBefore: now() - age,
        sessions: await listSessionFiles(folder),
        isPinned: (id) => pins.has(id),
        isOpen,
        endedAt: (id) => finished.get(id)?.endedAt ?? null,
      });
      // What was written during the sweep may be counted twice: the next one is early, never late.
      if (total !== null) total += left;
      for (const id of gone) forget(id);
      if (gone.length > 0) await compact();
    } catch (error) {
      total = null;
      onError(error);
    } finally {
      sweeping = null;
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepOnce();
    return sweeping;
  }

  return {
    ready: start(),
    sessions: () => finished.values(),
    get: (id) => finished.get(id),
    add: (session) => void finished.set(session.id, session),
    isPinned: (id) => pins.has(id),
    async pin(id, pinned) {
      total = null;
      if (pinned) pins.add(id);
      else pins.delete(id);
      await writePins(folder, pins);
    },
    async remove(ids) {
      total = null;
      for (const files of await listSessionFiles(folder)) if (ids.has(files.id)) await removeFiles(folder, files.segments);
      for (const id of ids) {
        forget(id);
        pins.delete(id);
      }
      await writePins(folder, pins);
      await compact();
    },
    sweep,
    grew(bytes) {
      if (total !== null) total += bytes;
    },
    sweepWhenDue() {
      if (total === null || total > budget || Math.abs(now() - lookedAt) >= lookEvery) void sweep();
    },
  };
}

async function readPins(folder: string): Promise<string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, pinsName), 'utf8'));
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return []; // missing or damaged: nothing is pinned, nothing is lost
  }
}

async function writePins(folder: string, pins: ReadonlySet<string>): Promise<void> {
  const path = join(folder, pinsName);
  await rm(`${path}.new`, { recursive: true, force: true });
  await writeFile(`${path}.new`, JSON.stringify([...pins]), { mode: 0o600, flag: 'wx' });
  await rename(`${path}.new`, path);
}
