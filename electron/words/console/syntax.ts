/** The commands that can be typed in the console, by protocol: how each is written. What they do is said in the files of the languages. */
import type { ConsoleProtocol } from '../../contract/console.ts';

/** Names of what stands in a command, as the RFCs name it. */
type ConsoleArgument =
  | 'name'
  | 'address'
  | 'text'
  | 'octets'
  | 'mechanism'
  | 'user'
  | 'password'
  | 'digest'
  | 'message'
  | 'lines'
  | 'mailbox'
  | 'set'
  | 'items'
  | 'criteria'
  | 'flags'
  | 'extensions'
  | 'script'
  | 'string'
  | 'pairs'
  | 'rights'
  | 'entry'
  | 'language'
  | 'url';

interface ConsoleCommand {
  /** As it is typed, without what follows. */
  readonly name: string;
  /** All of it, with its arguments by their names. */
  readonly syntax: string;
  readonly takes: readonly ConsoleArgument[];
  /** Words that can follow, for completion. */
  readonly values?: readonly string[];
}

const command = (syntax: string, takes: readonly ConsoleArgument[] = [], values?: string): ConsoleCommand => ({
  name: /^(?:UID )?[A-Z][A-Z0-9]*(?: (?:FROM|TO):)?/.exec(syntax)?.[0] ?? syntax,
  syntax,
  takes,
  ...(values === undefined ? {} : { values: values.split(' ') }),
});

const mechanisms = 'PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256 XOAUTH2 OAUTHBEARER';
const sieveMechanisms = mechanisms.replace(/\S+/g, '"$&"');
const mailParameters = 'SIZE= BODY=8BITMIME BODY=BINARYMIME SMTPUTF8 RET=FULL RET=HDRS ENVID= AUTH=<> REQUIRETLS';
const recipientParameters = 'NOTIFY=NEVER NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;';
const fetchItems = 'FLAGS ENVELOPE BODYSTRUCTURE INTERNALDATE RFC822.SIZE UID BODY[] BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT] (FLAGS';
const searchKeys = 'ALL UNSEEN SEEN FLAGGED DELETED ANSWERED SINCE BEFORE ON FROM TO SUBJECT BODY TEXT LARGER SMALLER UID NOT OR';
const storeItems = 'FLAGS +FLAGS -FLAGS +FLAGS.SILENT -FLAGS.SILENT \\Seen \\Flagged \\Deleted \\Answered \\Draft';

export const consoleSyntax: Readonly<Record<ConsoleProtocol, readonly ConsoleCommand[]>> = {
  smtp: [
    command('EHLO name', ['name']),
    command('HELO name', ['name']),
    command('MAIL FROM:<address>', ['address', 'extensions'], mailParameters),
    command('RCPT TO:<address>', ['address', 'extensions'], recipientParameters),
    command('DATA'),
    command('BDAT octets LAST', ['octets'], 'LAST'),
    command('RSET'),
    command('VRFY text', ['text']),
    command('EXPN text', ['text']),
    command('HELP'),
    command('NOOP'),
    command('STARTTLS'),
    command('AUTH mechanism', ['mechanism'], mechanisms),
    command('ETRN name', ['name']),
    command('LHLO name', ['name']),
    command('BURL url LAST', ['url'], 'LAST'),
    command('ATRN name', ['name']),
    command('TURN'),
    command('XCLIENT pairs', ['pairs'], 'NAME= ADDR= PORT= PROTO= HELO= LOGIN='),
    command('XFORWARD pairs', ['pairs'], 'NAME= ADDR= PORT= PROTO= HELO= IDENT= SOURCE='),
    command('VERB'),
    command('ONEX'),
    command('SEND FROM:<address>', ['address']),
    command('SOML FROM:<address>', ['address']),
    command('SAML FROM:<address>', ['address']),
    command('QUIT'),
  ],
  pop3: [
    command('USER user', ['user']),
    command('PASS password', ['password']),
    command('APOP user digest', ['user', 'digest']),
    command('AUTH mechanism', ['mechanism'], mechanisms),
    command('CAPA'),
    command('STLS'),
    command('STAT'),
    command('LIST message', ['message']),
    command('UIDL message', ['message']),
    command('RETR message', ['message']),
    command('TOP message lines', ['message', 'lines']),
    command('DELE message', ['message']),
    command('RSET'),
    command('NOOP'),
    command('UTF8'),
    command('LANG language', ['language']),
    command('LAST'),
    command('XTND command', ['text'], 'XMIT XLST'),
    command('XCLIENT pairs', ['pairs'], 'ADDR= PORT= SESSION= TTL='),
    command('RPOP user', ['user']),
    command('QUIT'),
  ],
  imap: [
    command('CAPABILITY'),
    command('STARTTLS'),
    command('LOGIN user password', ['user', 'password']),
    command('AUTHENTICATE mechanism', ['mechanism'], mechanisms),
    command('ENABLE extensions', ['extensions'], 'IMAP4rev2 UTF8=ACCEPT CONDSTORE QRESYNC'),
    command('ID NIL'),
    command('NAMESPACE'),
    command('LIST "" pattern', ['mailbox'], '"" "*" "%" INBOX'),
    command('LSUB "" pattern', ['mailbox'], '"" "*" "%"'),
    command('STATUS mailbox (items)', ['mailbox', 'items'], 'INBOX (MESSAGES UNSEEN UIDNEXT UIDVALIDITY)'),
    command('SELECT mailbox', ['mailbox'], 'INBOX'),
    command('EXAMINE mailbox', ['mailbox'], 'INBOX'),
    command('FETCH set items', ['set', 'items'], fetchItems),
    command('SEARCH criteria', ['criteria'], searchKeys),
    command('STORE set +FLAGS (flags)', ['set', 'flags'], storeItems),
    command('COPY set mailbox', ['set', 'mailbox']),
    command('MOVE set mailbox', ['set', 'mailbox']),
    command('UID FETCH set items', ['set', 'items'], fetchItems),
    command('UID SEARCH criteria', ['criteria'], searchKeys),
    command('UID STORE set +FLAGS (flags)', ['set', 'flags'], storeItems),
    command('UID COPY set mailbox', ['set', 'mailbox']),
    command('UID MOVE set mailbox', ['set', 'mailbox']),
    command('UID EXPUNGE set', ['set']),
    command('APPEND mailbox (flags) {octets}', ['mailbox', 'flags', 'octets'], 'INBOX (\\Seen)'),
    command('IDLE'),
    command('DONE'),
    command('EXPUNGE'),
    command('CREATE mailbox', ['mailbox']),
    command('RENAME mailbox mailbox', ['mailbox']),
    command('DELETE mailbox', ['mailbox']),
    command('SUBSCRIBE mailbox', ['mailbox']),
    command('UNSUBSCRIBE mailbox', ['mailbox']),
    command('GETQUOTAROOT mailbox', ['mailbox'], 'INBOX'),
    command('CHECK'),
    command('UNSELECT'),
    command('CLOSE'),
    command('NOOP'),
    command('SORT (criteria) UTF-8 keys', ['criteria'], '(DATE) (SUBJECT) (FROM) (SIZE) (REVERSE UTF-8 ALL'),
    command('UID SORT (criteria) UTF-8 keys', ['criteria'], '(DATE) (SUBJECT) (FROM) (SIZE) (REVERSE UTF-8 ALL'),
    command('THREAD algorithm UTF-8 keys', ['criteria'], 'REFERENCES ORDEREDSUBJECT UTF-8 ALL'),
    command('UID THREAD algorithm UTF-8 keys', ['criteria'], 'REFERENCES ORDEREDSUBJECT UTF-8 ALL'),
    command('ESEARCH IN (mailboxes) keys', ['mailbox', 'criteria'], 'IN'),
    command('REPLACE message mailbox (flags) {octets}', ['message', 'mailbox', 'flags', 'octets']),
    command('UID REPLACE uid mailbox (flags) {octets}', ['mailbox', 'flags', 'octets']),
    command('UIDBATCHES size', ['octets']),
    command('COMPRESS DEFLATE', [], 'DEFLATE'),
    command('GETQUOTA root', ['text'], '""'),
    command('SETQUOTA root (resources)', ['text'], '"" (STORAGE (MESSAGE'),
    command('GETACL mailbox', ['mailbox'], 'INBOX'),
    command('SETACL mailbox user rights', ['mailbox', 'user', 'rights'], 'INBOX'),
    command('DELETEACL mailbox user', ['mailbox', 'user'], 'INBOX'),
    command('LISTRIGHTS mailbox user', ['mailbox', 'user'], 'INBOX'),
    command('MYRIGHTS mailbox', ['mailbox'], 'INBOX'),
    command('GETMETADATA mailbox entry', ['mailbox', 'entry'], '"" INBOX'),
    command('SETMETADATA mailbox (entry value)', ['mailbox', 'entry'], '"" INBOX'),
    command('GETANNOTATION mailbox entry attribute', ['mailbox', 'entry'], '"" INBOX'),
    command('SETANNOTATION mailbox entry (attribute value)', ['mailbox', 'entry'], '"" INBOX'),
    command('NOTIFY SET (mailboxes events)', ['mailbox'], 'NONE SET STATUS (SELECTED (INBOXES (PERSONAL'),
    command('CANCELUPDATE "tag"', ['string']),
    command('CONVERSIONS "type" "type"', ['string']),
    command('CONVERT set ("type") items', ['set', 'items']),
    command('LANGUAGE language', ['language']),
    command('COMPARATOR "collation"', ['string']),
    command('GENURLAUTH url mechanism', ['url']),
    command('RESETKEY mailbox', ['mailbox'], 'INBOX'),
    command('URLFETCH url', ['url']),
    command('GETJMAPACCESS'),
    command('UNAUTHENTICATE'),
    command('PROXYAUTH user', ['user']),
    command('XLIST "" pattern', ['mailbox'], '"" "*" "%"'),
    command('RLIST "" pattern', ['mailbox'], '"" "*" "%"'),
    command('RLSUB "" pattern', ['mailbox'], '"" "*" "%"'),
    command('SCAN "" pattern text', ['mailbox', 'string'], '"" "*" "%"'),
    command('XAPPLEPUSHSERVICE pairs', ['pairs']),
    command('LOGOUT'),
  ],
  managesieve: [
    command('CAPABILITY'),
    command('STARTTLS'),
    command('AUTHENTICATE "mechanism"', ['mechanism'], sieveMechanisms),
    command('LISTSCRIPTS'),
    command('GETSCRIPT "script"', ['script']),
    command('PUTSCRIPT "script" {octets+}', ['script', 'octets']),
    command('CHECKSCRIPT {octets+}', ['octets']),
    command('HAVESPACE "script" octets', ['script', 'octets']),
    command('SETACTIVE "script"', ['script'], '""'),
    command('RENAMESCRIPT "script" "script"', ['script']),
    command('DELETESCRIPT "script"', ['script']),
    command('NOOP "string"', ['string']),
    command('UNAUTHENTICATE'),
    command('LOGOUT'),
  ],
  raw: [],
};

export interface ConsoleWords {
  /** By protocol and command: one line that says what it does. */
  readonly commands: Readonly<Record<Exclude<ConsoleProtocol, 'raw'>, Readonly<Record<string, string>>>>;
  readonly arguments: Readonly<Record<ConsoleArgument, string>>;
}
