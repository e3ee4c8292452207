/** Reports of mail servers about a domain: DMARC aggregate reports (RFC 7489 Appendix C, RFC 9990) and reports about TLS (RFC 8460). */

import { call } from '../call.ts';
import { failureSchema } from '../failures/failure-schema.ts';
import { z } from '../schema.ts';

/** Why a file that should be a report could not be read, as keys of `words`. */
const reportFaults = ['too-large', 'damaged', 'encrypted', 'nested', 'too-deep', 'entities', 'no-report'] as const;

const checkResult = z.enum(['pass', 'fail']).nullable();

const rowSchema = z.object({
  /** The address that the messages came from. */
  source: z.string(),
  count: z.number(),
  /** What the reporter did with them: `none`, `pass`, `quarantine`, `reject`, or what it wrote there. */
  disposition: z.string(),
  /** Whether the signature, or the envelope sender, vouches for the domain in From (aligned); null where it is not said. */
  dkim: checkResult,
  spf: checkResult,
  headerFrom: z.string(),
  /** What was found before alignment: the domain, its result, and the selector or the scope. */
  signatures: z.array(z.object({ domain: z.string(), result: z.string(), selector: z.string() })),
  senders: z.array(z.object({ domain: z.string(), result: z.string() })),
  /** Why the policy was not followed. */
  reasons: z.array(z.object({ type: z.string(), comment: z.string() })),
});

/** Messages. `failed`: neither DKIM nor SPF is aligned; `quarantined` and `rejected` are what was done. */
const totalsSchema = z.object({
  messages: z.number(),
  passed: z.number(),
  failed: z.number(),
  quarantined: z.number(),
  rejected: z.number(),
});

const head = {
  fileName: z.string(),
  reporter: z.string(),
  contact: z.string(),
  reportId: z.string(),
  domain: z.string(),
  /** Milliseconds since 1970; null where it is not said. */
  begin: z.number().nullable(),
  end: z.number().nullable(),
};

const dmarcSchema = z.object({
  kind: z.literal('dmarc'),
  ...head,
  /** As published: names of tags (`p`, `sp`, `np`, `adkim`, `aspf`, `pct`, `fo`, `testing`) with their values. */
  policy: z.array(z.object({ tag: z.string(), value: z.string() })),
  totals: totalsSchema,
  /** The most messages first. */
  rows: z.array(rowSchema),
  /** Rows that are not listed, and the messages in them. */
  more: z.object({ rows: z.number().int(), messages: z.number() }),
  /** What the reporter says went wrong for it. */
  errors: z.array(z.string()),
  /** It ends before its end, or has too many records: the rest is not counted. */
  isCut: z.boolean(),
});

const tlsFailureSchema = z.object({
  /** RFC 8460 §4.3, or what the reporter wrote there. */
  reason: z.string(),
  count: z.number(),
  /** The address that sent, and the server that was to receive. */
  source: z.string(),
  mx: z.string(),
  mxAddress: z.string(),
  /** Further words of the reporter. */
  details: z.string(),
});

const tlsPolicySchema = z.object({
  /** `sts`, `tlsa`, `no-policy-found`, or what the reporter wrote there. */
  type: z.string(),
  domain: z.string(),
  /** The policy as it was found. */
  text: z.array(z.string()),
  mxHosts: z.array(z.string()),
  succeeded: z.number(),
  failed: z.number(),
  failures: z.array(tlsFailureSchema),
  moreFailures: z.number().int(),
});

const tlsSchema = z.object({
  kind: z.literal('tls'),
  ...head,
  /** Sessions. */
  succeeded: z.number(),
  failed: z.number(),
  policies: z.array(tlsPolicySchema),
});

const unreadableSchema = z.object({ kind: z.literal('unreadable'), fileName: z.string(), fault: z.enum(reportFaults) });

const reportSchema = z.discriminatedUnion('kind', [dmarcSchema, tlsSchema, unreadableSchema]);

/** What is summed of one domain. Days are at midnight, UTC, milliseconds since 1970. */
const domainSumSchema = z.object({
  domain: z.string(),
  /** Reports about it of each kind. */
  dmarcReports: z.number().int(),
  tlsReports: z.number().int(),
  totals: totalsSchema,
  succeeded: z.number(),
  failedSessions: z.number(),
  days: z.array(z.object({ day: z.number(), passed: z.number(), failed: z.number(), succeeded: z.number(), failedSessions: z.number() })),
  /** The most messages first; what has no row in a report is in the totals alone. */
  sources: z.array(
    z.object({
      source: z.string(),
      passed: z.number(),
      failed: z.number(),
      quarantined: z.number(),
      rejected: z.number(),
      reporters: z.number().int(),
    }),
  ),
  moreSources: z.number().int(),
  failures: z.array(z.object({ reason: z.string(), count: z.number() })),
});

const folderReportsSchema = z.object({
  /** Messages looked into, and reports found in them. */
  messages: z.number().int(),
  reports: z.number().int(),
  /** The same report once more: counted once. */
  repeated: z.number().int(),
  domains: z.array(domainSumSchema),
  unreadable: z.array(z.object({ message: z.number().int(), fileName: z.string(), fault: z.enum(reportFaults) })),
  moreUnreadable: z.number().int(),
  /** Messages that could not be had or looked into, and why the first could not. */
  missing: z.number().int(),
  failure: failureSchema.nullable(),
  /** Messages that were not looked into, because they are not held and their header promises no attachment. */
  notHeld: z.number().int(),
});

const ticketSchema = z.string().max(100);

export const reportCalls = {
  /** The reports that a message carries; none where it carries none. Asks nobody. */
  'messages.reports': call({ input: z.object({ id: z.number().int() }), output: z.object({ reports: z.array(reportSchema) }) }),
  /**
   * What the reports in a folder say together: of its messages in which an attachment may be, those that are not held fetched first. Fails as
   * `cancelled` where it was ended.
   * @param ticket chosen by the caller, repeated in every `reports.progressed`
   */
  'reports.read': call({ input: z.object({ ticket: ticketSchema, folderId: z.number().int() }), output: folderReportsSchema }),
  'reports.cancel': call({ input: z.object({ ticket: ticketSchema }), output: z.object({}) }),
};

export type ReportFault = (typeof reportFaults)[number];
export const reportEvents = {
  /** Messages looked into of those in which an attachment may be, and reports found so far. */
  'reports.progressed': z.object({ ticket: z.string(), done: z.number().int(), total: z.number().int(), reports: z.number().int() }),
};

export type DomainSum = z.infer<typeof domainSumSchema>;
export type FolderReports = z.infer<typeof folderReportsSchema>;
export type Report = z.infer<typeof reportSchema>;
export type DmarcReport = z.infer<typeof dmarcSchema>;
export type DmarcRow = z.infer<typeof rowSchema>;
export type DmarcTotals = z.infer<typeof totalsSchema>;
export type TlsReport = z.infer<typeof tlsSchema>;
export type TlsPolicy = z.infer<typeof tlsPolicySchema>;
