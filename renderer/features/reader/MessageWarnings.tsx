/** What is odd about a message and its sender, under the sender's name: said, never silently resolved. */
import { TriangleAlert } from 'lucide-react';
import type { SenderNote } from '../../../electron/contract/delivery/authentication.ts';
import type { Address, MessageDetail } from '../../../electron/contract/messages.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { Chip } from '../../ui/Notices.tsx';
import { visibleStart } from '../../ui/text/visible-text.ts';

/** As many as are asked about; a name or address is as long as a list shows it. */
const few = (people: readonly Address[]): Address[] =>
  people.slice(0, 20).map(({ name, address }) => ({ name: name.slice(0, 250), address: address.slice(0, 320) }));

const longestWord = 120;

export function MessageWarnings({ detail }: { detail: MessageDetail }) {
  const say = useWords();
  const { from, replyTo, listPost, warnings, row } = detail;
  // A draft is one's own. A failure only means that less is known.
  const notes = useCall(
    'messages.sender',
    { from: few(from), replyTo: few(replyTo), isList: listPost !== null },
    { enabled: !row.draft && from.length > 0 },
  );
  const found = notes.value ?? [];
  if (warnings.length + found.length === 0) return null;
  return (
    <ul className="message-warnings">
      {warnings.map((warning) => (
        <li key={warning}>
          <Chip tone="warning">
            <TriangleAlert size="0.75rem" aria-hidden /> {say(`warning.${warning}`)}
          </Chip>
        </li>
      ))}
      {found.map((note) => (
        <li key={JSON.stringify(note)}>
          <Chip tone="warning">
            <TriangleAlert size="0.75rem" aria-hidden /> <bdi>{say(`sender.${note.kind}`, wordsOf(note))}</bdi>
          </Chip>
        </li>
      ))}
    </ul>
  );
}

function wordsOf(note: SenderNote): Record<string, string> {
  const { kind: _, ...words } = note;
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, visibleStart(word, longestWord)]));
}
