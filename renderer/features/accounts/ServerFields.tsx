/** Host, port, security and login of one server. */

import { TriangleAlert } from 'lucide-react';
import type { Mechanism, Security } from '../../../electron/contract/accounts.ts';
import { incomingProtocols } from '../../../electron/contract/mail-protocols.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { CheckboxField, ChoiceField, SelectField, TextField } from '../../ui/Fields.tsx';
import type { AccountForm, FieldName, FormProblems, Keep } from './account-form.ts';

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
  const wrong = useProblem(problems);
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
        ]}
      />
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
    </fieldset>
  );
}

export function OutgoingFields({ form, problems, kept, onChange }: ServerFieldsProps) {
  const say = useWords();
  const wrong = useProblem(problems);
  return (
    <fieldset className="account-group">
      <legend>{say('account.outgoing')}</legend>
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
      <CheckboxField value={form.sameLogin} onChange={(sameLogin) => onChange({ sameLogin })}>
        {say('account.sameLogin')}
      </CheckboxField>
      {!form.sameLogin && (
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
    </fieldset>
  );
}
