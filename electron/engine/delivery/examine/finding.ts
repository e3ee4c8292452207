/** A finding while it is made: its place and state come from one table, so that the same fault is never called by two names. */
import type { Finding, FindingId, FindingSection } from '../../../contract/delivery/mail-domain.ts';

interface Details {
  /** The host, address, selector or domain that it is about. */
  readonly about: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly publish?: Finding['publish'];
  /** Where it depends on more than the fault itself. */
  readonly state?: Finding['state'];
}

/** All that is not `warning`, the state of most faults: the standard lets mail pass, or leaves a protection out. */
const states: Partial<Record<FindingId, Finding['state']>> = {
  'dnssec.validated': 'fine',
  'mx.found': 'fine',
  'mx.null': 'fine',
  'mx.host': 'fine',
  'ptr.agrees': 'fine',
  'spf.fine': 'fine',
  'dkim.fine': 'fine',
  'dmarc.enforced': 'fine',
  'dmarc.inherited': 'fine',
  'sts.fine': 'fine',
  'rpt.fine': 'fine',
  'dane.fine': 'fine',
  'bimi.fine': 'fine',
  'bimi.none': 'fine',
  'bimi.declined': 'fine',
  'smtp.fine': 'fine',
  'smtp.tlsa-fine': 'fine',
  'smtp.no-submission': 'fine',
  ...broken(
    ...(['domain.missing', 'domain.unanswered', 'dnssec.bogus', 'mx.null-mixed', 'mx.none', 'mx.unanswered', 'mx.address'] as const),
    ...([
      'mx.alias',
      'mx.alias-loop',
      'mx.missing',
      'mx.no-address',
      'mx.private',
      'spf.several',
      'spf.syntax',
      'spf.too-many',
      'spf.voids',
    ] as const),
    ...(['spf.no-record', 'spf.loop', 'spf.open', 'spf.mx-many', 'dkim.short', 'dkim.syntax', 'dkim.several', 'dkim.sha1'] as const),
    ...(['dkim.missing', 'dmarc.several', 'dmarc.syntax', 'dmarc.report-address', 'sts.several', 'sts.syntax'] as const),
    ...(['sts.unreachable', 'sts.certificate', 'sts.redirect', 'sts.status', 'sts.policy', 'sts.mx-missing'] as const),
    ...(['rpt.several', 'rpt.syntax', 'dane.malformed', 'dane.unanswered', 'bimi.several', 'bimi.syntax'] as const),
    ...(['bimi.location', 'bimi.no-dmarc', 'smtp.silent', 'smtp.closed', 'smtp.refused', 'smtp.failed'] as const),
    ...(['smtp.starttls-failed', 'smtp.tlsa-wrong'] as const),
  ),
};

function broken(...ids: readonly FindingId[]): Partial<Record<FindingId, Finding['state']>> {
  return Object.fromEntries(ids.map((id) => [id, 'broken' as const]));
}

const sections: Readonly<Record<string, FindingSection>> = {
  domain: 'domain',
  dnssec: 'domain',
  mx: 'receivers',
  ptr: 'receivers',
  spf: 'spf',
  dkim: 'dkim',
  dmarc: 'dmarc',
  sts: 'mta-sts',
  rpt: 'tls-rpt',
  dane: 'dane',
  bimi: 'bimi',
  smtp: 'answers',
};

export function finding(id: FindingId, { about, facts = {}, publish = [], state }: Details): Finding {
  const section = sections[id.slice(0, id.indexOf('.'))];
  if (!section) throw new Error(`${id} belongs to no section`);
  return {
    id,
    section,
    state: state ?? states[id] ?? 'warning',
    about,
    facts: Object.fromEntries(Object.entries({ about, ...facts }).map(([name, value]) => [name, inSentence(String(value))])),
    publish: [...publish],
  };
}

/** A name at the end of a sentence would have two dots. */
const inSentence = (value: string): string => (/^[^\s.].*[^\s]\.$/.test(value) && !value.includes(' ') ? value.slice(0, -1) : value);
