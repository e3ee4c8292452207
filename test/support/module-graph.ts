/** What the modules of the program import and export, read from their syntax. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'rolldown/experimental';

export interface Import {
  readonly from: string;
  /** A path from the root, or a package name. */
  readonly to: string;
  readonly local: boolean;
  /** Exported names that are taken; `*`: all of them. */
  readonly names: readonly string[];
}

export interface Module {
  readonly path: string;
  readonly imports: readonly Import[];
  /** Names that the module exports. */
  readonly exports: readonly string[];
}

/** Paths of the TypeScript files below a folder of the project. */
export function listSources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:')
    ? 'node'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

interface Named {
  readonly name?: string;
  readonly value?: string;
}

/** The part of a syntax node that is read here. */
interface SyntaxNode {
  readonly type: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly specifiers?: readonly { readonly type: string; readonly imported?: Named; readonly local?: Named; readonly exported?: Named }[];
  readonly declaration?: SyntaxNode | null;
  readonly id?: Named & { readonly properties?: readonly { readonly value?: Named }[] };
  readonly declarations?: readonly SyntaxNode[];
}

const nameOf = (node: Named | undefined): string => node?.name ?? node?.value ?? '';

function exportedBy(node: SyntaxNode): string[] {
  if (node.type === 'ExportDefaultDeclaration') return ['default'];
  if (node.type !== 'ExportNamedDeclaration') return [];
  const { declaration } = node;
  if (!declaration) return (node.specifiers ?? []).map(({ exported }) => nameOf(exported));
  const declared = declaration.declarations ?? [declaration];
  return declared.flatMap(({ id }) => (id?.properties ? id.properties.map(({ value }) => nameOf(value)) : [nameOf(id)]));
}

function importedBy(node: SyntaxNode): string[] {
  if (node.type === 'ImportExpression' || node.type === 'ExportAllDeclaration') return ['*'];
  return (node.specifiers ?? []).map(({ type, imported, local }) => {
    if (type === 'ImportNamespaceSpecifier') return '*';
    if (type === 'ImportDefaultSpecifier') return 'default';
    return nameOf(type === 'ExportSpecifier' ? local : imported);
  });
}

/** Reads a module; fails where it cannot be parsed. */
export function readModule(root: string, path: string): Module {
  const parsed = parseSync(path, readFileSync(join(root, path), 'utf8'), { sourceType: 'module' });
  if (parsed.errors.length > 0) throw new Error(`${path} cannot be parsed: ${parsed.errors[0]?.message}`);
  const imports: Import[] = [];
  const exports: string[] = [];
  // Static imports stand at the top level; import() anywhere, so the whole tree is walked.
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(walk);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as SyntaxNode; // a node of the tree or a plain value: its type decides
    if (typeof node.type === 'string') {
      const specifier = node.source?.value;
      if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type) && typeof specifier === 'string') {
        const local = specifier.startsWith('.');
        const to = local
          ? relative(root, resolve(root, dirname(path), specifier))
              .split(sep)
              .join('/')
          : packageOf(specifier);
        imports.push({ from: path, to, local, names: importedBy(node) });
      }
      exports.push(...exportedBy(node));
    }
    Object.values(value).forEach(walk);
  };
  walk(parsed.program);
  return { path, imports, exports };
}
