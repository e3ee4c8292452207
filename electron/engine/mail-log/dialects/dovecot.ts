/** Lines of Dovecot about delivery (lmtp, lda, sieve), which name a message by its Message-ID alone. The other ones are about reading mail. */
import { bare, type Entry, entryOf, outcomeOf } from '../entry.ts';

const entry = entryOf('dovecot');

const delivery = /^(?:lmtp|lda|deliver)\((?:\d+, ?)?([^)]*)\)/;
const saved = /msgid=(<[^>]*>|[^:,\s]*)(?: \([^)]*\))?: (?:saved mail to|stored mail into mailbox) (.*)$/;
const failed = /msgid=(<[^>]*>|[^:,\s]*)(?: \([^)]*\))?: (?:save failed to|failed to store into mailbox) ([^:]*): (.*)$/;

export function readDovecot(text: string): Entry {
  const user = delivery.exec(text)?.[1];
  if (user === undefined) {
    const client = /(?:rip=|Disconnected from |rip: )([0-9a-fA-F.:]+)/.exec(text)?.[1];
    if (/-login: (?:Login: |Info: Login: )/.test(text)) return entry('signed-in', { client, user: /user=<([^>]*)>/.exec(text)?.[1] });
    if (/auth failed|Auth(?:entication)? fail|password mismatch/i.test(text)) return entry('sign-in-failed', { client });
    if (/-login: (?:Disconnected|Aborted)/.test(text)) return entry('disconnect', { client });
    return entry('other-program', { program: 'dovecot' });
  }
  const good = saved.exec(text);
  if (good) {
    const [, id = '', place = ''] = good;
    const outcome = outcomeOf({ address: user, state: 'delivered', relay: place });
    return entry('saved', { recipient: user, place }, { change: { what: 'saved', messageId: bare(id), outcomes: [outcome] } });
  }
  const bad = failed.exec(text);
  if (bad) {
    const [, id = '', , words = ''] = bad;
    const outcome = outcomeOf({ address: user, state: 'deferred', text: words });
    return entry(
      'deferred',
      { recipient: user, relay: 'dovecot' },
      { reason: outcome.reason, change: { what: 'saved', messageId: bare(id), outcomes: [] } },
    );
  }
  if (/ Connect from /.test(text)) return entry('connect', { client: user });
  if (/Disconnect/.test(text)) return entry('disconnect', { client: user });
  return entry('other-program', { program: 'dovecot' });
}
