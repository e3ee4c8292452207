/** The glossary in every language, loaded before the tests begin. */
import { type Language, languageSchema } from '../../electron/contract/application.ts';
import { type Glossary, loadGlossary } from '../../electron/words/glossary/glossary.ts';

export const glossaries = Object.fromEntries(
  await Promise.all(languageSchema.options.map(async (language) => [language, await loadGlossary(language)] as const)),
) as Readonly<Record<Language, Glossary>>; // of the very languages
