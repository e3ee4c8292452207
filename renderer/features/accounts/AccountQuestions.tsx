/** The two confirmations of the account dialog: removing the account, and switching it to another mailbox. */

import type { ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { type IncomingProtocol, incomingProtocols } from '../../../electron/contract/mail-protocols.ts';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Holdings } from './Holdings.tsx';

interface QuestionProps {
  account: Account;
  failure: Failure | null;
  isBusy: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** What both have in common: a small dialog with a way back, and one button that cannot be undone. */
function Question({
  title,
  yes,
  failure,
  isBusy,
  onYes,
  onNo,
  children,
}: Omit<QuestionProps, 'account'> & { title: string; yes: string; children: ReactNode }) {
  const say = useWords();
  return (
    <DialogFrame
      title={title}
      closeLabel={say('action.close')}
      size="small"
      onClose={onNo}
      footer={
        <>
          <Button autoFocus onPress={onNo}>
            {say('account.cancel')}
          </Button>
          <Button kind="danger" isDisabled={isBusy} onPress={onYes}>
            {yes}
          </Button>
        </>
      }
    >
      <div className="account-question">
        {children}
        {failure && <Failed failure={failure} />}
      </div>
    </DialogFrame>
  );
}

export function RemoveAccount({ account, ...question }: QuestionProps) {
  const say = useWords();
  return (
    <Question title={say('account.removeTitle', { name: account.settings.name })} yes={say('account.remove')} {...question}>
      <p>{say('account.removeText')}</p>
      <Holdings accountId={account.id} which={['waitingMessages', 'drafts', 'waitingChanges', 'keptMessages']} />
      <p>{say(staysKey(account.settings.incoming.protocol))}</p>
    </Question>
  );
}

/** What becomes of the mail where it lies. */
function staysKey(protocol: IncomingProtocol) {
  const { takesMail, ports } = incomingProtocols[protocol];
  return takesMail ? 'account.removePop3' : ports === null ? 'account.removeLocal' : 'account.removeStays';
}

export function ChangeMailbox({ account, ...question }: QuestionProps) {
  const say = useWords();
  const { incoming } = account.settings;
  const mailbox = 'path' in incoming ? incoming.path : `${incoming.username}, ${incoming.host}`;
  return (
    <Question title={say('account.mailboxTitle')} yes={say('account.mailboxChange')} {...question}>
      <p>{say('account.mailboxText', { mailbox })}</p>
      <Holdings accountId={account.id} which={['waitingChanges']} />
      <p>{say('account.mailboxStays')}</p>
    </Question>
  );
}
