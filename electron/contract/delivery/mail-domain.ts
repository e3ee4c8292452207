/** What a domain has published about its mail, as findings: who receives it, what protects it, whether the servers answer. */

import { certificateSchema, hostSchema, portSchema } from '../accounts.ts';
import { call } from '../call.ts';
import { z } from '../schema.ts';

/** In the order in which they are shown. */
export const findingSections = ['domain', 'receivers', 'spf', 'dkim', 'dmarc', 'mta-sts', 'tls-rpt', 'dane', 'bimi', 'answers'] as const;

/** What can be found, as keys of `words`: `finding.ID`. */
const findingIds = [
  'domain.missing',
  'domain.unanswered',
  'dnssec.validated',
  'dnssec.unsigned',
  'dnssec.unchecked',
  'dnssec.no-ds',
  'dnssec.bogus',
  'mx.found',
  'mx.null',
  'mx.null-mixed',
  'mx.implicit',
  'mx.none',
  'mx.unanswered',
  'mx.address',
  'mx.alias',
  'mx.alias-loop',
  'mx.missing',
  'mx.no-address',
  'mx.host-unanswered',
  'mx.private',
  'mx.twice',
  'mx.many',
  'mx.host',
  'ptr.agrees',
  'ptr.none',
  'ptr.differs',
  'ptr.unanswered',
  'spf.fine',
  'spf.none',
  'spf.several',
  'spf.syntax',
  'spf.too-many',
  'spf.voids',
  'spf.no-record',
  'spf.loop',
  'spf.open',
  'spf.neutral',
  'spf.no-all',
  'spf.ptr',
  'spf.after-all',
  'spf.redirect-ignored',
  'spf.mx-many',
  'spf.unanswered',
  'dkim.fine',
  'dkim.weak',
  'dkim.short',
  'dkim.revoked',
  'dkim.syntax',
  'dkim.several',
  'dkim.testing',
  'dkim.sha1',
  'dkim.not-mail',
  'dkim.missing',
  'dkim.none',
  'dkim.unknown',
  'dkim.unanswered',
  'dmarc.enforced',
  'dmarc.inherited',
  'dmarc.watching',
  'dmarc.testing',
  'dmarc.none',
  'dmarc.several',
  'dmarc.syntax',
  'dmarc.sub-open',
  'dmarc.partial',
  'dmarc.no-reports',
  'dmarc.report-address',
  'dmarc.report-refused',
  'dmarc.unanswered',
  'sts.fine',
  'sts.none',
  'sts.several',
  'sts.syntax',
  'sts.unreachable',
  'sts.certificate',
  'sts.redirect',
  'sts.status',
  'sts.type',
  'sts.policy',
  'sts.testing',
  'sts.off',
  'sts.mx-missing',
  'sts.short',
  'sts.unanswered',
  'rpt.fine',
  'rpt.none',
  'rpt.several',
  'rpt.syntax',
  'rpt.unanswered',
  'dane.fine',
  'dane.none',
  'dane.unsigned',
  'dane.usage',
  'dane.malformed',
  'dane.partial',
  'dane.unanswered',
  'bimi.fine',
  'bimi.none',
  'bimi.declined',
  'bimi.several',
  'bimi.syntax',
  'bimi.location',
  'bimi.no-dmarc',
  'bimi.uncertified',
  'bimi.unanswered',
  'smtp.fine',
  'smtp.blocked',
  'smtp.silent',
  'smtp.closed',
  'smtp.no-way',
  'smtp.private',
  'smtp.refused',
  'smtp.failed',
  'smtp.no-starttls',
  'smtp.starttls-failed',
  'smtp.certificate',
  'smtp.tlsa-fine',
  'smtp.tlsa-wrong',
  'smtp.no-auth',
  'smtp.no-submission',
] as const;

const findingSchema = z.object({
  id: z.enum(findingIds),
  section: z.enum(findingSections),
  state: z.enum(['fine', 'warning', 'broken']),
  /** The host, address, selector or domain that it is about. */
  about: z.string(),
  /** For the sentence. */
  facts: z.record(z.string(), z.string()),
  /** What would mend it, as a zone file has it; `data` may hold words in angle brackets to be replaced. */
  publish: z.array(z.object({ name: z.string(), type: z.string(), data: z.string() })),
});

const lookUpSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** `NOERROR`, `NXDOMAIN`, …; `silent` where no answer came. */
  status: z.string(),
  /** The server says that it has validated the answer (RFC 4035 §3.2.3). */
  isAuthentic: z.boolean(),
  /** Data of the records of the type asked for; long ones are cut, and so are very many. */
  data: z.array(z.string()),
  milliseconds: z.number(),
  /** Kept from an earlier answer, within its TTL. */
  isKept: z.boolean(),
  /** Of the transcript; null where there is none. */
  session: z.string().nullable(),
});

const receiverSchema = z.object({
  host: z.string(),
  /** Null: no MX record names it, the domain itself is the host (RFC 5321 §5.1). */
  preference: z.number().int().nullable(),
  /** Of a CNAME where there must be none. */
  alias: z.string().nullable(),
  addresses: z.array(
    z.object({
      address: z.string(),
      /** That its PTR records name. */
      names: z.array(z.string()),
      /** One of these names leads back to the address. */
      agrees: z.boolean(),
    }),
  ),
  /** Data of its TLSA records for port 25. */
  tlsa: z.array(z.string()),
});

const termSchema = z.object({
  /** 0 in the domain's own record; one more in each record that it includes. */
  depth: z.number().int(),
  /** Whose record it stands in. */
  domain: z.string(),
  text: z.string(),
  /** Look-ups that it costs, those of the record that it leads to included (RFC 7208 §4.6.4). */
  lookups: z.number().int(),
  /** It is wrong, or leads to nothing. */
  isFaulty: z.boolean(),
});

const serverSchema = z.object({
  host: z.string(),
  address: z.string(),
  port: z.number().int(),
  /** As the server wrote it; null where none came. */
  greeting: z.string().nullable(),
  /** That EHLO named, in upper case, after STARTTLS where there was one. */
  extensions: z.array(z.string()),
  tls: z.object({ protocol: z.string(), cipher: z.string() }).nullable(),
  certificate: certificateSchema.nullable(),
  /** Of the transcript; null where there is none. */
  session: z.string().nullable(),
});

const reportSchema = z.object({
  subject: z.object({ kind: z.enum(['domain', 'address', 'ip']), text: z.string(), domain: z.string() }),
  /** The name server that was asked, or the root at which walks began. */
  server: z.object({ host: z.string(), port: z.number().int() }),
  state: z.enum(['running', 'done', 'cancelled']),
  /** Who receives; `unknown` until it is known, and where no server says it. */
  receivers: z.object({ kind: z.enum(['mx', 'implicit', 'null', 'none', 'unknown']), hosts: z.array(receiverSchema) }),
  spf: z.object({ record: z.string(), lookups: z.number().int(), voids: z.number().int(), terms: z.array(termSchema) }).nullable(),
  dkim: z.array(z.object({ selector: z.string(), record: z.string(), kind: z.string(), bits: z.number().int().nullable() })),
  /** Names of keys that mail held here is signed with, as they stand in the DNS: they were asked for too. */
  learned: z.array(z.string()),
  /** The names asked on the way up (RFC 9989 §4.10), each with its record. */
  dmarc: z.array(z.object({ name: z.string(), record: z.string().nullable() })),
  sts: z.object({ record: z.string(), policy: z.string().nullable() }).nullable(),
  /** That were connected to, in the order in which they answered. */
  servers: z.array(serverSchema),
  findings: z.array(findingSchema),
  /** Empty while it runs: each is announced by itself. */
  lookUps: z.array(lookUpSchema),
});

export const deliveryCalls = {
  /**
   * Finds out how mail to a domain is received and protected. Ends within two minutes; `delivery.cancel` ends it at once, with what is
   * known by then. Announced by `delivery.lookedUp` with each answer, and by `delivery.examined` with each part.
   * `input-invalid` for what is neither address nor domain nor IP address; `name-lookup-failed` without a name server.
   */
  'delivery.examine': call({
    input: z.object({
      /** Chosen by the caller. */
      ticket: z.string().max(100),
      /** An address of mail, a domain or an IP address. */
      subject: z.string().trim().min(1).max(320),
      /** By default the first one that the system uses. */
      server: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
      /** Every name is found from here down instead, by walks as `dns.trace` makes them; its port is that of all servers. */
      root: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
      /** Of DKIM, besides the usual ones. */
      selectors: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
      /** Connects to the servers too, up to EHLO and STARTTLS: no mail is begun. */
      connects: z.boolean().default(false),
      /** Asks again also for what is still known by its TTL. */
      isFresh: z.boolean().default(false),
    }),
    output: reportSchema,
  }),
  'delivery.cancel': call({ input: z.object({ ticket: z.string().max(100) }), output: z.object({}) }),
};

export const deliveryEvents = {
  'delivery.lookedUp': z.object({ ticket: z.string(), lookUp: lookUpSchema }),
  'delivery.examined': z.object({ ticket: z.string(), report: reportSchema }),
};

export type Finding = z.infer<typeof findingSchema>;
export type FindingId = (typeof findingIds)[number];
export type FindingSection = (typeof findingSections)[number];
export type DeliveryReport = z.infer<typeof reportSchema>;
export type DeliveryLookUp = z.infer<typeof lookUpSchema>;
export type Receiver = z.infer<typeof receiverSchema>;
export type SpfTerm = z.infer<typeof termSchema>;
