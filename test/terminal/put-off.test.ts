/** `send` without a running program, where the server does not take the message at once: nothing is lost, nothing doubled, and all of it is said. */
import { describe, expect, it } from 'vitest';
import { message, runPracticeMail } from './practice-mail.ts';
import { cli } from './terminal-program.ts';

const mail = runPracticeMail();

const send = (data: string, to: readonly string[], { accounts = mail.accounts, input = message, json = true } = {}) =>
  cli(['send', '--data-dir', data, '--accounts', accounts, '--account', 'Ana', '--to', ...to, ...(json ? ['--json'] : [])], { input });
const waiting = (data: string) => cli(['send', '--data-dir', data, '--accounts', mail.accounts, '--waiting', '--json']);
const greylists = (recipient: string, times: number) =>
  mail.server.faults.add({
    protocol: 'smtp',
    when: { command: 'RCPT', argument: `${recipient}@`, times },
    do: { reply: '450 4.2.0 Greylisted, come back later' },
  });
const named = (id: string) => message.replace('terminal-1', id);
const acceptedWith = (id: string) => mail.server.mailbox.accepted.filter(({ bytes }) => bytes.includes(`<${id}@practice.test>`));
const complaints = (stderr: string) => stderr.split('\n').filter((line) => line.startsWith('postglass: '));

describe('what the server puts off', () => {
  it('stays in the outbox, is tried by `--waiting`, and arrives once', async () => {
    const data = mail.folders.data();
    greylists('ben', 1);
    const first = await send(data, ['ben@practice.test'], { input: named('grey-1') });
    expect(first.status).toBe(1);
    expect(JSON.parse(first.stdout)).toMatchObject({
      state: 'queued',
      nextAttemptAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      recipients: [{ address: 'ben@practice.test', state: 'deferred', reply: '450 4.2.0 Greylisted, come back later' }],
    });
    expect(complaints(first.stderr)).toEqual([
      expect.stringMatching(
        /^postglass: ben@practice\.test: .*greylisting.*«450 4\.2\.0 Greylisted, come back later» .*outbox.*next `send`/,
      ),
    ]);
    expect(acceptedWith('grey-1')).toHaveLength(0);

    const second = await waiting(data);
    expect(second.status).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ state: 'accepted', recipients: [{ state: 'accepted' }] });
    expect(await waiting(data)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(acceptedWith('grey-1')).toHaveLength(1);
  });

  it('for one of two recipients: the other has it, a line says what becomes of the second, and nobody gets it twice', async () => {
    const data = mail.folders.data();
    greylists('cleo', 1);
    const first = await send(data, ['ben@practice.test', 'cleo@practice.test'], { input: named('grey-2') });
    expect(first.status).toBe(1);
    expect(JSON.parse(first.stdout)).toMatchObject({ state: 'queued', recipients: [{ state: 'accepted' }, { state: 'deferred' }] });
    expect(complaints(first.stderr)).toEqual([expect.stringMatching(/^postglass: cleo@practice\.test: .*«450 /)]);
    expect((await waiting(data)).status).toBe(0);
    expect(acceptedWith('grey-2').map(({ recipients }) => recipients)).toEqual([['ben@practice.test'], ['cleo@practice.test']]);
  });

  it('handed in again meanwhile is tried and not queued twice; another message is another one', async () => {
    const data = mail.folders.data();
    greylists('ben', 1);
    const bare = 'From: Ana <ana@practice.test>\nSubject: without an id, grey-3\n\nhello\n';
    expect((await send(data, ['ben@practice.test'], { input: bare })).status).toBe(1);
    const again = await send(data, ['ben@practice.test'], { input: bare });
    expect(JSON.parse(again.stdout)).toMatchObject({ state: 'accepted' });
    expect((await waiting(data)).stdout).toBe('');
    expect(mail.server.mailbox.accepted.filter(({ bytes }) => bytes.includes('grey-3'))).toHaveLength(1);
  });

  it('because the server cannot be reached: kept, and said for each recipient', async () => {
    const data = mail.folders.data();
    const account = mail.describeAccount();
    const away = await mail.writeAccounts({ ...account, outgoing: { ...account.outgoing, port: 1 } });
    const { status, stdout, stderr } = await send(data, ['ben@practice.test', 'cleo@practice.test'], {
      accounts: away,
      input: named('away'),
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'queued' });
    expect(complaints(stderr).map((line) => line.slice(0, 34))).toEqual([
      'postglass: ben@practice.test: 127.',
      'postglass: cleo@practice.test: 127',
    ]);
    // The accounts file mends the port; what waits goes with the next message that the server takes, once it is due.
    expect((await send(data, ['ben@practice.test'], { input: named('beside') })).status).toBe(0);
    expect((await waiting(data)).status).toBe(0);
    expect(acceptedWith('away')).toHaveLength(1);
  });

  it('for good is not kept, and called so', async () => {
    const data = mail.folders.data();
    const wrong = await mail.writeAccounts({
      ...mail.describeAccount(),
      outgoing: { ...mail.describeAccount().outgoing, password: 'wrong-canary-81' },
    });
    const given = await send(data, ['ben@practice.test'], { accounts: wrong });
    expect(given.status).toBe(1);
    expect(JSON.parse(given.stdout)).toMatchObject({ state: 'given-up' });
    expect(complaints(given.stderr)).toEqual([expect.stringMatching(/^postglass: ben@practice\.test: .*«535 /)]);
    expect(given.stderr).not.toMatch(/by itself|outbox/);
    expect((await waiting(data)).stdout).toBe('');
  });
});

describe('a message as `sendmail` is given it', () => {
  const received = async (input: string | Buffer, to = ['ben@practice.test']) => {
    const outcome = await cli(['send', '--data-dir', mail.folders.data(), '--accounts', mail.accounts, '--account', 'Ana', '--to', ...to], {
      input,
    });
    return { ...outcome, taken: mail.server.mailbox.accepted.at(-1) };
  };

  it('leaves without Bcc and Resent-Bcc, folded or not; who was named there and is no recipient is said', async () => {
    const { status, stderr, taken } = await received(
      'From: ana@practice.test\nBcc: Cleo <cleo@practice.test>,\n dan@practice.test\nTo: ben@practice.test\nResent-BCC : eve@practice.test\nX-Bcc: stays\nSubject: hidden\n\nBcc: this is text\n',
      ['ben@practice.test', 'cleo@practice.test'],
    );
    expect(status).toBe(0);
    const text = taken?.bytes.toString() ?? '';
    expect(text).toMatch(
      /From: ana@practice\.test\r\nTo: ben@practice\.test\r\nX-Bcc: stays\r\nSubject: hidden\r\n\r\nBcc: this is text\r\n$/,
    );
    expect(text).not.toMatch(/cleo|dan|eve/);
    expect(taken?.recipients).toEqual(['ben@practice.test', 'cleo@practice.test']);
    expect(complaints(stderr)).toEqual([expect.stringMatching(/dan@practice\.test.*eve@practice\.test.*--to/)]);
  });

  it('from a mailbox file leaves without its first line; a text without a header is a body', async () => {
    expect((await received(`From ana Mon Mar  2 10:00:00 2026\n${named('spool')}`)).taken?.bytes.toString()).toMatch(/^From: Ana/);
    expect((await received('only text\nin two lines\n')).taken?.bytes.toString()).toMatch(
      /^Message-ID: <\S+>\r\n\r\nonly text\r\nin two lines\r\n$/,
    );
  });

  it('keeps every byte of long lines and of eight bits', async () => {
    const bytes = Buffer.concat([
      Buffer.from('From: ana@practice.test\nMessage-ID: <bytes@practice.test>\n\n'),
      Buffer.from([0xe9, 0xff, 0x80, 0x0a]),
      Buffer.alloc(998, 'x'),
      Buffer.from('\n.\nend'),
    ]);
    const { taken, status, stderr } = await received(bytes);
    expect(status, stderr.slice(-500)).toBe(0);
    expect(taken?.bytes.toString('latin1').replace(/\r\n$/, '')).toBe(bytes.toString('latin1').replaceAll('\n', '\r\n'));
  });
});

describe('what a server writes', () => {
  it('cannot act on the terminal', async () => {
    mail.server.faults.add({
      protocol: 'smtp',
      when: { command: 'RCPT', argument: 'ben@', times: 1 },
      do: { reply: '550 5.1.1 \u001b]0;PWNED\u0007\u001b[2J\u009b31m' },
    });
    const { stdout } = await send(mail.folders.data(), ['ben@practice.test'], { json: false });
    expect(stdout).toMatch(/^refused: 550 5\.1\.1 \\u001b/);
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });
});
