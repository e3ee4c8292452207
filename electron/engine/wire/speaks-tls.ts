/**
 * Whether a silent server waits for TLS: the commonest reason for saying nothing, because whoever speaks first differs (RFC 8314 §3.3). It
 * shakes hands and leaves; it refuses to know what would be spoken inside.
 */
import { FailureError } from '../../contract/failure.ts';
import { type Destination, openSocket } from './transport.ts';

/** Never rejects. A certificate that is not believed is an answer, too. The connection is noted on the destination's tap, which it ends. */
export async function speaksTls(destination: Destination): Promise<boolean> {
  try {
    const socket = await openSocket(destination, true);
    socket.destroy();
    destination.tap.end();
    return true;
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined;
    destination.tap.end(failure);
    return failure?.code.startsWith('certificate-') ?? false;
  }
}
