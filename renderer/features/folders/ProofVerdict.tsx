/** The verdict of a comparison: identical, or which messages differ and in what. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { FolderProof } from '../../../electron/contract/folders.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';

export function ProofVerdict({ proof }: { proof: FolderProof }) {
  const say = useWords();
  const language = useLanguage();
  const { verdict, onlyThere, onlyHere, flags, waiting } = proof;
  const counted = (count: number) => ({ count, number: formatNumber(count, language) });
  const more = (count: number, shown: number) => (count > shown ? ` ${say('proof.more', counted(count - shown))}` : '');
  const Icon = verdict === 'identical' ? CircleCheck : TriangleAlert;
  return (
    <section className={`proof-verdict is-${verdict}`} aria-label={say('proof.verdict')}>
      <p role="status" className="proof-verdict-words">
        <Icon size="1.0625rem" aria-hidden /> {say(`proof.verdict.${verdict}`)}
      </p>
      {waiting > 0 && <p>{say('proof.waiting', counted(waiting))}</p>}
      {verdict === 'differs' && (
        <dl className="proof-differences">
          {onlyThere.count > 0 && (
            <div>
              <dt>{say('proof.onlyThere', counted(onlyThere.count))}</dt>
              <dd>
                UID {onlyThere.uids.join(', ')}
                {more(onlyThere.count, onlyThere.uids.length)}
              </dd>
            </div>
          )}
          {onlyHere.count > 0 && (
            <div>
              <dt>{say('proof.onlyHere', counted(onlyHere.count))}</dt>
              <dd>
                UID {onlyHere.uids.join(', ')}
                {more(onlyHere.count, onlyHere.uids.length)}
              </dd>
            </div>
          )}
          {flags.count > 0 && (
            <div>
              <dt>{say('proof.flags', counted(flags.count))}</dt>
              {flags.messages.map(({ uid, onlyThere: there, onlyHere: here }) => (
                <dd key={uid}>
                  UID {uid}:{' '}
                  {[
                    ...(there.length > 0 ? [say('proof.flagsThere', { flags: visible(there.join(' ')) })] : []),
                    ...(here.length > 0 ? [say('proof.flagsHere', { flags: visible(here.join(' ')) })] : []),
                  ].join('; ')}
                </dd>
              ))}
              {flags.count > flags.messages.length && <dd>{say('proof.more', counted(flags.count - flags.messages.length))}</dd>}
            </div>
          )}
        </dl>
      )}
    </section>
  );
}
