/** Locks that others have in the kernel: seen where Linux lists them, and waited for. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { createDotlock } from '../../../electron/engine/local/spool/dotlock.ts';
import { createKernelLocks } from '../../../electron/engine/local/spool/kernel-locks.ts';
import { describeWithServers } from '../../servers/availability.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-kernel-locks-'));
  file = join(folder, 'ben');
  writeFileSync(file, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('a list of locks', () => {
  const named = () => {
    const { dev, ino } = statSync(file, { bigint: true });
    const hex = (value: bigint) => value.toString(16).padStart(2, '0');
    // The numbers of devices on the computers of this decade are small.
    return `${hex((dev >> 8n) & 0xfffn)}:${hex((dev & 0xffn) | ((dev >> 12n) & 0xff00n))}:${ino}`;
  };
  const isLocked = (...lines: readonly string[]) => createKernelLocks(async () => `${lines.join('\n')}\n`)(file);

  it('has one of another program, of any kind', async () => {
    for (const kind of ['POSIX  ADVISORY  WRITE 1', 'POSIX  ADVISORY  READ  1', 'OFDLCK ADVISORY  WRITE -1', 'FLOCK  ADVISORY  WRITE 1'])
      expect([kind, await isLocked('1: POSIX  ADVISORY  WRITE 7 00:01:1 0 EOF', `2: ${kind} ${named()} 0 EOF`)]).toEqual([kind, true]);
  });

  it('has none of another file, one that is only waited for, or our own', async () => {
    expect(await isLocked(`1: POSIX  ADVISORY  WRITE 1 ${named()}0 0 EOF`)).toBe(false);
    expect(await isLocked('1: POSIX  ADVISORY  WRITE 1 00:01:1 0 EOF', `1: -> POSIX  ADVISORY  WRITE 2 ${named()} 0 EOF`)).toBe(false);
    expect(await isLocked(`1: POSIX  ADVISORY  WRITE ${process.pid} ${named()} 0 EOF`)).toBe(false);
  });

  it('that is not there, or a file that is not, is no lock', async () => {
    expect(await createKernelLocks(() => Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' })))(file)).toBe(false);
    rmSync(file);
    expect(await isLocked('1: POSIX  ADVISORY  WRITE 1 00:01:1 0 EOF')).toBe(false);
  });
});

describeWithServers(['dotlockfile'], 'the lock of a spool', () => {
  let holder: ChildProcess | undefined;
  afterEach(() => holder?.kill());

  it('is not kept while another program has locked the file itself', async () => {
    let isHeld = true;
    let looks = 0;
    const lock = createDotlock('/usr/bin/dotlockfile', systemClock, async () => {
      looks += 1;
      if (looks === 3) isHeld = false;
      return isHeld;
    });
    await expect(lock(file, 0)).rejects.toMatchObject({ failure: { code: 'mailbox-locked', permanent: false } });
    expect(existsSync(`${file}.lock`)).toBe(false);
    const held = await lock(file, 60_000);
    expect([looks, existsSync(`${file}.lock`)]).toEqual([3, true]);
    await held.unlock();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('waits for a real one', async () => {
    holder = spawn('flock', ['-x', file, 'sh', '-c', 'echo held; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
    await once(holder.stdout as NodeJS.ReadableStream, 'data'); // piped, see above
    // Some file systems in layers list another device than they say of the file: there nothing can be seen.
    const { ino } = statSync(file);
    const listed = execFileSync('cat', ['/proc/locks'], { encoding: 'utf8' }).includes(`:${ino} `);
    const lock = createDotlock('/usr/bin/dotlockfile', systemClock);
    if (listed) await expect(lock(file, 0)).rejects.toMatchObject({ failure: { code: 'mailbox-locked' } });
    const ended = once(holder, 'close');
    holder.stdin?.end();
    await ended;
    await (await lock(file, 60_000)).unlock();
  });
});
