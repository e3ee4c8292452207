import { matchesSearch } from '../search-match.ts';
import type { NumberedMessage } from '../selected-folder.ts';
import { type Completion, completed, enableCondstore, type ImapState, malformed, refused, untagged } from '../state.ts';
import type { CommandCursor } from '../syntax/command-cursor.ts';
import { mentionsModseq, parseSearchKeys } from '../syntax/search-keys.ts';
import { formatSequenceSet } from '../syntax/sequence-set.ts';
import { nstring } from '../syntax/text.ts';

/** SEARCH and UID SEARCH (RFC 3501 §6.4.4), with RETURN (RFC 4731). */
export async function handleSearch(state: ImapState, cursor: CommandCursor, byUid: boolean): Promise<Completion> {
  const { selected } = state;
  if (!selected) return malformed('Select a folder first');
  const returns = cursor.accept(' RETURN ') ? cursor.list(() => cursor.atom().toUpperCase()) : undefined;
  if (cursor.accept(' CHARSET ')) {
    const charset = cursor.astring().toUpperCase();
    if (!['UTF-8', 'US-ASCII', 'ASCII'].includes(charset)) return refused('[BADCHARSET (UTF-8 US-ASCII)] This charset is not known here');
  }
  cursor.space();
  const key = parseSearchKeys(cursor);
  if (mentionsModseq(key)) await enableCondstore(state);

  const { parse } = state.dependencies;
  const largest = { sequence: selected.exists, uid: selected.messages.at(-1)?.uid ?? 0 };
  const found: NumberedMessage[] = selected.messages.flatMap((message, index) => {
    const candidate = { sequence: index + 1, message, isRecent: selected.isRecent(message), entity: () => parse(message.bytes) };
    // A message that is gone can still be numbered, but a search by UID should not offer it.
    const isThere = !byUid || selected.folder.holds(message);
    return isThere && matchesSearch(key, candidate, largest) ? [{ sequence: index + 1, message }] : [];
  });
  const numbers = found.map(({ sequence, message }) => (byUid ? message.uid : sequence));
  const told = mentionsModseq(key) ? toldModseqs(returns ?? [], found) : [];
  const modseq = told.length > 0 ? told.reduce((highest, value) => Math.max(highest, value)) : undefined;
  await untagged(
    state,
    returns
      ? extended(state, { returns, numbers, byUid, modseq })
      : ['SEARCH', ...numbers, ...(modseq ? [`(MODSEQ ${modseq})`] : [])].join(' '),
  );
  return completed('Search completed');
}

/** RFC 4731 §3.2: MIN and MAX alone tell the MODSEQ of the messages they name, everything else that of all. */
function toldModseqs(returns: readonly string[], found: readonly NumberedMessage[]): number[] {
  const modseqs = found.map(({ message }) => message.modseq);
  if (returns.length === 0 || returns.includes('ALL') || returns.includes('COUNT')) return modseqs;
  return [...(returns.includes('MIN') ? modseqs.slice(0, 1) : []), ...(returns.includes('MAX') ? modseqs.slice(-1) : [])];
}

interface ExtendedAnswer {
  readonly returns: readonly string[];
  readonly numbers: readonly number[];
  readonly byUid: boolean;
  readonly modseq: number | undefined;
}

/** RFC 4731 §3.1: what was asked for in one line; without an option ALL is meant. */
function extended(state: ImapState, { returns, numbers, byUid, modseq }: ExtendedAnswer): string {
  const wants = (option: string) => returns.includes(option) || (option === 'ALL' && returns.length === 0);
  const first = numbers[0];
  const last = numbers.at(-1);
  return [
    `ESEARCH (TAG ${nstring(state.tag)})`,
    ...(byUid ? ['UID'] : []),
    ...(wants('MIN') && first !== undefined ? [`MIN ${first}`] : []),
    ...(wants('MAX') && last !== undefined ? [`MAX ${last}`] : []),
    ...(wants('COUNT') ? [`COUNT ${numbers.length}`] : []),
    ...(wants('ALL') && numbers.length > 0 ? [`ALL ${formatSequenceSet(numbers)}`] : []),
    ...(modseq ? [`MODSEQ ${modseq}`] : []),
  ].join(' ');
}
