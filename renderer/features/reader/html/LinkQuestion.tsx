/** Asks before a link is followed that says one thing and does another: both addresses, one below the other. */
import { useWords } from '../../../i18n/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import type { AskedLink } from './use-open-link.ts';

const longestShown = 1_000;

export function LinkQuestion({ link, onAnswer }: { link: AskedLink; onAnswer: (yes: boolean) => void }) {
  const say = useWords();
  const words = visibleStart(link.words.trim(), longestShown);
  return (
    <DialogFrame
      title={say('link.ask')}
      closeLabel={say('action.close')}
      onClose={() => onAnswer(false)}
      size="small"
      footer={
        <>
          <Button autoFocus onPress={() => onAnswer(false)}>
            {say('link.leave')}
          </Button>
          <Button kind="danger" onPress={() => onAnswer(true)}>
            {say('link.open')}
          </Button>
        </>
      }
    >
      <dl className="link-question">
        {words !== '' && (
          <div>
            <dt>{say('link.says')}</dt>
            <dd>
              <bdi>{words}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{say(`link.${link.question}`)}</dt>
          <dd className="mono">
            <bdi dir="ltr">{visibleStart(link.url, longestShown)}</bdi>
          </dd>
        </div>
      </dl>
    </DialogFrame>
  );
}
