import { fieldBody, fieldsNamed, firstField, type HeaderBlock } from '../header/header-block.ts';
import { type ParameterisedValue, parseParameters } from '../header/parameters.ts';
import type { MimeLimits } from '../limits.ts';

/** What the header of a part says about it. */
interface PartFacts {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** What separates the children of a multipart: the first of these that occurs. Empty for everything else. */
  readonly boundaries: readonly string[];
  readonly disposition: string | null;
  readonly fileName: string | null;
  readonly contentId: string | null;
  readonly contentLocation: string | null;
  readonly encoding: string | null;
  /** Fields or parameters stand twice: readers will disagree. */
  readonly ambiguous: boolean;
}

/** What the body of a part is asked where its header contradicts itself. */
export interface BodyEvidence {
  /** The first bytes of it. */
  readonly start: () => string;
  /** Whether a boundary of this text occurs in it. */
  readonly hasBoundary: (boundary: string) => boolean;
}

/**
 * Reads the MIME fields of a part (RFC 2045 §5, RFC 2183). Never throws.
 * @param defaultType what a part without a Content-Type is: `text/plain`, or `message/rfc822` inside a digest (RFC 2046 §5.1.5).
 * @param body asked which of two Content-Type or Content-Transfer-Encoding fields is true
 */
export function readPartFacts(header: HeaderBlock, defaultType: string, limits: MimeLimits, body: BodyEvidence): PartFacts {
  const value = (key: string): string | null => {
    const field = firstField(header, key);
    return field ? fieldBody(field, limits) : null;
  };
  const content = chooseContent(
    fieldsNamed(header, 'content-type')
      .slice(0, mostRepeated)
      .map((field) => parseContentType(fieldBody(field, limits), limits)),
    body,
  );
  const dispositionBody = value('content-disposition');
  const disposition = dispositionBody === null ? null : parseParameters(dispositionBody, limits);
  const contentId = value('content-id');
  const encodings = fieldsNamed(header, 'content-transfer-encoding')
    .slice(0, mostRepeated)
    .map((field) => encodingName(fieldBody(field, limits)));
  return {
    type: content?.type ?? defaultType,
    parameters: content?.parameters ?? new Map(),
    boundaries: content?.boundaries ?? [],
    disposition: disposition?.value || null,
    fileName: disposition?.parameters.get('filename') || content?.parameters.get('name') || null,
    contentId: contentId === null ? null : contentId.replace(/^<|>$/g, '').trim() || null,
    contentLocation: value('content-location')?.replace(/^<|>$|\s+/g, '') || null, // RFC 2557 §4.4.1: folded URLs lose their blanks
    encoding: encodings.length < 2 ? encodings[0] || null : chooseEncoding(encodings, body.start()),
    ambiguous:
      (content?.ambiguous ?? false) ||
      ['content-type', 'content-transfer-encoding', 'content-disposition'].some((key) => fieldsNamed(header, key).length > 1),
  };
}

/** Fields of one name that are asked: more only make work. */
const mostRepeated = 4;

interface ContentType extends Pick<PartFacts, 'type' | 'parameters' | 'boundaries' | 'ambiguous'> {}

/** Of several Content-Type fields the multipart whose boundary occurs, else the first that is no multipart, else the first. */
function chooseContent(found: readonly ContentType[], body: BodyEvidence): ContentType | undefined {
  if (found.length < 2) return found[0];
  return (
    found.find(({ boundaries }) => boundaries.some(body.hasBoundary)) ??
    found.find(({ type }) => !type.startsWith('multipart/')) ??
    found[0]
  );
}

const token = "[a-z0-9!#$&^_.+'*`|~%-]+";
const typePattern = new RegExp(`^[\\s"'<]*(${token})(?:\\s*/\\s*(${token})?)?(?:\\s*/\\s*(${token}))?`);
const topLevel = /^(?:text|multipart|message|image|audio|video|application|font|model)$/;
/** Subtypes that are sent without their type. */
const lonely: Readonly<Record<string, string>> = {
  text: 'text/plain',
  plain: 'text/plain',
  html: 'text/html',
  multipart: 'multipart/mixed',
  mixed: 'multipart/mixed',
  alternative: 'multipart/alternative',
  related: 'multipart/related',
  digest: 'multipart/digest',
  message: 'message/rfc822',
};

/**
 * Type and subtype up to the first character that cannot belong to them (RFC 2045 §5.1), so that `multipart/mixed boundary=b`, `multipart/mixed,`
 * and `multipart/multipart/mixed` are still what they were meant to be. What no type can be read in is plain text (§5.2).
 */
function parseContentType(body: string, limits: MimeLimits): ContentType {
  const content: ParameterisedValue = parseParameters(body, limits);
  const [, first = '', second, third] = typePattern.exec(content.value) ?? [];
  const repeated = third !== undefined && second !== undefined && topLevel.test(second);
  const type = repeated ? `${second}/${third}` : second !== undefined ? `${first}/${second}` : (lonely[first] ?? 'text/plain');
  return {
    type,
    parameters: content.parameters,
    boundaries: type.startsWith('multipart/') ? boundariesIn(content.parameters.get('boundary')) : [],
    ambiguous: content.ambiguous,
  };
}

/** A boundary as written, without single quotes around it (which are no quotes in mail), and without the blank that folding left in it. */
function boundariesIn(written: string | undefined): string[] {
  const boundary = written?.trimEnd();
  if (!boundary) return [];
  if (/^[\w=.+-]+$/.test(boundary)) return [boundary];
  const unquoted = /^'(.+)'$/.exec(boundary)?.[1];
  const unfolded = /\s/.test(boundary) ? boundary.replace(/\s+/g, '') : undefined;
  return [boundary, unquoted, unfolded].flatMap((text) => (text ? [Buffer.from(text, 'utf8').toString('latin1')] : []));
}

/** RFC 2045 §6.1 in the spellings that are sent. */
const encodingNames: Readonly<Record<string, string>> = {
  'base-64': 'base64',
  base_64: 'base64',
  b64: 'base64',
  quoted_printable: 'quoted-printable',
  quotedprintable: 'quoted-printable',
  'quoted-printible': 'quoted-printable',
  qp: 'quoted-printable',
};

function encodingName(body: string): string {
  const name = body
    .replace(/\([^()]*\)/g, '')
    .trim()
    .replace(/^["']+/, '')
    .replace(/["';,\s].*$/s, '')
    .toLowerCase();
  return encodingNames[name] ?? name;
}

/** Of several encodings the one that the body can be undone with. */
function chooseEncoding(encodings: readonly string[], start: string): string | null {
  const letters = start.replace(/\r?\n/g, '');
  const groups = letters.length % 4 === 0 || letters.length > 300;
  if (encodings.includes('base64') && groups && /^[A-Za-z0-9+/]+={0,2}$/.test(letters)) return 'base64';
  if (encodings.includes('quoted-printable') && /=(?:[0-9A-F]{2}|\r?\n)/.test(start)) return 'quoted-printable';
  return encodings.find((name) => name !== 'base64' && name !== 'quoted-printable') ?? encodings[0] ?? null;
}
