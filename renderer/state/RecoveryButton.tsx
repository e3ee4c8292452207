/** The button that repairs what a failure reports, where the program can: a stopped storage, a damaged cache. */
import type { Failure } from '../../electron/contract/failure.ts';
import { useAction } from '../api/use-action.ts';
import type { WordKey } from '../i18n/keys.ts';
import { useWords } from '../i18n/words.ts';
import { Button } from '../ui/Button.tsx';
import { useWorkspace } from './State.tsx';

interface Recovery {
  readonly label: WordKey;
  readonly resetCache: boolean;
}

/** What can be done about a failure by a button; null when nothing can. */
function recoveryOf({ code, detail }: Failure): Recovery | null {
  if (code === 'storage-lost') return { label: 'recover.again', resetCache: false };
  // Only the cache may be read again from servers: user data is never touched.
  if (code === 'database-corrupt' && detail?.database === 'cache') return { label: 'recover.reset', resetCache: true };
  return null;
}

export function RecoveryButton({ failure, onDone }: { failure: Failure; onDone?: (() => void) | undefined }) {
  const say = useWords();
  const workspace = useWorkspace();
  const recover = useAction('application.recover');
  const recovery = recoveryOf(failure);
  if (!recovery) return null;
  const run = async () => {
    const answer = await recover.run({ resetCache: recovery.resetCache });
    if (!answer.ok) return workspace.showFailure(answer.failure);
    workspace.announce(say(recovery.resetCache ? 'recover.resetDone' : 'recover.againDone'));
    onDone?.();
  };
  return (
    <Button isDisabled={recover.isRunning} onPress={() => void run()}>
      {say(recovery.label)}
    </Button>
  );
}
