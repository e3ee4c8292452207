/** Says that the practice server could not be started with the program, and leads to where other ports are chosen. */
import { useState } from 'react';
import { useFailureWords, useWords } from '../../i18n/words.ts';
import { usePractice } from '../../state/engine-queries.ts';
import { ExplainedNotice } from '../../state/replies/ExplainedNotice.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';

export function NotStarted() {
  const say = useWords();
  const sentences = useFailureWords();
  const workspace = useWorkspace();
  const [isRead, setRead] = useState(false);
  const failure = usePractice().value?.failure;
  if (!failure || isRead) return null;
  return (
    <ExplainedNotice failure={failure} {...sentences(failure)}>
      <Button onPress={() => workspace.openDialog({ kind: 'practice' })}>{say('practice.title')}</Button>
      <Button kind="quiet" onPress={() => setRead(true)}>
        {say('action.dismiss')}
      </Button>
    </ExplainedNotice>
  );
}
