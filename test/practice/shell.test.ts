/** The shell of the practice server: local mail as on a Unix system, over the mailboxes that the protocols show. */
import { expect, it, onTestFinished } from 'vitest';
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import { connectLineClient } from '../servers/line-client.ts';
import { startPractice } from './practice-fixture.ts';

/** Up to and with the line by which it says that it waits. */
const answer = /^(?:[\s\S]*?\r\n)?[$&]\r\n/;

async function startShell(sampleMail = false): Promise<{ server: PracticeServer; type: (line: string) => Promise<string> }> {
  const server = await startPractice({ classroom: true, sampleMail });
  const port = server.classroom?.shell.port ?? 0;
  const client = await connectLineClient({ endpoint: { host: server.host, port, implicitTls: false } });
  onTestFinished(() => client.destroy());
  expect(await client.expect(answer)).toContain('plays a computer for ana');
  /** What is printed, without the line that says that it waits. */
  return { server, type: async (line) => (await client.ask(line, answer)).replace(/[$&]\r\n$/, '').replaceAll('\r\n', '\n') };
}

const inboxOf = ({ mailbox }: PracticeServer, name: string): readonly string[] =>
  mailbox.snapshot()[name]?.INBOX?.messages.map(({ source }) => source) ?? [];

it('takes messages by sendmail, and says by its exit status how it went', async () => {
  const { server, type } = await startShell();
  expect(await type("printf 'To: ana\\nSubject: from cron\\n\\nDone.\\n' | sendmail -t")).toBe('');
  expect(await type('echo $?')).toBe('0\n');
  const [message = ''] = inboxOf(server, 'ana');
  expect(message).toMatch(
    /^Return-Path: <ana@practice\.test>\r\nReceived: by practice\.test .*from userid 1000\)\r\n\tid \S+\r\n\tfor <ana@/,
  );
  expect(message).toMatch(
    /\r\nTo: ana\r\nSubject: from cron\r\nFrom: .*<ana@practice\.test>\r\nDate: .*\r\nMessage-ID: <.*>\r\n\r\nDone\.\r\n$/,
  );

  expect(await type("printf 'To: nobody-here\\n\\nIs it you?\\n' | /usr/sbin/sendmail -t")).toBe('nobody-here... User unknown\n');
  expect(await type('echo "it was $?"')).toBe('it was 67\n');
  // As everywhere a bounce comes back.
  expect(inboxOf(server, 'ana').at(-1)).toContain('user unknown');
  await type("printf 'Subject: none\\n\\n' | sendmail -t");
  expect(await type('echo $?')).toBe('65\n');
  await type('sendmail -q');
  expect(await type('echo $?')).toBe('64\n');

  // Bcc names people that nobody is told of; recipients may be arguments, and others wait in the queue.
  await type("printf 'To: ben\\nBcc: rui@practice.test\\nSubject: two\\n\\nHi.\\n' | sendmail -t -f rui");
  expect(inboxOf(server, 'rui')[0]).toMatch(/^Return-Path: <rui@practice\.test>[\s\S]*\nTo: ben\r\nSubject: two\r\n/);
  expect(inboxOf(server, 'rui')[0]).not.toContain('Bcc');
  await type("printf 'no header at all\\n' | sendmail somebody@example.org");
  expect(await type('mailq')).toContain('(connect to example.org:25: Network is unreachable');
});

it('shows the mailbox as an mbox file, and moves to another one what mail has shown', async () => {
  const { server, type } = await startShell();
  await type("printf 'To: ana\\nSubject: one\\n\\nFrom here on\\n>From there\\n' | sendmail -t");
  await type("printf 'To: ana\\nSubject: two\\n\\nBye.\\n' | sendmail -t");
  const spool = await type('cat /var/mail/ana');
  expect(spool).toMatch(/^From ana@practice\.test \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\nReturn-Path: /);
  expect(spool).toContain('\n\n>From here on\n>>From there\n\nFrom ana@practice.test ');
  expect(await type('tail -n 2 /var/mail/ana')).toBe('Bye.\n\n');

  const list = await type('mail');
  expect(list).toMatch(/^"\/var\/mail\/ana": 2 messages 2 new\n>N {3}1 ana@practice\.test .* one\n N {3}2 ana@practice\.test .* two\n$/);
  expect(await type('type $')).toMatch(/^Message 2:\n[\s\S]*Subject: two\n/);
  expect(await type('delete 7')).toBe('No applicable messages\n');
  expect(await type('q')).toBe('Saved 1 message in /home/ana/mbox\nHeld 1 message in /var/mail/ana\n');
  expect(inboxOf(server, 'ana').map((source) => /Subject: (.*)\r/.exec(source)?.[1])).toEqual(['one']);
  expect(await type('tail -n 9 mbox')).toMatch(/Subject: two\n[\s\S]*\nBye\.\n\n$/);

  // Left by x, everything is as it was; deleted and left by q, it is gone.
  await type('mail');
  await type('1');
  await type('delete 1');
  expect(await type('x')).toBe('');
  expect(inboxOf(server, 'ana')).toHaveLength(1);
  for (const line of ['mail', 'd *', 'q']) await type(line);
  expect(inboxOf(server, 'ana')).toEqual([]);
  expect(await type('mail')).toBe('No mail for ana\n');
});

it('follows aliases and .forward, for mail from anywhere', async () => {
  const { server, type } = await startShell();
  expect(await type('cat /etc/aliases')).toBe('postmaster: root\nroot: ana\neveryone: ana, ben, rui\n');
  await type("printf 'To: everyone, ana\\nSubject: all\\n\\n' | sendmail -t");
  expect(['ana', 'ben', 'rui'].map((name) => inboxOf(server, name).length)).toEqual([1, 1, 1]);
  await type("printf 'To: postmaster\\nSubject: help\\n\\n' | sendmail -t");
  expect(inboxOf(server, 'ana')).toHaveLength(2);

  await type("printf '%s\\n' '\\ana' ben@practice.test > .forward");
  expect(await type('cat ~/.forward')).toBe('\\ana\nben@practice.test\n');
  await type("printf 'To: ana\\nSubject: kept\\n\\n' | sendmail -t");
  expect(['ana', 'ben'].map((name) => inboxOf(server, name).filter((source) => source.includes('Subject: kept')).length)).toEqual([1, 1]);
  expect(await type('tail -n 2 /var/log/mail.log')).toMatch(
    /to=<ana@practice\.test>.*status=sent.*\n.*to=<ben@practice\.test>.*status=sent/,
  );

  // Without the backslash nothing stays here; two that send to each other end.
  const ben = server.mailbox.accountOf('ben');
  if (ben) server.mailbox.filesOf(ben).set('.forward', 'ana\n');
  await type("printf 'ben\\n' > .forward");
  await type("printf 'To: ana\\nSubject: around\\n\\n' | sendmail -t");
  expect(['ana', 'ben'].map((name) => inboxOf(server, name).filter((source) => source.includes('around')).length)).toEqual([0, 0]);
  await type("echo '|/bin/vacation' > .forward");
  await type("printf 'To: ana\\nSubject: run\\n\\n' | sendmail -t -f rui");
  expect(inboxOf(server, 'rui').at(-1)).toContain('runs no program');
  await type('rm .forward');
  expect(await type('ls')).toBe('');
});

it('says what it does not know, and touches nothing of the machine', async () => {
  const { type } = await startShell(true);
  expect(await type('cat /etc/passwd /var/mail/ben ../../etc/passwd')).toBe(
    ['/etc/passwd: No such file or directory', '/var/mail/ben: Permission denied', '../../etc/passwd: No such file or directory']
      .map((each) => `cat: ${each}\n`)
      .join(''),
  );
  expect(await type('echo x > /tmp/x')).toBe('sh: /tmp/x: Permission denied\n');
  expect(await type('rm /var/mail/ana')).toBe('rm: /var/mail/ana: Permission denied\n');
  expect(await type('constructor')).toBe('sh: constructor: not found\n');
  for (const line of ["echo 'open", 'echo "open', 'cat |', 'echo a; echo b', 'echo `id`', 'echo >'])
    expect(await type(line)).toMatch(/^sh: /);
  expect(await type('')).toBe('');
  expect(await type("printf '%s-%%\\n' a b")).toBe('a-%\nb-%\n');
  expect(await type(`echo ${'x'.repeat(9_000)}`)).toBe('');
  expect(await type('help')).toContain('sendmail');
  expect(await type('mail')).toContain('"/var/mail/ana": ');
  expect(await type('what')).toBe('Unknown command: what; ? lists them\n');
  expect((await type('h')).split('\n').length).toBeLessThan(12);
});
