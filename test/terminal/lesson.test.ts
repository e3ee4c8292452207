/** `lesson` as a teacher uses it: what is in a file, what is wrong in it, and what a session completed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPracticeMail, secret } from './practice-mail.ts';
import { cli, jsonLines } from './terminal-program.ts';

const mail = runPracticeMail();
const base64 = (text: string) => Buffer.from(text).toString('base64');
const authLogin = new URL('../../electron/lessons/en/auth-login.md', import.meta.url).pathname;

it('says which steps the recorded sessions complete', async () => {
  const data = mail.folders.data();
  const type = async (lines: readonly string[]) => {
    const target = `smtp://${mail.server.host}:${mail.server.smtp.port}`;
    const options = ['console', '--data-dir', data, '--accounts', mail.accounts, target];
    expect((await cli(options, { input: `${lines.join('\n')}\n` })).status).toBe(0);
    const [newest] = jsonLines((await cli(['log', '--data-dir', data, '--list', '--json'])).stdout);
    return String((newest as { id: string }).id); // as `log --list` prints a session
  };
  const wrong = ['AUTH LOGIN', base64('ana'), base64('wrong')];
  const first = await type(['EHLO me', 'STARTTLS', 'EHLO me', ...wrong, 'QUIT']);
  const some = await cli(['lesson', authLogin, first, '--data-dir', data]);
  expect(some.status).toBe(1);
  expect(some.stdout.split('\n').filter((line) => line.startsWith('[x]'))).toHaveLength(4);
  expect(some.stdout.split('\n').filter((line) => line.startsWith('[ ]'))).toHaveLength(2);

  const second = await type(['EHLO me', 'STARTTLS', 'EHLO me', 'AUTH LOGIN', base64('ana'), base64(secret), 'QUIT']);
  const all = await cli(['lesson', authLogin, first, second, '--data-dir', data, '--json']);
  expect(all.status).toBe(0);
  const [{ title, steps } = { title: '', steps: [] }] = jsonLines(all.stdout) as { title: string; steps: { done: boolean }[] }[]; // its JSON
  expect([title, steps.map(({ done }) => done)]).toEqual(['AUTH LOGIN and base64', [true, true, true, true, true, true]]);
  expect(all.stdout + some.stdout).not.toContain(secret);
}, 120_000);

it('prints the steps of a file, and names the line of what is wrong', async () => {
  const folder = mail.folders.data();
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'wrong.md');
  const steps = await cli(['lesson', authLogin]);
  expect(steps).toMatchObject({ status: 0, stderr: '' });
  expect(steps.stdout).toContain('- Start TLS first\n');
  await writeFile(file, '---\ntitle: T\nprotocol: smtp\n---\n## One\n```check\nsay hello\n```\n');
  const wrong = await cli(['lesson', file]);
  expect(wrong).toMatchObject({ status: 1, stdout: '' });
  expect(wrong.stderr).toContain('wrong.md:7: “say hello” is no check.');
  expect((await cli(['lesson'])).status).toBe(2);
  expect((await cli(['lesson', join(folder, 'missing.md')])).status).toBe(1);
}, 120_000);
