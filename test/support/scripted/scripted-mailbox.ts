/**
 * A mailbox behind a plain IMAP4rev1 dialogue, for tests about servers that refuse, lie or break off: every command is answered as a
 * small honest server would, unless the test answers it first.
 */
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

export interface MailboxMessage {
  readonly uid: number;
  flags: string[];
  readonly raw: string;
}

export interface MailboxFolder {
  uidValidity: number;
  uidNext: number;
  attributes: string;
  messages: MailboxMessage[];
  /** The name as it stands in LIST, with its quotes; made from the path when absent. */
  listedAs?: string;
}

export interface Request {
  readonly tag: string;
  /** `UID FETCH` in two words, in capitals. */
  readonly name: string;
  /** Without quotes; a literal is its text. */
  readonly args: readonly string[];
  readonly line: string;
  readonly peer: ScriptedConnection;
  readonly selected: MailboxFolder | null;
  /** Number of the connection, from 0. */
  readonly connection: number;
}

export interface MailboxScript {
  readonly folders: Record<string, MailboxFolder>;
  readonly capabilities?: string;
  readonly greeting?: string;
  readonly namespace?: string;
  readonly delimiter?: string;
  /** Answers a command by itself: then true. */
  readonly before?: (request: Request) => boolean | Promise<boolean>;
  /** The FETCH line of one message, in the place of the honest one; null for none; `break` ends the connection there. */
  readonly fetch?: (message: MailboxMessage, items: string, request: Request) => string | null | 'break' | undefined;
}

export const mailText = (number: number | string, body = `text of ${number}`): string =>
  `From: Ben <ben@practice.test>\r\nTo: ana@practice.test\r\nSubject: letter ${number}\r\nMessage-ID: <letter-${number}@practice.test>\r\n` +
  `Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\n${body}\r\n`;

/** A folder with letters of UID 1 up to `count`. */
export const folderOf = (count: number, changes: Partial<MailboxFolder> = {}): MailboxFolder => ({
  uidValidity: 9,
  uidNext: count + 1,
  attributes: '\\HasNoChildren',
  messages: Array.from({ length: count }, (_, at) => ({ uid: at + 1, flags: [], raw: mailText(at + 1) })),
  ...changes,
});

export const fetchLine = (sequence: number, { uid, flags, raw }: MailboxMessage, items: string, size = raw.length): string => {
  const parts = [`UID ${uid}`, `FLAGS (${flags.join(' ')})`];
  if (items.includes('INTERNALDATE')) parts.push('INTERNALDATE " 1-Jan-2024 00:00:00 +0000"');
  if (items.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${size}`);
  const header = raw.slice(0, raw.indexOf('\r\n\r\n') + 4);
  const [, first, most] = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/.exec(items) ?? [];
  const whole = first === undefined ? raw : raw.slice(Number(first), Number(first) + Number(most));
  const section = items.includes('HEADER') ? header : items.includes('BODY.PEEK[]') ? whole : null;
  const name = items.includes('HEADER') ? 'BODY[HEADER]' : first === undefined ? 'BODY[]' : `BODY[]<${first}>`;
  if (section !== null) parts.push(`${name} {${section.length}}\r\n${section}`);
  return `* ${sequence} FETCH (${parts.join(' ')})\r\n`;
};

/** Whether a set such as `1:3,7` names a UID. */
export const setNames = (set: string, uid: number): boolean =>
  set.split(',').some((run) => {
    const [first = '', last = first] = run.split(':');
    const bounds = [first, last].map((end) => (end === '*' ? Number.POSITIVE_INFINITY : Number(end)));
    return uid >= Math.min(...bounds) && uid <= Math.max(...bounds);
  });

const unquote = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word);

export function startScriptedMailbox(script: MailboxScript): Promise<ScriptedServer> {
  const { folders, capabilities = 'IMAP4rev1 UIDPLUS MOVE IDLE NAMESPACE AUTH=PLAIN', delimiter = '/' } = script;
  const find = (path: string) => (path.toUpperCase() === 'INBOX' ? folders.INBOX : folders[path]);
  return startScriptedServer(async (peer, connection) => {
    let selected = null as MailboxFolder | null; // assigned below, which the compiler loses sight of in closures
    peer.send(`${script.greeting ?? '* OK ready'}\r\n`);
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const literals: string[] = [];
      for (let match = /\{(\d+)\}$/.exec(line); match; match = /\{(\d+)\}$/.exec(line)) {
        peer.send('+ go on\r\n');
        literals.push((await peer.take(Number(match[1]))).toString('latin1'));
        line = `${line.slice(0, match.index)}\u0000${literals.length - 1}\u0000${(await peer.line()) ?? ''}`;
      }
      const words = line.match(/"(?:[^"\\]|\\.)*"|\((?:[^()]|\([^()]*\))*\)|\S+/g) ?? [];
      const [tag = '', first = '', second = ''] = words;
      const isUid = first.toUpperCase() === 'UID';
      const name = isUid ? `UID ${second.toUpperCase()}` : first.toUpperCase();
      const args = words
        .slice(isUid ? 3 : 2)
        .map((word) => (word.startsWith('\u0000') ? (literals[Number(word.slice(1, -1))] ?? '') : unquote(word)));
      const request: Request = { tag, name, args, line, peer, selected, connection };
      if (await script.before?.(request)) {
        if (name === 'SELECT' || name === 'EXAMINE') selected = null;
        continue;
      }
      const done = (text = 'OK done') => peer.send(`${tag} ${text}\r\n`);
      const named = selected?.messages.filter(({ uid }) => setNames(args[0] ?? '', uid)) ?? [];
      const sequenceOf = (message: MailboxMessage) => (selected?.messages.indexOf(message) ?? -1) + 1;
      if (name === 'CAPABILITY') peer.send(`* CAPABILITY ${capabilities}\r\n`);
      else if (name === 'AUTHENTICATE') {
        peer.send('+ \r\n');
        await peer.line();
      } else if (name === 'NAMESPACE') peer.send(`* NAMESPACE ${script.namespace ?? '(("" "/")) NIL NIL'}\r\n`);
      else if (name === 'LIST' || name === 'LSUB') {
        for (const [path, { attributes, listedAs }] of Object.entries(folders)) {
          if (args[1] === 'INBOX' ? path !== 'INBOX' : !path.startsWith(args[0] ?? '')) continue;
          peer.send(`* ${name} (${attributes}) "${delimiter}" ${listedAs ?? `"${path}"`}\r\n`);
        }
      } else if (name === 'STATUS' || name === 'SELECT' || name === 'EXAMINE') {
        const found = find(args[0] ?? '');
        if (name !== 'STATUS') selected = found ?? null;
        if (!found) {
          done('NO [NONEXISTENT] no such mailbox');
          continue;
        }
        const { messages, uidNext, uidValidity } = found;
        if (name === 'STATUS')
          peer.send(
            `* STATUS "${args[0]}" (MESSAGES ${messages.length} UNSEEN ${messages.length} UIDNEXT ${uidNext} UIDVALIDITY ${uidValidity})\r\n`,
          );
        else peer.send(`* ${messages.length} EXISTS\r\n* OK [UIDVALIDITY ${uidValidity}] ok\r\n* OK [UIDNEXT ${uidNext}] ok\r\n`);
      } else if (name === 'UID SEARCH') {
        const text = args.join(' ');
        const id = /MESSAGE-ID (\S+)/i.exec(text)?.[1];
        const range = /^UID (\S+)$/i.exec(text)?.[1];
        const hits = (selected?.messages ?? []).filter(
          ({ uid, raw, flags }) =>
            (!id || raw.includes(id)) && (!range || setNames(range, uid)) && (!/^DELETED/i.test(text) || flags.includes('\\Deleted')),
        );
        peer.send(`* SEARCH${hits.map(({ uid }) => ` ${uid}`).join('')}\r\n`);
      } else if (name === 'UID FETCH') {
        const items = args.slice(1).join(' ').toUpperCase();
        let broken = false;
        for (const message of named) {
          const own = script.fetch?.(message, items, request);
          if (own === 'break') {
            broken = true;
            break;
          }
          if (own !== null) peer.send(own ?? fetchLine(sequenceOf(message), message, items));
        }
        if (broken) {
          peer.reset();
          return;
        }
      } else if (name === 'UID STORE') {
        const flags: string[] = args.at(-1)?.match(/[^\s()]+/g) ?? [];
        for (const message of named)
          message.flags = args[1]?.startsWith('-')
            ? message.flags.filter((flag) => !flags.includes(flag))
            : [...new Set([...message.flags, ...flags])];
      } else if (name === 'UID MOVE' || name === 'UID COPY') {
        const target = find(args[1] ?? '');
        if (!target) {
          done('NO [TRYCREATE] no such mailbox');
          continue;
        }
        for (const message of named) {
          target.messages.push({ ...message, flags: [...message.flags], uid: target.uidNext });
          target.uidNext += 1;
          if (name === 'UID COPY') continue;
          peer.send(`* ${sequenceOf(message)} EXPUNGE\r\n`);
          selected?.messages.splice(sequenceOf(message) - 1, 1);
        }
      } else if (name === 'EXPUNGE' || name === 'UID EXPUNGE') {
        const gone = (name === 'EXPUNGE' ? (selected?.messages ?? []) : named).filter(({ flags }) => flags.includes('\\Deleted'));
        for (const message of gone) {
          peer.send(`* ${sequenceOf(message)} EXPUNGE\r\n`);
          selected?.messages.splice(sequenceOf(message) - 1, 1);
        }
      } else if (name === 'APPEND') {
        const target = find(args[0] ?? '');
        if (!target) {
          done('NO [TRYCREATE] no such mailbox');
          continue;
        }
        target.messages.push({ uid: target.uidNext, flags: ['\\Seen'], raw: literals.at(-1) ?? '' });
        target.uidNext += 1;
      } else if (name === 'CREATE') folders[args[0] ?? ''] = folderOf(0);
      else if (name === 'IDLE') {
        peer.send('+ idling\r\n');
        await peer.line();
      } else if (name === 'LOGOUT') peer.send('* BYE bye\r\n');
      done();
      if (name === 'LOGOUT') return peer.close();
    }
  });
}
