/** Files that a window has made of what it shows: handed back under a handle, to be saved like every export. The oldest go. */
import { randomUUID } from 'node:crypto';
import type { MadeFile } from '../../contract/application.ts';

export interface MadeFiles {
  /** @returns its handle */
  add(file: MadeFile): string;
  /** Null where it is gone. */
  find(handle: string): { readonly name: string; readonly type: string; readonly bytes: Buffer } | null;
}

const most = 4;
const types: Readonly<Record<MadeFile['format'], string>> = {
  text: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

export function createMadeFiles(): MadeFiles {
  const files = new Map<string, MadeFile>();
  return {
    add(file) {
      const handle = randomUUID();
      files.set(handle, file);
      const oldest = files.keys().next();
      if (files.size > most && !oldest.done) files.delete(oldest.value);
      return handle;
    },
    find(handle) {
      const file = files.get(handle);
      return file ? { name: file.name, type: types[file.format], bytes: Buffer.from(file.text) } : null;
    },
  };
}
