import type { UnreadContent } from '../../../contract/messages.ts';
import { decodedBytes, encodedBytes, type MessageStructure, type Part } from './structure.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Kinds of content that the reader cannot show, named so that the message does not look empty. */
const names: Readonly<Record<string, UnreadContent>> = {
  'signed-data': 'smime-signed',
  'enveloped-data': 'smime-encrypted',
  'authenveloped-data': 'smime-encrypted',
  'compressed-data': 'smime-compressed',
  'certs-only': 'smime-certificates',
};

/** Object identifiers of CMS content types in hexadecimal (RFC 5652 §14, RFC 5083 §4, RFC 3274 §1). */
const identifiers: readonly (readonly [string, UnreadContent])[] = [
  ['2a864886f70d010702', 'smime-signed'],
  ['2a864886f70d010703', 'smime-encrypted'],
  ['2a864886f70d0109100117', 'smime-encrypted'],
  ['2a864886f70d0109100109', 'smime-compressed'],
];

/** What a part is, and whether the words of the message are in it: then it is named beside other words too, such as the footer of a mailing list. */
interface Kind {
  readonly kind: UnreadContent;
  readonly isContent: boolean;
}

/**
 * Names what is in a message beside or instead of its text: S/MIME (RFC 8551 §3.2), OpenPGP (RFC 3156 §4), TNEF (Outlook's `winmail.dat`), and an
 * invitation (RFC 5546) or an OpenPGP file that is all there is.
 * @param attached the parts that are not shown as text
 * @param empty whether the message has no words to show
 */
export function unreadContent(structure: MessageStructure, attached: readonly Part[], empty: boolean): UnreadContent[] {
  const found = new Set<UnreadContent>();
  for (const part of attached) {
    const named = kindOf(structure, part);
    if (named && (empty || named.isContent)) found.add(named.kind);
  }
  if (structure.root.type === 'multipart/encrypted') found.add('pgp-encrypted');
  return [...found];
}

/** The name that S/MIME gives to what it encloses (RFC 8551 §3.2.1); other names are those of signed files, such as invoices. */
const smimeName = /^smime(?:[ _-]?\(?\d+\)?)?\.p7[mz]$/;

function kindOf(structure: MessageStructure, part: Part): Kind | null {
  const { type } = part;
  const name = (part.fileName ?? '').trim().toLowerCase();
  const isUntyped = type === 'application/octet-stream' || type === 'application/binary';
  if (/^application\/(?:(?:x-)?pkcs7-mime|cms)$/.test(type) || (isUntyped && /\.p7[mz]$/.test(name))) {
    const kind = smimeKind(structure, part);
    return { kind, isContent: kind !== 'smime-certificates' && (name === '' || smimeName.test(name)) };
  }
  if (/^application\/(?:vnd\.)?(?:x-)?(?:ms-)?tnef$/.test(type) || name === 'winmail.dat' || name === 'win.dat')
    return { kind: 'tnef', isContent: true };
  if (isUntyped && (name === '' || name.endsWith('.dat')) && startOf(part).startsWith(tnefSignature))
    return { kind: 'tnef', isContent: true };
  if (type === 'application/pgp-encrypted') return { kind: 'pgp-encrypted', isContent: true };
  if (
    /^application\/(?:x-)?pgp$/.test(type) ||
    (isUntyped && /\.(?:asc|pgp|gpg)$/.test(name) && startOf(part).includes('BEGIN PGP MESSAGE'))
  )
    return { kind: 'pgp-encrypted', isContent: false };
  if (
    /^(?:text|application)\/(?:x-v?|v)?calendar$|^application\/ics$/.test(type) ||
    (/\.(?:ics|vcs)$/.test(name) && !type.startsWith('text/plain'))
  )
    return { kind: 'calendar', isContent: false };
  return null;
}

/** TNEFSignature, the first bytes of TNEF (MS-OXTNEF), in latin1. */
const tnefSignature = '\x78\x9f\x3e\x22';

/** The beginning of a part in latin1: what it is shows there. */
const startOf = (part: Part): string => decodeTransfer(encodedBytes(part).subarray(0, 256), part.encoding).toString('latin1').trimStart();

function smimeKind(structure: MessageStructure, part: Part): UnreadContent {
  const named = names[part.parameters.get('smime-type')?.toLowerCase() ?? ''];
  if (named !== undefined) return named;
  const start = decodedBytes(structure, part).toString('hex', 0, 64);
  return identifiers.find(([identifier]) => start.includes(identifier))?.[1] ?? 'smime-encrypted';
}
