/**
 * Calls and events between the engine and the pages of the browser host, over WebSockets. A page says its secret first; until then it hears
 * nothing, may say little and has a few seconds, because every program of the machine can open such a connection.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../base/clock.ts';
import type { Engine } from '../engine/engine-thread.ts';
import type { Access, PageKeys } from './access.ts';

/** What may wait for a tab that does not read. */
const largestBacklog = 32 * 1024 * 1024;
/** Milliseconds that a connection has to say its secret, bytes it may send before, and how many may be at it. */
const strangerDeadline = 10_000;
const strangerBytes = 16 * 1024;
const mostStrangers = 64;

/** The code by which a page is told that its secret is that of no page (RFC 6455 §7.4.2, private use); renderer/api/socket-transport.ts knows it too. */
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

export interface SocketService {
  readonly engine: Engine;
  readonly access: Pick<Access, 'pageOf' | 'connected'>;
  readonly clock: Clock;
}

/** @returns what serves one socket; `stream` is what its bytes come through */
export function createSocketService({ engine, access, clock }: SocketService): (socket: WebSocket, stream: Duplex) => void {
  let strangers = 0;

  function serve(socket: WebSocket, page: PageKeys): void {
    const disconnected = access.connected(page);
    const stop = engine.subscribe((event, value) => {
      // A sleeping tab reads nothing: it is let go and asks for everything anew when it comes back.
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

  return (socket, stream) => {
    if (strangers >= mostStrangers) return socket.terminate();
    strangers += 1;
    let said = 0;
    const weigh = (bytes: Buffer) => {
      said += bytes.length;
      if (said > strangerBytes) socket.terminate();
    };
    const cancel = clock.after(strangerDeadline, () => socket.terminate());
    let isStranger = true;
    const known = () => {
      if (!isStranger) return;
      isStranger = false;
      strangers -= 1;
      cancel();
      stream.off('data', weigh);
    };
    stream.on('data', weigh);
    socket.once('close', known);
    socket.on('error', () => socket.terminate());
    socket.once('message', (data, isBinary) => {
      const { secret } = (isBinary ? null : readObject(String(data))) ?? {};
      const page = typeof secret === 'string' ? access.pageOf(secret) : null;
      if (!page) return socket.close(unknownPage, 'not known');
      known();
      socket.send(JSON.stringify({ ready: true }));
      serve(socket, page);
    });
  };
}
