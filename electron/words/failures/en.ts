/** Failures in English. */
import type { FailureWords } from '../failure-words.ts';

export const failuresEnglish: FailureWords = {
  theServer: 'the server',
  theProtocol: 'the protocol',
  theCommand: 'a command',
  unknown: 'unknown',
  again: {
    byItself: 'Postglass tries again by itself.',
    at: 'Postglass tries again by itself; next attempt: {time}.',
    kept: 'It stays in the outbox of this data folder: the next `send` after {time} tries again, and so does Postglass when it is started with this folder.',
    nobody: 'Try again later.',
  },
  owner: ' (process {pid})',
  validity: { expired: 'expired on {date}', early: 'is not valid before {date}', unknown: 'is not valid today' },
  damagedUserData: {
    happened: 'The file that holds the accounts, the drafts, the outbox and the mail kept only on this computer is damaged.',
    next: 'Close Postglass and put user-data.sqlite back from a backup of the data folder; do not delete it: it may still be read with SQLite’s own tools.',
  },
  missingUserData: {
    happened: 'The file with your accounts, drafts and outbox is missing or empty: {detail.path}.',
    next: 'Put user-data.sqlite (keep.sqlite in earlier versions) back from a backup of the data folder and start again. To start as new instead, move {detail.cache} out of the folder as well.',
  },
  doubledUserData: {
    happened: 'Your accounts, drafts and outbox are in the data folder twice: {detail.path}, and {detail.former} of an earlier version.',
    next: 'Make a copy of both, move the one that you do not want out of the folder and start again.',
  },
  where: { anywhere: 'in the settings of the account', settings: 'here' },
  unnamed: {
    'recipients-refused': {
      happened: '{server} refused the recipients.',
      next: 'Correct the addresses; the reason is in the server’s replies.',
    },
    'recipients-blocked': {
      happened: '{server} does not accept this message for its recipients.',
      next: 'Read the reason in the server’s replies; ask the server’s administrator, or contact the recipients another way.',
    },
  },
  sentences: {
    'input-invalid': {
      happened: 'What was entered is not valid ({detail.path}: {detail.message}).',
      next: 'Correct it and try again.',
    },
    'not-found': { happened: 'This is no longer here.', next: 'It may have been removed in another window; choose another one.' },
    cancelled: { happened: 'This was cancelled.', next: 'Start it again when you want it.' },
    'too-late': { happened: 'It is too late to undo that.', next: 'What was done stays done; look at what the server answered.' },
    internal: {
      happened: 'Something went wrong inside Postglass ({detail.message}).',
      next: 'Try again; if it happens again, report it with the transcript.',
    },
    'capability-missing': {
      happened: 'This computer or browser does not offer what that needs.',
      next: 'Use the desktop program, or do it by hand.',
    },
    'pattern-invalid': {
      happened: 'This is not a regular expression: {detail.message}.',
      next: 'Correct it, or write \\ before a sign that is meant as itself, such as ( or *.',
    },
    'secret-not-held': {
      happened: 'The vault does not hold what was covered here.',
      next: 'It holds the present password of the account, as a sign-in spells it; a token, a proof with random parts or an earlier password cannot be shown.',
    },
    'too-soon': {
      happened: 'A secret was asked for less than a second ago.',
      next: 'Wait a second and try again: Postglass reveals at most one a second.',
    },
    'pattern-too-slow': {
      happened: 'The regular expression is too slow: the search was ended.',
      next: 'Write it without repetitions inside repetitions, such as (a+)+, or narrow the search to a session.',
    },
    'uidl-missing': {
      happened: '{server} gives its messages no permanent identifiers (UIDL).',
      next: 'Mail is still fetched; Postglass compares every message each time to find the new ones, so it takes longer.',
    },
    'provisioning-invalid': {
      happened: 'The accounts file is wrong at {detail.path}: {detail.message}.',
      next: 'Correct that field; nothing of the file was used.',
    },
    offline: {
      happened: 'This computer has no network.',
      next: 'Your mail is here to read; what you change and send goes out when the network is back.',
    },
    'host-not-found': {
      happened: 'No address was found for {host}.',
      next: 'Check the spelling of the host name and your DNS.',
    },
    'name-lookup-failed': {
      happened: 'The address of {host} could not be looked up: no name server answered.',
      next: 'Check the network and the DNS of this computer. {again}',
    },
    'network-unreachable': {
      happened: 'This computer found no route to {server}.',
      next: 'Check the network, a VPN or firewall, and whether the server has only an IPv6 address that this network does not reach. {again}',
    },
    'connection-refused': {
      happened: '{server} refused the connection.',
      next: 'Check the port; the service may not be running, or a firewall may block the connection.',
    },
    'connection-timeout': {
      happened: '{server} did not answer in time.',
      next: 'Check host, port and firewall, then try again.',
    },
    'connection-lost': { happened: 'The connection to {server} was lost.', next: '{again} No mail was lost.' },
    'connection-stalled': {
      happened: '{server} stopped in the middle and sent nothing more.',
      next: 'Postglass closed the connection. {again}',
    },
    'tls-expected': {
      happened: '{server} said nothing; it may be waiting for TLS.',
      next: 'Choose TLS {where}, or the port that fits the setting there (with STARTTLS: IMAP 143, POP3 110, SMTP 587; with TLS: 993, 995, 465).',
    },
    'tls-failed': {
      happened: 'No secure connection could be set up with {server}.',
      next: 'Check that this port speaks TLS; STARTTLS and TLS use different ports.',
    },
    'certificate-untrusted': {
      happened: 'The certificate of {server} is not signed by an authority that this computer trusts.',
      next: 'Look at the certificate chain; accept it for this server only if you know that it is the right one.',
    },
    'certificate-expired': {
      happened: 'The certificate of {server} {validity}.',
      next: 'Ask the server’s administrator to renew it, and check the clock of this computer.',
    },
    'certificate-wrong-name': {
      happened: 'The certificate of {server} was issued for another name.',
      next: 'Use a host name that the certificate contains, or ask the server’s administrator.',
    },
    'certificate-changed': {
      happened: 'The certificate of {server} is not the one you accepted.',
      next: 'Find out why it changed before you accept the new one.',
    },
    'starttls-missing': {
      happened: '{server} does not offer STARTTLS, which this account requires; the password was not sent.',
      next: 'Use the TLS port, or ask the server’s administrator; somebody may be tampering with the connection.',
    },
    'starttls-refused': {
      happened: '{server} refused STARTTLS, which this account requires; the password was not sent.',
      next: 'Use the TLS port, or ask the server’s administrator.',
    },
    'data-before-tls': {
      happened: '{server} sent data before the connection was encrypted; an attacker on the way could have inserted it.',
      next: 'Nothing of it was used; try another network, and tell the server’s administrator.',
    },
    'preauth-refused': {
      happened: '{server} claimed that you are already signed in before the connection was encrypted.',
      next: 'Nothing was sent; try another network, and tell the server’s administrator.',
    },
    'greeting-refused': {
      happened: '{server} refused the connection with its first reply.',
      next: 'Read its reason below; try again later.',
    },
    'server-alert': { happened: '{server} has a message for you.', next: 'Read it below; it may ask you to do something.' },
    'authentication-refused': {
      happened: '{server} did not accept the user name or password.',
      next: 'Check both {where}.',
    },
    'authentication-unavailable': { happened: '{server} cannot check passwords at the moment.', next: '{again}' },
    'mechanism-missing': {
      happened: '{server} does not offer a way to sign in that this account allows.',
      next: 'Choose “Automatic” or one of the mechanisms that the server lists.',
    },
    'password-missing': { happened: 'The password of this account is not known.', next: 'Enter it {where}.' },
    'password-bound': {
      happened:
        'The password of {detail.account} was given for {detail.server}, and for a connection at least as protected as it has there.',
      next: 'Connect to that server, and start TLS first where the account uses it.',
    },
    'login-put-off': {
      happened: '{server} does not let this account in for now.',
      next: 'The server did not say that the password is wrong. {again}',
    },
    'sign-in-required': {
      happened: '{server} accepts mail only after you sign in.',
      next: 'Enter the user name and password for sending {where}.',
    },
    'sign-in-not-offered': {
      happened: '{server} offers no way to sign in on this port.',
      next: 'Use the port that is meant for sending (587 with STARTTLS, 465 with TLS); leave the user name empty where the server asks for none.',
    },
    'sign-in-refused': {
      happened: '{server} did not let you sign in.',
      next: 'Read its reason below, and ask the server’s administrator.',
    },
    'app-password-needed': {
      happened: '{server} does not accept the ordinary password of the account from a mail program.',
      next: 'Create an app password on the web pages of the mail provider and enter it {where}.',
    },
    'password-sign-in-off': {
      happened: '{server} does not let this account sign in with a password (basic authentication is switched off there).',
      next: 'Ask the server’s administrator to allow SMTP with a password for this account, or send through another server.',
    },
    'mechanism-refused': {
      happened: '{server} does not accept the way to sign in that was used ({command}).',
      next: 'Choose another mechanism {where}, or check that this port is for sending with a password.',
    },
    'encryption-required': {
      happened: '{server} requires an encrypted connection first.',
      next: 'Choose STARTTLS or TLS {where}.',
    },
    'command-refused': { happened: '{server} refused {command}.', next: 'Read its reason below.' },
    'temporarily-refused': { happened: '{server} asks to try again later.', next: '{again}' },
    greylisted: {
      happened: '{server} puts off mail from senders it does not know yet (greylisting) and asks to try again later.',
      next: '{again}',
    },
    'protocol-violation': {
      happened: '{server} sent something that {protocol} does not allow.',
      next: 'Check that host and port belong to this protocol; the transcript shows what came.',
    },
    'limit-exceeded': {
      happened: '{server} sent more than Postglass accepts at once.',
      next: 'The transcript shows what came; nothing of it was used.',
    },
    'too-many-consoles': { happened: 'There are already {detail.limit} consoles open.', next: 'Close one of them.' },
    'console-idle': { happened: 'Nothing was said for {detail.minutes} minutes.', next: 'Postglass closed the connection; connect again.' },
    'address-invalid': { happened: '“{detail.piece}” is not an address that mail can be sent to.', next: 'Correct it and send again.' },
    'sender-refused': {
      happened: '{server} does not accept mail from this address.',
      next: 'Check the address of the account, and whether you must sign in to send.',
    },
    'recipients-refused': {
      happened: '{server} refused these recipients: {detail.addresses}.',
      next: 'Correct the addresses; the reason is shown beside each.',
    },
    'recipients-blocked': {
      happened: '{server} does not accept this message for: {detail.addresses}.',
      next: 'The reason is shown beside each; ask the server’s administrator, or contact the recipients another way.',
    },
    'mailbox-full': {
      happened: 'The mailbox of a recipient is full.',
      next: 'Contact the recipient another way, or send again when there is space.',
    },
    'smtputf8-missing': {
      happened: '{server} does not accept addresses with letters outside ASCII (it does not offer SMTPUTF8).',
      next: 'Use an address in ASCII for this recipient, or send through another server.',
    },
    'message-refused': { happened: '{server} refused the message.', next: 'Read its reason below; change the message and send it again.' },
    'message-too-large': { happened: 'The message is larger than {server} accepts.', next: 'Send smaller or fewer attachments.' },
    'draft-too-large': {
      happened: 'This is too much for one message.',
      next: 'Attach a smaller file, or write to fewer people at once. Nothing was changed.',
    },
    'outcome-unknown': {
      happened: 'The connection was lost after the whole message had been sent, so it is not known whether {server} accepted it.',
      next: 'Postglass does not send it again by itself; check whether it arrived, then choose in the outbox what to do.',
    },
    'sent-since-copy': {
      happened: 'The outbox was put back from a copy, and this message has been sent since the copy was made: it may have arrived.',
      next: 'Postglass does not send it again by itself; check whether it arrived, then choose in the outbox what to do.',
    },
    'handed-over': {
      happened: 'The message is being handed over to the server, or has been, and cannot be cancelled any more.',
      next: 'Wait for the server’s answer; the outbox will show it.',
    },
    'retries-exhausted': {
      happened: '{server} deferred this message too often.',
      next: 'Read its reason below, then send the message again later.',
    },
    'uid-validity-changed': {
      happened: 'UIDVALIDITY changed: the server renumbered this folder.',
      next: 'It is being read again; nothing needs to be done.',
    },
    'mailbox-changed': {
      happened: 'The account {detail.account} was switched to another mailbox, so this change was not made.',
      next: 'Make it in a program that still reads the old mailbox, if you still want it.',
    },
    'message-held-back': {
      happened: '{server} does not deliver this message for now.',
      next: 'Its reason is below. The other messages are not affected; Postglass asks for this one again, ever less often.',
    },
    'message-gone': { happened: 'This message is no longer on the server.', next: 'It was removed or moved by another program.' },
    'message-longer-than-announced': {
      happened: '{server} announced a message of {detail.announced} octets and sent more than {detail.limit}.',
      next: 'Nothing of it was kept and it stays on the server; the transcript shows what came.',
    },
    'list-outdated': { happened: 'The list has changed since it was shown.', next: 'Look at it again, and then choose once more.' },
    'folder-gone': { happened: 'This folder is no longer on the server.', next: 'It was removed or renamed by another program.' },
    'folder-missing': {
      happened: 'The server has no folder for this and did not create one.',
      next: 'Create it on the server, then try again.',
    },
    'folder-refused': {
      happened: '{server} does not open the folder “{detail.folder}”.',
      next: 'Read its reason below. The other folders are not affected; Postglass tries this one again at every synchronisation.',
    },
    'folder-name-unusable': {
      happened: 'The server’s name for the folder “{detail.folder}” cannot be used.',
      next: 'Rename it with another program; the other folders are not affected.',
    },
    'messages-undelivered': {
      happened: '{server} did not deliver {detail.count} of the messages in “{detail.folder}”.',
      next: 'All others have arrived; Postglass asks for these again, one by one, after the others.',
    },
    'message-too-large-to-keep': {
      happened: 'The message is too large to keep: {detail.megabytes} MB.',
      next: 'It stays on the server; Postglass keeps messages of up to {detail.limit} MB.',
    },
    'messages-too-large-to-keep': {
      happened: 'Messages in “{detail.folder}” too large to keep: {detail.count}, the largest of {detail.megabytes} MB.',
      next: 'They stay on the server; Postglass keeps messages of up to {detail.limit} MB. All others have arrived.',
    },
    'quota-exceeded': {
      happened: '{server} says that this mailbox is full.',
      next: 'Delete mail that is no longer needed, or ask for more space.',
    },
    'copy-kept-here': {
      happened: 'The message was sent, but {server} did not accept the copy for the Sent folder.',
      next: 'The copy is kept on this computer only, in the folder for sent mail.',
    },
    'message-unparsable': {
      happened: 'This message is too damaged or too complex to be shown.',
      next: 'Its headers and its source can still be read.',
    },
    'not-a-notice': {
      happened: 'This message is no notice about mail.',
      next: 'Give it a delivery status notification, or another answer of a mail program.',
    },
    'not-a-message': {
      happened: 'This file is not a mail message.',
      next: 'A message begins with header fields such as From and Date; most programs save messages with the ending .eml.',
    },
    'remote-content-refused': {
      happened: 'Remote content of this message cannot be loaded.',
      next: 'Open the link in a browser if you trust it.',
    },
    'port-taken': {
      happened: 'Port {detail.port} of this computer is in use by another program.',
      next: 'End that program, or choose other ports for the practice server.',
    },
    'port-forbidden': {
      happened: 'This system lets only administrators open port {detail.port}.',
      next: 'Choose other ports for the practice server: those from 1024 on are free to all.',
    },
    'disk-full': { happened: 'The disk is full.', next: 'Free some space; Postglass continues where it stopped.' },
    'data-folder-locked': {
      happened: 'Postglass is already running with this data folder{owner}.',
      next: 'Use that window, or close it first.',
    },
    'data-folder-newer': {
      happened: 'This data folder was written by a newer Postglass.',
      next: 'Update the program; the folder was not touched.',
    },
    'data-folder-not-yours': {
      happened:
        'The data folder is open to other users of this computer: {detail.path} belongs to another user, or others may write to it.',
      next: 'Choose a folder of your own with --data-dir, or take the others’ rights away (chmod go-w).',
    },
    'data-folder-unwritable': {
      happened: 'The data folder cannot be written to.',
      next: 'Check its permissions, or choose another with --data-dir.',
    },
    'database-corrupt': {
      happened: 'The cache on this computer is damaged.',
      next: 'Reset the cache: the mail is read again from the server; drafts, the outbox and mail kept only here stay.',
    },
    'database-busy': {
      happened: 'Another program is using the mail database on this computer.',
      next: 'Close it (a backup program or a database tool). {again}',
    },
    'storage-interrupted': {
      happened: 'The part of Postglass that writes to the disk had to be restarted.',
      next: 'Nothing that was saved is lost; check whether your last action was done, and repeat it if not.',
    },
    'storage-lost': {
      happened: 'The part of Postglass that writes to the disk stopped and cannot be restarted.',
      next: 'Nothing that was saved is lost. Try again; if that does not help, close Postglass and check the disk for errors.',
    },
    'closing-unfinished': {
      happened: 'Postglass did not finish closing within {detail.seconds} seconds and was stopped.',
      next: 'Nothing that was saved is lost. If it happens again, check the disk for errors.',
    },
    'record-unreadable': {
      happened: 'This entry is damaged: only a part of it could be read.',
      next: 'Edit it and check whether anything is missing, or cancel it. Postglass does not send it by itself.',
    },
    'not-a-mailbox': {
      happened: 'The file is not a mailbox: no message begins at octet {detail.offset}.',
      next: 'Check whether it is a file in the mbox format. Nothing in it was changed.',
    },
    'not-a-maildir': {
      happened: '{detail.path} is not a Maildir: it has no folders cur and new.',
      next: 'Choose the folder that holds cur, new and tmp.',
    },
    'mailbox-read-only': {
      happened: 'This mailbox is read only here, so {detail.path} was not changed.',
      next: 'To change it, allow changes in the account; for an mbox file the program dotlockfile has to be installed.',
    },
    'mailbox-locked': {
      happened: 'Another program is holding the mailbox {detail.path}.',
      next: 'Your changes wait, and Postglass tries again. If it lasts, close the other mail program, or ask the administrator about the lock file beside the mailbox.',
    },
    'mailbox-disturbed': {
      happened: 'Another program has written to {detail.path} while Postglass had it locked.',
      next: 'What was begun is finished and nothing is lost. Do not change this mailbox with a program that does not heed the lock file beside it.',
    },
    'mailbox-unlockable': {
      happened: '{detail.path} can only be read: Postglass may not make the lock file beside it ({detail.message}).',
      next: 'Ask the administrator to install dotlockfile as Debian and Ubuntu do (with the rights of the group mail), or do not allow changes.',
    },
    'mailbox-unwritable': {
      happened: 'The mailbox {detail.path} cannot be written ({detail.message}).',
      next: 'Check that you may write it, and that its folder exists.',
    },
    'mailbox-rewritten': {
      happened:
        'Another program has changed {detail.path} while Postglass was writing it. What stood there before is kept in {detail.kept}.',
      next: 'Look whether messages are missing; those are in that file.',
    },
    'mailbox-too-large': {
      happened: 'The mailbox {detail.path} is too large to be rewritten: over {detail.limit} MB.',
      next: 'Move older messages elsewhere with another program, then try again. Reading goes on.',
    },
    'lock-program-missing': {
      happened: '{detail.path} can only be read: the program dotlockfile, which locks mailboxes, is missing.',
      next: 'Install it (on Debian and Ubuntu the package liblockfile-bin), or do not allow changes.',
    },
    'sendmail-missing': {
      happened: 'The program {detail.program} cannot be started ({detail.message}).',
      next: 'Install a mail server or msmtp, or correct the program {where}.',
    },
    'sendmail-misused': {
      happened: '{detail.program} does not take the message this way (EX_USAGE).',
      next: 'Check that it is a sendmail program; read what it said.',
    },
    'sendmail-refused': {
      happened: '{detail.program} did not take the message ({detail.name}).',
      next: 'Read what it said, correct the message or the address, and send it again.',
    },
    'sendmail-no-user': {
      happened: '{detail.program} says that a recipient does not exist (EX_NOUSER).',
      next: 'Correct the address and send it again.',
    },
    'sendmail-no-host': {
      happened: '{detail.program} does not know the recipient’s domain (EX_NOHOST).',
      next: 'Correct the part behind the @, or have the way for such mail set up on this computer.',
    },
    'sendmail-put-off': {
      happened: '{detail.program} could not do it now (EX_TEMPFAIL). The message may be waiting in its queue.',
      next: 'Look into the queue of this computer (mailq): if the message is there, it is sent from there; if not, send it again.',
    },
    'sendmail-forbidden': {
      happened: '{detail.program} does not allow you to send (EX_NOPERM).',
      next: 'Ask whoever administers the mail of this computer.',
    },
    'sendmail-misconfigured': {
      happened: '{detail.program} is not set up correctly (EX_CONFIG).',
      next: 'Whoever administers the mail of this computer has to mend its configuration; what it said names the place.',
    },
    'sendmail-failed': {
      happened: '{detail.program} failed ({detail.name}). It did not take the message.',
      next: 'Read what it said; whoever administers the mail of this computer can mend it.',
    },
    'sendmail-killed': {
      happened: '{detail.program} was ended ({detail.name}) before it answered. Whether it took the message is not known.',
      next: 'Look into the queue of this computer (mailq) and at the recipient before you send it again.',
    },
    'sendmail-unclear': {
      happened: '{detail.program} failed ({detail.name}). Whether it took the message is not known.',
      next: 'Read what it said. Look into the queue of this computer (mailq) and at the recipients before you send it again.',
    },
    'queue-unavailable': {
      happened: '{detail.program} does not show its queue.',
      next: 'Read what it said. Some mail servers show the queue to administrators only; msmtp has none.',
    },
    'no-log-file': {
      happened: 'There is no log at {detail.path}.',
      next: 'Name a log file, or the folder in which the mail server keeps its logs.',
    },
    'log-too-large': {
      happened: 'The log {detail.path} holds more than {detail.megabytes} MB of text: the rest was not read.',
      next: 'Open a single file of it, or a shorter one.',
    },
    'file-unreadable': { happened: 'The file {detail.path} cannot be read.', next: 'Check that it exists and that you may read it.' },
    'file-unwritable': { happened: 'The file cannot be written there.', next: 'Choose another place.' },
    'vault-unavailable': {
      happened: 'The keychain of this computer cannot be used.',
      next: 'Unlock it, or enter the password again for this session.',
    },
    'passphrase-wrong': {
      happened: 'The passphrase does not open the file with the saved passwords, {detail.path}.',
      next: 'Start Postglass with the POSTGLASS_PASSPHRASE under which they were saved. If it is lost, delete this file and enter the passwords again.',
    },
  },
};
