/** Explains IMAP: commands, tagged and untagged answers, response codes. */
import type { Explanation } from '../../../contract/transcript.ts';
import { explainAnswer, explainChallenge } from './explain-sasl.ts';
import { cut, type Explicable, explanation } from './explicable.ts';

/** Commands and where they are defined. */
export const imapCommands: Readonly<Record<string, string>> = {
  CAPABILITY: 'RFC 9051 §6.1.1',
  NOOP: 'RFC 9051 §6.1.2',
  LOGOUT: 'RFC 9051 §6.1.3',
  STARTTLS: 'RFC 9051 §6.2.1',
  AUTHENTICATE: 'RFC 9051 §6.2.2',
  LOGIN: 'RFC 9051 §6.2.3',
  ENABLE: 'RFC 9051 §6.3.1',
  SELECT: 'RFC 9051 §6.3.2',
  EXAMINE: 'RFC 9051 §6.3.3',
  CREATE: 'RFC 9051 §6.3.4',
  DELETE: 'RFC 9051 §6.3.5',
  RENAME: 'RFC 9051 §6.3.6',
  SUBSCRIBE: 'RFC 9051 §6.3.7',
  UNSUBSCRIBE: 'RFC 9051 §6.3.8',
  LIST: 'RFC 9051 §6.3.9',
  NAMESPACE: 'RFC 9051 §6.3.10',
  STATUS: 'RFC 9051 §6.3.11',
  APPEND: 'RFC 9051 §6.3.12',
  IDLE: 'RFC 9051 §6.3.13',
  CLOSE: 'RFC 9051 §6.4.1',
  UNSELECT: 'RFC 9051 §6.4.2',
  EXPUNGE: 'RFC 9051 §6.4.3',
  SEARCH: 'RFC 9051 §6.4.4',
  FETCH: 'RFC 9051 §6.4.5',
  STORE: 'RFC 9051 §6.4.6',
  COPY: 'RFC 9051 §6.4.7',
  MOVE: 'RFC 9051 §6.4.8',
  LSUB: 'RFC 3501 §6.3.9',
  CHECK: 'RFC 3501 §6.4.1',
  ID: 'RFC 2971 §3.1',
  COMPRESS: 'RFC 4978 §3',
  GETQUOTA: 'RFC 9208 §4.1.1',
  GETQUOTAROOT: 'RFC 9208 §4.1.2',
  SETQUOTA: 'RFC 9208 §4.1.3',
  SORT: 'RFC 5256 §3',
  THREAD: 'RFC 5256 §4',
  SETACL: 'RFC 4314 §3.1',
  DELETEACL: 'RFC 4314 §3.2',
  GETACL: 'RFC 4314 §3.3',
  LISTRIGHTS: 'RFC 4314 §3.4',
  MYRIGHTS: 'RFC 4314 §3.5',
  GETMETADATA: 'RFC 5464 §4.2',
  SETMETADATA: 'RFC 5464 §4.3',
  XLIST: 'RFC 6154 §1',
};

/** Untagged data and where it is defined. */
export const imapData: Readonly<Record<string, string>> = {
  OK: 'RFC 9051 §7.1.1',
  NO: 'RFC 9051 §7.1.2',
  BAD: 'RFC 9051 §7.1.3',
  BYE: 'RFC 9051 §7.1.5',
  ENABLED: 'RFC 9051 §7.2.1',
  CAPABILITY: 'RFC 9051 §7.2.2',
  LIST: 'RFC 9051 §7.3.1',
  NAMESPACE: 'RFC 9051 §7.3.2',
  STATUS: 'RFC 9051 §7.3.3',
  ESEARCH: 'RFC 9051 §7.3.4',
  FLAGS: 'RFC 9051 §7.3.5',
  EXISTS: 'RFC 9051 §7.4.1',
  EXPUNGE: 'RFC 9051 §7.5.1',
  FETCH: 'RFC 9051 §7.5.2',
  RECENT: 'RFC 3501 §7.3.2',
  SEARCH: 'RFC 3501 §7.2.5',
  LSUB: 'RFC 3501 §7.2.3',
  VANISHED: 'RFC 7162 §3.2.10',
  ID: 'RFC 2971 §3.2',
  QUOTA: 'RFC 9208 §4.2.1',
  QUOTAROOT: 'RFC 9208 §4.2.2',
  SORT: 'RFC 5256 §4',
  THREAD: 'RFC 5256 §4',
  ACL: 'RFC 4314 §3.6',
  LISTRIGHTS: 'RFC 4314 §3.7',
  MYRIGHTS: 'RFC 4314 §3.8',
  METADATA: 'RFC 5464 §4.4',
  XLIST: 'RFC 6154 §1',
};

/** Response codes and where they are defined. */
export const imapCodes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    `ALERT ALREADYEXISTS APPENDUID AUTHENTICATIONFAILED AUTHORIZATIONFAILED BADCHARSET CANNOT CAPABILITY CLIENTBUG CLOSED CONTACTADMIN
    COPYUID CORRUPTION EXPIRED EXPUNGEISSUED INUSE LIMIT NONEXISTENT NOPERM OVERQUOTA PARSE PERMANENTFLAGS PRIVACYREQUIRED READ-ONLY
    READ-WRITE SERVERBUG TRYCREATE UIDNEXT UIDNOTSTICKY UIDVALIDITY UNAVAILABLE UNKNOWN-CTE`
      .split(/\s+/)
      .map((code) => [code, 'RFC 9051 §7.1']),
  ),
  UNSEEN: 'RFC 3501 §7.1',
  NEWNAME: 'RFC 2060 §7.1',
  HASCHILDREN: 'RFC 9051 §7.1',
  NOTSAVED: 'RFC 9051 §7.1',
  TOOBIG: 'RFC 4469 §4.2',
  BADURL: 'RFC 4469 §4.1',
  USEATTR: 'RFC 6154 §6',
  MAILBOXID: 'RFC 8474 §4.1',
  METADATA: 'RFC 5464 §4.2.1',
  ANNOTATIONS: 'RFC 5257 §4.5',
  HIGHESTMODSEQ: 'RFC 7162 §3.1.2.1',
  NOMODSEQ: 'RFC 7162 §3.1.2.2',
  MODIFIED: 'RFC 7162 §3.1.3',
  COMPRESSIONACTIVE: 'RFC 4978 §3',
  REFERRAL: 'RFC 2221 §4.1',
};

export function explainImap(line: Explicable): Explanation | null {
  const { kind, direction } = line;
  if (kind === 'literal') return explanation(`imap.literal.${direction}`, 'RFC 9051 §4.3');
  if (direction === 'client') return explainClient(line);
  if (kind === 'continuation') return explainChallenge(line) ?? explanation('imap.continuation', 'RFC 9051 §7.6');
  return explainServer(line);
}

function explainClient(line: Explicable): Explanation | null {
  const { kind, command, sasl, text } = line;
  if (kind === 'response') return command === 'IDLE' ? explanation('imap.command.DONE', 'RFC 9051 §6.3.13') : explainAnswer(line);
  if (command === null) return null;
  const name = command.replace(/^UID /, '');
  const source = imapCommands[name];
  if (source === undefined) return explanation('imap.command.other', null, { command });
  const mechanism = sasl?.mechanism ?? /^\S+\s+\S+\s+(\S+)/.exec(text)?.[1]?.toUpperCase() ?? '';
  return explanation(`imap.command.${name}`, source, name === 'AUTHENTICATE' ? { mechanism } : {});
}

function explainServer({ kind, code, enhanced, command, text }: Explicable): Explanation | null {
  // Some servers send the code without a condition before it: `* [COPYUID 7 1 2]`.
  const name = enhanced ?? /^\S+ \[([A-Z][A-Z-]*)[ \]]/i.exec(text)?.[1]?.toUpperCase() ?? null;
  if (name !== null && kind !== 'greeting') {
    const source = imapCodes[name];
    if (source !== undefined) return explanation(`imap.code.${name}`, source);
    return explanation('imap.code.other', 'RFC 9051 §7.1', { name });
  }
  if (kind === 'greeting') return explanation(code === 'OK' || code === null ? 'imap.greeting' : `imap.greeting.${code}`, 'RFC 9051 §7.1');
  if (kind === 'status' && code !== null) return explanation(`imap.status.${code}`, 'RFC 9051 §7.1', { command: command ?? '' });
  return text.startsWith('* ') ? explainData(text) : explanation('imap.data.rest', 'RFC 9051 §4.3');
}

function explainData(text: string): Explanation | null {
  const [, number, word = '', rest = ''] = /^\* (?:(\d+) )?([A-Z]+)(?: ([^\r\n]*))?/i.exec(text) ?? [];
  const name = word.toUpperCase();
  const source = imapData[name];
  if (source === undefined) return null;
  return explanation(`imap.data.${name}`, source, {
    ...(number === undefined ? {} : { number }),
    ...detailsOf(name, rest.slice(0, 4_000)),
  });
}

/** What a line of data says, taken apart for its sentence. */
function detailsOf(name: string, rest: string): Readonly<Record<string, string>> {
  switch (name) {
    case 'CAPABILITY':
      return { names: cut(rest.split(' ').filter(Boolean).join(', ')) };
    case 'FETCH':
      return { items: cut(fetchItems(rest).join(', ')) };
    case 'STATUS':
      return { counts: cut((/\(([^()]*)\)\s*$/.exec(rest)?.[1] ?? rest).toLowerCase()) };
    case 'QUOTA': {
      const [, resource = '', used = '', limit = ''] = /\(([A-Z-]+) (\d+) (\d+)/i.exec(rest) ?? [];
      return { resource: resource === '' ? '–' : resource, used: used === '' ? '–' : used, limit: limit === '' ? '–' : limit };
    }
    default:
      return {};
  }
}

/** The names of the items in `(UID 7 FLAGS (\Seen) BODY[HEADER] {4}`: words at the first level that stand where a name does. */
function fetchItems(rest: string): string[] {
  const names: string[] = [];
  let level = 0;
  let isName = true;
  for (const [token] of rest.matchAll(/"(?:[^"\\]|\\.)*"|[()]|[A-Z0-9.]+\[[^\]]*\](?:<\d+>)?|[^\s()"]+/gi)) {
    if (token === '(') {
      level += 1;
      continue;
    }
    if (token === ')') {
      level -= 1;
      if (level === 1) isName = true;
      continue;
    }
    if (level !== 1) continue;
    if (isName) names.push(token.toUpperCase());
    isName = !isName;
  }
  return names;
}
