/** The MIME parts as a tree: number, type, name, encoding and size of each; and the charset that they are read in. */
import { MailOpen } from 'lucide-react';
import { charsetChoices, type PartNode } from '../../../electron/contract/messages.ts';
import { useAction } from '../../api/use-action.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { ChoiceMenu } from '../../ui/ChoiceMenu.tsx';
import { visible } from '../../ui/visible-text.ts';

interface Line {
  readonly part: PartNode;
  readonly level: number;
}

/** Parts in the order in which they stand. Walks with its own stack: nesting is the sender's choice. */
export function flattenParts(root: PartNode): Line[] {
  const lines: Line[] = [];
  const stack: Line[] = [{ part: root, level: 1 }];
  for (let line = stack.pop(); line; line = stack.pop()) {
    lines.push(line);
    for (const child of [...line.part.children].reverse()) stack.push({ part: child, level: line.level + 1 });
  }
  return lines;
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

export function StructureView({ messageId, root }: { messageId: number; root: PartNode }) {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const openPart = useAction('messages.openPart');
  const open = async (partId: string) => {
    const answer = await openPart.run({ id: messageId, partId });
    if (answer.ok) workspace.openEnclosed(answer.value);
  };
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
          {flattenParts(root).map(({ part, level }) => (
            <tr key={`${part.id} ${part.type}`}>
              <td className="mono">{part.id === '' ? '·' : part.id}</td>
              <td className="mono" style={{ paddingInlineStart: `${Math.min(level - 1, 12) * 1.1}rem` }}>
                {visible(part.type)}
                {part.parameters.charset && <span className="structure-faint"> {visible(part.parameters.charset)}</span>}
                {part.disposition && <span className="structure-faint"> {visible(part.disposition)}</span>}
              </td>
              <td>
                {/^message\/(?:rfc822|global|news)$/.test(part.type) && part.children.length > 0 && (
                  <IconButton
                    icon={MailOpen}
                    label={say('attachments.open', { name: visible(part.fileName ?? part.id) })}
                    onPress={() => void open(part.id)}
                  />
                )}
                <bdi>{visible(part.fileName ?? '')}</bdi>
                {part.contentId && <span className="structure-faint mono"> {visible(part.contentId)}</span>}
              </td>
              <td className="mono">{visible(part.encoding ?? '')}</td>
              <td className="structure-size numeric">{formatBytes(part.size, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
