/** `dns`: what a shell gets of a name server’s answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedNameServer, startScriptedNameServer } from '../support/scripted/scripted-name-server.ts';
import { cli, createFolders } from './terminal-program.ts';

const folders = createFolders();
let server: ScriptedNameServer;
let at: string[];

/** A TXT record whose text would colour a terminal and forge a line; or that there is no such name. */
function answer(question: Buffer): Buffer[] {
  const end = question.indexOf(0, 12) + 5;
  const isMissing = question.includes('missing');
  const text = Buffer.from('\x1b[31mred\nmail.test.\t1\tIN\tMX\t1 evil.test.');
  const record = Buffer.concat([Buffer.from('c00c00100001000000e10000', 'hex'), Buffer.from([text.length]), text]);
  record.writeUInt16BE(text.length + 1, 10);
  const header = Buffer.concat([question.subarray(0, 2), Buffer.from(isMissing ? '81830001000000000000' : '81800001000100000000', 'hex')]);
  return [Buffer.concat([header, question.subarray(12, end), ...(isMissing ? [] : [record])])];
}

beforeAll(async () => {
  server = await startScriptedNameServer(answer);
  at = ['--server', `${server.host}:${server.port}`];
});
afterAll(async () => {
  folders.remove();
  await server.close();
});

describe('dns', () => {
  it('prints a line for each record, which cannot act on the terminal, and records the session', async () => {
    const folder = folders.data();
    const { status, stdout, stderr } = await cli(['dns', 'mail.test', 'txt', ...at, '--data-dir', folder]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(new RegExp(`^; NOERROR rd ra · 127\\.0\\.0\\.1:${server.port} udp · \\d+ ms · \\d+ octets$`));
    expect(lines[1]).toBe('; mail.test TXT?');
    expect(lines[2]?.split('\t').slice(0, 4)).toEqual(['mail.test.', '225', 'IN', 'TXT']);
    expect(lines.slice(3)).toEqual(['']);
    expect(stdout).not.toContain('\x1b');
    const log = await cli(['log', '--data-dir', folder]);
    expect(log.stdout).toMatch(/C: mail\.test\. IN TXT\?\n/);
    expect(log.stdout).toMatch(/S: mail\.test\. 225 IN TXT "␛\[31mred/);
  });

  it.each(['dig', 'nslookup'])('lets no record forge a line of its own as %s prints it', async (program) => {
    const { stdout } = await cli(['dns', 'mail.test', 'txt', ...at, '--as', program, '--data-dir', folders.data()]);
    // nslookup writes such an octet by its decimal number.
    expect(stdout).toContain(program === 'dig' ? 'red\\u000amail.test.' : 'red\\010mail.test.');
    expect(stdout).not.toMatch(/\x1b|^mail\.test\.\t1\t/m);
  });

  it('ends with status 1 where there is no such name, and where the server is none', async () => {
    const missing = await cli(['dns', 'missing.test', ...at, '--json', '--data-dir', folders.data()]);
    expect(missing.status).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ status: 'NXDOMAIN', answers: [], question: { name: 'missing.test', type: 'MX' } });
    const refused = await cli(['dns', 'a..b', ...at, '--data-dir', folders.data()]);
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^postglass: [^\n]+\n$/);
  });
});

describe('console nslookup', () => {
  it('prints what nslookup prints of lines from a pipe, help beside it, and ends with 1 where something was not found', async () => {
    const folder = folders.data();
    const address = `nslookup://${server.host}:${server.port}`;
    const typed = 'set q=txt\nmail.test\nhelp\nexit\nnever.test\n';
    const { status, stdout, stderr } = await cli(['console', address, '--data-dir', folder], { input: typed });
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        `Server:\t\t${server.host}`,
        `Address:\t${server.host}#${server.port}`,
        '',
        'Non-authoritative answer:',
        'mail.test\ttext = "\\027[31mred\\010mail.test.\\0091\\009IN\\009MX\\0091 evil.test."',
        '',
        'Authoritative answers can be found from:',
        "The 'help' command is not yet implemented.",
        '\n',
      ].join('\n'),
    );
    expect(stderr).toMatch(/^NAME \[SERVER\] +A name is asked for/);
    const log = await cli(['log', '--data-dir', folder]);
    expect(log.stdout).toMatch(/C: mail\.test\. IN TXT\?\n/);
    const missing = await cli(['console', address, '--json', '--data-dir', folder], { input: 'missing.test\n' });
    expect(missing.status).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ lines: expect.arrayContaining(["** server can't find missing.test: NXDOMAIN"]) });
  });

  it('refuses what does not go with it', async () => {
    for (const wrong of [['nslookup://a:0'], ['nslookup', '--starttls'], ['nslookup', 'another']])
      expect((await cli(['console', ...wrong, '--data-dir', folders.data()])).status).toBe(2);
  });
});
