/** `send` end to end against the practice server: what leaves, what it prints, and how it ends. */
import { describe, expect, it } from 'vitest';
import { message, runPracticeMail, secret } from './practice-mail.ts';
import { cli } from './terminal-program.ts';

const mail = runPracticeMail();

describe('send', () => {
  const send = (data: string, to: readonly string[], more: readonly string[] = [], input: string | null = message) =>
    cli(
      ['send', '--data-dir', data, '--accounts', mail.accounts, '--account', 'Ana', '--to', ...to, ...more],
      input === null ? {} : { input },
    );

  it('submits the message with CRLF, prints the outcome as JSON and the transcript on standard error', async () => {
    const data = mail.folders.data();
    const { status, stdout, stderr } = await send(data, ['ben@practice.test'], ['--json']);
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual(['state', 'reply', 'queueId', 'recipients', 'session']);
    expect(report).toMatchObject({
      state: 'accepted',
      reply: expect.stringMatching(/^250 /),
      recipients: [{ address: 'ben@practice.test', state: 'accepted', reply: expect.stringMatching(/^250 /) }],
    });
    expect(report.queueId).toEqual(expect.any(String));
    expect(String(report.reply)).toContain(String(report.queueId));
    for (const line of [
      'C: EHLO ',
      'S: 250',
      'C: STARTTLS',
      'C: AUTH LOGIN',
      'C: MAIL FROM:<ana@practice.test>',
      'C: RCPT TO:<ben@practice.test>',
      'C: DATA',
      'S: 354',
    ])
      expect(stderr).toContain(line);
    expect(stderr + stdout).not.toContain(secret);
    expect(stderr).not.toContain(Buffer.from(secret).toString('base64'));

    const taken = mail.server.mailbox.accepted.at(-1);
    expect(taken?.recipients).toEqual(['ben@practice.test']);
    expect(taken?.bytes.toString('utf8')).toBe(message.replaceAll('\n', '\r\n'));
  });

  it('is what `log --last` shows afterwards, though its copy was filed in Sent over a connection that came later', async () => {
    const data = mail.folders.data();
    const { stdout } = await send(data, ['ben@practice.test'], ['--json']);
    const { session } = JSON.parse(stdout) as { session: string };
    const { stdout: list } = await cli(['log', '--data-dir', data, '--list']);
    expect(list.split('\n')[0]).toContain('\timap\t');
    const { stdout: last } = await cli(['log', '--data-dir', data, '--last', '--json']);
    expect(JSON.parse(last.split('\n')[0] ?? '')).toMatchObject({ session, purpose: 'send' });
  });

  it('a recipient that is refused is named with the server’s line; the status is 1 although others got it', async () => {
    const { status, stdout } = await send(mail.folders.data(), ['ben@practice.test', '550@practice.test'], ['--json']);
    expect(status).toBe(1);
    const { recipients } = JSON.parse(stdout) as { recipients: { address: string; state: string; reply: string }[] };
    expect(recipients.find(({ address }) => address.startsWith('ben'))).toMatchObject({ state: 'accepted' });
    expect(recipients.find(({ address }) => address.startsWith('550'))).toMatchObject({
      state: 'refused',
      reply: expect.stringMatching(/^550 /),
    });
  });

  it('everything refused: status 1, and one line says why with the server’s line', async () => {
    const { status, stdout, stderr } = await send(mail.folders.data(), ['550@practice.test']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^refused/);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^postglass: .*550 /);
  });

  it('a connection cut after the final dot is unknown, never accepted', async () => {
    const { status, stdout } = await send(mail.folders.data(), ['lose-after-dot@practice.test'], ['--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'unknown', queueId: null });
  });

  it.each([
    ['closed', null],
    ['empty', ''],
  ])('standard input that is %s ends with status 2 and one line', async (_state, input) => {
    const { status, stdout, stderr } = await send(mail.folders.data(), ['ben@practice.test'], [], input);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^postglass: .*standard input\n$/);
  });

  it.each(['ben@practice.test\r\nRCPT TO:<eve@practice.test>', 'not an address', 'ben@practice.test>', '@'])(
    'the recipient %j is refused before anything is sent',
    async (address) => {
      const before = mail.server.mailbox.accepted.length;
      const { status, stdout, stderr } = await send(mail.folders.data(), [address]);
      expect(status).toBe(1);
      expect(stdout).not.toMatch(/^accepted/);
      expect(stderr).toMatch(/^postglass: /m);
      expect(mail.server.mailbox.accepted.length).toBe(before);
    },
  );

  it('an account that is not there is named', async () => {
    const { status, stderr } = await cli(
      ['send', '--data-dir', mail.folders.data(), '--accounts', mail.accounts, '--account', 'Nobody', '--to', 'ben@practice.test'],
      { input: message },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('Nobody');
  });
});
