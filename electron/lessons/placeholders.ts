/** What a lesson leaves open, because it differs from server to server: `{user}` and the like, filled in from the server that is used. */
import type { Block, Check, Inline, Lesson } from './lesson.ts';

/** In the order in which the documentation names them. */
export const placeholderNames = [
  'smtp',
  'imap',
  'pop3',
  'mx',
  'stripped',
  'shell',
  'dns',
  'user',
  'user-base64',
  'password',
  'password-base64',
  'wrong-base64',
  'address',
  'to',
  'domain',
] as const;

type PlaceholderName = (typeof placeholderNames)[number];
/** Those that are missing are not known for this server. */
export type Placeholders = Readonly<Partial<Record<PlaceholderName, string>>>;

const pattern = /\{([a-z][a-z0-9-]{0,30})\}/g;

const isName = (name: string): name is PlaceholderName => (placeholderNames as readonly string[]).includes(name);

/** The first word in braces that is none of the names; null where there is none. */
export const unknownPlaceholder = (text: string): string | null =>
  [...text.matchAll(pattern)].map(([, name = '']) => name).find((name) => !isName(name)) ?? null;

const fillPlaceholders = (text: string, values: Placeholders): string =>
  text.replace(pattern, (whole, name: string) => (isName(name) ? (values[name] ?? whole) : whole));

const fillInlines = (inlines: readonly Inline[], values: Placeholders): Inline[] =>
  inlines.map(({ kind, text }) => ({ kind, text: fillPlaceholders(text, values) }));

function fillBlock(block: Block, values: Placeholders): Block {
  const fill = (text: string) => fillPlaceholders(text, values);
  switch (block.kind) {
    case 'paragraph':
      return { ...block, inlines: fillInlines(block.inlines, values) };
    case 'list':
      return { ...block, items: block.items.map((item) => fillInlines(item, values)) };
    case 'text':
    case 'type':
      return { ...block, lines: block.lines.map(fill) };
    case 'connect':
      return { ...block, to: fill(block.to) };
    case 'look-up':
      return { ...block, name: fill(block.name), server: fill(block.server) };
  }
}

function fillCheck(check: Check, values: Placeholders): Check {
  if ('pattern' in check) return { ...check, pattern: fillPlaceholders(check.pattern, values) };
  return check.kind === 'confirm' ? { ...check, inlines: fillInlines(check.inlines, values) } : check;
}

/** The lesson with its placeholders filled in; those that are not known stay as they are. */
export const fillLesson = (lesson: Lesson, values: Placeholders): Lesson => ({
  ...lesson,
  blocks: lesson.blocks.map((block) => fillBlock(block, values)),
  steps: lesson.steps.map(({ title, blocks, checks }) => ({
    title: fillInlines(title, values),
    blocks: blocks.map((block) => fillBlock(block, values)),
    checks: checks.map((check) => fillCheck(check, values)),
  })),
});
