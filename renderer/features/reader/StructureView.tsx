/** The MIME parts as a tree: number, type, name, encoding and size of each. */
import type { PartNode } from '../../../electron/contract/messages.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
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

export function StructureView({ root }: { root: PartNode }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <div className="wide-view">
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
