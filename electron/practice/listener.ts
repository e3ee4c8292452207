import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { type Connection, createConnection, type Observer, type Spoken, type Watch } from './connection.ts';

export interface ListenerDependencies {
  readonly protocol: Spoken;
  readonly host: string;
  /** Port for plain connections that may begin TLS later; 0 lets the system choose. */
  readonly port: number;
  /** Port for connections that begin with TLS. */
  readonly tlsPort: number;
  readonly secureContext: SecureContext;
  readonly observe: Observer | undefined;
  readonly watch: Watch | undefined;
  /** One conversation; the connection is closed when it ends. */
  serve(connection: Connection): Promise<void>;
  /** Receives what a session threw: a mistake in the practice server itself. */
  onSessionError(error: unknown): void;
}

export interface Listener {
  readonly port: number;
  readonly tlsPort: number;
  /** How many connections there have been. */
  readonly connections: number;
  /** Cuts every open connection; new ones are welcome. */
  disconnectAll(): void;
  close(): Promise<void>;
}

/** Listens twice for one protocol (plain and TLS), and keeps account of its sockets so that closing is clean. */
export async function createListener(dependencies: ListenerDependencies): Promise<Listener> {
  const { protocol, host, secureContext, observe, watch } = dependencies;
  const open = new Set<Socket>();
  let count = 0;

  const accept = async (socket: Socket, implicitTls: boolean) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    count += 1;
    const watcher =
      protocol === 'shell' ? undefined : watch?.({ protocol, port: socket.localPort ?? 0, clientPort: socket.remotePort ?? 0 });
    const id = `${protocol}-${count}`;
    const connection = createConnection({ socket, id, ordinal: count, protocol, secureContext, observe, watcher });
    try {
      if (implicitTls && !(await connection.startTls())) return;
      await dependencies.serve(connection);
    } catch (error) {
      dependencies.onSessionError(error);
    } finally {
      connection.close('end');
    }
  };
  const plain = createServer({ allowHalfOpen: true }, (socket) => void accept(socket, false));
  const secure = createServer({ allowHalfOpen: true }, (socket) => void accept(socket, true));
  const disconnectAll = () => {
    for (const socket of open) socket.destroy();
  };

  await listen(plain, dependencies.port, host);
  try {
    await listen(secure, dependencies.tlsPort, host);
  } catch (error) {
    plain.close();
    throw error;
  }
  return {
    port: portOf(plain),
    tlsPort: portOf(secure),
    get connections() {
      return count;
    },
    disconnectAll,
    async close() {
      const closing = Promise.all([plain, secure].map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
      disconnectAll();
      await closing;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A TCP server that listens has an AddressInfo; text is only for pipes. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
