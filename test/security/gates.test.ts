// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source text of the program stands here as data
/** What no line of the program may say, by machine: each gate is tried on a line that it must stop. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { capabilities } from '../../electron/contract/application.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Gate {
  readonly title: string;
  readonly forbidden: RegExp;
  /** A line that it stops. */
  readonly stopped: string;
  /** Files where it is right, with the reason. */
  readonly except?: Readonly<Record<string, string>>;
}

const gates: readonly Gate[] = [
  {
    title: 'nothing switches the verification of certificates off',
    forbidden: /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity:\s*\(\)\s*=>\s*undefined/,
    stopped: 'rejectUnauthorized: false',
  },
  {
    title: 'no page gets Node, and none is less isolated',
    forbidden: /nodeIntegration\w*:\s*true|contextIsolation:\s*false|webSecurity:\s*false|sandbox:\s*false|webviewTag:\s*true/,
    stopped: 'nodeIntegration: true',
  },
  {
    title: 'no markup is written into the window',
    forbidden: /dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\s*=|insertAdjacentHTML|document\.write\b|srcdoc/i,
    stopped: 'dangerouslySetInnerHTML={{ __html: html }}',
  },
  { title: 'no text becomes a program', forbidden: /\beval\(|new Function\(|setTimeout\(\s*['"`]/, stopped: 'new Function(text)' },
  {
    title: 'no header or message is handed to the library as it came',
    forbidden: /\bprepared:\s*(?!\()|\braw:\s*(true|\{\s*path)/,
    stopped: 'prepared: true',
  },
  {
    title: 'the machine opens addresses in one place only',
    forbidden: /shell\.(openExternal|openPath|showItemInFolder)/,
    stopped: 'shell.openPath(path)',
    except: { 'electron/desktop/host.ts': 'checks the address in the main process' },
  },
  // A statement with `${` in it is only whole where it is the tagged template that binds its values.
  {
    title: 'no statement is put together from what others wrote',
    forbidden: /(?:exec|script|prepare)\(`[^`]*\$\{(?!number\}|unsynced|-cacheKilobytes)/,
    stopped: 'database.exec(`DELETE FROM messages WHERE subject = ${subject}`)',
  },
  {
    title: 'the libraries of the protocols log nothing',
    forbidden: /\blogger:\s*(true|console)|logRaw:\s*true|\bdebug:\s*true|transactionLog:\s*true/,
    stopped: 'logger: true',
  },
  {
    title: 'no secret is a cookie, which a browser sends to every port of an address',
    forbidden: /['"]set-cookie['"]|document\.cookie|headers\.cookie/i,
    stopped: "'set-cookie': `session=${secret}`",
  },
];

const sources = ['electron', 'renderer', 'build']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length));

it.each(gates)('$title', ({ forbidden, stopped, except = {} }) => {
  expect(stopped).toMatch(forbidden);
  expect(sources.length).toBeGreaterThan(200);
  const found = sources.flatMap((file) =>
    file in except
      ? []
      : readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, at) => (forbidden.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

it('what a host may declare to offer is asked for by the engine or the window', () => {
  const used = capabilities.filter((name) =>
    sources.some(
      (file) =>
        !file.endsWith('contract/application.ts') &&
        new RegExp(`(useCapability\\(|includes\\()'${name}'`).test(readFileSync(join(root, file), 'utf8')),
    ),
  );
  expect(used).toEqual([...capabilities]);
});
