/** Settings of an account whose mail comes from a server and leaves by one. */
import { type AccountSettings, serverOf } from '../../electron/contract/accounts.ts';

export interface ServerAccount extends AccountSettings {
  readonly incoming: Extract<AccountSettings['incoming'], { host: string }>;
  readonly outgoing: Extract<AccountSettings['outgoing'], { host: string }>;
}

/** Throws where one of them stays on this computer. */
export function onServers(settings: AccountSettings): ServerAccount {
  const [incoming, outgoing] = [serverOf(settings.incoming), serverOf(settings.outgoing)];
  if (!incoming || !outgoing) throw new Error('the account has a side without a server');
  return { ...settings, incoming, outgoing };
}
