/** What can be typed at the prompt, which nslookup itself does not tell. */
import { nslookupSyntax, nslookupWords } from '../../../../electron/words/console/nslookup-words.ts';
import { useLanguage } from '../../../i18n/words.ts';

export function PromptHelp() {
  const words = nslookupWords[useLanguage()];
  return (
    <dl className="prompt-help">
      {nslookupSyntax.map(({ syntax, key }) => (
        <div key={syntax}>
          <dt className="mono">{syntax}</dt>
          <dd>{words[key]}</dd>
        </div>
      ))}
    </dl>
  );
}
