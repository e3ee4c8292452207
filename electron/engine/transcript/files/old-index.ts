/** Files of versions without an index: pins and a list of hashes. Read once and removed. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../../contract/schema.ts';
import { decodeRecord } from './records.ts';

const pinsName = 'pinned.json';

/** Ids of sessions that were pinned; none where the file is missing or damaged. */
export async function readOldPins(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, pinsName), 'utf8').catch(() => '[]'); // missing, nearly always
  return decodeRecord(z.array(z.string()), text) ?? [];
}

export async function removeOldIndex(folder: string): Promise<void> {
  for (const name of [pinsName, `${pinsName}.new`, 'hashes.idx', 'hashes.idx.new'])
    await rm(join(folder, name), { recursive: true, force: true });
}
