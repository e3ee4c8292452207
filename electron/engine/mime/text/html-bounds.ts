/**
 * Estimates the layout cost of an HTML text from its source, in one pass and without building a tree. A browser's time grows with the square
 * of the open elements, of the attributes of one element and of what follows unclosed formatting; the length alone says nothing of that.
 * Of style sheets it counts the length only; their rules are checked where they are read.
 */

/** What HTML may hold to be laid out; far above what mail programs write, far below what holds a window up. */
interface HtmlBounds {
  /** Elements inside each other. */
  readonly depth: number;
  /** Tables inside each other: each is measured twice by the one around it. */
  readonly tables: number;
  /** Elements, line breaks left out. */
  readonly elements: number;
  readonly lineBreaks: number;
  /** Attributes of one element: browsers look for doubles by comparing each with all. */
  readonly attributesOfOne: number;
  readonly attributes: number;
  /** Elements that a browser makes anew because formatting was left open (HTML §13.2.4.3). */
  readonly repeated: number;
  /** Elements that bring a tree of their own into the page. */
  readonly folding: number;
  /** Characters without a place to break, over the ends of inline elements. */
  readonly run: number;
  /** Characters inside style elements. */
  readonly style: number;
  /** Rows or columns that one cell spans, added up. */
  readonly spans: number;
  /** Comments, declarations and processing instructions. */
  readonly comments: number;
}

export const htmlBounds: HtmlBounds = {
  depth: 250,
  tables: 40,
  elements: 10_000,
  lineBreaks: 20_000,
  attributesOfOne: 100,
  attributes: 60_000,
  repeated: 20_000,
  folding: 100,
  run: 20_000,
  style: 262_144,
  spans: 20_000,
  comments: 10_000,
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** Elements without an end (HTML §13.1.2). */
const empty = words('area base basefont bgsound br col embed frame hr img input link meta param source track wbr');
/** Elements whose content is text to a browser (HTML §13.2.5). */
const rawText = words('script style title textarea xmp iframe noembed noframes noscript');
/** Elements whose end may be left out (HTML §13.1.2.4): the next of their kind ends them. */
const optional = words('p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp');
/** Their start and end close whatever is open in the cell before (HTML §13.2.6.4.15). */
const cells = words('td th tr tbody thead tfoot caption');
/** Inside these other rules hold for tables, or none: every element counts as open until it is closed. */
const foreign = ['svg', 'math', 'template'];
/** Elements that a browser opens again where their parent ended before them (HTML §13.2.4.3). */
const formatting = words('a b big code em font i nobr s small strike strong tt u');
const folding = words('details summary select textarea input button meter progress video audio marquee dialog object');
/** Inline elements: a word goes on over their ends. */
const inline = words(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q s samp small span strike strong sub sup tt u var',
);

/**
 * The first bound that an HTML text exceeds; null where it may be laid out.
 * Linear in the length of the text, whatever is in it.
 * @param handlers takes where the names of event handlers (`onclick`) begin
 */
export function exceededBound(html: string, bounds: HtmlBounds = htmlBounds, handlers: number[] = []): keyof HtmlBounds | null {
  const count = { elements: 0, lineBreaks: 0, attributes: 0, repeated: 0, folding: 0, style: 0, spans: 0, comments: 0 };
  const open: string[] = [];
  /** How often each name is in `open`: a closing tag of nothing must not search all of it. */
  const opened = new Map<string, number>();
  let formats = 0;
  let tables = 0;
  let run = 0;
  const shut = (): void => {
    const name = open.pop() ?? '';
    opened.set(name, (opened.get(name) ?? 1) - 1);
    if (formatting.has(name)) formats -= 1;
    if (name === 'table') tables -= 1;
  };
  const isForeign = (): boolean => foreign.some((name) => (opened.get(name) ?? 0) > 0);
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    const end = tag < 0 ? html.length : tag;
    run = longestEnd(html, at, end, run, bounds.run);
    if (run > bounds.run) return 'run';
    if (tag < 0) break;
    const next = html.charCodeAt(tag + 1);
    if (next === 0x21 || next === 0x3f) {
      count.comments += 1;
      if (count.comments > bounds.comments) return 'comments';
      at = endOfComment(html, tag);
      continue;
    }
    const isClosing = next === 0x2f;
    const name = nameAt(html, isClosing ? tag + 2 : tag + 1);
    if (name === '') {
      at = tag + 1;
      continue;
    }
    if (!inline.has(name)) run = 0;
    const read = readAttributes(html, tag + (isClosing ? 2 : 1) + name.length, handlers);
    at = read.end;
    if (cells.has(name) && tables > 0 && !isForeign()) while (open.at(-1) !== 'table') shut();
    if (isClosing) {
      if ((opened.get(name) ?? 0) > 0) {
        while (open.at(-1) !== name) shut();
        shut();
      }
      continue;
    }
    if (name === 'br') count.lineBreaks += 1;
    else count.elements += 1;
    count.attributes += read.count;
    count.spans += read.spans;
    if (folding.has(name)) count.folding += 1;
    // Each element may have all formatting that is open made anew before it.
    count.repeated += Math.max(0, formats - 8);
    if (read.count > bounds.attributesOfOne) return 'attributesOfOne';
    for (const key of ['elements', 'lineBreaks', 'attributes', 'repeated', 'folding', 'spans'] as const) {
      if (count[key] > bounds[key]) return key;
    }
    if (rawText.has(name)) {
      const closed = closingTag(html, at, name);
      if (name === 'style') count.style += closed - at;
      if (count.style > bounds.style) return 'style';
      at = closed;
    } else if (!empty.has(name) && (!optional.has(name) || isForeign()) && open.length <= bounds.depth) {
      open.push(name);
      opened.set(name, (opened.get(name) ?? 0) + 1);
      if (formatting.has(name)) formats += 1;
      if (name === 'table') tables += 1;
      // A row group, a row and a cell stand between a table and what is in it.
      if (open.length + 3 * tables > bounds.depth) return 'depth';
      if (tables > bounds.tables) return 'tables';
    }
  }
  return null;
}

/**
 * The text with event handlers under names that mean nothing (`xnclick`). They could not run anyway; but a browser says so in its console for
 * each of them, which would hide what matters there.
 */
export function nameHandlersAway(html: string, handlers: readonly number[]): string {
  if (handlers.length === 0) return html;
  const pieces: string[] = [];
  let from = 0;
  for (const at of handlers) {
    pieces.push(html.slice(from, at), 'x');
    from = at + 1;
  }
  pieces.push(html.slice(from));
  return pieces.join('');
}

/** Characters since the last place to break, after the text from `from` to `end`; more than `most` is not counted further. */
function longestEnd(html: string, from: number, end: number, before: number, most: number): number {
  let run = before;
  for (let at = from; at < end && run <= most; at += 1) run = breaks(html.charCodeAt(at)) ? 0 : run + 1;
  return run;
}

/** Blanks, and the scripts of East Asia, which are broken between any two characters (UAX #14, classes ID, H2 and H3). */
const breaks = (code: number): boolean => code <= 0x20 || (code >= 0x2e80 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfaff);

/** The name of a tag in small letters; empty where no letter stands. */
function nameAt(html: string, from: number): string {
  const first = html.charCodeAt(from) | 0x20;
  if (!(first >= 0x61 && first <= 0x7a)) return '';
  let end = from + 1;
  while (end - from < 64 && end < html.length && !isNameEnd(html.charCodeAt(end))) end += 1;
  return html.slice(from, end).toLowerCase();
}

const isNameEnd = (code: number): boolean => code <= 0x20 || code === 0x2f || code === 0x3e;

/** Counts the attributes of a tag up to its end; a `>` inside quotes does not end it (HTML §13.2.5.32 and following). */
function readAttributes(html: string, from: number, handlers: number[]): { end: number; count: number; spans: number } {
  let count = 0;
  let spans = 0;
  let at = from;
  while (at < html.length) {
    const code = html.charCodeAt(at);
    if (code === 0x3e) return { end: at + 1, count, spans };
    if (code <= 0x20 || code === 0x2f) {
      at += 1;
      continue;
    }
    const start = at;
    at += 1; // even a "=" at the start is a name
    while (at < html.length && !isNameEnd(html.charCodeAt(at)) && html.charCodeAt(at) !== 0x3d) at += 1;
    if (at - start > 2 && (html.charCodeAt(start) | 0x20) === 0x6f && (html.charCodeAt(start + 1) | 0x20) === 0x6e) handlers.push(start);
    const isSpan = at - start === 7 && /^(?:col|row)span$/i.test(html.slice(start, at));
    count += 1;
    while (html.charCodeAt(at) <= 0x20) at += 1;
    if (html.charCodeAt(at) !== 0x3d) continue;
    at += 1;
    while (html.charCodeAt(at) <= 0x20) at += 1;
    const quote = html.charCodeAt(at);
    const value = at;
    if (quote === 0x22 || quote === 0x27) {
      const closed = html.indexOf(quote === 0x22 ? '"' : "'", at + 1);
      at = closed < 0 ? html.length : closed + 1;
    } else while (at < html.length && html.charCodeAt(at) > 0x20 && html.charCodeAt(at) !== 0x3e) at += 1;
    if (isSpan) spans += Number(/\d{1,9}/.exec(html.slice(value, value + 12))?.[0] ?? 0);
  }
  return { end: html.length, count, spans };
}

function endOfComment(html: string, from: number): number {
  const isComment = html.startsWith('<!--', from);
  if (isComment && /^-?>/.test(html.slice(from + 4, from + 6))) return html.indexOf('>', from) + 1;
  const found = html.indexOf(isComment ? '-->' : '>', from + 2);
  return found < 0 ? html.length : found + (isComment ? 3 : 1);
}

function closingTag(html: string, from: number, name: string): number {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
