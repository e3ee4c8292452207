/** The wire as it was: sessions, their lines with masked spans, what each line is, and where its explanation is found. */

import { certificateSchema } from './accounts.ts';
import { call } from './call.ts';
import { protocols } from './failures/failure-codes.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

export const sessionPurposes = [
  'check',
  'sync',
  'idle',
  'message',
  'operation',
  'send',
  'evidence',
  'console',
  'picture',
  'lookup',
  'served',
] as const;

/** Lines of one session by their indexes, both ends included. */
export const lineRangeSchema = z.object({ first: z.number().int().min(0), last: z.number().int().min(0) });

export const sessionSchema = z.object({
  id: z.string(),
  protocol: z.enum(protocols),
  accountId: z.string().nullable(),
  accountName: z.string(),
  host: z.string(),
  port: z.number().int(),
  purpose: z.enum(sessionPurposes),
  /** Wall clock, milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  state: z.enum(['open', 'done', 'failed']),
  lines: z.number().int(),
  bytesSent: z.number().int(),
  bytesReceived: z.number().int(),
  /** Protocol version and cipher once TLS is up, else null: the session was or is in the clear. */
  tls: z.string().nullable(),
  /** A summary for the list: `250 2.0.0 Ok: queued as 4F…`. */
  summary: z.string(),
  failure: failureSchema.nullable(),
  pinned: z.boolean(),
  /** Lines that the user has deleted, in order and apart from each other; a note has the index of the first of each. */
  deleted: z.array(lineRangeSchema).optional(),
  /** Lines that the user keeps, in order and apart from each other: when the session goes for the limits, these stay, with a pin. */
  kept: z.array(lineRangeSchema).optional(),
});

export const lineKinds = [
  'greeting',
  'command',
  'continuation', // the server asks for more: `+ `, `334 `, `354 `
  'response', // what the client answers to a continuation
  'status', // tagged OK/NO/BAD, +OK/-ERR, a final SMTP reply line
  'data', // untagged IMAP data, multi-line POP3 and SMTP reply lines
  'literal', // bytes announced by {n}
  'payload', // a message body in DATA or RETR
  'message', // a whole message of a protocol of octets (DNS); `decoded` is how it reads
  'note', // ours: connected, TLS, STARTTLS, compression, closed
] as const;

/** A key of `words`, and what its sentence is filled in with. */
const keyedSchema = z.object({ key: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) });

/** An explanation: what the line means, and the section that says so. */
const explanationSchema = keyedSchema.extend({
  /** What else stands in the line, such as the parameters of a command; said after what it means. */
  parts: z.array(keyedSchema).optional(),
  /** For example `RFC 5321 §4.2.3`. */
  source: z.string().nullable(),
  /** Words of the line that have an entry of their own: a capability, a flag. It takes the same parameters, and `name`. */
  terms: z.array(z.object({ name: z.string(), key: z.string(), source: z.string().nullable() })).optional(),
});

/** Why a command was sent: the user action or job that caused it. */
export const lineCauses = [
  'list-folders',
  'compare-folder',
  'prove-folder',
  'newest-page',
  'headers',
  'bodies',
  'watch-inbox',
  'poll',
  'operation',
  'evidence',
  'file-sent',
  'open-message',
  'write-message',
  'send',
] as const;

const spansSchema = z.array(z.object({ offset: z.number().int(), length: z.number().int() }));

const lineSchema = z.object({
  session: z.string(),
  /** Position in the session, from 0. */
  index: z.number().int(),
  /** Milliseconds since the session started. */
  at: z.number(),
  direction: z.enum(['client', 'server', 'note']),
  /** Offset of the first byte in its direction's stream. */
  offset: z.number().int(),
  /** The bytes with their line end, base64, secrets overwritten. Only the head where `payload` is set. */
  bytes: z.string(),
  masked: spansSchema,
  /** Where the regular expression stands in the bytes, if one was looked for. */
  found: spansSchema.optional(),
  /** Bytes kept elsewhere: their SHA-256 and length; `bytes` then holds the first few hundred. `held` false once the message was deleted. */
  payload: z.object({ hash: z.string(), length: z.number().int(), held: z.boolean() }).nullable(),
  kind: z.enum(lineKinds),
  /** IMAP tag. */
  tag: z.string().nullable(),
  /** Command name of a client line, or of the command that a server line answers: `UID FETCH`, `RCPT`. */
  command: z.string().nullable(),
  /** `250`, `OK`, `-ERR`, `NXDOMAIN`. */
  code: z.string().nullable(),
  /** Enhanced status code (RFC 3463) or bracketed response code: `5.1.1`, `UIDVALIDITY`. */
  enhanced: z.string().nullable(),
  /** Index of the command line that this server line answers. */
  answers: z.number().int().nullable(),
  /** Milliseconds between that command and this line. */
  elapsed: z.number().nullable(),
  /** What base64 in the line stands for, secrets left out: `Username:`, `ana`; of a DNS message its records, a line each. */
  decoded: z.string().nullable(),
  explanation: explanationSchema.nullable(),
  /** Notes only: a key of `words` and its parameters. */
  note: z.object({ key: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  /** One of `lineCauses`; a log of another version may hold others. */
  cause: z.string().nullable(),
  /** The message that this line fetched or sent, while it is held. */
  messageId: z.number().int().nullable(),
});

/** What an export replaces by pseudonyms. */
const pseudonymKinds = ['host', 'ip', 'address', 'user', 'name', 'messageId', 'queueId', 'fingerprint', 'path'] as const;

export const copyForms = ['swaks', 'openssl', 'curl', 'dig', 'console'] as const;

const exportFormats = ['text', 'jsonl', 'html'] as const;

const exportOrderSchema = z.object({
  sessions: z.array(z.string()).min(1).max(1_000),
  /** Only these lines; goes with one session. */
  lines: lineRangeSchema.optional(),
  format: z.enum(exportFormats),
  /** Whether the bytes of messages stand in the file, or only their length. */
  mail: z.enum(['left-out', 'included']).default('left-out'),
  /** Whether hosts, addresses, names and identifiers are replaced, each by the same word everywhere. */
  names: z.enum(['replaced', 'real']).default('replaced'),
});

/** The steps by which a connection begins, as far as they were recorded. */
const headSteps = ['dns', 'tcp', 'tls', 'greeting', 'authentication', 'command'] as const;

const sessionHeadSchema = z.object({
  /** In the order in which they came; milliseconds since the session began. `line` ends the step, `command` is the first one. */
  steps: z.array(
    z.object({ step: z.enum(headSteps), from: z.number(), until: z.number(), line: z.number().int(), command: z.string().nullable() }),
  ),
  /** `clearSent`, `clearReceived`: bytes that crossed before TLS. */
  tls: z
    .object({ protocol: z.string(), cipher: z.string(), alpn: z.string().nullable(), clearSent: z.number(), clearReceived: z.number() })
    .nullable(),
  /** As the server showed them, its own first; empty where none was. */
  certificates: z.array(certificateSchema),
});

/** What is looked for. A regular expression is searched on a thread of its own, and only for so long. */
const searchSchema = z.object({
  /** Only what this text stands in. */
  text: z.string().max(1_000).optional(),
  /** The text is a regular expression of ECMAScript. It may be refused: `pattern-invalid`, `pattern-too-slow`. */
  expression: z.boolean().optional(),
  /** Names the field of a window that it was typed into: another expression of the same field ends the search for this one: `cancelled`. */
  field: z.string().max(64).optional(),
});

/** Octets of the files. */
const amountSchema = z.object({ sessions: z.number().int(), octets: z.number().int() });

export const transcriptCalls = {
  /** Newest first. */
  'transcript.sessions': call({
    input: searchSchema.extend({
      accountId: z.string().optional(),
      protocol: z.enum(protocols).optional(),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    output: z.array(sessionSchema),
  }),
  'transcript.lines': call({
    input: searchSchema.extend({
      session: z.string(),
      from: z.number().int().min(0),
      limit: z.number().int().min(1).max(2_000),
    }),
    output: z.object({ session: sessionSchema, lines: z.array(lineSchema), total: z.number().int() }),
  }),
  /** Ends what is being looked for in a field; it answers `cancelled`. */
  'transcript.searchCancel': call({ input: z.object({ field: z.string().max(64) }), output: z.object({}) }),
  /** Where both hosts serve the exact bytes of one line, masked spans overwritten, payloads expanded. */
  'transcript.bytes': call({
    input: z.object({ session: z.string(), index: z.number().int() }),
    output: z.object({ url: z.string(), size: z.number() }),
  }),
  /** How a connection began. `lines`: so many are looked at, from the first. */
  'transcript.head': call({
    input: z.object({ session: z.string(), lines: z.number().int().min(1).max(400) }),
    output: sessionHeadSchema,
  }),
  /**
   * What a reply of a server means that stands in a failure or in the outbox: the same as for its line. `command` is what it answers, as
   * failures name it; null where nobody knows.
   */
  'transcript.explain': call({
    input: z.object({ protocol: z.enum(protocols), command: z.string().max(100).nullable(), reply: z.string().max(10_000) }),
    output: z.object({ explanation: explanationSchema.nullable() }),
  }),
  /**
   * The lines that say what went wrong: in this session, or in the newest one with an error. `reply` looks for the line with these words of
   * the server; where it does not stand there, the last error counts.
   */
  'transcript.lastError': call({
    input: z.object({
      session: z.string().nullable(),
      reply: z.string().max(10_000).optional(),
      firstLine: z.number().int().min(0).optional(),
      lastLine: z.number().int().min(0).optional(),
    }),
    output: z.object({ place: z.object({ session: z.string(), firstLine: z.number().int(), lastLine: z.number().int() }).nullable() }),
  }),
  /** The same exchange as command lines of other programs, and for the console; the password is in none of them. Only forms that make sense. */
  'transcript.copyAs': call({
    input: z.object({ session: z.string() }),
    output: z.object({ commands: z.array(z.object({ form: z.enum(copyForms), text: z.string() })) }),
  }),
  /** Prepares a file for download; it is written while it is fetched. `handle` names it in `transcript.exportChanged`. */
  'transcript.export': call({
    input: exportOrderSchema,
    output: z.object({ url: z.string(), name: z.string(), handle: z.string() }),
  }),
  /** The beginning of such a file. A later preview with the same handle ends the one before it, which answers `cancelled`. */
  'transcript.exportPreview': call({
    input: exportOrderSchema.extend({ handle: z.string().min(1).max(64) }),
    output: z.object({
      /** As text, whichever the format; for JSON Lines as it will stand there. */
      text: z.string(),
      /** Lines of the sessions that the file will hold. */
      lines: z.number().int(),
      /** How many different values of each kind are replaced; null: the names are the real ones. */
      replaced: z.record(z.enum(pseudonymKinds), z.number().int()).nullable(),
    }),
  }),
  /** Ends the writing of a file, or of a preview. Does nothing where it is over. */
  'transcript.exportCancel': call({ input: z.object({ handle: z.string() }), output: z.object({}) }),
  /**
   * One covered span of a line, spelled as it stood there from the password that the vault holds now; `secret-not-held` where it holds none
   * that can have stood there, `too-soon` less than a second after it was asked for before. Only the user's word asks for it, and it is to be
   * shown for ten seconds: it is in this answer and nowhere else.
   */
  'transcript.reveal': call({
    input: z.object({ session: z.string(), index: z.number().int().min(0), offset: z.number().int().min(0) }),
    output: z.object({ text: z.string() }),
  }),
  /** What is stored, and what would go if these were the limits (see `transcriptMegabytes` and `transcriptDays` of the preferences). */
  'transcript.retention': call({
    input: z.object({ megabytes: z.number().int().min(8), days: z.number().int().min(0) }),
    output: z.object({ stored: amountSchema, pinned: amountSchema, goes: amountSchema }),
  }),
  'transcript.pin': call({ input: z.object({ session: z.string(), pinned: z.boolean() }), output: z.object({}) }),
  /** Deletes lines of a session that is over, from its files too; a note stands in their place. */
  'transcript.removeLines': call({ input: z.object({ session: z.string(), lines: lineRangeSchema }), output: z.object({}) }),
  /** Keeps lines of a session beyond the limits, or keeps them no longer. */
  'transcript.keepLines': call({
    input: z.object({ session: z.string(), lines: lineRangeSchema, kept: z.boolean() }),
    output: z.object({}),
  }),
  'transcript.remove': call({ input: z.object({ session: z.string() }), output: z.object({}) }),
};

export const transcriptEvents = {
  /** Sessions that began, grew or ended since the last event, at most ten a second; none: some were removed for the limits. Lines are asked for with `transcript.lines`. */
  'transcript.changed': z.object({ sessions: z.array(sessionSchema) }),
  /** An export goes on, at most ten times a second, or is over. `read` and `toRead` count lines; with pseudonyms each is read twice. */
  'transcript.exportChanged': z.object({
    handle: z.string(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    read: z.number().int(),
    toRead: z.number().int(),
  }),
};

export type SessionPurpose = (typeof sessionPurposes)[number];
/** What is looked for, in sessions and lines. */
export type WireSearch = z.infer<typeof searchSchema>;
export type RetentionFacts = Readonly<Record<'stored' | 'pinned' | 'goes', z.infer<typeof amountSchema>>>;
export type Session = z.infer<typeof sessionSchema>;
export type LineCause = (typeof lineCauses)[number];
export type LineKind = (typeof lineKinds)[number];
export type Line = z.infer<typeof lineSchema>;
export type SessionHead = z.infer<typeof sessionHeadSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type PseudonymKind = (typeof pseudonymKinds)[number];
export type PseudonymCounts = Readonly<Record<PseudonymKind, number>>;
export type ExportFormat = (typeof exportFormats)[number];
export type ExportOrder = z.infer<typeof exportOrderSchema>;
export type LineRange = z.infer<typeof lineRangeSchema>;
export type CopyForm = (typeof copyForms)[number];
