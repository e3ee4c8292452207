/**
 * What the rules about components and hooks ask of their source: how long each is, and which write a ref while they draw. React may draw and
 * throw away what was drawn, and the ref would keep it.
 */
import { parseSync } from 'rolldown/experimental';

/** The part of a syntax node that is read here. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly id?: { readonly name?: string } | null;
  readonly init?: SyntaxNode | null;
  readonly body?: SyntaxNode;
  readonly callee?: SyntaxNode & { readonly name?: string };
  readonly arguments?: readonly SyntaxNode[];
  readonly left?: SyntaxNode;
  readonly argument?: SyntaxNode | null;
  readonly object?: SyntaxNode;
  readonly property?: { readonly name?: string };
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const isFunction = ({ type }: SyntaxNode): boolean => /^(Function|ArrowFunction)(Declaration|Expression)?$/.test(type);

/** Functions given to these run while their component is drawn, and so do those given to a list's own methods. */
const callsAtOnce = new Set(['useMemo', 'useState', 'useReducer']);
const listMethods = new Set(['map', 'flatMap', 'filter', 'forEach', 'reduce', 'some', 'every', 'find', 'findIndex', 'findLast']);
/** Methods that change what they are called on. */
const changes = new Set(['set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill']);

const isDrawn = (name: string): boolean => /^(?:use[A-Z]|[A-Z])/.test(name);

/** Whether an assignment goes to `….current` or into what it holds. */
function isRef(target: SyntaxNode | undefined | null): boolean {
  if (target?.type !== 'MemberExpression') return false;
  return target.property?.name === 'current' || isRef(target.object);
}

interface Read {
  /** One line each: the component or hook, and the number of the line that writes a ref while it is drawn. */
  readonly writes: readonly string[];
  /** Lines of each component and hook, by its name. */
  readonly lengths: ReadonlyMap<string, number>;
}

export function readComponents(path: string, text: string): Read {
  const { program, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const writes: string[] = [];
  const lengths = new Map<string, number>();
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;

  /** @param drawing name of the component or hook that is drawn where this stands; null: what stands here is called later */
  const walk = (value: unknown, drawing: string | null): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one, drawing);
      return;
    }
    if (!isNode(value)) return;
    if (isFunction(value)) {
      draw(value, value.id?.name ?? '');
      return;
    }
    if (value.type === 'VariableDeclarator' && isDrawn(value.id?.name ?? '')) {
      // `const Part = memo(function …)` or an arrow function.
      const made = value.init?.type === 'CallExpression' ? value.init.arguments?.[0] : value.init;
      if (made && isFunction(made)) {
        draw(made, value.id?.name ?? '');
        return;
      }
    }
    const method = value.type === 'CallExpression' ? (value.callee?.property?.name ?? '') : '';
    if (drawing !== null && changes.has(method) && isRef(value.callee?.object)) writes.push(`${path}:${lineAt(value.start)} ${drawing}`);
    if (value.type === 'CallExpression' && (callsAtOnce.has(value.callee?.name ?? '') || listMethods.has(method))) {
      walk(value.callee, drawing);
      for (const given of value.arguments ?? []) {
        if (isFunction(given)) children(given, drawing);
        else walk(given, drawing);
      }
      return;
    }
    const target = value.type === 'AssignmentExpression' ? value.left : value.type === 'UpdateExpression' ? value.argument : null;
    if (drawing !== null && isRef(target)) writes.push(`${path}:${lineAt(value.start)} ${drawing}`);
    children(value, drawing);
  };
  const draw = (made: SyntaxNode, name: string) => {
    if (isDrawn(name)) lengths.set(name, lineAt(made.end) - lineAt(made.start) + 1);
    children(made, isDrawn(name) ? name : null);
  };
  const children = (node: SyntaxNode, drawing: string | null) => {
    for (const child of Object.values(node)) walk(child, drawing);
  };
  walk(program, null);
  return { writes, lengths };
}
