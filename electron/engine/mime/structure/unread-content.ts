import type { UnreadContent } from '../../../contract/messages.ts';
import { decodedBytes, type MessageStructure, type Part } from './structure.ts';

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

/**
 * Names what is in a message beside or instead of its text: S/MIME (RFC 8551 §3.2), OpenPGP (RFC 3156 §4), TNEF (Outlook's `winmail.dat`), and an
 * invitation (RFC 5546) or OpenPGP that is all there is.
 * @param attached the parts that are not shown as text
 * @param empty whether the message has no words to show
 */
export function unreadContent(structure: MessageStructure, attached: readonly Part[], empty: boolean): UnreadContent[] {
  const found = new Set<UnreadContent>();
  for (const part of attached) {
    const kind = kindOf(structure, part);
    if (kind !== null && (empty || kind === 'tnef')) found.add(kind);
  }
  if (structure.root.type === 'multipart/encrypted') found.add('pgp-encrypted');
  return [...found];
}

function kindOf(structure: MessageStructure, part: Part): UnreadContent | null {
  const name = (part.fileName ?? '').toLowerCase();
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type) || (part.type === 'application/octet-stream' && /\.p7[mz]$/.test(name)))
    return smimeKind(structure, part);
  if (/^application\/(?:ms-tnef|vnd\.ms-tnef)$/.test(part.type) || name === 'winmail.dat') return 'tnef';
  if (part.type === 'text/calendar' || part.type === 'application/ics') return 'calendar';
  return null;
}

function smimeKind(structure: MessageStructure, part: Part): UnreadContent {
  const named = names[part.parameters.get('smime-type')?.toLowerCase() ?? ''];
  if (named !== undefined) return named;
  const start = decodedBytes(structure, part).toString('hex', 0, 64);
  return identifiers.find(([identifier]) => start.includes(identifier))?.[1] ?? 'smime-encrypted';
}
