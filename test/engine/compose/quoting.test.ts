import { expect, it } from 'vitest';
import { quoteText } from '../../../electron/engine/mime/text/quote-text.ts';
import { quotingPhrases } from '../../../electron/words/quoting.ts';

it('a name is quoted as it is, also where it looks like a pattern or a place to fill', () => {
  const author = { name: "Ca$$h $& $' $` {date}", address: 'cash@example.org' };
  const text = quoteText({ text: '> hello', date: 0, author, headers: [] }, quotingPhrases.en, 'en');
  expect(text).toMatch(/^On .*, Ca\$\$h \$& \$' \$` \{date\} wrote:\n> hello$/);
});
