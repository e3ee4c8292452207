/**
 * Set-up of a whole run: its temporary files lie in memory where that can be had, and the windows that its test files build and share have a
 * folder (see `built-window.ts`).
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly windowFolder: string;
  }
}

/** Octets of memory that must be free: some five hundred megabytes of files are there at once, and more where tests leave theirs behind. */
const enough = 8 * 2 ** 30;

/** Answers what is to be done when the run is over. */
export default function setup({ provide }: TestProject): () => void {
  const leaveMemory = keepFilesInMemory();
  const folder = mkdtempSync(join(tmpdir(), 'postglass-windows-'));
  provide('windowFolder', folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
    leaveMemory();
  };
}

/**
 * Makes a folder in memory the one for temporary files, of this process and all that it starts. Databases and mail servers wait for the disk
 * after each change, some ten thousand times in a run; no test cuts the power. Only root may mount, and not in every container.
 */
function keepFilesInMemory(): () => void {
  const before = process.env.TMPDIR;
  const nothing = () => undefined;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || process.availableMemory() < enough) return nothing;
  // Short: the paths of sockets below it may have 107 octets (unix(7)).
  const folder = mkdtempSync(join(tmpdir(), 'postglass-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=1777,size=4g', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return nothing;
  }
  process.env.TMPDIR = folder;
  // Its standard input ends with this process, however suddenly that ends.
  const script = 'read -r _; umount --lazy "$1"; rmdir "$1"';
  const guard = spawn('/bin/sh', ['-c', script, 'guard', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    guard.stdin.end();
  };
}
