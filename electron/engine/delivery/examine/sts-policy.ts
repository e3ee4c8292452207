/** The policy file of MTA-STS (RFC 8461 §3.2): its lines, and which hosts it allows. */

interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  readonly patterns: readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}

/** RFC 8461 §3.2: in seconds. */
const longest = 31_557_600;

/** @returns the policy, or the line that is wrong or missing */
export function readPolicy(text: string): StsPolicy | { readonly fault: string } {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const values = new Map<string, string[]>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([a-z0-9_.-]+):\s*(.*)$/i.exec(line.trimEnd()) ?? [];
    if (name === '') return { fault: line.slice(0, 100) };
    const held = values.get(name.toLowerCase());
    if (held) held.push(value);
    else values.set(name.toLowerCase(), [value]);
  }
  const first = (name: string) => values.get(name)?.[0];
  if (first('version') !== 'STSv1') return { fault: `version: ${first('version') ?? ''}` };
  const mode = first('mode');
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return { fault: `mode: ${mode ?? ''}` };
  const age = first('max_age') ?? '';
  if (!/^\d{1,10}$/.test(age) || Number(age) > longest) return { fault: `max_age: ${age}` };
  const patterns = values.get('mx') ?? [];
  const wrong = patterns.find((pattern) => !/^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(pattern));
  if (wrong !== undefined) return { fault: `mx: ${wrong}` };
  if (patterns.length === 0 && mode !== 'none') return { fault: 'mx:' };
  return { mode, patterns, maxAge: Number(age) };
}

/** RFC 8461 §4.1: a star stands for exactly one label. @param host in any case, with or without a dot at the end */
export function allows(patterns: readonly string[], host: string): boolean {
  const plain = host.replace(/\.$/, '').toLowerCase();
  const above = plain.slice(plain.indexOf('.'));
  return patterns.some((pattern) => {
    const wanted = pattern.replace(/\.$/, '').toLowerCase();
    return wanted.startsWith('*.') ? wanted.slice(1) === above : wanted === plain;
  });
}
