/**
 * A small real mail server for people who learn the protocols and for tests: SMTP, IMAP and POP3 on 127.0.0.1, each
 * in the clear with STARTTLS and under TLS, over one mailbox in memory. It knows nothing of the program's engine on
 * purpose: a server that shared our parsers would share their mistakes. It never leaves this machine: what becomes of mail for
 * other domains is played (`queue/other-hosts.ts`).
 */
import { createSecureContext } from 'node:tls';
import { type Clock, systemClock } from '../base/clock.ts';
import { createCertificate, type ServerCertificate } from './certificate.ts';
import { type Classroom, type ClassroomPorts, createClassroom } from './classroom.ts';
import type { Connection, Observer, Watch } from './connection.ts';
import { createFaultBook, type Fault, type FaultBook, type Protocol } from './faults.ts';
import { serveImap } from './imap/session.ts';
import { type ImapSettings, imapDefaults } from './imap/state.ts';
import { createListener, type Listener } from './listener.ts';
import { bounceFailed } from './mailbox/delivery.ts';
import { createMailStore, type MailStore, type PracticeAccount } from './mailbox/mail-store.ts';
import { type Entity, parseMessage } from './mime/entity.ts';
import { servePop3 } from './pop3/session.ts';
import { type Pop3Settings, pop3Defaults } from './pop3/state.ts';
import { createMailQueue, type MailQueue } from './queue/mail-queue.ts';
import { fillWithSampleMail } from './sample-mail/sample-mail.ts';
import { serveSmtp } from './smtp/session.ts';
import { type SmtpSettings, smtpDefaults } from './smtp/state.ts';

export interface Ports {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly tlsPort?: number;
}

export interface PracticeOptions {
  /** An address of this machine; 127.0.0.1 unless said otherwise. */
  readonly host?: string;
  readonly domain?: string;
  readonly accounts?: readonly PracticeAccount[];
  readonly smtp?: Ports & Partial<SmtpSettings>;
  readonly imap?: Ports & Partial<ImapSettings>;
  readonly pop3?: Ports & Partial<Pop3Settings>;
  /** What the server shall do wrong from the start; `server.faults` changes it later. */
  readonly faults?: readonly Fault[];
  /** Fills the mailboxes with the sample mail; otherwise they are empty. */
  readonly sampleMail?: boolean;
  /** Starts what the lessons need besides. */
  readonly classroom?: boolean | ClassroomPorts;
  /** Sees every octet both ways, above TLS. */
  readonly observe?: Observer;
  readonly watch?: Watch;
  readonly clock?: Clock;
  /** A certificate made elsewhere: expired, for another name … */
  readonly certificate?: ServerCertificate;
  /** Of a server that was closed: this one goes on with its people, mail, queue, faults and certificate. */
  readonly contents?: PracticeContents;
  /** Octets of all messages that wait for other hosts, at most. */
  readonly queueLimit?: number;
  /** Octets of the messages of each account, at most. */
  readonly mailboxLimit?: number;
  /** Called when something was delivered, put off or returned. */
  readonly onDelivery?: () => void;
  /** Receives a mistake of the server itself; without it the mistake ends the process, as an unhandled rejection does. */
  readonly onSessionError?: (error: unknown) => void;
}

/** What outlives the ports of a server. */
interface PracticeContents {
  readonly store: MailStore;
  readonly queue: MailQueue;
  readonly faults: FaultBook;
  readonly certificate: ServerCertificate;
  readonly names: ReturnType<typeof createNames>;
}

export interface PracticeServer {
  readonly host: string;
  readonly domain: string;
  readonly smtp: Listener;
  readonly imap: Listener;
  readonly pop3: Listener;
  readonly classroom: Classroom | null;
  /** PEM; trusting it is trusting this server. */
  readonly certificate: string;
  readonly accounts: readonly PracticeAccount[];
  readonly mailbox: MailStore;
  readonly faults: FaultBook;
  /** What waits for other hosts. */
  readonly queue: MailQueue;
  readonly contents: PracticeContents;
  /** Cuts all connections and frees the ports. */
  close(): Promise<void>;
}

/**
 * Ports that stay the same from start to start: the well-known ones, so much higher, and two next to them. The shell is at that of telnet.
 * @param more 0 for the well-known ports themselves
 */
export const fixedPorts = (more: number) => ({
  smtp: { port: more + 587, tlsPort: more + 465 },
  imap: { port: more + 143, tlsPort: more + 993 },
  pop3: { port: more + 110, tlsPort: more + 995 },
  classroom: { mx: more + 25, lenient: more + 26, stripped: more + 588, shell: more + 23, names: more + 53 },
});

/** The ports that a server has, for another one in its place. */
export function portsOf({ smtp, imap, pop3, classroom }: PracticeServer) {
  const both = ({ port, tlsPort }: Listener) => ({ port, tlsPort });
  const others = classroom && {
    ...{ mx: classroom.mx.port, lenient: classroom.lenient.port },
    ...{ stripped: classroom.stripped.port, shell: classroom.shell.port, names: classroom.names.port },
  };
  return { smtp: both(smtp), imap: both(imap), pop3: both(pop3), classroom: others ?? false };
}

/** Whether a server that is started at these ports needs one that this one has. */
export function hasPortOf({ smtp, imap, pop3, classroom }: PracticeServer, more: number): boolean {
  const wanted = fixedPorts(more);
  const needed = new Set(Object.values(wanted).flatMap((each): number[] => Object.values(each)));
  const own = [smtp, imap, pop3].flatMap(({ port, tlsPort }) => [port, tlsPort]);
  const others = classroom ? [classroom.mx, classroom.lenient, classroom.stripped, classroom.shell] : [];
  const theirs = others.flatMap(({ port, tlsPort }) => [port, tlsPort]);
  return [...own, ...theirs, ...(classroom ? [classroom.names.port] : [])].some((port) => needed.has(port));
}

/** The people of the practice domain; every password is `practice`. */
export function practiceAccounts(domain = 'practice.test'): PracticeAccount[] {
  const people = [
    ['ana', 'Ana Pérez'],
    ['ben', 'Ben Carter'],
    ['rui', 'Rui Almeida'],
  ] as const;
  return people.map(([username, displayName]) => ({ username, displayName, password: 'practice', address: `${username}@${domain}` }));
}

const defaultQueueLimit = 128 << 20;

/** Starts the three servers. Rejects when a port is taken, with the system's error, which names it. */
export async function createPracticeServer(options: PracticeOptions = {}): Promise<PracticeServer> {
  const { host = '127.0.0.1', observe, watch } = options;
  const contents = options.contents ?? (await newContents(options));
  const { store, queue, faults, names } = contents;
  const { domain, accounts } = store;
  const { certificate, key } = contents.certificate;
  const clock = options.clock ?? systemClock;
  const secureContext = createSecureContext({ cert: certificate, key });
  const shared = { store, clock, faults, queue, ...names };
  const onSessionError =
    options.onSessionError ??
    ((error: unknown) => {
      throw error;
    });

  const started: { close(): Promise<void> }[] = [];
  const listen = async (protocol: Protocol, ports: Ports | undefined, serve: (connection: Connection) => Promise<void>) => {
    const { port = 0, tlsPort = 0 } = ports ?? {};
    const listener = await createListener({ protocol, host, port, tlsPort, secureContext, observe, watch, serve, onSessionError });
    started.push(listener);
    return listener;
  };
  const close = async () => {
    queue.close();
    await Promise.all(started.map((listener) => listener.close()));
  };
  try {
    const smtp = await listen('smtp', options.smtp, (connection) =>
      serveSmtp({ ...shared, settings: { ...smtpDefaults, ...options.smtp } }, connection),
    );
    const parse = createParser();
    const imap = await listen('imap', options.imap, (connection) =>
      serveImap({ ...shared, parse, settings: { ...imapDefaults, ...options.imap } }, connection),
    );
    const pop3 = await listen('pop3', options.pop3, (connection) =>
      servePop3({ ...shared, settings: { ...pop3Defaults, ...options.pop3 } }, connection),
    );
    const classroom = options.classroom
      ? await createClassroom({
          ...shared,
          ports: options.classroom === true ? {} : options.classroom,
          listener: { host, secureContext, observe, watch, onSessionError },
        })
      : null;
    if (classroom) started.push(classroom);
    queue.goOn();
    return { host, domain, smtp, imap, pop3, classroom, certificate, accounts, mailbox: store, faults, queue, contents, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A mailbox for each account, an empty queue, and a certificate. */
async function newContents(options: PracticeOptions): Promise<PracticeContents> {
  const { domain = 'practice.test', clock = systemClock } = options;
  const accounts = options.accounts ?? practiceAccounts(domain);
  const now = () => clock.now();
  const store = createMailStore({ domain, accounts, now, limit: options.mailboxLimit });
  if (options.sampleMail) fillWithSampleMail(store, clock.now());
  const certificate = options.certificate ?? (await createCertificate({ now: clock.now() }));
  const names = createNames(clock.now(), domain);
  const queue = createMailQueue({
    limit: options.queueLimit ?? defaultQueueLimit,
    clock,
    onChange: options.onDelivery ?? (() => {}),
    sent: store.recordForwarded,
    bounce: (message, failed) => bounceFailed({ store, now, ...names }, message, failed),
  });
  return { store, queue, faults: createFaultBook(options.faults), certificate, names };
}

/** Queue ids and challenges: in order, so that a run with the same clock writes the same. */
function createNames(now: number, domain: string) {
  let count = 0;
  const stem = Math.floor(now / 1000);
  return {
    nextQueueId: () => {
      count += 1;
      return `${(stem * 4096 + count).toString(16).toUpperCase()}`;
    },
    nextChallenge: () => {
      count += 1;
      return `<${stem}.${count}@${domain}>`;
    },
  };
}

/** Parses a stored message once; the memory goes when the message goes. */
function createParser(): (bytes: Buffer) => Entity {
  const parsed = new WeakMap<Buffer, Entity>();
  return (bytes) => {
    const known = parsed.get(bytes);
    if (known) return known;
    const entity = parseMessage(bytes);
    parsed.set(bytes, entity);
    return entity;
  };
}
