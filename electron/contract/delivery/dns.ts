/** Names looked up by hand: one question to one name server, and what it answers. */

import { hostSchema, portSchema } from '../accounts.ts';
import { call } from '../call.ts';
import { z } from '../schema.ts';

/** Types that are offered, those about mail first. Any other one can be asked for by name, or as `TYPEn` (RFC 3597 §5). */
export const offeredDnsTypes = ['MX', 'A', 'AAAA', 'TXT', 'CNAME', 'NS', 'SOA', 'PTR', 'SRV', 'TLSA', 'CAA', 'DNSKEY', 'DS'] as const;

const recordSchema = z.object({
  /** With a dot at the end, as a zone file has it. */
  name: z.string(),
  type: z.string(),
  /** Seconds for which it may be kept. */
  ttl: z.number().int(),
  /** As a zone file has it (RFC 1035 §5.1). */
  data: z.string(),
});

const answerSchema = z.object({
  /** Of the transcript. */
  session: z.string(),
  server: z.object({ host: z.string(), port: z.number().int() }),
  /** `tcp` also where the first answer did not fit into a datagram. */
  transport: z.enum(['udp', 'tcp']),
  milliseconds: z.number(),
  /** Octets. */
  size: z.number().int(),
  question: z.object({ name: z.string(), type: z.string() }),
  /** `NOERROR`, `NXDOMAIN`, … (RFC 6895 §2.3). NOERROR without a record of the type: there is none. */
  status: z.string(),
  /** Those that are set, of `aa`, `tc`, `rd`, `ra`, `ad`, `cd` (RFC 1035 §4.1.1, RFC 4035 §3.2). */
  flags: z.array(z.string()),
  answers: z.array(recordSchema),
  authorities: z.array(recordSchema),
  additionals: z.array(recordSchema),
});

/** What a server's answer is to the walk, as keys of `words`. */
const stepOutcomes = ['referral', 'answer', 'alias', 'no-data', 'no-such-name', 'lame', 'refused', 'silent'] as const;

const stepSchema = z.object({
  /** The zone whose servers are asked, with a dot at the end. */
  zone: z.string(),
  /** What is asked: the name of the walk, that of an alias, or, where `for` is set, the address of a name server. */
  question: z.object({ name: z.string(), type: z.string() }),
  /** The name server whose address is looked for. */
  for: z.string().nullable(),
  server: z.object({ name: z.string(), address: z.string() }),
  outcome: z.enum(stepOutcomes),
  /** Null: it did not answer. */
  answer: answerSchema.nullable(),
  /** Of a referral: the zone below and its servers, with the addresses that came with it. */
  next: z.object({ zone: z.string(), servers: z.array(z.object({ name: z.string(), addresses: z.array(z.string()) })) }).nullable(),
  /** Of the transcript; null where there is none. */
  session: z.string().nullable(),
});

/** How a walk ends, as keys of `words`. */
const walkEnds = ['answer', 'no-data', 'no-such-name', 'dead-end', 'loop', 'too-long', 'cancelled'] as const;

export const dnsCalls = {
  /**
   * Finds a name as its owner publishes it, from the root servers down: each zone's servers are asked without recursion (RFC 1034 §5.3.3), and
   * beside them the system's own server with it. Ends within a minute; `dns.cancel` ends it at once, with the steps that were made.
   * Each step is announced by `dns.stepped` as it is made.
   * @param root where to begin instead of the root servers; its port is that of all servers
   */
  'dns.trace': call({
    input: z.object({
      /** Chosen by the caller, for `dns.stepped` and `dns.cancel`. */
      ticket: z.string().max(100),
      name: z.string().trim().min(1).max(255),
      type: z
        .string()
        .max(10)
        .regex(/^[A-Za-z0-9]+$/),
      root: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
    }),
    output: z.object({
      steps: z.array(stepSchema),
      end: z.enum(walkEnds),
      /** The records of the last answer, aliases on the way included. */
      records: z.array(recordSchema),
      /** What the system's own server says; null where it has none or was silent. */
      system: answerSchema.nullable(),
    }),
  }),
  /** Ends a walk, or a question as `cancelled`. */
  'dns.cancel': call({ input: z.object({ ticket: z.string().max(100) }), output: z.object({}) }),
  /**
   * Asks. An address as name of a PTR question stands for its name under in-addr.arpa or ip6.arpa. Ends within half a minute,
   * unless `patience` says otherwise.
   * @param server by default the first one that the system uses; `name-lookup-failed` where it has none
   */
  'dns.ask': call({
    input: z.object({
      /** Chosen by the caller, for `dns.cancel`. */
      ticket: z.string().max(100).optional(),
      name: z.string().trim().min(1).max(255),
      type: z
        .string()
        .max(10)
        .regex(/^[A-Za-z0-9-]+$/),
      server: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
      transport: z.enum(['automatic', 'tcp']).default('automatic'),
      /** Without it a server says only what it knows itself. */
      isRecursive: z.boolean().default(true),
      withSignatures: z.boolean().default(false),
      /** By default IN. `CH` is where a server says its version. */
      networkClass: z.enum(['IN', 'CH', 'HS', 'ANY']).optional(),
      /** False: as programs before EDNS ask, so that an answer over 512 octets is cut (RFC 6891 §6.2.5). */
      hasExtension: z.boolean().optional(),
      /** How often a server that is silent is asked by datagram, and seconds from each to the next. */
      patience: z.object({ tries: z.number().int().min(1).max(10), seconds: z.number().int().min(1).max(60) }).optional(),
    }),
    output: answerSchema,
  }),
  /** Name servers that the system uses, the first one first. */
  'dns.servers': call({ input: z.object({}), output: z.array(z.object({ host: z.string(), port: z.number().int() })) }),
  /** Domains in which the system looks for a name that has fewer dots than `dots` (resolv.conf(5), `search` and `ndots`). */
  'dns.searchList': call({ input: z.object({}), output: z.object({ domains: z.array(z.string()), dots: z.number().int() }) }),
  /** The addresses of a name server that was named, as this computer finds them; none where it finds none. */
  'dns.serverAddresses': call({ input: z.object({ host: hostSchema }), output: z.array(z.string()) }),
};

/** `192.0.2.1`, `ns.example.org:5353`, `2001:db8::1`, `[2001:db8::1]:5353`. Undefined where it is no server. */
export function readNameServer(text: string): { host: string; port: number } | undefined {
  if (/^[0-9a-f.]*(?::[0-9a-f.]*){2,}(?:%\w+)?$/i.test(text)) return { host: text, port: 53 };
  const [, bracketed, plain, digits = '53'] = /^(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([^:\s@/[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

export const dnsEvents = {
  'dns.stepped': z.object({ ticket: z.string(), step: stepSchema }),
};

export type DnsStep = z.infer<typeof stepSchema>;
export type DnsWalk = z.infer<(typeof dnsCalls)['dns.trace']['output']>;
export type DnsAnswer = z.infer<typeof answerSchema>;

/**
 * Whether the system's own server came to the same end as a walk: the same records, or "no such name" or "no such record" of both. A walk that
 * found no server that answers has come to none.
 */
export function agrees({ end, records, system }: DnsWalk): boolean {
  if (system === null) return false;
  // Letters of either case are the same in a name (RFC 4343), and servers answer in that of their own.
  const written = (all: DnsWalk['records']): string =>
    all
      .map(({ type, data }) => `${type} ${/^(?:TXT|SPF)$/.test(type) ? data : data.toLowerCase()}`)
      .sort()
      .join('\n');
  if (end === 'no-such-name' || end === 'no-data') {
    const status = end === 'no-data' ? 'NOERROR' : 'NXDOMAIN';
    return system.status === status && written(records) === written(system.answers);
  }
  return end === 'answer' && written(records) === written(system.answers);
}
