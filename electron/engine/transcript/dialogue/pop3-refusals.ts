/**
 * What a POP3 server means by the text behind -ERR, where it is one that servers are known to use. Knows texts only; most servers add no
 * response code (RFC 2449 §8), and all refusals look the same without it.
 */
import type { pop3Sections } from './pop3-sections.ts';

type Refusal = Extract<keyof typeof pop3Sections, `ERR.${string}`>;

interface Wording {
  readonly key: Refusal;
  readonly words: RegExp;
  /** The commands to which the words mean this; all of them where there is none. */
  readonly to?: ReadonlySet<string>;
}

const signIn: ReadonlySet<string> = new Set(['USER', 'PASS', 'APOP', 'AUTH']);
const ofMessages: ReadonlySet<string> = new Set(['LIST', 'UIDL', 'RETR', 'TOP', 'DELE']);
/** Commands that every server has, so that "unknown" tells more than their own refusal would. */
const ofEveryServer: ReadonlySet<string> = new Set(['USER', 'PASS', 'APOP', 'STAT', 'LIST', 'RETR', 'DELE', 'RSET', 'QUIT']);
const unasked: ReadonlySet<string> = new Set(['']);

/** Texts that say more than a response code does: [AUTH] stands before all of the first ones. */
const precise: readonly Wording[] = [
  { key: 'ERR.appPassword', to: signIn, words: /application[- ]specific|app(?:lication)?[- ]?password|authori[sz]ation code/i },
  {
    key: 'ERR.browser',
    to: signIn,
    words: /web ?(?:browser|login)|(?:log|sign) ?in (?:via|through|with|using) (?:your |a )?(?:web|browser)|captcha|unusual/i,
  },
  {
    key: 'ERR.passwordsOff',
    to: signIn,
    words: /basic ?auth|legacy auth|password (?:login|authentication)s? (?:is |are )?(?:disabled|off|not allowed)/i,
  },
  {
    key: 'ERR.popOff',
    to: signIn,
    words:
      /\bpop3?\b.{0,40}\b(?:not enabled|disabled|not allowed|not permitted|turned off|switched off|denied|forbidden)|not enabled for pop/i,
  },
  {
    key: 'ERR.accountOff',
    to: signIn,
    words:
      /\baccount\b.{0,30}\b(?:disabled|suspended|closed|locked|inactive|expired|blocked|deactivated)|\b(?:user|mailbox)\b.{0,20}\b(?:disabled|suspended|inactive|deactivated)/i,
  },
  {
    key: 'ERR.tooManyConnections',
    words:
      /too many (?:\w+ )?(?:connections|sessions|clients)|max(?:imum)?\b.{0,20}\b(?:connection|session)|(?:connection|session)s? limit|simultaneous|concurrent/i,
  },
  { key: 'ERR.tooManyErrors', words: /too many (?:\w+ )?(?:commands|errors|mistakes)/i },
  {
    key: 'ERR.tooManyAttempts',
    to: signIn,
    words: /too many|attempts? (?:exceeded|limit)|rate limit|login limit|temporarily blocked|try again in \d/i,
  },
  {
    key: 'ERR.encryption',
    to: signIn,
    words:
      /(?:plain|clear) ?text|non-secure|insecure|\b(?:STLS|TLS|SSL|encryption)\b.{0,30}\b(?:required|needed|first|mandatory|mode|only)|\b(?:require|must|need|issue|only)\w*.{0,40}\b(?:STLS|TLS|SSL|encrypt)/i,
  },
];

const notKnown =
  /(?:unknown|invalid|unrecogni[sz]ed|unsupported|unimplemented|bad|illegal|undefined)\b.{0,20}\bcommand|command\b.{0,40}\b(?:not |un)(?:known|recogni[sz]ed|supported|implemented|understood|valid|available)|not (?:implemented|supported)|unimplemented|understand/i;

/** Texts that say less than a response code. */
const plain: readonly Wording[] = [
  { key: 'ERR.cancelled', to: new Set(['AUTH']), words: /cancel|aborted|abandon/i },
  {
    key: 'ERR.locked',
    to: signIn,
    words: /\block|\bin use\b|another (?:\w+ )?(?:session|process|client|connection)|already (?:open|logged|connected)/i,
  },
  {
    key: 'ERR.mailbox',
    to: signIn,
    words:
      /(?:can ?no|can'|could ?n|unable|fail)\w*.{0,12}\b(?:open|access|read|find|locate|get|lock|connect)\w*.{0,30}\b(?:mail|inbox|spool|folder|store)|maildir\w* failed|(?:mailbox|maildrop|store).{0,12}\b(?:not available|unavailable|corrupt|damaged)|not connected/i,
  },
  {
    key: 'ERR.PASS',
    to: new Set(['PASS']),
    words: /\b(?:invalid|incorrect|wrong|bad|unknown)\b.{0,30}\b(?:user|login|log ?on|name|pass|cred)/i,
  },
  { key: 'ERR.shutdown', words: /shut(?:ting)? ?down|going down|restart|maintenance/i },
  {
    key: 'ERR.later',
    words:
      /temporar|\blater\b|internal (?:server )?error|server (?:error|busy|unavailable)|service (?:is )?(?:not available|unavailable)|system error|overload/i,
  },
  { key: 'ERR.idle', to: unasked, words: /inactiv|\bidle|auto-?log ?out|time(?:d)? ?-?out/i },
  { key: 'ERR.deleted', to: ofMessages, words: /\bdeleted|\bmarked|\bexpunged/i },
  {
    key: 'ERR.noMessage',
    to: ofMessages,
    words:
      /no such|no message|there'?s no|out of range|not (?:exist|found)|doesn'?t exist|nonexist|non-exist|(?:invalid|bad|illegal|wrong|unknown) (?:message|msg|sequence|number)|only \d+ messages|not that many/i,
  },
  {
    key: 'ERR.state',
    words:
      /(?:this|wrong|current) state|bad sequence|out of (?:sequence|order)|not (?:valid|allowed|permitted) (?:in|at|before|until|now|when)|(?:log ?in|authenticate|sign ?in|USER) (?:\w+ )?first|not (?:logged|signed|authenticated)|already (?:logged|signed|authenticated)|\b(?:AUTHORI[SZ]ATION|TRANSACTION)\b|needs? (?:a )?USER|no user(?:name)? (?:given|specified|yet)|protocol error/i,
  },
  { key: 'ERR.arguments', words: /syntax|argument|parameter|missing|usage|numeric|noise/i },
  { key: 'ERR.unknown', to: ofEveryServer, words: notKnown },
];

/** Of a line that a server wrote, as much is read as servers write. */
const longestRead = 500;

/** The refusal that the text names, before a response code is looked at, or null. */
export const preciseRefusal = (command: string, text: string): Refusal | null => namedBy(precise, command, text);

/** The refusal that the text names where no response code does, or null. */
export const plainRefusal = (command: string, text: string): Refusal | null => namedBy(plain, command, text);

function namedBy(wordings: readonly Wording[], command: string, text: string): Refusal | null {
  const read = text.slice(0, longestRead);
  return wordings.find(({ to, words }) => (to?.has(command) ?? true) && words.test(read))?.key ?? null;
}
