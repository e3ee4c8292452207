/**
 * Ports on this machine for servers that cannot be asked to choose one themselves, and the question whether something answers there.
 * Nothing here leaves the loopback interface.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

// Below the range from which systems take the ports of outgoing connections (Linux from 32768, RFC 6335 from 49152), so that none of
// those slips in between the choice and the server's start.
const lowestPort = 12_000;
const highestPort = 32_000;

/** Port numbers that are free now. Held open together while choosing, so that no two are the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const holders = new Map<number, Server>();
  while (holders.size < count) {
    const port = randomInt(lowestPort, highestPort);
    const holder = await hold(port);
    if (holder) holders.set(port, holder);
  }
  await Promise.all([...holders.values()].map((holder) => once(holder.close(), 'close')));
  return [...holders.keys()];
}

/** Undefined when the port is taken. */
async function hold(port: number): Promise<Server | undefined> {
  const holder = createServer();
  const outcome = new Promise<boolean>((resolve) => {
    holder.on('listening', () => resolve(true));
    holder.on('error', () => resolve(false));
  });
  holder.listen(port, '127.0.0.1');
  return (await outcome) ? holder : undefined;
}

export interface Endpoint {
  host: string;
  port: number;
  /** The first byte is already TLS. */
  implicitTls?: boolean;
}

/** Waits until a server says its first line; polls with growing pauses until `signal` is aborted. Resolves to that greeting. */
export async function waitForGreeting({ endpoint, signal }: { endpoint: Endpoint; signal: AbortSignal }): Promise<string> {
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 250)) {
    signal.throwIfAborted();
    const greeting = await readGreeting({ endpoint, signal });
    if (greeting !== undefined) return greeting;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** One attempt: the first line, or undefined when nothing listens yet or it hangs up without a word. */
function readGreeting({ endpoint, signal }: { endpoint: Endpoint; signal: AbortSignal }): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Readiness only: whether the certificate is good is what the tests behind it examine.
    const socket: Socket = endpoint.implicitTls ? connectTls({ ...endpoint, rejectUnauthorized: false }) : connect(endpoint);
    let text = '';
    const stop = () => socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.includes('\n')) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      signal.removeEventListener('abort', stop);
      resolve(text.includes('\n') ? text : undefined);
    });
  });
}
