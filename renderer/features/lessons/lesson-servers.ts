/** The servers that a lesson can be taken at, with what its text leaves open. */
import { type Account, type Security, serverOf } from '../../../electron/contract/accounts.ts';
import type { OutputOf } from '../../../electron/contract/call.ts';
import type { practiceCalls } from '../../../electron/contract/practice.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import type { Placeholders } from '../../../electron/lessons/placeholders.ts';

type PracticeState = OutputOf<(typeof practiceCalls)['practice.state']>;

/** Where a console is to be opened. */
interface Place {
  readonly protocol: 'smtp' | 'imap' | 'pop3' | 'raw';
  readonly host: string;
  readonly port: number;
  readonly security?: Security;
}

interface LessonServer {
  readonly values: Placeholders;
  /** By the names that a lesson uses: `smtp`, `mx` … */
  readonly places: Readonly<Record<string, Place>>;
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const host = '127.0.0.1';
const domain = 'practice.test';

export function practiceServer(state: PracticeState): LessonServer {
  const place = (protocol: Place['protocol'], port: number | null): Place => ({ protocol, host, port: port ?? 0, security: 'none' });
  const places = {
    smtp: place('smtp', state.smtpPort),
    imap: place('imap', state.imapPort),
    pop3: place('pop3', state.pop3Port),
    mx: place('smtp', state.mxPort),
    stripped: place('smtp', state.strippedPort),
    shell: place('raw', state.shellPort),
  };
  const values: Placeholders = {
    ...Object.fromEntries(Object.entries(places).map(([name, { port }]) => [name, `${host}:${port}`])),
    dns: `${host}:${state.dnsPort}`,
    user: 'ana',
    'user-base64': base64('ana'),
    password: 'practice',
    'password-base64': base64('practice'),
    'wrong-base64': base64('wrong'),
    address: `ana@${domain}`,
    to: `ben@${domain}`,
    domain,
  };
  return { values, places };
}

/** A server of the reader's own. The password is not filled in: the text of a lesson is anybody's. */
export function ownServer({ settings: { address, incoming, outgoing } }: Account, lesson: Lesson): LessonServer {
  // A side that stays on this computer has no place to connect to.
  const [sends, reads] = [serverOf(outgoing), serverOf(incoming)];
  const places: Record<string, Place> = {};
  if (sends) {
    const { host, port, security } = sends;
    // STARTTLS is typed by hand where the lesson is about SMTP.
    places.smtp = { protocol: 'smtp', host, port, security: security === 'starttls' ? 'none' : security };
    places.mx = places.smtp;
  }
  if (reads) places[reads.protocol] = { protocol: reads.protocol, host: reads.host, port: reads.port, security: reads.security };
  const user = isLocal(lesson)
    ? address.slice(0, address.lastIndexOf('@'))
    : ((lesson.protocol === 'smtp' ? sends : reads)?.username ?? '');
  return {
    places,
    values: {
      ...Object.fromEntries(Object.entries(places).map(([name, { host, port }]) => [name, `${host}:${port}`])),
      ...{ user, 'user-base64': base64(user), 'wrong-base64': base64('wrong') },
      ...{ address, to: address, domain: address.slice(address.lastIndexOf('@') + 1) },
    },
  };
}

/** Taken at an account of this computer, and nowhere else. */
export const isLocal = ({ protocol }: Lesson): boolean => protocol === 'sendmail';

/** Whether a lesson can be taken at the servers of an account. */
export const isFor = (lesson: Lesson, { practice, settings }: Account): boolean =>
  !practice &&
  lesson.against === 'any' &&
  lesson.protocol === (lesson.protocol === 'smtp' || isLocal(lesson) ? settings.outgoing.protocol : settings.incoming.protocol);

/** Where a block says to connect: a name of the lesson, or an address of the teacher's. */
export function placeOf(to: string, server: LessonServer): Place | null {
  const known = server.places[to];
  if (known) return known;
  const [, protocol, tls, name, digits] = /^(smtp|imap|pop3)(s?):\/\/(\[[0-9a-f:.]+\]|[^:\s/]+)(?::(\d{1,5}))?$/i.exec(to) ?? [];
  if (protocol === undefined || name === undefined) return null;
  const spoken = protocol.toLowerCase() as 'smtp' | 'imap' | 'pop3'; // one of the three words of the pattern
  const security: Security = tls === '' ? 'none' : 'tls';
  const port = Number(digits ?? { smtp: [25, 465], imap: [143, 993], pop3: [110, 995] }[spoken][security === 'tls' ? 1 : 0]);
  return { protocol: spoken, host: name.replace(/^\[|\]$/g, ''), port, security };
}
