import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { lockDataFolder } from '../../../electron/engine/cache/database/data-folder.ts';
import { makeFolder, openStorage, value } from './open-storage.ts';

const load = fileURLToPath(new URL('./write-load.ts', import.meta.url));

/** Lets the load run until it has said so many lines, kills it, and answers what it said. */
async function killAfter(folder: string, round: number, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [load, folder, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const reading = createInterface({ input: child.stdout });
  reading.on('line', (line) => {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  return said;
}

/** Counters as they are kept beside counters as they would be counted. */
function counters(folder: string) {
  const database = new DatabaseSync(join(folder, 'cache.sqlite'), { readOnly: true });
  const integrity = database.prepare('PRAGMA integrity_check').all();
  const keys = database.prepare('PRAGMA foreign_key_check').all();
  const kept = database.prepare('SELECT id, total, unread, bodies_held, indexed FROM folders ORDER BY id').all();
  const counted = database
    .prepare(`SELECT id, (SELECT count(*) FROM messages WHERE folder_id = folders.id) AS total,
        (SELECT count(*) FROM messages WHERE folder_id = folders.id AND flags & 1 = 0) AS unread,
        (SELECT count(*) FROM messages WHERE folder_id = folders.id AND (blob_id IS NOT NULL OR kept_id IS NOT NULL)) AS bodies_held,
        (SELECT count(*) FROM messages WHERE folder_id = folders.id AND indexed = 2) AS indexed FROM folders ORDER BY id`)
    .all();
  database.close();
  return { integrity, keys, kept, counted };
}

it('opens whole after being killed at any moment of a busy synchronisation, with everything that was answered', async () => {
  const folder = makeFolder();
  const kept = new Set<string>();
  const open = new Set<string>();
  try {
    for (const [round, lines] of [1, 2, 4, 7, 12, 23, 41].entries()) {
      const said = await killAfter(folder, round, lines);
      for (const line of said) {
        const [what, name] = line.split(' ');
        if (what === 'kept') kept.add(name ?? '');
        if (what === 'op') open.add(name ?? '');
        if (what === 'confirming') open.delete(name ?? '');
      }
      value(lockDataFolder(folder, { process: 'test', pid: process.pid })).release();
      const again = await openStorage(folder);
      const operations = again.reader.operations('ana');
      // What was answered is there; what was under way may or may not be, but is whole.
      expect(operations.map(({ id }) => id)).toEqual(expect.arrayContaining([...open]));
      for (const { change, items } of operations) {
        for (const { messageId } of items) {
          const row = again.reader.row(messageId);
          const place = again.reader.location(messageId);
          if (change.kind === 'move') expect(place?.path).toBe('Trash');
          else expect(row).toMatchObject({ flagged: true });
          expect(row?.pending).toBe(true);
        }
      }
      const keptFolder = again.reader.folderByPath('ana', 'Kept');
      expect(keptFolder?.total ?? 0).toBeGreaterThanOrEqual(kept.size);
      for (const { id, bodyHeld } of again.reader.list(keptFolder?.id ?? 0, 0, 500).rows) {
        expect([bodyHeld, again.reader.raw(id)?.toString()]).toEqual([true, expect.stringContaining('kept')]);
      }
      value(await again.storage.settle({}));
      const { integrity, keys, kept: shown, counted } = counters(folder);
      expect(integrity).toEqual([{ integrity_check: 'ok' }]);
      expect(keys).toEqual([]);
      expect(shown).toEqual(counted);
      await again.close();
    }
    expect(kept.size).toBeGreaterThan(5);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
