import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64, dial, dialPop3, put, startPractice } from './practice-fixture.ts';

const line = /^.*\r\n/;
const lines = /^\+OK[\s\S]*?\r\n\.\r\n/;

describe('Signing in over POP3', () => {
  it('works with USER and PASS, also where the password has spaces', async () => {
    const server = await startPractice({
      accounts: [{ username: 'ana', password: ' a b ', address: 'ana@practice.test', displayName: 'Ana' }],
    });
    const client = await dial(server, 'pop3');
    expect(await client.ask('PASS x', line)).toMatch(/^-ERR /);
    await client.ask('USER ana', line);
    expect(await client.ask('PASS  a b', line)).toMatch(/^-ERR \[AUTH\] /);
    await client.ask('USER ana', line);
    expect(await client.ask('PASS  a b ', line)).toMatch(/^\+OK /);
    expect(await client.ask('USER ana', line)).toMatch(/^-ERR /);
  });

  it('works with APOP over the timestamp of the greeting', async () => {
    const client = await dial(await startPractice(), 'pop3');
    const timestamp = /<.+>/.exec(client.received().toString())?.[0];
    expect(await client.ask(`APOP ana ${createHash('md5').update(`${timestamp}wrong`).digest('hex')}`, line)).toMatch(/^-ERR \[AUTH\] /);
    expect(await client.ask(`APOP ana ${createHash('md5').update(`${timestamp}practice`).digest('hex')}`, line)).toMatch(/^\+OK /);
  });

  it('works with AUTH PLAIN and LOGIN', async () => {
    const server = await startPractice();
    const plain = await dial(server, 'pop3');
    expect(await plain.ask('AUTH', lines)).toContain('PLAIN\r\nLOGIN\r\n');
    expect(await plain.ask('AUTH PLAIN', line)).toBe('+ \r\n');
    expect(await plain.ask(base64('\0ana\0practice'), line)).toMatch(/^\+OK /);
    const login = await dial(server, 'pop3', { tls: true });
    expect(await login.ask('AUTH LOGIN', line)).toBe('+ VXNlcm5hbWU6\r\n');
    expect(await login.ask(base64('ben'), line)).toBe('+ UGFzc3dvcmQ6\r\n');
    expect(await login.ask(base64('practice'), line)).toMatch(/^\+OK /);
  });

  it('can be refused before STLS, which drops what was sent ahead of the handshake', async () => {
    const server = await startPractice({ pop3: { authenticationNeedsTls: true } });
    const client = await dial(server, 'pop3');
    expect(await client.ask('USER ana', line)).toMatch(/^-ERR \[SYS\/PERM\] /);
    client.send('STLS\r\nCAPA\r\n');
    expect(await client.expect(line)).toMatch(/^\+OK /);
    await client.startTls(server.certificate);
    expect(await client.ask('USER ana', line)).toMatch(/^\+OK ana /);
    expect(await client.ask('PASS practice', line)).toMatch(/^\+OK /);
  });

  it('is refused while another session has the maildrop', async () => {
    const server = await startPractice();
    const first = await dialPop3(server);
    const second = await dial(server, 'pop3');
    await second.ask('USER ana', line);
    expect(await second.ask('PASS practice', line)).toMatch(/^-ERR \[IN-USE\] /);
    await first.ask('QUIT', line);
    await first.end();
    await second.ask('USER ana', line);
    expect(await second.ask('PASS practice', line)).toMatch(/^\+OK /);
  });
});

describe('A maildrop', () => {
  it('is counted, listed and told by unique ids that stay', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n');
    put(server, 'Subject: 2\n\nxx\n');
    const client = await dialPop3(server);
    expect(await client.ask('STAT', line)).toBe('+OK 2 32\r\n');
    expect(await client.ask('LIST', lines)).toMatch(/^\+OK .*\r\n1 14\r\n2 18\r\n\.\r\n$/);
    expect(await client.ask('LIST 2', line)).toBe('+OK 2 18\r\n');
    expect(await client.ask('LIST 3', line)).toMatch(/^-ERR /);
    const ids = await client.ask('UIDL', lines);
    expect(ids).toMatch(/^\+OK .*\r\n1 [\x21-\x7e]{1,70}\r\n2 [\x21-\x7e]{1,70}\r\n\.\r\n$/);
    await client.ask('QUIT', line);
    await client.end();
    expect(await (await dialPop3(server)).ask('UIDL', lines)).toBe(ids);
  });

  it('gives each message octet for octet, with dots doubled', async () => {
    const server = await startPractice();
    put(server, '.Subject: x\n\n.\n..\nend without line ending');
    const client = await dialPop3(server);
    expect(await client.ask('RETR 1', /^\+OK[\s\S]*ending\r\n\.\r\n/)).toBe(
      '+OK 45 octets\r\n..Subject: x\r\n\r\n..\r\n...\r\nend without line ending\r\n.\r\n',
    );
    expect(await client.ask('TOP 1 1', /^\+OK[\s\S]*?\r\n\.\r\n/)).toBe('+OK top of message follows\r\n..Subject: x\r\n\r\n..\r\n.\r\n');
    expect(await client.ask('TOP 1 0', /^\+OK[\s\S]*?\r\n\.\r\n/)).toBe('+OK top of message follows\r\n..Subject: x\r\n\r\n.\r\n');
    expect(await client.ask('TOP 1', line)).toMatch(/^-ERR /);
  });

  it('deletes at QUIT and not before', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n');
    put(server, 'Subject: 2\n\n');
    const broken = await dialPop3(server);
    expect(await broken.ask('DELE 1', line)).toMatch(/^\+OK /);
    expect(await broken.ask('RETR 1', line)).toMatch(/^-ERR /);
    expect(await broken.ask('STAT', line)).toBe('+OK 1 14\r\n');
    await broken.end();
    const client = await dialPop3(server);
    expect(await client.ask('STAT', line)).toBe('+OK 2 28\r\n');
    await client.ask('DELE 1', line);
    expect(await client.ask('RSET', line)).toMatch(/^\+OK /);
    await client.ask('DELE 2', line);
    await client.ask('QUIT', line);
    expect(server.mailbox.snapshot().ana?.INBOX?.messages.map((message) => message.uid)).toEqual([1]);
  });

  it('keeps its numbers when mail arrives during the session', async () => {
    const server = await startPractice();
    const client = await dialPop3(server);
    put(server, 'Subject: new\n\n');
    expect(await client.ask('STAT', line)).toBe('+OK 0 0\r\n');
  });

  it('can be that of an old server, without UIDL, TOP, CAPA, STLS and APOP', async () => {
    const client = await dial(await startPractice({ pop3: { without: ['UIDL', 'TOP', 'CAPA', 'STLS', 'APOP', 'AUTH'] } }), 'pop3');
    expect(client.received().toString()).not.toContain('<');
    for (const command of ['CAPA', 'STLS', 'AUTH PLAIN', 'APOP ana x'])
      expect(await client.ask(command, line)).toMatch(/^-ERR Unknown command/);
    await client.ask('USER ana', line);
    await client.ask('PASS practice', line);
    for (const command of ['UIDL', 'TOP 1 0']) expect(await client.ask(command, line)).toMatch(/^-ERR Unknown command/);
    expect(await client.ask('NOOP', line)).toBe('+OK\r\n');
  });

  it('says what it can do', async () => {
    const client = await dial(await startPractice(), 'pop3');
    expect(await client.ask('CAPA', lines)).toBe(
      '+OK capabilities follow\r\nTOP\r\nUIDL\r\nSTLS\r\nUSER\r\nSASL PLAIN LOGIN\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nIMPLEMENTATION Postglass-practice\r\n.\r\n',
    );
  });
});
