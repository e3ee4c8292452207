/** Set-up of a whole run: a folder for the windows that its test files build and share (see `built-window.ts`). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly windowFolder: string;
  }
}

/** Answers what is to be done when the run is over. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-windows-'));
  provide('windowFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
