/**
 * Detects a server that is silent because it waits for TLS: with implicit TLS the client speaks first (RFC 8314 §3.3). Makes the handshake and
 * closes; knows no protocol inside.
 */
import { FailureError } from '../../contract/failure.ts';
import type { OpenTap } from './tap.ts';
import { type Destination, endNote, openSocket } from './transport.ts';

/** Never rejects. An untrusted certificate also means that TLS is spoken. The connection is noted on the destination's tap, which it ends. */
async function speaksTls(destination: Destination): Promise<boolean> {
  try {
    const socket = await openSocket(destination, true);
    socket.destroy();
    destination.tap.end();
    return true;
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined;
    if (failure) destination.tap.note(endNote(failure));
    destination.tap.end(failure);
    return failure?.code.startsWith('certificate-') ?? false;
  }
}

/** Milliseconds without a word until it is looked whether the port speaks TLS. */
const silentFor = 10_000;

interface SilentPort {
  readonly destination: Destination;
  readonly openTap: OpenTap;
  readonly opening: Pick<Parameters<OpenTap>[0], 'accountId' | 'accountName' | 'purpose'>;
  /** Milliseconds that the greeting may take. */
  readonly greeting: number;
  /** Whether nothing was received yet on an open connection. */
  readonly isSilent: () => boolean;
  readonly onTls: () => void;
}

/** Looks once, over a connection of its own, if the port stays silent. The returned function stops it. */
export function findTlsInSilence({ destination, openTap, opening, greeting, isSilent, onTls }: SilentPort): () => void {
  const { clock, protocol, host, port } = destination;
  const look = async (): Promise<void> => {
    if (!isSilent()) return;
    // A session of its own, because it is a connection of its own.
    const tap = openTap({ protocol, host, port, ...opening, purpose: 'evidence' });
    if ((await speaksTls({ ...destination, tap, events: {} })) && isSilent()) onTls();
  };
  return clock.after(Math.min(silentFor, greeting / 3), () => void look());
}
