/**
 * Reads a lesson file. Of Markdown it knows the front matter, `##` headings, paragraphs, lists with `-`, `code`, **strong** and fenced
 * blocks; everything else is text. It goes through the file once, line by line; links, pictures and HTML are text like any other.
 */
import {
  type Block,
  type Check,
  type Inline,
  type Lesson,
  type LessonError,
  type LessonFault,
  lessonProtocols,
  type Step,
} from './lesson.ts';
import { lessonLimits } from './limits.ts';
import { longestPattern } from './pattern.ts';
import { unknownPlaceholder } from './placeholders.ts';
import { unseenIn } from './unseen.ts';

/** Errors that are told at once. */
const mostErrors = 20;

type ReadLesson = { readonly ok: true; readonly lesson: Lesson } | { readonly ok: false; readonly errors: readonly LessonError[] };

type Complain = (fault: LessonFault, line: number, word?: string) => undefined;

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** @param file the text of the file, whatever it is */
export function readLesson(file: string): ReadLesson {
  const errors: LessonError[] = [];
  const complain: Complain = (fault, line, word = '') => {
    if (errors.length < mostErrors) errors.push({ fault, line, word: word.slice(0, 60) });
    return undefined;
  };
  if (file.length > lessonLimits.file) {
    complain('too-long', 1);
    return { ok: false, errors };
  }
  const lines = file
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((text, index): Line => ({ text: text.trimEnd(), number: index + 1 }));
  const { fields, rest } = readFrontMatter(lines, complain);
  const { blocks, steps } = readBody(rest, complain);
  const head = readFields(fields, complain);
  if (steps.length === 0 && errors.length === 0) complain('no-steps', lines.length);
  if (errors.length > 0 || head === null) return { ok: false, errors: errors.toSorted((left, right) => left.line - right.line) };
  return { ok: true, lesson: { ...head, blocks, steps } };
}

type Field = { readonly value: string; readonly line: number };

/** `name: value` lines between two lines of three dashes. */
function readFrontMatter(lines: readonly Line[], complain: Complain): { fields: ReadonlyMap<string, Field>; rest: readonly Line[] } {
  const fields = new Map<string, Field>();
  const end = lines.findIndex(({ text }, index) => index > 0 && text === '---');
  if (lines[0]?.text !== '---' || end < 0) {
    complain('no-front-matter', 1);
    return { fields, rest: [] };
  }
  for (const { text, number } of lines.slice(1, end)) {
    if (text === '') continue;
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(colon, 0)).trim();
    if (!['title', 'summary', 'protocol', 'against'].includes(name)) complain('front-matter-line', number, text);
    else fields.set(name, { value: text.slice(colon + 1).trim(), line: number });
  }
  return { fields, rest: lines.slice(end + 1) };
}

function readFields(fields: ReadonlyMap<string, Field>, complain: Complain): Omit<Lesson, 'blocks' | 'steps'> | null {
  if (fields.size === 0) return null;
  const field = (name: string): Field => fields.get(name) ?? { value: '', line: 1 };
  const [title, protocol, against] = [field('title'), field('protocol'), field('against')];
  if (title.value === '') complain('missing-field', title.line, 'title');
  for (const name of ['title', 'summary'] as const) {
    const { value, line } = field(name);
    if (value.length > lessonLimits[name]) complain('title-too-long', line, String(lessonLimits[name]));
  }
  const spoken = lessonProtocols.find((each) => each === protocol.value);
  if (!spoken) complain(protocol.value === '' ? 'missing-field' : 'bad-field', protocol.line, protocol.value || 'protocol');
  const server = (['practice', 'any'] as const).find((each) => each === (against.value || 'any'));
  if (!server) complain('bad-field', against.line, against.value);
  if (title.value === '' || !spoken || !server) return null;
  return { title: title.value, summary: field('summary').value, protocol: spoken, against: server };
}

interface Part {
  readonly title: readonly Inline[];
  readonly line: number;
  readonly blocks: Block[];
  checks: readonly Check[] | null;
}

function readBody(lines: readonly Line[], complain: Complain): { blocks: readonly Block[]; steps: readonly Step[] } {
  const introduction: Part = { title: [], line: 0, blocks: [], checks: null };
  const parts: Part[] = [];
  let part = introduction;
  let paragraph: string[] = [];
  let items: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) part.blocks.push({ kind: 'paragraph', inlines: readInlines(paragraph.join(' ')) });
    if (items.length > 0) part.blocks.push({ kind: 'list', items: items.map(readInlines) });
    paragraph = [];
    items = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const { text, number } = lines[at] ?? { text: '', number: 0 };
    const fence = /^```\s*([a-z-]*)$/.exec(text);
    if (!fence) {
      const unknown = unknownPlaceholder(text);
      if (unknown !== null) complain('unknown-placeholder', number, `{${unknown}}`);
    }
    if (fence) {
      flush();
      let end = at + 1;
      while (end < lines.length && lines[end]?.text !== '```') end += 1;
      if (end === lines.length) {
        complain('block-not-closed', number, text);
        break;
      }
      readBlock(part, fence[1] ?? '', lines.slice(at + 1, end), number, complain);
      at = end;
    } else if (/^##? /.test(text)) {
      flush();
      const title = text.replace(/^##? +/, '');
      if (title.length > lessonLimits.title) complain('title-too-long', number, String(lessonLimits.title));
      part = { title: readInlines(title), line: number, blocks: [], checks: null };
      parts.push(part);
    } else if (text === '') flush();
    else if (text.startsWith('- ')) {
      if (paragraph.length > 0) flush();
      items.push(text.slice(2).trim());
    } else if (items.length > 0) items.push(`${items.pop() ?? ''} ${text.trim()}`);
    else paragraph.push(text.trim());
  }
  flush();
  for (const { checks, line } of parts) if (checks === null) complain('no-check', line);
  const { steps: mostSteps } = lessonLimits;
  if (parts.length > mostSteps) complain('too-many-steps', parts[mostSteps]?.line ?? 1, String(mostSteps));
  boundParts([introduction, ...parts], complain);
  return { blocks: introduction.blocks, steps: parts.map(({ title, blocks, checks }) => ({ title, blocks, checks: checks ?? [] })) };
}

const counted = {
  acts: ({ blocks }: Part) => blocks.reduce((sum, block) => sum + actsIn(block), 0),
  checks: ({ checks }: Part) => checks?.length ?? 0,
  pieces: ({ title, blocks }: Part) => blocks.reduce((sum, block) => sum + piecesIn(block), title.length),
} as const;

function actsIn(block: Block): number {
  if (block.kind === 'type') return block.lines.length;
  return block.kind === 'connect' || block.kind === 'look-up' ? 1 : 0;
}

function piecesIn(block: Block): number {
  if (block.kind === 'paragraph') return 1 + block.inlines.length;
  return block.kind === 'list' ? block.items.reduce((sum, item) => sum + 1 + item.length, 1) : 1;
}

/** Says of the first step, and of the place in the lesson, where there is more than can be drawn or compared. */
function boundParts(parts: readonly Part[], complain: Complain): void {
  for (const kind of ['acts', 'checks', 'pieces'] as const) {
    const ofStep = lessonLimits[`${kind}OfStep`];
    const over = parts.find((part) => counted[kind](part) > ofStep);
    if (over) complain(`too-many-${kind}`, Math.max(1, over.line), String(ofStep));
    let sum = 0;
    const until = parts.find((part) => {
      sum += counted[kind](part);
      return sum > lessonLimits[kind];
    });
    if (until) complain(`too-many-${kind}-in-all`, Math.max(1, until.line), String(lessonLimits[kind]));
  }
}

function readBlock(part: Part, kind: string, lines: readonly Line[], number: number, complain: Complain): undefined {
  const [first] = lines;
  for (const line of lines) {
    const unknown = unknownPlaceholder(line.text);
    if (unknown !== null) complain('unknown-placeholder', line.number, `{${unknown}}`);
  }
  // What these hold is sent, and has to be what is shown.
  if (kind === 'type' || kind === 'connect' || kind === 'look-up')
    for (const line of lines) {
      const unseen = unseenIn(line.text);
      if (unseen !== null) complain('unseen-character', line.number, unseen);
    }
  if (!first || lines.length > lessonLimits.blockLines) return complain('empty-block', number, kind);
  if (kind !== 'text' && kind !== '' && part.line === 0) return complain('block-outside', number, kind);
  switch (kind) {
    case '':
    case 'text':
    case 'type':
      part.blocks.push({ kind: kind === 'type' ? 'type' : 'text', lines: lines.map(({ text }) => text) });
      return;
    case 'connect':
      if (lines.length > 1 || !isPlace(first.text)) return complain('bad-connect', first.number, first.text);
      part.blocks.push({ kind, to: first.text });
      return;
    case 'look-up': {
      // As `dig` is asked: a type, a name, and perhaps a server.
      const [, type = '', name = '', server = ''] = /^([A-Z]{1,10}) (\S{1,255})(?: @(\S{1,255}))?$/.exec(first.text) ?? [];
      if (type === '' || lines.length > 1) return complain('bad-look-up', first.number, first.text);
      part.blocks.push({ kind, type, name, server });
      return;
    }
    case 'check':
      if (part.checks !== null) return complain('second-check', number);
      part.checks = lines.flatMap((line) => {
        if (line.text === '') return [];
        const check = readCheck(line);
        if (check === null) complain('bad-check', line.number, line.text);
        return check ?? [];
      });
      // It speaks of what came before.
      if (part.checks[0]?.kind === 'not') complain('bad-check', part.checks[0].line, 'not');
      if (lines.every(({ text }) => text === '')) complain('empty-block', number, kind);
      return;
    default:
      return complain('unknown-block', number, kind);
  }
}

/** The name of a server of the lesson, or an address as the console of the terminal takes it. */
const isPlace = (text: string): boolean =>
  /^(?:smtp|imap|pop3|mx|stripped|shell)$/.test(text) || /^(?:smtp|imap|pop3)s?:\/\/[^\s/]{1,255}$/.test(text);

/** `C: pattern`, `S: pattern`, either after `not`, one of three words, `arrived: subject`, `left: subject`, or `confirm: text`; null for what is none of them. */
export function readCheck({ text, number }: Line): Check | null {
  if (text === 'connected' || text === 'tls' || text === 'closed') return { kind: text, line: number };
  if (text.startsWith('confirm: ')) return { kind: 'confirm', inlines: readInlines(text.slice(9)), line: number };
  const [, happened, subject = ''] = /^(arrived|left): +(.*)$/.exec(text) ?? [];
  if (happened !== undefined)
    return subject === '' || subject.length > longestPattern
      ? null
      : { kind: happened === 'left' ? 'left' : 'arrived', pattern: subject, line: number };
  const isNot = text.startsWith('not ');
  const rest = isNot ? text.slice(4) : text;
  const side = rest.startsWith('C: ') ? 'client' : rest.startsWith('S: ') ? 'server' : null;
  const pattern = rest.slice(3).trim();
  if (side === null || pattern === '' || pattern.length > longestPattern) return null;
  return isNot ? { kind: 'not', side, pattern, line: number } : { kind: side, pattern, line: number };
}

/** `code` and **strong**; a sign without its partner is text. */
function readInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') inlines.push({ kind: 'text', text: plain });
    plain = '';
  };
  const marks = [
    { mark: '`', kind: 'code' },
    { mark: '**', kind: 'strong' },
  ] as const;
  /** Signs that have no partner any more are not looked for again: the text is gone through once. */
  const alone = new Set<string>();
  let at = 0;
  while (at < text.length) {
    const found = marks.find(({ mark }) => text.startsWith(mark, at) && !alone.has(mark));
    const end = found ? text.indexOf(found.mark, at + found.mark.length) : -1;
    if (found && end > at + found.mark.length) {
      flush();
      inlines.push({ kind: found.kind, text: text.slice(at + found.mark.length, end) });
      at = end + found.mark.length;
    } else {
      if (found && end < 0) alone.add(found.mark);
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return inlines;
}
