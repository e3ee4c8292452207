/** What a real Sendmail answers to somebody who types SMTP by hand, rightly and wrongly: each line has an entry of its own. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../../servers/mail-host.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { explainedLine, isSpecific, played } from './dialogues.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Types one line after the other, each when the answer to the one before is whole (RFC 5321 §4.2.1). */
async function type(port: number, lines: readonly string[]): Promise<Turn[]> {
  const turns: Turn[] = [];
  const socket = connect(port, '127.0.0.1');
  let said = '';
  let typed = 0;
  socket.on('data', (bytes) => {
    said += bytes.toString('latin1');
    if (!/(?:^|\n)\d{3} [^\n]*\r\n$/.test(said)) return;
    turns.push(server(said));
    said = '';
    const line = lines[typed];
    typed += 1;
    if (line === undefined) return;
    turns.push(client(`${line}\r\n`));
    socket.write(`${line}\r\n`);
  });
  await once(socket, 'close');
  return turns;
}

describeWithServers(['dovecot', 'sendmail'], 'the answers of Sendmail', () => {
  let host: MailHost;
  beforeAll(async () => {
    host = await startMailHost({ kind: 'sendmail', isOpen: true, users: ['ana', 'ben'].map((name) => ({ name, password: 'x' })) });
  }, 120_000);
  afterAll(() => host?.stop());

  it('have entries of their own', async () => {
    const turns = await type(host.submission.ports.clear, [
      ...[
        '',
        'HELO',
        'EHLO',
        'EHLO pupil.example',
        'HELP',
        'HELP MAIL',
        'HELP FOO',
        'NOOP',
        'VERB',
        'FOO',
        'ETRN example.test',
        'STARTTLS',
      ],
      ...['VRFY ana', 'VRFY nobody', 'VRFY', 'EXPN everyone', 'EXPN nobody', 'EXPN'],
      ...['RCPT TO:<ben@example.test>', 'DATA', 'MAIL FROM:<ana@example.test>', 'MAIL FROM:<ana@example.test>', 'RSET'],
      ...['MAIL FROM:ana@example.test', 'RSET', 'MAIL FROM:<ana@example.test> SIZE=90000000', 'MAIL FROM:<ana@example.test> FOO=1'],
      ...['MAIL FROM:<ana@', 'MAIL FROM:', 'MAIL', 'AUTH FOO', 'AUTH', 'AUTH LOGIN', base64('ana'), base64('wrong')],
      ...['AUTH LOGIN', '*', 'AUTH LOGIN', base64('ana'), base64('x'), 'AUTH LOGIN', 'MAIL FROM:<ana@example.test>', 'DATA'],
      ...['RCPT TO:<nobody@example.test>', 'RCPT TO:<x@elsewhere.example>', 'RCPT TO', 'RCPT TO:<ben@example.test>', 'DATA'],
      ...['Subject: x\r\n\r\nhello\r\n.', 'QUIT'],
    ]);
    const lines = await played('smtp', turns);
    const explained = lines.map(explainedLine);
    expect(lines.filter((line) => !isSpecific(line)).map(explainedLine)).toEqual([
      'C: FOO | smtp.command.other command=FOO',
      'C: AUTH FOO | sasl.begin.other mechanism=FOO',
    ]);
    // What it tells of a list and of a delivery after VERB is no answer: that follows.
    const told = explained.filter((line) => line.startsWith('S: 050 '));
    expect(told).toContain('S: 050 everyone... aliased to ana, ben | smtp.reply.050');
    expect(told).toContain('S: 050 <ben@example.test>... Sent | smtp.reply.050');
    expect(explained).toContain('S: 250 2.1.5 <ana@mail.example.test> | smtp.reply.250.EXPN');
    expect(explained.at(-3)).toMatch(/^S: 250 2\.0\.0 \S+ Message accepted for delivery \| smtp\.reply\.250\.DATA$/);
  }, 120_000);
});
