import type { QuotingPhrases } from '../../../contract/compose.ts';
import type { Quote } from '../compose/reply.ts';

/** Puts the facts into a phrase and the quote under it. */
export function quoteText(quote: Quote, phrases: QuotingPhrases | undefined, language: string): string {
  const date = quote.date === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(quote.date);
  const author = quote.author ? quote.author.name || quote.author.address : '';
  if (!phrases) return quote.text;
  // Half a sentence says less than none.
  if (quote.headers.length === 0 && (date === '' || author === '')) return quote.text;
  if (quote.headers.length === 0)
    return `${phrases.wrote.replace(/\{(date|author)\}/g, (_, fact) => (fact === 'date' ? date : author))}\n${quote.text}`;
  const fields = quote.headers.map(({ name, value }) => `${phrases.fields[name]}: ${value}`);
  return [phrases.forwarded, ...fields, '', quote.text].join('\n');
}
