/**
 * The glossary of IMAP against transcripts that nobody in the project wrote: the server's half of sessions of Dovecot and Gmail (MailKit)
 * and the scripts of a conformance suite (ImapTest). Every protocol line must have an entry that says what just this line means.
 */

import { expect, test } from 'vitest';
import type { Line } from '../../../../electron/contract/transcript.ts';
import { describeEntry } from '../../../../electron/words/glossary/glossary.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { corpusFiles, readCorpusFile, whyCorpusMissing } from '../../../support/material/corpus.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { type Fixture, linesOf, startTranscript, textOfLine } from '../transcript-fixture.ts';

const missing = whyCorpusMissing();
const leftOut = missing ? ` (left out: ${missing})` : '';

/** What says only which class a line is of. */
const unspecific = /\.(?:other|untold)$/;

const isSpecific = ({ explanation }: Line): boolean =>
  explanation !== null && !unspecific.test(explanation.key) && describeEntry(glossaries.en, explanation) !== null;

/** Literals and messages are no protocol lines, nor are our own notes. */
const isProtocol = ({ direction, kind }: Line): boolean => direction !== 'note' && kind !== 'literal' && kind !== 'payload';

/** Protocol lines of a dialogue, a session of its own in the transcript that is given. */
async function linesOfDialogue({ open, transcript }: Fixture, turns: readonly Turn[]): Promise<Line[]> {
  const tap = open('imap');
  for (const { direction, bytes } of turns) tap[direction](bytes);
  const lines = await linesOf(transcript, tap.session);
  tap.end();
  return lines.filter(isProtocol);
}

/** The command whose answer a file is, told by the file's name. */
const askedBy: readonly [RegExp, string][] = [
  [/^append|^multiappend/, 'APPEND INBOX {3+}\r\nHi.\r\n'],
  [/^authenticate/, 'LOGIN ana secret-word\r\n'],
  [/^capability/, 'CAPABILITY\r\n'],
  [/^uid-copy|^copy/, 'UID COPY 1:7 Archive\r\n'],
  [/^create/, 'CREATE Archive\r\n'],
  [/^enable|^utf8accept/, 'ENABLE QRESYNC UTF8=ACCEPT\r\n'],
  [/^examine|^count\.examine/, 'EXAMINE INBOX (CONDSTORE)\r\n'],
  [/^uid-expunge/, 'UID EXPUNGE 1:7\r\n'],
  [/^expunge/, 'EXPUNGE\r\n'],
  [/^fetch|^get(?:body|message|stream)|^headers/, 'UID FETCH 1:* (UID FLAGS BODY.PEEK[])\r\n'],
  [/^idle|^notify-idle|^go-ahead/, 'IDLE\r\n'],
  [/^xlist/, 'XLIST "" "*"\r\n'],
  [/^list|^get-indexes|^notify-list/, 'LIST "" "*" RETURN (SUBSCRIBED CHILDREN STATUS (MESSAGES))\r\n'],
  [/^logout/, 'LOGOUT\r\n'],
  [/^lsub/, 'LSUB "" "*"\r\n'],
  [/^uid-move|^move/, 'UID MOVE 1:7 Archive\r\n'],
  [/^namespace/, 'NAMESPACE\r\n'],
  [/^noop|^count-/, 'NOOP\r\n'],
  [/^notify/, 'NOTIFY SET (PERSONAL (MailboxName SubscriptionChange))\r\n'],
  [/^rename/, 'RENAME Old New\r\n'],
  [/^optimized-search|^search/, 'UID SEARCH RETURN (ALL COUNT) UNSEEN SINCE 1-Feb-2020\r\n'],
  [/^select/, 'SELECT INBOX (QRESYNC (7 41))\r\n'],
  [/^(?:add|set)-?(?:flags|labels)|^store/, 'UID STORE 1:7 +FLAGS (\\Seen)\r\n'],
  [/^sort/, 'UID SORT RETURN (ALL) (REVERSE ARRIVAL) US-ASCII ALL\r\n'],
  [/^status/, 'STATUS INBOX (MESSAGES UNSEEN)\r\n'],
  [/^thread/, 'UID THREAD REFERENCES UTF-8 ALL\r\n'],
];

function dialogueOf(name: string, bytes: Buffer): Turn[] {
  const text = bytes.toString('latin1').replace(/\r?\n/g, '\r\n').replaceAll('A########', 'A1');
  if (name.startsWith('greeting')) return [server(text)];
  const [, command] = askedBy.find(([begins]) => begins.test(name)) ?? [];
  if (command === undefined) throw new Error(`no command for ${name}`);
  return [server('* OK ready\r\n'), client(`A1 ${command}`), server(text)];
}

test.skipIf(missing !== undefined)(`the sessions of MailKit: every protocol line has an entry of its own${leftOut}`, async () => {
  const files = corpusFiles().filter(({ path }) => path.startsWith('mailkit/UnitTests/Net/Imap/'));
  expect(files.length).toBeGreaterThan(150);
  const fixture = await startTranscript();
  const unexplained: string[] = [];
  let count = 0;
  for (const file of files) {
    const name = file.path.split('/').at(-1) ?? '';
    for (const line of await linesOfDialogue(fixture, dialogueOf(name, readCorpusFile(file)))) {
      count += 1;
      if (!isSpecific(line)) unexplained.push(`${name}: ${textOfLine(line).trimEnd().slice(0, 160)}`);
    }
  }
  console.log(`MailKit, IMAP: ${count - unexplained.length} of ${count} protocol lines have a specific entry`, unexplained);
  expect(count).toBeGreaterThan(1_000);
  expect(unexplained.length / count).toBeLessThan(0.02);
});

/** Commands and expected answers of a script: `ok search all`, `* search 1 2`; `$` stands for a number. */
function dialogueOfScript(text: string): Turn[] {
  const turns: Turn[] = [server('* OK ready\r\n')];
  let tag = 0;
  for (const line of text.split(/\r?\n/)) {
    const [, verdict, command] = /^(ok|no|bad) (?!")(.+)$/.exec(line) ?? [];
    const said = (given: string) =>
      `${given
        .replace(/\$tag\b/g, `A${tag}`)
        .replace(/\$\{?\w+\}?/g, '7')
        .replace(/\{\{\{[^}]*\}\}\}/g, '{3+}\r\nabc')}\r\n`;
    if (verdict !== undefined && command !== undefined && !/^\[|\{\{\{/.test(command)) {
      tag += 1;
      turns.push(client(`A${tag} ${said(command)}`));
    } else if (line.startsWith('* ') && !/\{\{\{|\$!/.test(line)) turns.push(server(said(line)));
  }
  return turns;
}

test.skipIf(missing !== undefined)(`the scripts of ImapTest: commands and data have entries of their own${leftOut}`, async () => {
  const files = corpusFiles().filter(({ path }) => /^imaptest\/src\/tests\/[^.]+$/.test(path));
  expect(files.length).toBeGreaterThan(50);
  const fixture = await startTranscript();
  const unexplained: string[] = [];
  let count = 0;
  for (const file of files) {
    for (const line of await linesOfDialogue(fixture, dialogueOfScript(readCorpusFile(file).toString('latin1')))) {
      count += 1;
      if (!isSpecific(line)) unexplained.push(`${file.path.split('/').at(-1)}: ${textOfLine(line).trimEnd().slice(0, 160)}`);
    }
  }
  console.log(`ImapTest: ${count - unexplained.length} of ${count} protocol lines have a specific entry`, unexplained);
  expect(unexplained.length / count).toBeLessThan(0.02);
});
