/** UID SEARCH (RFC 9051 §6.4.4), answered as ESEARCH ranges where the server can (RFC 4731): 60 KB less for 10,000 messages. */
import { type Attribute, atom, attributeText, type ParsedResponse, sequence, text } from '../library.ts';
import { type ImapSession, isBad } from '../session.ts';
import { expandSpans, isUid, readSpans, writeUids } from '../uid-set.ts';

/** `newest`: so many of the selected folder's last messages. */
type UidQuery =
  | { all: true }
  | { newest: number }
  | { since: number }
  | { messageId: string }
  | { range: string }
  | { uids: readonly number[] }
  | { deleted: true };

/** Upper bound of results: a server's `1:4294967295` must not fill the memory. */
const mostMessages = 5_000_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** UIDs that match, ascending; only within `run`. */
export async function searchUids(session: ImapSession, query: UidQuery): Promise<number[]> {
  const found: number[] = [];
  let limit = false;
  const extended = session.has('ESEARCH');
  const take = (set: string) => {
    const spans = readSpans(set);
    const uids = spans && expandSpans(spans, mostMessages - found.length);
    if (uids) for (const uid of uids) found.push(uid);
    else limit = true;
  };
  const criteria = criteriaOf(session, query);
  const sending = {
    untagged: {
      esearch: ({ attributes = [] }: ParsedResponse) => {
        const at = attributes.findIndex((attribute) => attributeText(attribute)?.toUpperCase() === 'ALL');
        const set = at < 0 ? null : attributeText(attributes[at + 1]);
        if (set) take(set);
      },
      search: ({ attributes = [] }: ParsedResponse) => {
        for (const attribute of attributes) {
          const uid = Number(attributeText(attribute) ?? Number.NaN);
          if (isUid(uid) && found.length < mostMessages) found.push(uid);
        }
      },
    },
  };
  const plain = () => session.send('UID SEARCH', criteria, sending);
  if (!extended) await plain();
  else
    await session.send('UID SEARCH', [atom('RETURN'), [atom('ALL')], ...criteria], sending).catch(async (error: unknown) => {
      if (session.ended() !== undefined || !isBad(error)) throw error;
      await plain();
      session.unknown.add('ESEARCH');
    });
  if (limit) throw session.fail('limit-exceeded', { command: 'UID SEARCH', detail: { limit: mostMessages } });
  return [...new Set(found)].sort((left, right) => left - right);
}

function criteriaOf(session: ImapSession, query: UidQuery): Attribute[] {
  if ('all' in query) return [atom('ALL')];
  // Message numbers and UIDs ascend together (RFC 9051 §2.3.1.2).
  if ('newest' in query) return [sequence(`${Math.max(1, (session.selected?.exists ?? 0) - query.newest + 1)}:*`)];
  if ('deleted' in query) return [atom('DELETED')];
  if ('uids' in query) return [atom('UID'), sequence(writeUids(query.uids))];
  if ('range' in query) return [atom('UID'), sequence(query.range)];
  if ('since' in query) {
    const day = new Date(query.since);
    return [atom('SINCE'), atom(`${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`)];
  }
  const { messageId } = query;
  // A Message-ID comes from other people's mail. Control characters would end the command, and nothing outside ASCII can match.
  if (messageId === '' || messageId.length > 998 || /[^\u0020-\u007e]/.test(messageId))
    throw session.fail('input-invalid', { detail: { path: 'messageId' } });
  return [atom('HEADER'), atom('MESSAGE-ID'), text(messageId)];
}
