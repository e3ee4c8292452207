/** What docs/transcript.md shows of a session file is what the program writes, and its lines for jq work on it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { decodeLines } from '../../../electron/engine/transcript/files/log-lines.ts';
import { recordBytes } from '../../../electron/engine/transcript/files/records.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { sha256, startTranscript } from './transcript-fixture.ts';

const page = await readFile(new URL('../../../docs/transcript.md', import.meta.url), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``).exec(page)?.[1] ?? '';
const example = block('jsonl');
const message = Buffer.from('From: ana@example.org\r\nSubject: Aula de amanhã\r\n\r\n');

test('the example is what is written', async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 29, 9, 30));
  const { open, store, transcript, files } = await startTranscript({ clock });
  store.set(sha256(message), message);
  const tap = open('imap', { host: 'imap.example.org', port: 993 });
  tap.server(Buffer.from('* OK IMAP4rev1 ready\r\n'));
  clock.advance(2);
  tap.secret('opensesam');
  tap.client(Buffer.from('1 LOGIN ana opensesam\r\n'));
  clock.advance(31);
  tap.server(Buffer.from('1 OK Logged in\r\n'));
  tap.cause({ key: 'bodies' });
  clock.advance(1);
  tap.client(Buffer.from('2 UID FETCH 7 (UID BODY.PEEK[])\r\n'));
  clock.advance(12);
  tap.server(Buffer.from(`* 1 FETCH (UID 7 BODY[] {${message.length}}\r\n${message})\r\n2 OK Fetch completed\r\n`));
  clock.advance(2_000);
  tap.end();
  await transcript.close();
  const shown = /"id":"([^"]+)"/.exec(example)?.[1] ?? '';
  expect((await files()).get(`${tap.session}.0000.jsonl`)?.replaceAll(tap.session, shown)).toBe(example);
});

test('the example is read back', () => {
  const lines = example.split('\n').flatMap(decodeLines);
  expect(lines.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(lines[1]).toMatchObject({ direction: 'client', command: 'LOGIN', masked: [{ offset: 12, length: 9 }] });
  expect(lines[5] && recordBytes(lines[5])).toEqual(message);
});

/** On a machine without jq the two tests above stand alone. */
const hasJq = spawnSync('jq', ['--version']).status === 0;

test.skipIf(!hasJq)('its lines for jq find what they promise', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'postglass-jq-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'log.jsonl');
  await writeFile(file, example.replace('"elapsed":31', '"elapsed":1031'));
  const commands = [...block('sh').matchAll(/^jq -c '(.+)' SESSION\.0000\.jsonl$/gm)];
  const [said, slow] = commands.map(([, filter = '']) => execFileSync('jq', ['-c', filter, file], { encoding: 'utf8' }));
  expect(said).toBe('[2,"1 LOGIN ana *********\\r\\n"]\n[34,"2 UID FETCH 7 (UID BODY.PEEK[])\\r\\n"]\n');
  expect(slow).toBe('{"command":"LOGIN","elapsed":1031,"text":"1 OK Logged in\\r\\n"}\n');
});
