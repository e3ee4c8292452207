/** Texts in which servers and providers say what no response code says: known by their words, whatever the code before them. */

interface ServerText {
  readonly key: string;
  readonly matches: RegExp;
  /** The conditions it comes with; without them any but OK. */
  readonly only?: readonly string[];
  readonly source: string | null;
  /** Its sentence names the command. */
  readonly ofCommand?: true;
}

const code = (name: string, matches: RegExp): ServerText => ({ key: `imap.code.${name}`, matches, only: ['NO'], source: 'RFC 9051 §7.1' });

/** The first that matches counts. */
export const imapTexts: readonly ServerText[] = [
  { key: 'imap.text.appPassword', matches: /app(?:lication)?[- ]?(?:specific )?password/i, source: null },
  {
    key: 'imap.text.webLogin',
    matches: /log ?in via your web browser|sign ?in (?:with|via|on|to) (?:your|the) (?:web|browser)/i,
    source: null,
  },
  { key: 'imap.text.notConnected', matches: /authenticated but not connected/i, source: null },
  {
    key: 'imap.text.basicAuth',
    matches: /BasicAuth(?:Blocked|Disabled)|basic authentication (?:is |has been )?(?:blocked|disabled|retired)/i,
    source: null,
  },
  {
    key: 'imap.text.imapOff',
    matches:
      /not enabled for imap|imap (?:access |service )?(?:is |has been )?(?:disabled|not enabled|not allowed|turned off)|enable imap/i,
    source: null,
  },
  {
    key: 'imap.text.connections',
    matches: /too many (?:simultaneous |concurrent |open )?(?:imap )?connections|max(?:imum)? (?:number of )?connections|connection limit/i,
    source: null,
  },
  {
    key: 'imap.text.throttled',
    matches: /throttl|rate limit|exceeded command or bandwidth|too many (?:invalid|bad|failed|login|auth|commands)|suggested backoff/i,
    source: null,
  },
  {
    key: 'imap.text.encrypt',
    matches:
      /(?:plain-?text|cleartext) (?:auth\w*|passwords?|logins?) (?:is |are )?(?:dis|not )|log ?in (?:is )?disabled|(?:use|issue|need|require)\w* (?:a )?(?:STARTTLS|TLS|SSL)/i,
    source: 'RFC 9051 §6.2.3',
  },
  {
    key: 'imap.text.idle',
    matches: /inactiv|idle (?:for )?too long|auto-?log ?out|time[d]?[- ]?out|timeout/i,
    only: ['BYE'],
    source: 'RFC 9051 §5.4',
  },
  {
    key: 'imap.text.shutdown',
    matches: /shut(?:ting)?[- ]?down|going down|restart|maintenance/i,
    only: ['BYE', 'NO'],
    source: 'RFC 9051 §7.1.5',
  },
  {
    key: 'imap.text.wrongState',
    matches:
      /not (?:yet )?(?:authenticated|logged in|signed in)|(?:no mailbox|mailbox not|no folder) (?:is )?selected|(?:invalid|wrong|illegal|in this) state|(?:log ?in|select|authenticate) first/i,
    only: ['NO', 'BAD'],
    source: 'RFC 9051 §3',
    ofCommand: true,
  },
  {
    key: 'imap.text.unknownCommand',
    matches:
      /(?:unknown|unrecogni[sz]ed|unsupported|invalid) (?:or unsupported )?command|command (?:not |un)(?:recogni[sz]ed|known|supported|implemented)|not implemented/i,
    only: ['NO', 'BAD'],
    source: 'RFC 9051 §7.1.3',
    ofCommand: true,
  },
  code(
    'OVERQUOTA',
    /over ?quota|quota (?:has been |was |is )?exceeded|exceed\w* (?:the |your )?quota|(?:mailbox|mail box|account) (?:is )?full|out of (?:disk )?space/i,
  ),
  code('ALREADYEXISTS', /already exists/i),
  code(
    'NONEXISTENT',
    /(?:mailbox|folder)(?: \S{1,80})? (?:does ?n[o']t exist|does not exist|not found)|no such (?:mailbox|folder)|unknown (?:mailbox|folder)|nonexistent/i,
  ),
  code('NOPERM', /permission denied|access (?:is )?denied|not (?:allowed|permitted)|insufficient (?:rights|permission)/i),
];
