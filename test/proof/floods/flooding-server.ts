/** Servers that never stop: each greets, lets the program in as far as its flood needs, and then sends at full speed until it is left. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Protocol } from '../../../electron/practice/faults.ts';

export interface Flood {
  readonly name: string;
  readonly protocol: Protocol;
  /** The command after which it begins. */
  readonly after: string;
  /** Said once, before the flood: `<tag>` stands for the command's tag. */
  readonly opening?: string;
  /** Said again and again; `<n>` stands for a number that grows. */
  readonly text: string;
  /** Octets a second; without it as fast as they are taken. */
  readonly slowly?: number;
  /** Nothing is said of it within a minute: it is a matter of deadlines. */
  readonly patient?: boolean;
}

export interface FloodingServer {
  readonly port: number;
  /** Octets of flood that were taken. */
  readonly sent: () => number;
  readonly connections: () => number;
  stop(): Promise<void>;
}

const many = (text: string, octets = 65_536): string => text.repeat(Math.max(1, Math.ceil(octets / text.length)));

/** Every flood of security.md P1, P2 and of the same kind for the other protocols. */
export const floods: readonly Flood[] = [
  { name: 'IMAP: a line without end', protocol: 'imap', after: 'SELECT', text: many('A') },
  { name: 'IMAP: a greeting without end', protocol: 'imap', after: 'greeting', text: many('A') },
  {
    name: 'IMAP: lines that nobody asked for',
    protocol: 'imap',
    after: 'SELECT',
    text: many('* OK nothing new\r\n* 3 EXISTS\r\n* 1 RECENT\r\n'),
  },
  { name: 'IMAP: lines before the login', protocol: 'imap', after: 'CAPABILITY', text: many('* OK nothing new\r\n') },
  {
    name: 'IMAP: FETCH that nobody asked for',
    protocol: 'imap',
    after: 'SELECT',
    text: many('* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (5))\r\n'),
  },
  { name: 'IMAP: FETCH of ever other messages', protocol: 'imap', after: 'UID SEARCH', text: '* <n> FETCH (UID <n> FLAGS (\\Seen))\r\n' },
  { name: 'IMAP: folders without end', protocol: 'imap', after: 'LIST', text: '* LIST () "/" "f<n>"\r\n' },
  { name: 'IMAP: counts of folders without end', protocol: 'imap', after: 'LIST', text: '* STATUS "f<n>" (MESSAGES <n>)\r\n' },
  { name: 'IMAP: vanished messages without end', protocol: 'imap', after: 'SELECT', text: '* VANISHED (EARLIER) <n>\r\n' },
  { name: 'IMAP: found messages without end', protocol: 'imap', after: 'UID SEARCH', text: '* SEARCH <n> <n> <n> <n>\r\n' },
  { name: 'IMAP: capabilities without end', protocol: 'imap', after: 'CAPABILITY', text: '* CAPABILITY IMAP4rev1 X<n>\r\n' },
  {
    name: 'IMAP: a literal of 900 MB',
    protocol: 'imap',
    after: 'SELECT',
    opening: '* 1 FETCH (UID 1 BODY[] {900000000}\r\n',
    text: many('A'),
  },
  {
    name: 'IMAP: literals just below the limit',
    protocol: 'imap',
    after: 'UID SEARCH',
    text: `* 1 FETCH (UID 1 BODY[] {33554432}\r\n${'A'.repeat(33_554_432)})\r\n`,
  },
  { name: 'IMAP: deep parentheses', protocol: 'imap', after: 'SELECT', text: many(`* FLAGS ${'('.repeat(4_000)}\r\n`) },
  { name: 'IMAP: a slow drip', protocol: 'imap', after: 'SELECT', text: 'A', slowly: 20, patient: true },
  { name: 'IMAP: news while it idles', protocol: 'imap', after: 'IDLE', opening: '+ idling\r\n', text: '* <n> EXISTS\r\n* 1 EXPUNGE\r\n' },
  { name: 'POP3: a line without end', protocol: 'pop3', after: 'PASS', text: many('A') },
  { name: 'POP3: a greeting without end', protocol: 'pop3', after: 'greeting', text: many('A') },
  { name: 'POP3: a list without end', protocol: 'pop3', after: 'LIST', opening: '+OK\r\n', text: '<n> 100\r\n' },
  { name: 'POP3: capabilities without end', protocol: 'pop3', after: 'CAPA', opening: '+OK\r\n', text: 'X<n>\r\n' },
  { name: 'POP3: a message without end', protocol: 'pop3', after: 'RETR', opening: '+OK\r\n', text: many('Subject: flood\r\n') },
  { name: 'SMTP: a greeting without end', protocol: 'smtp', after: 'greeting', text: many('220-flood\r\n') },
  { name: 'SMTP: a reply of ever more lines', protocol: 'smtp', after: 'EHLO', text: many('250-X\r\n') },
  { name: 'SMTP: a line without end', protocol: 'smtp', after: 'EHLO', text: many('A') },
];

export async function startFloodingServer(flood: Flood): Promise<FloodingServer> {
  const sockets = new Set<Socket>();
  let sent = 0;
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined); // the program hangs up: that is what it shall do
    socket.on('close', () => sockets.delete(socket));
    converse(socket, flood, (octets) => {
      sent += octets;
    }).catch(() => socket.destroy()); // reading ends with an error when the program hangs up
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address is never a string
    sent: () => sent,
    connections: () => connections,
    async stop() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

async function converse(socket: Socket, flood: Flood, count: (octets: number) => void): Promise<void> {
  if (flood.after === 'greeting') return pour(socket, flood, '', count);
  socket.write({ imap: '* OK ready\r\n', pop3: '+OK ready\r\n', smtp: '220 ready ESMTP\r\n' }[flood.protocol]);
  let held = '';
  for await (const bytes of socket) {
    held += (bytes as Buffer).toString('latin1'); // no encoding is set
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end);
      held = held.slice(end + 2);
      const words = line.split(' ');
      const tag = flood.protocol === 'imap' ? (words.shift() ?? '') : '';
      const command = words[0] === 'UID' ? `UID ${words[1]}` : (words[0] ?? '');
      if (command === flood.after) return await pour(socket, flood, tag, count);
      socket.write(answer(flood.protocol, command).replaceAll('<tag>', tag));
    }
  }
}

function answer(protocol: Protocol, command: string): string {
  return answers[protocol][command] ?? { imap: '<tag> OK done\r\n', pop3: '+OK\r\n', smtp: '250 OK\r\n' }[protocol];
}

const selected = '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 4] ok\r\n<tag> OK [READ-WRITE] done\r\n';
const answers: Readonly<Record<Protocol, Readonly<Record<string, string>>>> = {
  imap: {
    CAPABILITY: '* CAPABILITY IMAP4rev1 IDLE ENABLE CONDSTORE QRESYNC UIDPLUS\r\n<tag> OK done\r\n',
    LIST: '* LIST () "/" INBOX\r\n<tag> OK done\r\n',
    SELECT: selected,
    EXAMINE: selected,
    'UID SEARCH': '* SEARCH\r\n<tag> OK done\r\n',
    LOGOUT: '* BYE bye\r\n<tag> OK done\r\n',
  },
  pop3: {
    CAPA: '+OK\r\nUSER\r\nUIDL\r\nTOP\r\n.\r\n',
    STAT: '+OK 1 100\r\n',
    LIST: '+OK\r\n1 100\r\n.\r\n',
    UIDL: '+OK\r\n1 one\r\n.\r\n',
  },
  smtp: { EHLO: '250-ready\r\n250 AUTH PLAIN LOGIN\r\n' },
};

async function pour(socket: Socket, flood: Flood, tag: string, count: (octets: number) => void): Promise<void> {
  if (flood.opening) socket.write(flood.opening.replaceAll('<tag>', tag));
  let number = 0;
  const numbered = () => {
    let text = '';
    while (text.length < 65_536) {
      number += 1;
      text += flood.text.replaceAll('<n>', String(number));
    }
    return text;
  };
  const next = flood.text.includes('<n>') ? numbered : () => flood.text;
  const closed = new Promise<void>((resolve) => socket.once('close', resolve));
  let drained = () => {};
  socket.on('drain', () => drained());
  const again = (): Promise<void> =>
    new Promise((resolve) => {
      drained = resolve;
    });
  while (!socket.destroyed) {
    const text = next();
    const room = again();
    const waits = !socket.write(text, 'latin1');
    count(text.length);
    if (flood.slowly) await Promise.race([new Promise((resolve) => setTimeout(resolve, 1_000 / (flood.slowly ?? 1))), closed]);
    else if (waits) await Promise.race([room, closed]);
    else await new Promise((resolve) => setImmediate(resolve));
  }
}
