/** Gives user data its new name and kills itself (SIGKILL) before the call of that number, of those that reach the file system. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { takeOverFormerName } from '../../../../electron/engine/cache/database/former-name.ts';

const [folder = '', killedAt = ''] = process.argv.slice(2);
let calls = 0;

function count(owner: object, name: string): void {
  const original: (...values: unknown[]) => unknown = Reflect.get(owner, name);
  Reflect.set(owner, name, function (this: unknown, ...values: unknown[]) {
    calls += 1;
    if (calls === Number(killedAt)) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, values);
  });
}

for (const name of ['openSync', 'chmodSync', 'fsyncSync', 'renameSync', 'closeSync']) count(fs, name);
for (const name of ['exec', 'close']) count(DatabaseSync.prototype, name);
count(StatementSync.prototype, 'get');
syncBuiltinESMExports();
takeOverFormerName(folder);
