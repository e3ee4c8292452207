/** An empty profile: what to do first. */
import { GraduationCap, Mailbox, UserPlus } from 'lucide-react';
import { useAction } from '../../api/use-action.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useCommandRegistry } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Notices.tsx';

export function Welcome() {
  const say = useWords();
  const registry = useCommandRegistry();
  const practice = useAction('practice.start');
  return (
    <div className="welcome">
      <EmptyState icon={Mailbox} title={say('welcome.title')} text={say('welcome.text')}>
        <Button kind="primary" icon={UserPlus} onPress={() => registry.run('account.add')}>
          {say('command.addAccount')}
        </Button>
        <Button icon={GraduationCap} isDisabled={practice.isRunning} onPress={() => void practice.run({})}>
          {say('welcome.practice')}
        </Button>
      </EmptyState>
      {practice.failure && <Failed failure={practice.failure} onDismiss={practice.clear} />}
    </div>
  );
}
