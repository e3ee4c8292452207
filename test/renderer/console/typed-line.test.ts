import { describe, expect, it } from 'vitest';
import { languageSchema } from '../../../electron/contract/application.ts';
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';
import { consoleWords } from '../../../electron/words/console/console-words.ts';
import { consoleSyntax } from '../../../electron/words/console/syntax.ts';
import { loadGlossary } from '../../../electron/words/glossary/glossary.ts';
import { decodeBase64, encodeBase64 } from '../../../renderer/features/console/base64.ts';
import { commandOf, completionsOf, dangerOf, needsTag, sharedBeginning } from '../../../renderer/features/console/typed-line.ts';

describe('a line that is typed', () => {
  it.each<[ConsoleProtocol, string, string | undefined]>([
    ['smtp', 'ehlo me', 'EHLO'],
    ['smtp', 'mail from:<a@x.test>', 'MAIL FROM:'],
    ['smtp', 'EHLOX', undefined],
    ['smtp', 'Subject: hello', undefined],
    ['pop3', 'retr 1', 'RETR'],
    ['imap', 'fetch 1 FLAGS', 'FETCH'],
    ['imap', 'a1 fetch 1 FLAGS', 'FETCH'],
    ['imap', 'uid fetch 1 FLAGS', 'UID FETCH'],
    ['imap', 'x.9 UID STORE 1 FLAGS ()', 'UID STORE'],
    ['raw', 'EHLO me', undefined],
  ])('%s: “%s” is %s', (protocol, text, name) => {
    expect(commandOf(protocol, text)?.name).toBe(name);
  });

  it.each<[ConsoleProtocol, string, boolean]>([
    ['imap', 'SELECT INBOX', true],
    ['imap', 'NOOP', true],
    ['imap', 'a1 NOOP', false],
    ['imap', 'a1 XUNKNOWN', false],
    ['imap', 'my-tag_1 NOOP', false],
    ['imap', 'done', false],
    ['smtp', 'NOOP', false],
  ])('%s: “%s” gets a tag: %s', (protocol, text, expected) => {
    expect(needsTag(protocol, text)).toBe(expected);
  });

  it.each<[ConsoleProtocol, string, readonly string[]]>([
    ['smtp', 'eh', ['EHLO ']],
    ['smtp', 'ma', ['MAIL FROM:<']],
    ['smtp', 'AUTH scr', ['AUTH SCRAM-SHA-256']],
    ['imap', 'a7 exa', ['a7 EXAMINE ']],
    ['imap', 'STORE 1 +FLAGS \\d', ['STORE 1 +FLAGS \\Deleted', 'STORE 1 +FLAGS \\Draft']],
    ['pop3', '', []],
    ['raw', 'E', []],
  ])('%s: “%s” may go on as %j', (protocol, text, expected) => {
    expect(completionsOf(protocol, text)).toEqual(expected);
  });

  it('is completed as far as all agree', () => {
    expect(sharedBeginning(['STORE 1 +FLAGS \\Deleted', 'STORE 1 +FLAGS \\Draft'])).toBe('STORE 1 +FLAGS \\D');
    expect(sharedBeginning([])).toBe('');
  });

  it.each<[ConsoleProtocol, string, string | null]>([
    ['pop3', 'dele 1', 'dele'],
    ['imap', 'expunge', 'expunge'],
    ['imap', 'a1 uid expunge 4', 'expunge'],
    ['imap', 'a1 CLOSE', 'close'],
    ['imap', 'DELETE Old', 'delete'],
    ['imap', 'DELETEACL Old ben', null],
    ['imap', 'a1 UID REPLACE 4 INBOX {3}', 'replace'],
    ['imap', 'my-tag DELETE Old', 'delete'],
    ['imap', 'a_1 EXPUNGE', 'expunge'],
    ['imap', '[x]:=~/ UID STORE 1 +FLAGS (\\Deleted)', 'deletedFlag'],
    ['imap', 'a1 STORE 1:* +FLAGS.SILENT (\\Seen \\deleted)', 'deletedFlag'],
    ['imap', 'UID STORE 1 FLAGS \\Deleted', 'deletedFlag'],
    ['imap', 'STORE 1 -FLAGS FLAGS (\\Deleted)', 'deletedFlag'],
    ['imap', 'STORE 1 -FLAGS (\\Deleted)', null],
    ['imap', 'STORE \\Deleted FLAGS (\\Seen)', null],
    ['imap', 'STORE 1 +FLAGS (\\DeletedNot)', null],
    ['imap', 'STORE 1 +FLAGS (\\Seen)', null],
    ['imap', 'SEARCH DELETED', null],
    ['smtp', 'DELETE', null],
  ])('%s: “%s” destroys %s', (protocol, text, expected) => {
    expect(dangerOf(protocol, text)).toBe(expected);
  });

  it('is looked at in no time, whatever stands in it', () => {
    const begun = performance.now();
    for (const word of ['FLAGS ', ' ', 'UID ', '+FLAGS.SILENT \\Delete ']) {
      const line = `a STORE 1 ${word.repeat(Math.floor(100_000 / word.length))}`;
      expect(dangerOf('imap', line, true)).toBeNull();
    }
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it.each<[string, string | null]>([
    ['NOOP DELETE Old', 'delete'],
    ['a+ EXPUNGE', 'expunge'],
    ['x* CLOSE', 'close'],
    ['expunge', 'expunge'],
    ['a1 SELECT Close', null],
  ])('with its first word as the tag “%s” destroys %s', (text, expected) => {
    expect(dangerOf('imap', text, true)).toBe(expected);
  });
});

it.each(['smtp', 'pop3', 'imap', 'managesieve'] as const)('every command of %s that is explained can be completed', async (protocol) => {
  const { entries } = await loadGlossary('en');
  const prefix = `${protocol}.command.`;
  const names = Object.keys(entries).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  // Words of another protocol, commands with a parameter that changes what they mean, and what is no command.
  const commands = names.filter((name) => /^[A-Z][A-Z0-9]+$/.test(name) && !['GET', 'POST', 'UID', 'MAIL', 'RCPT'].includes(name));
  expect(commands.length).toBeGreaterThan(10);
  const written = new Set(consoleSyntax[protocol].map(({ name }) => name.replace(/[ :]|FROM:$/g, '')));
  expect(commands.filter((name) => !written.has(name))).toEqual([]);
  for (const { name } of consoleSyntax[protocol]) {
    expect(commandOf(protocol, `${name} x`)?.name).toBe(name);
    expect(completionsOf(protocol, name.slice(0, -1).toLowerCase()).some((line) => line.toUpperCase().startsWith(name))).toBe(true);
  }
});

describe('base64', () => {
  it.each(['ana', 'contraseña', '🔑', ''])('“%s” goes there and back', (text) => {
    expect(encodeBase64(text)).toBe(Buffer.from(text).toString('base64'));
    expect(decodeBase64(encodeBase64(text))).toBe(text);
  });

  it('says what is none', () => {
    expect(decodeBase64('a$b')).toBeNull();
  });
});

describe.each(languageSchema.options)('the commands in %s', (language) => {
  it('all say what they do, and explain their arguments, without a word too many', () => {
    const words = consoleWords[language];
    for (const protocol of ['smtp', 'imap', 'pop3'] as const)
      expect(Object.keys(words.commands[protocol]).toSorted()).toEqual(
        [...new Set(consoleSyntax[protocol].map(({ name }) => name))].toSorted(),
      );
    const taken = Object.values(consoleSyntax).flatMap((commands) => commands.flatMap(({ takes }) => takes));
    expect(Object.keys(words.arguments).toSorted()).toEqual([...new Set(taken)].toSorted());
    for (const sentence of [...Object.values(words.commands).flatMap(Object.values), ...Object.values(words.arguments)])
      expect(sentence).toMatch(/\w{3}/);
  });
});
