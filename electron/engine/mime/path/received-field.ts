/** What one trace field says (RFC 5321 §4.4), in the dialects of the servers that write it. */
import { isIP } from 'node:net';
import { parseReceivedDate } from '../header/date-field.ts';
import { type Clause, type Clauses, readClauses } from './clauses.ts';

interface TracedHost {
  readonly name: string | null;
  readonly reverse: string | null;
  readonly address: string | null;
}

export interface ReceivedField {
  readonly from: TracedHost | null;
  readonly by: { readonly name: string | null; readonly address: string | null };
  readonly protocol: string | null;
  readonly encrypted: boolean | null;
  readonly tls: { readonly version: string | null; readonly cipher: string | null } | null;
  readonly authenticated: boolean;
  readonly id: string | null;
  readonly recipient: string | null;
  readonly program: string | null;
  readonly date: number | null;
  /** No connection brought it: a program of the same machine handed it over. */
  readonly isLocal: boolean;
  /** The server says itself that the name of the sender may be forged. */
  readonly isForged: boolean;
  /** The server looked for the name of the address and found none. */
  readonly hasNoReverse: boolean;
}

const none: Clause = { words: [], comments: [] };

/** @param body unfolded, without control characters. Linear; never throws. */
export function readReceived(body: string): ReceivedField {
  const clauses = readClauses(body);
  const clause = (name: Parameters<Clauses['named']['get']>[0]): Clause => clauses.named.get(name) ?? none;
  const [from, by, withClause, id, recipient, tlsClause] = [
    clause('from'),
    clause('by'),
    clause('with'),
    clause('id'),
    clause('for'),
    clause('tls'),
  ];
  const comments = [clauses.before, ...clauses.named.values()].flatMap((one) => one.comments);
  const cipher = patchedCipher(withClause);
  const tls = cipher === null ? readTls(comments, tlsClause) : { version: null, cipher };
  const protocol = protocolOf(withClause, by);
  const host = readHost(from);
  return {
    from: host,
    by: { name: nameOf(by.words[0]), address: addressIn(by.words[0] ?? '') ?? firstAddress(by.comments) },
    protocol,
    encrypted: isEncrypted(protocol, tls),
    tls,
    authenticated: isAuthenticated(protocol, comments),
    id: bare(id.words.find((word) => word !== '') ?? '') || null,
    recipient: bare(recipient.words.find((word) => word.includes('@')) ?? '') || null,
    program: programOf(comments, withClause),
    date: parseReceivedDate(body),
    isLocal: !host?.address && (isPickup(from.words) || isHandedOver(protocol, comments, by)),
    isForged: from.comments.some((comment) => /may be forged/i.test(comment)),
    hasNoReverse:
      from.comments.some((comment) => /^unknown\s*\[/i.test(comment)) || (from.words[0] === 'unknown' && from.comments.length > 0),
  };
}

/** Without angle brackets and what follows a list. */
const bare = (word: string): string => word.replace(/^<|>?[,;]?$/g, '').slice(0, 320);

/** A word that can be a name of a host, an address literal left out. */
function nameOf(word: string | undefined): string | null {
  if (word === undefined || addressIn(word) !== null) return null;
  const name = word.replace(/^[<["]|[>\].",]$/g, '');
  return name === '' || name === 'unknown' ? null : name.slice(0, 255);
}

/** `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[192.0.2.1]:587`, `::ffff:192.0.2.1`, or the address alone. */
function addressIn(word: string): string | null {
  const literal = /^\[(?:IPv6:)?([^\]]{1,60})\](?::\d{1,5})?$/i.exec(word)?.[1] ?? word;
  const mapped = /^(?:IPv6:)?(?:::ffff:)?(.{1,60})$/i.exec(literal)?.[1] ?? literal;
  return isIP(mapped) === 0 ? null : mapped.toLowerCase();
}

const firstAddress = (comments: readonly string[]): string | null => {
  for (const comment of comments)
    for (const word of comment.split(/[\s=]+/)) {
      // qmail writes `(user@192.0.2.1)`.
      const address = addressIn(word.replace(/^[^[]*(?=\[)|^.*@(?=[\da-f.:]{2,45}$)/i, '').replace(/[,;]$/, ''));
      if (address !== null) return address;
    }
  return null;
};

const isPickup = (words: readonly string[]): boolean => /^(?:mail )?pickup service$/i.test(words.slice(0, 3).join(' '));

/** `helo=`, `HELO`, `EHLO` in a comment: then the word before is the name that the address leads back to (Exim, qmail, James). */
const greeting = /(?:^|[\s(])(?:helo=|(?:HELO|EHLO)\s+)\[?([^\s\])]{1,255})/i;

function readHost({ words, comments }: Clause): TracedHost | null {
  const first = words[0];
  if (first === undefined && comments.length === 0) return null;
  // A folder from which Microsoft's server takes what programs lay there.
  if (isPickup(words)) return null;
  // The one in a comment is the connection's; what stands before it, or behind HELO, is what the sender called itself.
  const isGreeting = (comment: string): boolean => /^(?:HELO|EHLO)\s/i.test(comment);
  const address = firstAddress([...comments.filter((one) => !isGreeting(one)), ...comments.filter(isGreeting), ...words]);
  const helo = comments.map((comment) => greeting.exec(comment)?.[1]).find((name) => name !== undefined);
  if (helo !== undefined) return { name: nameOf(helo) ?? helo, reverse: nameOf(first), address };
  // `(mail.example. [192.0.2.1])`, with `user@` before it where the sender's machine was asked (RFC 1413).
  const reverse = comments
    .map((comment) => /^(?:[^\s[\]@]{1,64}@)?([^\s[\]@()]{1,255})\s+\[/.exec(comment)?.[1])
    .find((name) => name !== undefined);
  return { name: nameOf(first), reverse: nameOf(reverse?.replace(/\.$/, '')), address };
}

/** The words of `with` up to what is no part of a name of a protocol; Smail and others write `with` behind a comment of `by`. */
function protocolOf({ words }: Clause, by: Clause): string | null {
  const [first] = words;
  if (first === undefined) return by.comments.some((comment) => /userid|Submit/i.test(comment)) ? 'local' : null;
  if (/^Microsoft$/i.test(first)) return words.slice(0, 3).join(' ').replace(/;.*/, '');
  const name = words[1]?.toLowerCase() === 'encrypted' ? words[2] : first;
  return name !== undefined && /^[a-z]/i.test(name) ? name.slice(0, 60) : null;
}

/** `with DES-CBC3-SHA encrypted SMTP`, or `with (DES-CBC3-SHA encrypted) SMTP`, as well-known patches of qmail have it. */
const patchedCipher = ({ words, comments }: Clause): string | null =>
  /^([A-Z0-9_-]{3,60}) encrypted$/i.exec([words.slice(0, 2).join(' '), ...comments].find((one) => / encrypted$/i.test(one)) ?? '')?.[1] ??
  null;

/** `ESMTPS`, `esmtpsa`, `UTF8SMTPS`, `LMTPSA` and the like (RFC 3848 §1, RFC 6531 §4.3): S is TLS, A is signed in. */
const registered = /^(?:UTF8)?(?:E?SMTP|LMTP)(S?)(A?)$/i;

function isEncrypted(protocol: string | null, tls: ReceivedField['tls']): boolean | null {
  if (tls) return true;
  if (protocol === null) return null;
  const match = registered.exec(protocol);
  if (match) return match[1] === '' ? (/^E?SMTP/i.test(protocol) ? false : null) : true;
  return /^(?:HTTPS|SMTPS|IMAPS|POP3S)$|\/TLS\b/i.test(protocol) ? true : null;
}

const isAuthenticated = (protocol: string | null, comments: readonly string[]): boolean =>
  (registered.exec(protocol ?? '')?.[2] ?? '') !== '' ||
  /^asmtp$/i.test(protocol ?? '') ||
  comments.some((comment) => /^Authenticated sender:|\bauthenticated(?: bits=\d+)?$|^account /i.test(comment));

const version = /\b(TLS|SSL)v?\.?(\d)(?:[._](\d))?/i;

function readTls(comments: readonly string[], { words }: Clause): ReceivedField['tls'] {
  const inComment = comments.find((comment) => /\bversion=|\busing (?:TLS|SSL)|^(?:TLS|SSL)v?[\d.]|\bcipher[= ]/i.test(comment));
  if (inComment === undefined && words.length === 0) return null;
  const found = inComment === undefined ? null : version.exec(inComment);
  // `cipher=`, `with cipher`, and Exim's `TLS1.2:ECDHE_RSA_AES_256_GCM_SHA384:256`.
  const cipher = /\bcipher[= ]([A-Za-z0-9_-]{3,60})|^TLS[\d.v]+:([A-Za-z0-9_-]{3,60})/i.exec(inComment ?? '');
  return {
    version: found ? `${(found[1] ?? '').toUpperCase()} ${found[2]}.${found[3] ?? '0'}` : null,
    cipher: cipher?.[1] ?? cipher?.[2] ?? words[0]?.slice(0, 60) ?? null,
  };
}

/** Programs that name themselves in a comment behind the host or in one of their own. */
function programOf(comments: readonly string[], withClause: Clause): string | null {
  for (const comment of comments) {
    const known =
      /\b(Postfix|Exim(?: [\d.]+[\w-]*)?|qmail|Nemesis|fetchmail-[\d.]+|amavisd-new|Smail[\d.]+|nwsmtp\/Yandex|ZoneMTA[\w ]*|MDaemon|Haraka(?:\/[\d.]+)?|OpenSMTPD|Dovecot|PowerMTA|CommuniGate Pro|hMailServer|Postglass practice server)/i.exec(
        comment,
      )?.[1];
    if (known) return known.trim();
    // `(8.17.1/8.17.1)` is what Sendmail calls itself, with what a distribution adds.
    const sendmail = /^(8\.\d{1,2}\.\d{1,2})[^\s]*$/.exec(comment)?.[1];
    if (sendmail) return `Sendmail ${sendmail}`;
  }
  if (/^Microsoft$/i.test(withClause.words[0] ?? '')) return 'Microsoft Exchange';
  return null;
}

const isHandedOver = (protocol: string | null, comments: readonly string[], by: Clause): boolean =>
  /^(?:local(?:-\w+)?|mapi|HTTPS?|LISTAR)$/i.test(protocol ?? '') ||
  comments.some((comment) => /^qmail \d+ invoked (?:by|for|from)|^from \S|\bfrom userid \d+|\bSubmit\b|^Haraka outbound$/i.test(comment)) ||
  by.comments.some((comment) => /userid/i.test(comment));
