/** One NO STARTTLS case (Poddebniak et al., USENIX Security 2021) as a server's behaviour, read from its RON file. */
import { isNode, type Ron, type RonNode, readRon } from './ron.ts';

export interface NegotiationCase {
  readonly protocol: 'imap' | 'pop3' | 'smtp';
  readonly implicitTls: boolean;
  readonly preauth: boolean;
  /** The whole line with its end. */
  readonly greeting: string;
  /** Capability words or lines, by what has happened so far. */
  readonly capabilities: {
    readonly clear: readonly string[];
    readonly tls: readonly string[];
    readonly auth: readonly string[];
    readonly tlsAuth: readonly string[];
  };
  /** In capitals; the server pretends not to know them. */
  readonly hidden: ReadonlySet<string>;
  /** Stands for the answer to STARTTLS, `<tag>` for the tag. */
  readonly startTlsAnswer: string | null;
  /** Whether the server goes on with the handshake. */
  readonly transition: boolean;
}

/** Reads a case; throws on a field that is missing or of another kind, so that no case is skipped unnoticed. */
export function readCase(protocol: NegotiationCase['protocol'], source: string): NegotiationCase {
  const ron = readRon(source);
  if (!isNode(ron)) throw new Error('a case is a struct');
  const { fields } = ron;
  const words = (name: string) => list(fields.get(name)).map((item) => (typeof item === 'string' ? item : capabilityWord(item)));
  const answer = unwrap(fields.get(protocol === 'imap' ? 'starttls_response' : 'stls_response'));
  const transition = fields.get(protocol === 'imap' ? 'starttls_transition' : 'stls_make_transition');
  const prefix = { imap: 'caps', pop3: 'capa', smtp: 'capabilities' }[protocol];
  const greeting = fields.get('greeting');
  return {
    protocol,
    implicitTls: fields.get('implicit_tls') === true,
    preauth: isNode(fields.get('state')) && (fields.get('state') as RonNode).name === 'Authenticated', // asked just before
    greeting: protocol === 'smtp' ? '220 example.org ESMTP\r\n' : typeof greeting === 'string' ? greeting : imapGreeting(greeting),
    capabilities: {
      clear: words(prefix),
      tls: words(`${prefix}_tls`),
      auth: words(`${prefix}_auth`),
      tlsAuth: words(`${prefix}_tls_auth`),
    },
    hidden: new Set(list(fields.get('hide_commands')).map((name) => String(name).toUpperCase())),
    startTlsAnswer: typeof answer === 'string' ? answer : null,
    transition: transition !== false,
  };
}

const list = (ron: Ron | undefined): readonly Ron[] => (Array.isArray(ron) ? ron : []);

const unwrap = (ron: Ron | undefined): Ron | undefined => (isNode(ron) && ron.name === 'Some' ? ron.items[0] : ron);

/** `Auth(Plain)` is `AUTH=PLAIN` in IMAP; SMTP's `Auth([Plain, Login])` is `AUTH PLAIN LOGIN`. */
function capabilityWord(ron: Ron): string {
  if (!isNode(ron)) throw new Error('a capability is a word');
  const [first] = ron.items;
  if (ron.name === 'Auth' && Array.isArray(first))
    return `AUTH ${first.map((mechanism) => (isNode(mechanism) ? mechanism.name.toUpperCase() : '')).join(' ')}`;
  if (ron.name === 'Auth' && isNode(first)) return `AUTH=${first.name.toUpperCase()}`;
  if (ron.name === 'Compress') return 'COMPRESS=DEFLATE';
  if (ron.name === 'LoginReferrals' || ron.name === 'MailboxReferrals') return ron.name.replace(/(?=R)/, '-').toUpperCase();
  // Other(CapabilityOther(inner: Atom("IMAP4")))
  const inner = isNode(first) ? first.fields.get('inner') : undefined;
  if (ron.name === 'Other' && isNode(inner)) return String(inner.items[0]);
  return ron.name.toUpperCase();
}

function imapGreeting(ron: Ron | undefined): string {
  if (!isNode(ron)) throw new Error('an IMAP case has a greeting');
  const kind = ron.fields.get('kind');
  const code = unwrap(ron.fields.get('code'));
  const text = ron.fields.get('text');
  const [vector] = isNode(code) && code.name === 'Capability' ? code.items : [];
  const words = isNode(vector) ? list(vector.items[0]).map(capabilityWord) : [];
  const section = words.length > 0 ? `[CAPABILITY ${words.join(' ')}] ` : '';
  return `* ${isNode(kind) ? kind.name.toUpperCase() : ''} ${section}${isNode(text) ? String(text.items[0]) : ''}\r\n`;
}
