/** Preferences of the window. Every change is seen at once and kept by the engine; there is nothing to confirm. */

import type { Account } from '../../../electron/contract/accounts.ts';
import type { Preferences } from '../../../electron/contract/application.ts';
import { describePhase } from '../../i18n/sync-words.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useApplicationInfo } from '../../state/engine-queries.ts';
import type { DialogProps } from '../../state/feature.ts';
import { useCommandRegistry, usePreferences, useWorkspace } from '../../state/State.tsx';
import { useSyncStates } from '../../state/sync-states.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { CheckboxField, ChoiceField, SelectField } from '../../ui/Fields.tsx';
import { TranscriptRetention } from './TranscriptRetention.tsx';

const sizes = ['80', '90', '100', '110', '125', '150'] as const;
const delays = ['0', '1', '3', '10', '-1'] as const;

const nearest = <Value extends string>(values: readonly Value[], wanted: number): Value =>
  values.reduce((best, value) => (Math.abs(Number(value) - wanted) < Math.abs(Number(best) - wanted) ? value : best));

export function Settings({ onClose }: DialogProps<'settings'>) {
  const say = useWords();
  const language = useLanguage();
  const workspace = useWorkspace();
  const registry = useCommandRegistry();
  const [preferences, setPreferences] = usePreferences();
  const info = useApplicationInfo();
  const accounts = useAccounts();
  const states = useSyncStates();
  const stateOf = ({ id, passwordMissing }: Account) => {
    const state = states.find(({ accountId }) => accountId === id);
    return passwordMissing ? say('account.passwordMissing') : state && describePhase(state, say, language);
  };

  return (
    <DialogFrame title={say('settings.title')} closeLabel={say('action.close')} onClose={onClose} isDismissable>
      <div className="settings">
        <h3>{say('settings.appearance')}</h3>
        <SelectField<Exclude<Preferences['language'], null> | 'system'>
          label={say('settings.language')}
          value={preferences.language ?? 'system'}
          onChange={(value) => setPreferences({ language: value === 'system' ? null : value })}
          choices={[
            { value: 'system', label: say('settings.system') },
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
            { value: 'pt', label: 'Português (Portugal)' },
            { value: 'pt-BR', label: 'Português (Brasil)' },
          ]}
        />
        <ChoiceField<Preferences['theme']>
          label={say('settings.theme')}
          value={preferences.theme}
          onChange={(theme) => setPreferences({ theme })}
          choices={[
            { value: 'system', label: say('settings.system') },
            { value: 'light', label: say('settings.light') },
            { value: 'dark', label: say('settings.dark') },
          ]}
        />
        <ChoiceField<Preferences['density']>
          label={say('settings.density')}
          value={preferences.density}
          onChange={(density) => setPreferences({ density })}
          choices={[
            { value: 'compact', label: say('settings.compact') },
            { value: 'normal', label: say('settings.normal') },
            { value: 'comfortable', label: say('settings.comfortable') },
          ]}
        />
        <ChoiceField<(typeof sizes)[number]>
          label={say('settings.textSize')}
          value={nearest(sizes, preferences.textSize)}
          onChange={(size) => setPreferences({ textSize: Number(size) })}
          choices={sizes.map((value) => ({ value, label: `${value} %` }))}
        />
        <h3>{say('settings.reading')}</h3>
        <SelectField<(typeof delays)[number]>
          label={say('settings.markSeen')}
          value={preferences.markSeenAfter < 0 ? '-1' : nearest(delays.slice(0, 4), preferences.markSeenAfter)}
          onChange={(value) => setPreferences({ markSeenAfter: Number(value) })}
          choices={[
            { value: '0', label: say('settings.seenAtOnce') },
            { value: '1', label: say('settings.seenAfter', { count: 1 }) },
            { value: '3', label: say('settings.seenAfter', { count: 3 }) },
            { value: '10', label: say('settings.seenAfter', { count: 10 }) },
            { value: '-1', label: say('settings.seenNever') },
          ]}
        />
        <CheckboxField
          value={preferences.checksAuthentication}
          onChange={(checksAuthentication) => setPreferences({ checksAuthentication })}
        >
          {say('settings.checksAuthentication')}
        </CheckboxField>
        <p className="settings-faint">{say('auth.telling')}</p>
        <h3>{say('settings.writing')}</h3>
        <CheckboxField value={preferences.checksRecipients} onChange={(checksRecipients) => setPreferences({ checksRecipients })}>
          {say('settings.checksRecipients')}
        </CheckboxField>
        <TranscriptRetention />
        <section className="settings-accounts">
          <h3>{say('settings.accounts')}</h3>
          <ul>
            {(accounts.value ?? []).map((account) => (
              <li key={account.id}>
                <span>
                  <strong>{account.settings.name}</strong>{' '}
                  {account.settings.address !== account.settings.name && <span className="settings-faint">{account.settings.address}</span>}
                  <span className="settings-state">{stateOf(account)}</span>
                </span>
                <Button
                  kind="quiet"
                  className="settings-edit"
                  aria-label={say('settings.editAccount', { name: account.settings.name })}
                  onPress={() => workspace.openDialog({ kind: 'account', accountId: account.id })}
                >
                  {say('action.edit')}
                </Button>
              </li>
            ))}
          </ul>
          <Button onPress={() => registry.run('account.add')}>{say('command.addAccount')}</Button>
        </section>
        <h3>{say('settings.about')}</h3>
        {info.value && (
          <dl className="settings-facts" lang={language}>
            <div>
              <dt>{say('settings.version')}</dt>
              <dd>Postglass {info.value.version}</dd>
            </div>
            <div>
              <dt>{say('settings.dataFolder')}</dt>
              <dd className="mono">{info.value.dataFolder}</dd>
            </div>
            <div>
              <dt>{say('settings.passwords')}</dt>
              <dd>{say(`vault.${info.value.vault}`)}</dd>
            </div>
          </dl>
        )}
      </div>
    </DialogFrame>
  );
}
