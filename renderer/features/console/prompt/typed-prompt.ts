/** What is being typed at the prompt of nslookup: which command it is, and how it may go on. Pure. */
import { nslookupSyntax } from '../../../../electron/words/console/nslookup-words.ts';

const plain = (text: string): string => text.trimStart().toLowerCase().replace(/\s+/g, ' ');

/** The command that is typed, once its name is complete; the longest, where one begins with another. */
export function promptCommandOf(text: string): (typeof nslookupSyntax)[number] | undefined {
  const typed = plain(text);
  const isOf = ({ name }: (typeof nslookupSyntax)[number]) =>
    name.endsWith('=') ? typed.startsWith(name) : typed.trimEnd() === name.trimEnd() || (name.endsWith(' ') && typed.startsWith(name));
  return nslookupSyntax.filter(isOf).toSorted((left, right) => right.name.length - left.name.length)[0];
}

/** How the text may go on: whole lines. */
export function promptCompletions(text: string): readonly string[] {
  const typed = plain(text);
  if (typed === '') return [];
  const command = promptCommandOf(text);
  if (command?.values) {
    const begun = typed.slice(command.name.length);
    return command.values.filter((value) => value.startsWith(begun) && value !== begun).map((value) => `${command.name}${value}`);
  }
  return nslookupSyntax.filter(({ name }) => name.startsWith(typed) && name.length > typed.length).map(({ name }) => name);
}
