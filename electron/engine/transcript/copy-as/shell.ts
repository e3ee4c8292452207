/** Words of a command line for a POSIX shell, whatever bytes stand in them. */

/** POSIX 2.2.2: nothing in single quotes has a meaning, and a single quote cannot stand there. */
export const quoted = (word: string): string => (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/**
 * Whether a program takes it for a value and nothing else: no control character, which a terminal may obey when it is pasted, no character that
 * shows it as another one, nothing that begins like an option or a file to read.
 */
export const isValue = (value: string): boolean => value !== '' && !/^[-@]|[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/u.test(value);
