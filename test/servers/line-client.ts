/**
 * A client typed by hand: sends bytes, waits for a pattern, changes to TLS when told, and keeps an account of its own of every byte each
 * way, above TLS. It understands no protocol, so a relay or a transcript can be measured against it.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Endpoint } from './loopback-port.ts';

export interface LineClient {
  /** Everything sent so far, and everything received. */
  sent(): Buffer;
  received(): Buffer;
  /** Sends text as UTF-8, or bytes, exactly as they are. */
  send(data: string | Uint8Array): void;
  /** Resolves to the text up to and with the next match in what has not been read yet; fails when the connection ends first. */
  expect(pattern: RegExp): Promise<string>;
  /** `send` with CRLF, then `expect`. */
  ask(line: string, pattern: RegExp): Promise<string>;
  /** From here on everything is inside TLS. */
  startTls(trustedCertificate: string): Promise<void>;
  /** Ends politely and resolves when the other side has too. */
  end(): Promise<void>;
  destroy(): void;
}

export interface LineClientOptions {
  endpoint: Endpoint;
  /** PEM; needed for implicit TLS. */
  trustedCertificate?: string;
}

/** Connects; the greeting is yet to be read. */
export async function connectLineClient({ endpoint, trustedCertificate }: LineClientOptions): Promise<LineClient> {
  const { host, port, implicitTls } = endpoint;
  let socket: Socket = implicitTls ? connectTls({ host, port, ca: trustedCertificate }) : connect({ host, port });
  // Otherwise what is sent in two parts waits 40 ms for the server to acknowledge the first (RFC 1122 §4.2.3.2 and §4.2.3.4).
  socket.setNoDelay(true);
  const sent: Buffer[] = [];
  let received = Buffer.alloc(0);
  let read = 0;
  let trouble: Error | undefined;
  let isEnded = false;
  let wake = () => {};

  const listen = () => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      wake();
    });
    socket.on('error', (error) => {
      trouble = error;
      wake();
    });
    socket.on('close', () => {
      isEnded = true;
      wake();
    });
  };
  listen();
  await once(socket, implicitTls ? 'secureConnect' : 'connect');

  const expect = async (pattern: RegExp) => {
    for (;;) {
      // Latin-1 keeps one character a byte, so positions in the text are positions in the bytes.
      const text = received.toString('latin1', read);
      const match = pattern.exec(text);
      if (match) {
        const end = match.index + match[0].length;
        read += end;
        return text.slice(0, end);
      }
      if (trouble) throw trouble;
      if (isEnded) throw new Error(`The connection ended before ${pattern} came; left unread: ${JSON.stringify(text)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const send = (data: string | Uint8Array) => {
    const bytes = Buffer.from(data);
    sent.push(bytes);
    socket.write(bytes);
  };

  return {
    sent: () => Buffer.concat(sent),
    received: () => received,
    send,
    expect,
    ask: (line, pattern) => {
      send(`${line}\r\n`);
      return expect(pattern);
    },
    async startTls(ca) {
      socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
      socket = connectTls({ socket, ca, host });
      listen();
      await once(socket, 'secureConnect');
    },
    async end() {
      if (isEnded) return;
      const closed = once(socket, 'close');
      socket.end();
      await closed;
    },
    destroy: () => void socket.destroy(),
  };
}
