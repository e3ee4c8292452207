import type { Address } from '../../contract/messages.ts';
import { attachmentParts, partName } from './attachments.ts';
import { bodyText, selectBody, shownParts } from './body.ts';
import { defaultLimits, type MimeLimits } from './limits.ts';
import { readStructure } from './structure.ts';
import { type HeaderSummary, summarise } from './summary.ts';
import { visibleFileName, visibleLine } from './visible-text.ts';

/** What the search index and the list need of a message whose body is held. */
export interface IndexText {
  readonly subject: string;
  /** Names and addresses of everyone in From, To, Cc, Bcc and Reply-To, separated by blanks. */
  readonly people: string;
  /** The text that the reader shows, cut at `limits.indexCharacters`. */
  readonly text: string;
  /** The first words of it, one line. */
  readonly snippet: string;
  readonly attachments: boolean;
  /** Names of the attachments, one a line. */
  readonly fileNames: string;
  /** The header block's summary, so that nobody reads it twice. */
  readonly summary: HeaderSummary;
}

const snippetCharacters = 200;

/** Reads what the index needs: the same selection and decoding as `parseMessage`, without describing what is not indexed. Never throws; linear. */
export function textForIndex(raw: Buffer, limits: MimeLimits = defaultLimits): IndexText {
  const structure = readStructure(raw, limits);
  const summary = summarise(structure.root.header, limits);
  const segments = selectBody(structure);
  const { text } = bodyText(structure, segments, limits.indexCharacters);
  const attached = attachmentParts(structure, shownParts(segments));
  return {
    subject: summary.subject,
    people: peopleOf(summary),
    text,
    snippet: snippetOf(text),
    attachments: attached.some((part) => !isMachinery(part.type) && !(part.contentId !== null && part.disposition !== 'attachment')),
    fileNames: attached
      .map((part) => visibleFileName(partName(part)).slice(0, 300))
      .join('\n')
      .slice(0, limits.indexCharacters),
    summary,
  };
}

function peopleOf(summary: HeaderSummary): string {
  const everyone: Address[] = [...summary.from, ...summary.to, ...summary.cc, ...summary.bcc, ...summary.replyTo];
  const seen = new Set(everyone.map(({ name, address }) => `${name} ${address}`.trim()));
  return [...seen].join(' ');
}

/** Signatures and reports are parts of how mail travels; a paper clip for them would mean nothing. */
const isMachinery = (type: string): boolean =>
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|pgp-encrypted)|message\/(?:delivery-status|disposition-notification)|text\/rfc822-headers)$/.test(
    type,
  );

/** The first own words, on one line: quoted lines are passed over while anything else is there. */
export function snippetOf(text: string): string {
  const lines = text.slice(0, 4_096).split('\n');
  const own = lines.filter((line) => !/^\s*>/.test(line));
  const chosen = own.some((line) => line.trim() !== '') ? own : lines.map((line) => line.replace(/^[\s>]+/, ''));
  let snippet = '';
  for (const line of chosen) {
    const words = visibleLine(line).replace(/\s+/g, ' ').trim();
    if (words !== '') snippet += snippet === '' ? words : ` ${words}`;
    if (snippet.length >= snippetCharacters) break;
  }
  return snippet
    .slice(0, snippetCharacters)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
