/** What replies of SMTP, by code and by the command they answer, mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../../entry.ts';

export const smtpRepliesEnglish = {
  'smtp.greeting': 'The server {name} is ready; the client must now give its own name with EHLO.',
  'smtp.greeting.masked':
    'The server is ready, but a firewall (Cisco’s mail inspection) has overwritten the greeting with asterisks; it may also hide extensions such as STARTTLS.',
  'smtp.greeting.refused': {
    means: 'The server does not open a session and will close the connection.',
    cause: 'Its reason stands in the line; an answer like this comes before it knows who connects.',
    next: 'Read the reason; if it concerns your IP address, ask the administrator of the network or another one.',
  },
  'smtp.greeting.421': {
    means: 'The server opens no session now and closes the connection.',
    cause: 'It is shutting down, overloaded, or has too many connections from this address.',
    next: 'Wait some minutes; close other programs that use the same account.',
  },
  'smtp.greeting.554': {
    means: 'There is no mail service here for this client: the server will accept nothing but QUIT.',
    cause: 'Your IP address is on a blocklist or not allowed, as with most home connections on port 25.',
    next: 'For sending, use your provider’s server on port 465 or 587; otherwise ask its administrator to lift the block.',
  },
  'smtp.reply.050': 'Sendmail tells what it does, as VERB asked it to. This is not the answer: that follows, with a code of its own.',
  'smtp.reply.211': 'The state of the server, or help, for people to read.',
  'smtp.reply.214': 'Help text for people: usually the commands that the server knows.',
  'smtp.reply.220': 'The server is ready.',
  'smtp.reply.220.STARTTLS': 'Go ahead: the next bytes are the TLS handshake. The client must greet anew afterwards.',
  'smtp.reply.220.XCLIENT': 'The server takes over these facts about the client and begins the session anew.',
  'smtp.reply.221': 'The server closes the connection, as requested.',
  'smtp.reply.235': 'Signed in: from here on the server relays mail for this account.',
  'smtp.reply.250': 'The command was carried out.',
  'smtp.reply.250.EHLO': 'The server returns the greeting; each line that follows names an extension.',
  'smtp.reply.250.HELO': 'The server returns the greeting; after HELO it offers no extensions, so no sign-in and no encryption either.',
  'smtp.reply.250.MAIL FROM': 'The sender’s address is accepted for now; a later answer can still refuse it.',
  'smtp.reply.250.RCPT TO': 'This recipient is accepted. Whether the mailbox exists is often found out only later, and told in a bounce.',
  'smtp.reply.250.DATA':
    'The message is accepted: the server has taken responsibility for it. What follows is often its queue number, by which an administrator finds it in the log.',
  'smtp.reply.250.BDAT': 'The server has received this part and waits for the next one; it is not yet responsible for the message.',
  'smtp.reply.250.RSET': 'The message that was begun is forgotten; another one may begin.',
  'smtp.reply.250.NOOP': 'The server is still there.',
  'smtp.reply.250.VRFY': 'The server knows this mailbox; the line gives its full address.',
  'smtp.reply.250.EXPN': 'One member of the mailing list; the last line has no hyphen after the code.',
  'smtp.reply.250.VERB': 'From now on Sendmail tells what it does with each message, in lines with the code 050.',
  'smtp.reply.250.ETRN': 'The server has begun to send what waits for this node.',
  'smtp.reply.250.ATRN': 'The roles are swapped now: the next line of the other side is its greeting as a client.',
  'smtp.reply.250.BURL': 'The server has fetched this part of the message from the IMAP server.',
  'smtp.reply.250.XFORWARD': 'The server notes these facts about the message’s origin for its log.',
  'smtp.reply.251': 'The recipient is on another server; this one will forward the message.',
  'smtp.reply.251.ETRN': 'No mail waits for this node.',
  'smtp.reply.252':
    'The server does not say whether the address exists, but would take a message for it and try to deliver. This is the polite way to refuse VRFY.',
  'smtp.reply.252.ETRN': 'Mail waits for this node, and the server has begun to send it.',
  'smtp.reply.253': 'So many messages wait for this node, and the server has begun to send them.',
  'smtp.reply.334': 'The server asks for the next step of the sign-in.',
  'smtp.reply.354': 'Go ahead with the message; end it with a dot alone on a line.',
  'smtp.reply.355': 'The sending may be resumed: the number says how much of the message the server already has.',
  'smtp.reply.421': {
    means: 'The server closes the connection, whatever was asked; it may say so at any time.',
    cause: 'It is shutting down, waited too long for a command, or limits this client.',
    next: 'The message stays and is sent again later; if it happens each time, read the text of the line.',
  },
  'smtp.reply.421.AUTH': {
    means: 'The server closes the connection instead of signing in.',
    cause: 'Too many attempts failed, or too many sessions of this account are open.',
    next: 'Correct the password before the next attempt, and wait some minutes: each failure can lengthen the block.',
  },
  'smtp.reply.422': {
    means: 'The recipient’s mailbox has no room at the moment, or the password of the account has to be renewed.',
    cause: 'Servers give this number two meanings; the text of the line says which.',
    next: 'For a full mailbox, the recipient must delete mail; for a password, set a new one.',
  },
  'smtp.reply.431': {
    means: 'The receiving server is out of memory or disk space.',
    cause: 'Older Exchange servers use this number.',
    next: 'It is tried again; if it stays for hours, tell the administrator there.',
  },
  'smtp.reply.432': {
    means: 'The password has to be set anew before this mechanism works.',
    cause: 'The server keeps the password in a form that the mechanism cannot use.',
    next: 'Set a new password on the provider’s web pages, or sign in once with PLAIN over TLS.',
  },
  'smtp.reply.441': {
    means: 'The recipient’s server does not answer at the moment.',
    cause: 'It is down, or the way to it is interrupted.',
    next: 'It is tried again; if it lasts, ask the recipient another way whether other mail arrives.',
  },
  'smtp.reply.442': {
    means: 'The connection to the next server broke during the transfer.',
    cause: 'A network fault, or a firewall on the way.',
    next: 'It is tried again.',
  },
  'smtp.reply.446': {
    means: 'The message passed too many servers.',
    cause: 'Two servers forward it to each other.',
    next: 'Report it to the administrator of the recipient’s domain: a forwarding there leads in a circle.',
  },
  'smtp.reply.447': {
    means: 'The message waited too long for the next server.',
    cause: 'The next server is slow or unreachable.',
    next: 'It is tried again, or comes back as a bounce.',
  },
  'smtp.reply.449': {
    means: 'The server finds no route for the message at the moment.',
    cause: 'Its connectors or DNS are set up wrongly.',
    next: 'Tell the administrator of your mail server.',
  },
  'smtp.reply.450': {
    means: 'The server cannot do this for the mailbox now, but may later.',
    cause: 'The mailbox is in use, or the server puts the client off for a while.',
    next: 'It is tried again.',
  },
  'smtp.reply.450.MAIL FROM': {
    means: 'The sender is put off: the server could not check the address or the client now.',
    cause: 'Its look-up of the sender’s domain or of your IP address did not get through.',
    next: 'It is tried again; if it lasts, let the administrator check the DNS of the sender’s domain.',
  },
  'smtp.reply.450.RCPT TO': {
    means: 'The recipient is put off, not refused.',
    cause: 'Greylisting, which makes unknown senders try twice, a busy mailbox, or a check that got no answer.',
    next: 'It is tried again, mostly with success after five to fifteen minutes.',
  },
  'smtp.reply.451': {
    means: 'A fault inside the server, or a check that got no answer, stopped this; nothing was accepted.',
    cause: 'A look-up, a filter or the storage failed there.',
    next: 'It is tried again; if it lasts for hours, tell the administrator of that server.',
  },
  'smtp.reply.451.RCPT TO': {
    means: 'The recipient is put off by a fault of the server or by greylisting.',
    cause: 'A look-up of the recipient failed there, or unknown senders have to try twice.',
    next: 'It is tried again.',
  },
  'smtp.reply.451.DATA': {
    means: 'The message was not accepted because of a fault at the server; it stays with the client.',
    cause: 'A filter did not answer there, or the message could not be stored.',
    next: 'It is sent again later; nothing arrives twice, because nothing was accepted.',
  },
  'smtp.reply.452': {
    means: 'The server is short of space at the moment.',
    cause: 'Its disk or the mailbox is full.',
    next: 'It is tried again; if it lasts, tell the administrator of that server.',
  },
  'smtp.reply.452.RCPT TO': {
    means: 'The server takes no more recipients in this message now; those accepted before stay accepted.',
    cause: 'A limit of recipients for one message is reached, or the mailbox is full.',
    next: 'The rest has to be sent as another message, with the same content.',
  },
  'smtp.reply.453': 'No mail waits for this host.',
  'smtp.reply.454': {
    means: 'The server cannot do this at the moment for a reason of its own.',
    cause: 'A service it depends on does not answer.',
    next: 'It is tried again.',
  },
  'smtp.reply.454.AUTH': {
    means: 'The server cannot check the sign-in at the moment; the password may well be right.',
    cause: 'Its user database or a server behind it does not answer, or too many attempts came in a short time.',
    next: 'It is tried again; do not change the password for this.',
  },
  'smtp.reply.454.STARTTLS': {
    means: 'TLS is not available at the moment; a client that requires it must stop here.',
    cause: 'The server’s certificate or key cannot be read.',
    next: 'Tell the administrator of the server; do not switch TLS off for the password’s sake.',
  },
  'smtp.reply.455': {
    means: 'The server knows the parameters of MAIL or RCPT but cannot use them now.',
    cause: 'What it needs for them is not available at the moment.',
    next: 'It is tried again; without these parameters it may work at once.',
  },
  'smtp.reply.458': {
    means: 'The server cannot start the queue for this node.',
    cause: 'The queue is in use or damaged.',
    next: 'Ask the administrator of that server.',
  },
  'smtp.reply.459': {
    means: 'This client may not start the queue for that node.',
    cause: 'The node is not registered with the server for this.',
    next: 'Ask the administrator of that server to allow it.',
  },
  'smtp.reply.471': {
    means: 'A filter at the server has put the message off.',
    cause: 'Its content, the sender or a scanner that does not answer.',
    next: 'It is tried again; if it comes back, send it without attachments and links.',
  },
  'smtp.reply.500': {
    means: 'The server does not know this command, or the line was too long.',
    cause: 'A mistyped command, or one of an extension that the server did not offer after EHLO.',
    next: 'By hand: check the spelling; HELP often lists what there is.',
  },
  'smtp.reply.500.EHLO': {
    means: 'The server knows no EHLO; the client greets it with HELO instead.',
    cause: 'A very old server, or a firewall that lets only the commands of 1982 pass.',
    next: 'Without extensions there is no sign-in and no encryption: for sending, use another server or port.',
  },
  'smtp.reply.500.AUTH': {
    means: 'The server does not know AUTH here.',
    cause: 'Signing in is not offered on this port, or only after STARTTLS.',
    next: 'Use the submission port, 465 with TLS or 587 with STARTTLS, or ask the administrator.',
  },
  'smtp.reply.500.STARTTLS': {
    means: 'The server does not know STARTTLS here.',
    cause: 'TLS is not set up on this port, or somebody on the way blocks it.',
    next: 'Use port 465, which is encrypted from the first byte, or ask the administrator.',
  },
  'smtp.reply.501': {
    means: 'The command was understood but its arguments were not.',
    cause: 'An address without angle brackets or at sign, a missing argument, or one too many.',
    next: 'By hand: compare the command with its form in the standard.',
  },
  'smtp.reply.501.EHLO': {
    means: 'The server does not take the name that the client gave for itself.',
    cause: 'No name at all, or one with a character that host names must not have, such as an underscore or a space.',
    next: 'Greet with a host name such as EHLO pc.example.org, or an address in brackets such as EHLO [192.0.2.7].',
  },
  'smtp.reply.501.MAIL FROM': {
    means: 'The sender’s address is not well formed in the server’s eyes.',
    cause: 'A missing bracket or domain, a space, or a letter beyond ASCII that this server does not take.',
    next: 'Correct the sender’s address in the settings of the account.',
  },
  'smtp.reply.501.RCPT TO': {
    means: 'The recipient’s address is not well formed in the server’s eyes.',
    cause: 'A typing error: a missing domain, a space, two at signs, or a letter beyond ASCII.',
    next: 'Correct the address and send again.',
  },
  'smtp.reply.501.AUTH': {
    means: 'The sign-in was broken off: the client cancelled it, or what it sent was no base64.',
    cause:
      'After an error report of the server (OAuth) the client ends the exchange like this; by hand, a missing = at the end or a line break is common.',
    next: 'By hand: encode user name and password anew, without a line end in them.',
  },
  'smtp.reply.502': {
    means: 'The server does not offer this command.',
    cause: 'It is switched off, as VRFY, EXPN and TURN mostly are, or belongs to an extension the server lacks.',
    next: 'Nothing needs to be done: mail goes without it.',
  },
  'smtp.reply.502.AUTH': {
    means: 'Signing in is not offered here.',
    cause: 'This port is for mail between servers (25), or AUTH comes only after STARTTLS.',
    next: 'Use port 465 with TLS or 587 with STARTTLS, or ask the administrator.',
  },
  'smtp.reply.503': {
    means: 'The commands came in the wrong order.',
    cause: 'An earlier command was refused, or one was left out: EHLO, MAIL FROM, RCPT TO, DATA is the order.',
    next: 'Look at the reply before this one: the cause is usually there.',
  },
  'smtp.reply.503.MAIL FROM': {
    means: 'MAIL FROM came at the wrong time.',
    cause: 'The client did not greet, or not again after STARTTLS, a message is already begun, or signing in comes first here.',
    next: 'Send EHLO first, or RSET to give up the message that was begun.',
  },
  'smtp.reply.503.RCPT TO': {
    means: 'RCPT TO needs an accepted MAIL FROM before it.',
    cause: 'The sender was refused or not given, or the server wants a sign-in first.',
    next: 'Look at the reply to MAIL FROM: the cause is there.',
  },
  'smtp.reply.503.DATA': {
    means: 'There is nobody to send the message to: no recipient was accepted.',
    cause: 'All recipients were refused before, or none was given.',
    next: 'Look at the replies to RCPT TO and correct the addresses.',
  },
  'smtp.reply.503.AUTH': {
    means: 'AUTH is not possible at this point.',
    cause: 'The session is signed in already, a message is begun, or the server offers AUTH only after STARTTLS.',
    next: 'By hand: begin a new session, encrypt it, then sign in once.',
  },
  'smtp.reply.503.STARTTLS': {
    means: 'STARTTLS is not possible at this point.',
    cause: 'The connection is encrypted already, or the client has not greeted.',
    next: 'By hand: EHLO, then STARTTLS; on port 465 it is not needed.',
  },
  'smtp.reply.504': {
    means: 'The server does not offer this parameter or argument.',
    cause: 'The client uses something that the answer to EHLO did not announce.',
    next: 'By hand: look at that answer for what there is.',
  },
  'smtp.reply.504.EHLO': {
    means: 'The server wants a full host name, or an address in brackets, after EHLO.',
    cause: 'A bare name such as “localhost” or “my-pc” was given.',
    next: 'Greet with a name that has a dot, such as pc.example.org, or with [192.0.2.7].',
  },
  'smtp.reply.504.AUTH': {
    means: 'The server does not offer this way to sign in.',
    cause: 'The mechanism is not in the AUTH line of its answer to EHLO, or only over TLS.',
    next: 'Choose “Automatic”, or a mechanism that the server lists.',
  },
  'smtp.reply.510': {
    means: 'The recipient’s address is wrong.',
    cause: 'A typing error, or a domain that does not exist.',
    next: 'Correct the address and send again.',
  },
  'smtp.reply.511': {
    means: 'The recipient’s address is wrong: there is no such mailbox.',
    cause: 'A typing error, or a mailbox that is gone.',
    next: 'Correct the address, or ask the recipient another way.',
  },
  'smtp.reply.512': {
    means: 'The recipient’s domain was not found.',
    cause: 'A typing error after the at sign, or a domain without a mail server.',
    next: 'Correct the domain and send again.',
  },
  'smtp.reply.513': {
    means: 'The kind of address is not right for this server.',
    cause: 'The address is not well formed, or the server relays for it only after a sign-in.',
    next: 'Check the address, and that the account signs in before sending.',
  },
  'smtp.reply.521': {
    means: 'This host accepts no mail at all.',
    cause: 'It is no mail server, though the DNS leads here, or it hangs up on this client.',
    next: 'Check the host name in the settings, or the part of the address after the at sign.',
  },
  'smtp.reply.522': {
    means: 'The recipient’s mailbox is over its limit.',
    cause: 'It is full.',
    next: 'Ask the recipient another way to make room, then send again.',
  },
  'smtp.reply.523': {
    means: 'The server demands an encrypted connection, or the message is over a limit of the mailbox.',
    cause: 'Servers give this number two meanings; the text of the line says which.',
    next: 'Choose TLS or STARTTLS in the settings, or make the message smaller.',
  },
  'smtp.reply.524': {
    means: 'This mechanism is allowed only over an encrypted connection.',
    cause: 'The session is not encrypted.',
    next: 'Choose TLS or STARTTLS in the settings of the account.',
  },
  'smtp.reply.525': {
    means: 'The account is disabled.',
    cause: 'The provider or an administrator has locked it.',
    next: 'Ask the provider to unlock it; another password does not help.',
  },
  'smtp.reply.530': {
    means: 'The server does not take this without a sign-in or an encrypted connection.',
    cause: 'The session has not signed in, or not begun TLS; the text of the line says which is missing.',
    next: 'Give the account a user name and password for sending, and choose TLS or STARTTLS.',
  },
  'smtp.reply.530.AUTH': {
    means: 'Before signing in, the connection must be encrypted.',
    cause: 'The session is in the clear, where a password could be read by anybody on the way.',
    next: 'Choose TLS or STARTTLS in the settings of the account.',
  },
  'smtp.reply.534': {
    means: 'The server wants a stronger way to sign in for this account.',
    cause: 'Plain passwords are switched off for it, or the provider wants an application password or OAuth.',
    next: 'Choose another mechanism, or create an application password on the provider’s web pages.',
  },
  'smtp.reply.535': {
    means: 'The user name or password was not accepted.',
    cause: 'A typing error, a changed password, only half of the address as user name, or a provider that demands an application password.',
    next: 'Try the same on the provider’s web pages, then correct it in the settings of the account.',
  },
  'smtp.reply.538': {
    means: 'This mechanism is allowed only over an encrypted connection.',
    cause: 'It would show the password to anybody on the way.',
    next: 'Choose TLS or STARTTLS in the settings of the account.',
  },
  'smtp.reply.541': {
    means: 'A filter of the recipient’s server took the message for spam.',
    cause: 'Its content or the reputation of the sending server.',
    next: 'Write it anew without links and attachments, or reach the recipient another way.',
  },
  'smtp.reply.550': {
    means: 'Refused for good: the mailbox does not exist, or a rule forbids it.',
    cause: 'The text of the line says which of the two.',
    next: 'Correct the address, or ask the administrator of the refusing server about its rule.',
  },
  'smtp.reply.550.EHLO': {
    means: 'The server does not let this client in, or not with this name.',
    cause: 'The name is its own, unknown in the DNS, or the client is on a blocklist.',
    next: 'Correct the name after EHLO, or ask the administrator of the server.',
  },
  'smtp.reply.550.MAIL FROM': {
    means: 'The sender is refused.',
    cause: 'The address does not belong to this account, its domain does not exist, or a rule forbids it.',
    next: 'Use the account’s own address as sender, or ask the administrator of the server.',
  },
  'smtp.reply.550.RCPT TO': {
    means: 'This recipient is refused for good.',
    cause: 'Mostly the mailbox does not exist; else a rule, such as relaying only after a sign-in.',
    next: 'Check the address letter by letter; the text of the line names the reason.',
  },
  'smtp.reply.550.DATA': {
    means: 'The message is refused for its content or by a rule; nothing was delivered to anybody.',
    cause: 'A filter took it for spam, found a forbidden attachment, or missed SPF, DKIM or DMARC.',
    next: 'Read the reason in the line; send without attachments or links, or ask the administrator.',
  },
  'smtp.reply.550.VRFY': 'There is no such mailbox here, or the server does not want to say.',
  'smtp.reply.551': {
    means: 'The recipient has moved to another server, and this one does not forward.',
    cause: 'The line names the new address.',
    next: 'Send again to the address in the line, if you trust it.',
  },
  'smtp.reply.552': {
    means: 'The mailbox is full or the message too large.',
    cause: 'A limit of storage or of size is passed.',
    next: 'Send a link instead of the attachment, or ask the recipient to make room.',
  },
  'smtp.reply.552.MAIL FROM': {
    means: 'The message is larger than this server accepts; it was refused before being sent.',
    cause: 'The size in MAIL FROM is over the limit that the SIZE line after EHLO names.',
    next: 'Make the attachments smaller, or send a link to them.',
  },
  'smtp.reply.552.DATA': {
    means: 'The message is too large for this server, or the storage is full; nothing was delivered.',
    cause: 'Attachments grow by a third on the way; the SIZE line after EHLO names the limit.',
    next: 'Make the attachments smaller, or send a link to them.',
  },
  'smtp.reply.553': {
    means: 'The address is not allowed or not well formed.',
    cause: 'A wrong character in it, or a sender that does not belong to the signed-in account.',
    next: 'Correct the address; as sender use the account’s own.',
  },
  'smtp.reply.553.MAIL FROM': {
    means: 'This sender’s address is not allowed.',
    cause: 'It does not belong to the account that signed in, or its domain does not exist.',
    next: 'Use the account’s own address as sender, or have the other one registered with the provider.',
  },
  'smtp.reply.553.RCPT TO': {
    means: 'This recipient’s address is not allowed here.',
    cause: 'It is not well formed, or the server relays to other domains only after a sign-in.',
    next: 'Check the address, and that the account signs in before sending.',
  },
  'smtp.reply.554': {
    means: 'The message or the session was refused for good.',
    cause: 'A filter, a blocklist or a rule of the server; the text of the line says which.',
    next: 'Read the reason; if it names your IP address or domain, the administrator of your mail server must act.',
  },
  'smtp.reply.554.RCPT TO': {
    means: 'This recipient is refused for good.',
    cause: 'Relaying without a sign-in, a blocklist that names this client, or a rule for this recipient.',
    next: 'Check that the account signs in before sending; otherwise ask the administrator of the refusing server.',
  },
  'smtp.reply.554.DATA': {
    means: 'The message is refused for good; nothing was delivered.',
    cause: 'A filter took it for spam or malware, the server found no valid recipient, or a rule forbids the content.',
    next: 'Read the reason in the line; send without attachments or links, or ask the administrator of that server.',
  },
  'smtp.reply.554.STARTTLS': {
    means: 'The server cannot begin TLS.',
    cause: 'Its certificate or its list of ciphers is set up wrongly.',
    next: 'Tell the administrator of the server; until then try port 465.',
  },
  'smtp.reply.555': {
    means: 'The server does not know a parameter of this MAIL FROM or RCPT TO.',
    cause: 'The client used an extension that the answer to EHLO did not announce.',
    next: 'By hand: leave the parameter out, or write it in the announced form.',
  },
  'smtp.reply.556': {
    means: 'The recipient’s domain accepts no mail, and the server knows it without trying.',
    cause: 'The domain says so in its DNS (null MX), or its only server answers 521.',
    next: 'Check the part after the at sign; the recipient must have another address.',
  },
  'smtp.reply.571': {
    means: 'A rule of the server forbids this message.',
    cause: 'A filter (often Barracuda or Exchange) took it for spam, or the recipient takes mail only from known senders.',
    next: 'Read the reason in the line, or reach the recipient another way.',
  },
  'smtp.reply.2xx': 'It worked. What exactly this code adds is not in this glossary.',
  'smtp.reply.3xx': 'The server waits for more. This code is not in this glossary.',
  'smtp.reply.4xx': 'A temporary failure: the same command may succeed later. This code is not in this glossary.',
  'smtp.reply.5xx': 'A permanent failure: the same command will fail again. This code is not in this glossary.',
  'smtp.greeting.notice':
    'Part of the greeting: a notice of the server for people. The last line of the greeting has no hyphen after the code.',
} satisfies Readonly<Record<string, Entry>>;
