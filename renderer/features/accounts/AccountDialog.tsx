/**
 * Adding, changing and removing an account. A new one begins with name, address and password; the servers are guessed, and unfolded where
 * the guess fails or the user wants to set them. The settings are tried step by step before they are kept, with the result above
 * the form; passwords go to the engine and are never read back.
 */
import { Plug, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { type Account, mailboxIdentity } from '../../../electron/contract/accounts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useShowError } from '../../state/replies/use-show-error.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { AccountFields } from './AccountFields.tsx';
import { ChangeMailbox, RemoveAccount } from './AccountQuestions.tsx';
import { fieldAt, readsHere, sendsHere, type Unfinished } from './account-form.ts';
import { CertificateExceptions } from './CertificateExceptions.tsx';
import { CheckResult } from './CheckResult.tsx';
import { useAccountForm } from './use-account-form.ts';
import { useCheck } from './use-check.ts';

interface AccountDialogProps {
  /** Undefined: a new account. */
  account: Account | undefined;
  unfinished: Unfinished | undefined;
  /** Closes the dialog and keeps what was typed for when it opens again. */
  onLeave: (unfinished: Unfinished) => void;
  onClose: () => void;
  /** Whether this very dialog is still open: an answer may come late. */
  isOpen: () => boolean;
}

export function AccountDialog({ account, unfinished, onLeave, onClose, isOpen }: AccountDialogProps) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const showError = useShowError();
  const check = useCheck();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [question, setQuestion] = useState<'remove' | 'mailbox' | null>(null);

  /** A failure after the dialog was closed is shown in the window, the only place left for it. */
  const sayFailure = (failed: Failure) => (isOpen() ? setFailure(failed) : workspace.showFailure(failed));

  const edited = useAccountForm({ account, unfinished, hasFailed: check.report !== null && !check.report.ok, onChange: check.clear });
  const { form, touched, isByHand, problems, setProblems } = edited;
  const read = () => {
    setFailure(null);
    return edited.read();
  };
  const runCheck = async () => {
    if (check.isRunning) return;
    const input = read();
    if (input) await check.run(account?.id, input);
  };
  const save = async (isAgreed = false) => {
    const input = read();
    if (!input) return setQuestion(null);
    const isOther = account && mailboxIdentity(account.settings.incoming) !== mailboxIdentity(input.settings.incoming);
    if (isOther && !isAgreed) return setQuestion('mailbox');
    setBusy(true);
    const answer = account ? await client.call('accounts.update', { id: account.id, ...input }) : await client.call('accounts.add', input);
    setBusy(false);
    if (answer.ok) {
      workspace.announce(say(account ? 'account.saved' : 'account.added', { name: answer.value.settings.name }));
      return onClose();
    }
    const field = fieldAt(String(answer.failure.detail?.path ?? ''));
    if (answer.failure.code === 'input-invalid' && field && isOpen()) {
      setQuestion(null);
      setProblems({ [field[0]]: field[1] });
    } else sayFailure(answer.failure);
  };
  const trust = async (fingerprint: string) => {
    const refused = check.report?.refusedCertificate;
    if (!refused) return;
    const answer = await client.call('accounts.trustCertificate', { host: refused.host, port: refused.port, fingerprint });
    if (!answer.ok) sayFailure(answer.failure);
    else if (isOpen()) await runCheck();
  };
  const remove = async () => {
    if (!account) return;
    setBusy(true);
    const answer = await client.call('accounts.remove', { id: account.id });
    setBusy(false);
    if (!answer.ok) return sayFailure(answer.failure);
    workspace.announce(say('account.removed', { name: account.settings.name }));
    onClose();
  };

  if (question && account) {
    const asked = {
      account,
      failure,
      isBusy,
      onNo: () => {
        setQuestion(null);
        setFailure(null);
      },
    };
    return question === 'remove' ? (
      <RemoveAccount {...asked} onYes={() => void remove()} />
    ) : (
      <ChangeMailbox {...asked} onYes={() => void save(true)} />
    );
  }

  const state = check.isRunning ? 'running' : check.failure ? 'bad' : !check.report ? 'none' : check.report.ok ? 'good' : 'bad';
  // Settings that were checked, or that worked before, can be saved; others should be checked first.
  const isReady = state === 'good' || (account !== undefined && state === 'none');
  return (
    <DialogFrame
      title={account ? say('account.editTitle', { name: account.settings.name }) : say('command.addAccount')}
      closeLabel={say('action.close')}
      size="large"
      onClose={onClose}
      footer={
        <>
          {account && (
            <Button kind="quiet" onPress={() => setQuestion('remove')}>
              {say('account.remove')}
            </Button>
          )}
          <span className="account-checked" role="status">
            {say(state === 'good' && (readsHere(form) || sendsHere(form)) ? 'account.checked.here' : `account.checked.${state}`)}
          </span>
          <Button icon={Plug} kind={isReady ? 'plain' : 'primary'} isDisabled={check.isRunning} onPress={() => void runCheck()}>
            {say('account.check')}
          </Button>
          <Button kind={isReady ? 'primary' : 'plain'} isDisabled={isBusy} onPress={() => void save()}>
            {say(isReady ? 'account.save' : 'account.saveAnyway')}
          </Button>
        </>
      }
    >
      {failure && <Failed failure={failure} onDismiss={() => setFailure(null)} />}
      {state !== 'none' && (
        <CheckResult
          check={check}
          onTranscript={(session, reply) => {
            onLeave({ form, touched, isByHand });
            if (reply === undefined) workspace.showTranscript({ session });
            else void showError({ session }, reply);
          }}
          onTrust={(fingerprint) => void trust(fingerprint)}
        />
      )}
      <AccountFields edited={edited} isNew={!account} onSubmit={() => void runCheck()} />
      {account && <CertificateExceptions settings={account.settings} />}
      {Object.keys(problems).length > 0 && (
        <p role="alert" className="account-warning">
          <TriangleAlert size="0.9375rem" aria-hidden /> {say('account.lookAbove')}
        </p>
      )}
    </DialogFrame>
  );
}
