/** Header fields, decoded in a table or raw as on the wire; before them the line with which the message begins in a mailbox file. */
import { memo, useCallback, useState } from 'react';
import type { HeaderField } from '../../../../electron/contract/messages.ts';
import { useCall } from '../../../api/use-call.ts';
import { useWords } from '../../../i18n/words.ts';
import { ChoiceField } from '../../../ui/Fields.tsx';
import { useGrowing } from '../../../ui/list/use-growing.ts';
import { TextBlocks, Words } from '../../../ui/text/TextBlocks.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';

/** Fields drawn at a time. */
const portionSize = 40;

const Fields = memo(function Fields({ fields }: { fields: readonly HeaderField[] }) {
  return fields.map((field, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: fields repeat and never change places
    <tr key={index}>
      <th scope="row">{visibleStart(field.name, 100)}</th>
      <td dir="auto">
        <Words text={field.value} />
      </td>
    </tr>
  ));
});

/** @param props of one message; give the component its id as key */
export function HeadersView({ messageId, headers }: { messageId: number; headers: readonly HeaderField[] }) {
  const say = useWords();
  // Without it all else is there: what fails is not said.
  const fromLine = useCall('messages.fromLine', { id: messageId }).value?.line ?? null;
  const raw = headers.map((field) => field.raw.replaceAll('\r\n', '\n'));
  const [form, setForm] = useState<'table' | 'raw'>('table');
  const { portions } = useGrowing(
    useCallback(() => headers.values(), [headers]),
    portionSize,
  );
  return (
    <div className="wide-view">
      <div className="body-bar">
        <ChoiceField
          className="body-bar-choice"
          hidesLabel
          isSmall
          label={say('headers.form')}
          value={form}
          onChange={setForm}
          choices={[
            { value: 'table', label: say('headers.table') },
            { value: 'raw', label: say('headers.raw') },
          ]}
        />
      </div>
      {form === 'raw' ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key (WCAG 2.1.1)
        <pre className="raw" tabIndex={0} dir="ltr">
          <TextBlocks text={[...(fromLine === null ? [] : [fromLine]), ...raw].join('\n')} />
        </pre>
      ) : (
        <table className="headers-table">
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{say('headers.name')}</th>
              <th scope="col">{say('headers.value')}</th>
            </tr>
          </thead>
          <tbody>
            {fromLine !== null && (
              <tr>
                <th scope="row">{say('headers.fromLine')}</th>
                <td dir="ltr">
                  <Words text={fromLine} />
                </td>
              </tr>
            )}
            {portions.map((fields, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields never change places
              <Fields key={index} fields={fields} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
