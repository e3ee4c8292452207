/**
 * Facts about each mail protocol that need no connection, one entry each. Ask this table instead of comparing `protocol === …`. The engine's
 * rooms hold the code of each protocol in tables with the same keys, so that a new protocol is one entry in each.
 */
import type { Security } from './accounts.ts';

/** RFC 8314 §7.3 for TLS, RFC 9051 §2.1, RFC 1939 §3, RFC 6409 §3.1 for submission, RFC 5321 §4.5.4.2 for port 25. */
type Ports = Readonly<Record<Security, number>>;

interface IncomingFacts {
  /** Null where mail lies on this computer. */
  readonly ports: Ports | null;
  /** What its server is called in a domain, most often. */
  readonly hostPrefix: string | null;
  /** The server has folders: they can be compared with what is held, and take a copy of what was sent. */
  readonly hasFolders: boolean;
  /** Mail may be taken away from the server (`keepOnServer`). */
  readonly takesMail: boolean;
}

export const incomingProtocols = {
  imap: { ports: { none: 143, starttls: 143, tls: 993 }, hostPrefix: 'imap', hasFolders: true, takesMail: false },
  pop3: { ports: { none: 110, starttls: 110, tls: 995 }, hostPrefix: 'pop', hasFolders: false, takesMail: true },
  mbox: { ports: null, hostPrefix: null, hasFolders: true, takesMail: false },
  maildir: { ports: null, hostPrefix: null, hasFolders: true, takesMail: false },
} as const satisfies Readonly<Record<string, IncomingFacts>>;

export const outgoingProtocols = {
  smtp: { ports: { none: 25, starttls: 587, tls: 465 }, hostPrefix: 'smtp' },
  sendmail: { ports: null, hostPrefix: null },
} as const satisfies Readonly<Record<string, Pick<IncomingFacts, 'ports' | 'hostPrefix'>>>;

export type IncomingProtocol = keyof typeof incomingProtocols;
export type OutgoingProtocol = keyof typeof outgoingProtocols;

/** @param port as digits. Undefined where more than one security is spoken there, or none of ours. */
export function securityOfPort(port: string): Security | undefined {
  const all: readonly Ports[] = [incomingProtocols.imap.ports, incomingProtocols.pop3.ports, outgoingProtocols.smtp.ports];
  // Without TLS from the start a port may be meant either way, but for submission's own.
  if (all.some(({ tls }) => String(tls) === port)) return 'tls';
  return port === String(outgoingProtocols.smtp.ports.starttls) ? 'starttls' : undefined;
}
