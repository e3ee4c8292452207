/** The addresses that are being written, and what the DNS says against them. Nobody waits for it, and nothing is refused because of it. */
import { isAscii } from 'node:buffer';
import { domainToASCII } from 'node:url';
import { isLocal } from '../../contract/accounts.ts';
import { defaultPreferences } from '../../contract/application.ts';
import type { RecipientProblem, recipientCalls } from '../../contract/delivery/recipients.ts';
import { succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { nameFault } from '../dns/dns-names.ts';
import { parseAddressList } from '../mime/header/address-list.ts';
import type { OpenTap } from '../wire/tap.ts';
import { createAsking } from './asking.ts';
import { type AnswerCache, createLookups } from './examine/lookups.ts';
import { fetchPolicy } from './examine/mta-sts.ts';
import type { DeliveryPorts } from './ports.ts';
import { addressesAllowed } from './reachable.ts';
import { examineRecipientDomain } from './recipient-domain.ts';

interface RecipientNeeds {
  readonly ports: DeliveryPorts;
  /** Ends every question. */
  readonly signal: AbortSignal;
}

/** Domains that are looked at for one message. */
const mostDomains = 30;
/** Milliseconds for all questions of one check. */
const within = 8_000;
/** Characters of a list: a longer one is no list that a person types. */
const longestList = 20_000;

/** RFC 6761, RFC 6762, RFC 8375 and RFC 9476: no name below these is in the public DNS. */
const apart = /(?:^|\.)(?:test|example|invalid|localhost|local|internal|home\.arpa|alt|onion)$/;

type Asked = Parameters<Room<typeof recipientCalls>['handlers']['recipients.check']>[0];
type Account = ReturnType<EngineContext['reader']['accounts']>[number];

export function createRecipientChecks(
  { reader, clock, peerBase }: Pick<EngineContext, 'reader' | 'clock' | 'peerBase'>,
  { ports, signal: ending }: RecipientNeeds,
): Room<typeof recipientCalls>['handlers'] {
  const cache: AnswerCache = new Map();

  /** The problems of domains, by their names. */
  async function examine({ id, settings }: Account, domains: readonly string[], named: Asked['server']) {
    const late = new AbortController();
    const signal = AbortSignal.any([ending, late.signal]);
    const { openTap, ...base } = peerBase({ id, name: settings.name }, 'lookup');
    const tapped: OpenTap = (session) => {
      const tap = openTap(session);
      tap.cause({ key: 'write-message' });
      return tap;
    };
    const peer = { ...base, openTap: tapped };
    const { ask, servers } = createAsking({ peerBase: () => peer, clock, signal });
    const server = named ?? servers()[0];
    if (!server) return new Map();
    const lookups = createLookups({ ask, server, clock, signal, cache, isFresh: false, onLookUp: () => undefined });
    // The address may be that of a stranger who is answered: its domain must not lead into the user's own network.
    const isAllowed = addressesAllowed({ ports });
    const policy = async (domain: string) => {
      const fetched = await fetchPolicy({ domain, lookups, peer, clock, signal, port: ports.policy, isAllowed });
      return 'text' in fetched ? fetched.text : null;
    };
    const cancelDeadline = clock.after(within, () => late.abort());
    try {
      const each = domains.map(async (domain) => [domain, await examineRecipientDomain({ domain, lookups, policy })] as const);
      return new Map(await Promise.all(each));
    } finally {
      cancelDeadline();
    }
  }

  return {
    'recipients.check': async ({ accountId, lists, server }) => {
      const account = reader.accounts().find(({ id }) => id === accountId);
      const { checksRecipients } = { ...defaultPreferences, ...reader.preferences() };
      if (!account || account.practice || !checksRecipients) return succeed({ problems: [] });
      const addresses = addressesIn(lists);
      // The sendmail program may know hosts that no name server does.
      const domains = isLocal(account.settings.outgoing) ? [] : [...new Set(addresses.map(({ domain }) => domain))].filter(isPublic);
      const verdicts = await examine(account, domains.slice(0, mostDomains), server);
      return succeed({
        problems: addresses.flatMap(({ address, local, domain }): RecipientProblem[] => {
          const verdict = verdicts.get(domain);
          if (verdict) return [{ address, domain, ...verdict }];
          return isAscii(Buffer.from(local)) ? [] : [{ address, domain, problem: 'needs-smtputf8', servers: [] }];
        }),
      });
    },
  };
}

const isPublic = (domain: string): boolean => domain.includes('.') && !apart.test(domain);

interface Recipient {
  readonly address: string;
  readonly local: string;
  /** In ASCII. */
  readonly domain: string;
}

/** The addresses that are whole; what is still being typed is left out. */
function addressesIn(lists: readonly string[]): Recipient[] {
  const found = new Map<string, Recipient>();
  for (const list of lists) {
    if (list.length > longestList) continue;
    for (const { address, malformed } of parseAddressList(list)) {
      const at = address.lastIndexOf('@');
      const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
      if (malformed || at < 1 || domain === '' || nameFault(domain) !== null) continue;
      found.set(address, { address, local: address.slice(0, at), domain });
    }
  }
  return [...found.values()];
}
