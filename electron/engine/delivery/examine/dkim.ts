/** Keys with which a domain signs (DKIM, RFC 6376 §3.6.1): each has a name of its own, the selector, and nothing lists them. */
import { createPublicKey } from 'node:crypto';
import type { DeliveryReport, Finding } from '../../../contract/delivery/mail-domain.ts';
import { readTags } from '../../mime/authentication/tags.ts';
import { finding } from './finding.ts';
import { type Lookups, withDot } from './lookups.ts';
import { textOf } from './record-text.ts';

/** Names that many services give their keys: tried beside those that are known. */
const usual = ['default', 'dkim', 'mail', 'google', 'selector1', 'selector2', 's1', 's2', 'k1'] as const;

/** Selectors that mail names, with the domain that signs: the one that is asked for, or one below it. */
export type SelectorsOf = (
  domain: string,
  signal: AbortSignal,
) => Promise<readonly { readonly selector: string; readonly domain: string }[]>;

interface DkimNeeds {
  readonly domain: string;
  /** That are known: one that is missing is a fault. */
  readonly selectors: readonly string[];
  /** That mail names: an old key may be gone, and is no fault. */
  readonly learned: Awaited<ReturnType<SelectorsOf>>;
  readonly lookups: Lookups;
}

interface Dkim {
  /** Names that were asked for because mail names them. */
  readonly learned: readonly string[];
  readonly keys: DeliveryReport['dkim'];
  readonly findings: readonly Finding[];
}

/** Beside those that are known the usual ones are tried, and those that mail names. */
export async function examineDkim({ domain, selectors, learned, lookups }: DkimNeeds): Promise<Dkim> {
  const names = learned.map((each) => `${each.selector}._domainkey.${each.domain}`);
  const known = new Set(selectors.map((selector) => selector.toLowerCase()));
  // RFC 8020: where the name above all keys is missing, there is none below it either.
  const above = await lookups.find(`_domainkey.${domain}`, 'TXT');
  // A domain below may have keys all the same.
  const isBelow = learned.some((each) => each.domain !== domain);
  if (known.size === 0 && !isBelow && above.kind === 'missing')
    return { learned: names, keys: [], findings: [finding('dkim.none', { about: domain })] };
  if (known.size === 0 && !isBelow && above.kind === 'failed')
    return { learned: names, keys: [], findings: [finding('dkim.unanswered', { about: domain, facts: { status: above.status } })] };
  const own = learned.filter((each) => each.domain === domain).map(({ selector }) => selector);
  const below = learned.filter((each) => each.domain.endsWith(`.${domain}`));
  const tried = [...new Set([...known, ...own, ...usual])];
  const looked = await Promise.all([
    ...tried.map((selector) => examineKey({ domain, selector, isKnown: known.has(selector), lookups })),
    ...below.map((each) => examineKey({ ...each, isKnown: false, shown: `${each.selector} (${each.domain})`, lookups })),
  ]);
  const keys = looked.flatMap(({ key }) => key ?? []);
  const findings = looked.flatMap((each) => each.findings);
  if (findings.length === 0) findings.push(finding('dkim.unknown', { about: domain, facts: { tried: tried.join(' ') } }));
  return { learned: names, keys, findings };
}

interface KeyNeeds {
  readonly domain: string;
  readonly selector: string;
  readonly isKnown: boolean;
  /** As it is shown; by default the selector. */
  readonly shown?: string;
  readonly lookups: Lookups;
}

interface Examined {
  readonly key: DeliveryReport['dkim'][number] | null;
  readonly findings: readonly Finding[];
}

async function examineKey({ domain, selector, isKnown, shown = selector, lookups }: KeyNeeds): Promise<Examined> {
  const name = `${selector}._domainkey.${domain}`;
  const answer = await lookups.find(name, 'TXT');
  const say = (id: Parameters<typeof finding>[0], facts: Record<string, string | number> = {}, publish: Finding['publish'] = []) =>
    finding(id, { about: shown, facts: { ...facts, name }, publish });
  const publish = [{ name: withDot(name), type: 'TXT', data: '"v=DKIM1; k=rsa; p=<public key>"' }];
  if (answer.kind === 'failed') return { key: null, findings: isKnown ? [say('dkim.unanswered', { status: answer.status })] : [] };
  const [record, ...others] = answer.data.map(textOf);
  if (record === undefined) return { key: null, findings: isKnown ? [say('dkim.missing', {}, publish)] : [] };
  const { tags, fault, names } = readTags(record);
  // A wildcard answers for every name, with something that is no key.
  if (!isKnown && !tags.has('p')) return { key: null, findings: [] };
  const key = publicKeyOf(tags);
  const entry = { selector: shown, record, kind: key?.kind ?? tags.get('k') ?? 'rsa', bits: key?.bits ?? null };
  if (others.length > 0) return { key: entry, findings: [say('dkim.several', { count: others.length + 1 })] };
  // RFC 6376 §3.6.1: the version, if it stands there, stands first; an empty key is one that was revoked.
  const isOtherVersion = tags.has('v') && (tags.get('v') !== 'DKIM1' || names[0] !== 'v');
  if (tags.get('p') === '') return { key: entry, findings: [say('dkim.revoked')] };
  if (fault !== null || isOtherVersion || key === null)
    return {
      key: entry,
      findings: [
        say('dkim.syntax', { part: fault ?? (isOtherVersion ? `v=${tags.get('v')}` : `p=${(tags.get('p') ?? '').slice(0, 20)}`) }, publish),
      ],
    };
  const findings = [];
  const isRsa = key.kind === 'rsa';
  // RFC 8301 §3.2: verifiers take no key below 1024 bits, signers use at least 2048.
  if (isRsa && key.bits < 1_024) findings.push(say('dkim.short', { bits: key.bits }));
  else if (isRsa && key.bits < 2_048) findings.push(say('dkim.weak', { bits: key.bits }));
  if (listed(tags.get('h'), 'sha256') === false) findings.push(say('dkim.sha1'));
  if (listed(tags.get('s'), 'email', '*') === false) findings.push(say('dkim.not-mail'));
  if (listed(tags.get('t'), 'y') === true) findings.push(say('dkim.testing'));
  if (findings.length === 0) findings.push(say('dkim.fine', { kind: key.kind === 'rsa' ? `RSA ${key.bits}` : 'Ed25519' }));
  return { key: entry, findings };
}

/** Whether a list with colons names one of these; null where there is no list. */
const listed = (list: string | undefined, ...names: readonly string[]): boolean | null =>
  list === undefined
    ? null
    : list
        .toLowerCase()
        .split(':')
        .some((each) => names.includes(each.trim()));

/** RFC 6376 §3.6.1, and RFC 8463 §4 for Ed25519, whose key stands there without a frame. */
function publicKeyOf(tags: ReadonlyMap<string, string>): { kind: 'rsa' | 'ed25519'; bits: number } | null {
  const kind = (tags.get('k') ?? 'rsa').toLowerCase();
  const text = (tags.get('p') ?? '').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  if (kind === 'ed25519') return bytes.length === 32 ? { kind, bits: 256 } : null;
  if (kind !== 'rsa') return null;
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const key = createPublicKey({ key: bytes, format: 'der', type });
      const bits = key.asymmetricKeyDetails?.modulusLength;
      if (key.asymmetricKeyType === 'rsa' && bits !== undefined) return { kind, bits };
    } catch {
      // Not in this frame: what it is in the other one says the next turn, or that it is no key.
    }
  }
  return null;
}
