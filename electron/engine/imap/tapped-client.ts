/**
 * ImapFlow with the tap, and with the responses that it discards made visible. The only place that uses the library's
 * internals; of IMAP it reads only the first word of a line.
 */
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { FailureError, failure } from '../../contract/failure.ts';
import { createAnswerBudget } from './answer-budget.ts';
import type { ImapEvent } from './imap-types.ts';
import { type ImapFlowInternals, internalsOf, type ParsedResponse, type ResponseItem } from './library.ts';
import { type MailboxNames, withPlainName } from './mailbox-name.ts';
import { hasLongWord, readNumberLine } from './number-line.ts';
import type { UntaggedKind } from './untagged.ts';

export type StatusKind = 'tagged' | 'greeting' | 'bye' | 'untagged';

/** Takes FETCH lines; true: it was taken, and the library need not see it. */
export interface FetchSink {
  take(item: ResponseItem): Promise<boolean> | boolean;
}

interface ClientHooks {
  /** Bytes as the protocol has them: decrypted, inflated. */
  onClientBytes(bytes: Buffer): void;
  onServerBytes(bytes: Buffer): void;
  /** A socket that is being connected; the caller hangs its own listeners on it. */
  onSocket(socket: Socket): void;
  /** STARTTLS was accepted and the handshake begins on this socket. */
  onUpgrade(socket: TLSSocket): void;
  onCompressed(): void;
  /** A tagged line, the greeting, BYE, or an untagged OK, NO or BAD; verbatim, at most 2,000 octets of it. */
  onStatusLine(line: string, kind: StatusKind): void;
  /** Knows every name that is listed. */
  readonly names: MailboxNames;
  /** What unsolicited data means; null for what makes no sense. */
  eventOf(kind: UntaggedKind, response: ParsedResponse): ImapEvent | null;
  /** Replaces the library's choice of a mechanism; throws when authentication fails. */
  authenticate(): Promise<void>;
  /** Throws when a PREAUTH greeting is not acceptable. */
  onPreauth(): void;
}

const asterisk = 0x2a;
const plus = 0x2b;
const shownOctets = 2_000;
/** Octets of one word: a folder's name, a keyword, a quoted sentence. */
const longestWord = 8_192;
/** Milliseconds of reading lines before other events get a turn: the library yields only after ten lines at once, and lines may come one by one. */
const longestTurn = 10;
/** Of a line that is refused. */
const quotedOctets = 200;

export class TappedImapFlow extends ImapFlow {
  readonly internals: ImapFlowInternals;
  /** Of the command that waits for FETCH lines. */
  fetchSink: FetchSink | null = null;
  /** Of unsolicited data about the selected folder. */
  onEvent: ((event: ImapEvent) => void) | null = null;

  /** Connects over a socket that is connected already, and speaks TLS on it first where the options say so. */
  async connectOver(plain: Socket): Promise<void> {
    const { tls } = this.options;
    if (this.internals.secureConnection) {
      this.options.tls = { ...tls, socket: plain };
      return this.connect();
    }
    const begin = takePlain(this, plain);
    // The name is never looked up; an address would be connected to without asking.
    this.options.tls = { ...tls, host: 'connected.invalid', lookup: () => undefined };
    const connecting = this.connect();
    this.options.tls = tls;
    begin();
    return connecting;
  }

  constructor(options: ImapFlowOptions, hooks: ClientHooks) {
    super(options);
    this.internals = internalsOf(this);
    tapInput(this.internals, hooks);
    tapOutput(this, hooks);
    readLines(this, hooks);
    const announce = (kind: UntaggedKind) => async (response: ParsedResponse) => {
      const event = hooks.eventOf(kind, response);
      if (event) this.onEvent?.(event);
    };
    this.internals.untaggedExists = announce('EXISTS');
    this.internals.untaggedExpunge = announce('EXPUNGE');
    this.internals.untaggedVanished = announce('VANISHED');
    this.internals.untaggedFetch = announce('FETCH');
    this.internals.authenticate = async () => {
      if (this.authenticated) return true;
      this.internals.expectCapabilityUpdate = true;
      await hooks.authenticate();
      await this.internals.setAuthenticationState();
      return true;
    };
    const acceptPreauth = this.internals.initialPREAUTH.bind(this);
    this.internals.initialPREAUTH = async () => {
      try {
        hooks.onPreauth();
      } catch (error) {
        // RFC 9051 §11.1: with PREAUTH STARTTLS is impossible, so an attacker who sends it would keep us in the clear.
        return this.internals.failProtocol(error instanceof Error ? error : new Error(String(error)));
      }
      return acceptPreauth();
    };
  }
}

/**
 * Substitutes the socket that is connected already for the one the library makes: the library takes a given socket for TLS only. Its own
 * socket never gets an address; it is told that it is connected, and dropped.
 */
function takePlain(client: ImapFlow, plain: Socket): () => void {
  let made: Socket | null = null;
  Object.defineProperty(client, 'socket', {
    configurable: true,
    enumerable: true,
    get: () => plain,
    set: (next: Socket) => {
      made = next;
    },
  });
  return () => {
    Object.defineProperty(client, 'socket', { configurable: true, enumerable: true, writable: true, value: plain });
    made?.emit('connect');
    made?.destroy();
  };
}

/** All input ends in the library's stream, whatever came before it: TLS, STARTTLS, inflate. */
function tapInput(internals: ImapFlowInternals, hooks: ClientHooks): void {
  const write = internals.streamer.write.bind(internals.streamer);
  internals.streamer.write = (chunk, ...rest) => {
    hooks.onServerBytes(chunk);
    return write(chunk, ...rest);
  };
}

/**
 * The library writes to whatever `writeSocket` is at the time: plain socket, TLS socket, or the entry of the
 * compressor. Only the current one is recorded, or the compressed bytes would be recorded as well.
 */
function tapOutput(client: ImapFlow, hooks: ClientHooks): void {
  let current: ImapFlowInternals['writeSocket'] = false;
  Object.defineProperty(client, 'writeSocket', {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (next: ImapFlowInternals['writeSocket']) => {
      const before = current;
      current = next;
      if (!next || next === before) return;
      const write = next.write.bind(next) as (chunk: Buffer, ...rest: unknown[]) => boolean; // the overloads of `write` cannot be spread into
      next.write = (chunk: Buffer, ...rest: unknown[]) => {
        if (next === current) hooks.onClientBytes(chunk);
        return write(chunk, ...rest);
      };
      if (next instanceof PassThrough) hooks.onCompressed();
      else if (before instanceof Socket && next instanceof TLSSocket) hooks.onUpgrade(next);
      else if (next instanceof Socket) hooks.onSocket(next);
    },
  });
}

function readLines(client: TappedImapFlow, hooks: ClientHooks): void {
  const { enabled, internals } = client;
  const handle = internals.handleResponse.bind(internals);
  const violation = (line: string) => {
    const refused = failure('protocol-violation', { protocol: 'imap', reply: line });
    internals.failProtocol(new FailureError(refused));
    return false;
  };
  const tooMuch = (payload: Buffer) => {
    const refused = failure('limit-exceeded', { protocol: 'imap', reply: payload.toString('utf8', 0, quotedOctets) });
    internals.failProtocol(new FailureError(refused));
    return false;
  };
  const budget = createAnswerBudget();
  let lines = 0;
  let turnBegan = 0;
  internals.handleResponse = async (item) => {
    const { payload } = item;
    lines += 1;
    if (lines % 16 === 0 && performance.now() - turnBegan > longestTurn) {
      await turn();
      turnBegan = performance.now();
    }
    if (payload[0] === asterisk) {
      if (isFetchPayload(payload)) {
        const taken = client.fetchSink?.take(item) ?? false;
        if (taken === true || (taken !== false && (await taken))) return true;
        if (!budget.spend(payload, item.literals)) return tooMuch(payload);
        // Drop unrequested bodies: the library would copy them several times before it reports them.
        if (item.literals.length > 0) return true;
      } else {
        if (!budget.spend(payload, item.literals)) return tooMuch(payload);
        const line = payload.toString('utf8', 0, shownOctets);
        if (!internals.greetingReceived) {
          hooks.onStatusLine(line, 'greeting');
          // RFC 9051 §7.1: a greeting is OK, PREAUTH or BYE. Anything else is no IMAP server.
          if (!/^\* (OK|PREAUTH|BYE)\b/i.test(line)) return violation(line);
        } else if (/^\* BYE\b/i.test(line)) hooks.onStatusLine(line, 'bye');
        else if (/^\* (?:OK|NO|BAD)\b/i.test(line)) hooks.onStatusLine(line, 'untagged');
      }
    } else if (payload[0] === plus) {
      // An unexpected continuation request would make the library wait without end: neither OK nor NO follows it.
      const { currentRequest, commandParts } = internals;
      const expected = currentRequest && (typeof currentRequest.options?.onPlusTag === 'function' || commandParts.length > 0);
      if (!expected) return violation(payload.toString('utf8', 0, shownOctets));
    } else {
      const line = payload.toString('utf8', 0, shownOctets);
      const tag = line.split(' ', 1)[0];
      const { currentRequest } = internals;
      if (!internals.greetingReceived) return violation(line);
      // An answer to what was not asked yet is how a man in the middle completes commands in the victim's name (CVE-2026-42246).
      // Defence T4 of the checklist.
      if (!currentRequest || currentRequest.tag !== tag || !currentRequest.sent) return violation(line);
      budget.renew();
      hooks.onStatusLine(line, 'tagged');
    }
    const numbers = readNumberLine(payload);
    if (numbers) {
      await internals.getUntaggedHandler(numbers.command ?? '', numbers.attributes)?.(numbers);
      return true;
    }
    if (hasLongWord(payload, longestWord)) return tooMuch(payload);
    return handle(withPlainName(item, hooks.names, enabled.has('UTF8=ACCEPT')));
  };
}

/** `* 12 FETCH (`, decided on the bytes: it runs for every line. */
function isFetchPayload(payload: Buffer): boolean {
  let at = 2;
  while (at < 12) {
    const byte = payload[at] ?? 0;
    if (byte < 0x30 || byte > 0x39) break;
    at += 1;
  }
  return (
    at > 2 &&
    payload[at] === 0x20 &&
    (payload[at + 1] ?? 0) % 32 === 6 &&
    payload.toString('latin1', at + 1, at + 8).toUpperCase() === 'FETCH ('
  );
}
