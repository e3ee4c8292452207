/** The two questions of the account dialog: whether to remove the account, and whether to turn it to another mailbox. */
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Holdings } from './Holdings.tsx';

export interface QuestionProps {
  account: Account;
  failure: Failure | null;
  isBusy: boolean;
  onYes: () => void;
  onNo: () => void;
}

export function RemoveAccount({ account, failure, isBusy, onYes, onNo }: QuestionProps) {
  const say = useWords();
  return (
    <DialogFrame
      title={say('account.removeTitle', { name: account.settings.name })}
      closeLabel={say('action.close')}
      size="small"
      onClose={onNo}
      footer={
        <>
          <Button onPress={onNo}>{say('account.cancel')}</Button>
          <Button kind="danger" isDisabled={isBusy} onPress={onYes}>
            {say('account.remove')}
          </Button>
        </>
      }
    >
      <div className="account-question">
        <p>{say('account.removeText')}</p>
        <Holdings accountId={account.id} which={['waitingMessages', 'drafts', 'waitingChanges', 'keptMessages']} />
        <p>{say(account.settings.incoming.protocol === 'pop3' ? 'account.removePop3' : 'account.removeStays')}</p>
        {failure && <Failed failure={failure} />}
      </div>
    </DialogFrame>
  );
}

export function ChangeMailbox({ account, failure, isBusy, onYes, onNo }: QuestionProps) {
  const say = useWords();
  const { username, host } = account.settings.incoming;
  return (
    <DialogFrame
      title={say('account.mailboxTitle')}
      closeLabel={say('action.close')}
      size="small"
      onClose={onNo}
      footer={
        <>
          <Button onPress={onNo}>{say('account.cancel')}</Button>
          <Button kind="danger" isDisabled={isBusy} onPress={onYes}>
            {say('account.mailboxChange')}
          </Button>
        </>
      }
    >
      <div className="account-question">
        <p>{say('account.mailboxText', { mailbox: `${username}, ${host}` })}</p>
        <Holdings accountId={account.id} which={['waitingChanges']} />
        <p>{say('account.mailboxStays')}</p>
        {failure && <Failed failure={failure} />}
      </div>
    </DialogFrame>
  );
}
