/**
 * Limits the connections that have not authenticated yet: every local user can open thousands of them and send nothing. Beyond the limit
 * the oldest one is closed. Refusing the newest would lock out our own pages, which authenticate within milliseconds.
 */
import type { Server, Socket } from 'node:net';

interface UnauthenticatedConnections {
  /** The other side has authenticated: the connection no longer counts. */
  isKnown(socket: Socket): void;
}

/** @param most how many unauthenticated connections may be open at once */
export function limitUnauthenticated(server: Server, most: number): UnauthenticatedConnections {
  const unauthenticated = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unauthenticated.add(socket);
    socket.once('close', () => unauthenticated.delete(socket));
    const [oldest] = unauthenticated;
    if (unauthenticated.size > most) oldest?.destroy();
  });
  return { isKnown: (socket) => void unauthenticated.delete(socket) };
}
