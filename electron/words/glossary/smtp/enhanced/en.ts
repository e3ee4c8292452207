/** What enhanced status codes mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../../entry.ts';

export const smtpEnhancedEnglish = {
  'smtp.enhanced.1.0': {
    means: '{code}: something is wrong with an address; the server does not say what.',
    cause: 'Mostly an unknown or blocked recipient, sometimes a sender it does not like.',
    next: 'Check both addresses; the text of the line may say more.',
  },
  'smtp.enhanced.1.1': {
    means: '{code}: there is no such mailbox at this domain.',
    cause: 'A typing error before the at sign, or the mailbox is gone.',
    next: 'Correct the address, or ask the recipient another way.',
  },
  'smtp.enhanced.1.1.temporary': {
    means: '{code}: the server does not find the mailbox now, but does not rule it out.',
    cause: 'Its user directory does not answer, or it is just being moved.',
    next: 'It is tried again; if it lasts, check the address.',
  },
  'smtp.enhanced.1.2': {
    means: '{code}: the recipient’s domain does not exist or accepts no mail.',
    cause: 'A typing error after the at sign, or a domain that has lapsed.',
    next: 'Correct the part after the at sign, or ask the recipient another way.',
  },
  'smtp.enhanced.1.2.temporary': {
    means: '{code}: the recipient’s domain could not be looked up now.',
    cause: 'Its name servers do not answer, or it has just been registered.',
    next: 'It is tried again; if it lasts, check the part after the at sign.',
  },
  'smtp.enhanced.1.3': {
    means: '{code}: the recipient’s address is not well formed.',
    cause: 'A space, a missing domain, two at signs, or a letter the server does not take.',
    next: 'Correct the address and send again.',
  },
  'smtp.enhanced.1.4': {
    means: '{code}: the address matches more than one mailbox.',
    cause: 'The server guesses names, and this one fits several people.',
    next: 'Write the full address of the one you mean.',
  },
  'smtp.enhanced.1.5': '{code}: the recipient’s address is valid.',
  'smtp.enhanced.1.6': {
    means: '{code}: the mailbox has moved and left no new address.',
    cause: 'The recipient has left the organisation or changed provider.',
    next: 'Ask for the new address another way.',
  },
  'smtp.enhanced.1.7': {
    means: '{code}: the sender’s address is not well formed.',
    cause: 'A missing domain or a wrong character in the account’s address.',
    next: 'Correct the sender’s address in the settings of the account.',
  },
  'smtp.enhanced.1.8': {
    means: '{code}: the sender’s domain does not exist or cannot receive replies.',
    cause: 'A typing error in the account’s address, or the domain has neither MX nor address in the DNS.',
    next: 'Correct the sender’s address; for a domain of your own, have its DNS mended.',
  },
  'smtp.enhanced.1.8.temporary': {
    means: '{code}: the server could not look up the sender’s domain now.',
    cause: 'The domain’s name servers do not answer it.',
    next: 'It is tried again; for a domain of your own, let the administrator check its DNS.',
  },
  'smtp.enhanced.1.9': '{code}: the message was handed to a system that does not speak this protocol, and from which no more reports come.',
  'smtp.enhanced.1.10': {
    means: '{code}: the recipient’s domain says in the DNS that it accepts no mail (null MX).',
    cause: 'A domain used only for a web site, or a typing error that leads to one.',
    next: 'Find another address of the recipient.',
  },
  'smtp.enhanced.2.0': {
    means: '{code}: something is wrong with the mailbox; the server does not say what.',
    cause: 'Often it is full or locked.',
    next: 'Ask the recipient another way.',
  },
  'smtp.enhanced.2.0.temporary': {
    means: '{code}: the mailbox cannot take the message now.',
    cause: 'It is busy or full, or its server limits deliveries.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.2.1': {
    means: '{code}: the mailbox exists but is disabled.',
    cause: 'The account is closed, unpaid or long unused.',
    next: 'Reach the recipient another way.',
  },
  'smtp.enhanced.2.1.temporary': {
    means: '{code}: the mailbox takes no mail for the moment.',
    cause: 'It gets too much mail in a short time, or is locked for maintenance.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.2.2': {
    means: '{code}: the mailbox is full.',
    cause: 'The recipient has used up the space.',
    next: 'Tell the recipient another way; after mail is deleted there, send again.',
  },
  'smtp.enhanced.2.2.temporary': {
    means: '{code}: the mailbox is full at the moment.',
    cause: 'The recipient has used up the space.',
    next: 'It is tried again for some days, in case mail is deleted there; tell the recipient another way.',
  },
  'smtp.enhanced.2.3': {
    means: '{code}: the message is longer than this mailbox allows.',
    cause: 'A limit of this recipient, smaller than that of the server.',
    next: 'Send a link instead of the attachment, or several smaller messages.',
  },
  'smtp.enhanced.2.4': {
    means: '{code}: a mailing list could not be expanded.',
    cause: 'A member address on it is broken, or its list of members cannot be read.',
    next: 'Tell the owner of the list; send to its members directly if it is urgent.',
  },
  'smtp.enhanced.2.4.temporary': {
    means: '{code}: a mailing list cannot be expanded now.',
    cause: 'The directory with its members does not answer.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.3.0': {
    means: '{code}: something is wrong inside the receiving system; it does not say what.',
    cause: 'A fault or a rule at the server.',
    next: 'Read the text of the line; report it to the administrator of that server.',
  },
  'smtp.enhanced.3.0.temporary': {
    means: '{code}: a fault inside the receiving system, for the moment.',
    cause: 'A part of it does not answer.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.3.1': {
    means: '{code}: the receiving system has no space left.',
    cause: 'Its disk is full; deleting mail in one mailbox does not help.',
    next: 'Tell the administrator of that server.',
  },
  'smtp.enhanced.3.1.temporary': {
    means: '{code}: the receiving system has no space at the moment.',
    cause: 'Its disk is full.',
    next: 'It is tried again; if it lasts for hours, tell the administrator of that server.',
  },
  'smtp.enhanced.3.2': {
    means: '{code}: the system accepts no mail from the network.',
    cause: 'It has been taken out of service.',
    next: 'Ask the recipient another way, and check the domain of the address.',
  },
  'smtp.enhanced.3.2.temporary': {
    means: '{code}: the system accepts no mail at the moment.',
    cause: 'It is restarting, overloaded or under maintenance.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.3.3': {
    means: '{code}: the system lacks a feature that the message needs.',
    cause: 'For example delivery by a fixed time, or letters beyond ASCII in an address.',
    next: 'Send it again in a simpler form.',
  },
  'smtp.enhanced.3.4': {
    means: '{code}: the message is too large for this system.',
    cause: 'Attachments grow by a third on the way; the limit stands in the SIZE line after EHLO.',
    next: 'Make the attachments smaller, or send a link to them.',
  },
  'smtp.enhanced.3.5': {
    means: '{code}: the system is not set up for this mail.',
    cause: 'The domain’s DNS leads to a server that does not know the domain, or leads back to itself.',
    next: 'Tell the administrator of the recipient’s domain.',
  },
  'smtp.enhanced.3.6': '{code}: the message is accepted, but with another priority than requested; the text names it.',
  'smtp.enhanced.4.0': {
    means: '{code}: something is wrong with the network or the route to the recipient.',
    cause: 'Broken DNS entries or connectors.',
    next: 'Report it to the administrator of your mail server with this line.',
  },
  'smtp.enhanced.4.0.temporary': {
    means: '{code}: the network or the route to the recipient fails at the moment.',
    cause: 'A line or a name server on the way is down.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.4.1': {
    means: '{code}: the recipient’s server did not answer, and the sending server gave up.',
    cause: 'It is down for good, or a firewall shuts port 25.',
    next: 'Check the domain of the address; ask the recipient another way.',
  },
  'smtp.enhanced.4.1.temporary': {
    means: '{code}: the next server does not answer at the moment.',
    cause: 'It is down or cannot be reached from there.',
    next: 'It is tried again, for days if need be.',
  },
  'smtp.enhanced.4.2': {
    means: '{code}: the connection was bad or was lost.',
    cause: 'A network fault, or a firewall that cuts long transfers.',
    next: 'Report it to the administrator of your mail server if it happens again.',
  },
  'smtp.enhanced.4.2.temporary': {
    means: '{code}: the connection was lost, or the server waited too long for the next command.',
    cause: 'A network fault, or a client that was silent for some minutes.',
    next: 'A new connection is made; nothing is lost.',
  },
  'smtp.enhanced.4.3': {
    means: '{code}: a directory or name server failed for good.',
    cause: 'Wrong DNS entries of the recipient’s domain.',
    next: 'Tell the administrator of the recipient’s domain another way.',
  },
  'smtp.enhanced.4.3.temporary': {
    means: '{code}: a directory or name server does not answer at the moment.',
    cause: 'The DNS or the user directory there is down.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.4.4': {
    means: '{code}: no route to the next server is known.',
    cause: 'The recipient’s domain has no usable mail server in the DNS.',
    next: 'Check the part after the at sign; then tell the administrator of that domain another way.',
  },
  'smtp.enhanced.4.4.temporary': {
    means: '{code}: no route to the next server is known at the moment.',
    cause: 'The DNS of the recipient’s domain is incomplete or just being changed.',
    next: 'It is tried again.',
  },
  'smtp.enhanced.4.5': {
    means: '{code}: the mail system is overloaded.',
    cause: 'Too much traffic there, or too much from this sender.',
    next: 'It is tried again, more slowly.',
  },
  'smtp.enhanced.4.6': {
    means: '{code}: the message goes round in a circle.',
    cause: 'Two addresses or servers forward it to each other.',
    next: 'Tell the administrator of the recipient’s domain, or the recipient, who may have set the forwarding.',
  },
  'smtp.enhanced.4.7': {
    means: '{code}: the message waited too long and was given up.',
    cause: 'The recipient’s server could not be reached for days, or kept putting it off.',
    next: 'Check the address, and send again or reach the recipient another way.',
  },
  'smtp.enhanced.4.7.temporary': {
    means: '{code}: the message is late: it has waited for hours and still waits.',
    cause: 'The recipient’s server does not answer or puts it off.',
    next: 'Nothing needs to be done: it is tried again until the time is up, and you are told then.',
  },
  'smtp.enhanced.4.8': {
    means: '{code}: the server wants the same over IPv4.',
    cause: 'Your server’s IPv6 address has no good reputation or no reverse name.',
    next: 'The administrator of your mail server sets reverse DNS and SPF for IPv6, or sends over IPv4.',
  },
  'smtp.enhanced.5.0': {
    means: '{code}: something is wrong with the protocol; the server does not say what.',
    cause: 'A command out of place, or a content it does not want.',
    next: 'Read the text of the line; report it to the author of the mail program if it happens again.',
  },
  'smtp.enhanced.5.1': {
    means: '{code}: the command is unknown or came at the wrong time.',
    cause: 'An earlier command was refused, or one was left out.',
    next: 'Look at the reply before this one.',
  },
  'smtp.enhanced.5.2': {
    means: '{code}: the command is not well formed, or the line is too long.',
    cause: 'A missing bracket, a character that must not be there, or a mistyped word.',
    next: 'By hand: compare the command with its form in the standard.',
  },
  'smtp.enhanced.5.3': {
    means: '{code}: too many recipients at once.',
    cause: 'The server limits the recipients of one message.',
    next: 'Send the message to fewer people at a time, or through a mailing list.',
  },
  'smtp.enhanced.5.3.temporary': {
    means: '{code}: too many recipients at once; those accepted before stay accepted.',
    cause: 'The server limits the recipients of one message.',
    next: 'The rest has to be sent as another message.',
  },
  'smtp.enhanced.5.4': {
    means: '{code}: the command’s arguments are wrong.',
    cause: 'One is missing, out of range, or belongs to an extension that the server did not announce.',
    next: 'By hand: compare them with the answer to EHLO.',
  },
  'smtp.enhanced.5.5': {
    means: '{code}: the two sides speak different versions of the protocol.',
    cause: 'A very old server or a gateway between them.',
    next: 'Use another server for sending.',
  },
  'smtp.enhanced.5.6': {
    means: '{code}: a line of the sign-in was too long for the server.',
    cause: 'A large token (OAuth, Kerberos).',
    next: 'Choose another mechanism for the account, or ask the administrator to raise the limit.',
  },
  'smtp.enhanced.6.0': {
    means: '{code}: something is wrong with the content; the server does not say what.',
    cause: 'A broken header, a line that is too long, or a filter.',
    next: 'Read the text of the line; send the message anew, with plain text and without attachments.',
  },
  'smtp.enhanced.6.1': {
    means: '{code}: this kind of content is not supported.',
    cause: 'An attachment of a type the recipient’s system cannot take.',
    next: 'Send it in another format, or by a link.',
  },
  'smtp.enhanced.6.2': {
    means: '{code}: the content would have to be converted, which the sender or a rule forbids.',
    cause: 'A signature or encryption that must not be touched meets a server that cannot pass it on as it is.',
    next: 'Send it without 8-bit text, or through another server.',
  },
  'smtp.enhanced.6.3': {
    means: '{code}: the content would have to be converted, which this server cannot do.',
    cause: 'It holds 8-bit or binary parts, and the next server takes only 7-bit text.',
    next: 'Send it as plain text or in base64.',
  },
  'smtp.enhanced.6.4': '{code}: the content was converted and lost something on the way.',
  'smtp.enhanced.6.5': {
    means: '{code}: converting the content failed.',
    cause: 'A part of it is damaged or in an unusual encoding.',
    next: 'Send it in another format.',
  },
  'smtp.enhanced.6.6': {
    means: '{code}: the server could not fetch the content it was pointed to (BURL).',
    cause: 'The part was deleted, or the permission to read it has run out.',
    next: 'Attach the content itself and send again.',
  },
  'smtp.enhanced.6.7': {
    means: '{code}: an address with letters beyond ASCII is not allowed here.',
    cause: 'The server or the mailbox does not take internationalized addresses.',
    next: 'Ask for an address in plain ASCII and use that one.',
  },
  'smtp.enhanced.6.8': {
    means: '{code}: the answer would need letters beyond ASCII, and the client did not allow them.',
    cause: 'VRFY or EXPN was sent without SMTPUTF8.',
    next: 'By hand: add SMTPUTF8 to the command.',
  },
  'smtp.enhanced.6.9': {
    means: '{code}: the message needs letters beyond ASCII in addresses or header, and a server on the way does not take them.',
    cause: 'That server does not offer SMTPUTF8.',
    next: 'Use ASCII addresses for sender and recipient.',
  },
  'smtp.enhanced.6.10': {
    means: '{code}: the answer would need letters beyond ASCII; an outdated number for the same as X.6.8.',
    cause: 'VRFY or EXPN was sent without SMTPUTF8.',
    next: 'By hand: add SMTPUTF8 to the command.',
  },
  'smtp.enhanced.7.0': {
    means: '{code}: refused for a reason of security or policy; the server does not say more in the code.',
    cause: 'A filter, a blocklist, or a sign-in that is missing.',
    next: 'Read the text of the line; ask the administrator of the refusing server.',
  },
  'smtp.enhanced.7.0.temporary': {
    means: '{code}: put off for a reason of security or policy.',
    cause: 'Greylisting, too many messages or attempts, or a check that got no answer.',
    next: 'It is tried again; do not press on meanwhile.',
  },
  'smtp.enhanced.7.1': {
    means: '{code}: a rule forbids this delivery.',
    cause: 'Relaying without a sign-in, a blocklist, a spam filter, or a recipient who takes mail only from known senders.',
    next: 'Read the text of the line; check that the account signs in before sending, else ask the administrator of the refusing server.',
  },
  'smtp.enhanced.7.1.temporary': {
    means: '{code}: a rule puts this delivery off.',
    cause: 'Mostly greylisting: unknown senders must try twice; also a look-up of your server’s name that failed.',
    next: 'It is tried again, mostly with success after five to fifteen minutes.',
  },
  'smtp.enhanced.7.2': {
    means: '{code}: you may not write to this mailing list.',
    cause: 'Only members or moderators may.',
    next: 'Join the list with this address, or ask its owner.',
  },
  'smtp.enhanced.7.3': {
    means: '{code}: the message would have to change from one kind of security to another, which is not possible.',
    cause: 'A gateway meets an encryption or signature it cannot carry over.',
    next: 'Send it without, or in the other form.',
  },
  'smtp.enhanced.7.4': {
    means: '{code}: a security feature or mechanism is not supported.',
    cause: 'The mechanism of the sign-in, or an encryption, that this server does not have.',
    next: 'Choose “Automatic”, or a mechanism that the server lists after EHLO.',
  },
  'smtp.enhanced.7.5': {
    means: '{code}: a cryptographic operation failed.',
    cause: 'A TLS handshake, a signature or a key that did not work out.',
    next: 'Report it to the administrator of your mail server with this line.',
  },
  'smtp.enhanced.7.6': {
    means: '{code}: the cryptographic algorithm is not supported.',
    cause: 'One side offers only old or only new algorithms.',
    next: 'Report it to the administrator of your mail server; old programs may need an update.',
  },
  'smtp.enhanced.7.7': {
    means: '{code}: the message was damaged or changed on the way, or a content rule says so.',
    cause: 'A signature no longer fits; some providers also use this code for their content policy.',
    next: 'Send it again; if it happens again, report it to the administrator of your mail server.',
  },
  'smtp.enhanced.7.8': {
    means: '{code}: the user name or password is wrong.',
    cause: 'A typing error, a changed password, only half of the address as user name, or a provider that demands an application password.',
    next: 'Try the same on the provider’s web pages, then correct it in the settings of the account.',
  },
  'smtp.enhanced.7.8.temporary': {
    means: '{code}: the sign-in cannot be checked at the moment.',
    cause: 'The user database there does not answer, or too many attempts failed.',
    next: 'It is tried again; do not change the password for this.',
  },
  'smtp.enhanced.7.9': {
    means: '{code}: the authentication mechanism is too weak for this account.',
    cause: 'The server wants a stronger one, an application password or OAuth.',
    next: 'Choose another mechanism, or create an application password on the provider’s web pages.',
  },
  'smtp.enhanced.7.10': {
    means: '{code}: an encrypted connection is needed.',
    cause: 'The session is in the clear, or the recipient demands TLS all the way.',
    next: 'Choose TLS or STARTTLS in the settings of the account.',
  },
  'smtp.enhanced.7.11': {
    means: '{code}: this authentication mechanism needs an encrypted connection.',
    cause: 'It would show the password to anybody on the way.',
    next: 'Choose TLS or STARTTLS in the settings of the account.',
  },
  'smtp.enhanced.7.12': {
    means: '{code}: the password has to be set anew first.',
    cause: 'The server keeps it in a form that this mechanism cannot use, or it has expired.',
    next: 'Set a new password on the provider’s web pages.',
  },
  'smtp.enhanced.7.13': {
    means: '{code}: the account is disabled.',
    cause: 'The provider or an administrator has locked it, often after suspicious sending.',
    next: 'Ask the provider to unlock it; another password does not help.',
  },
  'smtp.enhanced.7.14': {
    means: '{code}: a trust relationship with another server is missing.',
    cause: 'The server cannot check your sign-in with the system that knows you.',
    next: 'Report it to the administrator of your mail server.',
  },
  'smtp.enhanced.7.15': {
    means: '{code}: the message’s priority is too low for the server just now.',
    cause: 'It takes only urgent mail, for instance on a narrow line.',
    next: 'Send it with a higher priority, or later.',
  },
  'smtp.enhanced.7.16': {
    means: '{code}: the message is too big for its priority.',
    cause: 'The server reserves high priority for short messages.',
    next: 'Make it smaller, or lower its priority.',
  },
  'smtp.enhanced.7.17': {
    means: '{code}: the mailbox now belongs to somebody else.',
    cause: 'The address was given to a new owner after the date that the sender named.',
    next: 'Ask the person you mean for the new address; do not send private things here.',
  },
  'smtp.enhanced.7.18': {
    means: '{code}: the domain now belongs to somebody else.',
    cause: 'It was registered anew after the date that the sender named.',
    next: 'Ask the person you mean for the new address; do not send private things here.',
  },
  'smtp.enhanced.7.19': {
    means: '{code}: the server cannot check who owned the mailbox at the date named.',
    cause: 'It keeps no record of that, or the mailbox is behind a forwarding.',
    next: 'Make sure another way that the address is still the right one, then send without this demand.',
  },
  'smtp.enhanced.7.20': {
    means: '{code}: no DKIM signature of the message is valid.',
    cause: 'The sending server does not sign, or the key in the DNS does not fit.',
    next: 'The administrator of your mail server sets up DKIM for the domain.',
  },
  'smtp.enhanced.7.21': {
    means: '{code}: there is a valid DKIM signature, but none that this server accepts.',
    cause: 'It signs too little of the message, with a key that is too short, or for a domain it does not trust.',
    next: 'The administrator of your mail server checks what is signed and with which key.',
  },
  'smtp.enhanced.7.22': {
    means: '{code}: no valid DKIM signature belongs to the author’s domain.',
    cause: 'The message is signed by the provider’s domain, not by that of the From address.',
    next: 'The administrator sets up DKIM for the domain of the From address.',
  },
  'smtp.enhanced.7.23': {
    means: '{code}: SPF says that this server may not send for the sender’s domain.',
    cause: 'You send through a server that the domain’s SPF record does not list.',
    next: 'Send through the provider of this address; or its administrator adds the server to the SPF record.',
  },
  'smtp.enhanced.7.24': {
    means: '{code}: the SPF record of the sender’s domain could not be evaluated.',
    cause: 'It has an error, needs more than ten look-ups, or the DNS does not answer.',
    next: 'The administrator of the sender’s domain mends the record.',
  },
  'smtp.enhanced.7.25': {
    means: '{code}: the IP address of the sending server has no correct reverse DNS name.',
    cause: 'A missing PTR record, or a name that does not lead back to the address.',
    next: 'The administrator has the PTR record set by the owner of the network; at home, send through your provider’s server.',
  },
  'smtp.enhanced.7.26': {
    means: '{code}: the message is not authenticated: several checks failed (SPF, DKIM, DMARC).',
    cause: 'The sending server is not listed in SPF, and no DKIM signature of the domain is valid.',
    next: 'Send through the provider of the From address; or its administrator sets up SPF and DKIM.',
  },
  'smtp.enhanced.7.27': {
    means: '{code}: the sender’s own domain says that it accepts no mail (null MX).',
    cause: 'Nobody could answer such a message, so it is not taken.',
    next: 'Use a sender’s address that can receive mail.',
  },
  'smtp.enhanced.7.28': {
    means: '{code}: too much mail in too short a time.',
    cause: 'A limit for the account, the domain or the IP address is passed.',
    next: 'Wait some hours; if you did not send that much, change the password: somebody else may use the account.',
  },
  'smtp.enhanced.7.28.temporary': {
    means: '{code}: too much mail in too short a time, so it is put off.',
    cause: 'A limit for the account, the domain or the IP address is passed.',
    next: 'It is tried again, more slowly; if you did not send that much, change the password.',
  },
  'smtp.enhanced.7.29': {
    means: '{code}: the ARC chain of a forwarded message is not valid.',
    cause: 'A server that forwarded it changed it, or sealed it wrongly.',
    next: 'Send to the final address directly; the administrator of the forwarding server mends ARC.',
  },
  'smtp.enhanced.7.30': {
    means: '{code}: the message must stay encrypted (REQUIRETLS), and the next server does not guarantee that.',
    cause: 'It does not offer REQUIRETLS, or its certificate cannot be verified.',
    next: 'Send without this demand if the content allows it, or reach the recipient another way.',
  },
  'smtp.enhanced.0.0': {
    means: '{code}: refused for good, and the code does not say why.',
    cause: 'The text of the line is all the server tells.',
    next: 'Read it; if it says no more, ask the administrator of the refusing server.',
  },
} satisfies Readonly<Record<string, Entry>>;
