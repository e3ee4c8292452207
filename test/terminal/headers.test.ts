/** `headers`: fields of a message file, its way, and where a second parser reads it otherwise. `bounce`: what a notice about mail says. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, createFolders, root } from './terminal-program.ts';

const folders = createFolders();
afterAll(() => folders.remove());

const honest = 'From: =?utf-8?q?Jos=C3=A9?= <jose@garden.test>\r\nSubject: Seeds\r\nDate: Tue, 03 Mar 2026 09:15:00 +0100\r\n\r\nx\r\n';
const twoFaced = `From: First <first@garden.test>\r\nFrom: Second <second@field.test>\r\nSubject: \x1b[31mred\r\n\r\nx\r\n`;

describe('headers', () => {
  it('prints the fields as a person reads them, and that both parsers agree', async () => {
    const { status, stdout, stderr } = await cli(['headers'], { input: honest });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('From: José <jose@garden.test>\nSubject: Seeds\n');
    expect(stdout).toContain('mailparser reads the same sender, subject, date, text and attachments.');
  });

  it('ends with an answer where the thread that reads dies of a message', async () => {
    const dying = `import { parentPort } from 'node:worker_threads';
      parentPort.once('message', () => setTimeout(() => process.exit(1), 300));
      parentPort.postMessage({ isReady: true });`;
    const program = `import { openMessageReading } from ${JSON.stringify(pathToFileURL(join(root, 'electron/engine/message-reading.ts')).href)};
      const reading = openMessageReading(new URL('data:text/javascript,' + encodeURIComponent(process.argv[1])));
      const { failure } = await reading.compare(Buffer.from('From: a@b.test\\r\\n\\r\\nx'));
      await reading.close();
      process.stdout.write(failure.code);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, dying]);
    expect(stdout).toBe('message-unparsable');
  });

  it('names what mailparser reads otherwise, and lets no control character through to the terminal', async () => {
    const file = join(folders.files(), 'two.eml');
    writeFileSync(file, twoFaced);
    const { status, stdout } = await cli(['headers', file]);
    expect(status).toBe(0);
    expect(stdout).toContain(
      'from\n  Postglass:  First <first@garden.test>, Second <second@field.test>\n  mailparser: Second <second@field.test>',
    );
    expect(stdout).not.toContain('\x1b');
    const json = JSON.parse((await cli(['headers', file, '--json'])).stdout);
    expect(json.headers[0]).toEqual({ name: 'From', value: 'First <first@garden.test>' });
    expect(json.secondReading.differences[0]).toMatchObject({ what: 'from', second: 'Second <second@field.test>' });
  });

  it('prints the way from host to host, the oldest hop first', async () => {
    const input = `Received: from a.example (a.example [192.0.2.1]) by mx.example.net with ESMTPS id 2; Mon, 30 Nov 2026 17:00:03 +0000\r\nReceived: by a.example (Postfix, from userid 1000) id 1; Mon, 30 Nov 2026 17:00:00 +0000\r\n${honest}`;
    const { stdout } = await cli(['headers'], { input });
    expect(stdout).toContain('2 hops in 3 s\n  1  a program on this host -> a.example  Submitted');
    expect(stdout).toContain(
      '\n  2  a.example -> mx.example.net  From network to network  ESMTPS  Encrypted  2026-11-30T17:00:03Z  +3 s\n',
    );
    const { path } = JSON.parse((await cli(['headers', '--json'], { input })).stdout);
    expect(path.hops.map(({ id }: { id: string }) => id)).toEqual(['1', '2']);
  });

  it.each([
    ['a file that is not there', ['headers', 'no-such-file.eml'], undefined],
    ['no message', ['headers'], Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
  ])('ends with status 1 and one line: %s', async (_, args, input) => {
    const { status, stdout, stderr } = await cli(args, input ? { input } : {});
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: [^\n]+\n$/);
  });

  it('names the file that it cannot read, and why', async () => {
    const { stderr } = await cli(['headers', 'no-such-file.eml']);
    expect(stderr).toMatch(/^postglass: The file \S*no-such-file\.eml\S* cannot be read: ENOENT[^\n]*\n$/);
    expect((await cli(['headers', folders.files()])).stderr).toContain('EISDIR');
  });

  it('reads one message at a time', async () => {
    expect((await cli(['headers', 'a', 'b'])).status).toBe(2);
  });
});

describe('bounce', () => {
  it('prints each recipient with codes, reason and the words of the server, and JSON if asked', async () => {
    const input =
      'Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org\r\nSubject: failure notice\r\n\r\n<bo@example.org>:\r\nRemote host said: 550 5.1.1 User unknown\x1b[31m\r\n';
    const { status, stdout } = await cli(['bounce'], { input });
    expect(status).toBe(0);
    expect(stdout).toContain('Not delivered\n\nbo@example.org  550 5.1.1\n  The mailbox does not exist.');
    expect(stdout).not.toContain('\x1b');
    expect(JSON.parse((await cli(['bounce', '--json'], { input })).stdout).recipients[0]).toMatchObject({ status: '5.1.1', reply: 550 });
  });

  it('asks nobody to send again what a server still tries, and says of no host that was not reached that it refused', async () => {
    const input = [
      'Return-Path: <>',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
      'Subject: Warning: message 1tHkLm-0001aB-2c delayed 24 hours',
      '',
      'A message that you sent has not yet been delivered to one or more of its',
      'recipients after more than 24 hours on the queue on mx.example.org.',
      '',
      'The address to which the message has not yet been delivered is:',
      '',
      '  bo@school.example',
      '    host mail.school.example [192.0.2.3]',
      '    Delay reason: Connection timed out',
    ].join('\r\n');
    const { stdout } = await cli(['bounce'], { input });
    expect(stdout).toContain('could not be reached. Nothing to do yet: the server tries again by itself');
    expect(stdout).toContain('The server’s own words, at mail.school.example: ');
    expect(stdout).not.toMatch(/send it again|refused by/i);
  });

  it('ends with status 1 where the message is no notice', async () => {
    const { status, stdout, stderr } = await cli(['bounce'], { input: honest });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('This message is no notice about mail.');
  });
});
