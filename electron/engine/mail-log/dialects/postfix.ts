/**
 * Lines of Postfix (postlog(1), bounce(8), smtpd(8), postscreen(8), …, versions 2 to 3.10). What stands after the queue id is the same for
 * short and for long queue ids (`enable_long_queue_ids`). Knows no file and no story.
 */
import type { LogLineKind } from '../../../contract/delivery/mail-log.ts';
import { bare, type Change, type Entry, entryOf, type MessageFacts, type Outcome, outcomeOf, senderShown } from '../entry.ts';
import { readFields } from './fields.ts';
import { firstForm } from './forms.ts';
import { postfixForms } from './postfix-forms.ts';

const entry = entryOf('postfix');

/** Hexadecimal, or of letters and digits with `enable_long_queue_ids` (postconf(5)). */
const queueIdAt = /^([0-9A-F]{5,16}|(?=[A-Za-z]*\d)[0-9A-Za-z]{10,25}|NOQUEUE): /;

const endsWithStatus: ReadonlySet<string> = new Set(['status']);

/**
 * @param program as syslog has it: `postfix/smtpd`, `postfix/submission/smtpd`, `postfix-out/smtp`
 * @param text what stands behind it
 */
export function readPostfix(program: string, text: string): Entry {
  const daemon = program.slice(program.lastIndexOf('/') + 1);
  const queued = queueIdAt.exec(text);
  if (!queued) {
    // A trouble with one message: the level stands before its queue id.
    const troubled = /^(?:warning|error|fatal|panic): ((?=[A-Za-z]*\d)[0-9A-Za-z]{5,25}): /.exec(text)?.[1];
    const queueId = troubled !== undefined && queueIdAt.test(`${troubled}: `) ? troubled : null;
    return firstForm(postfixForms, text, entry, queueId) ?? entry('unexplained', {}, { queueId });
  }
  const [whole, id = ''] = queued;
  const rest = text.slice(whole.length);
  const queueId = id === 'NOQUEUE' ? null : id;
  return ofMessage(daemon, queueId, rest) ?? firstForm(postfixForms, rest, entry, queueId) ?? entry('unexplained', {}, { queueId });
}

function ofMessage(daemon: string, queueId: string | null, text: string): Entry | null {
  if (/^warning: (?:header|body|nested|mime)/.test(text)) return entry('altered', {}, { queueId });
  const action = /^(?:[\w.-]+-)?(reject|discard|hold|redirect|filter|warn|replace|prepend|strip|ignore|bcc|info|delay)(?:_warning)?: /.exec(
    text,
  );
  if (action || text.startsWith('reject_warning: ') || text.startsWith('milter-')) return ofAction(queueId, text, action?.[1] ?? '');
  if (text.startsWith('client=')) return ofClient(queueId, text);
  if (text.startsWith('uid=')) return ofPickup(queueId, text);
  const id = /^(?:resent-)?message-id=(.*)$/.exec(text)?.[1];
  if (id !== undefined) {
    // Postfix notes behind it where it added the field itself.
    const messageId = bare(/^<[^>]*>/.exec(id)?.[0] ?? id.trim());
    // A resent message keeps its own Message-ID: the other one is of the resending (RFC 5322 §3.6.6).
    const isOwn = !text.startsWith('resent-') && messageId !== '';
    return entry('message-id', { id: id.trim() }, { queueId, change: isOwn ? { what: 'facts', facts: { messageId } } : null });
  }
  if (text.startsWith('from=')) return ofQueue(queueId, text);
  if (text.startsWith('to=')) return ofRecipient(daemon, queueId, text);
  // `postsuper -d`: an administrator took it out of the queue.
  if (daemon === 'postsuper' && /^removed\b/.test(text)) return entry('cancelled', {}, { queueId, change: { what: 'discarded' } });
  if (/^removed\b/.test(text)) return entry('completed', {}, { queueId, change: { what: 'completed' } });
  const notice = /^(sender|postmaster) (non-delivery|delay|delivery status|success|[\w -]{1,30}?) ?notification: (\w+)/.exec(text);
  if (notice) {
    const [, whom, about, notified = ''] = notice;
    const kind: LogLineKind =
      whom === 'postmaster'
        ? 'postmaster-sent'
        : about === 'non-delivery'
          ? 'bounce-sent'
          : about === 'delay'
            ? 'delay-sent'
            : 'success-sent';
    return entry(kind, { id: notified }, { queueId, change: { what: 'notice', id: notified } });
  }
  if (/^placed on hold/.test(text)) return entry('held', {}, { queueId, change: { what: 'held', isHeld: true } });
  if (/^released from hold/.test(text)) return entry('thawed', {}, { queueId, change: { what: 'held', isHeld: false } });
  return null;
}

function ofClient(queueId: string | null, text: string): Entry {
  const fields = readFields(text);
  const client = fields.get('orig_client') ?? fields.get('client') ?? '';
  const user = fields.get('sasl_username');
  // Handed on by a content filter that names the queue id it came with (XFORWARD).
  const before = fields.get('orig_queue_id');
  const change: Change | null =
    before !== undefined && queueId !== null ? { what: 'continues', id: before } : { what: 'begins', facts: { client } };
  if (user === undefined) return entry('client', { client }, { queueId, change });
  return entry('signed-in', { client, user }, { queueId, change });
}

function ofPickup(queueId: string | null, text: string): Entry {
  const [, user, from = ''] = /^uid=(\S+) from=(<.*>|\S*)/.exec(text) ?? [];
  const sender = bare(from);
  const facts: MessageFacts = { sender, ...(user === undefined ? {} : { client: `uid ${user}` }) };
  return entry('local-submission', { sender: senderShown(sender), user }, { queueId, change: { what: 'begins', facts } });
}

/** Of qmgr: `from=<…>, size=…, nrcpt=… (queue active)`, `from=<…>, status=expired, returned to sender`. */
function ofQueue(queueId: string | null, text: string): Entry {
  const fields = readFields(text, endsWithStatus);
  const sender = bare(fields.get('from') ?? '');
  const status = fields.get('status') ?? '';
  if (/^(?:force-)?expired/.test(status)) return entry('expired', {}, { queueId, change: { what: 'expired' } });
  const size = /^\d{1,15}/.exec(fields.get('size') ?? '')?.[0];
  const count = /^\d{1,9}/.exec(fields.get('nrcpt') ?? '')?.[0];
  const facts: MessageFacts = { sender, ...(size === undefined ? {} : { size: Number(size) }) };
  return entry('queued', { sender: senderShown(sender), size, count }, { queueId, change: { what: 'facts', facts } });
}

/** Daemons that hand a message to another host; the others put it into a mailbox, or give it to a program that does. */
const relaying: ReadonlySet<string> = new Set(['smtp', 'relay', 'smtps', 'uucp']);

function ofRecipient(daemon: string, queueId: string | null, text: string): Entry {
  const fields = readFields(text, endsWithStatus);
  const address = bare(fields.get('to') ?? '');
  const relay = fields.get('relay') ?? 'none';
  const [, status = '', brackets = ''] = /^([\w-]+)(?:[ ,]+\(?([\s\S]*))?$/.exec(fields.get('status') ?? '') ?? [];
  const said = brackets.replace(/\)$/, '');
  const common = {
    address,
    original: bare(fields.get('orig_to') ?? address),
    relay: relay === 'none' ? null : relay,
    status: fields.get('dsn'),
    text: said,
  };
  const tell = (kind: LogLineKind, outcome: Outcome) =>
    entry(
      kind,
      { recipient: address, relay: relay === 'none' ? undefined : relay, place: said || relay },
      { queueId, reason: outcome.reason, change: { what: 'outcome', outcomes: [outcome] } },
    );
  switch (status) {
    case 'sent': {
      const forwarded = /^forwarded as ([0-9A-Za-z]{5,25})/.exec(said)?.[1];
      if (forwarded !== undefined)
        return entry('forwarded', { recipient: address, id: forwarded }, { queueId, change: { what: 'continues', id: forwarded } });
      if (daemon === 'discard') return tell('discarded', outcomeOf({ ...common, state: 'discarded' }));
      const isRelayed = relaying.has(daemon) || /\[[\d.:a-fA-F]+\]:\d+$/.test(relay);
      return isRelayed && daemon !== 'lmtp'
        ? tell('relayed', outcomeOf({ ...common, state: 'relayed' }))
        : tell('delivered', outcomeOf({ ...common, state: 'delivered' }));
    }
    case 'bounced':
    case 'undeliverable-but-bounced':
      return tell('bounced', outcomeOf({ ...common, state: 'bounced' }));
    case 'expired':
    case 'force-expired':
      return tell('bounced', outcomeOf({ ...common, state: 'expired' }));
    case 'deferred':
    case 'SOFTBOUNCE':
      return tell('deferred', outcomeOf({ ...common, state: 'deferred' }));
    // Only asked, not sent (address_verification, sendmail -bv).
    case 'deliverable':
    case 'undeliverable':
      return entry('verified', { recipient: address }, { queueId });
    default:
      return entry('unexplained', {}, { queueId });
  }
}

/**
 * What access rules, header checks and milters did: `reject: RCPT from host[ip]: 554 5.7.1 …; from=<…> to=<…> proto=… helo=<…>`,
 * `milter-reject: END-OF-MESSAGE from …`, `reject: header Subject: … from …; from=<…> …: 5.7.1 words`.
 */
function ofAction(queueId: string | null, text: string, action: string): Entry {
  const after = text.slice(text.indexOf(': ') + 2);
  const [, stage = '', client] =
    /^([\w-]+(?: [\w-]+)?) from ([^\s:;]*(?:\[[^\]]*\])?(?::\d+)?)/.exec(after) ?? /^(\w+) .{0,500}? from (\S+?);/.exec(after) ?? [];
  const envelope = after.lastIndexOf('; from=<');
  const tail = envelope < 0 ? '' : after.slice(envelope + 2);
  const sender = /^from=<((?:"(?:[^"\\]|\\.)*"|[^>"])*)>/.exec(tail)?.[1];
  const recipient = / to=<((?:"(?:[^"\\]|\\.)*"|[^>"])*)>/.exec(tail)?.[1];
  const facts = { client, stage, action };
  if (action === 'hold' && !text.startsWith('reject_warning'))
    return entry('held', {}, { queueId, change: { what: 'held', isHeld: true } });
  if (action === 'discard') return entry('discarded', { recipient }, { queueId, change: { what: 'discarded' } });
  if (action !== 'reject' || text.startsWith('reject_warning')) return entry('altered', facts, { queueId });
  const own = envelope < 0 ? after.slice(Math.max(0, after.indexOf(': ') + 2)) : after.slice(after.indexOf(': ') + 2, envelope);
  // Of header checks the words stand behind the envelope.
  const said = /helo=<[^>]*>: (.*)$/.exec(tail)?.[1] ?? own;
  const isPassing = /^4\d\d\b|^4\.\d/.test(said);
  const state = isPassing ? 'put-off' : 'rejected';
  const outcomes = recipient === undefined ? [] : [outcomeOf({ address: recipient, state, text: said })];
  const reason = outcomes[0]?.reason ?? outcomeOf({ address: '', state, text: said }).reason;
  const known: MessageFacts = { ...(sender === undefined ? {} : { sender }), ...(client === undefined ? {} : { client }) };
  const isWhole = stage !== 'RCPT';
  return entry(isPassing ? 'put-off' : 'rejected', facts, {
    queueId,
    reason,
    change: { what: 'refused', state, isWhole, facts: known, outcomes },
  });
}
