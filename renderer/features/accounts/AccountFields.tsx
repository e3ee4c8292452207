/** The form of the account dialog: person, password, and the servers when unfolded. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { type FieldName, readsHere } from './account-form.ts';
import { IncomingFields, OutgoingFields } from './ServerFields.tsx';
import type { EditedAccount } from './use-account-form.ts';

interface AccountFieldsProps {
  edited: EditedAccount;
  isNew: boolean;
  onSubmit: () => void;
}

export function AccountFields({ edited, isNew, onSubmit }: AccountFieldsProps) {
  const say = useWords();
  const { form, problems, isByHand, setByHand, change, changeServer, kept } = edited;
  const wrong = (field: FieldName) => {
    const problem = problems[field];
    return problem && say(`account.problem.${problem}`);
  };
  return (
    <form
      className="account-form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="account-person">
        <TextField
          label={say('account.address')}
          placeholder="ana@example.org"
          value={form.address}
          error={wrong('address')}
          onChange={(address) => change({ address })}
          autoFocus={isNew}
        />
        {!readsHere(form) && (
          <TextField
            type="password"
            label={say('account.password')}
            value={form.incomingPassword}
            autoComplete="off"
            {...(kept('incoming') === 'kept' ? { placeholder: say('account.unchanged') } : {})}
            {...(kept('incoming') === 'for another server' ? { hint: say('account.passwordMoved') } : {})}
            onChange={(incomingPassword) => change({ incomingPassword })}
          />
        )}
        <TextField
          label={say('account.displayName')}
          hint={say('account.displayNameHint')}
          value={form.displayName}
          error={wrong('displayName')}
          onChange={(displayName) => change({ displayName })}
        />
      </div>
      {isNew && (
        <Button
          kind="quiet"
          className="account-by-hand"
          icon={isByHand ? ChevronDown : ChevronRight}
          aria-expanded={isByHand}
          onPress={() => setByHand(!isByHand)}
        >
          {say('account.byHand')}
        </Button>
      )}
      {isByHand && (
        <>
          <div className="account-servers">
            <IncomingFields form={form} problems={problems} onChange={changeServer} />
            <OutgoingFields form={form} problems={problems} kept={kept('outgoing')} onChange={changeServer} />
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
  );
}
