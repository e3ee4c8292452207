/** A file system of its own that can be full: a tmpfs, which only root may mount. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  grow(megabytes: number): void;
  remove(): void;
}

const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'pipe' });

/** The disk, or why there is none. */
export function mountSmallDisk(megabytes: number): SmallDisk | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: 'a small disk needs Linux' };
  const folder = mkdtempSync(join(tmpdir(), 'postglass-disk-'));
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { missing: `a small disk cannot be mounted: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` };
  }
  return {
    folder,
    grow: (size) => void mount('-o', `remount,size=${size}m`, folder),
    remove() {
      execFileSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
