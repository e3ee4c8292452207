/**
 * Bounds the connections on which nobody has proved to be a page of ours. Every user of the machine can open them by the thousand and say
 * nothing; were the newest turned away, our own pages would be. So the oldest ends: a page needs a few milliseconds for what it loads.
 */
import type { Server, Socket } from 'node:net';

interface Strangers {
  /** The other side has proved itself: it stays for as long as it likes. */
  isKnown(socket: Socket): void;
}

/** @param most how many connections of strangers may stand at once */
export function boundStrangers(server: Server, most: number): Strangers {
  const strangers = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => strangers.delete(socket));
    const [oldest] = strangers;
    if (strangers.size > most) oldest?.destroy();
  });
  return { isKnown: (socket) => void strangers.delete(socket) };
}
