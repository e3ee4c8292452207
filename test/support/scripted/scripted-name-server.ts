/** A name server that answers as a test says, in datagrams and over TCP on one port, and remembers every octet both ways. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Messages to be sent back, in order. */
type Answers = readonly Buffer[];

export interface ScriptedNameServer {
  readonly host: string;
  readonly port: number;
  /** What came, in order: over TCP with the length before it. */
  readonly heard: { readonly transport: 'udp' | 'tcp'; readonly bytes: Buffer }[];
  readonly said: Buffer[];
  close(): Promise<void>;
}

/** @param answer what a question gets; over TCP each is sent behind its length */
export async function startScriptedNameServer(
  answer: (question: Buffer, transport: 'udp' | 'tcp') => Answers,
): Promise<ScriptedNameServer> {
  const host = '127.0.0.1';
  const heard: ScriptedNameServer['heard'] = [];
  const said: Buffer[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined); // the client may be gone
    socket.on('data', (bytes: Buffer) => {
      heard.push({ transport: 'tcp', bytes });
      for (const message of answer(bytes.subarray(2), 'tcp')) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(message.length);
        said.push(length, message);
        socket.write(Buffer.concat([length, message]));
      }
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a listening TCP server
  const datagrams = createSocket('udp4');
  datagrams.on('message', (bytes, from) => {
    heard.push({ transport: 'udp', bytes });
    for (const message of answer(bytes, 'udp')) {
      said.push(message);
      datagrams.send(message, from.port, from.address);
    }
  });
  datagrams.bind(port, host);
  await once(datagrams, 'listening');
  return {
    host,
    port,
    heard,
    said,
    async close() {
      for (const socket of open) socket.destroy();
      datagrams.close();
      await once(server.close(), 'close');
    },
  };
}
