/** Which commands, data and response codes of IMAP the glossary explains, and where each is defined. */
import { byName } from './by-source.ts';

/** Commands; `UID EXPUNGE` is one of its own, the other UID commands are said like those without UID (RFC 9051 §6.4.9). */
export const imapCommands: Readonly<Record<string, string>> = {
  ...byName({
    'RFC 9051 §6.1.1': 'CAPABILITY',
    'RFC 9051 §6.1.2': 'NOOP',
    'RFC 9051 §6.1.3': 'LOGOUT',
    'RFC 9051 §6.2.1': 'STARTTLS',
    'RFC 9051 §6.2.2': 'AUTHENTICATE',
    'RFC 9051 §6.2.3': 'LOGIN',
    'RFC 9051 §6.3.1': 'ENABLE',
    'RFC 9051 §6.3.2': 'SELECT',
    'RFC 9051 §6.3.3': 'EXAMINE',
    'RFC 9051 §6.3.4': 'CREATE',
    'RFC 9051 §6.3.5': 'DELETE',
    'RFC 9051 §6.3.6': 'RENAME',
    'RFC 9051 §6.3.7': 'SUBSCRIBE',
    'RFC 9051 §6.3.8': 'UNSUBSCRIBE',
    'RFC 9051 §6.3.9': 'LIST',
    'RFC 9051 §6.3.10': 'NAMESPACE',
    'RFC 9051 §6.3.11': 'STATUS',
    'RFC 9051 §6.3.12': 'APPEND',
    'RFC 9051 §6.3.13': 'IDLE',
    'RFC 9051 §6.4.1': 'CLOSE',
    'RFC 9051 §6.4.2': 'UNSELECT',
    'RFC 9051 §6.4.3': 'EXPUNGE',
    'RFC 9051 §6.4.4': 'SEARCH',
    'RFC 9051 §6.4.5': 'FETCH',
    'RFC 9051 §6.4.6': 'STORE',
    'RFC 9051 §6.4.7': 'COPY',
    'RFC 9051 §6.4.8': 'MOVE',
    'RFC 3501 §6.3.9': 'LSUB',
    'RFC 3501 §6.4.1': 'CHECK',
    'RFC 2971 §3.1': 'ID',
    'RFC 4978 §3': 'COMPRESS',
    'RFC 9208 §4.1.1': 'GETQUOTA',
    'RFC 9208 §4.1.2': 'GETQUOTAROOT',
    'RFC 9208 §4.1.3': 'SETQUOTA',
    'RFC 5256 §3': 'SORT THREAD',
    'RFC 4314 §3.1': 'SETACL',
    'RFC 4314 §3.2': 'DELETEACL',
    'RFC 4314 §3.3': 'GETACL',
    'RFC 4314 §3.4': 'LISTRIGHTS',
    'RFC 4314 §3.5': 'MYRIGHTS',
    'RFC 5464 §4.2': 'GETMETADATA',
    'RFC 5464 §4.3': 'SETMETADATA',
    'RFC 5465 §3.1': 'NOTIFY',
    'RFC 7377 §2': 'ESEARCH',
    'RFC 5267 §4.3.5': 'CANCELUPDATE',
    'RFC 5259 §5.1': 'CONVERSIONS',
    'RFC 5259 §6': 'CONVERT',
    'RFC 5255 §3.2': 'LANGUAGE',
    'RFC 5255 §4.7': 'COMPARATOR',
    'RFC 4467': 'GENURLAUTH RESETKEY URLFETCH',
    'RFC 8437 §3': 'UNAUTHENTICATE',
    'RFC 8508 §3.2': 'REPLACE',
    'RFC 2193 §5.1': 'RLIST',
    'RFC 2193 §5.2': 'RLSUB',
    'RFC 9698': 'GETJMAPACCESS',
    'RFC 10022': 'UIDBATCHES',
  }),
  'UID EXPUNGE': 'RFC 4315 §2.1',
};

/** Commands of single providers and of old drafts, which no RFC defines. */
export const imapOwnCommands: ReadonlySet<string> = new Set([
  'XLIST',
  'XAPPLEPUSHSERVICE',
  'GETANNOTATION',
  'SETANNOTATION',
  'PROXYAUTH',
  'SCAN',
  'UID',
]);

/** Words that begin a command of SMTP, POP3 or HTTP, and are no likely tags. */
export const foreignCommands: ReadonlySet<string> = new Set(
  'EHLO HELO LHLO MAIL RCPT AUTH USER PASS STAT RETR GET HEAD POST PUT CONNECT OPTIONS SSH-2.0'.split(' '),
);

/** Under which name the refusal of a command is explained: cause and next step are those of its kind. */
export const imapRefusals: Readonly<Record<string, string>> = {
  ...byName({
    NOOP: 'NOOP CAPABILITY LOGOUT ID NAMESPACE',
    CLOSE: 'CLOSE UNSELECT CHECK',
    LIST: 'LIST XLIST RLIST',
    LSUB: 'LSUB RLSUB',
    SEARCH: 'SEARCH ESEARCH',
    GETACL: 'GETACL LISTRIGHTS MYRIGHTS',
    SETACL: 'SETACL DELETEACL',
    GETMETADATA: 'GETMETADATA GETANNOTATION',
    SETMETADATA: 'SETMETADATA SETANNOTATION',
    LANGUAGE: 'LANGUAGE COMPARATOR',
    GENURLAUTH: 'GENURLAUTH RESETKEY URLFETCH',
    CONVERT: 'CONVERT CONVERSIONS',
    extension: 'CANCELUPDATE GETJMAPACCESS PROXYAUTH SCAN UID UIDBATCHES XAPPLEPUSHSERVICE',
  }),
  ...Object.fromEntries(
    `APPEND AUTHENTICATE COMPRESS COPY CREATE DELETE ENABLE EXAMINE EXPUNGE FETCH GETQUOTA GETQUOTAROOT IDLE LOGIN MOVE NOTIFY RENAME
    REPLACE SELECT SETQUOTA SORT STARTTLS STATUS STORE SUBSCRIBE THREAD UNAUTHENTICATE UNSUBSCRIBE`
      .split(/\s+/)
      .map((name) => [name, name]),
  ),
  'UID EXPUNGE': 'EXPUNGE',
};

/** In which state a command is allowed (RFC 9051 §6). */
export const statesOfCommands: Readonly<Record<string, string>> = byName({
  any: 'CAPABILITY NOOP LOGOUT ID',
  before: 'STARTTLS AUTHENTICATE LOGIN',
  selected: `CLOSE UNSELECT EXPUNGE SEARCH FETCH STORE COPY MOVE CHECK SORT THREAD REPLACE CONVERT`,
});

/** Untagged data. */
export const imapData: Readonly<Record<string, string>> = byName({
  'RFC 9051 §7.1.1': 'OK',
  'RFC 9051 §7.1.2': 'NO',
  'RFC 9051 §7.1.3': 'BAD',
  'RFC 9051 §7.1.4': 'PREAUTH',
  'RFC 9051 §7.1.5': 'BYE',
  'RFC 9051 §7.2.1': 'ENABLED',
  'RFC 9051 §7.2.2': 'CAPABILITY',
  'RFC 9051 §7.3.1': 'LIST',
  'RFC 9051 §7.3.2': 'NAMESPACE',
  'RFC 9051 §7.3.3': 'STATUS',
  'RFC 9051 §7.3.4': 'ESEARCH',
  'RFC 9051 §7.3.5': 'FLAGS',
  'RFC 9051 §7.4.1': 'EXISTS',
  'RFC 9051 §7.5.1': 'EXPUNGE',
  'RFC 9051 §7.5.2': 'FETCH',
  'RFC 3501 §7.3.2': 'RECENT',
  'RFC 3501 §7.2.5': 'SEARCH',
  'RFC 3501 §7.2.3': 'LSUB',
  'RFC 7162 §3.2.10': 'VANISHED',
  'RFC 2971 §3.2': 'ID',
  'RFC 9208 §4.2.1': 'QUOTA',
  'RFC 9208 §4.2.2': 'QUOTAROOT',
  'RFC 5256 §4': 'SORT THREAD',
  'RFC 4314 §3.6': 'ACL',
  'RFC 4314 §3.7': 'LISTRIGHTS',
  'RFC 4314 §3.8': 'MYRIGHTS',
  'RFC 5464 §4.4': 'METADATA',
  'RFC 5255 §3.3': 'LANGUAGE',
  'RFC 5255 §4.8': 'COMPARATOR',
  'RFC 4467': 'GENURLAUTH URLFETCH',
  'RFC 5259 §5.2': 'CONVERSION',
  'RFC 5259 §8.1': 'CONVERTED',
  'RFC 9586': 'UIDFETCH',
  'RFC 9698': 'JMAPACCESS',
  'RFC 10022': 'UIDBATCHES',
});

/** Data of single providers and of old drafts, which no RFC defines. */
export const imapOwnData: ReadonlySet<string> = new Set(['XLIST', 'XAPPLEPUSHSERVICE', 'ANNOTATION']);

/** What data of a name may say besides, and has an entry of its own for. */
export const imapDataVariants: readonly string[] = [
  ...['OK.alive', 'OK.progress', 'BYE.asked', 'ENABLED.none', 'LIST.flat', 'LIST.delimiter', 'ESEARCH.none', 'SEARCH.none'],
  ...['VANISHED.EARLIER', 'ID.none', 'QUOTA.none', 'QUOTAROOT.none', 'SORT.none', 'THREAD.none', 'METADATA.server', 'METADATA.changed'],
  ...['rest', 'rest.end', 'empty', 'foreign', 'other'],
];

/** Response codes: the registry of IANA, and those of providers. */
export const imapCodes: Readonly<Record<string, string>> = {
  ...byName({
    'RFC 9051 §7.1': `ALERT ALREADYEXISTS APPENDUID AUTHENTICATIONFAILED AUTHORIZATIONFAILED BADCHARSET CANNOT CAPABILITY CLIENTBUG CLOSED
      CONTACTADMIN COPYUID CORRUPTION EXPIRED EXPUNGEISSUED HASCHILDREN INUSE LIMIT NONEXISTENT NOPERM OVERQUOTA PARSE PERMANENTFLAGS
      PRIVACYREQUIRED READ-ONLY READ-WRITE SERVERBUG TRYCREATE UIDNEXT UIDNOTSTICKY UIDVALIDITY UNAVAILABLE UNKNOWN-CTE`,
    'RFC 3501 §7.1': 'UNSEEN',
    'RFC 2060 §7.1': 'NEWNAME',
    'RFC 5182': 'NOTSAVED',
    'RFC 4469 §4.1': 'BADURL',
    'RFC 4469 §4.2': 'TOOBIG',
    'RFC 4467': 'URLMECH',
    'RFC 6154 §3': 'USEATTR',
    'RFC 8474 §4': 'MAILBOXID',
    'RFC 5464 §4': 'METADATA',
    'RFC 5257 §4': 'ANNOTATE ANNOTATIONS',
    'RFC 7162 §3.1.2.1': 'HIGHESTMODSEQ',
    'RFC 7162 §3.1.2.2': 'NOMODSEQ',
    'RFC 7162 §3.1.3': 'MODIFIED',
    'RFC 4978 §3': 'COMPRESSIONACTIVE',
    'RFC 2221 §4': 'REFERRAL',
    'RFC 5255 §4.9': 'BADCOMPARATOR',
    'RFC 5259 §9': 'TEMPFAIL MAXCONVERTMESSAGES MAXCONVERTPARTS',
    'RFC 5267 §4.3.1': 'NOUPDATE',
    'RFC 5465 §5.8': 'NOTIFICATIONOVERFLOW',
    'RFC 5465 §3.1': 'BADEVENT',
    'RFC 5466 §3.1': 'UNDEFINED-FILTER',
    'RFC 9585': 'INPROGRESS',
    'RFC 9586': 'UIDREQUIRED',
    'RFC 9738': 'MESSAGELIMIT',
  }),
};

/** Codes of single providers. */
export const imapOwnCodes: ReadonlySet<string> = new Set(['WEBALERT', 'THROTTLED']);

export const imapCodeVariants: readonly string[] = ['PERMANENTFLAGS.none', 'INPROGRESS.none', 'METADATA.LONGENTRIES', 'other'];

/** Codes that come with success, or say nothing of why a command failed: its status says more. */
export const codesBeside: ReadonlySet<string> = new Set(
  `ALERT ANNOTATIONS APPENDUID CAPABILITY CLOSED COPYUID HIGHESTMODSEQ INPROGRESS MAILBOXID PARSE PERMANENTFLAGS READ-ONLY READ-WRITE
  UIDNEXT UIDVALIDITY UNSEEN URLMECH`.split(/\s+/),
);
