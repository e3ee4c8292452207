/** Kills this process before a step, or in the middle of it: at each write, sync, rename, link, truncation, removal and lock. */
import childProcess from 'node:child_process';
import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** Kills this process: nothing that comes after is done, and no `finally` either. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/**
 * @param at the step, counted from 0; behind the last one nobody dies
 * @param half in the middle of it: half of the octets are written, the other program has ended
 * @returns the steps so far
 */
export async function killAtStep(at: number, half: boolean): Promise<string[]> {
  const steps: string[] = [];
  const comes = (name: string): boolean => steps.push(name) - 1 === at;
  const before = (name: string): void => {
    if (comes(name)) die();
  };
  const writing = (name: string, bytes: string | Uint8Array, writeHalf: (part: Buffer) => void): void => {
    if (!comes(name)) return;
    const whole = Buffer.from(bytes as Uint8Array); // takes both
    if (half) writeHalf(whole.subarray(0, Math.ceil(whole.length / 2)));
    die();
  };

  const some = await promises.open(process.execPath, 'r');
  const handles = Object.getPrototypeOf(some) as FileHandle;
  await some.close();
  const { write, writeFile, sync } = handles;
  handles.write = function (this: FileHandle, ...given: readonly unknown[]) {
    const [bytes, offset, length, position] = given as [Buffer, number, number, number]; // as `rewrite.ts` calls it
    writing('write', bytes.subarray(offset, offset + length), (part) => fs.writeSync(this.fd, part, 0, part.length, position));
    return Reflect.apply(write, this, given);
  } as FileHandle['write'];
  handles.writeFile = function (this: FileHandle, ...given: readonly unknown[]) {
    writing('write', given[0] as Buffer, (part) => fs.writeSync(this.fd, part)); // a text or octets
    return Reflect.apply(writeFile, this, given);
  } as FileHandle['writeFile'];
  handles.sync = function (this: FileHandle) {
    before('sync');
    return Reflect.apply(sync, this, []);
  };
  for (const name of ['rename', 'rm', 'mkdir', 'link', 'unlink'] as const) {
    const done = promises[name] as (...given: readonly unknown[]) => Promise<unknown>;
    Object.assign(promises, {
      [name]: (...given: readonly unknown[]) => {
        before(name);
        return done(...given);
      },
    });
  }
  const { writeFile: writeWhole } = promises;
  promises.writeFile = ((...given: Parameters<typeof writeWhole>) => {
    writing('write', given[1] as string, (part) => fs.writeFileSync(given[0] as string, part)); // a path and a text
    return writeWhole(...given);
  }) as typeof writeWhole;
  const { ftruncateSync } = fs;
  fs.ftruncateSync = (...given) => {
    before('truncate');
    ftruncateSync(...given);
  };
  const { execFile } = childProcess;
  childProcess.execFile = ((...given: Parameters<typeof execFile>) => {
    const [program, args] = given;
    if (comes(`dotlockfile ${args?.[0]}`)) {
      // Done, and nobody hears of it.
      if (half) childProcess.spawnSync(program, [...(args ?? [])]);
      die();
    }
    return execFile(...given);
  }) as typeof execFile;
  syncBuiltinESMExports();
  return steps;
}
