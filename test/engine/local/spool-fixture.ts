/** A home with a spool, as an account and as `mail` have it. */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../electron/base/clock.ts';
import type { LocalMailbox } from '../../../electron/engine/local/local-mailbox.ts';
import { createDotlock, type LockMailbox } from '../../../electron/engine/local/spool/dotlock.ts';
import type { OnStep } from '../../../electron/engine/local/spool/rewrite.ts';
import { createSpoolMailbox } from '../../../electron/engine/local/spool/spool-mailbox.ts';

export interface Home {
  readonly folder: string;
  readonly spool: string;
  readonly mbox: string;
  /** @param lock default: the system's */
  open(options?: { readonly lock?: LockMailbox | null; readonly onStep?: OnStep }): LocalMailbox;
  /** The spool as it is; empty where there is none. */
  text(file?: string): string;
  done(): void;
}

const dotlockfile = '/usr/bin/dotlockfile';

export function createHome(content = ''): Home {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-spool-'));
  const spool = join(folder, 'spool');
  const home = join(folder, 'home');
  mkdirSync(home);
  if (content !== '') {
    writeFileSync(spool, content, 'latin1');
    // Delivered some time ago: nothing of it is waited for.
    const past = new Date(Date.now() - 60_000);
    utimesSync(spool, past, past);
  }
  const ownFolder = join(folder, 'own');
  return {
    folder,
    spool,
    mbox: join(home, 'mbox'),
    open: ({ lock = createDotlock(dotlockfile, systemClock), onStep } = {}) =>
      createSpoolMailbox({ path: spool, home, ownFolder, clock: systemClock, lock, ...(onStep ? { onStep } : {}) }),
    text: (file = spool) => (existsSync(file) ? readFileSync(file, 'latin1') : ''),
    done: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One message as a delivery agent writes it. */
export const delivered = (number: number, { header = '', body = `Body of ${number}.\n` } = {}): string =>
  `From ana@example.test Thu Jan 29 13:02:0${number % 10} 2015\nReturn-Path: <ana@example.test>\nMessage-Id: <${number}@example.test>\nSubject: message ${number}\n${header}To: ben@example.test\n\n${body}\n`;

/**
 * Does the same in `mail` (s-nail) with a copy of the spool, and answers what it leaves.
 * @param commands one a line; the last one is `quit`
 */
export async function inMail(
  home: Home,
  commands: readonly string[],
  settings: readonly string[] = [],
): Promise<{ spool: string; mbox: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'postglass-mail-'));
  const [spool, mbox] = [join(folder, 'spool'), join(folder, 'mbox')];
  try {
    copyFileSync(home.spool, spool);
    if (existsSync(home.mbox)) copyFileSync(home.mbox, mbox);
    const options = ['append', 'keep', ...settings].flatMap((name) => ['-S', name]);
    const child = spawn('s-nail', ['-n', '-N', ...options], {
      env: { ...process.env, HOME: folder, MAIL: spool, MBOX: mbox, TERM: 'dumb' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes;
    });
    child.stdin.end(`${[...commands, 'quit'].join('\n')}\n`);
    const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (status !== 0) throw new Error(`s-nail ended with ${status}: ${said}`);
    return { spool: readFileSync(spool, 'latin1'), mbox: existsSync(mbox) ? readFileSync(mbox, 'latin1') : '' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
