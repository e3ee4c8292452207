/** Host, port, security and login of one server. */

import { TriangleAlert } from 'lucide-react';
import type { Mechanism, Security } from '../../../electron/contract/accounts.ts';
import { type IncomingProtocol, incomingProtocols } from '../../../electron/contract/mail-protocols.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { useCapability } from '../../state/State.tsx';
import { CheckboxField, ChoiceField, SelectField, TextField } from '../../ui/Fields.tsx';
import { type AccountForm, type FieldName, type FormProblems, hasSameLogin, type Keep, readsHere, sendsHere } from './account-form.ts';

export type KeptPassword = 'none' | 'kept' | 'for another server';

interface ServerFieldsProps {
  form: AccountForm;
  problems: FormProblems;
  /** What is kept of the side's password. */
  kept: KeptPassword;
  onChange: (change: Partial<AccountForm>) => void;
}

function useProblem(problems: FormProblems): (field: FieldName) => string | undefined {
  const say = useWords();
  return (field) => {
    const problem = problems[field];
    return problem && say(`account.problem.${problem}`);
  };
}

function SecurityField({ value, onChange }: { value: Security; onChange: (value: Security) => void }) {
  const say = useWords();
  return (
    <>
      <ChoiceField<Security>
        label={say('account.security')}
        value={value}
        onChange={onChange}
        choices={[
          { value: 'tls', label: 'TLS' },
          { value: 'starttls', label: 'STARTTLS' },
          { value: 'none', label: say('account.security.none') },
        ]}
      />
      {value === 'none' && (
        <p className="account-warning" role="note">
          <TriangleAlert size="0.9375rem" aria-hidden /> {say('account.noneWarning')}
        </p>
      )}
    </>
  );
}

const mechanisms: readonly (readonly [Mechanism, WordKey | null])[] = [
  ['automatic', 'account.automatic'],
  ['PLAIN', null],
  ['LOGIN', null],
  ['CRAM-MD5', null],
];

function MechanismField({ value, onChange }: { value: Mechanism; onChange: (value: Mechanism) => void }) {
  const say = useWords();
  return (
    <SelectField<Mechanism>
      label={say('account.mechanism')}
      value={value}
      onChange={onChange}
      choices={mechanisms.map(([mechanism, key]) => ({ value: mechanism, label: key ? say(key) : mechanism }))}
    />
  );
}

export function IncomingFields({ form, problems, onChange }: Omit<ServerFieldsProps, 'kept'>) {
  const say = useWords();
  const hasLocalMail = useCapability('local-mail');
  return (
    <fieldset className="account-group">
      <legend>{say('account.incoming')}</legend>
      <ChoiceField
        label={say('account.protocol')}
        value={form.protocol}
        onChange={(protocol) => onChange({ protocol })}
        choices={[
          { value: 'imap', label: 'IMAP' },
          { value: 'pop3', label: 'POP3' },
          ...(hasLocalMail || readsHere(form) ? localChoices.map(([value, key]) => ({ value, label: say(key) })) : []),
        ]}
      />
      {readsHere(form) ? (
        <LocalFields form={form} problems={problems} onChange={onChange} />
      ) : (
        <IncomingServer form={form} problems={problems} onChange={onChange} />
      )}
    </fieldset>
  );
}

const localChoices = [
  ['mbox', 'account.mbox'],
  ['maildir', 'account.maildir'],
] as const satisfies readonly (readonly [IncomingProtocol, WordKey])[];

/** A mailbox of this computer. */
function LocalFields({ form, problems, onChange }: Omit<ServerFieldsProps, 'kept'>) {
  const say = useWords();
  const wrong = useProblem(problems);
  return (
    <>
      <TextField
        mono
        label={say(form.protocol === 'maildir' ? 'account.path.maildir' : 'account.path.mbox')}
        value={form.path}
        error={wrong('path')}
        onChange={(path) => onChange({ path })}
      />
      <CheckboxField value={form.allowChanges} onChange={(allowChanges) => onChange({ allowChanges })}>
        {say('account.allowChanges')}
      </CheckboxField>
      {!form.allowChanges && <p className="account-note">{say('account.readOnlyHint')}</p>}
    </>
  );
}

function IncomingServer({ form, problems, onChange }: Omit<ServerFieldsProps, 'kept'>) {
  const say = useWords();
  const wrong = useProblem(problems);
  return (
    <>
      <SecurityField value={form.incomingSecurity} onChange={(incomingSecurity) => onChange({ incomingSecurity })} />
      <div className="account-server">
        <TextField
          mono
          label={say('account.host')}
          value={form.incomingHost}
          error={wrong('incomingHost')}
          onChange={(incomingHost) => onChange({ incomingHost })}
        />
        <TextField
          mono
          label={say('account.port')}
          value={form.incomingPort}
          error={wrong('incomingPort')}
          onChange={(incomingPort) => onChange({ incomingPort })}
        />
      </div>
      <TextField
        mono
        label={say('account.username')}
        value={form.incomingUsername}
        error={wrong('incomingUsername')}
        autoComplete="off"
        onChange={(incomingUsername) => onChange({ incomingUsername })}
      />
      <MechanismField value={form.incomingMechanism} onChange={(incomingMechanism) => onChange({ incomingMechanism })} />
      {incomingProtocols[form.protocol].takesMail && (
        <>
          <SelectField<Keep>
            label={say('account.keep')}
            value={form.keep}
            onChange={(keep) => onChange({ keep })}
            choices={[
              { value: 'always', label: say('account.keep.always') },
              { value: 'days', label: say('account.keep.days') },
              { value: 'until-deleted', label: say('account.keep.until-deleted') },
              { value: 'never', label: say('account.keep.never') },
            ]}
          />
          {form.keep === 'days' && (
            <TextField
              label={say('account.keepDays')}
              value={form.keepDays}
              error={wrong('keepDays')}
              onChange={(keepDays) => onChange({ keepDays })}
            />
          )}
        </>
      )}
    </>
  );
}

export function OutgoingFields(props: ServerFieldsProps) {
  const { form, problems, onChange } = props;
  const say = useWords();
  const wrong = useProblem(problems);
  const hasLocalMail = useCapability('local-mail');
  return (
    <fieldset className="account-group">
      <legend>{say(sendsHere(form) ? 'account.outgoingHere' : 'account.outgoing')}</legend>
      {(hasLocalMail || sendsHere(form)) && (
        <ChoiceField
          label={say('account.sendBy')}
          value={form.outgoingProtocol}
          onChange={(outgoingProtocol) => onChange({ outgoingProtocol })}
          choices={[
            { value: 'smtp', label: 'SMTP' },
            { value: 'sendmail', label: say('account.sendmail') },
          ]}
        />
      )}
      {sendsHere(form) ? (
        <TextField
          mono
          label={say('account.program')}
          value={form.program}
          error={wrong('program')}
          onChange={(program) => onChange({ program })}
        />
      ) : (
        <OutgoingServer {...props} />
      )}
    </fieldset>
  );
}

function OutgoingServer({ form, problems, kept, onChange }: ServerFieldsProps) {
  const say = useWords();
  const wrong = useProblem(problems);
  return (
    <>
      <SecurityField value={form.outgoingSecurity} onChange={(outgoingSecurity) => onChange({ outgoingSecurity })} />
      <div className="account-server">
        <TextField
          mono
          label={say('account.host')}
          value={form.outgoingHost}
          error={wrong('outgoingHost')}
          onChange={(outgoingHost) => onChange({ outgoingHost })}
        />
        <TextField
          mono
          label={say('account.port')}
          value={form.outgoingPort}
          error={wrong('outgoingPort')}
          onChange={(outgoingPort) => onChange({ outgoingPort })}
        />
      </div>
      {!readsHere(form) && (
        <CheckboxField value={form.sameLogin} onChange={(sameLogin) => onChange({ sameLogin })}>
          {say('account.sameLogin')}
        </CheckboxField>
      )}
      {!hasSameLogin(form) && (
        <>
          <TextField
            mono
            label={say('account.username')}
            hint={say('account.noLogin')}
            value={form.outgoingUsername}
            error={wrong('outgoingUsername')}
            autoComplete="off"
            onChange={(outgoingUsername) => onChange({ outgoingUsername })}
          />
          <TextField
            type="password"
            label={say('account.password')}
            value={form.outgoingPassword}
            autoComplete="off"
            {...(kept === 'kept' ? { placeholder: say('account.unchanged') } : {})}
            {...(kept === 'for another server' ? { hint: say('account.passwordMoved') } : {})}
            onChange={(outgoingPassword) => onChange({ outgoingPassword })}
          />
        </>
      )}
      <MechanismField value={form.outgoingMechanism} onChange={(outgoingMechanism) => onChange({ outgoingMechanism })} />
    </>
  );
}
