/** What lines of the answer to EHLO mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../../entry.ts';

export const smtpExtensionsEnglish = {
  'smtp.extension.SIZE':
    'The server accepts messages of up to {octets} octets, attachments counted in base64, which is a third more than the file.',
  'smtp.extension.SIZE.unlimited': 'The server knows the size parameter of MAIL, but names no fixed limit of its own.',
  'smtp.extension.8BITMIME':
    'Text with bytes above 127 may be sent unchanged; without this it must be turned into quoted-printable or base64.',
  'smtp.extension.SMTPUTF8': 'Addresses and headers may hold letters beyond ASCII, such as josé@example.org.',
  'smtp.extension.UTF8SMTP': 'The experimental forerunner of SMTPUTF8 (RFC 5336); nobody should use it any more.',
  'smtp.extension.PIPELINING': 'The client may send several commands without waiting for each answer; answers come in the same order.',
  'smtp.extension.STARTTLS':
    'The connection can be encrypted with STARTTLS. If this line is missing where it used to be, somebody on the way may have removed it.',
  'smtp.extension.AUTH': 'The client may sign in with these mechanisms: {names}.',
  'smtp.extension.AUTH=': 'The same as AUTH, for old programs that expect an equals sign: {names}.',
  'smtp.extension.X-EXPS': 'Exchange’s own sign-in between its servers: {names}. Mail programs use the AUTH line.',
  'smtp.extension.X-EXPS=': 'The same as X-EXPS, in the old spelling with an equals sign: {names}.',
  'smtp.extension.DSN': 'The sender may ask for delivery reports (RET, ENVID, NOTIFY, ORCPT) and say how much of the message they return.',
  'smtp.extension.ENHANCEDSTATUSCODES': 'Replies carry a second, more exact code such as 5.1.1.',
  'smtp.extension.CHUNKING': 'The message may be sent in parts with BDAT instead of DATA.',
  'smtp.extension.BINARYMIME': 'Binary parts may be sent without base64, with BDAT.',
  'smtp.extension.CHECKPOINT': 'A sending that broke off can be resumed where it stopped (experimental, rarely met).',
  'smtp.extension.VRFY': 'The server knows VRFY, which asks whether an address exists; it may still answer only 252.',
  'smtp.extension.EXPN': 'The server knows EXPN, which asks who is on a mailing list.',
  'smtp.extension.ETRN': 'A server that was offline may ask for the mail that waits for it.',
  'smtp.extension.ATRN': 'A server with a changing address may sign in and take its mail over the same connection.',
  'smtp.extension.TURN': 'The two sides may swap roles. It is not safe, and modern servers do not offer it.',
  'smtp.extension.HELP': 'The server knows HELP.',
  'smtp.extension.SEND': 'The server knows SEND of 1982, for messages on a terminal.',
  'smtp.extension.SOML': 'The server knows SOML of 1982: on a terminal, or else by mail.',
  'smtp.extension.SAML': 'The server knows SAML of 1982: on a terminal and by mail.',
  'smtp.extension.VERB': 'The server can narrate the delivery (Sendmail).',
  'smtp.extension.ONEX': 'The client may announce that it sends only one message (Sendmail).',
  'smtp.extension.DELIVERBY':
    'The sender may set a time within which the message must arrive; the shortest that the server takes: {value} seconds.',
  'smtp.extension.NO-SOLICITING': 'The server wants no unsolicited advertising, and the client may label such mail. Keywords: {value}.',
  'smtp.extension.MTRK': 'The way of a message can be asked about later (message tracking).',
  'smtp.extension.SUBMITTER': 'The client may name who is responsible for the message (Sender ID; historic).',
  'smtp.extension.FUTURERELEASE':
    'The client may ask the server to keep a message and send it later. Longest time in seconds, and latest moment: {value}.',
  'smtp.extension.CONPERM': 'The sender may allow servers on the way to convert the content.',
  'smtp.extension.CONNEG': 'The server can say what a recipient is able to show, so that the content is fitted to it.',
  'smtp.extension.MT-PRIORITY': 'The sender may give a message a priority from −9 to 9. Policy of the server: {value}.',
  'smtp.extension.RRVS':
    'The sender may require that the mailbox has had the same owner since a date, so that a recycled address does not get private mail.',
  'smtp.extension.REQUIRETLS': 'The sender may demand that the message travels over verified TLS on every hop, or not at all.',
  'smtp.extension.LIMITS':
    'The server’s limits for one session: {value}. RCPTMAX is recipients of a message, MAILMAX messages, RCPTDOMAINMAX different domains.',
  'smtp.extension.BURL': 'The server can fetch parts of the message from an IMAP server itself: {value}.',
  'smtp.extension.PRDR':
    'The server may answer for each recipient separately after the message, so that one filter does not refuse it for all (Exim).',
  'smtp.extension.PIPECONNECT': 'The client may send its first commands at once, before the greeting, the next time it connects (Exim).',
  'smtp.extension.XCLIENT': 'A trusted proxy may tell Postfix who is really connecting. Attributes: {value}.',
  'smtp.extension.XFORWARD': 'A content filter may pass on where a message came from, for the log. Attributes: {value}.',
  'smtp.extension.XVERP': 'The client may ask for a bounce address of its own for each recipient (VERP, Postfix), as mailing lists need.',
  'smtp.extension.X-ANONYMOUSTLS': 'Exchange’s encryption between its own servers; mail programs use STARTTLS.',
  'smtp.extension.X-LINK2STATE': 'Exchange 2000 and 2003 exchange the state of their routes with this; nothing for a mail program.',
  'smtp.extension.XEXCH50': 'Exchange servers pass on properties of a message to each other with this; nothing for a mail program.',
  'smtp.extension.XRDST': 'Exchange servers name the delivery destination to each other with this; nothing for a mail program.',
  'smtp.extension.XSHADOW': 'Exchange keeps a second copy of a message on another server until it is delivered (shadow redundancy).',
  'smtp.extension.XOORG': 'Exchange names the organisation that a message comes from; only between its own servers.',
  'smtp.extension.XPROXY': 'Exchange’s front-end server hands the session on to the server of the mailbox with this.',
  'smtp.extension.XLOOP': 'The server marks the messages it passes on, to notice loops: {value} (PMDF and its descendants).',
  'smtp.extension.XADR': 'A diagnostic command of PMDF and Oracle’s mail server: how an address is routed.',
  'smtp.extension.XSTA': 'A diagnostic command of PMDF and Oracle’s mail server: the state of a channel.',
  'smtp.extension.XCIR': 'A diagnostic command of PMDF and Oracle’s mail server: the state of a circuit check.',
  'smtp.extension.XGEN': 'A diagnostic command of PMDF and Oracle’s mail server: the generation of its configuration.',
  'smtp.extension.X-RCPTLIMIT': 'At most {value} recipients in one message.',
  'smtp.extension.IGNOREQUOTA': 'LMTP: a message may be delivered even into a full mailbox (Cyrus).',
  'smtp.extension.XXXXXXXA':
    'A firewall between client and server (Cisco’s mail inspection) has overwritten the keyword, so that the client does not use it, often STARTTLS.',
  'smtp.extension.other': 'The server offers {name}, which is not in this glossary; a client that does not know it ignores the line.',
} satisfies Readonly<Record<string, Entry>>;
