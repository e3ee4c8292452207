/** An answer of a name server: its status, and the records of each section, also as dig and nslookup print them. */
import { useState } from 'react';
import type { DnsAnswer } from '../../../electron/contract/delivery/dns.ts';
import { nslookupLines } from '../../../electron/nslookup/answer-lines.ts';
import { digLines } from '../../../electron/words/answer-text.ts';
import { formatBytes, formatDuration } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { ChoiceField } from '../../ui/Fields.tsx';
import { visible } from '../../ui/text/visible-text.ts';

type Form = 'table' | 'dig' | 'nslookup';

const sections = ['answers', 'authorities', 'additionals'] as const;

export function Answer({ answer }: { answer: DnsAnswer }) {
  const say = useWords();
  const language = useLanguage();
  const [form, setForm] = useState<Form>('table');
  const { status, flags, transport, milliseconds, size, question } = answer;
  const isFound = status === 'NOERROR' && answer.answers.length > 0;
  const facts = {
    status: [status, ...flags].map(visible).join(' '),
    transport: transport.toUpperCase(),
    duration: formatDuration(milliseconds, language),
    size: formatBytes(size, language),
  };
  return (
    <section className="lookup-answer" aria-label={say('lookup.answer')}>
      <p role="status" className={`lookup-status ${isFound ? 'is-good' : 'is-bad'}`}>
        <span className="mono">{say('lookup.facts', facts)}</span>
        {status === 'NOERROR' && answer.answers.length === 0 && <> · {say('lookup.none', { type: question.type })}</>}
      </p>
      <ChoiceField<Form>
        label={say('lookup.form')}
        value={form}
        choices={[
          { value: 'table', label: say('lookup.formTable') },
          // Names of programs.
          { value: 'dig', label: 'dig' },
          { value: 'nslookup', label: 'nslookup' },
        ]}
        onChange={setForm}
        hidesLabel
        isSmall
      />
      {form !== 'table' && (
        <pre className="lookup-printed mono" dir="ltr">
          {(form === 'dig' ? digLines(answer) : nslookupLines(answer)).map((line) => line.split('\t').map(visible).join('\t')).join('\n')}
        </pre>
      )}
      {form === 'table' &&
        sections.map(
          (section) =>
            answer[section].length > 0 && (
              <table key={section} className="lookup-records">
                <caption>{say(`lookup.${section}`)}</caption>
                <thead className="visually-hidden">
                  <tr>
                    <th scope="col">{say('lookup.recordName')}</th>
                    <th scope="col">{say('lookup.ttl')}</th>
                    <th scope="col">{say('lookup.type')}</th>
                    <th scope="col">{say('lookup.data')}</th>
                  </tr>
                </thead>
                <tbody>
                  {answer[section].map((record, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes, and may hold a record twice
                    <tr key={at} dir="ltr">
                      <td>{visible(record.name)}</td>
                      <td className="numeric">{record.ttl} s</td>
                      <td>{visible(record.type)}</td>
                      <td className="lookup-data">{visible(record.data)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ),
        )}
    </section>
  );
}
