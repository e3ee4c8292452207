/** The ARC test suite of the corpus: messages, the keys that its DNS serves, and what the chain of each is. */

export interface ArcCase {
  readonly name: string;
  readonly message: Buffer;
  /** `Pass`, `Fail`, `None`. */
  readonly chain: string;
  readonly records: ReadonlyMap<string, string>;
}

/** Reads the few forms of YAML that the suite is written in: documents, block scalars, one level of names. */
export function readArcSuite(text: string): ArcCase[] {
  return text.split(/^---[ ]*$/m).flatMap((document) => {
    const [tests = '', names = ''] = document.split(/^txt-records:.*$/m);
    const records = new Map<string, string>();
    for (const [, name = '', value = ''] of names.matchAll(/^ {2}(\S+):(?: >-)?[ ]*(?:\n|(?=\S))((?: {4}.*(?:\n|$))+|.*)/gm))
      records.set(
        name.toLowerCase(),
        value
          .split('\n')
          .map((line) => line.trim())
          .join(' ')
          .trim()
          .replace(/^"|"$/g, ''),
      );
    return tests
      .split(/^ {2}(?=\w+:\s*$)/m)
      .slice(1)
      .map((block): ArcCase => {
        const name = /^(\w+):/.exec(block)?.[1] ?? '';
        const chain = /^ {4}cv:\s*"?(\w*)/m.exec(block)?.[1] ?? '';
        const body = /^ {4}message: +\|[ ]*\n((?: {6}.*\n|[ ]*\n)*)/m.exec(block)?.[1] ?? '';
        // A block scalar ends with one line end, whatever stands behind it.
        const lines = body
          .replace(/\n+$/, '\n')
          .split('\n')
          .map((line) => line.slice(6));
        return { name, chain, records, message: Buffer.from(lines.join('\r\n')) };
      });
  });
}
