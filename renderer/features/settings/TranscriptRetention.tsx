/** How much of the transcript is kept and for how long, with what is stored now and what would go. Nothing brings back what goes: it is applied by a button. */
import { useState } from 'react';
import type { Preferences } from '../../../electron/contract/application.ts';
import { useCall } from '../../api/use-call.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { usePreferences } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Fields.tsx';

const sizes = [32, 64, 128, 256, 512, 1_000, 4_000] as const;
/** 0: however old. */
const ages = [1, 7, 30, 90, 365, 0] as const;

type Limits = Pick<Preferences, 'transcriptMegabytes' | 'transcriptDays'>;

/** A value that was set otherwise, by a script or another version, is offered too. */
const withOwn = (values: readonly number[], own: number): number[] => (values.includes(own) ? [...values] : [...values, own]);

export function TranscriptRetention() {
  const say = useWords();
  const language = useLanguage();
  const [{ transcriptMegabytes, transcriptDays }, setPreferences] = usePreferences();
  const [wanted, setWanted] = useState<Partial<Limits>>({});
  const limits = { transcriptMegabytes, transcriptDays, ...wanted };
  const isOther = limits.transcriptMegabytes !== transcriptMegabytes || limits.transcriptDays !== transcriptDays;
  const facts = useCall(
    'transcript.retention',
    { megabytes: limits.transcriptMegabytes, days: limits.transcriptDays },
    { fresh: true, keepPrevious: true, refetchOn: 'application.preferencesChanged' },
  );
  /** What the chosen limits do. Until it is known nothing is applied: it may delete. */
  const counted = facts.value && !facts.isPrevious && !facts.failure ? facts.value : null;
  const amount = ({ sessions, octets }: { sessions: number; octets: number }) =>
    say('settings.sessions', { count: sessions, size: formatBytes(octets, language) });
  const ageWords = (days: number) => (days === 0 ? say('settings.howeverOld') : say('settings.days', { count: days }));

  return (
    <section className="settings-transcript">
      <h3>{say('transcript.region')}</h3>
      <SelectField
        label={say('settings.transcriptSize')}
        value={String(limits.transcriptMegabytes)}
        onChange={(value) => setWanted({ ...wanted, transcriptMegabytes: Number(value) })}
        choices={withOwn(sizes, transcriptMegabytes).map((megabytes) => ({
          value: String(megabytes),
          label: formatBytes(megabytes * 1_000_000, language),
        }))}
      />
      <SelectField
        label={say('settings.transcriptAge')}
        value={String(limits.transcriptDays)}
        onChange={(value) => setWanted({ ...wanted, transcriptDays: Number(value) })}
        choices={withOwn(ages, transcriptDays).map((days) => ({ value: String(days), label: ageWords(days) }))}
      />
      {facts.value && (
        <p className="settings-faint" role="status">
          {say('settings.stored', { what: amount(facts.value.stored) })}{' '}
          {facts.value.pinned.sessions > 0 && say('settings.storedPinned', { what: amount(facts.value.pinned) })}{' '}
          {isOther &&
            !facts.failure &&
            (counted === null
              ? say('settings.countingWhatGoes')
              : counted.goes.sessions > 0 || counted.goes.octets > 0
                ? say('settings.wouldGo', { what: amount(counted.goes) })
                : say('settings.nothingGoes'))}
        </p>
      )}
      {facts.failure && <Failed failure={facts.failure} onRetry={facts.retry} />}
      {isOther && (
        <Button
          kind={counted && counted.goes.octets > 0 ? 'danger' : 'plain'}
          isDisabled={counted === null}
          onPress={() => {
            setPreferences(limits);
            setWanted({});
          }}
        >
          {counted && counted.goes.sessions > 0 ? say('settings.applyAndDelete', { count: counted.goes.sessions }) : say('settings.apply')}
        </Button>
      )}
    </section>
  );
}
