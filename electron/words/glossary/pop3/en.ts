/** What lines of POP3 mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const pop3English = {
  // The greeting
  'pop3.greeting': 'The server is ready. There is no timestamp in angle brackets, so APOP is not offered.',
  'pop3.greeting.APOP':
    'The server is ready. {timestamp} is its challenge for APOP, which answers it with a digest instead of the password.',
  'pop3.greeting.ERR': {
    means: 'The server refuses the session before anybody has signed in.',
    cause: 'It is overloaded, under maintenance, or takes no more connections from this address.',
    next: 'Try again later; close other programs that read this mailbox.',
  },
  'pop3.greeting.foreign': {
    means: 'This is no greeting of POP3, which begins with +OK or -ERR.',
    cause: 'Another service listens at this port, or something in between answers.',
    next: 'Check host and port: POP3 uses 995 with TLS and 110 with STLS.',
  },
  // Commands
  'pop3.command.USER': 'Gives the user name {user}; the password follows with PASS.',
  'pop3.command.PASS': 'Gives the password as it is: only TLS protects it.',
  'pop3.command.APOP':
    'Signs in as {user} with a digest of the greeting’s timestamp and the password. Whoever listens can try passwords against it.',
  'pop3.command.AUTH': 'Asks with which mechanisms one can sign in; this form is older than CAPA.',
  'pop3.command.CAPA': 'Asks what the server can do. The answer may differ before and after sign-in and STLS.',
  'pop3.command.STLS': 'Asks to encrypt the connection from here on; after the answer the TLS handshake begins.',
  'pop3.command.STAT': 'Asks how many messages there are and how many octets they have in total; those marked for deletion do not count.',
  'pop3.command.LIST': 'Asks for the numbers and lengths of all messages. The numbers hold for this session only.',
  'pop3.command.LIST.one': 'Asks for the length of message {number}.',
  'pop3.command.UIDL':
    'Asks for the unique ids of all messages, which stay the same from one session to the next: so a client knows what it has already.',
  'pop3.command.UIDL.one': 'Asks for the unique id of message {number}.',
  'pop3.command.RETR': 'Fetches the whole message {number}. It stays on the server until it is deleted.',
  'pop3.command.TOP': 'Fetches the header of message {number} and the first {lines} lines of its body.',
  'pop3.command.DELE': 'Marks message {number} for deletion; it is removed only at QUIT.',
  'pop3.command.RSET': 'Takes back all marks for deletion of this session.',
  'pop3.command.NOOP': 'Does nothing; keeps the connection open.',
  'pop3.command.QUIT': 'Ends the session; messages marked for deletion are removed now. Without QUIT they stay.',
  'pop3.command.LAST':
    'Asks for the highest message number fetched so far. It comes from before RFC 1939, which dropped it; UIDL does it better.',
  'pop3.command.UTF8': 'Asks to get user names, replies and message headers in UTF-8 from here on.',
  'pop3.command.LANG': 'Asks for the languages in which the server can answer.',
  'pop3.command.LANG.one': 'Asks to get the texts of the replies in the language {tag}; * leaves the choice to the server.',
  'pop3.command.XTND': 'Calls the extension {name}, which a few servers have and no current standard describes.',
  'pop3.command.XTND.XMIT': 'Asks to send a message over POP3 instead of SMTP; an old extension of qpopper and its clients.',
  'pop3.command.XTND.XLST': 'Asks for one header field of many messages at once; an old extension of a few servers.',
  'pop3.command.XCLIENT': 'A proxy tells the server from which address the user really comes; servers take it only from their own proxies.',
  'pop3.command.RPOP': 'Signs in without a password because of the client’s host and port; long dropped, since both can be forged.',
  'pop3.command.foreign': '{command} belongs to another protocol, such as SMTP, IMAP or HTTP; POP3 does not have it.',
  'pop3.command.empty': 'An empty line, which is no command: the server answers with -ERR.',
  'pop3.command.other': 'The command {command} is not in the glossary.',
  // Positive replies, by the command they answer
  'pop3.OK.USER': 'The server waits for the password. Most say this to every name, so it does not prove that the name exists.',
  'pop3.OK.PASS': 'Signed in. The mailbox is now locked for this session.',
  'pop3.OK.PASS.count': 'Signed in; the mailbox has {count} messages.',
  'pop3.OK.PASS.counts': 'Signed in; the mailbox has {count} messages with {octets} octets.',
  'pop3.OK.AUTH': 'Signed in: the exchange of the mechanism is over. The mailbox is now locked for this session.',
  'pop3.OK.AUTH.list': 'The mechanisms for AUTH follow, one a line.',
  'pop3.OK.CAPA': 'What the server can do follows, one capability a line.',
  'pop3.OK.STLS': 'The server agrees to TLS; the next bytes are the handshake. What was said before counts no more.',
  'pop3.OK.STAT': '{count} messages, {octets} octets in total.',
  'pop3.OK.LIST': 'The numbers and lengths follow, one message a line, up to the dot.',
  'pop3.OK.LIST.count': '{count} messages; their numbers and lengths follow, up to the dot.',
  'pop3.OK.UIDL': 'The unique ids follow, one message a line, up to the dot.',
  'pop3.OK.RETR': 'The message follows, up to the dot.',
  'pop3.OK.RETR.octets': 'The message follows, {octets} octets, up to the dot. Doubled dots do not count; not every server counts exactly.',
  'pop3.OK.TOP': 'The header and the lines that were asked for follow, up to the dot.',
  'pop3.OK.DELE': 'The message is marked for deletion. RSET takes it back; QUIT carries it out.',
  'pop3.OK.RSET': 'No message is marked for deletion any more.',
  'pop3.OK.RSET.count': 'No message is marked for deletion any more; the mailbox has {count}.',
  'pop3.OK.NOOP': 'The connection is alive; nothing else happened.',
  'pop3.OK.QUIT': 'The server ends the session. Messages that were marked are removed now.',
  'pop3.OK.QUIT.left': 'The session ends; what was marked is removed, and {count} messages stay on the server.',
  'pop3.OK.QUIT.empty': 'The session ends; the mailbox is empty now.',
  'pop3.OK.QUIT.deleted': 'The session ends, and the marked messages have been removed.',
  'pop3.OK.LAST': '{number} is the highest message number fetched so far; 0 means none.',
  'pop3.OK.UTF8': 'Names, replies and headers are in UTF-8 from here on.',
  'pop3.OK.LANG': 'The server’s texts come in the chosen language from here on.',
  'pop3.OK.LANG.list': 'The languages follow, one a line.',
  'pop3.OK.XTND': 'The server has the extension and carries it out.',
  'pop3.OK.XCLIENT': 'The server takes the address that the proxy gave.',
  'pop3.OK.other': '{command} succeeded; the command is not in the glossary.',
  // Refusals, by the command they answer
  'pop3.ERR.USER': {
    means: 'The server does not go on with this user name.',
    cause: 'The name is unknown here, or the server takes names and passwords only over TLS.',
    next: 'Check the user name, often the whole address, and the encryption of the account.',
  },
  'pop3.ERR.PASS': {
    means: 'The sign-in was refused.',
    cause: 'The user name or the password is wrong. Some servers say the same of a locked mailbox or too many attempts.',
    next: 'Check the user name and enter the password again; wait a few minutes before further attempts.',
  },
  'pop3.ERR.APOP': {
    means: 'The sign-in with APOP was refused.',
    cause: 'The password is wrong, or the server keeps it only as a hash, with which APOP cannot be checked.',
    next: 'Enter the password again, or choose another way to sign in, over TLS.',
  },
  'pop3.ERR.AUTH': {
    means: 'The sign-in with AUTH was refused.',
    cause: 'The mechanism is not offered here, the user name or password is wrong, or the token has expired.',
    next: 'Compare the mechanism with the SASL line of CAPA; enter the password again or sign in at the provider anew.',
  },
  'pop3.ERR.AUTH.list': {
    means: 'The server does not list its mechanisms in this old form.',
    cause: 'It knows only AUTH with a mechanism, or no AUTH at all; CAPA tells which.',
  },
  'pop3.ERR.CAPA': {
    means: 'The server does not say what it can do.',
    cause: 'It is older than RFC 2449; a client then tries UIDL, TOP and USER and sees.',
  },
  'pop3.ERR.STLS': {
    means: 'The server does not begin TLS here.',
    cause: 'It has no certificate set up for this port, or TLS is running already.',
    next: 'Use port 995, or ask the administrator; nothing secret may follow unencrypted.',
  },
  'pop3.ERR.STAT': {
    means: 'The server cannot say how many messages there are.',
    cause: 'Nobody has signed in yet, or the mailbox cannot be read.',
    next: 'Sign in first; if that was done, the administrator must look at the mailbox.',
  },
  'pop3.ERR.LIST': {
    means: 'There is no list, or no message with this number.',
    cause: 'The number is higher than STAT said, the message is marked for deletion, or nobody has signed in.',
    next: 'Ask again with LIST alone, which names the numbers that are good.',
  },
  'pop3.ERR.UIDL': {
    means: 'The server gives no unique ids.',
    cause: 'It does not know UIDL, which is optional, or there is no such message.',
    next: 'Without unique ids new mail cannot be told from old: let fetched mail be deleted on the server, or use IMAP.',
  },
  'pop3.ERR.RETR': {
    means: 'The message is not handed out.',
    cause: 'It is marked for deletion, has another number, or cannot be read on the server.',
    next: 'Ask for LIST; if the message stands there, the administrator must look at it.',
  },
  'pop3.ERR.TOP': {
    means: 'The server does not give the beginning of this message.',
    cause: 'It does not know TOP, which is optional, or there is no such message; TOP needs a number and a count of lines.',
    next: 'Fetch the whole message with RETR.',
  },
  'pop3.ERR.DELE': {
    means: 'The message is not marked for deletion.',
    cause: 'There is no message with this number, or it is marked already.',
    next: 'Ask for LIST, which names what is left.',
  },
  'pop3.ERR.RSET': {
    means: 'The marks for deletion stay as they are.',
    cause: 'Nobody has signed in, so there are none. To remove nothing, end the connection without QUIT.',
  },
  'pop3.ERR.NOOP': {
    means: 'The server does not take NOOP.',
    cause: 'Before sign-in POP3 allows none; otherwise the session is about to end.',
  },
  'pop3.ERR.QUIT': {
    means: 'The session ends, but not every marked message could be removed.',
    cause: 'The server could not write to the mailbox.',
    next: 'Nothing is lost: what stayed is still there in the next session and is marked again.',
  },
  'pop3.ERR.LAST': { means: 'The server does not know LAST.', cause: 'The command was dropped from POP3 long ago; UIDL took its place.' },
  'pop3.ERR.UTF8': {
    means: 'The server does not go over to UTF-8.',
    cause: 'It lacks the capability UTF8, or sign-in has been done already, when it is too late.',
  },
  'pop3.ERR.LANG': { means: 'The server does not answer in this language.', cause: 'It does not have it; LANG alone lists those it has.' },
  'pop3.ERR.XTND': {
    means: 'The server does not have this extension.',
    cause: 'XTND is an old, rare addition that each server fills otherwise.',
  },
  'pop3.ERR.XCLIENT': {
    means: 'The server does not let this client speak for another.',
    cause: 'Only the addresses of its own proxies may do that.',
  },
  'pop3.ERR.none': {
    means: 'A refusal that answers no command.',
    cause: 'The line before it was empty or came after the sign-in was over; or the server is about to close the connection by itself.',
  },
  'pop3.ERR.foreign': {
    means: '{command} belongs to another protocol, and a POP3 server rightly refuses it.',
    cause: 'The wrong port was chosen, or a command of SMTP, IMAP or HTTP was typed.',
    next: 'Use the commands of POP3: USER, PASS, STAT, LIST, RETR, DELE, QUIT.',
  },
  'pop3.ERR.other': '{command} was refused; neither the command nor this text is in the glossary.',
  // Refusals that the text of the server tells more of
  'pop3.ERR.noMessage': {
    means: 'There is no message with this number in this session.',
    cause: 'Numbers run from 1 to what STAT said; they are given out anew each time.',
    next: 'Ask for LIST, which names the numbers that are good.',
  },
  'pop3.ERR.deleted': {
    means: 'The message is already marked for deletion, and the server treats it as gone.',
    cause: 'It was marked earlier in this session.',
    next: 'To get it back, send RSET before QUIT.',
  },
  'pop3.ERR.unknown': {
    means: 'The server does not know the command {command}.',
    cause: 'It is mistyped, optional and missing here, or allowed only at another time.',
    next: 'CAPA lists what this server has.',
  },
  'pop3.ERR.state': {
    means: '{command} is not allowed at this point of the session.',
    cause:
      'Before sign-in only USER, PASS, APOP, AUTH, STLS, CAPA and QUIT are; after it the others. Some servers say this too where TLS must come first.',
    next: 'Sign in first, with TLS before it where the server asks for it.',
  },
  'pop3.ERR.arguments': {
    means: 'What stands after {command} is missing or cannot be read.',
    cause: 'A number is due for LIST, UIDL, RETR and DELE, two for TOP, a name for USER.',
    next: 'Send the command again with its arguments.',
  },
  'pop3.ERR.encryption': {
    means: 'The server takes no password on an unencrypted connection.',
    cause: 'The account is set to no encryption, or STLS was not sent.',
    next: 'Set the account to TLS (port 995) or STLS (port 110).',
  },
  'pop3.ERR.appPassword': {
    means: 'The password of the web is not taken here: the provider wants one that is made for mail programs.',
    cause: 'Two-step sign-in is on for this account.',
    next: 'Make an application password in the security settings of the provider, or sign in with OAuth.',
  },
  'pop3.ERR.browser': {
    means: 'The provider wants to see the user in a web browser before it lets a mail program in.',
    cause: 'It found the sign-in unusual: a new place, a new program, or many attempts.',
    next: 'Sign in on the provider’s website, confirm what it asks, then try again.',
  },
  'pop3.ERR.popOff': {
    means: 'The account may not be read with POP3.',
    cause: 'POP is switched off in the account’s settings, or by the organisation.',
    next: 'Switch POP on in the provider’s settings, or use IMAP.',
  },
  'pop3.ERR.passwordsOff': {
    means: 'The provider no longer takes passwords from mail programs.',
    cause: 'Basic authentication has been switched off for this mailbox.',
    next: 'Set the account to sign in with OAuth.',
  },
  'pop3.ERR.accountOff': {
    means: 'The account is closed or suspended.',
    cause: 'It was not used for long, not paid for, or misused.',
    next: 'Ask the provider what happened to the account.',
  },
  'pop3.ERR.tooManyAttempts': {
    means: 'The server has counted too many failed or too frequent sign-ins and takes none for a while.',
    cause: 'A wrong password was tried again and again, here or on another device.',
    next: 'Wait, up to an hour; then correct the password on every device.',
  },
  'pop3.ERR.tooManyConnections': {
    means: 'The server takes no more connections of this user or this address.',
    cause: 'Several programs or devices are connected at once.',
    next: 'Close one of them, or wait a few minutes.',
  },
  'pop3.ERR.locked': {
    means: 'The mailbox is in use: POP3 lets one session at a time have it.',
    cause: 'Another program has it open, or an interrupted session still holds the lock.',
    next: 'Close other mail programs; a left-over lock ends by itself after some minutes.',
  },
  'pop3.ERR.mailbox': {
    means: 'The user is known, but the mailbox cannot be opened.',
    cause: 'It is damaged, missing, or on a server that cannot be reached now.',
    next: 'The administrator must look at the mailbox; its log says why.',
  },
  'pop3.ERR.later': {
    means: 'A passing fault of the server: the same may work later.',
    cause: 'It is busy, restarting, or cannot reach its own store.',
    next: 'Nothing need be changed.',
  },
  'pop3.ERR.idle': {
    means: 'The server ends the session because nothing came for too long.',
    cause: 'POP3 asks a server to wait at least ten minutes; many wait less before sign-in. Marked messages are not removed.',
    next: 'Connect again; what was marked must be marked again.',
  },
  'pop3.ERR.shutdown': {
    means: 'The server goes down and ends the session; marked messages are not removed.',
    cause: 'It is restarted or maintained.',
    next: 'Connect again in a few minutes.',
  },
  'pop3.ERR.tooManyErrors': {
    means: 'The server ends the session because of too many wrong commands.',
    cause: 'What speaks to it is not a mail program, or speaks another protocol.',
    next: 'Connect again; HELP is no command of POP3, CAPA is.',
  },
  'pop3.ERR.cancelled': {
    means: 'The server confirms that the sign-in was given up; nobody is signed in.',
    cause: 'The client cancelled with *.',
  },
  // Response codes
  'pop3.code.AUTH': {
    means: 'The server says surely: the user name or the password is the reason.',
    cause: 'A typing error, a changed password, or a password of the web where one for programs is due.',
    next: 'Check the user name and enter the password again.',
  },
  'pop3.code.IN-USE': {
    means: 'User name and password are right, but another session has the mailbox: POP3 lets one at a time.',
    cause: 'Another program has it open, or an interrupted session still holds the lock.',
    next: 'Close other mail programs; a left-over lock ends by itself after some minutes.',
  },
  'pop3.code.LOGIN-DELAY': {
    means: 'The last sign-in was too short a time ago; the password plays no part.',
    cause: 'The server wants a pause between two visits, which CAPA names.',
    next: 'Let the account be checked less often.',
  },
  'pop3.code.SYS/TEMP': {
    means: 'A passing fault of the server, not of the password.',
    cause: 'It is busy, or its mail store or user directory does not answer.',
    next: 'Nothing need be changed.',
  },
  'pop3.code.SYS/PERM': {
    means: 'A fault that stays until somebody mends it; trying again does not help.',
    cause: 'The mailbox is damaged, over quota, disabled, or POP is switched off for it.',
    next: 'Ask the provider, with this line.',
  },
  'pop3.code.UTF8': {
    means: 'This message can be read only in UTF-8 mode.',
    cause: 'Its header holds addresses or text in UTF-8, which older clients cannot read.',
    next: 'Send UTF8 before signing in, or use a client that does.',
  },
  'pop3.code.other': 'The response code {name} is not in the glossary.',
  // Listings
  'pop3.data.LIST': 'Message {number} has {value} octets.',
  'pop3.data.UIDL': 'Message {number} has the unique id {value}.',
  'pop3.data.UIDL.missing': {
    means: 'Message {number} stands here without its unique id, against RFC 1939.',
    cause: 'The server’s index is damaged.',
    next: 'A client cannot know whether it has this message; the administrator must mend the index.',
  },
  'pop3.data.AUTH': 'The server offers the mechanism {name} for AUTH.',
  'pop3.data.LANG': 'The server can answer in {name}, which LANG {tag} chooses.',
  'pop3.data.XTND': 'The field of message {number}: {value}',
  'pop3.data.other': 'A line of the answer to {command}, which is not in the glossary.',
  'pop3.status.none': {
    means: 'The line begins with neither +OK nor -ERR, as every answer of POP3 must.',
    cause: 'The server sends a list where one line is due, or does not speak POP3.',
  },
  // Capabilities
  'pop3.capability.TOP': 'TOP is offered: the header and first lines of a message.',
  'pop3.capability.USER': 'Sign-in with USER and PASS is offered. The password goes over as it is.',
  'pop3.capability.SASL': 'Sign-in with AUTH is offered, with these mechanisms: {value}.',
  'pop3.capability.RESP-CODES': 'A text that begins with a bracket holds a response code, by which a client knows the reason of a refusal.',
  'pop3.capability.LOGIN-DELAY': 'Between two sign-ins at least {value} seconds must pass.',
  'pop3.capability.LOGIN-DELAY.USER':
    'Between two sign-ins {value} seconds or less must pass: it depends on the user and is said after sign-in.',
  'pop3.capability.PIPELINING': 'Several commands may be sent before the first is answered.',
  'pop3.capability.EXPIRE':
    'The server keeps messages for at least {value} days, then it may delete them: what is left there is no archive.',
  'pop3.capability.EXPIRE.USER':
    'The server keeps messages for {value} days or longer, then it may delete them: how long depends on the user and is said after sign-in.',
  'pop3.capability.EXPIRE.0': 'Mail may not be left on the server: it may delete what has been fetched as soon as the session ends.',
  'pop3.capability.EXPIRE.NEVER': 'The server never deletes messages by itself.',
  'pop3.capability.UIDL': 'Messages have unique ids that stay the same, so mail may be left on the server.',
  'pop3.capability.IMPLEMENTATION': 'Which program the server is: {value}.',
  'pop3.capability.STLS': 'The connection can be encrypted with STLS.',
  'pop3.capability.AUTH-RESP-CODE':
    'The server says with [AUTH] when the user name or password is the reason: without the code it is another.',
  'pop3.capability.UTF8': 'After the command UTF8, names, replies and mail come in UTF-8.',
  'pop3.capability.UTF8.USER': 'After the command UTF8 mail comes in UTF-8; user names and passwords may be in UTF-8 too.',
  'pop3.capability.LANG': 'The server can answer in several languages.',
  'pop3.capability.APOP': 'Sign-in with APOP is offered; the challenge stands in the greeting.',
  'pop3.capability.LAST': 'The old command LAST is known too.',
  'pop3.capability.XTND': 'Old extensions are offered with XTND: {value}.',
  'pop3.capability.XCLIENT': 'A proxy may say from which address the user really comes.',
  'pop3.capability.command': 'The command {name} is known, which every POP3 server has anyway.',
  'pop3.capability.X-GOOGLE': '{name} is an extension of Gmail that Google does not describe; mail programs leave it alone.',
  'pop3.capability.XOIP': 'Zimbra lets its own proxy say from which address the user really comes.',
  'pop3.capability.X-MANGLE': 'qpopper can give a message in another form, such as plain text, to small devices.',
  'pop3.capability.X-LOCALTIME': 'The server’s own time and zone: {value}.',
  'pop3.capability.other': 'The capability {name} is not in the glossary.',
  // The message
  'pop3.payload': 'The message as it lies on the server. A line that begins with a dot has a second one in front of it on the wire.',
  'pop3.payload.TOP': 'The header, an empty line and the first lines of the message. A dot at the beginning of a line is doubled here too.',
  'pop3.dot': 'A dot alone on its line ends the list.',
  'pop3.dot.message': 'A dot alone on its line ends the message; it is not part of it.',
} satisfies Readonly<Record<string, Entry>>;
