/** Alignment, drawn: the author's domain, and a line to each domain that sent or signed the message, whole where it is proved. */
import { Check } from 'lucide-react';
import { useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';

export interface Tie {
  readonly role: 'sentBy' | 'signedBy';
  readonly domain: string;
  /** To the author's domain. */
  readonly relation: 'same' | 'organisation' | 'another';
  readonly method: 'SPF' | 'DKIM';
  readonly result: string;
  /** By evidence that a sender cannot make up. */
  readonly isProven: boolean;
}

export function Figure({ author, ties }: { author: string | null; ties: readonly Tie[] }) {
  const say = useWords();
  if (author === null || ties.length === 0) return null;
  return (
    <div className="auth-figure">
      <div className="auth-box auth-author">
        <span className="auth-role">{say('auth.author')}</span>
        <bdi className="auth-domain">{visibleStart(author, 253)}</bdi>
        <span className="auth-role">{say('auth.authorHint')}</span>
      </div>
      <ul className="auth-ties">
        {ties.map(({ role, domain, relation, method, result, isProven }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: domains may repeat and never change places
          <li key={index} className={isProven ? 'auth-tie auth-proved' : relation === 'another' ? 'auth-tie auth-apart' : 'auth-tie'}>
            <span className="auth-line">{say(`auth.${relation}`)}</span>
            <div className="auth-box">
              <span className="auth-role">{say(`auth.${role}`)}</span>
              <bdi className="auth-domain">{visibleStart(domain, 253)}</bdi>
              <span className="auth-role">
                {isProven && <Check aria-hidden="true" className="auth-tick auth-good" />}
                {method} {result}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
