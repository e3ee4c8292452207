/** The fields of a delivery status notification (RFC 3464 §2), in a part of their own or loose in a text. */

export type StatusFields = ReadonlyMap<string, string>;

export interface DeliveryStatus {
  readonly message: StatusFields;
  readonly recipients: readonly StatusFields[];
}

/** Groups of fields that are read; a notice about more recipients is cut. */
const mostGroups = 500;
/** Characters of a value: servers' words of several lines have some hundreds. */
const longestValue = 8_192;

/**
 * @param text decoded, lines of any kind
 * @returns null where no group names a recipient. Linear; never throws.
 */
export function readDeliveryStatus(text: string): DeliveryStatus | null {
  const groups: Map<string, string>[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    if (groups.length >= mostGroups) break;
    const fields = readFields(block);
    if (fields.size > 0) groups.push(fields);
  }
  const recipients = groups.filter(
    (fields) => fields.has('final-recipient') || fields.has('original-recipient') || (fields.has('action') && fields.has('status')),
  );
  if (recipients.length === 0) return null;
  const message = new Map<string, string>();
  for (const fields of groups) for (const [name, value] of fields) if (perMessage.has(name) && !message.has(name)) message.set(name, value);
  return { message, recipients };
}

const perMessage = new Set([
  'reporting-mta',
  'original-envelope-id',
  'arrival-date',
  'received-from-mta',
  'dsn-gateway',
  'x-postfix-queue-id',
  'x-queue-id',
  'message-id',
  'original-message-id',
]);

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of block.split('\n')) {
    if (/^[ \t]/.test(line) && last !== '') {
      const value = fields.get(last) ?? '';
      if (value.length < longestValue) fields.set(last, `${value} ${line.trim()}`.slice(0, longestValue));
      continue;
    }
    const field = /^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:[ \t]*(.*)$/.exec(line);
    last = field?.[1]?.toLowerCase() ?? '';
    if (field && !fields.has(last)) fields.set(last, (field[2] ?? '').trim().slice(0, longestValue));
  }
  return fields;
}

/**
 * The value behind a type (`rfc822; bo@example.org`, RFC 3464 §2.1.2), without what some servers put around it. Characters of other alphabets are
 * written as `\\x{E9}` in an address of the type utf-8 (RFC 6533 §3).
 */
export function typedValue(value: string | undefined): string | null {
  const isUtf8 = /^utf-8[ \t]*;/i.test(value ?? '');
  const bare = (value ?? '')
    .replace(/^[A-Za-z0-9-]{1,30}[ \t]*;[ \t]*/, '')
    .replace(/^<(.*)>$/, '$1')
    .trim();
  const plain = isUtf8
    ? bare.replace(/\\x\{([0-9A-F]{2,6})\}/gi, (all, code: string) => characterOf(Number.parseInt(code, 16)) ?? all)
    : bare;
  return plain === '' ? null : plain;
}

const characterOf = (code: number): string | null =>
  code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? null : String.fromCodePoint(code);

/**
 * Whom a group of fields is about. Gateways name the final recipient by what their own system calls it (X.400, a number of a mailbox): where the
 * address that was written is one of the Internet and that is not, it is the one a person knows.
 * @returns the address, and the other one, where there are two
 */
export function addressesOf(fields: StatusFields): { readonly address: string | null; readonly original: string | null } {
  const final = typedValue(fields.get('final-recipient'));
  const original = typedValue(fields.get('original-recipient'));
  if (final === null || original === null) return { address: final ?? original, original: null };
  const isForeign = !final.includes('@') && original.includes('@');
  if (isForeign) return { address: original, original: null };
  return { address: final, original: original.toLowerCase() === final.toLowerCase() ? null : original };
}
