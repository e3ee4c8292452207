/** An account's settings as they lie in user data. */
import type { AccountSettings } from '../../../contract/accounts.ts';

/** Null where they are damaged, or written by something else: one account that cannot be read is no reason to show none. */
export function readSettings(text: string): AccountSettings | null {
  try {
    const value: unknown = JSON.parse(text);
    const isWhole = typeof value === 'object' && value !== null && 'incoming' in value && 'outgoing' in value;
    return isWhole ? (value as AccountSettings) : null; // what `saveAccount` wrote
  } catch {
    return null;
  }
}
