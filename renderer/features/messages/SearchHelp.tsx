/** The operators that a search understands (electron/engine/cache/search/search-query.ts): in the search box, and where nothing was found. */

import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';

const operators: readonly (readonly [string, WordKey])[] = [
  ['from:ana', 'search.help.from'],
  ['to:bruno', 'search.help.to'],
  ['subject:MX', 'search.help.subject'],
  ['body:postfix', 'search.help.body'],
  ['"exact words"', 'search.help.phrase'],
  ['confi*', 'search.help.beginning'],
  ['in:archive', 'search.help.in'],
  ['has:attachment', 'search.help.attachment'],
  ['is:unread is:read is:flagged', 'search.help.state'],
  ['after:2026-01-31', 'search.help.after'],
  ['before:2026-03-01', 'search.help.before'],
  ['-word', 'search.help.not'],
];

export function SearchHelp() {
  const say = useWords();
  return (
    <dl className="search-help">
      {operators.map(([example, key]) => (
        <div key={example}>
          <dt>
            <code>{example}</code>
          </dt>
          <dd>{say(key)}</dd>
        </div>
      ))}
    </dl>
  );
}
