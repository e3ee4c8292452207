import { describe, expect, it } from 'vitest';
import { base64, dial, dialImap, put, startPractice } from './practice-fixture.ts';

describe('Signing in over IMAP', () => {
  it('works with LOGIN as atoms, quoted strings and literals', async () => {
    const server = await startPractice({
      accounts: [{ username: 'ana', password: 'a "b\\ c', address: 'ana@practice.test', displayName: 'Ana' }],
    });
    const quoted = await dial(server, 'imap');
    expect(await quoted.ask('a LOGIN "ana" "a \\"b\\\\ c"', /^a .*\r\n/)).toMatch(/^a OK \[CAPABILITY IMAP4rev1 /);
    const literal = await dial(server, 'imap');
    expect(await literal.ask('a LOGIN {3}', /^.*\r\n/)).toMatch(/^\+ /);
    expect(await literal.ask('ana {7}', /^.*\r\n/)).toMatch(/^\+ /);
    expect(await literal.ask('a "b\\ c', /^.*\r\n/)).toMatch(/^a OK /);
    const hurried = await dial(server, 'imap');
    expect(await hurried.ask('a LOGIN {3+}\r\nana {7+}\r\na "b\\ c', /^.*\r\n/)).toMatch(/^a OK /);
  });

  it('works with AUTHENTICATE PLAIN and LOGIN, with and without an initial response', async () => {
    const server = await startPractice();
    const initial = await dial(server, 'imap');
    expect(await initial.ask(`a AUTHENTICATE PLAIN ${base64('\0ana\0practice')}`, /^.*\r\n/)).toMatch(/^a OK /);
    const asked = await dial(server, 'imap');
    expect(await asked.ask('a AUTHENTICATE PLAIN', /^.*\r\n/)).toBe('+ \r\n');
    expect(await asked.ask(base64('\0ana\0practice'), /^.*\r\n/)).toMatch(/^a OK /);
    const login = await dial(server, 'imap');
    expect(await login.ask('a AUTHENTICATE LOGIN', /^.*\r\n/)).toBe('+ VXNlcm5hbWU6\r\n');
    expect(await login.ask(base64('ana'), /^.*\r\n/)).toBe('+ UGFzc3dvcmQ6\r\n');
    expect(await login.ask(base64('wrong'), /^.*\r\n/)).toMatch(/^a NO \[AUTHENTICATIONFAILED\] /);
  });

  it('can be refused before TLS, and says so beforehand', async () => {
    const server = await startPractice({ imap: { authenticationNeedsTls: true } });
    const client = await dial(server, 'imap');
    expect(await client.ask('a CAPABILITY', /^[\s\S]*a OK.*\r\n/)).toMatch(/STARTTLS LOGINDISABLED/);
    expect(await client.ask('b LOGIN ana practice', /^.*\r\n/)).toMatch(/^b NO \[PRIVACYREQUIRED\] /);
    client.send('c STARTTLS\r\nd NOOP\r\n');
    expect(await client.expect(/^.*\r\n/)).toMatch(/^c OK /);
    await client.startTls(server.certificate);
    // Had the NOOP sent in the clear been kept, its reply would come first.
    expect(await client.ask('e CAPABILITY', /^.*\r\n/)).toMatch(/^\* CAPABILITY (?!.*(STARTTLS|LOGINDISABLED)).*AUTH=PLAIN/);
    expect(await client.expect(/^.*\r\n/)).toMatch(/^e OK /);
    expect(await client.ask('f LOGIN ana practice', /^.*\r\n/)).toMatch(/^f OK /);
  });

  it('is done already where the server greets with PREAUTH', async () => {
    const server = await startPractice({ imap: { preauthenticatedAs: 'ana' } });
    const client = await dial(server, 'imap');
    expect(client.received().toString()).toMatch(/^\* PREAUTH \[CAPABILITY /);
    expect(await client.ask('a SELECT INBOX', /^[\s\S]*a .*\r\n/)).toMatch(/a OK \[READ-WRITE\]/);
  });
});

describe('What is not a command', () => {
  it('is answered with BAD and a reason, and the conversation goes on', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.ask('nonsense', /^.*\r\n/)).toMatch(/^nonsense BAD /);
    expect(await client.ask('', /^.*\r\n/)).toMatch(/^\* BAD /);
    expect(await client.command('FETCH 1 FLAGS')).toMatch(/BAD Select a folder first/);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1')).toMatch(/BAD /);
    expect(await client.command('FETCH 0 FLAGS')).toMatch(/BAD /);
    expect(await client.command('FETCH 1:* (FLAGS')).toMatch(/BAD /);
    expect(await client.command('SEARCH NONSENSE')).toMatch(/BAD SEARCH does not know NONSENSE/);
    expect(await client.command(`SEARCH ${'('.repeat(500)}`)).toMatch(/BAD The search is nested too deeply/);
    expect(await client.command(`NOOP ${'x'.repeat(70_000)}`)).toMatch(/BAD Line too long/);
    expect(await client.command('APPEND INBOX {99999999}')).toMatch(/NO \[TOOBIG\]/);
    expect(await client.command('NOOP')).toMatch(/OK /);
  });

  it('may end with LF alone, as people who type with nc write', async () => {
    const client = await dialImap(await startPractice());
    client.send('a NOOP\n');
    expect(await client.expect(/^.*\r\n/)).toMatch(/^a OK /);
  });

  it('ID, ENABLE, NAMESPACE and LOGOUT are', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.command('ID ("name" "test")')).toMatch(/^\* ID \("name" "Postglass practice server"/);
    expect(await client.command('ID NIL')).toMatch(/OK /);
    expect(await client.command('ENABLE CONDSTORE X-UNKNOWN')).toMatch(/^\* ENABLED CONDSTORE\r\n/);
    expect(await client.command('NAMESPACE')).toMatch(/^\* NAMESPACE \(\("" "\/"\)\) NIL NIL\r\n/);
    expect(await client.command('LOGOUT')).toMatch(/^\* BYE .*\r\nt\d+ OK /);
    await client.end();
  });
});

describe('Two programs on one mailbox', () => {
  it('tells an idle session at once of new mail, changed flags and removed messages', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n');
    const idle = await dialImap(server);
    await idle.command('SELECT INBOX');
    expect(await idle.ask('i IDLE', /^.*\r\n/)).toBe('+ idling\r\n');
    put(server, 'Subject: 2\n\n');
    expect(await idle.expect(/^[\s\S]*RECENT\r\n/)).toBe('* 2 EXISTS\r\n* 2 RECENT\r\n');
    const other = await dialImap(server);
    await other.command('SELECT INBOX');
    await other.command('STORE 1 +FLAGS (\\Deleted)');
    expect(await idle.expect(/^.*\r\n/)).toBe('* 1 FETCH (FLAGS (\\Deleted \\Recent))\r\n');
    await other.command('EXPUNGE');
    expect(await idle.expect(/^.*\r\n/)).toBe('* 1 EXPUNGE\r\n');
    expect(await idle.ask('DONE', /^.*\r\n/)).toMatch(/^i OK /);
  });

  it('never tells of a removed message while numbers are in use, and then in an order that keeps them right', async () => {
    const server = await startPractice();
    for (let number = 1; number <= 6; number += 1) put(server, `Subject: ${number}\n\n`);
    const [first, second] = [await dialImap(server), await dialImap(server)];
    await first.command('SELECT INBOX');
    await second.command('SELECT INBOX');
    await first.command('STORE 1,3 +FLAGS.SILENT (\\Deleted)');
    expect(await first.command('EXPUNGE')).toMatch(/^\* 1 EXPUNGE\r\n\* 2 EXPUNGE\r\nt\d+ OK/);
    for (const text of ['FETCH 2,4 UID', 'STORE 2 FLAGS (\\Seen)', 'SEARCH ALL'])
      expect(await second.command(text)).not.toContain('EXPUNGE');
    expect(await second.command('FETCH 4 UID')).toContain('* 4 FETCH (UID 4)');
    expect(await second.command('NOOP')).toMatch(/^\* 1 EXPUNGE\r\n\* 2 EXPUNGE\r\nt\d+ OK/);
    expect(await second.command('FETCH 1:* UID')).toMatch(
      /^\* 1 FETCH \(UID 2\)\r\n\* 2 FETCH \(UID 4\)\r\n\* 3 FETCH \(UID 5\)\r\n\* 4 FETCH \(UID 6\)\r\n/,
    );
  });

  it('gives \\Recent to one of them only, and to none that merely examines', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n');
    const reader = await dialImap(server);
    expect(await reader.command('STATUS INBOX (RECENT)')).toContain('RECENT 1');
    expect(await reader.command('EXAMINE INBOX')).toContain('* 1 RECENT');
    const writer = await dialImap(server);
    expect(await writer.command('SELECT INBOX')).toContain('* 1 RECENT');
    expect(await writer.command('FETCH 1 FLAGS')).toContain('(\\Recent)');
    const third = await dialImap(server);
    expect(await third.command('SELECT INBOX')).toContain('* 0 RECENT');
    expect(await third.command('SEARCH NEW')).toBe('* SEARCH\r\nt3 OK Search completed\r\n');
  });

  it('shows mail that arrived by SMTP and mail that POP3 removed', async () => {
    const { dialPop3, dialSubmission, submit } = await import('./practice-fixture.ts');
    const server = await startPractice();
    const imap = await dialImap(server, 'ben');
    await imap.command('SELECT INBOX');
    await submit(await dialSubmission(server), 'Subject: x\r\n\r\nx', ['ben@practice.test']);
    expect(await imap.command('NOOP')).toContain('* 1 EXISTS');
    const pop3 = await dialPop3(server, 'ben');
    await pop3.ask('DELE 1', /^\+OK.*\r\n/);
    await pop3.ask('QUIT', /^\+OK.*\r\n/);
    expect(await imap.command('NOOP')).toContain('* 1 EXPUNGE');
  });
});
