/** The file of a script: what is read from it, and what is wrong in it by its line. */
import { expect, it } from 'vitest';
import { readScript } from '../../electron/scripts/read-script.ts';

const read = (...lines: readonly string[]) => {
  const found = readScript(lines.join('\n'));
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.script;
};
const wrong = (...lines: readonly string[]) => {
  const found = readScript(lines.join('\n'));
  return found.ok ? [] : found.errors.map(({ fault, line, word }) => `${line} ${fault}${word === '' ? '' : ` ${word}`}`);
};

it('reads what is typed to the letter, and what is expected behind it', () => {
  const { server, steps } = read(
    '\uFEFF# Greets',
    'connect imaps://mail.example',
    'S: * OK...',
    '',
    'C: a1 NOOP  ',
    'S: a1 OK...',
    'not S: * BYE...',
    'C:',
    'C: \tfolded',
    'sign in AUTHENTICATE PLAIN as ana@mail.example',
    'sign in LOGIN',
    'closed',
  );
  expect(server).toEqual({ kind: 'server', protocol: 'imap', host: 'mail.example', port: 993, security: 'tls' });
  expect(steps.map(({ action }) => action)).toEqual([
    { kind: 'begin' },
    { kind: 'send', text: 'a1 NOOP  ' },
    { kind: 'send', text: '' },
    { kind: 'send', text: '\tfolded' },
    { kind: 'sign-in', mechanism: 'PLAIN', user: 'ana@mail.example' },
    { kind: 'sign-in', mechanism: 'IMAP-LOGIN', user: null },
  ]);
  expect(steps.map(({ expectations }) => expectations.map(({ kind, line }) => `${line} ${kind}`))).toEqual([
    ['3 server'],
    ['6 server', '7 not'],
    ...[[], [], [], ['12 closed']],
  ]);
  expect(steps.map(({ line }) => line)).toEqual([2, 5, 8, 9, 10, 11]);
});

it.each([
  ['nothing at all', ['# only a comment'], ['1 no-steps']],
  ['a word that it does not know', ['C: NOOP', 'QUIT'], ['2 unknown-line QUIT']],
  ['a side without a space', ['C:NOOP'], ['1 bad-expectation C:NOOP']],
  ['a pattern of the client', ['not C: NOOP'], ['1 bad-expectation not C: NOOP']],
  ['an address that is none', ['connect mail.example'], ['1 bad-address mail.example']],
  ['raw lines without a port', ['connect raw://mail.example'], ['1 bad-address raw://mail.example']],
  ['a place in the middle', ['C: NOOP', 'connect smtp://x'], ['2 connect-late']],
  ['two places', ['connect smtp://x', 'connect smtp://y'], ['2 connect-late']],
  ['a mechanism that is none', ['sign in AUTH NTLM'], ['1 bad-sign-in AUTH NTLM']],
  ['a sign-in by nothing', ['sign in'], ['1 bad-sign-in']],
  ['a character that is not seen', ['C: NOOP\u200b'], ['1 unseen-character U+200B']],
  ['a line that is too long', [`C: ${'x'.repeat(8_001)}`], ['1 line-too-long 8000']],
  ['a sign-in that is too long', [`sign in ${' '.repeat(9_000)}USER`], ['1 line-too-long 8000']],
  ['a pattern that is much too long', [`S: ${'x'.repeat(9_000)}`], [`1 bad-expectation S: ${'x'.repeat(57)}`]],
  ['a pattern that is too long', [`S: ${'x'.repeat(301)}`], [`1 bad-expectation S: ${'x'.repeat(57)}`]],
  ['too many lines', ['C: NOOP\n'.repeat(10_001)], ['10001 too-many-lines 10000']],
  ['too much', ['x'.repeat(1_000_001)], ['1 too-long']],
  ['a password of POP3', ['C: PASS geheim'], ['1 password']],
  ['a password of IMAP', ['C: a1 LOGIN "ana" geheim', 'C: LOGIN ana geheim'], ['1 password', '2 password']],
  ['an initial response', ['C: AUTH PLAIN AGFuYQBn', 'C: a AUTHENTICATE PLAIN AGFuYQBn'], ['1 password', '2 password']],
  [
    'answers of a sign-in',
    ['C: AUTH LOGIN', 'S: 334...', 'C: YW5h', 'S: 334...', 'C: Z2VoZWlt', 'S: 235...'],
    ['3 password', '5 password'],
  ],
  ['answers that nobody awaits', ['C: a AUTHENTICATE PLAIN', 'C: AGFuYQBn', 'C: b NOOP'], ['2 password']],
  ['an answer in quotation marks', ['C: AUTHENTICATE "PLAIN"', 'S: ""', 'C: "AGFuYQBn"'], ['3 password']],
  ['a password in counted octets', ['C: a LOGIN {3}', 'S: +...', 'C: ana {6}', 'S: +...', 'C: geheim'], ['3 password', '5 password']],
  ['a password behind counted octets', ['C: a APPEND b {4+}', 'C: Hi', 'C: ', 'C: LOGIN ana geheim'], ['4 password']],
  ['a password behind a message', ['C: DATA', 'S: 354...', 'C: Hi', 'C: .', 'C: AUTH PLAIN AGFuYQBn'], ['5 password']],
  ['a password behind a message that was refused', ['C: DATA', 'S: 503...', 'C: PASS geheim'], ['3 password']],
  ['a password behind a chunk', ['C: BDAT 4 LAST', 'C: Hi', 'C: PASS geheim'], ['3 password']],
])('says what is wrong: %s', (_what, lines, errors) => {
  expect(wrong(...lines)).toEqual(errors);
});

it.each([
  ['a line as long as a file', [`sign in x${' '.repeat(80_000)}y`]],
  ['a line with an end in it', [`sign in ${' '.repeat(2_500)}x\u2028y`]],
])('a file that is to take for ever does not: %s', (_what, lines) => {
  const begun = performance.now();
  expect(wrong(...lines).length).toBeGreaterThan(0);
  expect(performance.now() - begun).toBeLessThan(1_000);
});

it('asking how a sign-in begins is no password', () => {
  expect(wrong('C: AUTH', 'C: AUTH LOGIN', 'C: a1 AUTHENTICATE PLAIN', 'C: USER ana')).toEqual([]);
});

it.each([
  ['a message', ['C: DATA', 'S: 354...', 'C: Please login with your name', 'C: Pass it on.', 'C: .', 'S: 250...']],
  ['a message that is sent at once', ['C: DATA', 'C: Pass it on.', 'C: .']],
  ['counted octets', ['C: a APPEND Sent {16}', 'S: +...', 'C: Pass it on.', 'C:', 'S: a OK...', 'C: b NOOP']],
  ['a counted script', ['C: PUTSCRIPT "é" {21+}', 'C: # é', 'C: Pass it on.', 'C:']],
  ['a chunk', ['C: BDAT 16 LAST', 'C: Pass it on.', 'S: 250...']],
  ['a sign-in that is refused', ['C: AUTH LOGIN', 'S: 504...', 'C: NOOP', 'C: a AUTHENTICATE X', 'S: a NO...', 'C: DONE']],
  ['a sign-in that is given up', ['C: AUTH LOGIN', 'S: 334...', 'C: *', 'S: 501...', 'C: QUIT']],
  ['a sign-in that is played', ['C: AUTH LOGIN', 'sign in AUTH PLAIN', 'C: QUIT']],
])('what is no password is not called one: %s', (_what, lines) => {
  expect(wrong(...lines)).toEqual([]);
});
