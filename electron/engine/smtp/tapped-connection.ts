/**
 * nodemailer's SMTPConnection with the tap on it and its silences removed: replies that it swallows, and data that a
 * server sends between the answer to STARTTLS and the handshake. The only place that reaches into the library.
 */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { FailureError, failure } from '../../contract/failure.ts';
import { internalsOf, type SmtpConnectionInternals } from './library.ts';
import { goesAsItIs } from './line-ends.ts';

/** Octets of replies until the next command: an answer to EHLO has hundreds (RFC 5321 §4.5.3.1.5 allows a line 512). */
const largestReply = 65_536;

export interface ConnectionHooks {
  onClientBytes(bytes: Buffer): void;
  /** Bytes that the system has taken over from the process. */
  onFlushed(bytes: number): void;
  onServerBytes(bytes: Buffer): void;
  /** The handshake after STARTTLS begins on this socket. */
  onUpgrade(socket: TLSSocket): void;
  onCommand(command: string): void;
  /** Each is called before the library acts on the reply; an error thrown ends the connection with it. */
  onGreeting(reply: string): void;
  onEhlo(reply: string): void;
  onStartTls(reply: string): void;
  /** Bytes of the server that stand before the handshake though nothing may (RFC 3207 §4.2). */
  onDataBeforeTls(count: number): void;
  onSender(reply: string): void;
  onRecipient(address: string, reply: string): void;
  /** The answer to the message; false when it came before it was due and must not count as one. */
  onFinalReply(reply: string): boolean;
}

export class TappedSmtpConnection extends SMTPConnection {
  readonly internals: SmtpConnectionInternals;

  constructor(options: SMTPConnectionOptions, hooks: ConnectionHooks) {
    super(options);
    this.internals = internalsOf(this);
    tapSocket(this, hooks);
    passPieces(this.internals);
    showReplies(this.internals, hooks);
  }
}

/** The library replaces its socket at STARTTLS; only the current one speaks the protocol. */
function tapSocket(connection: SMTPConnection, hooks: ConnectionHooks): void {
  const internals = internalsOf(connection);
  let unanswered = 0;
  let current: Socket | false | null = false;
  Object.defineProperty(connection, '_socket', {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (next: Socket | false | null) => {
      const before = current;
      current = next;
      if (!next || next === before) return;
      // The final dot leaves in a packet of its own, which Nagle's algorithm would hold back until the server acknowledges the body (RFC
      // 1122 §4.2.3.2: up to half a second).
      next.setNoDelay(true);
      const write = next.write.bind(next) as (chunk: Buffer, ...rest: unknown[]) => boolean; // the overloads of `write` cannot be spread into
      next.write = (chunk: Buffer, ...rest: unknown[]) => {
        if (next !== current) return write(chunk, ...rest);
        unanswered = 0;
        hooks.onClientBytes(chunk);
        if (rest.length > 0) return write(chunk, ...rest);
        return write(chunk, (error?: Error | null) => {
          if (!error) hooks.onFlushed(chunk.length);
        });
      };
      const emit = next.emit.bind(next) as (event: string | symbol, ...rest: unknown[]) => boolean; // as above
      next.emit = (event: string | symbol, ...rest: unknown[]) => {
        if ((event === 'close' || event === 'error') && next === current) readWhatCame(internals);
        if (event !== 'data' || next !== current || !Buffer.isBuffer(rest[0])) return emit(event, ...rest);
        const bytes = rest[0].subarray(0, largestReply - unanswered);
        unanswered += bytes.length;
        hooks.onServerBytes(bytes);
        if (bytes.length === rest[0].length) return emit(event, bytes);
        const refused = failure('limit-exceeded', { protocol: 'smtp', detail: { limit: largestReply } });
        internals._onError(new FailureError(refused), 'EPROTOCOL', false, 'CONN');
        next.destroy();
        return true;
      };
      if (before && next instanceof TLSSocket) hooks.onUpgrade(next);
    },
  });
}

/**
 * Reads all replies that have arrived before the end of the connection is handled. The library takes one a turn, so that the end could
 * overtake them, and a refusal followed by a close would be lost.
 */
function readWhatCame(library: SmtpConnectionInternals): void {
  for (let left = library._responseQueue.length; left > 0; left -= 1) library._processResponse();
}

/** The library looks at every byte of a message in turn, which takes longer than all the rest of sending it; nearly every piece goes as it is. */
function passPieces(library: SmtpConnectionInternals): void {
  const create = library._createSendStream;
  library._createSendStream = (callback) => {
    const stream = create.call(library, callback);
    const stuff = stream._transform;
    stream._transform = (piece, encoding, done) => {
      if (piece.length === 0 || !goesAsItIs(piece, stream.lastByte)) return stuff.call(stream, piece, encoding, done);
      stream.inByteCount += piece.length;
      stream.outByteCount += piece.length;
      stream.lastByte = piece[piece.length - 1] ?? false;
      stream.push(piece);
      done();
    };
    return stream;
  };
}

function showReplies(library: SmtpConnectionInternals, hooks: ConnectionHooks): void {
  const guarded =
    <Rest extends unknown[]>(original: (reply: string, ...rest: Rest) => void, look: (reply: string) => void) =>
    (reply: string, ...rest: Rest) => {
      try {
        look(reply);
      } catch (error) {
        return library._onError(error instanceof Error ? error : new Error(String(error)), 'EPROTOCOL', false, 'CONN');
      }
      original.call(library, reply, ...rest);
    };
  library._actionGreeting = guarded(library._actionGreeting, (reply) => hooks.onGreeting(reply));
  library._actionEHLO = guarded(library._actionEHLO, (reply) => hooks.onEhlo(reply));
  library._actionSTARTTLS = guarded(library._actionSTARTTLS, (reply) => hooks.onStartTls(reply));
  library._actionMAIL = guarded(library._actionMAIL, (reply) => hooks.onSender(reply));
  library._actionRCPT = guarded(library._actionRCPT, (reply) => hooks.onRecipient(library._recipientQueue[0] ?? '', reply));
  const finish = library._actionSMTPStream;
  library._actionSMTPStream = (reply, callback) => {
    if (hooks.onFinalReply(reply)) finish.call(library, reply, callback);
  };
  const upgrade = library._upgradeConnection;
  library._upgradeConnection = (callback) => {
    const waiting = library._remainder.length + library._responseQueue.reduce((total, reply) => total + reply.length, 0);
    try {
      if (waiting > 0) hooks.onDataBeforeTls(waiting);
    } catch (error) {
      return library._onError(error instanceof Error ? error : new Error(String(error)), 'ETLS', false, 'STARTTLS');
    }
    upgrade.call(library, callback);
  };
  const send = library._sendCommand;
  library._sendCommand = (command, shown) => {
    hooks.onCommand(command);
    send.call(library, command, shown);
  };
}
