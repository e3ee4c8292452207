/** Lines of a log, each with what it means: those of a message, or all. */
import { type ReactNode, useState } from 'react';
import type { LogLine } from '../../../electron/contract/delivery/mail-log.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { Pages } from './Pages.tsx';

const pageSize = 200;

/** @param choice stands in the row of the filter, which a story has none of */
export function LogLines({ log, story, choice = null }: { log: string; story: number | null; choice?: ReactNode }) {
  const say = useWords();
  const [search, setSearch] = useState('');
  const [from, setFrom] = useState(0);
  const asked = useSettled(search, 200);
  const answer = useCall(
    'mailLog.lines',
    { log, story, search: asked, from, limit: pageSize },
    { refetchOn: 'mailLog.progressed', keepPrevious: true, fresh: true },
  );
  const lines = answer.value?.lines ?? [];
  const total = answer.value?.total ?? 0;
  return (
    <>
      {story === null ? (
        <div className="server-log-filter">
          {choice}
          <div className="server-log-search">
            <TextField
              label={say('maillog.search')}
              value={search}
              onChange={(text) => {
                setSearch(text);
                setFrom(0);
              }}
              autoComplete="off"
            />
          </div>
          <Pages from={from} size={pageSize} total={total} onMove={setFrom} before={say('maillog.earlier')} after={say('maillog.later')} />
        </div>
      ) : (
        <Pages from={from} size={pageSize} total={total} onMove={setFrom} before={say('maillog.earlier')} after={say('maillog.later')} />
      )}
      {answer.failure && <Failed failure={answer.failure} />}
      {!answer.isLoading && total === 0 && <p className="server-log-hint">{say('maillog.noLines')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where it is scrolled, it can be scrolled by key */}
      <ol className={story === null ? 'server-log-lines is-all' : 'server-log-lines'} aria-label={say('maillog.lines')} tabIndex={0}>
        {lines.map((line) => (
          <Line key={line.index} line={line} />
        ))}
      </ol>
    </>
  );
}

function Line({ line: { text, kind, facts, reason } }: { line: LogLine }) {
  const say = useWords();
  const shown = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, visible(value)]));
  return (
    <li>
      <code dir="ltr">{visible(text)}</code>
      <p>
        {say(`maillog.line.${kind}`, shown)}
        {reason !== null && reason !== 'unknown' && ` ${say(`notice.why.${reason}`)}`}
      </p>
    </li>
  );
}
