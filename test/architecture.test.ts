/**
 * The import table of the design as data, and the rules a reader would otherwise have to keep in mind: no cycles,
 * `electron` in its place only, the bridge behind `renderer/api`. A failure says what is allowed and why.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readComponents } from './support/components.ts';
import { type Import, listSources, readModule } from './support/module-graph.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Rule {
  /** Folder or file the rule is about, the longest match wins. */
  readonly part: string;
  /** Folders or files it may import besides itself. */
  readonly may: readonly string[];
  /** Packages and Node built-ins: `node` for `node:*`, `*` for any package. */
  readonly packages: readonly string[];
  readonly because: string;
  /** The rule of the files that stand in the folder itself: a folder in it needs one of its own. */
  readonly filesOnly?: true;
}

const contract = ['electron/contract', 'electron/base'];
const engineFolders = [
  'wire',
  'transcript',
  'imap',
  'pop3',
  'smtp',
  'local',
  'mime',
  'cache',
  'accounts',
  'sync',
  'messages',
  'compose',
  'outbox',
  'console',
  'delivery',
  'mail-log',
  'dns',
  'authentication',
  'host-services',
].map((name) => `electron/engine/${name}`);
/** The entry files of the engine: what hosts know of it. */
const entries = ['data-folder', 'engine-thread', 'host', 'message-reading', 'recorded-sessions', 'reply-explanation', 'server-log'].map(
  (name) => `electron/engine/${name}.ts`,
);
const hosts = [...entries, 'electron/lessons', 'electron/nslookup', 'electron/scripts', 'electron/words', ...contract];
const protocols = [
  'electron/engine/imap',
  'electron/engine/pop3',
  'electron/engine/smtp',
  'electron/engine/local',
  'electron/engine/wire',
  'electron/engine/mime',
  'electron/engine/cache',
  'electron/engine/host.ts',
  ...contract,
];
/** Types of what a host asks the engine for. */
const engineTypes = 'electron/engine/engine-thread.ts';
/** Types of what a room is installed with. */
const context = 'electron/engine/context.ts';

const rules: readonly Rule[] = [
  { part: 'electron/base', may: [], packages: [], because: 'base has no opinion about anything and imports nothing' },
  {
    part: 'electron/contract',
    may: ['electron/base'],
    packages: ['zod'],
    because: 'the contract is spoken by every part: neither Node nor DOM',
  },
  {
    part: 'electron/words',
    may: [
      'electron/contract',
      'electron/lessons/lesson.ts',
      'electron/scripts/script.ts',
      'electron/base/characters.ts',
      'electron/base/html-page.ts',
    ],
    packages: [],
    because: "words are sentences for the contract's keys",
  },
  {
    part: 'electron/lessons',
    may: [],
    packages: [],
    because: 'a lesson is text and is judged as text: it knows no protocol and no window',
  },
  {
    part: 'electron/scripts',
    may: ['electron/lessons', ...contract],
    packages: [],
    because: 'a script is played on whatever connection it is handed, and compared as a lesson is',
  },
  {
    part: 'electron/nslookup',
    may: contract,
    packages: [],
    because: 'what is typed at nslookup is asked by calls of the contract, in a window as on a terminal',
  },
  {
    part: 'electron/practice',
    may: ['electron/base'],
    packages: ['node', '*'],
    because: 'a server that shared our parser would share its mistakes',
  },
  {
    part: 'electron/engine/disk',
    may: [],
    packages: ['node'],
    because: 'what a file system says and does is the same for all who keep files',
  },
  { part: 'electron/engine/wire', may: contract, packages: ['node'], because: 'the wire knows no protocol library' },
  { part: 'electron/engine/mime', may: contract, packages: ['node', '*'], because: 'messages are bytes, wherever they come from' },
  {
    part: 'electron/engine/cache',
    may: ['electron/engine/disk', ...contract],
    packages: ['node', 'zod'],
    because: 'the cache stores and finds, it neither fetches nor parses',
  },
  ...Object.entries({ imap: ['imapflow'], pop3: [], smtp: ['nodemailer'] }).map(([name, libraries]) => ({
    part: `electron/engine/${name}`,
    may: ['electron/engine/wire', ...contract],
    packages: ['node', ...libraries],
    because: 'a protocol knows its wire, not the cache and not another protocol',
  })),
  {
    part: 'electron/engine/local',
    may: ['electron/engine/wire', 'electron/engine/disk', ...contract],
    packages: ['node'],
    because: 'a protocol knows its wire and its files, not the cache and not another protocol',
  },
  {
    part: 'electron/engine/dns',
    may: ['electron/engine/wire', ...contract],
    packages: ['node', 'dns-packet'],
    because: 'a protocol knows its wire, not the cache and not another protocol',
  },
  {
    part: 'electron/engine/transcript',
    may: [
      'electron/engine/wire',
      'electron/engine/disk',
      'electron/lessons/unseen.ts',
      'electron/engine/dns/dns-message.ts',
      context,
      ...contract,
    ],
    packages: ['node', 'zod'],
    because: 'the transcript hears the tap, and keeps what it heard in files',
  },
  {
    part: 'electron/engine/console',
    may: ['electron/engine/wire', context, ...contract],
    packages: ['node'],
    because: 'the console types on the wire: passwords and what is known of accounts are handed in by engine.ts',
  },
  {
    part: 'electron/engine/delivery',
    may: ['electron/engine/dns', 'electron/engine/wire', 'electron/engine/mime', context, ...contract],
    packages: ['node'],
    because: 'the way of a message is asked of name servers; messages that are stored are handed in by engine.ts',
  },
  {
    part: 'electron/engine/authentication',
    may: [
      'electron/engine/dns',
      'electron/engine/wire',
      'electron/engine/mime',
      'electron/engine/cache',
      'electron/engine/workers/authentication/checker.ts',
      context,
      ...contract,
    ],
    packages: ['node', 'mailauth'],
    because: 'who vouches for a message is read from it and asked of name servers; the message is handed in by engine.ts',
  },
  {
    part: 'electron/engine/mail-log',
    may: ['electron/engine/mime', context, ...contract],
    packages: ['node'],
    because: 'a log is text on this computer: it is read without a server, and why a delivery failed is told as in a notice',
  },
  ...['accounts', 'sync', 'messages', 'compose', 'outbox'].map((name) => ({
    part: `electron/engine/${name}`,
    may: [...protocols, engineTypes, context],
    packages: ['node', 'zod'],
    because: 'services use protocols and storage, and each other only through functions handed in by engine.ts',
  })),
  {
    part: 'electron/engine/host-services',
    may: [
      'electron/engine/cache',
      'electron/engine/wire',
      'electron/engine/mime',
      'electron/engine/host.ts',
      'electron/practice',
      engineTypes,
      context,
      ...contract,
    ],
    packages: ['node', 'zod'],
    because: 'what the machine and other processes are given is handed in by engine.ts',
  },
  {
    part: 'electron/engine/lifecycle',
    may: [
      ...engineFolders,
      'electron/engine/workers',
      'electron/engine/host.ts',
      'electron/engine/bus.ts',
      engineTypes,
      context,
      ...contract,
    ],
    packages: ['node'],
    because: 'start-up, recovery and closing join the rooms they begin and end',
  },
  {
    part: 'electron/engine/workers',
    may: [
      ...engineFolders,
      'electron/engine/engine.ts',
      'electron/engine/engine-thread.ts',
      'electron/engine/host.ts',
      'electron/practice',
      ...contract,
    ],
    packages: ['node', 'zod'],
    because: 'entry points of threads join what runs in them',
  },
  {
    part: 'electron/engine',
    filesOnly: true,
    may: [...engineFolders, 'electron/engine/lifecycle', 'electron/engine/workers', 'electron/practice', ...contract],
    packages: ['node', 'zod'],
    because: 'engine.ts builds and joins the services',
  },
  { part: 'electron/loopback', may: hosts, packages: ['node', 'ws'], because: 'a host carries the contract and knows no mail' },
  {
    part: 'electron/terminal',
    may: [...hosts, 'electron/loopback'],
    packages: ['node'],
    because: 'the terminal shares the machine that the browser host describes',
  },
  {
    part: 'electron/desktop',
    may: [...hosts, 'electron/loopback'],
    packages: ['node', 'electron'],
    because: 'the desktop host carries the contract through Electron',
  },
  {
    part: 'electron/main.ts',
    may: ['electron/desktop', ...hosts, 'electron/loopback'],
    packages: ['node', 'electron'],
    because: 'start-up reads as a table of contents',
  },
  { part: 'electron/preload.ts', may: [], packages: ['electron'], because: 'the preload carries messages and lists no feature' },
  {
    part: 'renderer/wire',
    may: [
      'renderer/api',
      'renderer/state',
      'renderer/ui',
      'renderer/i18n',
      'electron/contract',
      'electron/words',
      'electron/base/characters.ts',
    ],
    packages: ['*'],
    because: 'lines of a session are drawn alike wherever they stand, and by which feature is not known here',
  },
  {
    part: 'renderer/features',
    may: [
      'renderer/wire',
      'renderer/api',
      'renderer/state',
      'renderer/ui',
      'renderer/i18n',
      'electron/contract',
      'electron/lessons',
      'electron/nslookup',
      'electron/scripts',
      'electron/words',
      'electron/base/characters.ts',
      'electron/base/clock.ts',
    ],
    packages: ['*'],
    because: 'features do not know each other: App joins them',
  },
  { part: 'renderer/ui', may: ['renderer/i18n', 'electron/base/characters.ts'], packages: ['*'], because: 'controls know no mail' },
  {
    part: 'renderer/api',
    may: ['electron/contract'],
    packages: ['*'],
    because: 'only this folder knows how the engine is reached, and it knows no mail',
  },
  {
    part: 'renderer/i18n',
    may: ['electron/contract', 'electron/words', 'electron/base/characters.ts'],
    packages: ['*'],
    because: 'words need keys and formats, nothing that is drawn',
  },
  {
    part: 'renderer/state',
    may: ['renderer/api', 'renderer/i18n', 'renderer/ui', 'electron/contract', 'electron/words'],
    packages: ['*'],
    because: 'what features share knows none of them',
  },
  {
    part: 'renderer',
    filesOnly: true,
    may: [
      'renderer/api',
      'renderer/features',
      'renderer/i18n',
      'renderer/state',
      'renderer/styles',
      'renderer/ui',
      'electron/contract',
      'electron/words',
    ],
    packages: ['*'],
    because: 'App joins the features',
  },
];

const inside = (path: string, part: string) => path === part || path.startsWith(`${part}/`);

function ruleFor(path: string): Rule | undefined {
  const covers = ({ part, filesOnly }: Rule) => (filesOnly ? dirname(path) === part : inside(path, part));
  return rules.filter(covers).toSorted((left, right) => right.part.length - left.part.length)[0];
}

function complaint({ from, to, local }: Import): string | null {
  const rule = ruleFor(from);
  if (!rule) return `${from} lies in no part of the import table`;
  const own = inside(to, rule.part) && ownsWholly(rule, from, to);
  const fits = local
    ? own || to === 'package.json' || rule.may.some((part) => inside(to, part)) || /\.(css|svg|woff2)$/.test(to)
    : rule.packages.includes(to) ||
      (rule.packages.includes('*') && to !== 'electron' && to !== 'node') ||
      (to === 'node' && rule.packages.includes('node'));
  if (fits) return null;
  const allowed = [...rule.may, ...rule.packages.map((name) => (name === '*' ? 'any package but electron' : name))].join(', ') || 'nothing';
  return `${from} imports ${to}: ${rule.because}. It may import ${allowed}.`;
}

/** A rule of the files of a folder is none of its folders; and a feature is its own folder, not all features. */
function ownsWholly({ part, filesOnly }: Rule, from: string, to: string): boolean {
  if (filesOnly) return dirname(to) === part;
  if (part === 'renderer/features') return from.split('/')[2] === to.split('/')[2];
  return true;
}

/** Settings of a tool stand beside what it builds, and are no part of it. */
const isSettings = (path: string) => path.endsWith('.config.ts');
const program = ['electron', 'renderer']
  .flatMap((folder) => listSources(root, folder))
  .filter((path) => !isSettings(path))
  .map((path) => readModule(root, path));
const around = ['test', 'build'].flatMap((folder) => listSources(root, folder)).map((path) => readModule(root, path));
const sources = program.map(({ path }) => path);
const imports = program.flatMap(({ imports }) => imports);

describe('the structure of the program', () => {
  it('the table speaks of folders that exist', () => {
    expect(rules.filter(({ part }) => !statSync(join(root, part), { throwIfNoEntry: false })).map(({ part }) => part)).toEqual([]);
  });

  it('a folder without a rule is complained of', () => {
    const reach = (from: string) => complaint({ from, to: 'electron/base/clock.ts', local: true, names: [] });
    expect(reach('electron/engine/novelty/a.ts')).toContain('lies in no part');
    expect(reach('electron/novelty/a.ts')).toContain('lies in no part');
    expect(reach('renderer/novelty/a.ts')).toContain('lies in no part');
  });

  it('no folder holds more than 25 files', () => {
    const folders = new Map<string, number>();
    for (const { path } of [...program, ...around]) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    expect([...folders].filter(([, count]) => count > 25)).toEqual([]);
  });

  it('imports are found at all', () => {
    expect(imports.some(({ from, to }) => from === 'electron/contract/accounts.ts' && to === 'electron/contract/call.ts')).toBe(true);
    expect(imports.some(({ from, to }) => from === 'electron/contract/schema.ts' && to === 'zod')).toBe(true);
  });

  it('what the table forbids is complained of', () => {
    const reach = (from: string, to: string) => complaint({ from, to, local: to.includes('/'), names: [] });
    expect(reach('electron/engine/imap/a.ts', 'electron/engine/cache/b.ts')).toContain('a protocol knows its wire');
    expect(reach('electron/practice/a.ts', 'electron/engine/mime/b.ts')).toContain('share its mistakes');
    expect(reach('electron/engine/wire/a.ts', 'electron')).toContain('knows no protocol library');
    expect(reach('renderer/features/folders/a.ts', 'renderer/features/reader/b.ts')).toContain('do not know each other');
  });

  it('every import is allowed by the table', () => {
    expect(imports.map(complaint).filter((line) => line !== null)).toEqual([]);
  });

  it('the schema library is taken from the file that sets it up, for a window may not compile', () => {
    const takes = (path: string) => /^import (?!type\b)[^;]*\bfrom 'zod'/m.test(readFileSync(join(root, path), 'utf8'));
    expect(sources.filter(takes)).toEqual(['electron/contract/schema.ts']);
  });

  it('a host knows the entry files of the engine and no room of it', () => {
    const forHosts = new Set(['electron/desktop', 'electron/loopback', 'electron/terminal', 'electron/main.ts']);
    const known = rules.filter(({ part }) => forHosts.has(part)).flatMap(({ may }) => may);
    expect(known.filter((part) => inside(part, 'electron/engine') && dirname(part) !== 'electron/engine')).toEqual([]);
    const complaintOf = (to: string) => complaint({ from: 'electron/terminal/a.ts', to, local: true, names: [] });
    expect(complaintOf('electron/engine/cache/database/ownership.ts')).toContain('the terminal shares');
    expect(complaintOf('electron/engine/data-folder.ts')).toBeNull();
    // Nor is an entry named that is none.
    const reached = new Set(imports.filter(({ from }) => !inside(from, 'electron/engine')).map(({ to }) => to));
    expect(entries.filter((entry) => !reached.has(entry))).toEqual([]);
  });

  it('no import goes round in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, local } of imports) if (local) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of next.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('everything that is exported is imported somewhere', () => {
    const used = new Map<string, Set<string>>();
    for (const { to, local, names } of [...program, ...around].flatMap(({ imports }) => imports))
      if (local) used.set(to, new Set([...(used.get(to) ?? []), ...names]));
    const idle = program.flatMap(({ path, exports }) => {
      const names = used.get(path) ?? new Set();
      return names.has('*') ? [] : exports.filter((name) => !names.has(name)).map((name) => `${path}: ${name}`);
    });
    expect(idle).toEqual([]);
  });

  it('only the desktop host, its entry and its preload know electron', () => {
    expect(
      imports
        .filter(({ from, to }) => to === 'electron' && !/^electron\/(desktop\/|main\.ts$|preload\.ts$)/.test(from))
        .map(({ from }) => from),
    ).toEqual([]);
  });

  it.each<{ what: string; pattern: RegExp; allowed: RegExp; because: string }>([
    {
      what: 'window.postglass',
      pattern: /\bpostglass\b(?=\s*[?.!])|window\.postglass/,
      allowed: /^(renderer\/api\/|electron\/)/,
      because: 'the bridge is known in one place',
    },
    {
      what: 'rejectUnauthorized: false',
      pattern: /rejectUnauthorized['"]?\s*:\s*false/,
      allowed: /^$/,
      because: 'certificates are verified, always',
    },
    {
      what: 'dangerouslySetInnerHTML',
      pattern: /dangerouslySetInnerHTML/,
      allowed: /^$/,
      because: 'mail is put into its frame by the sanitiser only',
    },
    { what: 'prepared headers', pattern: /\bprepared\s*:\s*true/, allowed: /^$/, because: 'prepared headers are not escaped' },
    {
      what: 'shell.open',
      pattern: /\bshell\.open/,
      allowed: /^electron\/desktop\//,
      because: 'addresses are checked once, in the desktop host',
    },
    {
      what: 'the attribute disabled',
      pattern: /(?<![-\w])disabled=/,
      allowed: /^$/,
      because: 'what is disabled while it has the focus drops it, out of its dialog: the controls of renderer/ui keep it',
    },
    {
      what: 'isDisabled of a control of the library',
      pattern: /from 'react-aria-components'.*\bisDisabled=/s,
      // The headings of its list, which never have the focus.
      allowed: /^renderer\/(?:ui\/|features\/shell\/Palette\.tsx$)/,
      because: 'as above',
    },
  ])('$what stands only where it may', ({ pattern, allowed }) => {
    expect(sources.filter((path) => !allowed.test(path) && pattern.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('no question to the engine is put in two places, with events of its own in each', () => {
    const asked = new Map<string, string[]>();
    for (const path of sources)
      for (const [, name = ''] of readFileSync(join(root, path), 'utf8').matchAll(/useCall\(\s*'([\w.]+)'/g))
        asked.set(name, [...(asked.get(name) ?? []), path]);
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });

  const drawn = sources
    .filter((path) => path.startsWith('renderer/'))
    .map((path) => ({ path, ...readComponents(path, readFileSync(join(root, path), 'utf8')) }));

  it('no component and no hook writes a ref while it is drawn: renderer/ui/use-latest.ts does it afterwards', () => {
    const writesOf = (body: string) => readComponents('Part.tsx', body).writes;
    expect(writesOf('function Part() { held.current = 1; }')).toEqual(['Part.tsx:1 Part']);
    expect(writesOf('const Part = memo(function Inner() { held.current.at = 1; });')).toEqual(['Part.tsx:1 Part']);
    expect(writesOf('function useIt() { useMemo(() => { held.current++; }, []); }')).toEqual(['Part.tsx:1 useIt']);
    expect(writesOf('function Part() { return rows.map((row) => { held.current = row; }); }')).toEqual(['Part.tsx:1 Part']);
    expect(writesOf('function Part() { held.current.set(1, 2); }')).toEqual(['Part.tsx:1 Part']);
    expect(writesOf('function Part() { return rows.map(() => <p ref={(one) => held.current.add(one)} />); }')).toEqual([]);
    expect(writesOf('function Part() { useEffect(() => { held.current = 1; }); const later = () => { held.current = 2; }; }')).toEqual([]);
    expect(drawn.flatMap(({ writes }) => writes)).toEqual([]);
  });

  it('no component and no hook is longer than 200 lines', () => {
    const lengths = drawn.flatMap(({ path, lengths }) => [...lengths].map(([name, lines]) => ({ part: `${path} ${name}`, lines })));
    expect(lengths.length).toBeGreaterThan(150);
    expect(lengths.filter(({ lines }) => lines > 200)).toEqual([]);
  });

  it('the list of rooms stays a list', () => {
    expect(readFileSync(join(root, 'electron/engine/engine.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThan(120);
  });

  it('no file is named for nothing', () => {
    expect(sources.filter((path) => /(^|\/)(utils?|common|helpers?|misc|index)(\.tsx?|\/)/.test(path))).toEqual([]);
  });
});
