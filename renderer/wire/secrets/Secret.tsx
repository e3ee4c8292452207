/** A covered secret: its length is all there is to show of it, until its user asks for more where it can be had. */
import { Eye } from 'lucide-react';
import type { Language } from '../../../electron/contract/application.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';
import { useReveal } from './use-reveal.ts';

const widestHatch = 44;

interface SecretProps {
  /** In its line. */
  offset: number;
  length: number;
  language: Language;
}

export function Secret({ offset, length, language }: SecretProps) {
  const say = useWords();
  const reveal = useReveal();
  const size = formatBytes(length, language);
  const revealed = reveal?.revealed?.offset === offset ? reveal.revealed : null;
  const hatch = (
    <>
      <span className="secret-hatch" aria-hidden style={{ width: `${Math.min(length, widestHatch)}ch` }}>
        {'▒'.repeat(Math.min(length, widestHatch))}
      </span>
      <span aria-hidden className="secret-length">
        {' '}
        ({size})
      </span>
      <span className="visually-hidden">{say('transcript.secret', { size })}</span>
    </>
  );
  if (!reveal) return <span>{hatch}</span>;
  // It is read out only to a user who goes to it: nothing announces it.
  if (revealed)
    return (
      <span className="secret-revealed" aria-live="off">
        <span className="secret-text">{visible(revealed.text)}</span> <span className="secret-length">({say('transcript.revealed')})</span>{' '}
        <button type="button" className="secret-button numeric" onClick={() => reveal.hide()}>
          {say('transcript.coverAgain', { count: revealed.left })}
        </button>
      </span>
    );
  return (
    <span>
      {hatch}{' '}
      <button type="button" className="secret-button" onClick={() => reveal.show(offset)}>
        <Eye size="0.75rem" aria-hidden /> {say('transcript.reveal')}
      </button>
    </span>
  );
}
