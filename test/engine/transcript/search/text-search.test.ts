/** A text is found in a session wherever its bytes stand, however the file writes them. */
import { expect, test } from 'vitest';
import { startTranscript, textOfLine } from '../transcript-fixture.ts';

const said = [
  Buffer.from('* OK ready\r\n'),
  Buffer.from('* OK "quoted" and \\ and\ttab and \x1b escape\r\n'),
  Buffer.from('* OK CAFÉ com açúcar e hidden\u200bspace\r\n'),
  Buffer.from('* OK caf\xe9 in Latin-1\r\n', 'latin1'),
];

test.each([
  ['READY', [0]],
  ['"quoted" AND \\ and\ttab', [1]],
  ['\x1b escape', [1]],
  ['café com', [2]],
  ['hidden\u200bspace', [2]],
  ['in latin-1', [3]],
  ['* ok', [0, 1, 2, 3]],
  ['\r\n', [0, 1, 2, 3]],
  ['"direction"', []],
  ['\\u200b', []],
  ['\\"quoted', []],
])('%j', async (text, found) => {
  const { open, transcript } = await startTranscript();
  const tap = open('imap');
  for (const line of said) tap.server(line);
  const look = async () => {
    const page = await transcript.lines({ session: tap.session, from: 0, limit: 10, text });
    return page.ok ? page.value.lines.map((line) => Buffer.from(textOfLine(line), 'latin1')) : null;
  };
  const lines = found.map((at) => said[at]);
  expect(await look(), 'in memory').toEqual(lines);
  await transcript.flush();
  expect(await look(), 'in the file').toEqual(lines);
  expect(await transcript.sessions({ limit: 1, text })).toHaveLength(found.length > 0 ? 1 : 0);
});
