/** The MIME parts as a tree: number, type, name, encoding and size of each; and the charset that they are read in. */
import { MailOpen } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import { charsetChoices } from '../../../../electron/contract/charsets.ts';
import type { PartNode } from '../../../../electron/contract/messages.ts';
import { useAction } from '../../../api/use-action.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../state/Failed.tsx';
import { useWorkspace, useWorkspaceState } from '../../../state/State.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { ChoiceMenu } from '../../../ui/ChoiceMenu.tsx';
import { useGrowing } from '../../../ui/list/use-growing.ts';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { SecondReading } from './SecondReading.tsx';

interface Line {
  readonly part: PartNode;
  readonly level: number;
}

/** Parts in the order in which they stand. Walks with its own stack: nesting is the sender's choice. */
function* partsOf(root: PartNode, most: number): Generator<Line, void> {
  const stack: Line[] = [{ part: root, level: 1 }];
  let left = most;
  for (let line = stack.pop(); line && left > 0; line = stack.pop()) {
    left -= 1;
    yield line;
    for (let index = line.part.children.length - 1; index >= 0; index--) {
      const part = line.part.children[index];
      if (part) stack.push({ part, level: line.level + 1 });
    }
  }
}

/** How this message's texts are read, for as long as it is open: mail may name no charset or a wrong one. */
function CharsetChoice() {
  const say = useWords();
  const workspace = useWorkspace();
  const charset = useWorkspaceState((state) => state.charset);
  return (
    <div className="structure-charset">
      <span>{say('structure.charset')}</span>
      <ChoiceMenu
        label={say('structure.charset')}
        value={charset ?? ''}
        onChange={(chosen) => workspace.chooseCharset(charsetChoices.find((one) => one === chosen) ?? null)}
        choices={[
          { value: '', label: say('structure.charsetOwn') },
          ...charsetChoices.map((one) => ({ value: one as string, label: one })),
        ]}
      />
    </div>
  );
}

/** Parts shown at first, and more on request: a message may have ten thousand. */
const fewest = 500;

/** Lines drawn at a time. */
const portionSize = 60;

const Parts = memo(function Parts({ lines, onOpen }: { lines: readonly Line[]; onOpen: (partId: string) => void }) {
  const say = useWords();
  const language = useLanguage();
  return lines.map(({ part, level }) => (
    <tr key={`${part.id} ${part.type}`}>
      <td className="mono">{part.id === '' ? '·' : part.id}</td>
      <td className="mono" style={{ paddingInlineStart: `${Math.min(level - 1, 12) * 1.1}rem` }}>
        {visibleStart(part.type, 200)}
        {part.parameters.charset && <span className="structure-faint"> {visibleStart(part.parameters.charset, 60)}</span>}
        {part.disposition && <span className="structure-faint"> {visibleStart(part.disposition, 60)}</span>}
      </td>
      <td>
        {!part.type.startsWith('multipart/') && part.children.length > 0 && (
          <IconButton
            icon={MailOpen}
            label={say('attachments.open', { name: visibleStart(part.fileName ?? part.id, 300) })}
            onPress={() => onOpen(part.id)}
          />
        )}
        <bdi>{visibleStart(part.fileName ?? '', 300)}</bdi>
        {part.contentId && <span className="structure-faint mono"> {visibleStart(part.contentId, 200)}</span>}
      </td>
      <td className="mono">{visibleStart(part.encoding ?? '', 60)}</td>
      <td className="structure-size numeric">{formatBytes(part.size, language)}</td>
    </tr>
  ));
});

export function StructureView({ messageId, root }: { messageId: number; root: PartNode }) {
  const say = useWords();
  const workspace = useWorkspace();
  const openPart = useAction('messages.openPart');
  const { run } = openPart;
  const open = useCallback(
    async (partId: string) => {
      const answer = await run({ id: messageId, partId });
      if (answer.ok) workspace.openEnclosed(answer.value);
    },
    [run, messageId, workspace],
  );
  const [most, setMost] = useState(fewest);
  const { portions } = useGrowing(
    useCallback(() => partsOf(root, most), [root, most]),
    portionSize,
  );
  return (
    <div className="wide-view">
      <CharsetChoice />
      {openPart.failure && <Failed failure={openPart.failure} onDismiss={openPart.clear} />}
      <table className="structure">
        <thead>
          <tr>
            <th scope="col">{say('structure.part')}</th>
            <th scope="col">{say('structure.type')}</th>
            <th scope="col">{say('structure.name')}</th>
            <th scope="col">{say('structure.encoding')}</th>
            <th scope="col" className="structure-size">
              {say('structure.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {portions.map((lines, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts never change places
            <Parts key={index} lines={lines} onOpen={(partId) => void open(partId)} />
          ))}
        </tbody>
      </table>
      {portions.reduce((sum, portion) => sum + portion.length, 0) >= most && (
        <div className="reader-note">
          <Button onPress={() => setMost(most + fewest)}>{say('source.more')}</Button>
        </div>
      )}
      <SecondReading id={messageId} />
    </div>
  );
}
