/** An account's settings as they lie in user data. */
import type { AccountSettings } from '../../../contract/accounts.ts';

/** Null where they are damaged or foreign: one unreadable account must not hide the others. */
export function readSettings(text: string): AccountSettings | null {
  try {
    const value: unknown = JSON.parse(text);
    const isWhole = typeof value === 'object' && value !== null && 'incoming' in value && 'outgoing' in value;
    if (!isWhole) return null;
    const settings = value as AccountSettings; // what `saveAccount` wrote
    // Settings from before there was a choice name no protocol.
    return 'host' in settings.outgoing ? { ...settings, outgoing: { ...settings.outgoing, protocol: 'smtp' } } : settings;
  } catch {
    return null;
  }
}
