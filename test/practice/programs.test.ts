import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import { describeWithServers } from '../servers/availability.ts';
import { put, startPractice } from './practice-fixture.ts';

const run = promisify(execFile);

async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describeWithServers(['swaks'], 'swaks', () => {
  it.each(['LOGIN', 'PLAIN', 'CRAM-MD5'])(
    'hands a message in with AUTH %s, in the clear, after STARTTLS and under TLS',
    async (mechanism) => {
      const server = await startPractice();
      const connections = [
        ['--port', String(server.smtp.port)],
        ['--port', String(server.smtp.port), '--tls'],
        ['--port', String(server.smtp.tlsPort), '--tlsc'],
      ];
      for (const connection of connections) {
        const { stdout } = await run('swaks', [
          ...['--server', '127.0.0.1', ...connection, '--auth', mechanism, '--auth-user', 'ana', '--auth-password', 'practice'],
          ...['--from', 'ana@practice.test', '--to', 'ben@practice.test', '--header', 'Subject: from swaks', '--body', '.hidden\n..dots'],
        ]);
        expect(stdout).toMatch(/250 2\.0\.0 Ok: queued as [0-9A-F]+/);
      }
      const sources = server.mailbox.accepted.map((message) => message.bytes.toString());
      expect(sources).toHaveLength(3);
      for (const source of sources) expect(source).toContain('\r\n\r\n.hidden\r\n..dots\r\n');
    },
  );

  it('is told why a recipient is refused', async () => {
    const server = await startPractice();
    const failure = await run('swaks', [
      ...[
        '--server',
        '127.0.0.1',
        '--port',
        String(server.smtp.port),
        '--auth',
        'LOGIN',
        '--auth-user',
        'ana',
        '--auth-password',
        'practice',
      ],
      ...['--from', 'ana@practice.test', '--to', '550@practice.test'],
    ]).catch((error: { stdout: string }) => error);
    expect(failure.stdout).toContain('<** 550 5.1.1 <550@practice.test>');
  });
});

describeWithServers(['mbsync'], 'mbsync', () => {
  interface Replica {
    readonly folder: string;
    sync(): Promise<void>;
  }

  async function replicaOf(server: PracticeServer): Promise<Replica> {
    const folder = await scratchFolder();
    await mkdir(join(folder, 'mail'));
    await writeFile(join(folder, 'ca.pem'), server.certificate);
    const configuration = `FSync no
IMAPAccount practice
Host localhost
Port ${server.imap.port}
User ana
Pass practice
SSLType STARTTLS
CertificateFile ${join(folder, 'ca.pem')}

IMAPStore far
Account practice

MaildirStore near
Path ${join(folder, 'mail')}/
Inbox ${join(folder, 'mail', 'INBOX')}
SubFolders Verbatim

Channel practice
Far :far:
Near :near:
Patterns *
Create Both
Expunge Both
SyncState *
`;
    await writeFile(join(folder, 'mbsyncrc'), configuration, { mode: 0o600 });
    return {
      folder: join(folder, 'mail'),
      sync: async () => void (await run('mbsync', ['--config', join(folder, 'mbsyncrc'), '--all'])),
    };
  }

  /** Maildir keeps LF, and mbsync adds a line of its own to what it copies; both are undone. */
  const onTheWire = (text: string) => text.replace(/^X-TUID: .*\n/m, '').replaceAll('\n', '\r\n');

  async function filesOf(replica: Replica, name: string): Promise<{ path: string; file: string; source: string }[]> {
    const found = await Promise.all(
      ['cur', 'new'].map(async (part) => {
        const files = await readdir(join(replica.folder, name, part));
        return Promise.all(
          files.map(async (file) => {
            const path = join(replica.folder, name, part, file);
            return { path, file, source: onTheWire(await readFile(path, 'latin1')) };
          }),
        );
      }),
    );
    return found.flat();
  }

  const sourcesOnServer = (server: PracticeServer, name: string) =>
    (server.mailbox.snapshot().ana?.[name]?.messages ?? []).map((message) => message.source.replace(/^X-TUID: .*\r\n/m, '')).sort();

  it('fetches every folder and message, octet for octet', async () => {
    const server = await startPractice({ sampleMail: true });
    const replica = await replicaOf(server);
    await replica.sync();
    const folders = Object.keys(server.mailbox.snapshot().ana ?? {});
    expect((await readdir(replica.folder)).sort()).toEqual([...folders].sort());
    let count = 0;
    for (const name of folders) {
      const near = (await filesOf(replica, name)).map((file) => file.source).sort();
      expect(near).toEqual(sourcesOnServer(server, name));
      count += near.length;
    }
    expect(count).toBeGreaterThan(25);
  });

  it('puts new messages, flags, removals and folders from both sides together', async () => {
    const server = await startPractice();
    put(server, 'Subject: keep\n\nkeep\n');
    put(server, 'Subject: goes here\n\nx\n');
    put(server, 'Subject: goes there\n\nx\n');
    const replica = await replicaOf(server);
    await replica.sync();

    await mkdir(join(replica.folder, 'Más', 'cur'), { recursive: true });
    await mkdir(join(replica.folder, 'Más', 'new'));
    await mkdir(join(replica.folder, 'Más', 'tmp'));
    await writeFile(
      join(replica.folder, 'Más', 'cur', '1.1.here:2,FS'),
      Buffer.from('Subject: from here\n\n\x80\xff\n.\n..\nFrom x\n', 'latin1'),
    );
    for (const { path, source } of await filesOf(replica, 'INBOX')) {
      if (source.includes('goes here')) await rm(path);
      if (source.includes('keep')) await rename(path, path.replace(/\/new\/(.*?)(:2,.*)?$/, '/cur/$1:2,R').replace(/:2,[^R]*$/, ':2,R'));
    }
    const inbox = server.mailbox.mailboxOf(server.accounts[0] ?? raise()).inbox;
    inbox.expunge(inbox.messages.filter((message) => message.bytes.includes('goes there')));
    await replica.sync();

    expect(sourcesOnServer(server, 'INBOX')).toEqual(['Subject: keep\r\n\r\nkeep\r\n']);
    expect((await filesOf(replica, 'INBOX')).map((file) => file.source)).toEqual(['Subject: keep\r\n\r\nkeep\r\n']);
    expect(server.mailbox.snapshot().ana?.INBOX?.messages[0]?.flags).toEqual(['\\Answered']);
    expect(sourcesOnServer(server, 'Más')).toEqual(['Subject: from here\r\n\r\n\x80\xff\r\n.\r\n..\r\nFrom x\r\n']);
    expect(server.mailbox.snapshot().ana?.Más?.messages[0]?.flags).toEqual(['\\Flagged', '\\Seen']);
  });
});

describeWithServers(['mutt'], 'mutt', () => {
  it('shows the INBOX, copies a message out of it and removes it', async () => {
    const server = await startPractice();
    put(server, 'From: Ana <ana@practice.test>\nTo: ben@practice.test\nSubject: read me in mutt\n\nfirst\n');
    put(server, 'From: Ana <ana@practice.test>\nSubject: stays\n\nsecond\n');
    const folder = await scratchFolder();
    await writeFile(join(folder, 'ca.pem'), server.certificate);
    await writeFile(
      join(folder, 'muttrc'),
      [
        'set imap_user=ana imap_pass=practice ssl_force_tls=yes delete=yes confirmappend=no confirmcreate=no mbox_type=mbox sort=mailbox-order',
        // A missing mail folder would make mutt ask a question that eats the keys below.
        `set certificate_file=${join(folder, 'ca.pem')} folder=${folder}`,
        `push "<first-entry><copy-message><kill-line>${join(folder, 'out.mbox')}<enter><delete-message><quit>"`,
      ].join('\n'),
    );
    // mutt wants a terminal; script(1) of util-linux is one.
    const program = `mutt -F ${join(folder, 'muttrc')} -f imap://localhost:${server.imap.port}/INBOX`;
    const { stdout } = await run('script', ['-qec', program, '/dev/null'], { env: { ...process.env, HOME: folder, TERM: 'xterm' } });
    expect(stdout).toContain('read me in mutt');
    expect(await readFile(join(folder, 'out.mbox'), 'utf8')).toContain('Subject: read me in mutt');
    expect(server.mailbox.snapshot().ana?.INBOX?.messages.map((message) => message.source)).toEqual([
      'From: Ana <ana@practice.test>\r\nSubject: stays\r\n\r\nsecond\r\n',
    ]);
  });
});

function raise(): never {
  throw new Error('the server has no account');
}
