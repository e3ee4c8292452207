/** Both sides of one session as it goes on, for a view that is about that session; drawn as the transcript draws every one. */
import { useEffect, useState } from 'react';
import { useClient } from '../api/Api.tsx';
import { useEvent } from '../api/use-action.ts';
import { formatBytes } from '../i18n/format.ts';
import { useLanguage, useWords } from '../i18n/words.ts';
import { useCopy } from '../state/use-copy.ts';
import { LineList } from './LineList.tsx';
import type { LineSource } from './line-source.ts';
import type { LineTarget } from './line-target.ts';
import { plainLine } from './wire-text.ts';
import { useNoteWords } from './wire-words.ts';

interface SessionLogProps {
  source: LineSource;
  session: string;
  /** The accessible name. */
  label: string;
}

export function SessionLog({ source, session, label }: SessionLogProps) {
  const say = useWords();
  const language = useLanguage();
  const noteWords = useNoteWords();
  const copy = useCopy();
  const client = useClient();
  const [follows, setFollows] = useState(true);
  const [target, setTarget] = useState<LineTarget | null>(null);
  useEvent('transcript.changed', ({ sessions }) => {
    const changed = sessions.find(({ id }) => id === session);
    if (changed) source.changed(changed);
  });
  // What came between the first answer and the first announcement.
  useEffect(() => {
    void client.call('transcript.lines', { session, from: 0, limit: 1 }).then((answer) => {
      if (answer.ok) source.changed(answer.value.session);
    });
  }, [client, session, source]);
  return (
    <LineList
      source={source}
      label={label}
      needle=""
      isFound={false}
      showEnds={false}
      follows={follows}
      setFollows={setFollows}
      target={target}
      onJump={(index) => {
        setFollows(false);
        setTarget((before) => ({ first: index, last: index, request: (before?.request ?? 0) + 1 }));
      }}
      onCopy={(lines) =>
        void copy(
          lines.map((line) => plainLine(line, noteWords(line), (length) => formatBytes(length, language))).join('\n'),
          say('transcript.copied', { count: lines.length }),
        )
      }
    />
  );
}
