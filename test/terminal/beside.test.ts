/** The command line beside a program that runs on the same data folder. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { message, runPracticeMail } from './practice-mail.ts';
import { cli, startRunning } from './terminal-program.ts';

const mail = runPracticeMail();

describe('beside a program that runs on the same data folder', () => {
  let data: string;
  let running: ReturnType<typeof startRunning>;
  beforeAll(async () => {
    data = mail.folders.data();
    running = startRunning(data, mail.accounts);
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.outcome;
  });

  it('sync is refused with status 1 and names the process', async () => {
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', data, '--accounts', mail.accounts, '--json']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: .*\n$/);
    expect(stderr).toContain(String(running.child.pid));
  });

  it('send is handed over to it and reports as its own', async () => {
    const { status, stdout, stderr } = await cli(['send', '--data-dir', data, '--account', 'Ana', '--to', 'ben@practice.test', '--json'], {
      input: message.replace('terminal-1', 'terminal-2'),
    });
    expect(stderr).toContain('C: RCPT TO:<ben@practice.test>');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'accepted', reply: expect.stringMatching(/^250 /) });
  });

  it('log reads what it has recorded', async () => {
    const { status, stdout } = await cli(['log', '--data-dir', data, '--list']);
    expect(status).toBe(0);
    expect(stdout).toContain('\tsmtp\tAna\tsend\t');
  });

  it('once it has ended the folder is free', async () => {
    running.child.kill('SIGTERM');
    expect((await running.outcome).status).toBe(0);
    expect((await cli(['sync', '--data-dir', data, '--accounts', mail.accounts])).status).toBe(0);
  });
});
