/** The line that says what went wrong, found from the end of a session, by the server's words, or in whichever session it stands. */
import { expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { findLastError } from '../../../electron/engine/transcript/last-error.ts';
import type { Tap } from '../../../electron/engine/wire/tap.ts';
import { endNote } from '../../../electron/engine/wire/transport.ts';
import { type Fixture, linesOf, startTranscript } from './transcript-fixture.ts';

const say = (tap: Tap, lines: readonly string[]) => {
  for (const line of lines) {
    if (line.startsWith('C: ')) tap.client(Buffer.from(`${line.slice(3)}\r\n`));
    else tap.server(Buffer.from(`${line.slice(3)}\r\n`));
  }
};
const begin = ['S: 220 mx.example.org ESMTP', 'C: EHLO laptop', 'S: 250 mx.example.org', 'C: MAIL FROM:<ana@example.org>', 'S: 250 Ok'];

/** The texts of the lines that are found; null: none. */
async function found(fixture: Fixture, search: Parameters<typeof findLastError>[1]) {
  const answer = await findLastError(fixture.transcript, search);
  if (!answer.ok || answer.value === null) return answer.ok ? null : answer.failure.code;
  const { session, firstLine, lastLine } = answer.value;
  const lines = await linesOf(fixture.transcript, session);
  return lines
    .slice(firstLine, lastLine + 1)
    .map(({ bytes, note }) => note?.key ?? Buffer.from(bytes, 'base64').toString('utf8').trimEnd());
}

it('the last refusal of a session, with all its lines', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('smtp');
  say(tap, [...begin, 'C: RCPT TO:<no@example.org>', 'S: 550-5.1.1 The address', 'S: 550 5.1.1 does not exist', 'C: QUIT', 'S: 221 Bye']);
  expect(await found(fixture, { session: tap.session })).toEqual(['550-5.1.1 The address', '550 5.1.1 does not exist']);
  expect(await found(fixture, { session: tap.session, lastLine: 4 })).toBeNull();
});

it('the line with these words, though others were refused after it; where it is not there, the last error', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('smtp');
  say(tap, [...begin, 'C: RCPT TO:<a@example.org>', 'S: 550 5.1.1 No a', 'C: RCPT TO:<b@example.org>', 'S: 452 4.2.2 Full b']);
  expect(await found(fixture, { session: tap.session, reply: '550 5.1.1 No a\r\n' })).toEqual(['550 5.1.1 No a']);
  expect(await found(fixture, { session: tap.session, reply: '554 Elsewhere' })).toEqual(['452 4.2.2 Full b']);
  expect(await found(fixture, { session: tap.session, reply: '' })).toEqual(['452 4.2.2 Full b']);
});

it.each([
  [
    'imap',
    ['S: * OK ready', 'C: 1 SELECT Nowhere', 'S: 1 NO [NONEXISTENT] No', 'C: 2 LOGOUT', 'S: * BYE bye', 'S: 2 OK done'],
    '1 NO [NONEXISTENT] No',
  ],
  ['imap', ['S: * OK ready', 'C: 1 NOOP', 'S: 1 OK done', 'S: * BYE idle too long'], '* BYE idle too long'],
  ['pop3', ['S: +OK ready', 'C: USER ana', 'S: +OK', 'C: PASS x', 'S: -ERR [AUTH] no'], '-ERR [AUTH] no'],
] as const)('%s: %j', async (protocol, lines, error) => {
  const fixture = await startTranscript();
  const tap = fixture.open(protocol);
  say(tap, lines);
  expect(await found(fixture, { session: tap.session })).toEqual([error]);
});

it('a connection that broke is an error, one that ended because of a refusal is told by the refusal', async () => {
  const fixture = await startTranscript();
  const broken = fixture.open('smtp');
  say(broken, begin);
  broken.note(endNote(failure('connection-lost', { detail: { cause: 'ECONNRESET' } })));
  expect(await found(fixture, { session: broken.session })).toEqual(['lost']);
  const refused = fixture.open('smtp');
  say(refused, [...begin, 'C: RCPT TO:<a@example.org>', 'S: 550 5.1.1 No']);
  refused.note(endNote(failure('recipients-refused')));
  expect(await found(fixture, { session: refused.session })).toEqual(['550 5.1.1 No']);
});

it('without a session, the newest one with an error; none where all went well, and no error where there is no such session', async () => {
  const fixture = await startTranscript();
  say(fixture.open('smtp'), begin);
  expect(await found(fixture, { session: null })).toBeNull();
  fixture.clock.advance(1_000);
  say(fixture.open('pop3'), ['S: -ERR first']);
  fixture.clock.advance(1_000);
  say(fixture.open('pop3'), ['S: -ERR second']);
  fixture.clock.advance(1_000);
  say(fixture.open('smtp'), begin);
  expect(await found(fixture, { session: null })).toEqual(['-ERR second']);
  expect(await found(fixture, { session: 'gone' })).toBe('not-found');
});

it('one that lies far before the end of a long session is found, in memory and in the files', async () => {
  const fixture = await startTranscript();
  const tap = fixture.open('imap');
  say(tap, ['S: * OK ready', 'C: 1 SELECT Nowhere', 'S: 1 NO there is none']);
  for (let number = 0; number < 3_000; number++) say(tap, [`S: * ${number} EXISTS`]);
  expect(await found(fixture, { session: tap.session })).toEqual(['1 NO there is none']);
  await fixture.transcript.flush();
  expect(await found(fixture, { session: tap.session })).toEqual(['1 NO there is none']);
});
