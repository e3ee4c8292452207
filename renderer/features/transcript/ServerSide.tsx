/** Beside the lines of the client: the same connection as the practice server saw it. */
import { useState } from 'react';
import type { Line } from '../../../electron/contract/transcript.ts';
import { useWords } from '../../i18n/words.ts';
import { LineList } from '../../wire/LineList.tsx';
import type { LineSource } from '../../wire/line-source.ts';

interface ServerSideProps {
  source: LineSource;
  showEnds: boolean;
  onCopy: (lines: readonly Line[]) => void;
}

export function ServerSide({ source, showEnds, onCopy }: ServerSideProps) {
  const say = useWords();
  const [follows, setFollows] = useState(true);
  const [target, setTarget] = useState<{ first: number; last: number; request: number } | null>(null);
  return (
    <section className="server-side" aria-label={say('transcript.serverSide')}>
      <p className="server-side-title">{say('transcript.serverSideLines')}</p>
      <LineList
        source={source}
        label={say('transcript.serverSideLines')}
        needle=""
        isFound={false}
        showEnds={showEnds}
        follows={follows}
        setFollows={setFollows}
        target={target}
        onJump={(index) => {
          setFollows(false);
          setTarget({ first: index, last: index, request: -Date.now() });
        }}
        onCopy={onCopy}
        isSecond
      />
    </section>
  );
}
