import { charactersIn } from '../../../base/characters.ts';

/** Names that Windows keeps for devices, with any extension; it drops the blanks before one. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i;
/** Nothing that is not seen, acts or turns the writing around belongs into the name of a file. */
const unwritable = charactersIn(
  ['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'joiner', 'annotation', 'tag'],
  'g',
);
/** Names that a folder window obeys instead of showing. */
const obeyed = new Set(['desktop.ini', 'thumbs.db', 'autorun.inf', 'folder.htt']);
const mostBytes = 200;

/** What a file without a usable name is called, by type. */
const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'text/rfc822-headers': 'txt',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/csv': 'csv',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/ms-tnef': 'dat',
  'application/pgp-signature': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
  'application/x-pkcs7-mime': 'p7m',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'image/svg+xml': 'svg',
};

const types = new Map(Object.entries(extensions).map(([type, extension]) => [extension, type]));

/** The type of a file of which only the name is known. */
export const typeOfName = (name: string): string =>
  types.get(/\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '') ?? 'application/octet-stream';

/** The name of an attachment that came without one. */
export const nameWithout = (type: string, partId: string): string =>
  `attachment${partId ? `-${partId.replace(/[^0-9.]/g, '')}` : ''}.${extensions[type] ?? 'bin'}`.replace(/\.\./g, '.');

/**
 * A name that is safe to write on every system: one path component of at most 200 bytes in UTF-8, no control, direction or invisible characters,
 * no separators, drives, streams or wildcards, no leading dot or dash, no trailing dot or blank, no device name, not a file that folder windows
 * obey. The extension survives shortening. Pure and idempotent.
 */
export function safeFileName(name: string, fallback = 'attachment.bin'): string {
  let text = name.normalize('NFC').toWellFormed().slice(-4_096).replace(unwritable, '');
  text = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
  text = text
    .replace(/[<>:"|?*%$`]/g, '_')
    .replace(/\s+/g, ' ')
    .trim();
  text = withoutEdges(text);
  if (text === '' || /^_+$/.test(text)) text = fallback;
  if (devices.test(text) || obeyed.has(text.toLowerCase())) text = `_${text}`;
  return shorten(text);
}

/** Leading dots hide a file, leading dashes become options; Windows drops trailing dots and blanks and so changes the name. */
function withoutEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && '.-~ '.includes(text[start] ?? '')) start += 1;
  while (end > start && '. '.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(start, end);
}

function shorten(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const dot = text.lastIndexOf('.');
  const extension = dot > 0 && text.length - dot <= 20 ? text.slice(dot) : '';
  let stem = extension ? text.slice(0, dot) : text;
  stem = [...stem].slice(0, mostBytes).join('');
  while (Buffer.byteLength(stem) + Buffer.byteLength(extension) > mostBytes) stem = [...stem].slice(0, -1).join('');
  return withoutEdges(stem) + extension;
}

/** Gives names that occur more than once, ignoring case, a number before the extension: `a.pdf`, `a (2).pdf`. */
export function distinctNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    const key = name.toLowerCase();
    let candidate = name;
    let count = next.get(key) ?? 1;
    while (used.has(candidate.toLowerCase())) {
      count += 1;
      const dot = name.lastIndexOf('.');
      candidate = dot > 0 ? `${name.slice(0, dot)} (${count})${name.slice(dot)}` : `${name} (${count})`;
    }
    next.set(key, count);
    used.add(candidate.toLowerCase());
    return candidate;
  });
}
