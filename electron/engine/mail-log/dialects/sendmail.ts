/**
 * Lines of Sendmail 8 (Sendmail Installation and Operation Guide, "Logging"; conf `O LogLevel`): `id: from=…`, `id: to=…, stat=…`,
 * `ruleset=…, reject=…`. Knows no file and no story.
 */
import type { LogLineKind, StoryState } from '../../../contract/delivery/mail-log.ts';
import { bare, type Entry, entryOf, type MessageFacts, outcomeOf, senderShown } from '../entry.ts';
import { readFields } from './fields.ts';
import { type Forms, firstForm } from './forms.ts';

const entry = entryOf('sendmail');

const queueIdAt = /^((?=[A-Za-z]*\d)[0-9A-Za-z]{8,20}|NOQUEUE): /;
const toTheEnd: ReadonlySet<string> = new Set(['stat', 'reject', 'error']);

export function readSendmail(text: string): Entry {
  // Solaris numbers its lines.
  const line = text.replace(/^\[ID \d+ [\w.]+\] /, '');
  const found = queueIdAt.exec(line);
  const queueId = found === null || found[1] === 'NOQUEUE' ? null : (found[1] ?? null);
  const rest = found === null ? line : line.slice(found[0].length);
  return ofMessage(queueId, rest) ?? firstForm(forms, rest, entry, queueId) ?? entry('unexplained', {}, { queueId });
}

function ofMessage(queueId: string | null, text: string): Entry | null {
  if (text.startsWith('from=') && queueId !== null) return ofArrival(queueId, text);
  if (text.startsWith('to=') && queueId !== null) return ofRecipients(queueId, text);
  if (/^(?:ruleset|milter|Milter|arg1)[=:]/.test(text) && /(?:^|[ ,])reject=/.test(text)) return ofRefusal(queueId, text);
  if (text.startsWith('STARTTLS=')) {
    const fields = readFields(text, toTheEnd);
    const client = fields.get('relay');
    const isFailed = fields.has('error') || /\bfailed\b|: error/.test(text);
    return entry(isFailed ? 'tls-failed' : 'tls', { client, version: fields.get('version') }, { queueId });
  }
  if (text.startsWith('AUTH=')) {
    const fields = readFields(text);
    return entry('signed-in', { client: fields.get('relay'), user: fields.get('authid') ?? fields.get('user') }, { queueId });
  }
  if (queueId === null) return null;
  const notice = /^([0-9A-Za-z]{8,20}): (DSN|return to sender|sender notify|postmaster notify|return receipt|clone|forward)\b:?(.*)$/.exec(
    text,
  );
  if (notice) {
    const [, id = '', what, words = ''] = notice;
    if (what === 'clone' || what === 'forward') return entry('cloned', { id }, { queueId, change: { what: 'continues', id } });
    const isWarning = what === 'sender notify' || /^\s*(?:Warning|could not send)/i.test(words);
    const kind: LogLineKind =
      what === 'postmaster notify'
        ? 'postmaster-sent'
        : what === 'return receipt'
          ? 'success-sent'
          : isWarning
            ? 'delay-sent'
            : 'bounce-sent';
    return entry(kind, { id }, { queueId, change: { what: 'notice', id } });
  }
  const cloned = /^clone:? (?:([0-9A-Za-z]{8,20})|owner=)/.exec(text);
  if (cloned) {
    const id = cloned[1];
    return entry('cloned', { id }, { queueId, change: id === undefined ? null : { what: 'continues', id } });
  }
  const refused = /^(<?[^\s<>]{1,320}@[^\s<>]{1,255}>?|<?[\w.+-]{1,64}>?)\.\.\. (.+)$/.exec(text);
  if (refused) {
    const [, written = '', words = ''] = refused;
    const state: StoryState = /^(?:Deferred|Transient)|^4\d\d/.test(words) ? 'deferred' : 'bounced';
    const outcome = outcomeOf({ address: bare(written), state, text: words });
    return entry(
      state,
      { recipient: outcome.address, relay: undefined },
      { queueId, reason: outcome.reason, change: { what: 'outcome', outcomes: [outcome] } },
    );
  }
  if (/^done; delay=/.test(text)) return entry('completed', {}, { queueId, change: { what: 'completed' } });
  if (/^(?:discarded|Milter: .*discard|milter=.*discard)/.test(text))
    return entry('discarded', {}, { queueId, change: { what: 'discarded' } });
  if (/quarantine=|\bquarantined?\b/.test(text)) return entry('held', {}, { queueId, change: { what: 'held', isHeld: true } });
  return null;
}

/** `from=…, size=…, class=…, nrcpts=…, msgid=…, proto=…, daemon=…, relay=…` */
function ofArrival(queueId: string, text: string): Entry {
  const fields = readFields(text);
  const sender = bare(fields.get('from') ?? '');
  const size = /^\d{1,15}/.exec(fields.get('size') ?? '')?.[0];
  const relay = fields.get('relay');
  const messageId = bare(fields.get('msgid') ?? '');
  const user = /^(\S+)@localhost$/.exec(relay ?? '')?.[1];
  const facts: MessageFacts = {
    sender,
    ...(relay === undefined ? {} : { client: relay }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(messageId === '' ? {} : { messageId }),
  };
  const change = { what: 'facts', facts } as const;
  if (user !== undefined) return entry('local-submission', { sender: senderShown(sender), user }, { queueId, change });
  return entry('received', { sender: senderShown(sender), client: relay }, { queueId, change });
}

/** Mailers that hand a message to another host. */
const relaying = /^(?:[ed]?smtp8?|dsmtp|relay|tcp|uucp\S*|suucp)$/i;

/** `to=…, ctladdr=…, delay=…, mailer=…, relay=…, dsn=…, stat=…`: the outcome for each recipient. */
function ofRecipients(queueId: string, text: string): Entry {
  const fields = readFields(text, toTheEnd);
  const recipients = splitAddresses(fields.get('to') ?? '');
  const stat = fields.get('stat') ?? '';
  const mailer = fields.get('mailer') ?? '';
  const relay = fields.get('relay');
  const status = fields.get('dsn');
  const said = /^Sent \((.*)\)$/s.exec(stat)?.[1] ?? stat;
  const isSent = /^Sent\b/.test(stat) || (status?.startsWith('2.') ?? false);
  const state: StoryState | null = isSent
    ? relaying.test(mailer)
      ? 'relayed'
      : 'delivered'
    : /^queued\b/.test(stat)
      ? null
      : /^(?:Deferred|Transient parse error|Operating system error|please try|Please try)|^4\d\d\b/.test(stat) ||
          (status?.startsWith('4.') ?? false)
        ? 'deferred'
        : 'bounced';
  const shown = recipients.length > 3 ? `${recipients.slice(0, 3).join(', ')}, …` : recipients.join(', ');
  const facts = { recipient: shown, relay, place: relaying.test(mailer) ? relay : mailer };
  if (stat === '' || state === null) return entry('waiting', facts, { queueId, change: { what: 'facts', facts: { recipients } } });
  const outcomes = recipients.map((address) => {
    const outcome = outcomeOf({ address, state, relay: relay ?? (mailer === '' ? null : mailer), status, text: said });
    // Nothing but the exit status of the mailer (EX_UNAVAILABLE of sysexits.h), which a full mailbox has too.
    return said === 'Service unavailable' ? { ...outcome, reason: 'unknown' as const } : outcome;
  });
  return entry(state, facts, { queueId, reason: outcomes[0]?.reason ?? null, change: { what: 'outcome', outcomes } });
}

/** `<a@example.test>,<b@example.test>`, `a@example.test,b`, `"|/usr/bin/procmail"`. */
function splitAddresses(text: string): string[] {
  const found = text.match(/"(?:[^"\\]|\\.)*"[^,]*|<(?:"(?:[^"\\]|\\.)*"|[^>"])*>|[^,]+/g) ?? [];
  return found.map((one) => bare(one.trim())).filter((one) => one !== '');
}

/** `ruleset=check_rcpt, arg1=<…>, relay=…, reject=550 5.7.1 …`, `Milter: to=<…>, reject=…`. */
function ofRefusal(queueId: string | null, text: string): Entry {
  const at = text.lastIndexOf(', reject=') >= 0 ? text.indexOf('reject=') : 0;
  const words = text.slice(at + 'reject='.length);
  const fields = readFields(text.slice(0, at).replace(/^Milter: /, ''));
  const ruleset = fields.get('ruleset') ?? '';
  const stage = ruleset.replace(/^check_/, '') || (fields.has('to') ? 'rcpt' : 'data');
  const client = fields.get('relay') ?? (ruleset === 'check_relay' ? fields.get('arg1') : undefined);
  const state: StoryState = /^4\d\d\b/.test(words) ? 'put-off' : 'rejected';
  const named = ruleset === 'check_rcpt' ? fields.get('arg1') : fields.get('to');
  const from = ruleset === 'check_mail' ? fields.get('arg1') : fields.get('from');
  const outcomes = named === undefined ? [] : [outcomeOf({ address: bare(named), state, text: words })];
  const reason = outcomes[0]?.reason ?? outcomeOf({ address: '', state, text: words }).reason;
  if (ruleset === 'check_relay') return entry('refused-connection', { client }, { queueId, reason });
  const facts: MessageFacts = { ...(from === undefined ? {} : { sender: bare(from) }), ...(client === undefined ? {} : { client }) };
  return entry(
    state,
    { client, stage },
    { queueId, reason, change: { what: 'refused', state, isWhole: stage !== 'rcpt', facts, outcomes } },
  );
}

/** Lines of no recipient, by their beginning. The first that fits is taken. */
const forms: Forms = [
  [/^starting daemon/, 'started', []],
  [/^(?:stopping daemon|shutting down)/, 'stopped', []],
  [/^(?:restarting|accepting connections again|rereading)/, 'reloaded', []],
  [/^rejecting connections on daemon/, 'too-many', ['client']],
  [/^(?:alias database|.{1,200}: \d+ aliases, longest)/, 'aliases', []],
  [/^(?:runqueue|grew WorkList|running queue|rejecting)/, 'queue-run', []],
  [/^(?:lost input channel from|SMTP: lost) (.+?) to \S+ after (\S+)/, 'lost', ['client', 'stage']],
  [/^lost input channel from (.+?)(?: to |$)/, 'lost', ['client']],
  [/^collect: .*? (?:from|by) (\S+)/, 'lost', ['client']],
  [/^timeout waiting for input from (.+?) during (.+)$/, 'timeout', ['client', 'stage']],
  [/^(?:connect from|SMTP connect from|connection from) (.+)$/, 'connect', ['client']],
  [/^(?:disconnect from|SMTP outgoing connect on|Authentication-Warning:)/, 'debug', []],
  [/^(.+?) did not issue (?:MAIL|EXPN|VRFY|ETRN)/, 'incomplete', ['client']],
  [/^(?:(.+?) )?Possible SMTP (?:RCPT flood|attack)/i, 'too-many', ['client']],
  [/^POSSIBLE ATTACK from (\S+)/, 'too-many', ['client']],
  [/^gethostby(?:addr|name)\((\S+?)\) failed/, 'no-reverse-name', ['client']],
  [/^AUTH failure .*?(?:relay=(.+))?$/, 'sign-in-failed', ['client']],
  [/^AUTH warning|^error: safesasl/, 'warning', []],
  [/^(?:Milter|milter=|Milter \()/, 'filter', ['program']],
  [/^SYSERR\(/, 'error', []],
  [
    /^(?:Losing|savemail panic|problem creating|unable to|My unqualified host name|hash map|NOQUEUE|low on space|rejecting new messages)/,
    'error',
    [],
  ],
  [/^\s*\d+: (?:fl=|dev=|\S+: )|^MCI@|^\(no socket\)/, 'debug', []],
  [/^(?:<-- |--- |>>> |<<< |\d{3}[ -])/, 'debug', []],
  [/^(?:user open|undisclosed|hold|delayed|SMTP|NAME_SERVER|sender|STARTTLS: )/, 'debug', []],
  [/^(?:warning|WARNING|Warning)/, 'warning', []],
];
