/** A second opinion on a message, asked for with a button: where another parser reads it otherwise, side by side. */
import { useState } from 'react';
import type { ReadingDifference } from '../../../../electron/contract/messages.ts';
import { useAction } from '../../../api/use-action.ts';
import { formatFullDate } from '../../../i18n/format.ts';
import type { WordKey } from '../../../i18n/keys.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import { Failed } from '../../../state/Failed.tsx';
import { Button } from '../../../ui/Button.tsx';
import { visible } from '../../../ui/text/visible-text.ts';

const names: Readonly<Record<ReadingDifference['what'], WordKey>> = {
  from: 'second.from',
  subject: 'second.subject',
  date: 'second.date',
  text: 'second.text',
  html: 'second.html',
  attachments: 'second.attachments',
};

/** @param id the message's row id; give the component the same key, so that one message's answer never stands under another */
export function SecondReading({ id }: { id: number }) {
  const say = useWords();
  const reading = useAction('messages.secondReading');
  const [differences, setDifferences] = useState<readonly ReadingDifference[] | null>(null);
  const read = async () => {
    const answer = await reading.run({ id });
    setDifferences(answer.ok ? answer.value.differences : null);
  };
  return (
    <section className="second-reading" aria-label={say('second.title')}>
      <h2>{say('second.title')}</h2>
      <p className="second-hint">{say('second.hint')}</p>
      <Button isDisabled={reading.isRunning} onPress={() => void read()}>
        {say('second.read')}
      </Button>
      <div role="status">
        {reading.isRunning && <p className="second-hint">{say('second.reading')}</p>}
        {differences?.length === 0 && <p>{say('second.same')}</p>}
        {differences && differences.length > 0 && <p className="second-differs">{say('second.differs', { count: differences.length })}</p>}
      </div>
      {differences && differences.length > 0 && <Differences differences={differences} />}
      {reading.failure && <Failed failure={reading.failure} />}
    </section>
  );
}

function Differences({ differences }: { differences: readonly ReadingDifference[] }) {
  const say = useWords();
  const language = useLanguage();
  const shown = (what: ReadingDifference['what'], read: string | null) => {
    if (read === null) return <span className="structure-faint">{say('second.nothing')}</span>;
    return <bdi>{what === 'date' ? formatFullDate(Date.parse(read), language) : visible(read)}</bdi>;
  };
  return (
    <table className="second-table">
      <thead>
        <tr>
          <th scope="col">{say('second.what')}</th>
          <th scope="col">Postglass</th>
          <th scope="col">mailparser</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ what, first, second }) => (
          <tr key={what}>
            <th scope="row">{say(names[what])}</th>
            <td>{shown(what, first)}</td>
            <td>{shown(what, second)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
