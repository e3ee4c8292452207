import { randomBytes } from 'node:crypto';

/**
 * The Message-IDs in a Message-ID, In-Reply-To or References field (RFC 5322 §3.6.4), each with its brackets.
 * Words without brackets count only where there are no brackets at all. Bounded by `most`, keeping the first and the newest.
 */
export function parseMessageIds(body: string, most = 1_000): string[] {
  const bracketed = body.match(/<[^<>\s]{1,995}>/g);
  const found =
    bracketed ??
    body
      .split(/[<>\s"(),;:]+/)
      .filter((word) => word.length <= 995 && /.@./.test(word))
      .map((id) => `<${id}>`);
  const clean = found.filter((id) => !/[\u0000-\u0020\u007f]/.test(id));
  const [first] = clean;
  return clean.length <= most || first === undefined ? clean : [first, ...clean.slice(clean.length - most + 1)];
}

/**
 * A new Message-ID, with brackets: 128 random bits at the domain of the sender (RFC 5322 §3.6.4), never this machine's name.
 * @param address the sender; an address without a usable domain gives `localhost.invalid`.
 */
export function createMessageId(address: string): string {
  const domain = /@([a-z0-9.-]{1,253})$/i.exec(address)?.[1] ?? 'localhost.invalid';
  return `<${randomBytes(16).toString('base64url')}@${domain.toLowerCase()}>`;
}
