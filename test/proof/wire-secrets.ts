/** Where secrets stand in what a client said, worked out from the protocols' own rules and nothing of the program. */
import { createHash, createHmac } from 'node:crypto';

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Base64 characters that carry a bit of the bytes from `start` to `end`. */
const base64Characters = (start: number, end: number): Span => {
  const offset = Math.floor((start * 4) / 3);
  return { offset, length: Math.ceil((end * 4) / 3) - offset };
};

function within(text: string, line: RegExp, place: (match: RegExpExecArray) => Span | null): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(new RegExp(line.source, `${line.flags.replace('g', '')}g`))) {
    const span = place(match as RegExpExecArray); // matchAll gives the same object as exec
    if (span) found.push({ offset: match.index + span.offset, length: span.length });
  }
  return found;
}

/**
 * @param client everything one side said on one connection, octet for octet
 * @param server everything the other side said: challenges come from there
 * @returns the spans that must be masked in what the client said
 */
export function expectedSecrets(client: Buffer, server: Buffer, user: string, password: string): Span[] {
  const text = client.toString('latin1');
  const secret = Buffer.from(password, 'utf8').toString('latin1');
  const quoted = secret.replace(/["\\]/g, '\\$&');
  const spans: Span[] = [];
  const whole = (literal: string, after: string) =>
    within(text, new RegExp(`${after.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'g'), (match) =>
      text.startsWith(literal, match.index + match[0].length) ? { offset: match[0].length, length: literal.length } : null,
    );
  // IMAP LOGIN user "password", or as an atom; POP3 PASS password.
  spans.push(...whole(quoted, `LOGIN "${user}" "`), ...whole(quoted, `LOGIN ${user} "`));
  spans.push(
    ...within(text, new RegExp(`LOGIN "?${user}"? (?!")`), (match) =>
      text.startsWith(secret, match.index + match[0].length) ? { offset: match[0].length, length: secret.length } : null,
    ),
  );
  spans.push(...whole(secret, 'PASS '));
  // SASL PLAIN (RFC 4616): the password is the third part.
  for (const identity of ['', user]) {
    const plain = Buffer.from(`${identity}\0${user}\0${password}`, 'utf8');
    const start = Buffer.byteLength(`${identity}\0${user}\0`);
    spans.push(...within(text, new RegExp(literally(plain.toString('base64'))), () => base64Characters(start, plain.length)));
  }
  // LOGIN as a SASL mechanism: a line of its own.
  const encoded = Buffer.from(password, 'utf8').toString('base64');
  spans.push(
    ...within(text, new RegExp(`(?<=\\r\\n)${literally(encoded)}(?=\\r\\n)`), () => ({
      offset: 0,
      length: encoded.replace(/=+$/, '').length,
    })),
  );
  // CRAM-MD5 (RFC 2195): the digest of each challenge.
  for (const [, challenge = ''] of server.toString('latin1').matchAll(/^(?:\+|334) ([A-Za-z0-9+/=]{8,})\r$/gm)) {
    const digest = createHmac('md5', password).update(Buffer.from(challenge, 'base64')).digest('hex');
    const answer = Buffer.from(`${user} ${digest}`);
    spans.push(...within(text, new RegExp(literally(answer.toString('base64'))), () => base64Characters(user.length + 1, answer.length)));
  }
  // APOP (RFC 1939 §7): the digest of the greeting's time stamp and the password.
  const stamp = /^\+OK .*?(<[^>]+>)/.exec(server.toString('latin1'))?.[1];
  if (stamp) {
    const digest = createHash('md5')
      .update(stamp + password)
      .digest('hex');
    spans.push(...within(text, new RegExp(`(?<=APOP ${literally(user)} )${digest}`), () => ({ offset: 0, length: digest.length })));
  }
  return spans.filter(({ length }) => length > 0).toSorted((left, right) => left.offset - right.offset);
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
