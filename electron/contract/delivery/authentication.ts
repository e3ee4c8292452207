/** Who vouches for a message: what servers wrote into its header, and what Postglass finds itself with the sender's DNS records. */
import { hostSchema, portSchema } from '../accounts.ts';
import { call } from '../call.ts';
import { addressSchema } from '../messages.ts';
import { z } from '../schema.ts';

/**
 * What an Authentication-Results field is worth (RFC 8601 §7.1), as keys of `words`.
 * `trusted`: of the reader's own server, and above its trace field. `unproven`: it has the right name and stands just below that trace field, where
 * filters of Postfix and Sendmail write theirs, and where a sender could. `forged`: it has the name of the reader's server and stands where
 * only others write. `foreign`: of another server. `unknown`: nothing tells which server is the reader's.
 */
const standings = ['trusted', 'unproven', 'forged', 'foreign', 'unknown'] as const;

/** Why a server is taken for the reader's own. */
const trustReasons = ['chosen', 'account-server', 'account-address', 'topmost-received'] as const;

const resultSchema = z.object({
  /** `spf`, `dkim`, `dmarc`, `arc`, …, in small letters. */
  method: z.string(),
  /** `pass`, `fail`, …, in small letters. */
  result: z.string(),
  /** The reason and the comments that the server wrote. */
  comment: z.string().nullable(),
  /** `header.d`, `smtp.mailfrom` and the like. */
  properties: z.array(z.object({ name: z.string(), value: z.string() })),
});

const reportSchema = z.object({
  /** Which of the header's fields it is, counted from 0. */
  field: z.number().int(),
  /** The authserv-id; null where the field has none, as those of Microsoft 365. */
  server: z.string().nullable(),
  standing: z.enum(standings),
  results: z.array(resultSchema),
});

/** One hand that the message went through, as that one wrote it (RFC 8617 §4.1). */
const sealSchema = z.object({
  instance: z.number().int(),
  /** Who signed what it saw. */
  domain: z.string().nullable(),
  server: z.string().nullable(),
  /** What it says of the seals before: `none`, `pass`, `fail`. */
  chain: z.string().nullable(),
  results: z.array(resultSchema),
});

const clientSchema = z.object({
  address: z.string().nullable(),
  /** As it called itself. */
  helo: z.string().nullable(),
  /** Which of the header's fields says so. */
  field: z.number().int(),
  /** Written by the reader's own server. */
  isProven: z.boolean(),
});

const claimsSchema = z.object({
  /** The domains of the addresses in From, in A-labels; several, or none, is a finding. */
  authors: z.array(z.string()),
  /** From fields. */
  fromFields: z.number().int(),
  /** Return-Path, empty for a notice; null where no server of the reader's wrote one. */
  envelope: z.string().nullable(),
  /** Who handed the message to the reader's provider; null where no field says. */
  client: clientSchema.nullable(),
  signatures: z.array(
    z.object({
      field: z.number().int(),
      domain: z.string(),
      selector: z.string(),
      algorithm: z.string(),
      /** Milliseconds since 1970. */
      signed: z.number().nullable(),
      expires: z.number().nullable(),
    }),
  ),
});

const authenticationSchema = z.object({
  reports: z.array(reportSchema),
  seals: z.array(sealSchema),
  /** Whose results count, and why; empty where nothing tells. */
  trusted: z.array(z.object({ server: z.string(), reason: z.enum(trustReasons) })),
  /** Why fields just below the trace field count too: the user says so, the provider is known for it, or all mail of the inbox has them. */
  below: z.enum(['chosen', 'provider', 'habit']).nullable(),
  claims: claimsSchema,
  /** Fields beyond what is read. */
  left: z.number().int(),
});

/** What became of a signature, as keys of `words`. */
const signatureFindings = [
  'pass',
  'body-changed',
  'header-changed',
  /** It no longer fits the published key, and the reader's own server says that it did when the message came. */
  'key-rotated',
  'key-gone',
  'key-revoked',
  'key-unusable',
  /** Several keys are published under its name, and it does not fit the one that was taken. */
  'key-several',
  'weak-key',
  'weak-algorithm',
  'expired',
  'not-evaluated',
  'dns-failed',
] as const;

/** The result of RFC 8601 §2.7.1 that a finding amounts to. */
export const dkimResults = {
  pass: 'pass',
  'body-changed': 'fail',
  'header-changed': 'fail',
  'key-rotated': 'fail',
  'key-gone': 'permerror',
  'key-revoked': 'permerror',
  'key-unusable': 'permerror',
  'key-several': 'permerror',
  'weak-key': 'policy',
  'weak-algorithm': 'policy',
  expired: 'neutral',
  'not-evaluated': 'neutral',
  'dns-failed': 'temperror',
} as const satisfies Record<(typeof signatureFindings)[number], string>;

const signatureSchema = z.object({
  domain: z.string(),
  selector: z.string(),
  finding: z.enum(signatureFindings),
  /** mailauth's own words, where there are any. */
  comment: z.string().nullable(),
  aligned: z.boolean(),
  /** Bits of the key. */
  bits: z.number().int().nullable(),
  /** Octets of the body at its end that the signature leaves open (`l=`). */
  uncovered: z.number().int(),
  /** The domain says that it is only trying out (`t=y`). */
  isTesting: z.boolean(),
  key: z.string().nullable(),
});

const spfSchema = z.object({
  /** RFC 7208 §2.6; `unknown` where nothing tells which host sent it. */
  result: z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'temperror', 'unknown']),
  /** The domain whose record was read. */
  domain: z.string().nullable(),
  /** By the name that the host gave, because the sender is empty (RFC 7208 §2.4). */
  isHelo: z.boolean(),
  address: z.string().nullable(),
  aligned: z.boolean(),
  /** The address comes from a trace field of the reader's own server. */
  isProven: z.boolean(),
  record: z.string().nullable(),
  comment: z.string().nullable(),
});

const arcSchema = z.object({
  result: z.enum(['pass', 'fail', 'none']),
  instance: z.number().int(),
  domain: z.string().nullable(),
  comment: z.string().nullable(),
});

const dmarcSchema = z.object({
  /** RFC 9989; `not-evaluated` where From names no domain, or several. */
  result: z.enum(['pass', 'fail', 'none', 'temperror', 'not-evaluated']),
  /** Of the address in From. */
  author: z.string().nullable(),
  /** Where the record was found. */
  policyDomain: z.string().nullable(),
  organisation: z.string().nullable(),
  /** What the domain asks to be done with mail that fails. */
  policy: z.enum(['none', 'quarantine', 'reject']).nullable(),
  isStrict: z.object({ spf: z.boolean(), dkim: z.boolean() }),
  record: z.string().nullable(),
  comment: z.string().nullable(),
});

const bimiSchema = z.object({
  result: z.enum(['pass', 'fail', 'none', 'skipped', 'declined', 'temperror']),
  /** Where the picture is; it is not fetched. */
  location: z.string().nullable(),
  /** Where the certificate for it is; it is not fetched. */
  authority: z.string().nullable(),
  comment: z.string().nullable(),
});

/**
 * What all of it says, as keys of `words`: `vouched` that the domain in From vouches for the message, by proof that a sender cannot make up.
 * `vouched-then`: no longer by the key that is published now, but the reader's own server found it when the message came.
 */
const verdicts = ['vouched', 'vouched-then', 'part', 'unproven', 'refused', 'not-vouched', 'no-policy', 'unclear'] as const;

const checkSchema = z.object({
  spf: spfSchema,
  signatures: z.array(signatureSchema),
  arc: arcSchema,
  dmarc: dmarcSchema,
  bimi: bimiSchema,
  verdict: z.enum(verdicts),
});

const lookUpSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** `NOERROR`, `NXDOMAIN`, …; null while it is asked, or where nobody answered. */
  status: z.string().nullable(),
  isDone: z.boolean(),
  answers: z.array(z.string()),
  /** From an answer that was still valid. */
  isKept: z.boolean(),
  /** Of the transcript. */
  session: z.string().nullable(),
});

/** What is odd about a sender, as keys of `words`. */
const senderNoteSchema = z.discriminatedUnion('kind', [
  /** A domain that is hard to tell from another: of somebody who is known, or one in plain letters. In A-labels. */
  z.object({ kind: z.literal('look-alike'), domain: z.string(), resembles: z.string() }),
  /** One word of the domain is in letters of several scripts. */
  z.object({ kind: z.literal('mixed-letters'), domain: z.string() }),
  /** The first mail from an address under a name that is known with another. */
  z.object({ kind: z.literal('known-name'), name: z.string(), address: z.string(), known: z.string() }),
  /** The user's own name with an address that is not the user's. */
  z.object({ kind: z.literal('own-name'), address: z.string() }),
  /** Answers go to another organisation. */
  z.object({ kind: z.literal('reply-elsewhere'), address: z.string() }),
]);

const serversSchema = z.array(z.string().trim().min(1).max(253)).max(50).optional();

export const authenticationCalls = {
  /**
   * What the header of a message says of who vouches for it. Asks nobody.
   * @param servers those of the reader that took a message that was opened out of a file; of one in a folder its account tells
   */
  'messages.authentication': call({ input: z.object({ id: z.number().int(), servers: serversSchema }), output: authenticationSchema }),
  /**
   * Checks a message by SPF, DKIM, ARC, DMARC and BIMI with the records that are published now. It tells the name servers of the sender's domains that
   * somebody reads it. Each look-up is announced by `authentication.lookedUp` as it is asked and answered. Ends within a minute;
   * `authentication.cancel` ends it at once, as `cancelled`.
   * @param server whom to ask, by default the first name server of the system
   */
  'authentication.check': call({
    input: z.object({
      /** Chosen by the caller. */
      ticket: z.string().max(100),
      id: z.number().int(),
      servers: serversSchema,
      server: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
    }),
    output: checkSchema,
  }),
  'authentication.cancel': call({ input: z.object({ ticket: z.string().max(100) }), output: z.object({}) }),
  /** What is odd about who a message says it is from, by what is known in this mailbox. Asks nobody. `isList`: a mailing list takes the answers. */
  'messages.sender': call({
    input: z.object({ from: z.array(addressSchema).max(100), replyTo: z.array(addressSchema).max(100), isList: z.boolean() }),
    output: z.array(senderNoteSchema),
  }),
};

export const authenticationEvents = {
  /** It has become known whether the filters of the account's server write below its trace field. */
  'authentication.habitFound': z.object({ accountId: z.string() }),
  'authentication.lookedUp': z.object({ ticket: z.string(), lookUp: lookUpSchema }),
};

export type Authentication = z.infer<typeof authenticationSchema>;
export type AuthenticationCheck = z.infer<typeof checkSchema>;
export type AuthenticationClaims = z.infer<typeof claimsSchema>;
export type AuthenticationReport = z.infer<typeof reportSchema>;
export type AuthenticationSeal = z.infer<typeof sealSchema>;
export type ReportedResult = z.infer<typeof resultSchema>;
export type SenderNote = z.infer<typeof senderNoteSchema>;
export type SignatureCheck = z.infer<typeof signatureSchema>;
export type SignatureFinding = (typeof signatureFindings)[number];
export type LookUp = z.infer<typeof lookUpSchema>;
export type TrustReason = (typeof trustReasons)[number];
export type Verdict = (typeof verdicts)[number];
