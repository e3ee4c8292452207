/** `sync` end to end against the practice server: what it prints, where, and how it ends. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { runPracticeMail } from './practice-mail.ts';
import { cli } from './terminal-program.ts';

const mail = runPracticeMail();

describe('sync', () => {
  it('brings every folder, prints its counts as JSON, and has nothing new the second time', async () => {
    const data = mail.folders.data();
    const first = await cli(['sync', '--data-dir', data, '--accounts', mail.accounts, '--json'], { launched: true });
    expect(first.stderr).toBe('');
    expect(first.status).toBe(0);
    const report = JSON.parse(first.stdout) as { accounts: { name: string; folders: Record<string, unknown>[] }[] };
    expect(Object.keys(report)).toEqual(['accounts']);
    expect(report.accounts.map(({ name }) => name)).toEqual(['Ana']);
    const list = report.accounts[0]?.folders ?? [];
    expect(list.length).toBeGreaterThan(3);
    for (const folder of list) expect(Object.keys(folder).sort()).toEqual(['held', 'new', 'path', 'server', 'uidValidity']);
    expect(list.map(({ held }) => held)).toEqual(list.map(({ server }) => server));
    const inbox = list.find(({ path }) => path === 'INBOX');
    expect(inbox?.held).toBeGreaterThan(5);
    expect(inbox?.new).toBe(inbox?.held);
    expect(typeof inbox?.uidValidity).toBe('number');

    const second = await cli(['sync', '--data-dir', data, '--accounts', mail.accounts]);
    expect(second.status).toBe(0);
    expect(second.stdout).toMatch(new RegExp(`^Ana\tINBOX\t${inbox?.held} of ${inbox?.server}\t\\+0$`, 'm'));
    expect(second.stdout).not.toMatch(/\+[1-9]/);
  });

  it.each([[[]], [['--json']]])('without an account it says so, and where it looked (%j)', async (args) => {
    const data = mail.folders.data();
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', data, ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^postglass: There is no account in [^\n]+--accounts[^\n]+\n$/);
    expect(stderr).toContain(data);
    expect(stdout).toBe(args.length > 0 ? '{"accounts":[]}\n' : '');
  });

  it('says in one line that the saved passwords need a passphrase', async () => {
    const data = mail.folders.data();
    const withIt = { environment: { POSTGLASS_PASSPHRASE: 'four quiet words here' } };
    expect((await cli(['sync', '--data-dir', data, '--accounts', mail.accounts], withIt)).status).toBe(0);
    const without = await cli(['sync', '--data-dir', data]);
    expect(without.stderr.split('\n').filter((line) => line.startsWith('postglass: The saved passwords are encrypted'))).toHaveLength(1);
    expect((await cli(['sync', '--data-dir', data], withIt)).stderr).not.toContain('encrypted');
  });

  it('promises no attempt of its own where another program holds the mail database', async () => {
    const data = mail.folders.data();
    expect((await cli(['sync', '--data-dir', data, '--accounts', mail.accounts])).status).toBe(0);
    const other = new DatabaseSync(join(data, 'user-data.sqlite'));
    other.exec('BEGIN EXCLUSIVE');
    try {
      const { status, stderr } = await cli(['sync', '--data-dir', data, '--accounts', mail.accounts]);
      expect(status).toBe(1);
      expect(stderr).toMatch(/Another program is using the mail database.* Try again later\.\n$/);
      expect(stderr).not.toContain('by itself');
    } finally {
      other.close();
    }
    expect((await cli(['sync', '--data-dir', data, '--accounts', mail.accounts])).status).toBe(0);
  });

  it('fetches by POP3, too', async () => {
    const file = await mail.writeAccounts(mail.describeAccount({ protocol: 'pop3' }));
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', mail.folders.data(), '--accounts', file, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { folders: list = [] } =
      (JSON.parse(stdout) as { accounts: { folders: { held: number; server: number; uidValidity: null }[] }[] }).accounts[0] ?? {};
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ uidValidity: null });
    expect(list[0]?.held).toBe(list[0]?.server);
    expect(list[0]?.held).toBeGreaterThan(5);
  });

  it('a wrong password ends with status 1 and the server’s own line, and is in no output', async () => {
    const wrong = 'Wrong-canary-77';
    const file = await mail.writeAccounts(mail.describeAccount({ password: wrong }));
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', mail.folders.data(), '--accounts', file, '--json']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: Ana: .*AUTHENTICATIONFAILED.*\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      accounts: [{ name: 'Ana', failure: { code: 'authentication-refused', protocol: 'imap' } }],
    });
    expect(stdout + stderr).not.toContain(wrong);
    expect(stdout + stderr).not.toContain(Buffer.from(wrong).toString('base64').slice(0, -2));
  });

  it('a password that nobody kept is said by account, with the ways to give it', async () => {
    const data = mail.folders.data();
    expect((await cli(['sync', '--data-dir', data, '--accounts', mail.accounts])).status).toBe(0);
    const { status, stderr } = await cli(['sync', '--data-dir', data]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: Ana: .*--accounts.*POSTGLASS_PASSPHRASE.*\n$/);
  });

  it('a server that is not there ends with status 1 and says which', async () => {
    const file = await mail.writeAccounts(mail.describeAccount({ port: 1 }));
    const { status, stderr } = await cli(['sync', '--data-dir', mail.folders.data(), '--accounts', file]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^postglass: .*127\.0\.0\.1.*\n$/);
  });

  it('a wrong accounts file ends with status 1 and names the field', async () => {
    const account = mail.describeAccount();
    const file = await mail.writeAccounts({ ...account, incoming: { ...account.incoming, port: 'imap' as never } }); // wrong on purpose
    const { status, stdout, stderr } = await cli(['sync', '--data-dir', mail.folders.data(), '--accounts', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('incoming.port');
  });
});
