/** Options for ImapFlow: the connection and our limits; everything else is decided in this folder. */
import type { ImapFlowOptions } from 'imapflow';
import { usernameOf } from '../wire/authentication/credentials.ts';
import { tlsOptionsFor } from '../wire/trust.ts';
import type { ImapLimits, ImapOptions } from './imap-types.ts';

/** The library's own timers are set so long that ours, on the clock handed in, always fire first. */
const never = 2 ** 31 - 1;

/** Octets of a literal in an answer that is no FETCH of ours: a folder's name, an envelope. */
export const largestUnasked = 1 << 20;

export function libraryOptions({ host, port, security, trust, credentials, compress }: ImapOptions, limits: ImapLimits): ImapFlowOptions {
  return {
    host,
    port,
    secure: security === 'tls',
    // Defence T1 of the checklist.
    doSTARTTLS: security === 'starttls',
    tls: tlsOptionsFor(host, port, trust),
    // No credentials for the library: authentication is ours, and it cannot send what it does not have.
    auth: { user: usernameOf(credentials) },
    logger: false,
    clientInfo: { name: 'Postglass', vendor: '', version: '', 'support-url': '' },
    disableAutoIdle: true,
    disableIMAP4rev2: true,
    qresync: true,
    // Decided when the address is known.
    disableCompression: compress !== true,
    // Defence P1 of the checklist.
    maxLineLength: limits.line,
    maxLiteralSize: Math.min(limits.literal, largestUnasked),
    maxResponseSize: limits.response,
    connectionTimeout: never,
    greetingTimeout: never,
    socketTimeout: never,
  };
}
