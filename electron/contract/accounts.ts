/** Accounts: their settings, the step-by-step check, and trust in certificates. Passwords travel only from the window inwards. */

import { call } from './call.ts';
import type { Protocol } from './failures/failure-codes.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

export const securitySchema = z.enum(['none', 'starttls', 'tls']);
const mechanismSchema = z.enum(['automatic', 'PLAIN', 'LOGIN', 'CRAM-MD5']);

export const hostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[^\s/@]+$/, 'a host name or address');
export const portSchema = z.number().int().min(1).max(65535);
const lineSchema = z
  .string()
  .max(998)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'no control characters');

/** `true`: leave mail on the server; a number: for that many days; `until-deleted`; `false`: take it away once it is safe here. */
export const keepOnServerSchema = z.union([z.boolean(), z.number().int().min(1).max(3650), z.literal('until-deleted')]);

/** Where a server is, and how it is spoken to. */
const serverFields = {
  host: hostSchema,
  port: portSchema,
  security: securitySchema,
  mechanism: mechanismSchema.default('automatic'),
};

export const imapSchema = z.object({ protocol: z.literal('imap'), ...serverFields, username: lineSchema.min(1) });

export const pop3Schema = z.object({
  protocol: z.literal('pop3'),
  ...serverFields,
  username: lineSchema.min(1),
  keepOnServer: keepOnServerSchema.default(true),
});

export const smtpSchema = z.object({
  // Optional: settings from before there was a choice name none.
  protocol: z.literal('smtp').optional().default('smtp'),
  ...serverFields,
  /** Empty: submit without authentication. */
  username: lineSchema,
});

/** A file or program of this computer, by its whole path. */
const pathSchema = z
  .string()
  .max(4096)
  .regex(/^\/[^\u0000-\u001f\u007f]*$/, 'a whole path such as /var/mail/ana');

/** A mailbox file, such as the spool that a mail server of this computer delivers into. */
export const mboxSchema = z.object({
  protocol: z.literal('mbox'),
  path: pathSchema,
  /** Whether marks are written into the file and messages taken out of it. */
  allowChanges: z.boolean().default(false),
});

export const maildirSchema = z.object({ protocol: z.literal('maildir'), path: pathSchema, allowChanges: z.boolean().default(true) });

/** The program that takes mail on this computer: of Postfix, Exim, Sendmail, msmtp and others, by the same name and arguments. */
export const sendmailSchema = z.object({ protocol: z.literal('sendmail'), program: pathSchema.default('/usr/sbin/sendmail') });

const incomingSchema = z.discriminatedUnion('protocol', [imapSchema, pop3Schema, mboxSchema, maildirSchema]);
const outgoingSchema = z.discriminatedUnion('protocol', [smtpSchema, sendmailSchema]);

export const accountSettingsSchema = z.object({
  name: lineSchema.min(1),
  address: lineSchema.regex(/^[^\s<>,;:"]+@[^\s<>,;:"@]+$/, 'an address such as ana@example.org'),
  displayName: lineSchema.default(''),
  incoming: incomingSchema,
  outgoing: outgoingSchema,
});

/** Passwords on their way to the vault; `undefined` leaves what the vault holds. Never part of an answer or an event. */
const accountPasswordsSchema = z.object({
  incoming: z.string().max(10_000).optional(),
  outgoing: z.string().max(10_000).optional(),
});

const accountSchema = z.object({
  id: z.string(),
  settings: accountSettingsSchema,
  /** Whether this is the account of the built-in practice server. */
  practice: z.boolean(),
  passwordMissing: z.boolean(),
});

export const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
  names: z.array(z.string()),
  /** SHA-256 over the DER form, hexadecimal with colons. */
  fingerprint: z.string(),
});

const exceptionSchema = z.object({ host: z.string(), port: z.number(), certificate: certificateSchema });

const checkStepNames = [
  'dns',
  'tcp',
  'tls',
  'greeting',
  'capabilities',
  'starttls',
  'authentication',
  'list',
  'mail-from',
  'mailbox',
  'lock',
  'program',
] as const;

const checkStepSchema = z.object({
  side: z.enum(['incoming', 'outgoing']),
  name: z.enum(checkStepNames),
  state: z.enum(['running', 'done', 'failed', 'skipped']),
  milliseconds: z.number(),
  /** Facts worth showing beside the step, in the field's own terms: an address, a cipher, a list of capabilities. Never a secret. */
  facts: z.array(z.string()),
  failure: failureSchema.optional(),
});

const checkReportSchema = z.object({
  ok: z.boolean(),
  steps: z.array(checkStepSchema),
  /** Transcript sessions of the check. */
  sessions: z.object({ incoming: z.string().optional(), outgoing: z.string().optional() }),
  /** The chain that was refused, leaf first, when a certificate was the cause. */
  refusedCertificate: z.object({ host: z.string(), port: z.number(), chain: z.array(certificateSchema) }).optional(),
});

const holdingsSchema = z.object({
  /** Changes to messages that the server has not confirmed. */
  waitingChanges: z.number().int(),
  /** Outbox entries that are not finished: waiting, on their way, or of unknown outcome. */
  waitingMessages: z.number().int(),
  drafts: z.number().int(),
  /** Messages that lie in user data: POP3 mail, and copies filed only here. */
  keptMessages: z.number().int(),
});

export const accountCalls = {
  'accounts.list': call({ input: z.object({}), output: z.array(accountSchema) }),
  'accounts.add': call({
    input: z.object({ settings: accountSettingsSchema, passwords: accountPasswordsSchema }),
    output: accountSchema,
  }),
  /**
   * Saves other settings. Where they name another mailbox (`mailboxIdentity`), changes that wait for the old one end as
   * `mailbox-changed`, what is cached of it is forgotten, and mail kept here stays.
   */
  'accounts.update': call({
    input: z.object({ id: z.string(), settings: accountSettingsSchema, passwords: accountPasswordsSchema }),
    output: accountSchema,
  }),
  /** The data that exists only here: shown before the account is removed or switched to another mailbox. */
  'accounts.holdings': call({ input: z.object({ id: z.string() }), output: holdingsSchema }),
  /** Removes the account, its password, its cache and its outbox entries. Mail on the server stays. */
  'accounts.remove': call({ input: z.object({ id: z.string() }), output: z.object({}) }),
  /** Tries the settings without saving them; steps are also announced one by one as `accounts.checkStep`. */
  'accounts.check': call({
    input: z.object({
      /** Chosen by the caller, repeated in every `accounts.checkStep`. */
      checkId: z.string().max(64),
      /** Takes missing passwords from the vault of this account. */
      id: z.string().optional(),
      settings: accountSettingsSchema,
      passwords: accountPasswordsSchema,
    }),
    output: checkReportSchema,
  }),
  /** Cancels a running check and closes its connections. Does nothing when the check is over. */
  'accounts.cancelCheck': call({ input: z.object({ checkId: z.string().max(64) }), output: z.object({}) }),
  /** Certificate exceptions: certificates that the user accepted for the hosts and ports of accounts. */
  'accounts.exceptions': call({ input: z.object({}), output: z.array(exceptionSchema) }),
  /** Revokes such an exception; connections made by it are closed and the server is refused. */
  'accounts.revokeException': call({
    input: z.object({ host: hostSchema, port: portSchema, fingerprint: z.string().max(200) }),
    output: z.object({}),
  }),
  /** Pins one certificate for one host and port, in the place of the one before. */
  'accounts.trustCertificate': call({
    input: z.object({ host: hostSchema, port: portSchema, fingerprint: z.string().max(200) }),
    output: z.object({}),
  }),
};

export const accountEvents = {
  'accounts.changed': z.object({}),
  'accounts.checkStep': z.object({ checkId: z.string(), step: checkStepSchema }),
};

/**
 * Two settings with the same identity mean the same mailbox. Port, security and mechanism are only ways to reach it; another host or user
 * name means another mailbox. Messages of one must never be looked for, flagged or deleted in another.
 */
export const mailboxIdentity = (incoming: IncomingSettings): string =>
  JSON.stringify(
    'path' in incoming ? [incoming.protocol, incoming.path] : [incoming.protocol, incoming.host.toLowerCase(), incoming.username],
  );

export type Security = z.infer<typeof securitySchema>;
export type Mechanism = z.infer<typeof mechanismSchema>;
/** `true` where the protocol leaves mail at the server anyway. */
export const keepOnServerOf = (incoming: IncomingSettings): KeepOnServer => ('keepOnServer' in incoming ? incoming.keepOnServer : true);

export type KeepOnServer = z.infer<typeof keepOnServerSchema>;
type IncomingSettings = z.infer<typeof incomingSchema>;
type OutgoingSettings = z.infer<typeof outgoingSchema>;
export type AccountSettings = z.infer<typeof accountSettingsSchema>;
export type AccountPasswords = z.infer<typeof accountPasswordsSchema>;
export type Account = z.infer<typeof accountSchema>;
export type AccountHoldings = z.infer<typeof holdingsSchema>;
export type Certificate = z.infer<typeof certificateSchema>;
export type Exception = z.infer<typeof exceptionSchema>;
export type CheckStep = z.infer<typeof checkStepSchema>;
export type CheckStepName = (typeof checkStepNames)[number];
export type CheckReport = z.infer<typeof checkReportSchema>;

export type Side = 'incoming' | 'outgoing';
export const sides: readonly Side[] = ['incoming', 'outgoing'];

/** The settings of one side that lead to a server. */
type ServerSettings = Extract<IncomingSettings | OutgoingSettings, { host: string }>;
/** The settings of one side that stay on this computer. */
export type LocalSettings = Exclude<IncomingSettings | OutgoingSettings, ServerSettings>;

/** Whether mail is read or handed over on this computer, without a server. */
export const isLocal = (place: IncomingSettings | OutgoingSettings): place is LocalSettings => !('host' in place);

/** The server of one side; null where mail is read or handed over on this computer. */
export const serverOf = <Place extends object>(place: Place): Extract<Place, { host: string }> | null =>
  'host' in place ? (place as Extract<Place, { host: string }>) : null; // what has a host is one of those

/** The servers of an account: none, one or two. */
export const serversOf = (settings: AccountSettings): readonly ServerSettings[] => sides.flatMap((side) => serverOf(settings[side]) ?? []);

/** The server of one side as a failure names it; nothing where there is none. */
export const serverFacts = (place: IncomingSettings | OutgoingSettings): { protocol: Protocol; host?: string; port?: number } =>
  'host' in place ? { protocol: place.protocol, host: place.host, port: place.port } : { protocol: place.protocol };

type PasswordPlace = Pick<ServerSettings, 'host' | 'port' | 'security' | 'username'> | LocalSettings;
type Servers = Readonly<Record<Side, PasswordPlace>>;

/** What protects a password on its way, weakest first: STARTTLS begins in the clear (RFC 8314 §3). */
export const protection: Readonly<Record<Security, number>> = { none: 0, starttls: 1, tls: 2 };

/**
 * The sides that now have another server, another user name or less protection: a password belongs to the host, port and security it was
 * given for. More protection on the same port asks nothing. Another port asks again: another program may listen there.
 */
export const sidesMoved = (before: Servers, now: Servers): readonly Side[] =>
  sides.filter((side) => {
    const [was, is] = [serverOf(before[side]), serverOf(now[side])];
    // No password is asked for on this computer.
    if (is === null || was === null) return is !== was;
    return (
      was.host.toLowerCase() !== is.host.toLowerCase() ||
      was.port !== is.port ||
      was.username !== is.username ||
      protection[is.security] < protection[was.security]
    );
  });
