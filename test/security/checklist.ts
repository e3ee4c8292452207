// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source text of the program stands here as data
/**
 * The attacks of the threat model on transport (T), incoming data (P) and secrets (L), and where each defence is proved. A proof names a
 * test and, where the defence can be switched off by changing one line, that line and what it becomes: with it the test must fail.
 */

/** What switches a defence off: the line of the program below `// Defence <mark> of the checklist.` becomes another one. */
export interface SwitchOff {
  readonly mark: string;
  readonly becomes: string;
}

export interface Proof {
  readonly file: string;
  /** The title as it stands in the file, `%s` and `$name` included. */
  readonly title: string;
  /** What the title becomes when it is run, where that differs: a regular expression for `-t`. */
  readonly pattern?: string;
  /** A defence that is switched off, several where one stands behind the other, or why that cannot be done by a line. */
  readonly control: SwitchOff | readonly SwitchOff[] | string;
}

export interface Attack {
  readonly id: string;
  readonly what: string;
  readonly proofs: readonly Proof[];
  /** What is not there to be attacked, or not proved, and why. */
  readonly reason?: string;
}

const hostileImap = 'test/engine/imap/hostile.test.ts';
const lies = 'test/proof/faults/lies.test.ts';
const imapLie = 'about %s: no wrong message is shown or deleted';
const beforeTls = '$protocol: $name: no password leaves, nothing planted is shown';

export const checklist: readonly Attack[] = [
  {
    id: 'T1',
    what: 'STARTTLS stripped from IMAP',
    proofs: [
      {
        file: lies,
        title: beforeTls,
        pattern: 'imap: no STARTTLS',
        control: { mark: 'T1', becomes: 'doSTARTTLS: false,' },
      },
      {
        file: 'test/engine/nostarttls/nostarttls.test.ts',
        title: '$path: no credential, and no mail, before TLS',
        control: 'the line of the proof above serves all 36 cases',
      },
    ],
  },
  {
    id: 'T2',
    what: 'STARTTLS stripped from SMTP',
    proofs: [
      {
        file: lies,
        title: beforeTls,
        pattern: 'smtp: no STARTTLS',
        control: [
          { mark: 'T2a', becomes: 'requireTLS: false,' },
          { mark: 'T2b', becomes: 'if (secured && !extensions.some((line) => /^STARTTLS\\b/i.test(line)))' },
        ],
      },
    ],
  },
  {
    id: 'T3',
    what: 'answers injected behind the one to STARTTLS',
    proofs: [
      {
        file: lies,
        title: beforeTls,
        pattern: 'pop3: data after the answer to STLS',
        control: {
          mark: 'T3',
          becomes:
            "if (reader.waiting() < 0) throw fail('data-before-tls', { command, permanent: true, detail: { bytes: reader.waiting() } });",
        },
      },
      {
        file: 'test/engine/console/scripted.test.ts',
        title: 'refuses what comes behind the answer to STARTTLS',
        control: {
          mark: 'T3b',
          becomes: 'if (rest < 0) return refusePlanted(rest);',
        },
      },
      {
        file: hostileImap,
        title: 'refuses what comes between the answer to STARTTLS and the handshake',
        control: 'the library refuses it; the test fails when another version does not',
      },
    ],
  },
  {
    id: 'T4',
    what: 'a tagged answer before its question',
    proofs: [
      {
        file: hostileImap,
        title: 'does not read on when an answer comes before its question',
        control: { mark: 'T4', becomes: '' },
      },
    ],
  },
  {
    id: 'T5',
    what: 'PREAUTH where TLS is required',
    proofs: [
      {
        file: lies,
        title: beforeTls,
        pattern: 'imap: PREAUTH',
        control: { mark: 'T5', becomes: 'if (security === undefined)' },
      },
    ],
  },
  {
    id: 'T6',
    what: 'state kept from before TLS',
    proofs: [
      {
        file: hostileImap,
        title: 'forgets what was said before TLS',
        control: 'the library forgets it; the test fails when another version does not',
      },
      { file: lies, title: beforeTls, pattern: 'imap: data before the answer to STARTTLS', control: 'as above' },
    ],
  },
  {
    id: 'T7',
    what: 'words of a server in the window',
    proofs: [
      {
        file: 'test/renderer/reader/reading.test.ts',
        title: 'cannot act on a terminal, wherever in the line it stands',
        control: {
          mark: 'T7',
          becomes: "export const quote = (reply: string): string => `«${reply.trimEnd().replace(/\\r?\\n/g, ' / ')}»`;",
        },
      },
      {
        file: lies,
        title: imapLie,
        pattern: 'about ALERT with a link',
        control: 'no line takes up an ALERT: nothing would have to be switched off',
      },
    ],
    reason: 'Referrals are not followed: no code reads them.',
  },
  {
    id: 'T8',
    what: 'certificates that prove nothing',
    proofs: [
      {
        file: 'test/engine/imap/check.test.ts',
        title: 'shows the chain that %s over %s refused',
        control: 'verification is switched off nowhere; gates.test.ts looks for the switch',
      },
      {
        file: 'test/security/gates.test.ts',
        title: 'nothing switches the verification of certificates off',
        control: 'the gate itself is tried on a line that does',
      },
    ],
  },
  {
    id: 'T9',
    what: 'a weaker way to authenticate',
    proofs: [
      {
        file: hostileImap,
        title: 'does not send the password where the chosen mechanism is not offered',
        control: {
          mark: 'T9',
          becomes: "return ['LOGIN command']; if (first) return mechanism === 'automatic' && second ? [first, second] : [first];",
        },
      },
      {
        file: 'test/engine/console/practice.test.ts',
        title: 'a password goes nowhere but to its own server',
        control: { mark: 'T9b', becomes: 'if (Number.isNaN(port))' },
      },
    ],
    reason: 'SCRAM is not offered yet.',
  },
  {
    id: 'T10',
    what: 'LOGINDISABLED',
    proofs: [
      {
        file: hostileImap,
        title: 'says that the server forbids logging in',
        control: { mark: 'T10', becomes: "if (way === 'LOGIN command') return true;" },
      },
    ],
  },
  {
    id: 'T11',
    what: 'autoconfiguration',
    proofs: [],
    reason: 'There is no discovery of settings yet: every host name is typed or provisioned.',
  },
  { id: 'T12', what: 'OAuth', proofs: [], reason: 'There is no OAuth yet.' },
  {
    id: 'T13',
    what: 'the error challenge of XOAUTH2',
    proofs: [
      {
        file: 'test/engine/console/token.test.ts',
        title: 'is answered as $mechanism asks for it over $protocol, and never with the token again',
        control: { mark: 'T13', becomes: 'const acknowledged = shown;' },
      },
    ],
  },
  {
    id: 'P1',
    what: 'huge and lying literals',
    proofs: [
      {
        file: hostileImap,
        title: 'stops reading at %s',
        control: { mark: 'P1', becomes: '' },
      },
      { file: lies, title: imapLie, pattern: 'about a literal of 900 MB', control: 'the library has a limit of its own behind ours' },
    ],
  },
  {
    id: 'P2',
    what: 'endless lines, a million answers, deep parentheses',
    proofs: [
      {
        file: 'test/engine/imap/answer-budget.test.ts',
        title: 'ends with one line too many of a kind',
        control: { mark: 'P2a', becomes: 'return octets <= mostOctets;' },
      },
      {
        file: hostileImap,
        title: 'gives up on a server that drips one line for ever',
        control: { mark: 'P2b', becomes: 'if (dripped > 0) {' },
      },
      {
        file: 'test/engine/wire/paced-reading.test.ts',
        title: 'lets others have their turn while a server sends at full speed, and loses no byte of it',
        control: { mark: 'P2c', becomes: 'const slice = 2 ** 30;' },
      },
      {
        file: 'test/proof/floods/floods.test.ts',
        title: 'all at once: memory stays flat, the window is answered, and the words say what came',
        control: 'the lines of the proofs above',
      },
    ],
  },
  {
    id: 'P3',
    what: 'names that every object has',
    proofs: [
      {
        file: lies,
        title: imapLie,
        pattern: 'that every object has',
        control: 'what servers name is kept in Maps: there is no line to switch off',
      },
      { file: 'test/engine/mime/reading.test.ts', title: 'holds names such as __proto__ as plain values', control: 'as above' },
    ],
  },
  {
    id: 'P4',
    what: 'numbers that lie',
    proofs: [
      {
        file: hostileImap,
        title: 'believes no number that cannot be',
        control: { mark: 'P4a', becomes: 'export const isUid = (value: number): boolean => Number.isInteger(value);' },
      },
      {
        file: hostileImap,
        title: 'believes neither of two headers that come under one UID',
        control: { mark: 'P4b', becomes: 'if (message.uid === 0)' },
      },
      {
        file: lies,
        title: imapLie,
        pattern: 'about COPYUID of everything',
        control: 'without the bound four thousand million numbers are written out: it is not tried, for the sake of the machine',
      },
    ],
  },
  {
    id: 'P5',
    what: 'UIDVALIDITY that changes',
    proofs: [
      {
        file: 'test/engine/sync/lying-server.test.ts',
        title: 'reads a folder again that is renumbered while it is watched, and applies no waiting change to the new numbers',
        control: { mark: 'P5', becomes: 'if (renumbered === null) await renumber(dependencies, folderId, selection.uidValidity);' },
      },
      { file: lies, title: imapLie, pattern: 'about another UIDVALIDITY', control: 'the line of the proof above' },
    ],
  },
  {
    id: 'P6',
    what: 'EXPUNGE during FETCH and STORE',
    proofs: [
      {
        file: hostileImap,
        title: 'takes no other message for the one it asked for',
        control: { mark: 'P6', becomes: 'if (message.uid === null || !message.section ) return false;' },
      },
      {
        file: lies,
        title: imapLie,
        pattern: 'about EXPUNGE',
        control: 'every command names messages by UID: there is no line to switch off',
      },
    ],
  },
  {
    id: 'P7',
    what: 'line ends in what becomes a command',
    proofs: [
      {
        file: hostileImap,
        title: 'lets no command in by %s',
        control: { mark: 'P7', becomes: "if (path === '')" },
      },
      {
        file: hostileImap,
        title: 'never takes a refusal for an empty result',
        control: 'every command goes its own way to the server: no single line makes refusals silent',
      },
    ],
  },
  {
    id: 'P8',
    what: 'names of folders',
    proofs: [
      {
        file: lies,
        title: imapLie,
        pattern: 'about folders that are NIL',
        control: { mark: 'P8', becomes: 'const folders = listed.map((folder) => describe(session, folder));' },
      },
      {
        file: lies,
        title: imapLie,
        pattern: 'about folder names of every kind',
        control: 'no name becomes a path on the disk: there is no line to switch off',
      },
      { file: 'test/engine/sync/lying-server.test.ts', title: 'may name folders as it likes', control: 'as above' },
    ],
  },
  {
    id: 'P9',
    what: 'unique ids of POP3',
    proofs: [
      {
        file: lies,
        title: 'about %s while mail is taken away from it: what has left the server is here',
        pattern: 'about unique ids that repeat while',
        control: { mark: 'P9a', becomes: 'if (uidl) entries.push({ number, size, key: uidl, header: null, raw: null });' },
      },
      {
        file: lies,
        title: 'about %s: nothing is lost, doubled or deleted before it is here',
        pattern: 'about unique ids that change: nothing',
        control: { mark: 'P9b', becomes: 'const hash = keptId === -1 && !there.has(uidl) && state ? reader.keptHash(keptId) : null;' },
      },
      {
        file: lies,
        title: 'about %s while mail is taken away from it: what has left the server is here',
        control: 'DELE stands behind what was kept: the order is the defence',
      },
    ],
  },
  {
    id: 'P10',
    what: 'bombs for the parser',
    proofs: [
      {
        file: 'test/engine/workers/parser.test.ts',
        title: 'answers with headers when the message makes the parser hang, and opens the next one',
        control: 'without the deadline the test waits for ever',
      },
      {
        file: 'test/engine/mime/bombs.test.ts',
        title: 'a message of a million parts shows the first ten thousand and warns',
        control: 'the limits are handed in: the test states them',
      },
    ],
  },
  {
    id: 'P11',
    what: 'decoders made to stall',
    proofs: [
      {
        file: 'test/engine/mime/bombs.test.ts',
        title: 'the measure itself tells quadratic work from linear work',
        control: 'this title is the control of the table beside it',
      },
    ],
  },
  {
    id: 'P12',
    what: 'what parsers disagree about',
    proofs: [
      {
        file: 'test/engine/mime/addresses.test.ts',
        title: 'shows all of several From fields and warns',
        control: { mark: 'P12', becomes: "if (repeated('nothing')) warnings.add('several-from');" },
      },
    ],
  },
  {
    id: 'P13',
    what: 'bombs of compression',
    proofs: [],
    reason:
      'Nothing is unpacked without being asked. What COMPRESS=DEFLATE inflates passes the limits of P1 and P2 as if it had come uncompressed, piece by piece.',
  },
  {
    id: 'P14',
    what: 'SQL and full-text syntax',
    proofs: [
      {
        file: 'test/engine/cache/search.test.ts',
        title: 'answers without an error, as a query, in quotes, after an operator and as a prefix of an address: %s',
        control: 'quotes are also taken out when the query is read: no single line lets them through',
      },
      {
        file: 'test/security/gates.test.ts',
        title: 'no statement is put together from what others wrote',
        control: 'the gate itself is tried on a line that does',
      },
    ],
  },
  { id: 'P15', what: 'calendars, cards and XML', proofs: [], reason: 'None of them is read: such a part is an attachment.' },
  {
    id: 'P16',
    what: 'pictures',
    proofs: [
      {
        file: 'test/renderer/reader/html-mail.test.ts',
        title: 'refers to pictures of its own parts by their identifier',
        control: 'html-mail.test.ts takes sanitiser and frame away one by one',
      },
    ],
    reason: 'Pictures are decoded by the browser engine in the isolated frame; a picture too large for it is its matter.',
  },
  {
    id: 'L1',
    what: 'passwords at rest',
    proofs: [
      {
        file: 'test/proof/canaries/accounts.test.ts',
        title: 'are found nowhere: data folder, exports, events, answers, standard output and error',
        control: 'the next title of that file finds them all with masking off',
      },
      {
        file: 'test/loopback/vault.test.ts',
        title: 'are there again after a restart, for the owner of the passphrase only',
        control: 'the test reads the file itself',
      },
    ],
  },
  {
    id: 'L2',
    what: 'secrets in the transcript',
    proofs: [
      {
        file: 'test/proof/canaries/accounts.test.ts',
        title: 'are all found when masking is switched off, so the search can find them',
        control: 'this title is the control',
      },
      {
        file: 'test/engine/wire/echoed-secret.test.ts',
        title: 'POP3, $name: $secret',
        pattern: 'POP3, as it is',
        control: { mark: 'L2a', becomes: '' },
      },
      {
        file: 'test/engine/wire/echoed-secret.test.ts',
        title: 'IMAP after the log-in, $name: $secret',
        pattern: 'IMAP after the log-in, in hexadecimal:',
        control: { mark: 'L2b', becomes: '' },
      },
      {
        file: 'test/engine/wire/echoed-secret.test.ts',
        title: 'a user name that is the password is masked only in the answer to the log-in',
        control: 'the test states what is said',
      },
    ],
  },
  {
    id: 'L3',
    what: "the libraries' own logs",
    proofs: [
      {
        file: 'test/security/gates.test.ts',
        title: 'the libraries of the protocols log nothing',
        control: 'the gate itself is tried on a line that does',
      },
    ],
  },
  {
    id: 'L4',
    what: 'tokens in addresses and mail',
    proofs: [
      {
        file: 'test/engine/transcript/export.test.ts',
        title: 'JSON Lines hold the exact bytes, secrets overwritten, with their spans',
        control: 'accounts.test.ts looks into the exports with masking off',
      },
    ],
    reason:
      'An export holds what was on the wire, mail included, and is written only where the user says; query values in the text of mail are not masked.',
  },
  {
    id: 'L5',
    what: 'the transcript as a way to attack',
    proofs: [
      {
        file: 'test/engine/transcript/export.test.ts',
        title: 'text cannot be forged: whatever a server sends, a line of the file begins with its time and its speaker',
        control: 'the test counts the lines that begin so',
      },
      {
        file: 'test/renderer/transcript/transcript-text.test.ts',
        title: 'shows what cannot be seen by its name, and lets nothing of it act',
        control: 'the test states what acts',
      },
    ],
  },
  {
    id: 'L6',
    what: 'rights of files',
    proofs: [
      {
        file: 'test/engine/cache/failures.test.ts',
        title: 'makes a folder that only its owner can enter',
        control: { mark: 'L6', becomes: 'mkdirSync(folder, { recursive: true });' },
      },
    ],
  },
  {
    id: 'L7',
    what: 'crash reports, notifications, titles',
    proofs: [],
    reason:
      'No crash report leaves the machine and no notification shows a body; the window is called after the folder, never after a message.',
  },
  {
    id: 'D1',
    what: 'other programs and pages of this machine at the browser host',
    proofs: [
      {
        file: 'test/loopback/server-access.test.ts',
        title: 'bytes are for the page that was given their address, for as long as it is open',
        control: { mark: 'D1a', becomes: 'isHandle: (handle) => handle.length > 10,' },
      },
      {
        file: 'test/loopback/server-access.test.ts',
        title: '%s is refused even with the handle',
        pattern: 'a page on another port of this machine',
        control: { mark: 'D1b', becomes: 'return true;' },
      },
      {
        file: 'test/loopback/server-socket.test.ts',
        title: 'a client that names a page and answers the program with %s is sent away',
        pattern: 'a proof that was guessed',
        control: {
          mark: 'D1c',
          becomes:
            "if (typeof proof !== 'string' && !equal(proof, hmac(page.secret, proofText('page', nonce, programNonce)))) return refuse();",
        },
      },
      {
        file: 'test/loopback/access.test.ts',
        title: 'is good for a minute',
        control: [
          { mark: 'D1d', becomes: '' },
          { mark: 'D1e', becomes: 'if (age < 0) return null;' },
        ],
      },
      {
        file: 'test/loopback/other-site.test.ts',
        title: 'is told nothing secret by a click, nor by anything that its page loads',
        control: 'the test looks for the keys that the page itself holds, in everything that the other server was sent',
      },
      {
        file: 'test/loopback/other-site.test.ts',
        title: 'stands in no argument list, in no history and, once it was used, in no file',
        control: 'the test finds the token in the file first, and reads the list and the history themselves',
      },
    ],
  },
];
