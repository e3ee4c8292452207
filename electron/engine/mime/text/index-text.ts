import type { Address } from '../../../contract/messages.ts';
import { fieldText, firstField } from '../header/header-block.ts';
import { type HeaderSummary, summarise } from '../header/summary.ts';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { attachmentParts, citedContent, isCited, partName } from '../structure/attachments.ts';
import { type MessageStructure, opensAsMessage, type Part, readStructure } from '../structure/structure.ts';
import { bodyHtml, bodyText, innerFiles, selectBody, shownParts } from './body.ts';
import { visibleFileName, visibleLine, withoutFiller } from './visible-text.ts';

/** What the search index and the list need of a message whose body is held. */
interface IndexText {
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
  /** Subjects and words of enclosed messages. */
  readonly enclosed: string;
  /** Its header holds raw bytes, which are read in the charset of the body. */
  readonly rawHeader: boolean;
  /** The header's summary, to avoid a second parse. */
  readonly summary: HeaderSummary;
}

const snippetCharacters = 200;

/** Reads what the index needs: the same selection and decoding as `parseMessage`, without describing what is not indexed. Never throws; linear. */
export function textForIndex(raw: Buffer, limits: MimeLimits = defaultLimits): IndexText {
  const structure = readStructure(raw, limits);
  const summary = summarise(structure.root.header, limits);
  const segments = selectBody(structure);
  const { text } = bodyText(structure, segments, limits.indexCharacters);
  const attached = attachmentParts(structure.root, shownParts(segments));
  const inner = innerFiles(structure, segments);
  const mayBeInline = attached.some((part) => (part.contentId ?? part.contentLocation) !== null && part.disposition !== 'attachment');
  const cited = citedContent(mayBeInline ? (bodyHtml(structure, segments, limits.htmlCharacters)?.text ?? '') : '');
  return {
    subject: summary.subject,
    people: peopleOf(summary),
    text,
    snippet: snippetOf(text),
    attachments:
      attached.some((part) => !isMachinery(part.type) && !isCited(part, cited)) || inner.some(({ contentId }) => contentId === null),
    fileNames: [...attached.map(partName), ...inner.map(({ name }) => name)]
      .map((name) => visibleFileName(name).slice(0, 300))
      .join('\n')
      .slice(0, limits.indexCharacters),
    enclosed: enclosedText(structure, attached, limits.indexCharacters - text.length),
    rawHeader: structure.root.header.rawBytes,
    summary,
  };
}

/** Enclosed messages beyond these are found by their names alone. */
const mostEnclosed = 100;

/** What enclosed messages say, those inside them too. */
function enclosedText(structure: MessageStructure, attached: readonly Part[], most: number): string {
  const waiting = attached.filter(opensAsMessage);
  const texts: string[] = [];
  let left = most;
  for (let count = 0; count < mostEnclosed && left > 0; count += 1) {
    const content = waiting.shift()?.children[0];
    if (!content) break;
    const subject = firstField(content.header, 'subject');
    const segments = selectBody(structure, content);
    const said = `${subject ? fieldText(subject) : ''}\n${bodyText(structure, segments, left).text}`;
    texts.push(said);
    left -= said.length;
    waiting.push(...attachmentParts(content, shownParts(segments)).filter(opensAsMessage));
  }
  return texts.join('\n').slice(0, Math.max(0, most));
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

/** The address that a text made out of HTML has behind the words of a link. */
const linkAddress = /<(?:https?|ftp|mailto|tel|sms|xmpp|geo):[^<>\s]{1,4000}>/gi;

const wordsOf = (text: string): string => {
  const words = withoutFiller(text);
  return words.includes('<') ? words.replace(linkAddress, '') : words;
};

/** The first own words, on one line: quoted lines are passed over while anything else is there. */
export function snippetOf(text: string): string {
  const lines = wordsOf(text.slice(0, 8_192)).slice(0, 4_096).split('\n');
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
