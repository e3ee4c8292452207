/** The look-ups of an examination in the order in which they were answered; one that is chosen shows its lines. */
import type { DeliveryLookUp } from '../../../electron/contract/delivery/mail-domain.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

interface LookUpsProps {
  lookUps: readonly DeliveryLookUp[];
  /** Whose lines are shown. */
  session: string | null;
  onShow: (session: string) => void;
}

export function LookUps({ lookUps, session, onShow }: LookUpsProps) {
  const say = useWords();
  const language = useLanguage();
  if (lookUps.length === 0) return null;
  return (
    <section className="delivery-section" aria-label={say('delivery.lookUps')}>
      <h3>
        {say('delivery.lookUps')} <span className="lookup-faint">{lookUps.length}</span>
      </h3>
      <ol className="lookup-steps">
        {lookUps.map((lookUp, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: look-ups are only added
          <li key={at}>
            <button
              type="button"
              className="delivery-look-up"
              aria-pressed={session !== null && lookUp.session === session}
              onClick={() => lookUp.session !== null && onShow(lookUp.session)}
            >
              <span className="lookup-asked mono" dir="ltr">
                {visible(lookUp.name)} {lookUp.type}
              </span>
              <span className="mono">
                {lookUp.status === 'silent' ? say('delivery.silent') : visible(lookUp.status)}
                {lookUp.isAuthentic && ' ad'}
              </span>
              <span className="lookup-faint">{say('delivery.records', { number: String(lookUp.data.length) })}</span>
              <span className="lookup-took">{lookUp.isKept ? say('delivery.kept') : formatDuration(lookUp.milliseconds, language)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
