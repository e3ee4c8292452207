/**
 * Calls and events between the engine and the pages of the browser host, over WebSockets. Both sides prove first that they know the page's
 * secret (contract/page-proof.ts): every program of the machine can open such a connection, and listen on this port once we are gone. Until
 * then a page gets no event, may send little and has a few seconds; a connection that names no page is closed at once, so that it takes no
 * other's place.
 */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../base/clock.ts';
import { noncePattern, proofText } from '../contract/page-proof.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { type Access, equal, hmac, type PageKeys } from './access.ts';

/** Octets queued for a tab that does not read. */
const largestBacklog = 32 * 1024 * 1024;
/** Milliseconds that a page has to prove itself, and bytes it may send before. */
const proofDeadline = 10_000;
const proofBytes = 16 * 1024;
/** Milliseconds that a refused client has to close its side. */
const goodbyeWithin = 1_000;

/**
 * The code by which a page is told that the program does not know it (RFC 6455 §7.4.2, private use); renderer/api/socket-transport.ts knows
 * it too.
 */
const unknownPage = 4403;

/** An object as it arrives; null for anything else. */
function readObject(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null; // its members are checked where they are used
  } catch {
    return null;
  }
}

/** A call as it arrives: anything else closes the socket. */
function readCall(data: string): { id: number; name: string; input: unknown } | null {
  const { id, name, input } = readObject(data) ?? {};
  return typeof id === 'number' && typeof name === 'string' ? { id, name, input } : null;
}

interface SocketService {
  readonly engine: Engine;
  readonly access: Pick<Access, 'pageNamed' | 'connected'>;
  readonly clock: Clock;
}

/** One socket as it was opened. */
interface PageConnection {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  readonly name: string;
  readonly onKnown: () => void;
}

/**
 * @returns what serves one socket; `name` is what its path calls the page, `stream` what its bytes come through, and `onKnown` is called when the
 * page has authenticated
 */
export function createSocketService({ engine, access, clock }: SocketService): (connection: PageConnection) => void {
  function serve(socket: WebSocket, page: PageKeys): void {
    const disconnected = access.connected(page);
    const stop = engine.subscribe((event, value) => {
      // A sleeping tab does not read: disconnect it; it reloads everything when it comes back.
      if (socket.bufferedAmount > largestBacklog) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ event, value }));
    });
    const end = () => {
      stop();
      disconnected();
    };
    socket.on('close', end);
    socket.on('error', end);
    socket.on('message', async (data, isBinary) => {
      const call = isBinary ? null : readCall(String(data));
      if (!call) return socket.close(1003, 'not a call');
      const answer = await engine.dispatch(call.name, call.input);
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id: call.id, answer }));
    });
  }

  /** Handles the two messages by which a page authenticates, and sends the program's own proof in between. */
  function meet(socket: WebSocket, page: PageKeys, done: () => void): void {
    const programNonce = randomBytes(32).toString('base64url');
    const refuse = () => sendAway(socket);
    socket.once('message', (first, isBinary) => {
      const { nonce } = (isBinary ? null : readObject(String(first))) ?? {};
      if (typeof nonce !== 'string' || !noncePattern.test(nonce)) return refuse();
      socket.once('message', (second, isBinaryToo) => {
        const { proof } = (isBinaryToo ? null : readObject(String(second))) ?? {};
        // Defence D1c of the checklist.
        if (typeof proof !== 'string' || !equal(proof, hmac(page.secret, proofText('page', nonce, programNonce)))) return refuse();
        done();
        socket.send(JSON.stringify({ ready: true }));
        serve(socket, page);
      });
      socket.send(JSON.stringify({ nonce: programNonce, proof: hmac(page.secret, proofText('program', nonce, programNonce)) }));
    });
  }

  /** `ws` would wait half a minute for a client that does not answer the close. */
  function sendAway(socket: WebSocket): void {
    const cancel = clock.after(goodbyeWithin, () => socket.terminate());
    socket.once('close', cancel);
    socket.close(unknownPage, 'not known');
  }

  return ({ socket, stream, name, onKnown }) => {
    socket.on('error', () => socket.terminate());
    const page = access.pageNamed(name);
    if (!page) return sendAway(socket);
    let said = 0;
    const weigh = (bytes: Buffer) => {
      said += bytes.length;
      if (said > proofBytes) socket.terminate();
    };
    stream.on('data', weigh);
    const cancel = clock.after(proofDeadline, () => socket.terminate());
    const over = () => {
      cancel();
      stream.off('data', weigh);
    };
    socket.once('close', over);
    meet(socket, page, () => {
      over();
      onKnown();
    });
  };
}
