/** What is left of a session that is kept nowhere, when its process was killed. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockDataFolder } from '../../electron/engine/cache/database/data-folder.ts';
import { makeSessionFolder, removeAbandonedSessions } from '../../electron/terminal/session-folder.ts';
import { unwrap } from '../support/engine-fixture.ts';
import { scanFolder } from '../support/material/canaries.ts';
import { startScriptedServer } from '../support/scripted/scripted-server.ts';
import { runPracticeMail, secret } from './practice-mail.ts';
import { cli, collect, createFolders, startCli, startRunning } from './terminal-program.ts';

const mail = runPracticeMail();
const folders = createFolders();
afterAll(() => folders.remove());

/** The number of a process that has ended. */
const endedProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

it('goes with the next start, and with it the session that was under way; nothing in it is secret', async () => {
  const data = mail.folders.data();
  const temporary = folders.files();
  const server = await startScriptedServer(async (connection) => {
    connection.send('220 hello\r\n');
    for (let line = await connection.line(); line !== null && line !== 'NOOP'; line = await connection.line())
      connection.send(line === 'AUTH LOGIN' ? '334 VXNlcm5hbWU6\r\n' : '250 yes\r\n');
    await connection.closed();
  });
  const running = startRunning(data, mail.accounts);
  await running.ready;
  try {
    const environment = { POSTGLASS_DATA_DIR: data, XDG_CONFIG_HOME: data, TMPDIR: temporary, POSTGLASS_PASSPHRASE: 'Canary-of-the-vault' };
    const target = `smtp://127.0.0.1:${server.port}`;
    const typed = `EHLO me\nAUTH PLAIN ${Buffer.from(`\0ana\0${secret}`).toString('base64')}\nNOOP\n`;
    const child = startCli(['console', '--accounts', mail.accounts, target], { input: typed, isTyped: true, environment });
    const outcome = collect(child);
    await expect.poll(() => Buffer.concat(server.connections[0]?.received ?? []).toString(), { timeout: 60_000 }).toContain('NOOP');
    child.kill('SIGKILL');
    await outcome;
    const [left = ''] = readdirSync(temporary);
    expect(left).toMatch(new RegExp(`^postglass-session-${child.pid}-`));
    const canaries = [{ name: 'password', secret }];
    expect(await scanFolder(join(temporary, left), [...canaries, { name: 'passphrase', secret: 'Canary-of-the-vault' }])).toEqual([]);
    expect((await cli(['console', `smtp://${mail.server.host}:${mail.server.smtp.port}`], { input: 'QUIT\n', environment })).status).toBe(
      0,
    );
    expect(readdirSync(temporary)).toEqual([]);
  } finally {
    running.child.kill('SIGTERM');
    await running.outcome;
    await server.stop();
  }
}, 240_000);

it('removes only folders of its own whose process is gone', () => {
  const parent = folders.files();
  const gone = endedProcess();
  const at = (name: string) => join(parent, `postglass-session-${name}`);
  const make = (name: string, mode = 0o700) => {
    mkdirSync(at(name));
    writeFileSync(join(at(name), 'cache.sqlite'), '');
    chmodSync(at(name), mode);
  };
  const { path: mine } = makeSessionFolder(parent);
  make(`${gone}-abandoned`);
  // As earlier versions named it: the process stands in the folder.
  make('Ab12cD');
  writeFileSync(join(at('Ab12cD'), 'lock.json'), JSON.stringify({ process: 'cli', pid: gone }));
  const stay = [mine];
  make(`${process.ppid}-alive`);
  make('unknown');
  make(`${gone}-open`, 0o777);
  stay.push(at(`${process.ppid}-alive`), at('unknown'), at(`${gone}-open`));
  // A process of another container has no number here, and has the lock.
  make(`${gone}-locked`);
  const lock = unwrap(lockDataFolder(at(`${gone}-locked`), { process: 'cli', pid: gone }));
  stay.push(at(`${gone}-locked`));
  writeFileSync(at(`${gone}-file`), '');
  mkdirSync(join(parent, 'elsewhere'), { mode: 0o700 });
  writeFileSync(join(parent, 'elsewhere', 'letter'), 'dear');
  symlinkSync(join(parent, 'elsewhere'), at(`${gone}-link`));
  stay.push(at(`${gone}-file`), at(`${gone}-link`), join(parent, 'elsewhere', 'letter'));
  if (process.geteuid?.() === 0) {
    make(`${gone}-of-another`);
    chownSync(at(`${gone}-of-another`), 65_534, 65_534);
    stay.push(at(`${gone}-of-another`));
  }
  // What a link within leads to is not touched.
  symlinkSync(join(parent, 'elsewhere'), join(at(`${gone}-abandoned`), 'bodies'));
  removeAbandonedSessions(parent);
  expect(stay.filter((path) => !existsSync(path))).toEqual([]);
  expect([`${gone}-abandoned`, 'Ab12cD'].filter((name) => existsSync(at(name)))).toEqual([]);
  lock.release();
  removeAbandonedSessions(parent);
  expect(existsSync(at(`${gone}-locked`))).toBe(false);
  removeAbandonedSessions(join(parent, 'nowhere'));
});
