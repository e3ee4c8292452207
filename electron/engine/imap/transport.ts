/** What the transcript is told of the transport beneath IMAP: names resolved, address, TLS, certificate. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { shownChain } from '../wire/certificate.ts';
import type { Tap } from '../wire/tap.ts';

export interface TransportEvents {
  readonly onResolved?: (addresses: readonly string[]) => void;
  readonly onConnected?: (address: string) => void;
  readonly onSecured?: (facts: readonly string[]) => void;
}

/** Notes resolution, connection and, on a TLS socket, the handshake. */
export function noteConnecting(socket: Socket, host: string, tap: Tap, events: TransportEvents): void {
  const addresses: string[] = [];
  socket.on('lookup', (error: Error | null, address: string) => {
    if (!error && address !== host && !addresses.includes(address)) addresses.push(address);
  });
  socket.once('connect', () => {
    if (addresses.length > 0) tap.note({ key: 'resolved', parameters: { host, addresses: addresses.join(' ') } });
    events.onResolved?.(addresses);
    const address = socket.remoteAddress ?? '';
    tap.note({ key: 'connected', parameters: { address, port: socket.remotePort ?? 0 } });
    events.onConnected?.(address);
  });
  if (socket instanceof TLSSocket) noteSecured(socket, tap, events);
}

/** Notes the certificate and what was negotiated as soon as the handshake is over. */
export function noteSecured(socket: TLSSocket, tap: Tap, events: TransportEvents): void {
  socket.once('secureConnect', () => {
    const facts = {
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher().standardName ?? socket.getCipher().name,
      alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    };
    const [leaf] = shownChain(socket);
    if (leaf) {
      const { subject, issuer, validTo, fingerprint } = leaf;
      tap.note({ key: 'certificate', parameters: { subject, issuer, validTo, fingerprint } });
    }
    tap.secured(facts);
    events.onSecured?.([facts.protocol, facts.cipher, ...(leaf ? [leaf.subject] : [])]);
  });
}
