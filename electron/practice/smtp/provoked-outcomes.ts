import { localPartOf } from './path.ts';

/** What a recipient's local part asks the server to do, so that every outcome of a send can be seen without waiting for it. */
type ProvokedOutcome =
  | { kind: 'none' }
  /** `550@`, `421@` … any 4xx or 5xx: the answer to RCPT. */
  | { kind: 'refuse'; code: number }
  /** `554-data@` …: RCPT is accepted, the message is refused after its final dot. */
  | { kind: 'refuse-data'; code: number }
  /** `relay@`: "relay access denied". */
  | { kind: 'relay' }
  /** `slow@`: RCPT is answered late. */
  | { kind: 'slow' }
  /** `stall@`: RCPT is never answered. */
  | { kind: 'stall' }
  /** `garbage@`: RCPT is answered with something that is no reply. */
  | { kind: 'garbage' }
  /** `drop@`: the connection is cut at RCPT. */
  | { kind: 'drop' }
  /** `drop-before-dot@`: cut in the middle of the message, which is not accepted. */
  | { kind: 'drop-before-dot' }
  /** `drop-after-dot@`: the message is accepted, the 250 never comes. */
  | { kind: 'drop-after-dot' }
  /** `lose-after-dot@`: the same to look at, but the message is lost. */
  | { kind: 'lose-after-dot' };

const namedOutcomes = ['relay', 'slow', 'stall', 'garbage', 'drop', 'drop-before-dot', 'drop-after-dot', 'lose-after-dot'] as const;

/** Reads the outcome from a recipient's address. */
export function provokedOutcome(address: string): ProvokedOutcome {
  const local = localPartOf(address).toLowerCase();
  const numbered = /^([45]\d\d)(-data)?$/.exec(local);
  if (numbered) return { kind: numbered[2] ? 'refuse-data' : 'refuse', code: Number(numbered[1]) };
  const named = namedOutcomes.find((name) => name === local);
  return named ? { kind: named } : { kind: 'none' };
}

/** Enhanced status code (RFC 3463) and words as a server would choose them for a reply code. */
const words: Readonly<Record<number, readonly [enhanced: string, text: string]>> = {
  421: ['4.3.2', 'Service not available, closing transmission channel'],
  450: ['4.2.0', 'Recipient address rejected: Greylisted, try again in 300 seconds'],
  451: ['4.3.0', 'Requested action aborted: local error in processing'],
  452: ['4.2.2', 'Mailbox full, try again later'],
  454: ['4.7.0', 'Temporary authentication failure'],
  455: ['4.5.4', 'Server unable to accommodate parameters'],
  550: ['5.1.1', 'Recipient address rejected: User unknown in local recipient table'],
  551: ['5.1.6', 'User not local; please try another address'],
  552: ['5.2.2', 'Requested mail action aborted: exceeded storage allocation'],
  553: ['5.1.3', 'Requested action not taken: mailbox name not allowed'],
  554: ['5.7.1', 'Recipient address rejected: Access denied'],
  556: ['5.1.10', 'Recipient address has null MX'],
};

/** The reply that belongs to a code: `[enhanced, text]`. */
export function wordsFor(code: number): readonly [enhanced: string, text: string] {
  return words[code] ?? (code < 500 ? ['4.0.0', 'Temporary failure, as you asked'] : ['5.0.0', 'Permanent failure, as you asked']);
}
