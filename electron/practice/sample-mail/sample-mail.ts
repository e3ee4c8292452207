/**
 * The mail that is in the practice mailboxes from the beginning: about thirty messages that tell, in English, Spanish
 * and Portuguese, how mail works. It is data built for a given "now"; it knows the store only to put messages in.
 */
import type { MailStore } from '../mailbox/mail-store.ts';
import type { SampleContext, SampleMessage } from './compose.ts';
import { conversationMessages } from './conversation.ts';
import { journeyMessages } from './journeys.ts';
import { letterMessages } from './letters.ts';
import { otherFolderMessages } from './other-folders.ts';
import { welcomeMessages } from './welcome.ts';

/** All sample messages for one person, oldest first. */
export function sampleMessages(context: SampleContext): SampleMessage[] {
  const all = [welcomeMessages, journeyMessages, letterMessages, conversationMessages, otherFolderMessages].flatMap((build) =>
    build(context),
  );
  return all.sort((left, right) => left.at - right.at);
}

/** Fills the first account with everything and welcomes the others. `now` in milliseconds since 1970. */
export function fillWithSampleMail(store: MailStore, now: number): void {
  store.accounts.forEach((account, index) => {
    const context: SampleContext = { owner: account, domain: store.domain, now };
    const messages = index === 0 ? sampleMessages(context) : welcomeMessages(context).sort((left, right) => left.at - right.at);
    for (const { folder, flags, at, bytes } of messages) store.mailboxOf(account).find(folder)?.append({ bytes, flags, internalDate: at });
  });
}
