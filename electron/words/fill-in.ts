/**
 * Puts facts into a sentence: each `{name}` becomes the characters of its value and nothing else. A string handed to `replace` as the
 * replacement is not that: `$&` or `$'` in a subject would repeat parts of the sentence.
 * @returns the sentence; a name of which no fact is given stays as it stands
 */
export const fillIn = (sentence: string, facts: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{([\w.]+)\}/g, (whole: string, name: string) => facts[name] ?? whole);
