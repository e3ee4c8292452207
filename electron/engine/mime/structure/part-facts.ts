import { fieldBody, fieldsNamed, type HeaderBlock } from '../header/header-block.ts';
import { type ParameterisedValue, parseParameters } from '../header/parameters.ts';
import type { MimeLimits } from '../limits.ts';
import { hasWords } from '../text/visible-text.ts';

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
  /** The first line of it that separates parts, and belongs to nothing around it. */
  readonly delimiter: () => string | null;
  /** The same where it stands first of all, and again. */
  readonly opening: () => string | null;
}

/**
 * Reads the MIME fields of a part (RFC 2045 §5, RFC 2183). Never throws.
 * @param defaultType what a part without a Content-Type is: `text/plain`, or `message/rfc822` inside a digest (RFC 2046 §5.1.5).
 * @param body asked which of two Content-Type or Content-Transfer-Encoding fields is true
 */
export function readPartFacts(header: HeaderBlock, defaultType: string, limits: MimeLimits, body: BodyEvidence): PartFacts {
  const value = (key: string): string | null => {
    const [field] = mimeFields(header, key);
    return field ? fieldBody(field, limits) : null;
  };
  const contents = mimeFields(header, 'content-type').map((field) => parseContentType(fieldBody(field, limits), limits));
  const chosen = chooseContent(contents, body);
  const content = divided(chosen, defaultType, body) ?? chosen;
  const dispositions = mimeFields(header, 'content-disposition').map((field) => parseParameters(fieldBody(field, limits), limits));
  const contentId = value('content-id');
  const encodings = mimeFields(header, 'content-transfer-encoding').map((field) => encodingName(fieldBody(field, limits)));
  const names = [dispositions.map((each) => each.parameters.get('filename')), contents.map((each) => each.parameters.get('name'))].flat();
  return {
    type: content?.type ?? defaultType,
    parameters: content?.parameters ?? new Map(),
    boundaries: content?.boundaries ?? [],
    disposition: dispositions.find((each) => each.value !== '')?.value ?? null,
    fileName: names.find((name) => name !== undefined && saysAName(name)) ?? null,
    contentId: contentId === null ? null : contentId.replace(/^<|>$/g, '').trim() || null,
    contentLocation: value('content-location')?.replace(/^<|>$|\s+/g, '') || null, // RFC 2557 §4.4.1: folded URLs lose their blanks
    encoding: encodings.length < 2 ? encodings[0] || null : chooseEncoding(encodings, body.start()),
    ambiguous:
      (content?.ambiguous ?? false) ||
      ['content-type', 'content-transfer-encoding', 'content-disposition'].some(
        (key) => mimeFields(header, key).length > 1 || (fieldsNamed(header, key).length === 0 && mimeFields(header, key).length > 0),
      ),
  };
}

const lettersOf = (name: string): string => name.replace(/[^a-z]/g, '');

/** The fields of a name; where there are none, those that only write it in another way (`Content_Type`, `ContentType`). */
function mimeFields(header: HeaderBlock, key: string): ReturnType<typeof fieldsNamed> {
  const exact = fieldsNamed(header, key);
  const found =
    exact.length > 0 ? exact : header.fields.filter((field) => field.key.startsWith('content') && lettersOf(field.key) === lettersOf(key));
  return found.slice(0, mostRepeated);
}

/** A name of blanks, unseen characters, quotes, dots and separators says less than none. */
const saysAName = (name: string): boolean => hasWords(name.replace(/[\s."'/\\]+/g, ''));

/** What `multipart/` can be followed by. */
const multipartSubtype = /\/(mixed|alternative|related|digest|signed|report|encrypted|parallel|appledouble)$/;

/**
 * Whether and how a part is a multipart whose type is unknown (`mutlipart/mixed`), cannot be read or is missing: by the boundary that it names and has,
 * else by the first line of its body. What calls itself a text is one.
 */
function divided(content: ContentType | undefined, defaultType: string, body: BodyEvidence): ContentType | null {
  const subtype = multipartSubtype.exec(content?.type ?? '')?.[1];
  if (defaultType !== 'text/plain' || (content?.known && (subtype === undefined || content.type.startsWith('multipart/')))) return null;
  const named = boundariesIn(content?.parameters.get('boundary'));
  const found = named.length > 0 ? body.delimiter() : body.opening();
  if (found === null || (named.length > 0 && !named.includes(found))) return null;
  return {
    type: `multipart/${subtype ?? 'mixed'}`,
    parameters: content?.parameters ?? new Map(),
    boundaries: [found],
    ambiguous: true,
    known: true,
  };
}

/** Fields of one name that are asked: more only make work. */
const mostRepeated = 4;

interface ContentType extends Pick<PartFacts, 'type' | 'parameters' | 'boundaries' | 'ambiguous'> {
  /** The type begins with a word that types begin with. */
  readonly known: boolean;
}

/**
 * Of several Content-Type fields the multipart whose boundary occurs, else the first that is no multipart, else the first; those that say nothing come
 * last. What it does not say of its text the others do.
 */
function chooseContent(found: readonly ContentType[], body: BodyEvidence): ContentType | undefined {
  if (found.length < 2) return found[0];
  const leaves = found.filter(({ type }) => !type.startsWith('multipart/'));
  const chosen =
    found.find(({ boundaries }) => boundaries.some(body.hasBoundary)) ?? leaves.find(({ known }) => known) ?? leaves[0] ?? found[0];
  if (!chosen) return undefined;
  const others = found
    .filter((each) => each !== chosen)
    .flatMap((each) => [...each.parameters].filter(([name]) => each.type === chosen.type || name === 'charset'));
  return { ...chosen, parameters: new Map([...others.toReversed(), ...chosen.parameters]) };
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

/** `Content-Type: Content-Type: text/plain`. */
const nameAgain = /^(?:\s*content-type\s*:)+/i;
/** `multipart-mixed` and the like. */
const otherSeparator = /^\s*(text|multipart|message)\s*[-_.\\:]\s*(?=[a-z])/;

/**
 * Type and subtype up to the first character that cannot belong to them (RFC 2045 §5.1), so that `multipart/mixed boundary=b`, `multipart/mixed,`
 * and `multipart/multipart/mixed` are still what they were meant to be. What no type can be read in is plain text (§5.2).
 */
function parseContentType(body: string, limits: MimeLimits): ContentType {
  const content: ParameterisedValue = parseParameters(body.replace(nameAgain, ''), limits);
  const value = content.value.replace(otherSeparator, '$1/').replace(/^\s*\//, '');
  const [, first = '', second, third] = typePattern.exec(value) ?? [];
  const repeated = third !== undefined && second !== undefined && topLevel.test(second);
  const subtype = second ?? third;
  const type = repeated ? `${second}/${third}` : subtype !== undefined ? `${first}/${subtype}` : (lonely[first] ?? 'text/plain');
  return {
    type,
    parameters: content.parameters,
    boundaries: type.startsWith('multipart/') ? boundariesIn(content.parameters.get('boundary')) : [],
    ambiguous: content.ambiguous || nameAgain.test(body) || value !== content.value || (second === undefined && third !== undefined),
    known: topLevel.test(first) || lonely[first] !== undefined,
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
