/**
 * A man in the middle on loopback, for tests: it takes a client's connection, opens its own to the server and carries bytes between them.
 * It can end TLS on both sides, from the first byte or after STARTTLS, so that the observer sees the protocol inside. It decides nothing
 * about the bytes: recording and faults are handed in as `intercept`.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls';
import type { KeyedCertificate } from '../certificates.ts';
import { createRelaySide, type RelaySide } from './relay-side.ts';
import { createStarttlsDialogue, type StarttlsProtocol } from './starttls-dialogue.ts';

/** Who is speaking. */
export type Direction = 'client' | 'server';

/** A piece of one direction, above TLS where the relay ends it. */
export interface Passage {
  /** Counted from 1 in the order of arrival. */
  connection: number;
  direction: Direction;
  bytes: Buffer;
  /** These bytes were inside TLS on the wire. */
  inTls: boolean;
}

export type CutManner = 'end' | 'reset';

export interface RelayedConnection {
  number: number;
  /** Hands bytes to the other side; resolves when it has room for more. */
  forward(direction: Direction, bytes: Uint8Array): Promise<void>;
  /** Ends both sides: politely, or with a TCP reset. */
  cut(manner: CutManner): void;
}

export interface RelayOptions {
  target: { host: string; port: number };
  /** How the two sides are secured, as the client's settings name it. `none` carries whatever comes, TLS too, without a look inside. */
  security?: 'none' | 'starttls' | 'tls';
  /** Whose STARTTLS to watch for; needed with `starttls`. */
  protocol?: StarttlsProtocol;
  /** Shown to clients; needed unless `none`. */
  certificate?: KeyedCertificate;
  /** PEM by which the relay trusts the server; needed unless `none`. */
  trustedCertificate?: string;
}

export interface RelayBehaviour {
  /** Called when a client has connected and before anything else; the connection waits for it. */
  onConnect?(connection: RelayedConnection): Promise<void> | void;
  /** Called for every piece, one at a time for each direction; nothing is carried on but what it forwards. */
  intercept(passage: Passage, connection: RelayedConnection): Promise<void>;
  /** The certificate for this connection when it is not the usual one. */
  chooseCertificate?(connection: number): KeyedCertificate | undefined;
}

export interface Relay {
  host: string;
  port: number;
  /** Nothing that a client has said is still on its way, and whom a client has left has noticed and left as well. */
  isSettled(): boolean;
  /** Stops listening, so that new connections are refused; those that are open stay. */
  refuse(): Promise<void>;
  /** Listens again on the same port. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Resolves when clients can connect. */
export async function startRelay(options: RelayOptions, behaviour: RelayBehaviour): Promise<Relay> {
  requireTlsOptions(options);
  const open = new Set<Socket>();
  const carried = new Set<Carried>();
  let count = 0;
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    count += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    void carry({ options, behaviour, socket, number: count, open, carried });
  });
  const listen = async (port: number) => {
    listener.listen(port, host);
    await once(listener, 'listening');
  };
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP listener has no port.');
  const { port } = address;
  const refuse = async () => {
    // `close` calls back only when the last connection is gone, but the port is free at once.
    if (listener.listening) listener.close();
  };
  return {
    host,
    port,
    isSettled: () => [...carried].every(({ client, server, busy }) => !busy && (!client.isOver() || server.isOver())),
    refuse,
    accept: () => listen(port),
    async close() {
      await refuse();
      const closing = [...open].map((socket) => once(socket, 'close'));
      for (const socket of open) socket.destroy();
      await Promise.all(closing);
    },
  };
}

/** A connection that is not over on both sides. */
interface Carried {
  readonly client: RelaySide;
  readonly server: RelaySide;
  /** Something that the client has said is on its way. */
  busy: boolean;
}

interface Carriage {
  options: RelayOptions;
  behaviour: RelayBehaviour;
  socket: Socket;
  number: number;
  open: Set<Socket>;
  carried: Set<Carried>;
}

async function carry({ options, behaviour, socket, number, open, carried }: Carriage): Promise<void> {
  const client = createRelaySide(socket);
  const toServer = connect({ ...options.target, allowHalfOpen: true });
  open.add(toServer);
  toServer.on('close', () => open.delete(toServer));
  const server = createRelaySide(toServer);
  const sides = { client, server };
  const state: Carried = { client, server, busy: false };
  carried.add(state);
  let isCut = false;
  const connection: RelayedConnection = {
    number,
    forward: (direction, bytes) => (direction === 'client' ? server : client).write(bytes),
    cut(manner) {
      isCut = true;
      for (const side of [client, server]) side.close(manner);
    },
  };
  const { security = 'none', protocol, trustedCertificate } = options;
  const certificate = behaviour.chooseCertificate?.(number) ?? options.certificate;
  const secure = () => {
    client.replace((raw) => new TLSSocket(raw, { isServer: true, cert: certificate?.certificate, key: certificate?.key }));
    server.replace((raw) => connectTls({ socket: raw, ca: trustedCertificate, checkServerIdentity: checkAddress(options.target.host) }));
  };

  await behaviour.onConnect?.(connection);
  let inTls = security === 'tls' && !isCut;
  if (inTls) secure();
  const dialogue = security === 'starttls' && protocol ? createStarttlsDialogue(protocol) : undefined;

  const run = async (direction: Direction) => {
    for (let bytes = await sides[direction].next(); bytes; bytes = await sides[direction].next()) {
      const isAgreed = !inTls && dialogue?.watch(direction, bytes);
      if (isAgreed) client.hold(); // its answer to the agreement is TLS already
      if (direction === 'client') state.busy = true;
      await behaviour.intercept({ connection: number, direction, bytes, inTls }, connection);
      if (direction === 'client') state.busy = false;
      if (isAgreed && !isCut) {
        // What stood behind the agreement in the same piece has gone over in the clear, as it came: to refuse it is the client's duty.
        inTls = true;
        secure();
      }
    }
    finish(sides, direction);
  };
  await Promise.all([run('client'), run('server')]);
  carried.delete(state);
}

/** One side has said its last: the other hears it the same way. */
function finish(sides: Record<Direction, RelaySide>, direction: Direction): void {
  const other = direction === 'client' ? sides.server : sides.client;
  if (sides[direction].isBroken()) other.close('reset');
  else other.finish();
}

/** The certificate must name the address that was dialled: a socket that is handed over to TLS no longer knows it. */
function checkAddress(host: string): typeof checkServerIdentity {
  return (_, certificate) => checkServerIdentity(host, certificate);
}

function requireTlsOptions({ security = 'none', protocol, certificate, trustedCertificate }: RelayOptions): void {
  if (security === 'none') return;
  if (!certificate || !trustedCertificate) throw new Error('A relay that ends TLS needs a certificate to show and one to trust.');
  if (security === 'starttls' && !protocol) throw new Error('A relay that watches for STARTTLS needs to know the protocol.');
}
