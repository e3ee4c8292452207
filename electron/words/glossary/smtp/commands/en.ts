/** What commands of SMTP, with their parameters and the message, mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../../entry.ts';

export const smtpCommandsEnglish = {
  'smtp.command.HELO': 'The client gives its name, {name}, in the way of 1982; the server offers no extensions in return.',
  'smtp.command.EHLO':
    'The client gives its name, {name}, and asks which extensions the server knows. It has to do so again after STARTTLS.',
  'smtp.command.LHLO':
    'The greeting of LMTP, which hands mail to a mailbox store: as EHLO, but the server answers after the message once for each recipient.',
  'smtp.command.MAIL FROM': 'Begins a message; bounces will go to {address}. It need not be the address in the From field.',
  'smtp.command.MAIL FROM.nobody':
    'Begins a message that must not bounce: the empty sender <> marks bounces, reports and automatic replies, so that two servers never answer each other for ever.',
  'smtp.command.RCPT TO': 'Names one recipient, {address}. The server accepts or refuses each one separately; the To field plays no part.',
  'smtp.command.MAIL': 'MAIL in a form that no server must accept: MAIL FROM:<address> is required, with the colon and the angle brackets.',
  'smtp.command.RCPT': 'RCPT in a form that no server must accept: RCPT TO:<address> is required, with the colon and the angle brackets.',
  'smtp.command.DATA': 'Asks to send the message itself, to all recipients accepted so far. Nothing goes out until the server answers 354.',
  'smtp.command.BDAT':
    'Sends the next {octets} octets of the message. The length is announced, so no dots need doubling; the server answers each part.',
  'smtp.command.BDAT.last':
    'Sends the last {octets} octets of the message. The answer to this part says whether the server takes responsibility for the whole.',
  'smtp.command.RSET': 'Gives up the message that was begun: sender and recipients are forgotten; the connection and the sign-in stay.',
  'smtp.command.VRFY': 'Asks whether {argument} exists. Most servers no longer tell, because spammers asked too.',
  'smtp.command.EXPN': 'Asks who is on the mailing list {argument}. Most servers no longer tell.',
  'smtp.command.HELP': 'Asks for help text, which is meant for people: usually a list of commands.',
  'smtp.command.NOOP': 'Does nothing; keeps the connection open or tests it.',
  'smtp.command.QUIT': 'Ends the session; the server answers 221 and closes the connection. A message that was not finished is not sent.',
  'smtp.command.STARTTLS':
    'Asks to encrypt the connection from here on. Everything said before is forgotten, because somebody on the way could have changed it.',
  'smtp.command.AUTH':
    'Asks to sign in, but names no mechanism; the server answers 501. The AUTH line of its answer to EHLO lists what it offers.',
  'smtp.command.ETRN': 'A server that was offline asks for the mail that waits for {argument}; it comes over a connection of its own.',
  'smtp.command.ATRN':
    'A server with a changing address, which has signed in, asks to swap roles and take the mail for {argument} over this very connection (on-demand mail relay).',
  'smtp.command.TURN':
    'Asks to swap roles. It proves nothing about who asks, so anybody could fetch somebody else’s mail: servers refuse it.',
  'smtp.command.BURL':
    'Has the server fetch the next part of the message itself, from an IMAP server, by this address (URLAUTH): forwarding without downloading.',
  'smtp.command.XCLIENT':
    'A trusted proxy tells Postfix who is really connecting: {argument}. Access rules then look at that client instead of the proxy.',
  'smtp.command.XFORWARD': 'A content filter passes on where the message came from, for the log only: {argument}.',
  'smtp.command.SEND': 'From 1982: shows the message on the recipient’s terminal. No server does this any more.',
  'smtp.command.SOML': 'From 1982: “send or mail”, to the recipient’s terminal or else to the mailbox. No server does this any more.',
  'smtp.command.SAML': 'From 1982: “send and mail”, to the recipient’s terminal and to the mailbox. No server does this any more.',
  'smtp.command.VERB': 'Asks Sendmail to narrate the delivery. Most servers refuse it today.',
  'smtp.command.ONEX': 'Tells Sendmail that only one message will be sent in this session.',
  'smtp.command.GET': 'This is HTTP, not SMTP: a web browser or a port scanner has reached a mail port.',
  'smtp.command.POST': 'This is HTTP, not SMTP: somebody tries to make a web browser send mail. A careful server hangs up.',
  'smtp.command.empty': 'An empty line, which is no command: most servers answer with 500.',
  'smtp.command.other': '{command} is not a command that this glossary knows; a server usually answers 500 or 502 to it.',
  'smtp.payload': 'The message: header, an empty line, body. On the wire, a line that begins with a dot gets a second dot in front of it.',
  'smtp.payload.BDAT':
    'The announced octets of the message, exactly as they are: no dot is doubled, and line ends need not be CRLF in binary parts.',
  'smtp.dot': 'A dot alone on its line ends the message. When the server answers 250, it takes responsibility for the message.',
  'smtp.parameter.SIZE':
    'The message has about {octets} octets (SIZE), so that a server with a smaller limit can refuse it before it is sent.',
  'smtp.parameter.BODY.7BIT': 'It is pure ASCII (BODY=7BIT).',
  'smtp.parameter.BODY.8BITMIME': 'It holds bytes above 127 (BODY=8BITMIME); a server that cannot pass them on must convert or refuse it.',
  'smtp.parameter.BODY.BINARYMIME': 'It holds binary parts without lines (BODY=BINARYMIME); they can only be sent with BDAT.',
  'smtp.parameter.SMTPUTF8': 'Addresses or header hold letters beyond ASCII (SMTPUTF8).',
  'smtp.parameter.RET.FULL': 'A failure report is to return the whole message (RET=FULL).',
  'smtp.parameter.RET.HDRS': 'A failure report is to return only the header (RET=HDRS).',
  'smtp.parameter.ENVID': 'Reports will name this sending as {value} (ENVID).',
  'smtp.parameter.AUTH': 'It was first handed in by {value}, who had signed in (AUTH).',
  'smtp.parameter.AUTH.nobody': 'Who handed it in is not known, or not to be told (AUTH=<>).',
  'smtp.parameter.REQUIRETLS': 'Every server on the way must pass it on over verified TLS or not at all (REQUIRETLS).',
  'smtp.parameter.BY':
    'Delivery is wanted within {seconds} seconds (BY): afterwards it is returned with R, or only reported as late with N.',
  'smtp.parameter.MT-PRIORITY': 'Its priority in the queues is {value}, from −9 to 9 (MT-PRIORITY).',
  'smtp.parameter.HOLDFOR': 'The server is to keep it for {seconds} seconds before it goes out (HOLDFOR).',
  'smtp.parameter.HOLDUNTIL': 'The server is to keep it until {value} (HOLDUNTIL).',
  'smtp.parameter.SUBMITTER': '{value} is responsible for handing it in (SUBMITTER, for Sender ID; historic).',
  'smtp.parameter.SOLICIT': 'The sender labels it as advertising: {value} (SOLICIT).',
  'smtp.parameter.MTRK': 'Its way may be asked about later with a secret of the sender (MTRK).',
  'smtp.parameter.CONPERM': 'Servers on the way may convert its content (CONPERM).',
  'smtp.parameter.TRANSID': 'If the connection breaks, the sending can be resumed under this name: {value} (TRANSID).',
  'smtp.parameter.PRDR': 'The server may answer for each recipient separately after the message (PRDR).',
  'smtp.parameter.NOTIFY': 'The sender wants a report for: {value} (NOTIFY).',
  'smtp.parameter.NOTIFY.NEVER': 'No report at all is wanted, not even of a failure (NOTIFY=NEVER).',
  'smtp.parameter.ORCPT': 'The sender had written {value}; reports will name that address (ORCPT).',
  'smtp.parameter.CONNEG': 'The content may be adapted to what this recipient can show (CONNEG).',
  'smtp.parameter.RRVS': 'It is only for the person who has had this address since before {value}; a new owner must not get it (RRVS).',
  'smtp.parameter.IGNOREQUOTA': 'It is to be delivered even into a full mailbox (IGNOREQUOTA).',
  'smtp.parameter.other': 'The parameter {name} is not in this glossary.',
} satisfies Readonly<Record<string, Entry>>;
