/**
 * Why a recipient was refused, by the server's words, then by its codes. Words come first: many servers answer 5.7.1 or 5.0.0 to everything,
 * and say the true reason in words. The rules are of no one program: each holds a way in which many say the same.
 */
import type { FailureClass, FailureReason } from '../../../contract/delivery/notices.ts';
import { foreignReasons } from './languages.ts';

/** In this order: the first that fits is taken. What is special stands before what is general. */
const rules: readonly (readonly [FailureReason, RegExp])[] = [
  ['loop', /too many hops|hop ?count|mail(?:ing)? loop|routing loop|loop(?:s|ed)? (?:back|detected)|looping|mail (?:is )?loop/i],
  [
    'not-authenticated',
    /\bDMARC\b|\bSPF\b(?! ?record lookup)|\bDKIM\b|unauthenticated (?:e-?mail|sender)|sender is unauthenticated|not authori[sz]ed to send (?:mail|e-?mail|messages) (?:from|for|on behalf)|invalid ip for sending mail of domain/i,
  ],
  [
    'reverse-name',
    /\bPTR\b|reverse (?:dns|name|lookup|hostname|record)|mismatches client ip|(?:ip )?name lookup failed|rdns|cannot find your (?:reverse )?hostname|client host rejected: cannot find/i,
  ],
  [
    'mailbox-full',
    /(?:mail ?box|account|inbox|user|quota|folder|maildir|storage)[^.\n]{0,40}\b(?:full|exceed|over[- ]?quota|out of (?:storage|space)|too full)|over ?quota|quota (?:is )?exceed|exceed\w*[^.\n]{0,30}quota|out of storage|insufficient (?:user )?storage|disk quota|(?:is|are) full\b|mailfolder is full|not enough (?:storage|disk) space (?:in|for) (?:the )?(?:mail|user)/i,
  ],
  [
    'message-too-large',
    /message (?:is )?(?:too (?:large|big|long)|size (?:exceeds|limit)|larger than)|exceed\w*[^.\n]{0,40}(?:size|length)|size limit|too large (?:for|to)|maximum (?:message )?size|max message size/i,
  ],
  [
    'server-full',
    /insufficient (?:disk|system|main) (?:space|storage|resources)|no space left|disk full|system (?:storage|resources)|out of (?:disk|memory)|file system full|no (?:free )?disk space/i,
  ],
  [
    'spam',
    /\bspam\b|\bUBE\b|\bUCE\b|junk|unsolicited|bulk (?:e-?mail|mail)|virus|malware|phish|looks like (?:spam|junk)|message content rejected|content (?:filter|scan)\w* (?:reject|refus|block)|suspicious/i,
  ],
  [
    'sender-blocked',
    /blacklist|blocklist|black list|block list|blocked (?:using|by|for|because)|\bRBL\b|\bDNSBL\b|spamhaus|barracuda|open relay|(?:bad|poor|low) reputation|reputation|ip(?: address)? (?:is )?(?:blocked|banned|blacklisted|not allowed|denied)|banned|no access from mail server|access denied from|refused (?:connection|mail) from your|your (?:ip|host|server|network)[^.\n]{0,40}(?:block|refus|reject|denied)|connection refused by policy/i,
  ],
  [
    'encryption-needed',
    /must issue a starttls|starttls (?:is )?required|encryption (?:is )?(?:required|needed)|tls (?:is )?required|requires? (?:tls|encryption)|\bMTA-STS\b|\bDANE\b/i,
  ],
  // Before "too many" and "try again": servers say those beside it.
  [
    'greylisted',
    /gr[ea]y-?list|postgrey|you have been deferred|please (?:retry|try again) (?:in|after) \d+ (?:seconds?|minutes?)[^\n]{0,40}(?:first|unknown)|temporarily rejected[^\n]{0,40}first time/i,
  ],
  [
    'rate',
    /rate ?limit|too many (?:messages|connections|recipients|emails|mails|sessions|errors)|throttl|sending (?:rate|limit)|exceeded the (?:rate|maximum number)|try again later, (?:too|rate)|quota for (?:messages|sending)|limit on the number|temporarily deferred due to/i,
  ],
  [
    'mailbox-disabled',
    /(?:account|mail ?box|user|address|recipient|e-?mail account)[^.\n]{0,60}\b(?:disabled|inactive|suspend|deactivat|locked|expired|closed|on hold|temporarily unavailable)|inactive (?:e-?mail )?(?:address|account|user)|disableduser|is (?:currently )?(?:disabled|inactive|suspended)/i,
  ],
  ['moved', /has moved|has been moved|user (?:has )?moved|no longer (?:at|here|with|works)|new address is|address has changed/i],
  [
    'relay-denied',
    /relay(?:ing)?[^.\n]{0,20}\b(?:denied|not (?:permitted|allowed)|prohibited|refused|access denied)|unable to relay|(?:not permitted|not allowed|cannot|can't|won't|unable) to relay|we do not relay|non-accepted domain|rcpthosts|not a relay|(?:remote|external|outside|other) (?:domains?|hosts?|addresses|recipients|mail)[^.\n]{0,20}(?:not (?:supported|allowed|permitted)|disabled)/i,
  ],
  [
    'sender-refused',
    /sender (?:address )?(?:rejected|refused|denied|invalid|unknown|verify failed|not (?:found|allowed|accepted|verified))|mail from[^.\n]{0,30}(?:rejected|refused|denied|not allowed|invalid)|invalid sender|sender(?:'s)? (?:domain|address)[^.\n]{0,60}(?:does not|doesn't|not) (?:exist|resolve|found)|domain of sender|cannot verify the sender|rejected mail from address|server rejected mail from address/i,
  ],
  // Exim says so of a domain that it finds no way to, and of a mailbox that its own domain has not.
  ['unrouteable', /unrout?eable address/i],
  [
    'no-such-domain',
    /host (?:unknown|not found)|unknown (?:host|domain)|no such (?:host|domain)|domain (?:name )?(?:does not exist|not found|doesn't exist|unknown|is invalid)|name (?:or service not known|server: [^\n]{0,80}host not found|service error)|unrout?eable (?:mail domain|domain)|bad (?:destination )?(?:system|host|domain)|(?:domain|host)[^.\n]{0,60}(?:nxdomain|not found)|invalid domain|cannot resolve|could not be resolved|domain[^.\n]{0,20}couldn't be found|destination domain/i,
  ],
  [
    'not-accepting',
    /(?:couldn'?t|could not|can'?t|cannot|unable to) find (?:a |an |any )?(?:mail exchanger|mx|ip address|host named)|no (?:mail exchanger|mx)|null mx|does not accept (?:mail|e-?mail)|no mail (?:server|hosts?)|domain[^.\n]{0,20}(?:accepts|receives) no mail|nullmx|all relevant mx records point to non-existent|mail server address is invalid|no valid (?:mx|hosts)/i,
  ],
  [
    'no-such-user',
    /(?:user|recipient|mail ?box|account|address|addressee|alias|local part|member)[^.\n]{0,60}?\b(?:unknown|not (?:found|known|exist|listed|available here|valid|a valid)|does(?:n't| not) exist|invalid|no longer exists|not recogni[sz]ed|undeliverable|couldn't be found|wasn't found|rejected: user|does(?:n't| not) have an? |has no |not our|unavailable|possibly incorrect|isn't|is not)|(?:unknown|invalid|no such|non-?existent|bad|incorrect|undefined) (?:local |destination |e-?mail |final )?(?:user|recipient|mail ?box|address|account|local part|addressee|alias|person|rcpt)|no (?:valid recipients|mailbox here|such (?:user|person|address|recipient|mailbox)|account by that name|user by that name|(?:e-?mail )?account)|(?:wasn't|was not) found at|not a valid (?:mail ?box|address|user|recipient)|user\w* not in|nosuchuser|recip(?:ient)?notfound|recipient (?:address )?rejected(?!: access denied)|this (?:user|address|account)[^.\n]{0,30}(?:doesn't|does not) (?:have|exist)|sorry, no mailbox|unknown in (?:local|virtual)|destinataire invalide|usuario desconocido|usuário (?:desconhecido|inexistente)|unbekannt/i,
  ],
  [
    'not-allowed',
    /access denied|not (?:permitted|authori[sz]ed|allowed)|permission (?:to post|denied)|may not have permission|policy|prohibited|rejected (?:by|due to|for)|refus\w+ by (?:policy|the recipient)|administrative(?:ly)? prohibit|not (?:a )?member|members? only|rule(?:s)? (?:reject|block)|denied by|security (?:polic|reason)|not accepted (?:due|here)|restricted|groups\.google\.com|blocked/i,
  ],
  [
    'content-refused',
    /attachment[^.\n]{0,40}(?:not allowed|blocked|refused|rejected|prohibited)|(?:message|content|header|body)[^.\n]{0,30}(?:malformed|not allowed|rejected|refused)|5322|mime error|bare (?:lf|cr)|headers? (?:too|missing)|8bit|smtputf8/i,
  ],
  [
    'unreachable',
    /connection (?:timed ?out|refused|reset|lost|dropped|closed|failed|died)|timed ?out|no route to host|network (?:is )?(?:unreachable|error|problem)|(?:wasn't|was not|unable to|could not|couldn't|cannot|can't) (?:able to )?(?:establish|connect|reach|contact)|host (?:is )?(?:down|unreachable)|lost connection|no answer from host|tried all mxs?|too many failures|all mxs? failed|delivery (?:time|attempt)|error transferring|transmission failure|conversation with .{1,80} (?:timed|failed)/i,
  ],
  [
    'expired',
    /(?:been )?in (?:the )?queue too long|too (?:long|old)|retry (?:timeout|time(?:out)?|time not reached)|multiple retries|giving up|give up|expired|could not be (?:sent|delivered) (?:for|after|within)|could not deliver for the last|for (?:past|the last|over) [\d.]+ (?:hours?|days?|minutes?|seconds?)|message (?:could not be delivered(?! to one or more)|timed out)|undeliverable for|deliver(?:y|ed) time expired/i,
  ],
  [
    'server-error',
    /internal (?:server )?error|local (?:error|configuration)|configuration (?:error|problem)|temporar(?:y|ily)|system (?:error|not accepting|problem)|service (?:unavailable|not available|refuse|temporarily|currently)|server (?:error|busy|too busy|unavailable|down)|resources|please try (?:again )?later|try again|unexpected(?:ly)?|mail ?system (?:error|problem|failure)|duplicated message-id|data format error|lookup failure|out of order/i,
  ],
  [
    'protocol-error',
    /protocol (?:error|violation)|syntax error|command (?:not (?:recogni[sz]ed|implemented)|unrecogni[sz]ed|out of sequence)|bad sequence|need (?:rcpt|mail)|invalid (?:command|argument|parameter)/i,
  ],
];

/** By the detail of the enhanced code (RFC 3463 §3, RFC 7505, RFC 7372, RFC 8689 and the IANA registry), where words say nothing. */
const byStatus: Readonly<Record<string, FailureReason>> = {
  '1.0': 'no-such-user',
  '1.1': 'no-such-user',
  '1.2': 'no-such-domain',
  '1.3': 'no-such-user',
  '1.4': 'no-such-user',
  '1.6': 'moved',
  '1.7': 'sender-refused',
  '1.8': 'sender-refused',
  '1.10': 'not-accepting',
  '2.0': 'no-such-user',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'message-too-large',
  '2.4': 'server-error',
  '3.0': 'server-error',
  '3.1': 'server-full',
  '3.2': 'server-error',
  '3.3': 'server-error',
  '3.4': 'message-too-large',
  '3.5': 'server-error',
  '4.0': 'unreachable',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.3': 'unreachable',
  '4.4': 'not-accepting',
  '4.5': 'rate',
  '4.6': 'loop',
  '4.7': 'expired',
  '5.0': 'protocol-error',
  '5.1': 'protocol-error',
  '5.2': 'protocol-error',
  '5.3': 'rate',
  '5.4': 'protocol-error',
  '6.0': 'content-refused',
  '6.1': 'content-refused',
  '6.2': 'content-refused',
  '6.3': 'content-refused',
  '7.0': 'not-allowed',
  '7.1': 'not-allowed',
  '7.2': 'not-allowed',
  '7.4': 'encryption-needed',
  '7.5': 'encryption-needed',
  '7.10': 'encryption-needed',
  '7.20': 'not-authenticated',
  '7.21': 'not-authenticated',
  '7.22': 'not-authenticated',
  '7.23': 'not-authenticated',
  '7.24': 'not-authenticated',
  '7.25': 'reverse-name',
  '7.26': 'not-authenticated',
  '7.27': 'sender-refused',
  '7.28': 'rate',
  '7.29': 'not-authenticated',
};

/** By the reply code alone (RFC 5321 §4.2.3). */
const byReply: Readonly<Record<number, FailureReason>> = {
  421: 'server-error',
  450: 'server-error',
  451: 'server-error',
  452: 'server-full',
  550: 'no-such-user',
  551: 'moved',
  552: 'mailbox-full',
  553: 'no-such-user',
  556: 'not-accepting',
};

/** What boilerplate says too. */
const general: ReadonlySet<FailureReason> = new Set(['server-error', 'expired', 'protocol-error']);

/** Longer texts say no more of why. */
const mostRead = 4_000;

export function reasonOf(text: string, status: string | null, reply: number | null): FailureReason {
  // Folded as the server sent it, the same word may stand on two lines.
  // Dots of an address would end the sentence for the rules.
  const words = text
    .slice(0, mostRead)
    .replace(/\s+/g, ' ')
    .replace(/[\w.+-]{1,64}@[\w.-]{1,253}/g, 'x@x');
  const english = rules.find(([, pattern]) => pattern.test(words))?.[0];
  const isGeneral = english === undefined || general.has(english);
  const said = (isGeneral ? foreignReasons.find(([, pattern]) => pattern.test(words))?.[0] : undefined) ?? english;
  const code = status === null ? undefined : byStatus[status.replace(/^\d\./, '')];
  // For now: the address is there, and something else is missing.
  const coded = code === 'no-such-user' && status?.startsWith('4') ? 'server-error' : code;
  // A full mailbox, a wrong address and a wrong domain have codes of their own, which nobody gives by mistake.
  if (said === undefined || general.has(said)) return coded ?? said ?? (reply === null ? undefined : byReply[reply]) ?? 'unknown';
  if (said === 'not-allowed' && coded !== undefined) return coded;
  return said;
}

const classes: Readonly<Record<FailureReason, FailureClass>> = {
  'no-such-user': 'recipient',
  'no-such-domain': 'recipient',
  unrouteable: 'recipient',
  'mailbox-disabled': 'recipient',
  moved: 'recipient',
  'not-accepting': 'recipient',
  'mailbox-full': 'mailbox-full',
  'message-too-large': 'policy',
  spam: 'policy',
  'sender-blocked': 'policy',
  'not-authenticated': 'policy',
  'reverse-name': 'policy',
  'not-allowed': 'policy',
  'relay-denied': 'policy',
  'sender-refused': 'policy',
  'content-refused': 'policy',
  rate: 'policy',
  greylisted: 'policy',
  'encryption-needed': 'policy',
  loop: 'path',
  unreachable: 'path',
  expired: 'path',
  'server-full': 'system',
  'server-error': 'system',
  'protocol-error': 'system',
  unknown: 'unknown',
};

export const classOf = (reason: FailureReason): FailureClass => classes[reason];
