/** Names of a run, and what became of each in an export without names: compared line by line with the export that has them. */

/** Octets of JSON Lines as they are read, a line for each. */
export const readable = (file: Buffer): string =>
  file
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { bytes } = JSON.parse(line) as { bytes: string }; // a line of the export
      return Buffer.from(bytes, 'base64').toString('utf8').trimEnd().replaceAll('\r\n', '␍␊');
    })
    .join('\n');

/** Hosts, addresses, users, Message-IDs and queue ids that are said in this text, by the commands and replies of the servers of the tests. */
export function namesIn(text: string): string[] {
  const found = new Set<string>();
  const patterns: readonly RegExp[] = [
    /\bFROM:<([^>@]+@[^>]+)>/g,
    /\bTO:<([^>@]+@[^>]+)>/g,
    /<([^<>@\s]+@[^<>@\s]+)>/g,
    /^From: "([^"]+)" </gm,
    /\b(?:EHLO|HELO) (\[?[\w.-]+\]?)/g,
    /\bqueued as ([0-9A-Za-z]{6,})/g,
    /\bENVID=([\w-]+)/g,
    /^220 (?!\d)([\w-]+\.[\w.-]+) /gm,
    /\b(\d{1,3}(?:\.\d{1,3}){3})\b/g,
  ];
  for (const pattern of patterns)
    for (const [, name = ''] of text.matchAll(pattern)) {
      found.add(name.replace(/^\[|\]$/g, ''));
      // Of a Message-ID the left side names nobody.
      const [local, domain] = name.split('@');
      if (domain !== undefined) found.add(domain);
      if (domain !== undefined && local !== undefined && !/^\d+\./.test(local)) found.add(local);
    }
  return [...found].filter((name) => name.length > 3);
}

/**
 * What stands for each name. `unlike`: lines that differ in more than names; `twice`: names with two words; `shared`: words for two names.
 */
export function wordsFor(names: readonly string[], real: string, replaced: string): Record<'unlike' | 'twice' | 'shared', string[]> {
  const [before, after] = [real.split('\n'), replaced.split('\n')];
  const words = new Map<string, Set<string>>();
  const unlike: string[] = [];
  const longestFirst = names
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const anyName = new RegExp(`(?<!\\w|[a-z]-)(?:${longestFirst.join('|')})(?![\\w-])`, 'gi');
  for (const [at, line] of before.entries()) {
    const said = [...line.matchAll(anyName)].map(([name]) => name.toLowerCase());
    if (said.length === 0) continue;
    const between = line.split(anyName).map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    const found = new RegExp(`^${between.join('([^<>"]+?)')}$`).exec(after[at] ?? '');
    if (!found) {
      unlike.push(`${line} became ${after[at]}`);
      continue;
    }
    for (const [place, name] of said.entries()) words.set(name, (words.get(name) ?? new Set()).add(found[place + 1] ?? ''));
  }
  const owners = new Map<string, string[]>();
  for (const [name, given] of words) for (const word of given) owners.set(word, [...(owners.get(word) ?? []), name]);
  return {
    unlike,
    twice: [...words].filter(([, given]) => given.size > 1).map(([name, given]) => `${name}: ${[...given].join(', ')}`),
    shared: [...owners].filter(([, owned]) => owned.length > 1).map(([word, owned]) => `${word}: ${owned.join(', ')}`),
  };
}
