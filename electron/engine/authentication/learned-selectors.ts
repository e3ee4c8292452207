/**
 * Selectors of DKIM keys as the mail that is held names them (s= of DKIM-Signature, RFC 6376 §3.5): nothing lists them in the DNS. Only messages from
 * the domain are looked into, the newest ones, each on the thread that reads messages.
 */
import type { Authentication } from '../../contract/delivery/authentication.ts';
import type { Result } from '../../contract/failure.ts';
import type { Address } from '../../contract/messages.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { BodyReader } from '../cache/bodies/read-bodies.ts';
import type { PeopleReader } from '../cache/search/read-people.ts';
import type { SearchReader } from '../cache/search/read-search.ts';

export interface LearnedSelector {
  readonly selector: string;
  /** That signs (d=): the domain that was asked for, or one below it. */
  readonly domain: string;
}

interface Needs {
  readonly reader: Pick<SearchReader, 'search'> & Pick<PeopleReader, 'heldFrom'> & Pick<BodyReader, 'storedRaw'>;
  readonly read: (message: StoredBytes) => Promise<Result<Authentication>>;
}

/** Messages that a search may answer, and those of them that are looked into. */
const mostFound = 40;
const mostRead = 12;
const mostSelectors = 10;
/** RFC 6376 §3.1: labels with dots between them. */
const label = '[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?';
const selectorPattern = new RegExp(`^${label}(?:\\.${label}){0,5}$`, 'i');

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

/** @param domain in A-labels, without a dot at its end. @returns the newest first, each once */
export async function learnSelectors(domain: string, signal: AbortSignal, { reader, read }: Needs): Promise<LearnedSelector[]> {
  const wanted = domain.toLowerCase();
  if (!/^[a-z0-9._-]+$/.test(wanted)) return [];
  // What is searched may not be there yet for what came just now.
  const searched = reader.search({ query: `from:"${wanted}"`, limit: mostFound }).rows.filter(({ bodyHeld }) => bodyHeld);
  const rows = new Map([...reader.heldFrom(wanted, mostFound), ...searched].map(({ id, from }) => [id, from] as const));
  const isOwn = ({ address }: Address): boolean => isWithin(address.slice(address.lastIndexOf('@') + 1).toLowerCase(), wanted);
  const own = [...rows].filter(([, from]) => from.some(isOwn)).map(([id]) => id);
  const found = new Map<string, LearnedSelector>();
  for (const id of own.toSorted((one, other) => other - one).slice(0, mostRead)) {
    if (signal.aborted || found.size >= mostSelectors) break;
    const stored = reader.storedRaw(id);
    const header = stored ? await read(stored) : null;
    if (!header?.ok) continue;
    for (const signature of header.value.claims.signatures) {
      const selector = signature.selector.toLowerCase();
      if (selectorPattern.test(selector) && isWithin(signature.domain, wanted))
        found.set(`${selector} ${signature.domain}`, { selector, domain: signature.domain });
    }
  }
  return [...found.values()].slice(0, mostSelectors);
}
