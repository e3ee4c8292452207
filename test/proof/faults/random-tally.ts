/** What really happened in a run of random choices: a kind that is never drawn proves nothing. */
import type { FaultBook, Fault as ServerFault } from '../../../electron/practice/faults.ts';
import type { FaultRelay } from '../../support/relay/fault-relay.ts';
import type { Fault as RelayFault } from '../../support/relay/faults.ts';

export interface Tally {
  /** Counts the faults of a relay's list as they strike. The list is the one that the relay was started with. */
  watch(protocol: string, relay: FaultRelay, faults: readonly RelayFault[]): void;
  /** Counts what the practice server did wrong; before its list is emptied. */
  readServer(book: FaultBook, drawn: readonly ServerFault[]): void;
  /** Kinds in alphabetical order; those that were drawn and never struck have none. */
  counts(): Readonly<Record<string, number>>;
}

export function createTally(): Tally {
  const counted = new Map<string, number>();
  const add = (kind: string, count: number) => counted.set(kind, (counted.get(kind) ?? 0) + count);
  return {
    watch(protocol, relay, faults) {
      for (const [index, fault] of faults.entries()) {
        const kind = `${protocol} line: ${nameOf(fault)}`;
        add(kind, 0);
        void relay.struck(index).then(() => add(kind, 1));
      }
    },
    readServer(book, drawn) {
      for (const fault of drawn) {
        add(`${fault.protocol} server: at ${fault.when.command}`, book.count(fault));
        add(`${fault.protocol} server: ${deedOf(fault)}`, book.count(fault));
      }
    },
    counts: () => Object.fromEntries([...counted].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const nameOf = ({ effect }: RelayFault): string => (effect.kind === 'cut' ? `cut, ${effect.manner}` : effect.kind);

/** Without what is drawn within one kind: where an answer is cut, and how. */
const deedOf = ({ do: deed }: ServerFault): string =>
  deed.reply ? `answered ${deed.reply.slice(0, 10).trim()}` : Object.keys(deed).join();
