/** Which line of the client a line of the server answers. Each protocol has its own order: by turn, or by tag. */
import type { Protocol } from '../../../contract/failures/failure-codes.ts';
import type { Piece } from '../masking/masker.ts';

/** A line of the client that waits for its answer. */
export interface ClientLine {
  readonly index: number;
  readonly at: number;
  readonly command: string | null;
  readonly cause: string | null;
  readonly messageId: number | null;
}

interface Pairing {
  /** The client said this. */
  asked(piece: Piece, asked: ClientLine): void;
  /** What a line or run of the server answers. */
  answered(piece: Piece): ClientLine | null;
  /** Commands sent before TLS are answered by now or never. */
  restart(): void;
}

export function createPairing(protocol: Protocol): Pairing {
  switch (protocol) {
    case 'imap':
      return createTagPairing();
    case 'smtp':
    case 'pop3':
      return createTurnPairing();
    case 'managesieve':
      return createStringPairing();
    case 'sendmail':
      // The command, not the message that it is given.
      return createLatestPairing(({ kind }) => kind !== 'payload');
    default:
      return createLatestPairing(() => true);
  }
}

/** SMTP and POP3: answers come in the order of the commands (RFC 2920 §3.1, RFC 2449 §6.6). */
function createTurnPairing(): Pairing {
  let waiting: ClientLine[] = [];
  let current: ClientLine | null = null;
  return {
    asked(piece, asked) {
      // A message is answered when its last line has been sent.
      if (piece.kind === 'payload' && piece.run) return;
      if (piece.first) waiting.push(asked);
    },
    answered(piece) {
      if (piece.kind === 'greeting') return null;
      // SMTP's earlier reply lines come before the last one, POP3's listings and messages after the first.
      const afterwards = piece.run || (piece.command !== null && current !== null && current.command === piece.command && isListing(piece));
      if (afterwards && current) return current;
      if (piece.kind === 'data' || !piece.last) return waiting[0] ?? null;
      current = waiting.shift() ?? null;
      return current;
    },
    restart() {
      waiting = [];
      current = null;
    },
  };
}

const listings: ReadonlySet<string> = new Set(['LIST', 'UIDL', 'CAPA', 'AUTH', 'LANG', 'XTND', 'RETR', 'TOP']);
const isListing = (piece: Piece) => (piece.kind === 'data' || piece.kind === 'payload') && listings.has(piece.command ?? '');

/** ManageSieve: replies come in the order of the commands, and counted strings are parts of a line (RFC 5804 §1.2, §4). */
function createStringPairing(): Pairing {
  let waiting: ClientLine[] = [];
  let current: ClientLine | null = null;
  /** A line goes on behind a string. */
  const goesOn = { client: false, server: false };
  return {
    asked(piece, asked) {
      const isRest = goesOn.client;
      if (piece.run || piece.last) goesOn.client = piece.run;
      if (!piece.run && piece.first && !isRest) waiting.push(asked);
    },
    answered(piece) {
      const isRest = goesOn.server;
      if (piece.run || piece.last) goesOn.server = piece.run;
      if (piece.kind === 'greeting') return null;
      if (piece.run || isRest) return current;
      current = waiting[0] ?? null;
      if (piece.last && piece.kind !== 'data') waiting.shift();
      return current;
    },
    restart() {
      waiting = [];
      current = null;
      [goesOn.client, goesOn.server] = [false, false];
    },
  };
}

/** IMAP: tags (RFC 9051 §2.2). Untagged data belongs to the only command under way, or to the one that asks for such data. */
function createTagPairing(): Pairing {
  const waiting = new Map<string, ClientLine>();
  let latest: ClientLine | null = null;
  /** The command that the response under way answers, its literals included. */
  let current: ClientLine | null = null;
  return {
    asked(piece, asked) {
      latest = asked;
      if (piece.tag === null || piece.kind === 'literal') return;
      // The tagged reply answers the command, or the client's last answer to a challenge.
      if (piece.kind === 'response' || !waiting.has(piece.tag)) waiting.set(piece.tag, asked);
    },
    answered(piece) {
      if (piece.kind === 'greeting') return null;
      if (piece.kind === 'continuation') return latest;
      if (piece.kind === 'status') {
        const answered = piece.tag === null ? undefined : waiting.get(piece.tag);
        if (piece.tag !== null && piece.last) waiting.delete(piece.tag);
        return answered ?? null;
      }
      if (!piece.run && piece.bytes[0] === asterisk) current = findAsker(piece.bytes, waiting);
      return current;
    },
    restart() {
      waiting.clear();
      latest = null;
      current = null;
    },
  };
}

const asterisk = 0x2a;

/** Untagged data and the commands that ask for it (RFC 9051 §7); anything else may come at any time. */
const askers: Readonly<Record<string, readonly string[]>> = {
  FETCH: ['FETCH', 'UID FETCH', 'STORE', 'UID STORE'],
  EXPUNGE: ['EXPUNGE', 'UID EXPUNGE', 'MOVE', 'UID MOVE'],
  VANISHED: ['EXPUNGE', 'UID EXPUNGE', 'MOVE', 'UID MOVE', 'SELECT', 'EXAMINE', 'UID FETCH'],
  SEARCH: ['SEARCH', 'UID SEARCH'],
  ESEARCH: ['SEARCH', 'UID SEARCH'],
  LIST: ['LIST'],
  LSUB: ['LSUB'],
  STATUS: ['STATUS', 'LIST'],
  CAPABILITY: ['CAPABILITY', 'LOGIN', 'AUTHENTICATE'],
  NAMESPACE: ['NAMESPACE'],
  ID: ['ID'],
  ENABLED: ['ENABLE'],
  QUOTA: ['GETQUOTA', 'GETQUOTAROOT', 'SETQUOTA'],
  QUOTAROOT: ['GETQUOTAROOT'],
  FLAGS: ['SELECT', 'EXAMINE'],
  BYE: ['LOGOUT'],
};

function findAsker(line: Buffer, waiting: ReadonlyMap<string, ClientLine>): ClientLine | null {
  if (waiting.size < 2) return waiting.values().next().value ?? null;
  const word = /^\* (?:\d+ )?([A-Z]+)/i.exec(line.subarray(0, 40).toString('latin1'))?.[1]?.toUpperCase() ?? '';
  const commands = askers[word] ?? [];
  for (const asked of waiting.values()) if (commands.includes(asked.command ?? '')) return asked;
  return null;
}

/** One request, one answer. */
function createLatestPairing(isRequest: (piece: Piece) => boolean): Pairing {
  let latest: ClientLine | null = null;
  return {
    asked(piece, asked) {
      if (isRequest(piece)) latest = asked;
    },
    answered: () => latest,
    restart() {
      latest = null;
    },
  };
}
