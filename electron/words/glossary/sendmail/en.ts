/** What stands in a session with a sendmail program means, in English. The statuses are those of sysexits.h. */
import type { Entry } from '../entry.ts';

export const sendmailEnglish = {
  'sendmail.command':
    'Starts the program that takes mail on this computer. -i: a line with a single dot does not end the message; -f: the envelope’s sender, to whom a bounce goes; behind --: the recipients.',
  'sendmail.message': 'The message on the program’s standard input. It ends with the input itself, not with a dot as in SMTP.',
  'sendmail.said': 'What the program wrote. It has no fixed form; its exit status is what counts.',
  'sendmail.exit.0':
    'The program has taken the message for all recipients. It is in the queue of this computer or delivered; what cannot be delivered later comes back as a bounce.',
  'sendmail.exit.64': {
    means: 'The program does not understand its arguments (EX_USAGE).',
    cause: 'It is no sendmail program, or one that lacks these options.',
    next: 'Check which program is set in the account.',
  },
  'sendmail.exit.65': {
    means: 'The program found the message or an address malformed (EX_DATAERR).',
    cause: 'An address that its configuration does not allow, or a damaged header.',
    next: 'Read what it wrote, and correct the message.',
  },
  'sendmail.exit.67': {
    means: 'A recipient does not exist on this computer (EX_NOUSER).',
    cause: 'The name is mistyped, or has no mailbox and no alias here.',
    next: 'Correct the address.',
  },
  'sendmail.exit.68': {
    means: 'The recipient’s domain is not known (EX_NOHOST).',
    cause: 'It is mistyped, or this computer may only deliver to itself.',
    next: 'Correct the part behind the @.',
  },
  'sendmail.exit.69': {
    means: 'The program cannot do it (EX_UNAVAILABLE): a collective word for what has no status of its own.',
    cause: 'The message is too large, the mail server is not running, or its configuration refuses it.',
    next: 'Read what it wrote.',
  },
  'sendmail.exit.75': {
    means:
      'It could not be done now (EX_TEMPFAIL). Sendmail says so of a message that waits in its queue; Postfix and msmtp of one that they did not take.',
    cause: 'A full disk, or a server that does not answer.',
    next: 'Look into the queue with mailq before the message is sent again.',
  },
  'sendmail.exit.77': {
    means: 'You may not do this (EX_NOPERM).',
    cause: 'Only some users may send, or with this sender’s address.',
    next: 'Allow this user to send, or this address.',
  },
  'sendmail.exit.78': {
    means: 'The program’s configuration is wrong (EX_CONFIG).',
    cause: 'A file of its configuration is missing or has a mistake.',
    next: 'Mend the configuration; what it wrote names the place.',
  },
  'sendmail.exit.fault': {
    means: 'The program or the system failed ({name}); the message was not taken.',
    cause: 'A full disk, missing rights on the queue, or a fault of the program.',
    next: 'Read what it wrote, and the log of the mail server.',
  },
  'sendmail.exit.other': 'The program ended with {name}, which sysexits.h does not define: only what it wrote says more.',
} satisfies Readonly<Record<string, Entry>>;
