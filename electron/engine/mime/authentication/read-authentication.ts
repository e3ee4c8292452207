/**
 * What the header of a message says of who vouches for it, and what of that counts: results of the reader's own server, which stand above the trace
 * field with which it took the message (RFC 8601 §5 and §7.1). Below it a sender writes what he likes. Asks nobody.
 */
import type {
  Authentication,
  AuthenticationClaims,
  AuthenticationReport,
  AuthenticationSeal,
} from '../../../contract/delivery/authentication.ts';
import type { Hop } from '../../../contract/delivery/path.ts';
import { parseAddressList } from '../header/address-list.ts';
import { fieldBody, type HeaderBlock, type RawField } from '../header/header-block.ts';
import { organisationOf, writesResultsBelow } from '../path/hosts.ts';
import { readPath } from '../path/message-path.ts';
import { visibleLine } from '../text/visible-text.ts';
import { domainOfAddress } from './domains.ts';
import { type AccountServers, findOwnServers, type OwnServers } from './own-servers.ts';
import { readResultsField } from './results-field.ts';
import { readTags } from './tags.ts';

const mostReports = 50;
/** RFC 8617 §4.2.1. */
const mostSeals = 50;
const mostSignatures = 50;
const mostAuthors = 100;

/** @param account whose mail it is; null for a message out of a file. Never throws. */
export function readAuthentication(header: HeaderBlock, account: AccountServers | null): Authentication {
  const { fields } = header;
  const { hops } = readPath(header);
  // Without an account nothing tells that the newest field is the reader's.
  const own = hops.filter(({ trusted }) => trusted);
  const receivers = own.toReversed().flatMap(({ by }) => by.name ?? []);
  const servers = findOwnServers(account, receivers);
  const [entry] = own;
  // Of a message out of a file the newest field may be anybody's, unless it names a server that the reader named.
  const isProven = servers.list.length > 0 && (account?.isDelivered === true || servers.isReceiver(entry?.by.name ?? ''));
  const boundary = (isProven ? entry?.field : null) ?? -1;
  const found = fields.flatMap((field, index) => (field.key === 'authentication-results' ? [index] : []));
  const reports = found.slice(0, mostReports).map((field) => ({ field, ...readReport(fields[field]) }));
  const isProvider = isProven && writesResultsBelow(organisationOf(entry?.by.name ?? ''));
  const below = account?.below ?? (isProvider ? 'provider' : null);
  const place: Place = {
    boundary,
    foreignBelow: foreignBelow(fields, boundary),
    servers,
    trustsBelow: below !== null,
  };
  const hasOneAbove = reports.some(({ field, server }) => field < boundary && isOwn(server, servers));
  let isFirstBelow = true;
  return {
    reports: reports.map((report): AuthenticationReport => {
      const standing = standingOf(report, place, !hasOneAbove && isFirstBelow);
      // A filter writes just below the trace field: only the first one there can be its own.
      if (report.field > boundary && isOwn(report.server, servers)) isFirstBelow = false;
      return { ...report, standing };
    }),
    seals: readSeals(fields),
    trusted: [...servers.list],
    below,
    claims: readClaims(fields, entry, boundary, isProven),
    left: found.length - Math.min(found.length, mostReports),
  };
}

const textOf = (field: RawField | undefined): string => (field ? visibleLine(fieldBody(field)) : '');

function readReport(field: RawField | undefined): Pick<AuthenticationReport, 'server' | 'results'> {
  const { server, results } = readResultsField(textOf(field));
  return { server, results };
}

interface Place {
  /** The trace field with which the reader's provider took the message; -1: there is none. */
  readonly boundary: number;
  /** The next trace field below it, which others wrote. */
  readonly foreignBelow: number;
  readonly servers: OwnServers;
  readonly trustsBelow: boolean;
}

/** A field without a name is known by its place alone. */
const isOwn = (server: string | null, servers: OwnServers): boolean => server === null || servers.isOwn(server);

function standingOf(
  { field, server }: Pick<AuthenticationReport, 'field' | 'server'>,
  { boundary, foreignBelow: next, servers, trustsBelow }: Place,
  canBeFilter: boolean,
): AuthenticationReport['standing'] {
  if (servers.list.length === 0) return 'unknown';
  if (!isOwn(server, servers)) return 'foreign';
  if (field < boundary) return 'trusted';
  // Nameless and where others write: nobody's.
  if (server === null) return 'foreign';
  if (boundary < 0) return 'unproven';
  if (field < next && canBeFilter) return trustsBelow ? 'trusted' : 'unproven';
  return 'forged';
}

function foreignBelow(fields: readonly RawField[], boundary: number): number {
  const next = fields.findIndex(({ key }, index) => index > boundary && key === 'received');
  return next < 0 ? fields.length : next;
}

/** RFC 8617 §4.1: three fields of one instance. */
function readSeals(fields: readonly RawField[]): AuthenticationSeal[] {
  const seals = new Map<number, AuthenticationSeal>();
  for (const field of fields) {
    if (!field.key.startsWith('arc-') || seals.size > mostSeals) continue;
    const text = textOf(field);
    if (field.key === 'arc-authentication-results') {
      const { instance, server, results } = readResultsField(text);
      if (instance !== null) seals.set(instance, { ...(seals.get(instance) ?? emptySeal(instance)), server, results });
    } else if (field.key === 'arc-seal') {
      const { tags } = readTags(text);
      const instance = Number(/^\d{1,3}$/.exec(tags.get('i') ?? '')?.[0] ?? Number.NaN);
      if (Number.isNaN(instance)) continue;
      const { domain, chain } = { domain: shortTag(tags, 'd'), chain: shortTag(tags, 'cv') };
      seals.set(instance, { ...(seals.get(instance) ?? emptySeal(instance)), domain, chain: chain?.toLowerCase() ?? null });
    }
  }
  return [...seals.values()].toSorted((one, other) => one.instance - other.instance).slice(0, mostSeals);
}

const emptySeal = (instance: number): AuthenticationSeal => ({ instance, domain: null, server: null, chain: null, results: [] });

const shortTag = (tags: ReadonlyMap<string, string>, name: string): string | null => {
  const value = tags.get(name)?.replace(/\s+/g, '');
  return value === undefined || value === '' ? null : value.slice(0, 253);
};

function readClaims(fields: readonly RawField[], entry: Hop | undefined, boundary: number, isProven: boolean): AuthenticationClaims {
  const from = fields.filter(({ key }) => key === 'from');
  const authors = from.flatMap((field) => parseAddressList(fieldBody(field))).slice(0, mostAuthors);
  const returnPath = fields.find(({ key }, index) => key === 'return-path' && (index < boundary || !isProven));
  const signed = fields.flatMap((field, index) =>
    field.key === 'dkim-signature' ? [{ field: index, tags: readTags(textOf(field)).tags }] : [],
  );
  return {
    authors: [...new Set(authors.flatMap(({ address }) => domainOfAddress(address) ?? []))],
    fromFields: from.length,
    envelope: returnPath ? bareAddress(textOf(returnPath)) : null,
    client: entry?.from ? { address: entry.from.address, helo: entry.from.name, field: entry.field, isProven } : null,
    signatures: signed.slice(0, mostSignatures).map(({ field, tags }) => ({
      field,
      domain: shortTag(tags, 'd')?.toLowerCase() ?? '',
      selector: shortTag(tags, 's') ?? '',
      algorithm: shortTag(tags, 'a') ?? '',
      signed: seconds(tags.get('t')),
      expires: seconds(tags.get('x')),
    })),
  };
}

/** RFC 5321 §4.4: `<ana@example.org>`, or `<>` for a notice. */
const bareAddress = (text: string): string => (/<([^<>]{0,320})>/.exec(text)?.[1] ?? text).trim().slice(0, 320);

const seconds = (text: string | undefined): number | null => {
  const value = Number(/^\d{1,12}$/.exec(text ?? '')?.[0] ?? Number.NaN);
  return Number.isNaN(value) ? null : value * 1_000;
};
