/** The short name of a person in a row: the display name, unless it could pass for another address. */
import type { Address } from '../../../electron/contract/messages.ts';
import { visible } from '../../ui/text/visible-text.ts';

/** Invisible characters and blanks. */
const unseen = /[\p{C}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;

/** For comparing: signs that are drawn alike are one (NFKC makes an at sign of a wide one), spaces are spaces. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s/gu, ' ').replace(unseen, '').toLowerCase().trim();

/** Punctuation around an address in a text. */
const around = /[\s<>()[\]{}"'“”‘’«»,;:|]+/u;

/**
 * The name to show of a person; the address where the name is blank, or is or holds an address that is not this person's.
 * Empty: there is neither.
 */
export function shortName({ name, address }: Address): string {
  const real = visible(address).trim();
  if (real === '') return visible(name).trim();
  const words = plain(name);
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(words)) return real;
  const own = plain(address);
  return words.split(around).some((word) => word.includes('@') && word !== own) ? real : visible(name).trim();
}
