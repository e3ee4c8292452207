/**
 * What servers and large providers mean by their own texts. One table for all protocols: the first pattern that stands in a refusal wins.
 * The patterns repeat nothing without a bound and look only at the head of a line: a line made to be looked at for long costs no more.
 */

interface ProviderText {
  /** Behind `provider.`. */
  readonly key: string;
  readonly pattern: RegExp;
  /** It means the same in answer to a sign-in. */
  readonly ofSignIn?: true;
}

/** Texts of one provider, or of one program: they say more than any code beside them. */
export const ownTexts: readonly ProviderText[] = [
  // Google ends its replies in “gsmtp” and names the page about it as `?p=…`.
  { key: 'gmail.application-password', pattern: /application-specific password required|[?&]p=InvalidSecondFactor/i },
  { key: 'gmail.web-login', pattern: /log in (?:via|with|through) your web browser|[?&]p=WebLoginRequired|web login required|\[WEBALERT/i },
  { key: 'gmail.credentials', pattern: /[?&]p=BadCredentials|username and password not accepted|invalid credentials \(failure\)/i },
  { key: 'gmail.relay', pattern: /invalid credentials for relay|[?&]p=(?:MailRelay|RelayDenied|InvalidRelay)|mail relay denied \[/i },
  { key: 'gmail.sign-in-first', pattern: /[?&]p=WantAuthError/i },
  { key: 'gmail.access-off', pattern: /not enabled for (?:IMAP|POP) (?:use|access)/i },
  { key: 'gmail.connections', pattern: /too many simultaneous connections\. \(failure\)/i },
  { key: 'gmail.bandwidth', pattern: /exceeded (?:command or )?bandwidth limits/i },
  { key: 'gmail.sending-limit', pattern: /daily (?:user |smtp relay )?sending (?:limit|quota)|you have reached a limit for sending mail/i },
  { key: 'gmail.receiving-rate', pattern: /is receiving mail (?:too quickly|at a rate)|[?&]p=ReceivingRate/i },
  { key: 'gmail.dmarc', pattern: /[?&]p=DmarcRejection|unauthenticated email from \S{1,255} is not accepted/i },
  {
    key: 'gmail.unauthenticated',
    pattern:
      /[?&]p=Unauthenticated|the sender is unauthenticated|gmail requires all senders to authenticate|not passed authentication checks/i,
  },
  {
    key: 'gmail.unusual-rate',
    pattern: /[?&]p=UnsolicitedRateLimitError|unusual (?:rate|amount) of (?:unsolicited )?(?:e?mail|messages)/i,
  },
  {
    key: 'gmail.unsolicited',
    pattern: /[?&]p=Unsolicited(?:Message|IP)Error|(?:is|message) likely (?:unsolicited|suspicious)/i,
  },
  {
    key: 'gmail.blocked-content',
    pattern: /[?&]p=BlockedMessage|content presents a potential security issue|detected an illegal attachment|answer(?:=|\/)6590\b/i,
  },
  { key: 'gmail.no-such-user', pattern: /[?&]p=NoSuchUser|email account that you tried to reach does not exist/i },
  { key: 'gmail.inactive', pattern: /[?&]p=DisabledUser|email account that you tried to reach is (?:disabled|inactive)/i },
  { key: 'gmail.full', pattern: /[?&]p=OverQuota|recipient's inbox is out of storage|account that you tried to reach is over quota/i },
  { key: 'gmail.size', pattern: /[?&]p=MaxSizeError|exceeded google's message size limits/i },
  { key: 'gmail.header', pattern: /[?&]p=RfcMessageNonCompliant|not RFC 5322 compliant/i },

  { key: 'microsoft.not-connected', pattern: /user is authenticated but not connected/i },
  { key: 'microsoft.session-ended', pattern: /session invalidated|accesstokenexpired/i },
  { key: 'microsoft.smtp-auth-off', pattern: /smtpclientauthentication is disabled/i },
  { key: 'microsoft.basic-retired', pattern: /basic ?auth(?:entication)? is (?:not supported|disabled|blocked)|basicauthblocked/i },
  {
    key: 'microsoft.security-defaults',
    pattern: /security defaults policy|did not meet the criteria to be authenticated|conditional access/i,
  },
  { key: 'microsoft.credentials', pattern: /^535 5\.7\.(?:3|139) |user credentials were incorrect/i },
  { key: 'microsoft.anonymous', pattern: /\b5\.7\.57\b|not authenticated to send (?:anonymous )?mail/i },
  { key: 'microsoft.send-as', pattern: /\b5\.7\.60\b|\b5\.2\.252\b|sendasdenied|permissions? to send as this sender/i },
  { key: 'microsoft.loop', pattern: /\b5\.4\.14\b/ },
  { key: 'microsoft.restricted', pattern: /RESOLVER\.RST\.(?:NotAuthorized|AuthRequired|Restricted)|\b5\.7\.1(?:24|33|34|36)\b/i },
  { key: 'microsoft.recipient-not-found', pattern: /RESOLVER\.ADR\.|recipient not found by smtp address lookup/i },
  { key: 'microsoft.access-denied', pattern: /^5\d\d 5\.4\.1 .{0,330}recipient address rejected: access denied/i },
  { key: 'microsoft.banned-ip', pattern: /banned sending ip|\b5\.7\.(?:606|607|608|609|511)\b/i },
  { key: 'microsoft.tenant-blocked', pattern: /\b5\.7\.7(?:05|08|50)\b|tenant has exceeded/i },
  { key: 'microsoft.bad-sender', pattern: /bad outbound sender|\b5\.1\.90\b/i },
  {
    key: 'microsoft.sending-limit',
    pattern: /submission quota exceeded|outboundspam|exceeded (?:the )?(?:daily )?(?:message|recipient) limit for/i,
  },
  { key: 'microsoft.concurrent', pattern: /concurrent connections limit exceeded/i },
  {
    key: 'microsoft.ip-reputation',
    pattern: /\b4\.7\.65\d\b|part of their network is on our block list|\b[45]50 (?:SC|DY|OU)-00\d\b|\bRP-00\d\b|\(S3\d{3}\)/,
  },
  { key: 'microsoft.busy', pattern: /\b4\.7\.5\d\d\b|server busy\. please try again later from/i },
  { key: 'microsoft.forwarding', pattern: /\b5\.7\.520\b|does not allow external forwarding/i },
  { key: 'microsoft.connector', pattern: /\b5\.7\.64\b|tenantattribution/i },
  { key: 'microsoft.relay', pattern: /\b5\.7\.54\b|unable to relay(?: recipient| for)?/i },
  { key: 'microsoft.dmarc', pattern: /\b5\.7\.5(?:09|15)\b|does not pass dmarc verification/i },
  { key: 'microsoft.next-hop', pattern: /\b[45]\.4\.3[012]\d\b/ },

  { key: 'yahoo.sign-in', pattern: /\(#(?:AUTH|MBR)\d{3}\)(?! ?(?:server error|temporar))/i },
  { key: 'yahoo.deferred', pattern: /\[TSS?\d\d\]/ },
  { key: 'yahoo.not-verified', pattern: /from: address not verified/i },
  { key: 'yahoo.no-such-user', pattern: /this user doesn't have a \S{1,255} account/i },
  {
    key: 'yahoo.policy',
    pattern: /message not (?:accepted|allowed).{0,40}policy reasons|senders\.yahooinc\.com|postmaster\.yahooinc\.com/i,
  },

  { key: 'apple.relay-address', pattern: /@privaterelay\.appleid\.com/i },
  { key: 'apple.policy', pattern: /\[(?:CS|HM|HME)\d{0,3}\]|support\.apple\.com\/(?:[a-z-]{2,5}\/)?(?:HT204137|102322)/ },
  { key: 'yandex.access-off', pattern: /does not have access rights to this service/i },
  { key: 'mailru.application-password', pattern: /parol prilozheniya|application password is required/i },
  { key: 'netease.authorization-code', pattern: /enter your authorization code|service\.mail\.qq\.com/i },
  { key: 'gmx.no-service', pattern: /postmaster\.(?:gmx|web|1and1|ionos)\.|bad dns ptr resource record/i },
  { key: 'zoho.unusual', pattern: /unusual sending activity detected/i },
  { key: 'zoho.relaying', pattern: /relaying disallowed as/i },
  { key: 'orange.policy', pattern: /(?<!invalid recipient\. )\bOFR_?\d{3}/i },
  { key: 'telekom.contact', pattern: /tosa@rx\.t-online\.de/i },
  { key: 'amazon.not-verified', pattern: /email address is not verified/i },
  { key: 'amazon.throttled', pattern: /throttling failure|maximum sending rate exceeded|daily message quota exceeded/i },
  { key: 'proofpoint.blocked', pattern: /proofpoint\.com/i },
  { key: 'mimecast.policy', pattern: /mimecast\.com/i },

  { key: 'text.dynamic-address', pattern: /spamhaus\.org\/pbl|\bPBL\b|dynamic(?:ally assigned)? ip|residential ip|dial-?up/i },
  { key: 'text.spamhaus', pattern: /spamhaus/i },
  { key: 'text.barracuda', pattern: /barracuda/i },
  { key: 'text.greylist', pattern: /gr[ae]y[- ]?list/i },
  { key: 'text.recipient-table', pattern: /user unknown in (?:virtual|local|relay) (?:mailbox|alias|recipient) table/i },
  {
    key: 'text.not-owned',
    pattern: /not owned by (?:auth |authenticated )?user|sender address is not allowed|not authorized to use .{0,80}as (?:the )?sender/i,
  },
  { key: 'text.not-logged-in', pattern: /sender address rejected: not logged in/i },
  { key: 'text.helo-name', pattern: /need fully[- ]qualified hostname|fully[- ]qualified (?:host|domain) ?name (?:is )?required/i },
  { key: 'text.helo-refused', pattern: /helo command rejected|(?:helo|ehlo) (?:name )?(?:is )?(?:rejected|refused)/i },
  { key: 'text.starttls-first', pattern: /must issue (?:a )?STARTTLS|STARTTLS (?:is )?(?:required|first)|encryption (?:is )?required/i },
  {
    key: 'text.too-early',
    pattern: /improper (?:use of )?(?:smtp )?command pipelining|synchroni[sz]ation error|before (?:the )?(?:greeting|banner)/i,
  },
];

/** Texts that many servers use. They say more than a reply code, or an enhanced code that says only “a rule” or “something”. */
export const commonTexts: readonly ProviderText[] = [
  {
    key: 'text.relay',
    pattern:
      /relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:permitted|allowed)|prohibited)|(?:do not|not permitted to|not allowed to) relay|allowed rcpthosts|remote domains? (?:is |are )?not supported/i,
  },
  { key: 'text.dmarc', pattern: /\bDMARC\b/i },
  { key: 'text.spf', pattern: /\bSPF\b|sender policy framework|not allowed to send mail from|not a permitted sender/i },
  {
    key: 'text.reverse-dns',
    pattern:
      /reverse (?:dns|lookup|hostname|host name)|\brDNS\b|\bPTR\b|cannot find your (?:reverse )?hostname|ip name lookup failed|no reverse/i,
  },
  {
    key: 'text.sender-domain',
    pattern: /sender address rejected: domain not found|domain of sender address|sender domain (?:must|does not|not found)/i,
  },
  {
    key: 'text.recipient-domain',
    pattern: /recipient address rejected: domain not found|host unknown|unrouteable domain|domain (?:does not exist|not found)/i,
  },
  { key: 'text.sender-verify', pattern: /sender verif|callout|could(?: not|n't) verify (?:the )?sender|verification failed for/i },
  {
    key: 'text.user-unknown',
    pattern:
      /(?:user|recipient|mailbox|account|address|alias) (?:is )?(?:unknown|not found|does(?: not|n't) exist|not exist|not known|invalid)|(?:unknown|no such|invalid|nonexistent) (?:user|local user|recipient|mailbox|address|person)|unrouteable address|no mailbox here|not a valid mailbox|not our customer|mailbox unavailable/i,
  },
  { key: 'text.no-recipients', pattern: /no valid recipients|valid RCPT command must precede/i },
  {
    key: 'text.disk-full',
    pattern: /insufficient (?:disk space|system storage)|no space left|disk (?:is )?full|not enough disk space|low disk space/i,
  },
  {
    key: 'text.size',
    pattern:
      /size (?:limit )?exceed|(?:message|mail) (?:is )?too (?:large|big)|exceeds? (?:the )?(?:fixed|maximum|size|message)|larger than/i,
  },
  {
    key: 'text.full',
    pattern: /over ?quota|quota (?:is )?exceeded|mailbox (?:is )?(?:full|over)|out of storage|exceeded (?:its |the )?(?:storage|disk)/i,
  },
  { key: 'text.virus', pattern: /virus|malware|infected|trojan|phish/i },
  {
    key: 'text.attachment',
    pattern:
      /(?:attachment|file type|extension|executable)s? .{0,60}(?:not (?:allowed|permitted|accepted)|blocked|banned|prohibited|rejected)|banned (?:file|content)/i,
  },
  {
    key: 'text.blocklist',
    pattern:
      /spamcop|sorbs\.|uceprotect|invaluement|abuseat|dnsbl|\bRBL\b|black ?list|block ?list|blocked using|\bis listed (?:in|at|on|by)\b/i,
  },
  { key: 'text.spam', pattern: /\bspam|unsolicited|\bUBE\b|\bUCE\b|junk mail|bulk mail/i },
  { key: 'text.sign-ins', ofSignIn: true, pattern: /too many (?:failed |bad |invalid |wrong )?(?:log-?ins?|sign-?ins?|auth\w{0,12})/i },
  {
    key: 'text.connections',
    ofSignIn: true,
    pattern: /(?:too many|maximum) (?:number of )?(?:concurrent |simultaneous |open |smtp )?(?:connections|sessions)/i,
  },
  {
    key: 'text.errors',
    pattern:
      /too many (?:errors|(?:bad|invalid|unknown|unrecognized|unrecognised|syntax|protocol|nonmail) (?:commands?|recipients?|errors?))/i,
  },
  {
    key: 'text.rate',
    pattern:
      /rate[- ]limit|too many (?:messages|e?mails|recipients (?:per|in))|(?:sending|hourly|daily|message|outgoing) (?:rate |mail )?(?:limit|quota)|throttl|too (?:much|fast)/i,
  },
  { key: 'text.loop', pattern: /too many hops|hop count|mail loop|routing loop|loops back|too many received headers/i },
  { key: 'text.line-format', pattern: /(?:line|header) (?:is )?too long|lines? longer than|bare (?:<?LF>?|<?CR>?|newline|linefeed)/i },
  {
    key: 'text.sign-in-first',
    pattern:
      /authentication (?:is )?required|authenticate (?:first|before)|(?:must|please|need to) (?:first )?(?:authenticate|log ?in|sign ?in)|not authenticated|POP before SMTP|SMTP AUTH/i,
  },
  { key: 'text.timeout', ofSignIn: true, pattern: /time(?:d )?-?out|idle (?:for )?too long|inactivity/i },
  {
    key: 'text.local-problem',
    ofSignIn: true,
    pattern:
      /temporary (?:lookup|server|authentication|dns)? ?(?:failure|problem|error)|configuration (?:error|problem)|local (?:problem|error)|queue file write error|try again later\. internal/i,
  },
  {
    key: 'text.account-locked',
    ofSignIn: true,
    pattern: /account (?:has been |is |was )?(?:temporarily )?(?:locked|suspended|disabled|blocked|deactivated|inactive)/i,
  },
  {
    key: 'text.access-denied',
    pattern: /access denied|client host rejected|not welcome|administrative prohibition|blocked by (?:policy|administrator)/i,
  },
];

/** As much of a line as the patterns look at. */
const looked = 600;

/** The entry for a refusal with a text that says more than every code, or null. */
export const ownTextKey = (line: string): string | null => keyIn(ownTexts, line);

/**
 * The entry for a refusal with a text that says more than a code without detail, or null.
 * @param about what the refused command is about
 */
export const commonTextKey = (line: string, about: 'sending' | 'sign-in'): string | null =>
  keyIn(about === 'sending' ? commonTexts : signInTexts, line);

const signInTexts = commonTexts.filter(({ ofSignIn }) => ofSignIn);

function keyIn(texts: readonly ProviderText[], line: string): string | null {
  const head = line.slice(0, looked);
  const key = texts.find(({ pattern }) => pattern.test(head))?.key;
  return key === undefined ? null : `provider.${key}`;
}
