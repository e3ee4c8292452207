/**
 * Checks a message by SPF, DKIM, ARC, DMARC and BIMI with mailauth, over a resolver that it is handed. It refuses to know sockets and accounts, and runs
 * where a hostile message may take its time: in a thread of its own.
 */
import { arc } from 'mailauth/lib/arc/index.js';
import { bimi } from 'mailauth/lib/bimi/index.js';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { spf } from 'mailauth/lib/spf/index.js';
import type { Authentication, AuthenticationCheck, SignatureCheck, SignatureFinding } from '../../contract/delivery/authentication.ts';
import { domainOfAddress } from '../mime/authentication/domains.ts';
import { organisationOf } from '../mime/path/hosts.ts';
import { verdictOf } from './verdict.ts';

const longestText = 2_000;
const short = (text: string | undefined | null): string | null =>
  text === undefined || text === null || text === '' ? null : text.slice(0, longestText);

/**
 * @param raw the message as it came. @param resolve answers rows as `node:dns` does, or rejects with one of its codes. @param read what its header says, for the host that sent it and for what the reader's own server found
 * @param now milliseconds since 1970
 */
export async function checkMessage(
  raw: Buffer,
  read: Authentication,
  resolve: MailauthResolver,
  now: number,
): Promise<AuthenticationCheck> {
  const message = withoutMboxLine(raw);
  const severalKeys = new Set<string>();
  const resolveKey: MailauthResolver = async (name, type) => {
    const rows = await resolve(name, type);
    // RFC 6376 §3.6.2.2: there must be one; which of several is taken is not defined.
    if (rows.length > 1) severalKeys.add(name.toLowerCase());
    return rows;
  };
  const [signed, sent] = await Promise.all([
    dkimVerify(message, { resolver: resolveKey, rejectRsaSha1: true, curTime: new Date(now) }),
    checkSpf(read, resolve),
  ]);
  const passing = signed.results.filter(({ status }) => status.result === 'pass');
  const [chain, found] = await Promise.all([
    arc(signed.arc, { resolver: resolve }),
    evaluateDmarc({
      headerFrom: signed.headerFrom,
      fromFields: signed.fromFields,
      spfDomains: sent.result === 'pass' && sent.domain !== null ? [sent.domain] : [],
      dkimDomains: passing.map(({ id, signingDomain, status }) => ({ id, domain: signingDomain, underSized: status.underSized })),
      resolver: resolve,
    }),
  ]);
  const policy = found.response || null;
  const author = policy?.status.header?.from ?? (read.claims.authors.length === 1 ? (read.claims.authors[0] ?? null) : null);
  const hasRecord = policy?.rr !== undefined;
  /** By the record's own rule where there is one; else by the domain that was registered (RFC 9989 §4.10.2 needs a record to say more). */
  const isAligned = (domain: string, byRecord: boolean): boolean =>
    hasRecord ? byRecord : author !== null && isSameOrganisation(domain, author);
  const picture = policy ? await bimi({ dmarc: policy, headers: signed.headers, resolver: resolve }) : false;
  const signatures = signed.results
    .filter(({ signingDomain }) => signingDomain !== undefined)
    .map((one) =>
      readSignature(one, read, severalKeys, (domain) => isAligned(domain, found.dkimAligned?.has(domain.toLowerCase()) ?? false)),
    );
  const check: Omit<AuthenticationCheck, 'verdict'> = {
    spf: {
      ...sent,
      aligned: sent.domain !== null && isAligned(sent.domain, policy?.alignment?.spf.result?.toLowerCase() === sent.domain.toLowerCase()),
    },
    signatures: [...signatures, ...passedOver(read, signatures)],
    arc: {
      result: chain.status.result === 'pass' || chain.status.result === 'fail' ? chain.status.result : 'none',
      instance: chain.i || 0,
      domain: (chain.signature || null)?.signingDomain ?? null,
      comment: short(chain.status.comment),
    },
    dmarc: {
      result: policy ? dmarcResult(policy.status.result) : 'not-evaluated',
      author,
      policyDomain: policy?.policyDomain ?? null,
      organisation: policy?.domain ?? (author === null ? null : organisationOf(author)),
      policy: policyNames.find((name) => name === policy?.policy) ?? null,
      isStrict: { spf: policy?.alignment?.spf.strict ?? false, dkim: policy?.alignment?.dkim.strict ?? false },
      record: short(policy?.rr),
      comment: short(policy?.error ?? found.reason),
    },
    bimi: readBimi(picture),
  };
  return { ...check, verdict: verdictOf(read, check) };
}

const policyNames = ['none', 'quarantine', 'reject'] as const;

const dmarcResult = (result: string): AuthenticationCheck['dmarc']['result'] =>
  result === 'pass' || result === 'fail' || result === 'temperror' ? result : 'none';

/** An mbox file puts a line before the header that is none of its fields. */
function withoutMboxLine(raw: Buffer): Buffer {
  if (!raw.subarray(0, 5).equals(Buffer.from('From '))) return raw;
  const end = raw.indexOf(10);
  return end < 0 ? raw : raw.subarray(end + 1);
}

function isSameOrganisation(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  // Hosts below a public suffix belong to different people, so a null is equal to nothing.
  const organisation = organisationOf(one);
  return organisation !== null && organisation === organisationOf(other);
}

async function checkSpf({ claims, reports }: Authentication, resolve: MailauthResolver): Promise<AuthenticationCheck['spf']> {
  const { client } = claims;
  const envelope = claims.envelope ?? reportedSender(reports);
  const address = client?.address ?? null;
  const none = { result: 'unknown', domain: null, isHelo: false, aligned: false, record: null, comment: null } as const;
  const common = { address, isProven: client?.isProven ?? false };
  if (client === null || address === null || envelope === null || (envelope === '' && client.helo === null)) return { ...none, ...common };
  const found = await spf({ sender: envelope, ip: address, helo: client.helo ?? `[${address}]`, mta: 'localhost', resolver: resolve });
  if (!found) return { ...none, ...common };
  return {
    result: spfResults.find((name) => name === found.status.result) ?? 'none',
    domain: found.domain,
    isHelo: envelope === '',
    ...common,
    aligned: false,
    record: short(found.rr),
    comment: short(found.explanation ?? commentOf(found.status)),
  };
}

const spfResults = ['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'temperror'] as const;

/** mailauth's sentence names the server that asks; only what it says of an error is news. */
const commentOf = ({ result, comment }: MailauthStatus): string | null =>
  result === 'permerror' || result === 'temperror' ? (comment?.replace(/^localhost: /, '') ?? null) : null;

/** The sender that the reader's own server saw, where it wrote no Return-Path. */
function reportedSender(reports: Authentication['reports']): string | null {
  for (const { standing, results } of reports)
    if (standing === 'trusted')
      for (const { method, properties } of results) {
        const value =
          method === 'spf' ? properties.find(({ name }) => name === 'smtp.mailfrom' || name === 'smtp.mfrom')?.value : undefined;
        if (value !== undefined) return value.includes('@') ? value : `postmaster@${value}`;
      }
  return null;
}

function readSignature(
  { signingDomain = '', selector = '', status, modulusLength, rr }: MailauthSignature,
  read: Authentication,
  severalKeys: ReadonlySet<string>,
  isAligned: (domain: string) => boolean,
): SignatureCheck {
  const found = findingOf(status, rr);
  const wasGood = found === 'header-changed' && heldOnArrival(read, signingDomain);
  const isOneOfSeveral = found === 'header-changed' && severalKeys.has(`${selector}._domainkey.${signingDomain}`.toLowerCase());
  const finding = isOneOfSeveral ? 'key-several' : found;
  return {
    domain: signingDomain.slice(0, 253),
    selector: selector.slice(0, 253),
    finding: wasGood ? 'key-rotated' : finding,
    comment: status.result === 'pass' ? null : short(status.comment),
    aligned: isAligned(signingDomain),
    bits: modulusLength ?? null,
    uncovered: status.underSized ?? 0,
    isTesting: status.testing ?? false,
    key: short(rr),
  };
}

function findingOf({ result, comment = '', policy }: MailauthStatus, key: string | undefined): SignatureFinding {
  if (result === 'pass') return 'pass';
  const rule = policy?.['dkim-rules'];
  if (rule === 'weak-key' || rule === 'weak-algorithm') return rule;
  // RFC 6376 §3.6.1: an empty `p=` takes the key back.
  if (key !== undefined && /(?:^|;)\s*p=\s*(?:;|$)/.test(key)) return 'key-revoked';
  if (result === 'temperror') return 'dns-failed';
  return findings[comment] ?? (key === undefined ? 'not-evaluated' : 'key-unusable');
}

/** By the words of mailauth. */
const findings: Readonly<Record<string, SignatureFinding>> = {
  'body hash did not verify': 'body-changed',
  'bad signature': 'header-changed',
  'no key': 'key-gone',
  'unknown key version': 'key-unusable',
  'unknown key type': 'key-unusable',
  'invalid public key': 'key-unusable',
  'inappropriate hash algorithm': 'key-unusable',
  'key not for email': 'key-unusable',
  expired: 'expired',
  'invalid expiration': 'expired',
};

/** Whether the reader's own server found a signature of this domain good when the message came. */
function heldOnArrival({ reports }: Authentication, domain: string): boolean {
  const wanted = domain.toLowerCase();
  return reports.some(
    ({ standing, results }) =>
      standing === 'trusted' &&
      results.some(
        ({ method, result, properties }) =>
          method === 'dkim' &&
          result === 'pass' &&
          properties.some(
            ({ name, value }) =>
              (name === 'header.d' && value.toLowerCase() === wanted) || (name === 'header.i' && domainOfAddress(value) === wanted),
          ),
      ),
  );
}

/** Signatures that mailauth does not try, because their algorithm is unknown or a tag is missing: said, not dropped. */
function passedOver({ claims }: Authentication, tried: readonly SignatureCheck[]): SignatureCheck[] {
  const left = tried.map(({ domain, selector }) => `${selector}._domainkey.${domain}`.toLowerCase());
  return claims.signatures.flatMap(({ domain, selector }): SignatureCheck[] => {
    const at = left.indexOf(`${selector}._domainkey.${domain}`.toLowerCase());
    if (at >= 0) {
      left.splice(at, 1);
      return [];
    }
    const facts = { comment: null, aligned: false, bits: null, uncovered: 0, isTesting: false, key: null };
    return [{ domain, selector, finding: 'not-evaluated', ...facts }];
  });
}

const bimiResults = ['pass', 'fail', 'none', 'skipped', 'declined', 'temperror'] as const;

function readBimi(found: Awaited<ReturnType<typeof bimi>>): AuthenticationCheck['bimi'] {
  if (!found) return { result: 'skipped', location: null, authority: null, comment: null };
  return {
    result: bimiResults.find((name) => name === found.status.result) ?? 'none',
    location: short(found.location),
    authority: short(found.authority),
    comment: short(found.status.comment),
  };
}
