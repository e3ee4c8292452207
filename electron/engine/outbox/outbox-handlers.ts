/** The outbox as the contract names it. */
import type { Handlers } from '../../contract/call.ts';
import { fail, failure, succeed } from '../../contract/failure.ts';
import type { outboxCalls } from '../../contract/outbox.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { OutboxReader } from '../cache/user-data/read-outbox.ts';
import { readMailQueue } from '../local/sendmail/mail-queue.ts';
import { readQueueListing } from '../local/sendmail/queue-listing.ts';
import type { Outbox } from './outbox.ts';

const empty = async (done: Promise<{ ok: true } | { ok: false; failure: ReturnType<typeof failure> }>) => {
  const answer = await done;
  return answer.ok ? succeed({}) : answer;
};

export function createOutboxHandlers({
  outbox,
  reader,
}: {
  readonly outbox: Outbox;
  readonly reader: OutboxReader & AccountReader;
}): Handlers<typeof outboxCalls> {
  return {
    'outbox.list': () => succeed(reader.outbox().map(({ item }) => outbox.asShown(item))),
    'outbox.sendNow': ({ id }) => empty(outbox.sendNow(id)),
    'outbox.edit': ({ id }) => outbox.edit(id),
    'outbox.cancel': ({ id }) => empty(outbox.cancel(id)),
    'outbox.resolve': ({ id, as }) => empty(outbox.resolve(id, as)),
    'outbox.look': ({ id }) => outbox.look(id),
    'outbox.fileAgain': ({ id }) => outbox.fileAgain(id),
    'outbox.localQueue': async ({ accountId }) => {
      const outgoing = reader.accounts().find(({ id }) => id === accountId)?.settings.outgoing;
      if (outgoing?.protocol !== 'sendmail') return fail(failure('not-found', { detail: { account: accountId } }));
      const printed = await readMailQueue(outgoing.program);
      return printed.ok ? succeed({ text: printed.value, messages: readQueueListing(printed.value) }) : printed;
    },
    'outbox.clear': () => empty(outbox.clear()),
  };
}
