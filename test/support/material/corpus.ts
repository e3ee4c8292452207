/**
 * The test material that nobody in the project wrote: where it lies, which of its files are messages, and what two other parsers agree
 * they say. It may stand beside the repository (`../shared/corpus`, or POSTGLASS_CORPUS) and only adds to the suite's own messages
 * (`test/fixtures/messages/`): where it is missing its suites are left out, and `corpus.test.ts` says so once, as a skip with the reason.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

const folder = process.env.POSTGLASS_CORPUS ?? resolve(import.meta.dirname, '../../../../shared/corpus');

/** One line of MANIFEST.tsv. */
export interface CorpusFile {
  readonly source: string;
  readonly class: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly path: string;
}

export interface CorpusMessage {
  /** The path of its file; messages of an mbox add `#1`, `#2`… */
  readonly path: string;
  readonly class: string;
  readonly raw: Buffer;
}

/** What CPython's parser says of a message; `agree` names the fields in which postal-mime says the same. */
export interface Consensus {
  readonly subject: string | null;
  readonly from: string | null;
  readonly date: string | null;
  /** Content type, file name, length and the first 12 digits of the SHA-1 of the decoded bytes with LF line ends; null where nobody says. */
  readonly leaves: readonly (readonly [string, string | null, number, string])[] | null;
  readonly nfrom: number;
  readonly agree: { readonly subject: boolean; readonly from: boolean; readonly date: boolean };
}

/** Classes whose files are messages, each file one. */
const messageClasses = new Set([
  'arf',
  'dkim',
  'dsn',
  'dsn-eol',
  'ham',
  'ham-hard',
  'itip',
  'mime',
  'mime-bench',
  'mime-golden',
  'mime-malformed',
  'mime-partial',
  'mime-render',
  'mime-rfc',
  'mime-thirdparty',
  'misc',
  'pgp',
  'smime',
  'spam',
  'usenet',
  'vcard',
]);
/** Files in those classes that go with a message: expected results, keys, calendars, licences. */
const companions = /\.(?:json|out|xml|ics|pub|tinydns|dat)$|_decoded_[\d_]+\.(?:txt|bin)$|\/COPYING$/;

/** Why the corpus cannot be read, or undefined when it can. */
export const whyCorpusMissing = (): string | undefined =>
  existsSync(join(folder, 'MANIFEST.tsv')) ? undefined : `no test material at ${folder}; POSTGLASS_CORPUS may name another folder`;

/** A `describe` that is skipped where the corpus is not there; nothing of it is run then, for it may read the corpus at once. */
export function describeWithCorpus(title: string, define: () => void): void {
  const missing = whyCorpusMissing();
  if (missing === undefined) describe(title, define);
  else it.skip(`${title}: ${missing}`);
}

/** Every file of the corpus. */
export function corpusFiles(): CorpusFile[] {
  const lines = readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [source = '', kind = '', bytes = '', sha256 = '', path = ''] = line.split('\t');
    return { source, class: kind, bytes: Number(bytes), sha256, path };
  });
}

/** The bytes of a file, which must be those of the manifest: an editor or a checkout that touched them would make every result worthless. */
export function readCorpusFile(file: CorpusFile): Buffer {
  const bytes = readFileSync(join(folder, file.path));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== file.sha256) throw new Error(`${file.path} is not the file of the manifest`);
  return bytes;
}

/** Text of a file by its path in the corpus. */
export const readCorpusText = (path: string): string => readFileSync(join(folder, path), 'utf8');

export const isMessageFile = (file: CorpusFile): boolean => messageClasses.has(file.class) && !companions.test(file.path);
export const isMboxFile = (file: CorpusFile): boolean => file.class === 'mbox' && /\.(?:mbox|rlug|mbox\.txt)$/.test(file.path);

/** Every file that is one message. */
export const corpusMessages = (): CorpusMessage[] =>
  corpusFiles()
    .filter(isMessageFile)
    .map((file) => ({ path: file.path, class: file.class, raw: readCorpusFile(file) }));

/** Every message of every mbox file. */
export const corpusMboxMessages = (): CorpusMessage[] =>
  corpusFiles()
    .filter(isMboxFile)
    .flatMap((file) =>
      splitMbox(readCorpusFile(file)).map((raw, index) => ({ path: `${file.path}#${index + 1}`, class: file.class, raw })),
    );

/** Cuts an mbox at its `From ` lines (RFC 4155), each of which stays with its message. */
export function splitMbox(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let position = 0; position >= 0 && position < bytes.length; position = bytes.indexOf('\nFrom ', position) + 1 || -1) {
    if (bytes.toString('latin1', position, position + 5) === 'From ') starts.push(position);
    if (position === 0 && starts.length === 0) starts.push(0);
    if (bytes.indexOf('\nFrom ', position) < 0) break;
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.length));
}

/** What the two parsers agree on, by path. Files that the manifest does not hold are left out. */
export function consensus(): Map<string, Consensus> {
  const oracle = JSON.parse(readFileSync(join(folder, 'oracle/consensus.json'), 'utf8')) as { files: Record<string, Consensus> }; // the file's own format
  const held = new Set(corpusFiles().map((file) => file.path));
  return new Map(Object.entries(oracle.files).filter(([path]) => held.has(path)));
}
