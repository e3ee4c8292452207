/** Whether there is something of this name. */
import { stat } from 'node:fs/promises';
import { systemCode } from './system-code.ts';

/** Throws the system's error where that cannot be found out. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return false;
  }
}
