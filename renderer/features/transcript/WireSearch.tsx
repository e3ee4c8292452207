/** What is looked for on the wire, as a text or as a regular expression, and what became of it. */
import { useIsFetching } from '@tanstack/react-query';
import { Regex, Search } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Input, SearchField } from 'react-aria-components';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useFailureWords, useWords } from '../../i18n/words.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Delayed } from '../../ui/Notices.tsx';
import type { LineSource } from '../../wire/line-source.ts';
import type { SessionFilter } from './use-sessions.ts';

interface WireSearchProps {
  filter: SessionFilter;
  setFilter: (filter: SessionFilter) => void;
  /** What was searched for cannot be: the field says so to assistive technology. */
  isWrong: boolean;
}

const searchProblemId = 'transcript-search-problem';

export function WireSearch({ filter, setFilter, isWrong }: WireSearchProps) {
  const say = useWords();
  return (
    <div className="transcript-search">
      <SearchField
        aria-label={say('transcript.find')}
        value={filter.text}
        onChange={(text) => setFilter({ ...filter, text })}
        isInvalid={isWrong}
      >
        <Search size="0.8125rem" aria-hidden />
        <Input
          className={`transcript-search-input${filter.expression ? ' mono' : ''}`}
          placeholder={say('transcript.find')}
          spellCheck={false}
          maxLength={1_000}
          {...(isWrong ? { 'aria-describedby': searchProblemId } : {})}
        />
      </SearchField>
      <IconButton
        isLow
        icon={Regex}
        label={say('transcript.expression')}
        pressed={filter.expression}
        onPress={() => setFilter({ ...filter, expression: !filter.expression })}
      />
    </div>
  );
}

/** Failures that are about what was typed. */
export const isAboutSearch = (failure: Failure | null): boolean =>
  failure?.code === 'pattern-invalid' || failure?.code === 'pattern-too-slow' || failure?.code === 'cancelled';

interface SearchOutcomeProps {
  /** The lines of the session on show; null: none is. */
  source: LineSource | null;
  /** Of the search through the sessions. */
  failure: Failure | null;
  onCancel: () => void;
}

const nothing = { subscribe: () => () => undefined, view: () => null };

/** How many lines were found; that it is still being looked; or why it cannot be. */
export function SearchOutcome({ source, failure, onCancel }: SearchOutcomeProps) {
  const say = useWords();
  const failureWords = useFailureWords();
  const view = useSyncExternalStore(source?.subscribe ?? nothing.subscribe, source?.view ?? nothing.view);
  const isSearching = useIsFetching({ queryKey: ['transcript.sessions'] }) > 0 || view?.ready === false;
  const wrong = [failure, view?.failure ?? null].find((each) => each?.code.startsWith('pattern-'));
  if (wrong) {
    const { happened, next } = failureWords(wrong);
    return (
      <p role="alert" id={searchProblemId} className="transcript-outcome is-wrong">
        <span>{happened}</span> <span>{next}</span>
      </p>
    );
  }
  return (
    <div className="transcript-outcome">
      <span role="status" className="numeric">
        {view?.ready ? say('transcript.found', { count: view.total }) : ''}
      </span>
      {isSearching && (
        <Delayed>
          <span>{say('transcript.searching')}</span>
          <Button kind="quiet" onPress={onCancel}>
            {say('transcript.searchCancel')}
          </Button>
        </Delayed>
      )}
    </div>
  );
}
