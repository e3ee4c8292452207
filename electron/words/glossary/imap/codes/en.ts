/** What the glossary says of response codes of IMAP, and texts that say as much, in English. The keys are the catalogue: the other languages must have the same. */
import type { Entry } from '../../entry.ts';

export const imapCodesEnglish = {
  'imap.code.ALERT': 'The server wants the user to read its text; programs must show it.',
  'imap.code.ALREADYEXISTS': {
    means: '{command} failed: what should be created exists already.',
    cause: 'Another program created it, or the name differs only in upper and lower case.',
    next: 'Use what exists, or choose another name.',
  },
  'imap.code.ANNOTATE': 'A note on a message could not be kept: {value} (TOOBIG: too long; TOOMANY: too many).',
  'imap.code.ANNOTATIONS': 'Whether notes on messages are allowed here, and how many octets each may have: {value}.',
  'imap.code.APPENDUID': 'The new message got the unique id {uid} in the folder whose UIDVALIDITY is {validity}.',
  'imap.code.AUTHENTICATIONFAILED': {
    means: 'The user name or password was not accepted.',
    cause: 'The password is wrong or was changed, the account is locked, or the provider wants an application password.',
    next: 'Check user name and password in the account’s settings; sign in to the provider’s web page once.',
  },
  'imap.code.AUTHORIZATIONFAILED': {
    means: 'The password is right, but this user may not act as the user asked for.',
    cause: 'The authorisation identity is set and names another mailbox, to which this user has no right.',
    next: 'Leave the authorisation identity empty, or have the right given.',
  },
  'imap.code.BADCHARSET': {
    means: 'The server does not know the character set of the search. It knows: {value}.',
    cause: 'The server is old and searches only in the character sets it names.',
    next: 'Search again in UTF-8 or US-ASCII.',
  },
  'imap.code.BADCOMPARATOR': {
    means: 'The server knows none of the ways of comparing texts that were asked for.',
    cause: 'The names are those of another server.',
    next: 'Ask with COMPARATOR alone which ones there are.',
  },
  'imap.code.BADEVENT': {
    means: 'NOTIFY asked for an event that the server does not know. It knows: {value}.',
    cause: 'The server supports a part of NOTIFY only.',
    next: 'Ask again with the events it names.',
  },
  'imap.code.BADURL': {
    means: 'The server cannot use this address of a message: {value}.',
    cause: 'The message it names is gone, or lies in a folder the user may not read.',
    next: 'Send the message whole instead of by its parts.',
  },
  'imap.code.CANNOT': {
    means: '{command} can never succeed here, for instance because the name is not allowed.',
    cause: 'The name holds a character the server does not allow, or the folder is one that may not be changed.',
    next: 'Choose another name; trying again does not help.',
  },
  'imap.code.CAPABILITY': 'What the server can do, announced without being asked: {count} capabilities.',
  'imap.code.CLIENTBUG': {
    means: 'The server thinks the client made a mistake.',
    cause: 'The client did something that is allowed but makes no sense, such as asking for the same thing again and again.',
    next: 'Export this session and report it to the author of the program.',
  },
  'imap.code.CLOSED': 'The folder opened before is closed; what follows is about the new one.',
  'imap.code.COMPRESSIONACTIVE': 'The connection is compressed already, by IMAP or by TLS.',
  'imap.code.CONTACTADMIN': {
    means: 'The server cannot help here: its administrator must.',
    cause: 'The account is locked or set up wrongly.',
    next: 'Give the administrator this line and the time.',
  },
  'imap.code.COPYUID': 'The messages UID {from} got the unique ids {to} in the other folder, whose UIDVALIDITY is {validity}.',
  'imap.code.CORRUPTION': {
    means: 'The server found that its data is damaged, and refused {command}.',
    cause: 'A file of the mail store is broken, after a crash or a full disk.',
    next: 'Have the mailbox repaired on the server (doveadm force-resync, reconstruct and the like).',
  },
  'imap.code.EXPIRED': {
    means: 'The password or other credential is right but has expired.',
    cause: 'The provider wants passwords changed from time to time, or the certificate or token is too old.',
    next: 'Change the password with the provider and enter the new one here.',
  },
  'imap.code.EXPUNGEISSUED': {
    means: 'Somebody else has removed messages that {command} named.',
    cause: 'Another program works in the same folder.',
    next: 'The folder is compared again; what is left is done then.',
  },
  'imap.code.HASCHILDREN': {
    means: 'The folder contains other folders and is kept.',
    cause: 'The server deletes only folders without others below them.',
    next: 'Delete the folders below it first.',
  },
  'imap.code.HIGHESTMODSEQ': 'The folder’s latest change has the number {value}; next time only what came after it need be asked for.',
  'imap.code.INPROGRESS': 'The command is still at work. Tag, done and total: {value}.',
  'imap.code.INPROGRESS.none': 'The command is still at work; the server does not say how far.',
  'imap.code.INUSE': {
    means: '{command} failed because somebody else is using the folder.',
    cause: 'Another program or device holds a lock on it.',
    next: 'It is tried again later; close other mail programs if it stays so.',
  },
  'imap.code.LIMIT': {
    means: '{command} failed because a limit of the server was reached.',
    cause: 'There are too many folders, connections, flags, or commands in a short time.',
    next: 'Read the server’s text for which limit it is; close other mail programs, or wait.',
  },
  'imap.code.MAILBOXID': 'The folder’s lasting id is {value}: it stays when the folder is renamed.',
  'imap.code.MAXCONVERTMESSAGES': {
    means: 'The server converts at most {value} messages in one command.',
    cause: 'Too many messages were named.',
    next: 'Ask for fewer at a time.',
  },
  'imap.code.MAXCONVERTPARTS': {
    means: 'The server converts at most {value} parts of a message in one command.',
    cause: 'Too many parts were named.',
    next: 'Ask for fewer at a time.',
  },
  'imap.code.MESSAGELIMIT': {
    means: 'The server handles at most so many messages in one command: {value}. The rest was not done.',
    cause: 'The command named more messages than the limit in CAPABILITY.',
    next: 'Do the rest in further commands.',
  },
  'imap.code.METADATA': {
    means: 'A note with the folder was refused: {value} (MAXSIZE: too long; TOOMANY: too many; NOPRIVATE: no private notes here).',
    cause: 'The server limits the notes that it keeps.',
    next: 'Shorten the note, or remove another one.',
  },
  'imap.code.METADATA.LONGENTRIES': 'Notes longer than asked for were left out; the longest: {value} octets.',
  'imap.code.MODIFIED': {
    means: 'Somebody else changed the messages {value} first; they were left as they are.',
    cause: 'Another program changed their flags since the client last looked.',
    next: 'Their flags are fetched again, and the change is made anew.',
  },
  'imap.code.NEWNAME': {
    means: 'The folder {from} is called {to} now.',
    cause: 'It was renamed elsewhere.',
    next: 'Have the list of folders fetched again.',
  },
  'imap.code.NOMODSEQ': 'This folder does not number its changes: each time all flags must be compared.',
  'imap.code.NONEXISTENT': {
    means: '{command} failed: the folder, or what else it names, does not exist.',
    cause: 'It was deleted or renamed elsewhere, or the name lacks its prefix, such as “INBOX.”.',
    next: 'Have the list of folders fetched again.',
  },
  'imap.code.NOPERM': {
    means: '{command} is not allowed to this user.',
    cause: 'The folder is shared and the right is missing, or the provider has switched this off for the account.',
    next: 'Ask the owner of the folder, or the administrator, for the right.',
  },
  'imap.code.NOTIFICATIONOVERFLOW': {
    means: 'The server has stopped reporting events: there are too many.',
    cause: 'Too many folders are watched, or too much happens in them.',
    next: 'The program looks into the folders itself, or asks for fewer events.',
  },
  'imap.code.NOTSAVED': {
    means: 'The saved search result is empty because the search failed.',
    cause: 'The search before was refused, or the server keeps no results.',
    next: 'Search again before using $.',
  },
  'imap.code.NOUPDATE': {
    means: 'The server will not keep the result of the search {value} up to date.',
    cause: 'It has too many such searches already, or this one is too costly.',
    next: 'The program searches again when it needs the result.',
  },
  'imap.code.OVERQUOTA': {
    means: 'There is no space left: {command} would exceed the limit of the mailbox.',
    cause: 'The mailbox is full, or the number of its messages or folders has reached its limit.',
    next: 'Empty the trash, remove large messages, or ask the administrator for more space.',
  },
  'imap.code.PARSE': 'The server cannot read the header of a message; it may be shown wrongly.',
  'imap.code.PERMANENTFLAGS': 'The flags that the client can change permanently: {value}.',
  'imap.code.PERMANENTFLAGS.none': 'The client can change no flag permanently: the folder is open for reading only.',
  'imap.code.PRIVACYREQUIRED': {
    means: '{command} is allowed only over an encrypted connection.',
    cause: 'The connection is in the clear and the server protects the password.',
    next: 'Choose TLS (port 993) or STARTTLS in the account’s settings.',
  },
  'imap.code.READ-ONLY': 'The folder is open for reading only: flags and messages cannot be changed.',
  'imap.code.READ-WRITE': 'The folder is open for reading and changing.',
  'imap.code.REFERRAL': {
    means: 'The server points to another one: {value}. Postglass never connects to that one by itself.',
    cause: 'The mailbox was moved to another server.',
    next: 'Have the new server confirmed by the administrator before entering it in the account’s settings.',
  },
  'imap.code.SERVERBUG': {
    means: 'The server made a mistake of its own in {command}.',
    cause: 'A part of the server is broken, or it met a message it cannot handle.',
    next: 'Try again; if it stays so, give the administrator this line and the time.',
  },
  'imap.code.TEMPFAIL': {
    means: 'The conversion failed for the moment.',
    cause: 'The converter is overloaded.',
    next: 'Try again in a few minutes.',
  },
  'imap.code.THROTTLED': {
    means: 'The provider slows this account down.',
    cause: 'Too many commands or connections in a short time, often from several programs at once.',
    next: 'It passes by itself; close other mail programs on the same account.',
  },
  'imap.code.TOOBIG': {
    means: 'The message is too large for the server.',
    cause: 'The finished message exceeds the server’s limit for one message.',
    next: 'Make it smaller, for example with a link instead of an attachment.',
  },
  'imap.code.TRYCREATE': {
    means: 'The folder that {command} names does not exist, but can be created.',
    cause: 'It was deleted or renamed elsewhere, or was never created.',
    next: 'Create the folder, then try again.',
  },
  'imap.code.UIDNEXT': 'The next message will get the unique id {value} or a higher one.',
  'imap.code.UIDNOTSTICKY': 'Unique ids change here each time: nothing known about the folder can be kept.',
  'imap.code.UIDREQUIRED': {
    means: '{command} needs unique ids: this session no longer uses message numbers.',
    cause: 'UIDONLY was switched on with ENABLE.',
    next: 'Use the UID form of the command.',
  },
  'imap.code.UIDVALIDITY':
    'While this number ({value}) stays the same, unique ids keep their meaning; if it changes, everything known about the folder is void.',
  'imap.code.UNAVAILABLE': {
    means: 'A part of the server that {command} needs does not answer at the moment.',
    cause: 'The mail store or the user database is down or being serviced. It says nothing about the password.',
    next: 'It is tried again later; if it lasts for hours, tell the administrator.',
  },
  'imap.code.UNDEFINED-FILTER': {
    means: 'The server has no saved search called {value}.',
    cause: 'It was removed, or belongs to another user.',
    next: 'Search with the keys themselves.',
  },
  'imap.code.UNKNOWN-CTE': 'The server cannot decode this part: its transfer encoding is unknown. It can be fetched undecoded with BODY[].',
  'imap.code.UNSEEN': 'Message {value} is the first unread one.',
  'imap.code.URLMECH': 'In which ways the server can protect addresses of messages: {value}.',
  'imap.code.USEATTR': {
    means: 'The role asked for cannot be given to the folder.',
    cause: 'Another folder has this role already, or the server assigns roles itself.',
    next: 'Create the folder without a role, and choose it in the account’s settings.',
  },
  'imap.code.WEBALERT': {
    means: 'Google wants the user to sign in in a browser before mail programs may go on; the address is in the line.',
    cause: 'The sign-in looked unusual: a new place, or many attempts.',
    next: 'Open the provider’s web page yourself, sign in there and confirm that it was you.',
  },
  'imap.code.other': 'The response code {name}, which is not in this glossary.',
  'imap.text.appPassword': {
    means: 'The provider wants an application password here instead of the usual one.',
    cause: 'The account is protected by two-step sign-in, which mail programs with a password cannot do.',
    next: 'Create an application password on the provider’s web page and enter it here, or sign in with OAuth.',
  },
  'imap.text.webLogin': {
    means: 'The provider lets mail programs in only after a sign-in in the browser.',
    cause: 'The attempt looked unusual to it: a new place, a new program, or a changed password.',
    next: 'Sign in on the provider’s web page, confirm that it was you, then try again.',
  },
  'imap.text.notConnected': {
    means: 'Signing in worked, but the server could not open the mailbox behind the account.',
    cause:
      'With Microsoft 365 and Exchange: the user has no mailbox or licence, IMAP is off for it, or a shared mailbox was named wrongly.',
    next: 'Have licence and IMAP checked for this mailbox (Set-CASMailbox -ImapEnabled).',
  },
  'imap.text.basicAuth': {
    means: 'The provider no longer lets mail programs sign in with a password.',
    cause: 'Basic authentication is retired or blocked by a policy; only OAuth is left.',
    next: 'Sign in with OAuth in the account’s settings.',
  },
  'imap.text.imapOff': {
    means: 'IMAP is switched off for this account.',
    cause: 'The provider’s settings, or those of the organisation, allow the web page only.',
    next: 'Switch IMAP on in the mail settings of the provider’s web page, or ask the administrator to.',
  },
  'imap.text.connections': {
    means: 'Too many connections are open for this user or from this address.',
    cause: 'Several programs and devices read the same mailbox at once.',
    next: 'Close mail programs elsewhere or wait; an administrator can raise the limit (Dovecot: mail_max_userip_connections).',
  },
  'imap.text.throttled': {
    means: 'The provider slows this account down, or locks it for a while.',
    cause: 'Too many commands, too much data or too many failed sign-ins in a short time.',
    next: 'It passes by itself, at Gmail within a day; close other mail programs meanwhile.',
  },
  'imap.text.encrypt': {
    means: 'The server wants the connection encrypted before a password is sent.',
    cause: 'The connection is in the clear, or this way of signing in is switched off.',
    next: 'Choose TLS (port 993) or STARTTLS in the account’s settings; by hand, say STARTTLS first.',
  },
  'imap.text.idle': {
    means: 'The server closes the connection because nothing was said for too long.',
    cause: 'Servers end sessions after half an hour without a command, some sooner, also during IDLE.',
    next: 'The program connects again.',
  },
  'imap.text.shutdown': {
    means: 'The server is being shut down or restarted.',
    cause: 'It is being serviced.',
    next: 'The program connects again in a while.',
  },
  'imap.text.wrongState': {
    means: '{command} is not allowed at this point of the session.',
    cause: 'Nobody is signed in yet, or no folder is open.',
    next: 'Sign in first (LOGIN or AUTHENTICATE); for messages open a folder (SELECT).',
  },
  'imap.text.unknownCommand': {
    means: 'The server does not know {command}.',
    cause: 'It lacks the extension, the word is misspelt, or the line began without a tag.',
    next: 'Look in CAPABILITY for the extension; write a tag before the command, as in “a1 NOOP”.',
  },
} satisfies Readonly<Record<string, Entry>>;
