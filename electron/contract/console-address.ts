/** Where a console leads, as it is written in one word: `imaps://mail.example.org`, `smtp://127.0.0.1:2525`. */
import type { Security } from './accounts.ts';
import type { ConsoleProtocol, ConsoleTarget } from './console.ts';
import { incomingProtocols, outgoingProtocols } from './mail-protocols.ts';

export type ConsoleServer = Extract<ConsoleTarget, { kind: 'server' }>;

/** The port of each protocol, where it has one. ManageSieve has none with TLS from the first byte (RFC 5804 §1.8). */
export const consolePorts: Readonly<Record<ConsoleProtocol, Readonly<Partial<Record<Security, number>>>>> = {
  smtp: outgoingProtocols.smtp.ports,
  imap: incomingProtocols.imap.ports,
  pop3: incomingProtocols.pop3.ports,
  managesieve: { none: 4190, starttls: 4190 },
  raw: {},
};

const schemes: Readonly<Record<string, Pick<ConsoleServer, 'protocol' | 'security'>>> = {
  smtp: { protocol: 'smtp', security: 'none' },
  smtps: { protocol: 'smtp', security: 'tls' },
  imap: { protocol: 'imap', security: 'none' },
  imaps: { protocol: 'imap', security: 'tls' },
  pop3: { protocol: 'pop3', security: 'none' },
  pop3s: { protocol: 'pop3', security: 'tls' },
  // RFC 5804 §3
  sieve: { protocol: 'managesieve', security: 'none' },
  sieves: { protocol: 'managesieve', security: 'tls' },
  raw: { protocol: 'raw', security: 'none' },
  tls: { protocol: 'raw', security: 'tls' },
};

export const consoleSchemes: readonly string[] = Object.keys(schemes);

/**
 * @param security of the connection, where it is another one than the scheme says: the port may follow from it
 * @returns the server; `no-address` for what is none, `no-port` where a port is missing or none
 */
export function readConsoleAddress(address: string, security?: 'starttls'): ConsoleServer | 'no-address' | 'no-port' {
  const [, scheme = '', host = '', digits] = /^([a-z0-9]+):\/\/(\[[0-9a-f:.]+\]|[^/:\s@]+)(?::(\d{1,5}))?\/?$/i.exec(address) ?? [];
  const known = Object.hasOwn(schemes, scheme.toLowerCase()) ? schemes[scheme.toLowerCase()] : undefined;
  if (!known) return 'no-address';
  const { protocol } = known;
  const protectedBy = security ?? known.security;
  const port = digits === undefined ? consolePorts[protocol][protectedBy] : Number(digits);
  if (port === undefined || port < 1 || port > 65_535) return 'no-port';
  return { kind: 'server', protocol, host: host.replace(/^\[|\]$/g, ''), port, security: protectedBy };
}

/** The address of a server; STARTTLS is a command and stands in none. Null where the host cannot be written in one. */
export function consoleAddressOf({ protocol, security, host, port }: Omit<ConsoleServer, 'kind'>): string | null {
  const tls = security === 'tls';
  const scheme = consoleSchemes.find((name) => schemes[name]?.protocol === protocol && (schemes[name]?.security === 'tls') === tls);
  const address = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return typeof readConsoleAddress(address) === 'string' ? null : address;
}
