/**
 * Classes of deceptive and active characters. Each place that shows, drops or refuses characters names the classes it treats; what it does with
 * them is decided there.
 */

/** Ranges as they stand between the brackets of a regular expression. */
const classes = {
  /** C0 and C1 controls and DEL that are neither a tab nor a line break: a terminal would obey them. */
  control: '\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f',
  tab: '\\u0009',
  /** LF, VT, FF, CR, NEL, and the line and paragraph separators (UAX 14, class BK, CR, LF, NL). */
  lineBreak: '\\u000a-\\u000d\\u0085\\u2028\\u2029',
  /** Embeddings and overrides and their end: they turn the writing of whatever follows around (UAX 9 §2.1, §2.2). */
  bidiOverride: '\\u202a-\\u202e',
  /** Isolates and their end: they cannot reach outside while they are balanced (UAX 9 §2.4). */
  isolate: '\\u2066-\\u2069',
  /** LRM, RLM and ALM, ordinary in Hebrew and Arabic (UAX 9 §2.6). */
  bidiMark: '\\u061c\\u200e\\u200f',
  /** Not seen and without effect on their neighbours: soft hyphen, grapheme joiner, fillers, zero-width space, word joiner, byte order mark. */
  zeroWidth: '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2060-\\u2064\\u3164\\ufeff\\uffa0',
  /** ZWNJ and ZWJ: not seen, but needed in Persian, in Indic scripts and in emoji. */
  joiner: '\\u200c\\u200d',
  /** Deprecated format characters and interlinear annotation, which hide text (Unicode §23.3, §23.8). */
  annotation: '\\u206a-\\u206f\\ufff9-\\ufffb',
  /** Tag characters: letters that are not seen (Unicode §23.9). */
  tag: '\\u{e0000}-\\u{e007f}',
} as const;

export type CharacterClass = keyof typeof classes;

/**
 * A pattern for one character of these classes.
 * @param flags `g` to replace each, nothing to test
 */
export const charactersIn = (which: readonly CharacterClass[], flags = ''): RegExp =>
  new RegExp(rangesOf(which), withUnicode(which, flags));

/** As `charactersIn`, for a whole run of them. */
export const runsOf = (which: readonly CharacterClass[], flags = 'g'): RegExp =>
  new RegExp(`${rangesOf(which)}+`, withUnicode(which, flags));

const rangesOf = (which: readonly CharacterClass[]): string => `[${which.map((name) => classes[name]).join('')}]`;

/** Only the tags lie beyond the basic plane; the flag `u` makes a pattern slower. */
const withUnicode = (which: readonly CharacterClass[], flags: string): string => (which.includes('tag') ? `${flags}u` : flags);

const anyIsolate = charactersIn(['isolate']);
const eachIsolate = charactersIn(['isolate'], 'g');
const popIsolate = '\u2069';

/**
 * Treats the isolates of a text by whether they are balanced on their line: FSI, LRI and RLI closed by PDI stay inside themselves (UAX 9 §3.1.2),
 * an open one turns what follows around. Linear.
 * @param balanced what stands for one that is balanced, `keep` to leave it
 * @param unbalanced what stands for one that is not
 */
export function withIsolates(text: string, balanced: string | 'keep', unbalanced: string): string {
  if (!anyIsolate.test(text)) return text;
  const open: number[] = [];
  const closed = new Set<number>();
  for (const { 0: character, index } of text.matchAll(eachIsolate)) {
    if (character !== popIsolate) {
      open.push(index);
      continue;
    }
    const start = open.pop();
    if (start === undefined) continue;
    closed.add(start);
    closed.add(index);
  }
  return text.replace(eachIsolate, (character, index: number) =>
    closed.has(index) ? (balanced === 'keep' ? character : balanced) : unbalanced,
  );
}

/** Whether a text opens an isolate that it does not close, or closes one that it did not open. */
export const hasOpenIsolate = (text: string): boolean => withIsolates(text, '', '\u2069').includes(popIsolate);

const acting = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'bidiMark', 'zeroWidth', 'annotation', 'tag'], 'g');
/** By code units, as JSON writes what lies beyond the basic plane. */
const asNumbers = (character: string): string =>
  [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/**
 * Shows controls, line breaks, direction overrides and what is not seen as numbers: they must not act on a terminal, begin a line of their own, or
 * make two names look the same.
 */
export const harmless = (text: string): string => text.replace(acting, asNumbers);
