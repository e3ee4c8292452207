/** Header fields, decoded in a table or raw as on the wire. */
import { useState } from 'react';
import type { HeaderField } from '../../../electron/contract/messages.ts';
import { useWords } from '../../i18n/words.ts';
import { ChoiceField } from '../../ui/Fields.tsx';
import { visible, visibleLines } from '../../ui/visible-text.ts';

export function HeadersView({ headers }: { headers: readonly HeaderField[] }) {
  const say = useWords();
  const [form, setForm] = useState<'table' | 'raw'>('table');
  return (
    <div className="wide-view">
      <div className="body-bar">
        <ChoiceField
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
          {visibleLines(headers.map((field) => field.raw).join('\n'))}
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
            {headers.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields repeat and never change places
              <tr key={index}>
                <th scope="row">{visible(field.name)}</th>
                <td dir="auto">{visible(field.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
