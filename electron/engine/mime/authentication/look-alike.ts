/** Domains that look like others: in letters of another script, or in letters of ASCII that are hard to tell apart (UTS 39 §4). Asks nobody. */
import { domainToUnicode } from 'node:url';
import { organisationOf } from '../path/hosts.ts';
import { confusableLetters } from './confusable-letters.ts';

const plainLetter = new Map(
  Object.entries(confusableLetters).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)),
);

/** In ASCII as it is read at a glance; null where a letter looks like none of ASCII, as in an honest name of another script. */
function readAsAscii(name: string): string | null {
  let read = '';
  for (const letter of name) {
    const plain = letter <= '\u007f' ? letter : plainLetter.get(letter);
    if (plain === undefined) return null;
    read += plain;
  }
  return read;
}

/** Two names with the same one are hard to tell apart. @param name in ASCII and small letters */
const skeleton = (name: string): string =>
  name.replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/cl/g, 'd').replace(/[1i]/g, 'l').replace(/0/g, 'o').replace(/-/g, '');

const mixedScripts = /\p{Script=Latin}.*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}].*\p{Script=Latin}/u;

/** What a domain looks like, by the organisations that the reader knows. */
interface LookAlikes {
  /**
   * @param domain in A-labels
   * @returns the domain that it only looks like; the empty string where it only mixes scripts in one word; null where nothing is odd
   */
  resembles(domain: string): string | null;
}

/** @param known domains of the reader and of people who write; the more familiar first */
export function createLookAlikes(known: readonly string[]): LookAlikes {
  const organisations = new Set<string>();
  const bySkeleton = new Map<string, string>();
  for (const domain of known) {
    const organisation = organisationOf(domain) ?? domain;
    organisations.add(organisation);
    const shape = skeleton(organisation);
    if (!bySkeleton.has(shape)) bySkeleton.set(shape, organisation);
  }
  return {
    resembles(domain) {
      const own = organisationOf(domain) ?? domain;
      if (organisations.has(own)) return null;
      const written = domainToUnicode(own) || own;
      const read = readAsAscii(written);
      const familiar = read === null ? undefined : bySkeleton.get(skeleton(read));
      if (familiar !== undefined && familiar !== own) return familiar;
      if (read !== null && read !== written) return read;
      return written.split('.').some((label) => mixedScripts.test(label)) ? '' : null;
    },
  };
}
