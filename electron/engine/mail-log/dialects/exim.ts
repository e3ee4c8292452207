/**
 * Lines of Exim's main log (specification, chapter "Log files"), with any `log_selector`. Message ids are of 16 characters, from Exim 4.97 on of
 * 23. Knows no file and no story.
 */
import type { LogLineKind, StoryState } from '../../../contract/delivery/mail-log.ts';
import { bare, type Change, type Entry, entryOf, type MessageFacts, outcomeOf, senderShown } from '../entry.ts';
import { eximForms } from './exim-forms.ts';
import { firstForm } from './forms.ts';

const entry = entryOf('exim');

const messageIdAt = /^([0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4}))(?= |$) ?/;
const flagAt = /^(<=|\(=|=>|->|>>|\*>|\*\*|==) ?/;

/** Whether a text begins as Exim's lines of a message do: its program's name may be any. */
export const isEximMessage = (text: string): boolean => messageIdAt.test(text);

/** @param text what stands behind time, time zone and process: with `+pid` in `log_selector` the process is taken off here */
export function readExim(text: string): Entry {
  const line = text.replace(/^\[\d{1,10}(?:\/\d{1,5})?\] /, '');
  const found = messageIdAt.exec(line);
  const queueId = found?.[1] ?? null;
  const rest = line.slice(found?.[0].length ?? 0);
  const flag = queueId === null ? null : flagAt.exec(rest);
  if (flag) {
    const said = rest.slice(flag[0].length);
    return flag[1] === '<=' || flag[1] === '(=' ? ofArrival(queueId, said) : ofAddress(queueId, flag[1] ?? '', said);
  }
  const refused = readRefusal(queueId, rest);
  if (refused) return refused;
  if (queueId !== null) {
    const change = changeOf(rest);
    if (change) return entry(change.kind, {}, { queueId, change: change.change });
  }
  return firstForm(eximForms, rest, entry, queueId) ?? entry('unexplained', {}, { queueId });
}

/** What is between quotation marks, made blank: a subject or a server's words may look like fields. Linear. */
function blanked(text: string): string {
  let from = text.indexOf('"');
  if (from < 0) return text;
  const parts: string[] = [];
  let done = 0;
  while (from >= 0) {
    let end = from + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    if (end >= text.length) break;
    parts.push(text.slice(done, from + 1), '_'.repeat(end - from - 1));
    done = end;
    from = text.indexOf('"', end + 1);
  }
  parts.push(text.slice(done));
  return parts.join('');
}

const fieldPatterns = { U: /(?:^| )U=(\S+)/, R: /(?:^| )R=(\S+)/, T: /(?:^| )T=(\S+)/, id: /(?:^| )id\*?=(\S+)/ } as const;
const fieldIn = (text: string, name: keyof typeof fieldPatterns): string | undefined => fieldPatterns[name].exec(text)?.[1];

/** `H=name (helo) [address]:port`, of which any part but the last may be missing. */
const hostIn = (text: string): string | undefined => {
  const found = /(?:^| )H=((?:[^\s([\]:]\S*)?(?: ?\([^)]*\))?(?: ?\[[^\]]*\](?::\d+)?)?)/.exec(text)?.[1]?.trim();
  return found === '' ? undefined : found;
};

const quotedPatterns = { T: / T="((?:[^"\\]|\\.)*)"/, C: / C="((?:[^"\\]|\\.)*)"/ } as const;
const quotedIn = (text: string, name: keyof typeof quotedPatterns): string | undefined =>
  quotedPatterns[name].exec(text)?.[1]?.replace(/\\(.)/g, '$1');

const addressAt = /^(?:<[^>]*>|"(?:[^"\\]|\\.)*"\S*|\S+)/;

/** `<= sender H=… U=… P=… S=… id=… T="…" from <…> for … …`; `R=` is the message of which it is a notice. */
function ofArrival(queueId: string | null, said: string): Entry {
  const [written = ''] = addressAt.exec(said) ?? [];
  const sender = bare(written);
  const text = blanked(said);
  const host = hostIn(text);
  const user = fieldIn(text, 'U');
  const about = fieldIn(text, 'R');
  const size = /(?:^| )S=(\d{1,15})/.exec(text)?.[1];
  const messageId = fieldIn(text, 'id');
  const subject = quotedIn(said, 'T');
  const recipients = / for ([^\s"].*)$/
    .exec(text)?.[1]
    ?.split(' ')
    .filter((one) => one.includes('@'));
  const client = host ?? user;
  const facts: MessageFacts = {
    sender,
    ...(client === undefined ? {} : { client }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(messageId === undefined ? {} : { messageId: bare(messageId) }),
    ...(subject === undefined ? {} : { subject }),
    ...(about === undefined || !isEximMessage(about) ? {} : { about }),
    ...(recipients === undefined ? {} : { recipients }),
  };
  const change: Change = { what: 'begins', facts };
  if (facts.about !== undefined) return entry('notice-made', { about: facts.about }, { queueId, change });
  if (host === undefined) return entry('local-submission', { sender: senderShown(sender), user }, { queueId, change });
  return entry('received', { sender: senderShown(sender), client: host }, { queueId, change });
}

interface AddressLine {
  readonly address: string;
  readonly original: string | null;
  readonly place: string;
}

/** `ben <everyone@example.test>`, `ben@example.test (ben2@example.test) <everyone@example.test>`, `|/usr/bin/procmail <ben@example.test>`. */
function readAddress(written: string): AddressLine {
  const [, final = written, original] = /^(.*?)(?: \([^()]*\))?(?: <([^<>]*)>)?$/s.exec(written.trim()) ?? [];
  const isPlace = original !== undefined && (!final.includes('@') || /^[/|:]/.test(final));
  return { address: bare(isPlace ? original : final), original: original ?? null, place: final };
}

/** Fields of a line about an address begin with one of these. */
const fieldsBegin = / (?:F|P|R|T|S|H|X|CV|DN|A|C|QT|DT|PRX|I|ST|OE|L|K|DS|DKIM)=| routing defer | defer \(/;

function ofAddress(queueId: string | null, flag: string, said: string): Entry {
  const text = blanked(said);
  const colon = text.indexOf(': ');
  const isGood = flag !== '**' && flag !== '==';
  const head = text.slice(0, colon < 0 || isGood ? undefined : colon);
  const end = fieldsBegin.exec(head)?.index ?? head.length;
  const { address, original, place } = readAddress(said.slice(0, end));
  const fields = text.slice(end, colon < 0 || isGood ? undefined : colon);
  const host = hostIn(fields);
  const transport = fieldIn(fields, 'T');
  const common = { address, original };
  switch (flag) {
    case '**':
    case '==': {
      // How long it took stands behind the words (`+deliver_time`, `+queue_time`).
      const words = (colon < 0 ? said.slice(end).trim() : said.slice(colon + 2)).replace(/(?: (?:DT|QT)=[\d.dhms]{2,20})+$/, '');
      const isEarly = flag === '==' && (/ defer \(-5[1-3]\)/.test(fields) || /retry time not reached/.test(words));
      const state: StoryState =
        flag === '==' ? 'deferred' : /retry timeout exceeded|too long/i.test(said.slice(end)) ? 'expired' : 'bounced';
      const outcome = outcomeOf({ ...common, state, relay: hostOnly(host), text: words });
      const kind: LogLineKind = isEarly ? 'no-retry-yet' : flag === '==' ? 'deferred' : 'bounced';
      return entry(
        kind,
        { recipient: address, relay: host ?? transport },
        { queueId, reason: isEarly ? null : outcome.reason, change: isEarly ? null : { what: 'outcome', outcomes: [outcome] } },
      );
    }
    case '*>':
      return entry('test-delivery', { recipient: address }, { queueId });
    default: {
      if (/^(?::blackhole:|blackhole|\/dev\/null)/.test(place)) {
        const outcomes = original === null ? [] : [outcomeOf({ ...common, state: 'discarded', text: place })];
        const change: Change = outcomes.length === 0 ? { what: 'discarded' } : { what: 'outcome', outcomes };
        return entry('discarded', { recipient: address }, { queueId, change });
      }
      const isRelayed = flag === '>>' || (host !== undefined && !/lmtp/i.test(transport ?? ''));
      const reply = quotedIn(said, 'C') ?? '';
      if (isRelayed)
        return entry(
          'relayed',
          { recipient: address, relay: host },
          {
            queueId,
            change: { what: 'outcome', outcomes: [outcomeOf({ ...common, state: 'relayed', relay: hostOnly(host), text: reply })] },
          },
        );
      const into = [/^[/|]/.test(place) ? place : null, transport].filter((one) => one !== null && one !== undefined).join(' ');
      const outcome = outcomeOf({ ...common, state: 'delivered', relay: into === '' ? null : into, text: reply });
      return entry('delivered', { recipient: address, place: into }, { queueId, change: { what: 'outcome', outcomes: [outcome] } });
    }
  }
}

/** A host without what it calls itself. */
const hostOnly = (host: string | undefined): string | null => host?.replace(/ ?\([^)]*\)/, '') ?? null;

const refusal =
  /(?:^|[^\w])(temporarily )?rejected (connection|EHLO or HELO|HELO|EHLO|MAIL|RCPT|DATA|after DATA|VRFY|EXPN|ETRN|AUTH|STARTTLS|QUIT|PRDR|BDAT|by local_scan\(\)|during MIME ACL checks|(?:in|by) [\w ()]{1,40})/;

/** `H=name (helo) [address] F=<…> rejected RCPT <…>: words`, `rejected HELO from name [address]: words`. */
function readRefusal(queueId: string | null, text: string): Entry | null {
  if (text.startsWith('SMTP protocol ')) return null;
  const hidden = blanked(text);
  const found = refusal.exec(hidden);
  if (!found) return null;
  const [whole, temporarily, stage = ''] = found;
  const after = text.slice(found.index + whole.length);
  const client = hostIn(hidden) ?? /^(?: [^:]*?)? from ((?:[^\s[]\S* )?(?:\([^)]*\) )?\[[^\]]*\])/.exec(after)?.[1];
  const sender = /(?:^| )F=<([^>]*)>/.exec(hidden)?.[1] ?? (stage === 'MAIL' ? /^ <([^>]*)>/.exec(after)?.[1] : undefined);
  const recipient = stage === 'RCPT' ? /^ <?("(?:[^"\\]|\\.)*"[^>\s:]*|[^>\s:]*)>?/.exec(after)?.[1] : undefined;
  const colon = after.indexOf(': ');
  const words = colon < 0 ? '' : after.slice(colon + 2);
  const state = temporarily === undefined ? 'rejected' : 'put-off';
  const outcomes = recipient ? [outcomeOf({ address: recipient, state, text: words })] : [];
  const reason = outcomes[0]?.reason ?? outcomeOf({ address: '', state, text: words }).reason;
  if (stage === 'connection') return entry('refused-connection', { client }, { queueId, reason });
  if (/HELO|EHLO/.test(stage)) return entry('refused-greeting', { client }, { queueId, reason });
  const facts: MessageFacts = { ...(sender === undefined ? {} : { sender }), ...(client === undefined ? {} : { client }) };
  const isMessage = /MAIL|RCPT|DATA|BDAT|MIME|PRDR|local_scan/.test(stage);
  return entry(
    temporarily === undefined ? 'rejected' : 'put-off',
    { client, stage },
    { queueId, reason, change: isMessage ? { what: 'refused', state, isWhole: stage !== 'RCPT', facts, outcomes } : null },
  );
}

/** Lines about a message as a whole. */
function changeOf(text: string): { readonly kind: LogLineKind; readonly change: Change } | null {
  if (/^Completed\b/.test(text)) return { kind: 'completed', change: { what: 'completed' } };
  if (/^(?:Frozen\b|frozen by|\*\*\* Frozen|Message (?:is|was) frozen|is frozen)/.test(text))
    return { kind: 'frozen', change: { what: 'held', isHeld: true } };
  if (/^(?:Unfrozen\b|unfrozen by|thawed)/.test(text)) return { kind: 'thawed', change: { what: 'held', isHeld: false } };
  if (/^(?:removed by|cancelled by|Cancelled by)/.test(text)) return { kind: 'cancelled', change: { what: 'discarded' } };
  if (/recipients? discarded|discarded recipients|ACL discarded/.test(text)) return { kind: 'discarded', change: { what: 'discarded' } };
  return null;
}
