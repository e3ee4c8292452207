/** Where a recipient of the practice domain really leads: aliases (aliases(5)) and `.forward` files, followed to their ends. */
import { domainOf, localPartOf } from '../smtp/path.ts';
import type { MailStore, PracticeAccount } from './mail-store.ts';

type Destination =
  | { readonly kind: 'mailbox'; readonly address: string; readonly account: PracticeAccount }
  | { readonly kind: 'elsewhere' | 'unknown' | 'program'; readonly address: string };

/** The file in a home directory that sends mail for its owner on. */
const forwardFile = '.forward';

/** In the order of /etc/aliases: each name, and whom it stands for. */
export const aliasesOf = ({ accounts }: Pick<MailStore, 'accounts'>): ReadonlyMap<string, readonly string[]> =>
  new Map([
    ['postmaster', ['root']],
    ['root', accounts.slice(0, 1).map(({ username }) => username)],
    ['everyone', accounts.map(({ username }) => username)],
  ]);

/** Lines of a `.forward`: an address each; `#` begins a remark. */
const linesOf = (file: string): readonly string[] =>
  file
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/**
 * @param visited names that were followed already, for all recipients of one message: nobody gets it twice, and a loop ends
 * @returns empty where all of it was followed already
 */
export function destinationsOf(store: MailStore, recipient: string, visited: Set<string>): readonly Destination[] {
  // A name without a domain is one of this computer.
  const address = recipient.includes('@') ? recipient : `${recipient}@${store.domain}`;
  if (visited.has(address.toLowerCase())) return [];
  visited.add(address.toLowerCase());
  const account = store.accountOf(address);
  if (account) {
    const file = store.filesOf(account).get(forwardFile);
    const lines = file === undefined ? [] : linesOf(file);
    const own: Destination = { kind: 'mailbox', address, account };
    // An empty one forwards nothing.
    if (lines.length === 0) return [own];
    return lines.flatMap((line): readonly Destination[] => {
      // A backslash: here, and not by this file again. Nothing else is run or written by this server.
      if (isSelf(line, account, store)) return [own];
      return line.startsWith('|') || line.startsWith('/') ? [{ kind: 'program', address }] : destinationsOf(store, line, visited);
    });
  }
  if (domainOf(address) !== store.domain) return [{ kind: 'elsewhere', address }];
  const alias = aliasesOf(store).get(localPartOf(address).toLowerCase());
  return alias ? alias.flatMap((each) => destinationsOf(store, each, visited)) : [{ kind: 'unknown', address }];
}

const isSelf = (line: string, { username, address }: PracticeAccount, { domain }: MailStore): boolean =>
  [username, address, `${username}@${domain}`].some((name) => line.replace(/^\\/, '').toLowerCase() === name.toLowerCase());
