/**
 * Lies of IMAP servers, by name. They are said in answers that are otherwise right, because a client that survives only
 * garbage survives little: numbers that cannot be, numbers of other messages, words where a list belongs, events that never
 * happened. What a hostile server can do without end (lines, literals, floods) is in `imap-excesses.ts`.
 */
import type { Fault, FaultAction, FaultCondition } from '../faults.ts';
import { inheritedNames, type Lie } from './lie.ts';

const at = (command: string, action: FaultAction, when: Omit<FaultCondition, 'command'> = {}): Fault => ({
  protocol: 'imap',
  when: { command, ...when },
  do: action,
});
const say = (command: string, find: RegExp, replace: string): Fault => at(command, { rewrite: { find, replace } });
/** Unsolicited lines before the true answer. */
const volunteer = (command: string, ...lines: readonly string[]): Fault =>
  at(command, { before: lines.map((line) => `* ${line}\r\n`).join('') });
/** UIDs of the messages that are found, whatever was looked for. */
const findInstead = (uids: string): Lie => [say('UID SEARCH', /\* (E?SEARCH)[^\r]*/, `* SEARCH ${uids}`)];

export const imapLies = {
  // RFC 9051 §2.3: numbers of the folder.
  'EXISTS of four hundred nines': [say('SELECT', /\* \d+ EXISTS/, `* ${'9'.repeat(400)} EXISTS`)],
  'EXISTS below zero': [say('SELECT', /\* \d+ EXISTS/, '* -5 EXISTS')],
  'EXISTS of a hundred million': [say('SELECT', /\* \d+ EXISTS/, '* 100000000 EXISTS')],
  'EXISTS of none': [say('SELECT', /\* \d+ EXISTS/, '* 0 EXISTS')],
  'UIDNEXT that falls': [say('SELECT', /UIDNEXT \d+/, 'UIDNEXT 1'), say('LIST', /UIDNEXT \d+/, 'UIDNEXT 1')],
  'UIDNEXT of zero': [say('SELECT', /UIDNEXT \d+/, 'UIDNEXT 0'), say('LIST', /UIDNEXT \d+/, 'UIDNEXT 0')],
  'UIDNEXT without end': [say('SELECT', /UIDNEXT \d+/, `UIDNEXT ${'9'.repeat(400)}`)],
  'UIDVALIDITY of zero': [say('SELECT', /UIDVALIDITY \d+/, 'UIDVALIDITY 0')],
  'UIDVALIDITY that is a word': [say('SELECT', /UIDVALIDITY \d+/, 'UIDVALIDITY yesterday')],
  'UIDVALIDITY that the folder list says otherwise': [say('LIST', /UIDVALIDITY \d+/, 'UIDVALIDITY 7')],
  'another UIDVALIDITY each time': [at('SELECT', { mailbox: { change: 'uidvalidity', folder: 'INBOX' } })],
  'another UIDVALIDITY in the middle of a session': [at('UID FETCH', { mailbox: { change: 'uidvalidity', folder: 'INBOX' } })],
  'another UIDVALIDITY said and not meant': [volunteer('UID FETCH', 'OK [UIDVALIDITY 4242] numbered anew')],
  'HIGHESTMODSEQ of minus one': [
    say('SELECT', /HIGHESTMODSEQ \d+/, 'HIGHESTMODSEQ -1'),
    say('LIST', /HIGHESTMODSEQ \d+/, 'HIGHESTMODSEQ -1'),
  ],
  'HIGHESTMODSEQ of 64 bits': [say('SELECT', /HIGHESTMODSEQ \d+/, 'HIGHESTMODSEQ 18446744073709551615')],
  'MODSEQ of minus one': [say('UID FETCH', /MODSEQ \(\d+\)/, 'MODSEQ (-1)')],

  // RFC 9051 §7.4 and 7.5: events that never happened.
  'EXPUNGE of what is being fetched': [volunteer('UID FETCH', '1 EXPUNGE')],
  'EXPUNGE beyond what exists': [
    volunteer('UID FETCH', '9999 EXPUNGE', '0 EXPUNGE', '-1 EXPUNGE', '4294967296 EXPUNGE'),
    volunteer('UID SEARCH', '9999 EXPUNGE'),
  ],
  'VANISHED everything': [
    volunteer('UID FETCH', 'VANISHED 1:4294967295'),
    volunteer('UID SEARCH', 'VANISHED (EARLIER) 1:4294967295'),
    volunteer('SELECT', 'VANISHED (EARLIER) 1:4294967295'),
  ],
  'VANISHED nonsense': [volunteer('UID FETCH', 'VANISHED 0', 'VANISHED 1:*', 'VANISHED', 'VANISHED (EARLIER)', 'VANISHED NIL')],
  'EXISTS that falls without EXPUNGE': [volunteer('UID FETCH', '1 EXISTS', '0 EXISTS')],

  // RFC 9051 §2.3.1.1: which message is meant.
  'FETCH of another message than was asked for': [say('UID FETCH', /UID 2\b/, 'UID 1')],
  'FETCH of a message that nobody asked for': [
    volunteer('UID FETCH', '1 FETCH (UID 77 FLAGS (\\Deleted) BODY[] {14}\r\nSubject: no\r\n\r\n)', '2 FETCH (FLAGS (\\Deleted))'),
  ],
  'the header of another message': [
    at('UID FETCH', { rewrite: { find: /(Subject: message |Message-ID: <)2/, replace: '$13' } }, { argument: /HEADER/ }),
  ],
  'UIDs twice': findInstead('1 1 2 2 3 3 3'),
  'UIDs in disorder': findInstead('3 1 2'),
  'UID zero': [...findInstead('0 1 2 3'), say('UID FETCH', /UID 1\b/, 'UID 0')],
  'UIDs below zero and above 32 bits': findInstead(`-1 4294967296 ${'9'.repeat(400)} 1 2 3`),
  'UIDs that are not there': findInstead('1 2 3 900 901 902'),
  'no UID at all': findInstead(''),
  'UIDs that are names': findInstead(`1 2 3 ${inheritedNames.join(' ')}`),

  // RFC 9051 §9: words where something else belongs.
  'glued flags': [say('UID FETCH', /FLAGS \([^)]*\)/, 'FLAGS (\\Seen\\Answered$Junk\\Flagged)')],
  'flags that are NIL': [say('UID FETCH', /FLAGS \([^)]*\)/, 'FLAGS NIL')],
  'a UID that is NIL': [say('UID FETCH', /UID \d+/, 'UID NIL')],
  'a size that is NIL': [say('UID FETCH', /RFC822\.SIZE \d+/, 'RFC822.SIZE NIL')],
  'a size below zero': [say('UID FETCH', /RFC822\.SIZE \d+/, 'RFC822.SIZE -5')],
  'a size without end': [say('UID FETCH', /RFC822\.SIZE \d+/, `RFC822.SIZE ${'9'.repeat(400)}`)],
  'a date that is NIL': [say('UID FETCH', /INTERNALDATE "[^"]*"/, 'INTERNALDATE NIL')],
  'a date of another age': [say('UID FETCH', /INTERNALDATE "[^"]*"/, 'INTERNALDATE "99-Xyz-9999 99:99:99 +9999"')],
  'a FETCH of nothing': [volunteer('UID FETCH', '1 FETCH NIL', '1 FETCH ()', '1 FETCH', 'FETCH', '1 FETCH (UID)')],
  'folders that are NIL': [volunteer('LIST', 'LIST NIL NIL NIL', 'LIST () NIL NIL', 'LIST', 'STATUS NIL NIL', 'STATUS INBOX NIL')],
  'counts below zero': [say('LIST', /MESSAGES \d+/, 'MESSAGES -3')],
  'counts of another folder': [say('LIST', /STATUS Archive/, 'STATUS INBOX')],

  // security.md P3: names that every object has.
  'names that every object has': [
    volunteer('LIST', ...inheritedNames.map((name) => `STATUS ${name} (__proto__ 1 constructor 2 MESSAGES 3)`)),
    volunteer('SELECT', ...inheritedNames.map((name) => `OK [${name} ${name}] ${name}`), `FLAGS (${inheritedNames.join(' ')})`),
    say('UID FETCH', /FLAGS \(/, `FLAGS (${inheritedNames.join(' ')} `),
    say('CAPABILITY', /CAPABILITY /, `CAPABILITY ${inheritedNames.join(' ')} __proto__=x QUOTA=__proto__ `),
  ],
  'items that every object has': [
    say('UID FETCH', /FETCH \(/, 'FETCH (__proto__ (polluted yes) constructor NIL BODY[__proto__] {3}\r\nyes toString "x" '),
  ],

  // RFC 4315: where a moved message is now.
  'COPYUID of everything': [say('UID MOVE', /COPYUID \d+ \S+ \S+\]/, 'COPYUID 1 1:4294967295 1:4294967295]')],
  'COPYUID of other messages': [say('UID MOVE', /COPYUID (\d+) \S+ \S+\]/, 'COPYUID $1 3 900]')],
  'a MOVE that is not done': [at('UID MOVE', { reply: '{tag} OK [COPYUID 5 2 9] moved, or so it says' })],
  'a STORE that is not done': [at('UID STORE', { reply: '{tag} OK stored, or so it says' })],

  // security.md T7: words for the user.
  'ALERT with a link': [volunteer('SELECT', 'OK [ALERT] <a href="http://evil.test">Click me!</a> \u001b[31mnow')],
} satisfies Record<string, Lie>;
