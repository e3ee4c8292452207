import { expect, it } from 'vitest';
import { prose, report } from './read-written.ts';

/** The list of recipients and the conversation about them, as Sendmail writes it. */
function conversation(recipients: number): string {
  const names = Array.from({ length: recipients }, (_, at) => `u${at}`);
  const lines = names.map((name, at) => `>>> RCPT To:<${name}@example.org>\n<<< ${550 + (at % 2)} no ${name}`);
  return `${names.map((name) => `<${name}@example.org>`).join('\n')}\n\n   ----- Transcript of session follows -----\n${lines.join('\n')}\n`;
}

it.each([
  ['dashes', '-'.repeat(200_000)],
  ['addresses', 'a@b.'.repeat(60_000)],
  ['codes', '550 5.1.1 '.repeat(30_000)],
  ['words', 'recipient: mailbox user '.repeat(10_000)],
  ['empty lines', '\n'.repeat(200_000)],
  ['blanks', ' '.repeat(200_000)],
  ['blanks behind a colon', `said:${' '.repeat(60_000)}`],
  ['blanks over two lines', `said:${'\t'.repeat(30_000)}\n${' '.repeat(30_000)}`],
  ['one line of copies', `User unknown\n\nThis is a copy of the message ${'copy of '.repeat(7_500)}`],
  ['recipients in a conversation', conversation(500)],
])('is read however hostile the text is: %s', (_, text) => {
  const before = process.threadCpuUsage();
  expect(prose(text)?.kind).toBe('failed');
  const { user, system } = process.threadCpuUsage(before);
  expect(user + system).toBeLessThan(600_000);
});

it('reads fields that are folded into very many lines', () => {
  const before = process.threadCpuUsage();
  const read = report(
    'I am sorry.',
    `Final-Recipient: rfc822; bo@example.org\nDiagnostic-Code: smtp; 550 gone\n${' more\n'.repeat(150_000)}`,
  );
  const { user, system } = process.threadCpuUsage(before);
  expect(read?.recipients[0]).toMatchObject({ address: 'bo@example.org', reply: 550 });
  expect(user + system).toBeLessThan(900_000);
});

it('gives each recipient the replies of a conversation that are about it', () => {
  const [first, second] = prose(conversation(2))?.recipients ?? [];
  expect(first).toMatchObject({ address: 'u0@example.org', reply: 550, text: expect.stringContaining('no u0') });
  expect(first?.text).not.toContain('no u1');
  expect(second).toMatchObject({ address: 'u1@example.org', reply: 551, text: expect.stringContaining('no u1') });
});
