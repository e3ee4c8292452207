/**
 * The console: protocols typed by hand. What crosses is read where every session is read, in the transcript; here is what is sent and how
 * it stands.
 */

import { certificateSchema, hostSchema, portSchema, securitySchema } from './accounts.ts';
import { call } from './call.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

export const consoleProtocols = ['smtp', 'imap', 'pop3', 'managesieve', 'raw'] as const;

/** Mechanisms of SASL that carry an access token instead of a password: Google's and Microsoft's, and the standard one (RFC 7628). */
export const consoleTokenMechanisms = ['XOAUTH2', 'OAUTHBEARER'] as const;

export type ConsoleTokenMechanism = (typeof consoleTokenMechanisms)[number];

export const isTokenMechanism = (mechanism: string): mechanism is ConsoleTokenMechanism =>
  (consoleTokenMechanisms as readonly string[]).includes(mechanism);

/**
 * In the order in which they are offered; those that carry a token only where the account has one. `USER` is POP3's USER and PASS (RFC 1939
 * §7), `IMAP-LOGIN` the command LOGIN (RFC 9051 §6.2.3); the others are mechanisms of SASL.
 */
const consoleMechanisms = ['USER', 'IMAP-LOGIN', 'PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', ...consoleTokenMechanisms] as const;

/** Most consoles open at once. */
export const mostConsoles = 8;
/** Characters of one line. */
const longestConsoleLine = 65_536;
/** Characters of one message or literal. */
const longestConsoleText = 1_048_576;

const sideSchema = z.enum(['incoming', 'outgoing']);
/** Chosen by the caller, so that opening can be cancelled. */
const idSchema = z.string().min(1).max(64);
const lineSchema = z
  .string()
  .max(longestConsoleLine)
  .regex(/^[^\r\n]*$/, 'one line');

const tagSchema = z
  .string()
  .max(30)
  .regex(/^[A-Za-z0-9.]+$/)
  .default('auth');

/** An access token as it is sent (RFC 6750 §2.1, b64token). */
export const tokenPattern = /^[A-Za-z0-9._~+/-]+=*$/;

/** A token as it is copied: with line ends of a terminal, or as the field of HTTP that it stood in (RFC 6750 §2.1). */
export const tokenIn = (pasted: string): string =>
  pasted
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(/\s+/g, '');

const longestToken = 16_384;

const targetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('server'),
    protocol: z.enum(consoleProtocols),
    host: hostSchema,
    port: portSchema,
    /** `starttls`: asked for by the program before anything is typed, and required. With `none` it can be typed. */
    security: securitySchema,
  }),
  z.object({ kind: z.literal('account'), accountId: z.string(), side: sideSchema }),
]);

const signInSchema = z.object({
  accountId: z.string(),
  accountName: z.string(),
  side: sideSchema,
  username: z.string(),
  mechanisms: z.array(z.enum(consoleMechanisms)),
  /** False while this connection is less protected than the one that the password was given for. */
  isAllowed: z.boolean(),
  /** The port of this host that the password was given for, where the user has not said yet that it may go to this one. */
  otherPort: z.number().int().nullable(),
});

const consoleStateSchema = z.object({
  id: idSchema,
  state: z.enum(['connecting', 'open', 'closed']),
  protocol: z.enum(consoleProtocols),
  host: z.string(),
  port: z.number().int(),
  /** As it is now: `starttls` once TLS has been started by a command. */
  security: securitySchema,
  /** Of the transcript. */
  session: z.string(),
  /** What the server waits for: a command, the text of a message (after 354), an answer to a challenge, or the bytes of a literal. */
  awaits: z.enum(['command', 'message', 'answer', 'literal']),
  /** Accounts whose password was given for this host and port. */
  signIns: z.array(signInSchema),
  /** Why it is over, where that was not by our own will. */
  failure: failureSchema.nullable(),
  /** The certificate that was refused, which can be trusted for this host and port (`accounts.trustCertificate`). */
  refusedCertificate: certificateSchema.nullable(),
});

export const consoleCalls = {
  /** Connects. Answers when the connection is open, with TLS where it was asked for; the greeting may still be on its way. */
  'console.open': call({ input: z.object({ id: idSchema, target: targetSchema }), output: consoleStateSchema }),
  /** Those that are connecting or open. */
  'console.list': call({ input: z.object({}), output: z.array(consoleStateSchema) }),
  /**
   * Sends a line; CRLF is added and nothing else is changed. After the command that starts TLS it waits for the handshake.
   * @param waitForReply answers when the server owes no reply any more, or after a minute
   */
  'console.send': call({
    input: z.object({ id: idSchema, line: lineSchema, waitForReply: z.boolean().default(false) }),
    output: z.object({}),
  }),
  /**
   * Sends the text of a message after 354, and the dot. Line ends become CRLF.
   * @param stuffing doubles a dot at the beginning of a line (RFC 5321 §4.5.2); without it such a line may end the message
   */
  'console.sendMessage': call({
    input: z.object({ id: idSchema, text: z.string().max(longestConsoleText), stuffing: z.boolean() }),
    output: z.object({}),
  }),
  /**
   * Sends a command that ends in a literal: the length is counted. In IMAP the bytes follow when the server consents (RFC 9051 §4.3), in
   * ManageSieve at once (RFC 5804 §4).
   */
  'console.sendLiteral': call({
    input: z.object({ id: idSchema, line: lineSchema, text: z.string().max(longestConsoleText) }),
    /** False where the server refused it. */
    output: z.object({ sent: z.boolean() }),
  }),
  /**
   * Plays an authentication step by step with the password of an account, which is sent only to the host and port, and with the
   * protection, that it was given for: else `password-bound`.
   */
  'console.authenticate': call({
    input: z.object({
      id: idSchema,
      accountId: z.string(),
      side: sideSchema,
      mechanism: z.enum(consoleMechanisms),
      /** IMAP's. */
      tag: tagSchema,
      /** The user says that the password may go to this port of the host that it was given for (`otherPort`). */
      isPortMeant: z.boolean().default(false),
    }),
    output: z.object({ accepted: z.boolean() }),
  }),
  /**
   * Plays an authentication with an access token that the user has at hand. It is used once, at the server that this console leads to, masked like
   * a password, and kept nowhere.
   */
  'console.authenticateByToken': call({
    input: z.object({
      id: idSchema,
      mechanism: z.enum(consoleTokenMechanisms),
      username: z
        .string()
        .min(1)
        .max(320)
        .regex(/^\P{Cc}+$/u, 'no control characters'),
      token: z.string().max(longestToken).regex(tokenPattern, 'a token'),
      /** IMAP's. */
      tag: tagSchema,
    }),
    output: z.object({ accepted: z.boolean() }),
  }),
  /** Closes the connection, or ends the attempt to open it. Does nothing where it is over. */
  'console.close': call({ input: z.object({ id: idSchema }), output: z.object({}) }),
};

export const consoleEvents = {
  'console.changed': consoleStateSchema,
};

export type ConsoleProtocol = (typeof consoleProtocols)[number];
export type ConsoleMechanism = (typeof consoleMechanisms)[number];
export type ConsoleTarget = z.infer<typeof targetSchema>;
export type ConsoleState = z.infer<typeof consoleStateSchema>;
export type ConsoleSignIn = z.infer<typeof signInSchema>;
