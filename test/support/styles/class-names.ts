/**
 * Which classes a module gives to its elements, read from its syntax: from each attribute, property, variable and assignment named
 * `className`, from functions that make one (`classOf`), and from `classList`. A class is written whole, or as a beginning that a value
 * follows (`is-${state}`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'rolldown/experimental';
import { listSources } from '../module-graph.ts';

/** What one expression may give to one element. */
export interface ClassNames {
  readonly names: readonly string[];
  /** How classes begin whose end is a value. */
  readonly beginnings: readonly string[];
  /** Path of its module from the root. */
  readonly path: string;
  /** `renderer/ui/Button.tsx:12` */
  readonly at: string;
}

const child = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
const typeOf = (value: unknown): unknown => child(value, 'type');

/** The name that a node sets, declares, assigns to, or of what it calls a function; undefined: none. */
function nameOf(value: unknown): string | undefined {
  const name = child(value, 'name');
  if (typeof name === 'string') return name;
  if (typeOf(value) === 'CallExpression') return nameOf(child(child(value, 'callee'), 'object'));
  const inner = [name, ...['key', 'id', 'left', 'property'].map((key) => child(value, key))].find((each) => typeOf(each) !== undefined);
  return inner === undefined ? undefined : nameOf(inner);
}

const naming: ReadonlySet<unknown> = new Set([
  'JSXAttribute',
  'Property',
  'VariableDeclarator',
  'AssignmentExpression',
  'FunctionDeclaration',
  'CallExpression',
]);
const namesClasses = (value: unknown): boolean =>
  naming.has(typeOf(value)) && /^(className|classList|classOf|\w+Class)$/.test(nameOf(value) ?? '');

/** Stands for a value within a text. */
const gap = '\u0000';

/** Texts of a value, whichever way its conditions turn out; what they ask (`side === 'right' ? …`) is none of them. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null || typeOf(value) === 'BinaryExpression') return [];
  const [text, pieces] = [child(value, 'value'), child(value, 'quasis')];
  if (typeOf(value) === 'Literal') return typeof text === 'string' ? [text] : [];
  const written = Array.isArray(pieces) ? [pieces.map((piece) => String(child(child(piece, 'value'), 'cooked'))).join(gap)] : [];
  return [...written, ...Object.entries(value).flatMap(([key, inner]) => (key === 'test' ? [] : textsOf(inner)))];
}

export function readClassNames(path: string, text: string): ClassNames[] {
  const { program, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found: ClassNames[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!namesClasses(value)) {
      for (const inner of Object.values(value)) walk(inner);
      return;
    }
    const words = textsOf(value)
      .flatMap((written) => written.split(/\s+/))
      .map((word) => word.split(gap, 1)[0] ?? '')
      .filter((word) => word !== '');
    const line = text.slice(0, Number(child(value, 'start'))).split('\n').length;
    // What stands before a value that brings its own space (`row${isOpen ? ' is-open' : ''}`) is whole.
    const [names, beginnings] = [words.filter((word) => !word.endsWith('-')), words.filter((word) => word.endsWith('-'))];
    if (words.length > 0) found.push({ names, beginnings, path, at: `${path}:${line}` });
  };
  walk(program);
  return found;
}

/** All modules below a folder of the project. */
export const readAllClassNames = (root: string, folder: string): ClassNames[] =>
  listSources(root, folder).flatMap((path) => readClassNames(path, readFileSync(join(root, path), 'utf8')));
