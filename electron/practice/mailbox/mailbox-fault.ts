import type { MailboxFault } from '../faults.ts';
import type { AccountMailbox } from './account-mailbox.ts';

/** Changes a mailbox as a fault says; a folder or message that is not there is left alone. `now` in milliseconds since 1970. */
export function applyMailboxFault(mailbox: AccountMailbox, fault: MailboxFault, now: number): void {
  const folder = mailbox.find(fault.folder);
  if (!folder) return;
  switch (fault.change) {
    case 'uidvalidity':
      folder.renumber(mailbox.nextUidValidity());
      break;
    case 'expunge':
      folder.expunge(folder.messages.slice(fault.sequence - 1, fault.sequence));
      break;
    case 'deliver':
      folder.append({ bytes: Buffer.from(fault.bytes, 'utf8'), internalDate: now });
      break;
  }
}
