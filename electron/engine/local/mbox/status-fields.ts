/**
 * The header fields in which programs that read mbox files keep their marks: `Status` (R read, O old) and `X-Status` (F flagged, A answered,
 * T draft). No standard has them; this is what `mail` (s-nail) and mutt write and Dovecot reads.
 */

interface StatusMarks {
  readonly seen: boolean;
  /** A mail program has been told of it. */
  readonly old: boolean;
  readonly flagged: boolean;
  readonly answered: boolean;
  readonly draft: boolean;
  /** Other letters of X-Status, which are kept. */
  readonly others: string;
}

const statusField = /^(?:status|x-status)[ \t]*:/i;
/** How long the text is, as some writers say it (mboxcl). `mail` takes it out of what it writes: other programs do not keep it right. */
const countField = /^(?:content-length|lines)[ \t]*:/i;
/** What Dovecot, alpine and mutt write and take away besides: the message is the same one with and without. */
const changingFields = '^(?:status|x-status|x-uid|x-keywords|x-imap|x-imapbase|content-length|lines)[ \\t]*:';
const changingField = new RegExp(changingFields, 'i');
const hasChangingField = new RegExp(changingFields, 'im');

/** The lines of a header block with their line ends; a folded field is one of them (RFC 5322 §2.2.3). */
function fieldsOf(header: Buffer): string[] {
  const fields: string[] = [];
  let start = 0;
  const text = header.toString('latin1');
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text[at + 1] === ' ' || text[at + 1] === '\t') continue;
    fields.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) fields.push(text.slice(start));
  return fields;
}

/** A header block without the fields that mail programs change in the file, all else as it is. */
export function withoutStatus(header: Buffer): Buffer {
  // Most messages that wait in a spool have none.
  if (!hasChangingField.test(header.toString('latin1'))) return header;
  return Buffer.from(
    fieldsOf(header)
      .filter((field) => !changingField.test(field))
      .join(''),
    'latin1',
  );
}

export function readStatus(header: Buffer): StatusMarks {
  let status = '';
  let extended = '';
  for (const field of fieldsOf(header)) {
    if (!statusField.test(field)) continue;
    const letters = field.slice(field.indexOf(':') + 1).replace(/[^A-Za-z]/g, '');
    if (/^x/i.test(field)) extended += letters;
    else status += letters;
  }
  return {
    seen: status.includes('R'),
    old: status.includes('O'),
    flagged: extended.includes('F'),
    answered: extended.includes('A'),
    draft: extended.includes('T'),
    others: [...new Set(extended.replace(/[FAT]/g, ''))].join('').slice(0, 20),
  };
}

/**
 * The header block with these marks, as `mail` writes them: behind all other fields, and every message is an old one now.
 * @param keepsCount its Content-Length tells how the message is to be read
 */
export function withStatus(header: Buffer, marks: StatusMarks, keepsCount = false): Buffer {
  const fields = fieldsOf(header).filter((field) => !statusField.test(field) && (keepsCount || !countField.test(field)));
  const last = fields.at(-1);
  const isEnded = last === '\n' || last === '\r\n';
  const lineEnd = fields[0]?.endsWith('\r\n') ? '\r\n' : '\n';
  const extended = `${marks.flagged ? 'F' : ''}${marks.answered ? 'A' : ''}${marks.draft ? 'T' : ''}${marks.others}`;
  const own = [`Status: ${marks.seen ? 'R' : ''}O${lineEnd}`, ...(extended === '' ? [] : [`X-Status: ${extended}${lineEnd}`])];
  const before = isEnded ? fields.slice(0, -1) : fields;
  // A header that nothing ends: the fields must not be joined to its last line.
  const joint = before.length > 0 && !before.at(-1)?.endsWith('\n') ? [lineEnd] : [];
  return Buffer.from([...before, ...joint, ...own, ...(isEnded ? [last] : [])].join(''), 'latin1');
}

/** IMAP's names of these marks (RFC 9051 §2.3.2). */
export const flagsOf = ({ seen, flagged, answered, draft }: StatusMarks): string[] => [
  ...(seen ? ['\\Seen'] : []),
  ...(flagged ? ['\\Flagged'] : []),
  ...(answered ? ['\\Answered'] : []),
  ...(draft ? ['\\Draft'] : []),
];

/** The marks with some of IMAP's flags added and others removed. What has no letter here cannot be kept. */
export function changedMarks(marks: StatusMarks, { add = [], remove = [] }: FlagChanges): StatusMarks {
  const now = (name: string, before: boolean) => (add.includes(name) ? true : remove.includes(name) ? false : before);
  return {
    ...marks,
    seen: now('\\Seen', marks.seen),
    flagged: now('\\Flagged', marks.flagged),
    answered: now('\\Answered', marks.answered),
    draft: now('\\Draft', marks.draft),
  };
}

export interface FlagChanges {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}
