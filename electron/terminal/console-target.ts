/** What `console` is to connect to, as it is written on a command line: `imaps://mail.example.org`, `smtp://127.0.0.1:2525`. */
import type { ConsoleTarget } from '../contract/console.ts';
import { incomingProtocols, outgoingProtocols } from '../contract/mail-protocols.ts';

type Server = Extract<ConsoleTarget, { kind: 'server' }>;

const ports = { smtp: outgoingProtocols.smtp.ports, imap: incomingProtocols.imap.ports, pop3: incomingProtocols.pop3.ports, raw: null };

const schemes: Readonly<Record<string, Pick<Server, 'protocol' | 'security'>>> = {
  smtp: { protocol: 'smtp', security: 'none' },
  smtps: { protocol: 'smtp', security: 'tls' },
  imap: { protocol: 'imap', security: 'none' },
  imaps: { protocol: 'imap', security: 'tls' },
  pop3: { protocol: 'pop3', security: 'none' },
  pop3s: { protocol: 'pop3', security: 'tls' },
  raw: { protocol: 'raw', security: 'none' },
  tls: { protocol: 'raw', security: 'tls' },
};

/** @returns the server, or a sentence saying what is wrong */
export function readConsoleTarget(address: string, startTls: boolean): Server | string {
  const [, scheme = '', host = '', digits] = /^([a-z0-9]+):\/\/(\[[0-9a-f:.]+\]|[^/:\s@]+)(?::(\d{1,5}))?\/?$/i.exec(address) ?? [];
  const known = Object.hasOwn(schemes, scheme.toLowerCase()) ? schemes[scheme.toLowerCase()] : undefined;
  if (!known) return `console takes one of ${Object.keys(schemes).join(', ')}://HOST[:PORT], not ${address}`;
  if (startTls && (known.security === 'tls' || known.protocol === 'raw')) return `--starttls does not go with ${scheme}://`;
  const security = startTls ? 'starttls' : known.security;
  const port = digits === undefined ? ports[known.protocol]?.[security] : Number(digits);
  if (port === undefined || port < 1 || port > 65_535) return `${address} names no port from 1 to 65535`;
  return { kind: 'server', protocol: known.protocol, host: host.replace(/^\[|\]$/g, ''), port, security };
}
