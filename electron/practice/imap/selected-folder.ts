/**
 * What one session believes about the folder it has selected. Sequence numbers belong to this belief and change only
 * when the client is told (RFC 3501 §7.4.1); the folder itself may be further on, because another session, POP3
 * or a delivery changed it.
 */
import type { Folder, StoredMessage } from '../mailbox/folder.ts';
import { formatSequenceSet, resolveRanges, type SequenceRange } from './syntax/sequence-set.ts';
import { parenthesized } from './syntax/text.ts';

export interface NumberedMessage {
  readonly sequence: number;
  readonly message: StoredMessage;
}

export interface SelectedFolder {
  readonly folder: Folder;
  readonly isReadOnly: boolean;
  readonly exists: number;
  readonly recentCount: number;
  /** All messages in order of sequence number, with those that are gone but not yet reported. */
  readonly messages: readonly StoredMessage[];
  flagsOf(message: StoredMessage): string[];
  isRecent(message: StoredMessage): boolean;
  /** Messages by sequence number or UID, ascending; undefined when a lone sequence number does not exist. */
  choose(ranges: readonly SequenceRange[], byUid: boolean): NumberedMessage[] | undefined;
  /** The client has been told this message's present flags. */
  markTold(message: StoredMessage): void;
  /** Untagged lines that bring the client up to date. */
  catchUp(options: { expunge: boolean; condstore: boolean; qresync: boolean }): string[];
}

/** Begins a belief: the folder as it is now. */
export function selectFolder(folder: Folder, isReadOnly: boolean): SelectedFolder {
  let view: StoredMessage[] = [...folder.messages];
  const told = new Map<StoredMessage, number>(view.map((message) => [message, message.modseq]));
  const recent = new Set<StoredMessage>(folder.recent(!isReadOnly));
  let caughtUpTo = folder.highestModseq;
  let validity = folder.uidValidity;
  let hasUnreportedExpunge = false;

  const flagsOf = (message: StoredMessage) => [...message.flags, ...(recent.has(message) ? ['\\Recent'] : [])];
  const reportExpunged = (qresync: boolean): string[] => {
    const lines: string[] = [];
    const gone: number[] = [];
    const kept: StoredMessage[] = [];
    for (const message of view) {
      if (folder.holds(message)) kept.push(message);
      else {
        lines.push(`${kept.length + 1} EXPUNGE`);
        gone.push(message.uid);
        told.delete(message);
        recent.delete(message);
      }
    }
    view = kept;
    hasUnreportedExpunge = false;
    // RFC 7162 §3.2.10: one VANISHED takes the place of all EXPUNGEs.
    return qresync && gone.length > 0 ? [`VANISHED ${formatSequenceSet(gone)}`] : lines;
  };
  const reportNew = (): string[] => {
    const lastUid = view.findLast((message) => folder.holds(message))?.uid ?? 0;
    const fresh = folder.messages.filter((message) => message.uid > lastUid && !told.has(message));
    if (fresh.length === 0) return [];
    for (const message of fresh) told.set(message, message.modseq);
    view = [...view, ...fresh];
    for (const message of folder.recent(!isReadOnly)) recent.add(message);
    return [`${view.length} EXISTS`, `${recent.size} RECENT`];
  };
  const reportFlags = (condstore: boolean): string[] => {
    const lines: string[] = [];
    view.forEach((message, index) => {
      if (told.get(message) === message.modseq) return;
      told.set(message, message.modseq);
      const modseq = condstore ? ` UID ${message.uid} MODSEQ (${message.modseq})` : '';
      lines.push(`${index + 1} FETCH (FLAGS ${parenthesized(flagsOf(message))}${modseq})`);
    });
    return lines;
  };

  return {
    folder,
    isReadOnly,
    get exists() {
      return view.length;
    },
    get recentCount() {
      return recent.size;
    },
    get messages() {
      return view;
    },
    flagsOf,
    isRecent: (message) => recent.has(message),
    choose(ranges, byUid) {
      const largest = byUid ? (view.at(-1)?.uid ?? 0) : view.length;
      const resolved = resolveRanges(ranges, largest);
      if (!byUid && resolved.some(({ low, high }) => low === high && low > view.length)) return undefined;
      return view.flatMap((message, index) => {
        const number = byUid ? message.uid : index + 1;
        return resolved.some(({ low, high }) => number >= low && number <= high) ? [{ sequence: index + 1, message }] : [];
      });
    },
    markTold: (message) => void told.set(message, message.modseq),
    catchUp({ expunge, condstore, qresync }) {
      if (caughtUpTo === folder.highestModseq && !(expunge && hasUnreportedExpunge)) return [];
      if (folder.highestModseq !== caughtUpTo) hasUnreportedExpunge = true;
      caughtUpTo = folder.highestModseq;
      const renumbered = validity === folder.uidValidity ? [] : [`OK [UIDVALIDITY ${folder.uidValidity}] The folder was numbered anew`];
      validity = folder.uidValidity;
      return [...renumbered, ...(expunge ? reportExpunged(qresync) : []), ...reportNew(), ...reportFlags(condstore)];
    },
  };
}
