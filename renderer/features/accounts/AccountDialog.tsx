/**
 * Adding, changing and removing an account. A new one begins with name, address and password; the servers are guessed, and unfolded where
 * the guess fails or somebody wants to set them by hand. The settings are tried step by step before they are kept, with the result above
 * the form; passwords go to the engine and are never read back.
 */
import { ChevronDown, ChevronRight, Plug, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Account, mailboxIdentity, type Side } from '../../../electron/contract/accounts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { ChangeMailbox, RemoveAccount } from './AccountQuestions.tsx';
import {
  type AccountForm,
  changeForm,
  emptyForm,
  type FieldName,
  type FormProblems,
  fieldAt,
  formOf,
  readForm,
  sidesToTypeAgain,
  type Unfinished,
} from './account-form.ts';
import { CertificateExceptions } from './CertificateExceptions.tsx';
import { CheckResult } from './CheckResult.tsx';
import { IncomingFields, type KeptPassword, OutgoingFields } from './ServerFields.tsx';
import { useCheck } from './use-check.ts';
import './accounts.css';

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

/** What stands above the servers. */
const personFields: ReadonlySet<string> = new Set<FieldName>(['address', 'displayName', 'incomingPassword']);

/** Everything typed counts as chosen in an account that exists. */
const allFields = new Set<FieldName>(Object.keys(emptyForm) as FieldName[]); // the keys of the very object

export function AccountDialog({ account, unfinished, onLeave, onClose, isOpen }: AccountDialogProps) {
  const say = useWords();
  const client = useClient();
  const workspace = useWorkspace();
  const check = useCheck();
  const [form, setForm] = useState<AccountForm>(unfinished?.form ?? (account ? formOf(account) : emptyForm));
  const [touched, setTouched] = useState<ReadonlySet<FieldName>>(unfinished?.touched ?? (account ? allFields : new Set()));
  const [isByHand, setByHand] = useState(unfinished?.isByHand ?? account !== undefined);
  const [problems, setProblems] = useState<FormProblems>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [question, setQuestion] = useState<'remove' | 'mailbox' | null>(null);

  /** What failed after its dialog was closed is said in the window: nobody else knows that it was not done. */
  const sayFailure = (failed: Failure) => (isOpen() ? setFailure(failed) : workspace.showFailure(failed));

  // Where the guess fails, the servers are what has to be looked at.
  const hasFailed = check.report !== null && !check.report.ok;
  useEffect(() => {
    if (hasFailed) setByHand(true);
  }, [hasFailed]);

  const change = (changed: Partial<AccountForm>) => {
    const names = Object.keys(changed) as FieldName[]; // the keys of a part of the form
    const next = changeForm(form, touched, changed);
    setForm(next);
    // A port that is chosen with the security is not typed by hand; emptying a field frees it for guesses again.
    setTouched(new Set([...touched, ...names].filter((name) => next[name] !== '')));
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !names.some((changedName) => changedName === name))),
    );
    check.clear();
  };
  /** The port follows protocol and security even after it was typed, because the old one belongs to the old choice. */
  const changeServer = (changed: Partial<AccountForm>) => {
    const freed = new Set(touched);
    if (changed.protocol !== undefined || changed.incomingSecurity !== undefined) freed.delete('incomingPort');
    if (changed.outgoingSecurity !== undefined) freed.delete('outgoingPort');
    const names = Object.keys(changed) as FieldName[]; // as above
    setForm(changeForm(form, freed, changed));
    setTouched(new Set([...freed, ...names]));
    setProblems({});
    check.clear();
  };
  const onServerChange = (changed: Partial<AccountForm>) =>
    changed.protocol !== undefined || changed.incomingSecurity !== undefined || changed.outgoingSecurity !== undefined
      ? changeServer(changed)
      : change(changed);

  const read = () => {
    const answer = readForm(form);
    setProblems(answer.ok ? {} : answer.problems);
    if (!answer.ok && Object.keys(answer.problems).some((name) => !personFields.has(name))) setByHand(true);
    setFailure(null);
    return answer.ok ? answer.value : null;
  };
  const moved = account ? sidesToTypeAgain(account.settings, form) : [];
  /** What its password field says of what is kept. */
  const kept = (side: Side): KeptPassword =>
    !account ? 'none' : moved.includes(side) || (form.sameLogin && moved.length > 0) ? 'for another server' : 'kept';
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

  const wrong = (field: FieldName) => {
    const problem = problems[field];
    return problem && say(`account.problem.${problem}`);
  };
  const state = check.isRunning ? 'running' : check.failure ? 'bad' : !check.report ? 'none' : check.report.ok ? 'good' : 'bad';
  // What has been tried, or worked before, is ready to be saved; anything else had better be tried first.
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
            {say(`account.checked.${state}`)}
          </span>
          {/* Disabled, it would lose the focus, and Escape its way to the dialog. */}
          <Button icon={Plug} kind={isReady ? 'plain' : 'primary'} aria-disabled={check.isRunning} onPress={() => void runCheck()}>
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
          onTranscript={(session) => {
            onLeave({ form, touched, isByHand });
            workspace.showTranscript({ session });
          }}
          onTrust={(fingerprint) => void trust(fingerprint)}
        />
      )}
      <form
        className="account-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void runCheck();
        }}
      >
        <div className="account-person">
          <TextField
            label={say('account.address')}
            placeholder="ana@example.org"
            value={form.address}
            error={wrong('address')}
            onChange={(address) => change({ address })}
            autoFocus={!account}
          />
          <TextField
            type="password"
            label={say('account.password')}
            value={form.incomingPassword}
            autoComplete="off"
            {...(kept('incoming') === 'kept' ? { placeholder: say('account.unchanged') } : {})}
            {...(kept('incoming') === 'for another server' ? { hint: say('account.passwordMoved') } : {})}
            onChange={(incomingPassword) => change({ incomingPassword })}
          />
          <TextField
            label={say('account.displayName')}
            hint={say('account.displayNameHint')}
            value={form.displayName}
            error={wrong('displayName')}
            onChange={(displayName) => change({ displayName })}
          />
        </div>
        {!account && (
          <Button kind="quiet" icon={isByHand ? ChevronDown : ChevronRight} aria-expanded={isByHand} onPress={() => setByHand(!isByHand)}>
            {say('account.byHand')}
          </Button>
        )}
        {isByHand && (
          <>
            <div className="account-servers">
              <IncomingFields form={form} problems={problems} onChange={onServerChange} />
              <OutgoingFields form={form} problems={problems} kept={kept('outgoing')} onChange={onServerChange} />
            </div>
            <TextField
              label={say('account.name')}
              hint={say('account.nameHint')}
              value={form.name}
              error={wrong('name')}
              onChange={(name) => change({ name })}
            />
          </>
        )}
        {/* Enter in a field checks the settings. */}
        <button type="submit" hidden />
      </form>
      {account && <CertificateExceptions settings={account.settings} />}
      {Object.keys(problems).length > 0 && (
        <p role="alert" className="account-warning">
          <TriangleAlert size="0.9375rem" aria-hidden /> {say('account.lookAbove')}
        </p>
      )}
    </DialogFrame>
  );
}
