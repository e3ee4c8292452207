/**
 * The members of nodemailer 10.6.0's SMTPConnection that its published types leave out because they are internal, as
 * this adapter uses them. The version is pinned exactly, and the tests of this folder fail when one of them changes.
 */
import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface SmtpConnectionInternals {
  _socket: Socket | false | null;
  /** Lines that arrived and that no command has consumed. */
  _remainder: string;
  _responseQueue: string[];
  _responseActions: unknown[];
  /** Recipients whose RCPT is not yet answered. */
  _recipientQueue: string[];
  /** The stream that stuffs dots, while a message is being handed over. */
  readonly _currentDataStream: StuffingStream | false;
  _supportedAuth: string[];
  _supportedExtensions: string[];
  _ehloLines?: string[];
  /** Takes the next complete reply off the queue, if there is one. */
  _processResponse(): void;
  _actionGreeting(reply: string): void;
  _actionEHLO(reply: string): void;
  _actionHELO(reply: string): void;
  _actionSTARTTLS(reply: string): void;
  _actionMAIL(reply: string, callback: unknown): void;
  _actionRCPT(reply: string, callback: unknown): void;
  _actionSMTPStream(reply: string, callback: unknown): void;
  _createSendStream(callback: unknown): StuffingStream;
  _upgradeConnection(callback: unknown): void;
  _sendCommand(command: string, shown?: string): void;
  _onError(error: Error, type: string, data: string | false, command: string): void;
}

/** What turns a message into what goes over the wire. */
interface StuffingStream {
  inByteCount: number;
  outByteCount: number;
  /** The last byte of the piece before; false when there is none. */
  lastByte: number | false;
  push(piece: Buffer): boolean;
  _transform(piece: Buffer, encoding: string, done: () => void): void;
}

export function internalsOf(connection: SMTPConnection): SmtpConnectionInternals {
  // The published type omits these members; they exist (see the opening paragraph).
  return connection as unknown as SmtpConnectionInternals;
}

/** What nodemailer adds to its errors. */
interface LibraryFacts {
  readonly code: string | null;
  readonly command: string | null;
  readonly response: string | null;
  readonly responseCode: number | null;
  readonly message: string;
}

export function readLibraryError(error: unknown): LibraryFacts {
  if (typeof error !== 'object' || error === null)
    return { code: null, command: null, response: null, responseCode: null, message: String(error) };
  const field = (name: string): unknown => (name in error ? (error as Record<string, unknown>)[name] : undefined); // `in` was asked first
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const code = field('responseCode');
  return {
    code: text(field('code')),
    command: text(field('command')),
    response: text(field('response')),
    responseCode: typeof code === 'number' ? code : null,
    message: text(field('message')) ?? String(error),
  };
}
