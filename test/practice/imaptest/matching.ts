import type { Value } from './values.ts';

/** Values that a script gave a name, by that name. */
export type Bindings = Map<string, string>;

/** Which order and which extra items are allowed in a list, as imaptest has it for the keyword before the list. */
type ListRule = 'exact' | 'pairs' | 'flags' | 'some';

const rules: Readonly<Record<string, ListRule>> = { fetch: 'pairs', flags: 'flags', status: 'pairs', list: 'some', lsub: 'some' };

/**
 * Compares an expectation with an answer, both without `*` or tag; names that stand for nothing yet are bound by what is found.
 * @param original gives the sequence number that a message had when the command began, for `$1 EXPUNGE`
 * @returns the bindings with the new ones, or undefined when it does not match
 */
export function matchAnswer(
  expected: readonly Value[],
  actual: readonly Value[],
  bindings: Bindings,
  original: (sequence: string) => string,
): Bindings | undefined {
  const next = new Map(bindings);
  const isCondition = typeof expected[0] === 'string' && /^(ok|no|bad|bye|preauth)$/i.test(expected[0]);
  // The words after a response code are for people.
  const compared = isCondition ? actual.slice(0, expected.length) : actual;
  const first = expected[0];
  const numbered = typeof first === 'string' && /^\$\d+$/.test(first);
  const from = numbered ? [`${original(String(actual[0]))}`, ...compared.slice(1)] : compared;
  const wanted = numbered ? [first.slice(1), ...expected.slice(1)] : expected;
  return matchList(wanted, from, 'exact', next) ? next : undefined;
}

function matchList(expected: readonly Value[], actual: readonly Value[], rule: ListRule, bindings: Bindings): boolean {
  const directives = expected.filter((value) => typeof value === 'string' && value.startsWith('$!'));
  const items = expected.filter((value) => !directives.includes(value));
  const banned = directives.flatMap((value) => (typeof value === 'string' && value.startsWith('$!ban=') ? [value.slice(6)] : []));
  if (banned.some((flag) => actual.some((value) => matchValue(flag, value, 'exact', new Map())))) return false;
  if (directives.length > 0 || rule === 'some')
    return items.every((item) => actual.some((value) => matchValue(item, value, 'exact', bindings)));
  if (rule === 'pairs') return matchPairs(items, actual, bindings);
  if (rule === 'flags') return matchFlags(items, actual, bindings);
  let keyword: ListRule = 'exact';
  return (
    items.length === actual.length &&
    items.every((item, index) => {
      const isMatch = matchValue(item, actual[index] ?? '', keyword, bindings);
      // `status` keeps its rule past the mailbox name that stands between.
      if (typeof item === 'string') keyword = rules[item.toLowerCase()] ?? (keyword === 'pairs' ? keyword : 'exact');
      else keyword = 'exact';
      return isMatch;
    })
  );
}

function matchPairs(expected: readonly Value[], actual: readonly Value[], bindings: Bindings): boolean {
  for (let index = 0; index < expected.length; index += 2) {
    const key = expected[index];
    if (typeof key !== 'string') return false;
    const position = actual.findIndex(
      (value, at) => at % 2 === 0 && typeof value === 'string' && value.toLowerCase() === key.toLowerCase(),
    );
    if (position < 0 || !matchValue(expected[index + 1] ?? '', actual[position + 1] ?? '', rules[key.toLowerCase()] ?? 'exact', bindings))
      return false;
  }
  return true;
}

function matchFlags(expected: readonly Value[], actual: readonly Value[], bindings: Bindings): boolean {
  const isRecent = (value: Value) => typeof value === 'string' && value.toLowerCase() === '\\recent';
  const considered = expected.some(isRecent) ? actual : actual.filter((value) => !isRecent(value));
  return (
    considered.length === expected.length &&
    expected.every((item) => considered.some((value) => matchValue(item, value, 'exact', bindings)))
  );
}

function matchValue(expected: Value, actual: Value, rule: ListRule, bindings: Bindings): boolean {
  if (typeof expected !== 'string') return typeof actual !== 'string' && matchList(expected, actual, rule, bindings);
  if (typeof actual !== 'string') return false;
  const name = /^\$\{?([a-z_][a-z0-9_]*)\}?$/i.exec(expected)?.[1];
  if (name && !bindings.has(name)) {
    bindings.set(name, actual);
    return true;
  }
  return expand(expected, bindings).toLowerCase() === actual.toLowerCase();
}

/** Puts values in the place of names; `$$` is a dollar sign. A name that stands for nothing stays. */
export function expand(text: string, bindings: Bindings): string {
  return text.replace(/\$(?:(\$)|\{([a-z_]\w*)\}|([a-z_]\w*))/gi, (whole, dollar?: string, braced?: string, plain?: string) => {
    if (dollar) return '$';
    return bindings.get(braced ?? plain ?? '') ?? whole;
  });
}
