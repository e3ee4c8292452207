/** What texts of servers and of large providers mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const providerEnglish = {
  'provider.gmail.application-password': {
    means: 'Google does not take the account’s usual password from a mail program.',
    cause: 'The account has two-step verification.',
    next: 'Create an app password at myaccount.google.com/apppasswords and enter it as the password here.',
  },
  'provider.gmail.credentials': {
    means: 'Google refused the user name or password.',
    cause: 'Google takes no usual passwords from mail programs any more, only app passwords and OAuth; or there is a typing error.',
    next: 'Use the full address as user name and an app password from myaccount.google.com/apppasswords.',
  },
  'provider.gmail.web-login': {
    means: 'Google wants you to sign in with a browser first.',
    cause: 'The sign-in looks unusual to it: a new place, a new device or too many attempts.',
    next: 'Sign in at mail.google.com, confirm that it was you, then try again here.',
  },
  'provider.gmail.sign-in-first': {
    means: 'Google’s server sends only for accounts that have signed in.',
    cause: 'No user name and password for sending are set in the account.',
    next: 'Give the account a user name and an app password for sending.',
  },
  'provider.gmail.access-off': {
    means: 'IMAP or POP is switched off for this Google account.',
    cause: 'The setting of the account or of the organization forbids mail programs.',
    next: 'Switch it on in Gmail’s settings under “Forwarding and POP/IMAP”, or ask the organization’s administrator.',
  },
  'provider.gmail.connections': {
    means: 'Google allows fifteen connections at a time for an account, and all are in use.',
    cause: 'Other devices or programs keep theirs open.',
    next: 'Close mail programs you do not need; those that broke off are freed after some minutes.',
  },
  'provider.gmail.bandwidth': {
    means: 'Google has locked the account for mail programs because it transferred too much today.',
    cause: 'A first synchronization of a large mailbox, or several programs at once.',
    next: 'Wait up to 24 hours; the mail itself is not affected.',
  },
  'provider.gmail.sending-limit': {
    means: 'The account has sent as much as Google allows in a day (500 recipients, 2,000 in Workspace).',
    cause: 'A large mailing, or somebody else using the account.',
    next: 'Wait 24 hours; if it was not you, change the password; for mailings use a mailing-list service.',
  },
  'provider.gmail.receiving-rate': {
    means: 'This Gmail recipient is getting mail faster than Google delivers it.',
    cause: 'Many senders write to it, or a forwarding floods it.',
    next: 'It is tried again; if it comes back, send it later once more.',
  },
  'provider.gmail.unauthenticated': {
    means: 'Gmail takes mail only if SPF or DKIM proves the sender’s domain; here neither did.',
    cause: 'The server that sent it is not in the domain’s SPF record, and no DKIM signature is valid.',
    next: 'Send through the provider of the From address; or its administrator sets up SPF and DKIM in the DNS.',
  },
  'provider.gmail.dmarc': {
    means: 'The sender’s domain asks in its DMARC policy to refuse mail that is not proved, and Gmail does so.',
    cause: 'The message went through a server the domain does not use, or was changed by a forwarding.',
    next: 'Send through the domain’s own provider; its administrator checks SPF, DKIM and DMARC.',
  },
  'provider.gmail.unsolicited': {
    means: 'Gmail takes this message for unsolicited mail.',
    cause: 'Its content, its links, or the reputation of the domain or IP address.',
    next: 'Write it anew, shorter and without links; for a domain of your own look into Google Postmaster Tools.',
  },
  'provider.gmail.unusual-rate': {
    means: 'Gmail limits mail from this IP address, domain or sender because much of it looks unsolicited.',
    cause: 'A sudden rise, a taken-over account, or missing SPF and DKIM.',
    next: 'It is tried again; the administrator looks for a flood in the queue and at Google Postmaster Tools.',
  },
  'provider.gmail.blocked-content': {
    means: 'Gmail does not take this content, because it could harm the recipient.',
    cause: 'A program, a script, an archive with a password or a macro among the attachments.',
    next: 'Put the file on a drive or web page and send its address.',
  },
  'provider.gmail.no-such-user': {
    means: 'There is no such mailbox at Google.',
    cause: 'A typing error, or the account was closed.',
    next: 'Check the address letter by letter; ask the recipient another way.',
  },
  'provider.gmail.inactive': {
    means: 'The Google account exists but takes no mail.',
    cause: 'It was not used for long, or Google or its organization has disabled it.',
    next: 'Reach the recipient another way.',
  },
  'provider.gmail.full': {
    means: 'The recipient’s Google storage is full.',
    cause: 'Mail, photos and Drive share one space.',
    next: 'Tell the recipient another way; send again when there is room.',
  },
  'provider.gmail.size': {
    means: 'The message is larger than Google allows: about 25 MB of attachments.',
    cause: 'Google counts them as sent, in base64, a third larger.',
    next: 'Put large files on a drive and send their address.',
  },
  'provider.gmail.header': {
    means: 'Gmail refuses the message’s header as not conforming to RFC 5322.',
    cause: 'A missing or doubled From or Message-ID, several addresses in From, or a line that is too long.',
    next: 'Report it to the author of the program that wrote the message.',
  },
  'provider.gmail.relay': {
    means: 'Google’s relay does not take mail from this IP address or for this account.',
    cause: 'The sending server is not registered in the Workspace administration, or signs in with another domain.',
    next: 'The Workspace administrator registers the IP address under SMTP relay service.',
  },
  'provider.microsoft.basic-retired': {
    means: 'Microsoft no longer lets programs sign in with a password here (basic authentication); only OAuth is left.',
    cause: 'Microsoft has switched it off for Outlook.com and Microsoft 365.',
    next: 'Use a way to sign in with OAuth, or another way of sending that the organization’s administrator offers.',
  },
  'provider.microsoft.smtp-auth-off': {
    means: 'Sending with a sign-in (SMTP AUTH) is switched off for this mailbox or the whole organization.',
    cause: 'Microsoft 365 has it off unless an administrator switches it on.',
    next: 'The administrator enables “Authenticated SMTP” for the mailbox in the Microsoft 365 admin centre.',
  },
  'provider.microsoft.security-defaults': {
    means: 'A security policy of the organization forbids this sign-in.',
    cause: '“Security defaults” or conditional access demand a second factor, which a password cannot give.',
    next: 'The administrator allows it for this account, or you use OAuth.',
  },
  'provider.microsoft.credentials': {
    means: 'Microsoft refused the user name or password.',
    cause: 'A typing error, a changed password, or an account with two-step verification that needs an app password or OAuth.',
    next: 'Try the same at outlook.com; use the full address as user name.',
  },
  'provider.microsoft.anonymous': {
    means: 'Microsoft’s server sends only for accounts that have signed in.',
    cause: 'The account has no user name and password for sending, or the sign-in before failed.',
    next: 'Give the account a user name and password for sending; look at the reply to AUTH.',
  },
  'provider.microsoft.send-as': {
    means: 'The signed-in account may not send as this sender.',
    cause: 'The From address is another mailbox or an alias without the right “Send As”.',
    next: 'Send with the account’s own address, or ask the administrator for “Send As” on the other mailbox.',
  },
  'provider.microsoft.not-connected': {
    means: 'The password is right, but the mailbox could not be opened.',
    cause: 'IMAP is switched off for it, the account has no mailbox, or the user name names a shared mailbox wrongly.',
    next: 'Check at outlook.com that the mailbox opens, and have IMAP switched on for it; then try again.',
  },
  'provider.microsoft.session-ended': {
    means: 'Microsoft has ended the session because the permission to sign in has run out.',
    cause: 'An OAuth token lasts about an hour, or the password was changed.',
    next: 'A new session is opened; if that is refused, sign in again in the settings of the account.',
  },
  'provider.microsoft.recipient-not-found': {
    means: 'The Exchange organization has no such recipient.',
    cause: 'A typing error, or the person has left; sometimes an old address stored by the mail program.',
    next: 'Type the address anew instead of choosing the suggested one.',
  },
  'provider.microsoft.access-denied': {
    means: 'Microsoft 365 refuses this recipient before the message: the address does not exist there, or the domain is not set up.',
    cause: 'Unknown recipients are turned away at the edge like this; also a domain whose DNS points to Microsoft too early.',
    next: 'Check the address; if it is right, tell the recipient’s administrator another way.',
  },
  'provider.microsoft.busy': {
    means: 'Microsoft 365 puts the sending server off.',
    cause: 'It does not know the server yet, or gets more from it than usual.',
    next: 'It is tried again; an administrator warms a new IP address up slowly.',
  },
  'provider.microsoft.ip-reputation': {
    means: 'Microsoft limits or blocks the sending server for its reputation.',
    cause: 'Spam came from its IP address or network, or the address is new.',
    next: 'The administrator looks at sendersupport.olc.protection.outlook.com and asks there for delisting.',
  },
  'provider.microsoft.banned-ip': {
    means: 'Microsoft 365 has banned the IP address of the sending server.',
    cause: 'Spam came from it.',
    next: 'The administrator ends the cause and asks for removal at sender.office.com.',
  },
  'provider.microsoft.bad-sender': {
    means: 'Microsoft has blocked this account from sending.',
    cause: 'It sent too much or what looked like spam; often somebody else has the password.',
    next: 'Change the password; the administrator then unblocks the account under “Restricted entities”.',
  },
  'provider.microsoft.tenant-blocked': {
    means: 'Microsoft 365 takes no more mail from this whole organization for now.',
    cause: 'It sent too much, is new, or has an unregistered domain or IP address.',
    next: 'The organization’s administrator looks for taken-over accounts and asks Microsoft’s support to lift the block.',
  },
  'provider.microsoft.sending-limit': {
    means: 'The account has sent as much as Microsoft allows.',
    cause: 'Too many recipients in a day, or too many messages in a minute.',
    next: 'Wait until tomorrow; for mailings use a mailing-list service.',
  },
  'provider.microsoft.concurrent': {
    means: 'Microsoft allows three sending connections of a mailbox at a time.',
    cause: 'Another program or device is sending with the same account.',
    next: 'It is tried again.',
  },
  'provider.microsoft.forwarding': {
    means: 'The organization does not allow mail to be forwarded automatically to the outside.',
    cause: 'Microsoft 365 forbids it unless an administrator allows it.',
    next: 'The forwarding’s owner asks the organization’s administrator.',
  },
  'provider.microsoft.connector': {
    means: 'Microsoft 365 cannot tell which organization this mail belongs to, so it does not relay it.',
    cause: 'The connector’s certificate or IP address does not fit the sending server.',
    next: 'The organization’s administrator mends the inbound connector.',
  },
  'provider.microsoft.relay': {
    means: 'The Exchange server does not relay to other domains from here.',
    cause: 'The session has not signed in, or the receive connector does not allow relaying.',
    next: 'Let the account sign in before sending; otherwise the administrator changes the connector.',
  },
  'provider.microsoft.restricted': {
    means: 'This mailbox or group takes mail only from certain senders.',
    cause: 'It is open to its own organization or to chosen people only.',
    next: 'Ask the owner of the group to admit you, or write to a member.',
  },
  'provider.microsoft.dmarc': {
    means:
      'Microsoft refuses mail whose sender is not proved as the domain’s DMARC policy, or Microsoft’s own rule for large senders, demands.',
    cause: 'SPF and DKIM fail, or fit another domain than that of the From address.',
    next: 'Send through the domain’s own provider; its administrator sets up SPF, DKIM and DMARC.',
  },
  'provider.microsoft.next-hop': {
    means: 'Microsoft 365 could not hand the message to the recipient’s server.',
    cause: 'That server does not answer, refuses TLS, or its domain is not in the DNS.',
    next: 'Check the domain of the address; then tell the recipient’s administrator another way.',
  },
  'provider.microsoft.loop': {
    means: 'Within Exchange the message goes round in a circle.',
    cause: 'A domain is marked as internal or external wrongly, or a forwarding leads back.',
    next: 'Tell the recipient’s administrator another way.',
  },
  'provider.yahoo.sign-in': {
    means: 'Yahoo refused the sign-in.',
    cause: 'Yahoo takes only app passwords and OAuth from mail programs, and blocks after several wrong attempts.',
    next: 'Create an app password on Yahoo’s account security page, enter it here, and wait a while if attempts have failed.',
  },
  'provider.yahoo.deferred': {
    means: 'Yahoo puts mail from this server off (TSS codes).',
    cause: 'Users complained about its mail, or it sends more than usual.',
    next: 'It is tried again; if it lasts for days, the administrator looks at senders.yahooinc.com.',
  },
  'provider.yahoo.not-verified': {
    means: 'Yahoo does not let the account send with this From address.',
    cause: 'The address is not verified in the account.',
    next: 'Use the account’s own address, or add and verify the other one in Yahoo’s settings.',
  },
  'provider.yahoo.policy': {
    means: 'Yahoo refuses the message by its policy.',
    cause: 'The sender is not proved by SPF, DKIM and DMARC, or content or reputation speak against it.',
    next: 'Send through the provider of the From address; its administrator looks at senders.yahooinc.com.',
  },
  'provider.yahoo.no-such-user': {
    means: 'There is no such mailbox at Yahoo.',
    cause: 'A typing error, or the account was closed after a year without use.',
    next: 'Check the address; ask the recipient another way.',
  },
  'provider.apple.policy': {
    means: 'iCloud refuses or puts off the message by its policy.',
    cause: 'Content, the reputation of the sending server, or a sender not proved by SPF, DKIM and DMARC.',
    next: 'Send through the provider of the From address; its administrator writes to icloudadmin@apple.com with the line.',
  },
  'provider.apple.relay-address': {
    means: 'A private Apple address (Hide My Email) takes mail only from senders that its owner’s app registered.',
    cause: 'Your address is not among them, or the owner switched the address off.',
    next: 'Ask the recipient for the usual address.',
  },
  'provider.yandex.access-off': {
    means: 'Yandex does not let mail programs into this account.',
    cause: 'Access for mail programs is off, or an app password is missing.',
    next: 'Switch it on in Yandex Mail under “Email clients” and create an app password.',
  },
  'provider.mailru.application-password': {
    means: 'Mail.ru takes only application passwords from mail programs.',
    cause: 'The account’s usual password was used.',
    next: 'Create a password for external applications in the account’s security settings and enter it here.',
  },
  'provider.netease.authorization-code': {
    means: 'QQ and NetEase (163) take an authorization code from mail programs instead of the password.',
    cause: 'The account’s usual password was used, or the service for mail programs is off.',
    next: 'Switch IMAP/SMTP on in the web mail’s settings and enter the code that it shows.',
  },
  'provider.gmx.no-service': {
    means: 'GMX, WEB.DE and IONOS take no mail from this client.',
    cause: 'Its IP address has no proper reverse name, is a home connection, or has a bad reputation.',
    next: 'Send through your provider’s server; an administrator follows the address in the line.',
  },
  'provider.zoho.unusual': {
    means: 'Zoho has stopped sending from this account for a while.',
    cause: 'It sent much in a short time, which looks unusual.',
    next: 'Wait some hours; sign in on the web and follow what Zoho asks; change the password if it was not you.',
  },
  'provider.zoho.relaying': {
    means: 'Zoho does not let the account send with this sender’s address.',
    cause: 'The From address is no address or alias of the account.',
    next: 'Use the account’s own address, or add the other one as an alias.',
  },
  'provider.orange.policy': {
    means: 'Orange limits or refuses mail from this server (OFR codes).',
    cause: 'Too many connections or messages, or a bad reputation of its IP address.',
    next: 'It is tried again where the code begins with 4; the administrator sends less at a time and looks at postmaster.orange.fr.',
  },
  'provider.telekom.contact': {
    means: 'T-Online takes no mail from this server.',
    cause: 'Its IP address is unknown there, has no imprint on its web site, or has a bad reputation.',
    next: 'The administrator writes to tosa@rx.t-online.de and asks for admission.',
  },
  'provider.amazon.not-verified': {
    means: 'Amazon SES does not know this sender’s address or domain.',
    cause: 'It is not verified in the region, or the account is still in the sandbox and may write to verified recipients only.',
    next: 'The administrator verifies it in the SES console, or asks there for production access.',
  },
  'provider.amazon.throttled': {
    means: 'Amazon SES allows no more at the moment.',
    cause: 'The rate for a second or the quota for a day is used up.',
    next: 'It is tried again; the administrator asks for a higher quota if it happens often.',
  },
  'provider.proofpoint.blocked': {
    means: 'A Proofpoint filter in front of the recipient blocks the sending server.',
    cause: 'Its IP address has a bad reputation there.',
    next: 'The administrator asks for delisting at ipcheck.proofpoint.com.',
  },
  'provider.mimecast.policy': {
    means: 'A Mimecast filter in front of the recipient refuses or puts off the message by a rule of the recipient’s organization.',
    cause: 'A blocked sender, an unknown recipient, or greylisting.',
    next: 'Ask the recipient to have your address permitted by their administrator.',
  },
  'provider.text.dynamic-address': {
    means: 'The server takes no mail directly from home and mobile connections.',
    cause: 'The IP address is on a list of such addresses (PBL), which is no reproach.',
    next: 'Send through your provider’s server on port 465 or 587 with user name and password.',
  },
  'provider.text.spamhaus': {
    means: 'The sending server is on a Spamhaus blocklist.',
    cause: 'Spam or malware came from its IP address or domain, or it is a home connection.',
    next: 'Look the address up at check.spamhaus.org; the administrator ends the cause and asks for removal there.',
  },
  'provider.text.barracuda': {
    means: 'The sending server is on Barracuda’s blocklist, or a Barracuda filter stopped the message.',
    cause: 'Spam came from its IP address.',
    next: 'The administrator looks the address up at barracudacentral.org and asks for removal there.',
  },
  'provider.text.blocklist': {
    means: 'The sending server is on a blocklist that this server uses.',
    cause: 'Spam came from its IP address, its network or a domain in the message.',
    next: 'Follow the address in the line; the administrator ends the cause and asks the list for removal.',
  },
  'provider.text.greylist': {
    means: 'Greylisting: the server sends every unknown sender away once and takes the second attempt.',
    cause: 'Programs that send spam seldom try twice.',
    next: 'It is tried again, mostly with success after five to fifteen minutes.',
  },
  'provider.text.relay': {
    means: 'The server does not pass mail on to this domain for you: it is not its own, and the session has not signed in.',
    cause: 'The account sends without user name and password, or the wrong server is set.',
    next: 'Give the account a user name and password for sending, or your own provider’s server.',
  },
  'provider.text.recipient-table': {
    means: 'The server is responsible for this domain, but its table of mailboxes (Postfix) does not hold the address.',
    cause: 'A typing error, or the mailbox was not created or is gone.',
    next: 'Check the address; on a server of your own, look at virtual_mailbox_maps or local_recipient_maps.',
  },
  'provider.text.user-unknown': {
    means: 'The server knows no such recipient.',
    cause: 'A typing error before the at sign, or the mailbox is gone.',
    next: 'Correct the address, or ask the recipient another way.',
  },
  'provider.text.not-owned': {
    means: 'The signed-in account may not use this sender’s address.',
    cause: 'The From address belongs to another account or domain on the server.',
    next: 'Use the account’s own address as sender, or have the administrator allow the other one.',
  },
  'provider.text.not-logged-in': {
    means: 'This sender’s address may be used only after signing in.',
    cause: 'It belongs to a mailbox of this server, and the session has not signed in.',
    next: 'Give the account a user name and password for sending.',
  },
  'provider.text.sender-verify': {
    means: 'The server asked the sender’s own mail server whether the address exists, and did not get a yes.',
    cause: 'The sender’s address is mistyped or takes no mail, or its server does not answer such questions.',
    next: 'Check the sender’s address in the settings; its administrator looks at why it refuses bounces.',
  },
  'provider.text.sender-domain': {
    means: 'The server does not find the sender’s domain in the DNS.',
    cause: 'A typing error in the account’s address, or the domain has lapsed.',
    next: 'Correct the sender’s address; for a domain of your own, let the administrator check its DNS.',
  },
  'provider.text.recipient-domain': {
    means: 'The server does not find the recipient’s domain in the DNS.',
    cause: 'A typing error after the at sign, or the domain has lapsed.',
    next: 'Correct the part after the at sign, or ask the recipient another way.',
  },
  'provider.text.helo-name': {
    means: 'The server wants a full host name after HELO or EHLO, with a dot in it.',
    cause: 'The client gave a bare name such as “localhost” or the computer’s own name.',
    next: 'Sign in before sending, which most servers then accept; by hand, greet with a full name or [192.0.2.7].',
  },
  'provider.text.helo-refused': {
    means: 'The server does not accept the name that the client gave after HELO or EHLO.',
    cause: 'It is not in the DNS, is the server’s own, or is on a list.',
    next: 'By hand, greet with the client’s real name; the administrator gives the sending server a name that is in the DNS.',
  },
  'provider.text.reverse-dns': {
    means: 'The server finds no proper name for the IP address of the sending server.',
    cause: 'A missing reverse entry (PTR), or a name that does not lead back to the address.',
    next: 'The administrator has the PTR entry set by the owner of the network; at home, send through your provider’s server.',
  },
  'provider.text.spf': {
    means: 'SPF failed: the sender’s domain does not list the server that sent this.',
    cause: 'You send with this address through another provider’s server, or a forwarding did.',
    next: 'Send through the provider of the address; or its administrator adds the server to the SPF record.',
  },
  'provider.text.dmarc': {
    means: 'DMARC failed: neither SPF nor DKIM proves the domain of the From address, and the domain asks to refuse such mail.',
    cause: 'The message went through a server the domain does not use, or a mailing list changed it.',
    next: 'Send through the domain’s own provider; its administrator checks SPF, DKIM and DMARC.',
  },
  'provider.text.size': {
    means: 'The message is larger than the server or the mailbox allows.',
    cause: 'Attachments grow by a third on the way.',
    next: 'Make them smaller, or put the files on a drive and send their address.',
  },
  'provider.text.full': {
    means: 'The recipient’s mailbox is full.',
    cause: 'Its space is used up.',
    next: 'Tell the recipient another way; send again when there is room.',
  },
  'provider.text.disk-full': {
    means: 'The server’s own disk is full; it is not the mailbox.',
    cause: 'Its queue or storage has no room left.',
    next: 'It is tried again where the code begins with 4; if it lasts for hours, tell the administrator of that server.',
  },
  'provider.text.virus': {
    means: 'The server found malware in the message, or thinks it did.',
    cause: 'An attachment or a link looks dangerous to its scanner.',
    next: 'Check this computer with a virus scanner; send the content in another format.',
  },
  'provider.text.spam': {
    means: 'A filter of the server takes the message for spam.',
    cause: 'Its words, its links, or the reputation of the sending server.',
    next: 'Write it anew with fewer links and pictures, or reach the recipient another way.',
  },
  'provider.text.attachment': {
    means: 'The server does not take an attachment of this kind.',
    cause: 'Programs, scripts, macros and locked archives are often forbidden.',
    next: 'Send it in another format, or put the file on a drive and send its address.',
  },
  'provider.text.rate': {
    means: 'A limit of sending is reached: so many messages or recipients in an hour or a day.',
    cause: 'A large mailing, or somebody else using the account.',
    next: 'Wait until the limit is over; if you did not send that much, change the password.',
  },
  'provider.text.connections': {
    means: 'Too many connections from this address are open at the server.',
    cause: 'Several programs or devices send or read at once, or old sessions have not ended.',
    next: 'It is tried again; close other mail programs on this network.',
  },
  'provider.text.errors': {
    means: 'The server closes after too many refused commands.',
    cause: 'Many wrong recipients, failed sign-ins, or mistyped commands in one session.',
    next: 'Look at the refusals before this line; correct them, then try again.',
  },
  'provider.text.sign-ins': {
    means: 'The server has stopped taking sign-ins from here for a while.',
    cause: 'Too many attempts failed, perhaps by another device with an old password.',
    next: 'Correct the password everywhere, then wait some minutes to an hour.',
  },
  'provider.text.account-locked': {
    means: 'The account is locked or not active.',
    cause: 'The provider blocked it, often after suspicious sending or an unpaid bill.',
    next: 'Sign in on the provider’s web pages and follow what is said there, or ask its support.',
  },
  'provider.text.starttls-first': {
    means: 'The connection must be encrypted before this command.',
    cause: 'The session is in the clear.',
    next: 'Choose STARTTLS, or TLS with its own port, in the settings of the account.',
  },
  'provider.text.sign-in-first': {
    means: 'The server takes this only after a sign-in.',
    cause: 'The account has no user name and password for sending, or the sign-in failed before.',
    next: 'Give the account a user name and password for sending.',
  },
  'provider.text.access-denied': {
    means: 'The server’s access rules shut this client, sender or recipient out.',
    cause: 'A rule of its administrator, or a list of addresses it does not want.',
    next: 'Ask the administrator of that server, with this line.',
  },
  'provider.text.loop': {
    means: 'The message has passed too many servers: it goes round in a circle.',
    cause: 'Two addresses or servers forward it to each other.',
    next: 'Tell the recipient, who may have set the forwarding, or the administrator of that domain.',
  },
  'provider.text.no-recipients': {
    means: 'No recipient was accepted, so there is nobody to send the message to.',
    cause: 'All recipients were refused before.',
    next: 'Look at the replies to RCPT TO and correct the addresses.',
  },
  'provider.text.local-problem': {
    means: 'Something inside the server does not work at the moment: a table, a directory or its configuration.',
    cause: 'A database of users or a service behind the server is down.',
    next: 'It is tried again; if it lasts, tell the administrator of that server.',
  },
  'provider.text.timeout': {
    means: 'The server waited too long for the next line and closes the connection.',
    cause: 'The client was silent for minutes, or the network stood still.',
    next: 'A new connection is made when there is something to do.',
  },
  'provider.text.line-format': {
    means: 'The server refuses how the lines of the message are written.',
    cause: 'A line of more than 998 characters, or a line end that is not CRLF.',
    next: 'Send it again as plain text; report it to the author of the program that wrote it.',
  },
  'provider.text.too-early': {
    means: 'The client spoke before its turn: before the greeting, or without waiting for a reply it must wait for.',
    cause: 'Many programs that send spam do so, so the server refuses it.',
    next: 'By hand: wait for each reply before the next command.',
  },
} satisfies Readonly<Record<string, Entry>>;
