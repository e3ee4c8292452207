/** What a word stands for that is typed as a question: an address, or a name that may be looked for in several domains. Pure. */
import type { NslookupSettings } from './settings.ts';

const part = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const isVersion4 = (text: string): boolean => text.split('.').length === 4 && text.split('.').every((each) => part.test(each));

/** RFC 4291 §2.2. */
function isVersion6(text: string): boolean {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || text.indexOf('::') !== text.lastIndexOf('::')) return false;
  const groups = text.split(':').filter((group) => group !== '');
  const last = groups.at(-1) ?? '';
  const hasVersion4 = last.includes('.');
  const words = hasVersion4 ? groups.slice(0, -1) : groups;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word)) || (hasVersion4 && !isVersion4(last))) return false;
  const count = words.length + (hasVersion4 ? 2 : 0);
  const isShort = text.includes('::');
  // A single colon stands between groups only.
  if (!isShort && (text.startsWith(':') || text.endsWith(':'))) return false;
  return isShort ? count < 8 : count === 8;
}

export const isAddress = (text: string): boolean => isVersion4(text) || isVersion6(text);

/** @returns what is wrong with a name, in nslookup's words; null where nothing is (RFC 1035 §2.3.4) */
export function nameFault(name: string): string | null {
  if (name === '.') return null;
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.includes('')) return 'empty label';
  if (labels.some((label) => label.length > 63)) return 'label too long';
  return name.length > 253 ? 'ran out of space' : null;
}

/** @returns the names that are asked for one after the other, until one exists */
export function namesToAsk(name: string, { usesSearch, search, dots }: Pick<NslookupSettings, 'usesSearch' | 'search' | 'dots'>): string[] {
  const isWhole = name.endsWith('.') || name.split('.').length - 1 >= dots;
  return isWhole || !usesSearch ? [name] : [...search.map((domain) => `${name}.${domain}`), name];
}
