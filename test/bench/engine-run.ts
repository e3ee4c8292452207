/**
 * One measured run of the engine, in a process of its own so that its memory is its own. It is told what to do by one JSON argument and
 * answers with one JSON line. `first` is the product as it runs: threads, automatic synchronisation, a window that asks for the list all
 * the while. `once` is one complete synchronisation on this thread, so that a recorder can be put in. `again` opens a synchronised profile.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '../../electron/contract/call.ts';
import { calls, events } from '../../electron/contract/contract.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import type { SyncState } from '../../electron/contract/sync.ts';
import { startEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-thread.ts';
import type { OpenTap } from '../../electron/engine/wire/tap.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { startThread, unwrap } from './engine-start.ts';
import { percentile } from './percentile.ts';

export interface EngineRun {
  readonly mode: 'first' | 'once' | 'again';
  readonly dataFolder: string;
  readonly accountsFile: string;
  readonly messages: number;
  /** `once` only: what records the wire. */
  readonly recorder?: 'transcript' | 'none';
  /** `first` and `again`: words to search for. */
  readonly words?: readonly string[];
}

const pageLength = 50;
const megabyte = 1_048_576;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const peakMemory = () => process.resourceUsage().maxRSS / 1024;

const dropEverything: OpenTap = () => ({
  session: randomUUID(),
  client() {},
  server() {},
  note() {},
  secured() {},
  secret() {},
  redact: (text) => text,
  cause() {},
  nextLine: () => 0,
  end() {},
});

const openClient = (engine: Engine) =>
  createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe }, (name, message) => {
    throw new Error(`${name}: ${message}`);
  });
type Client = ReturnType<typeof openClient>;

const inboxOf = async (client: Client) => unwrap(await client.call('folders.list', {})).find(({ role }) => role === 'inbox');
const page = async (client: Client, folderId: number, position = 0): Promise<MessageRow[]> =>
  unwrap(await client.call('lists.page', { source: { kind: 'folder', folderId }, position, limit: pageLength })).rows;
const search = async (client: Client, query: string, limit = pageLength) =>
  unwrap(await client.call('lists.page', { source: { kind: 'search', query }, position: 0, limit }));

async function timed<Value>(times: number[], work: () => Promise<Value>): Promise<Value> {
  const start = performance.now();
  const value = await work();
  times.push(performance.now() - start);
  return value;
}

async function first(run: EngineRun): Promise<object> {
  const begun = performance.now();
  const engine = await startThread(run, true);
  const connecting = performance.now();
  const since = () => (performance.now() - connecting) / 1000;
  let state: SyncState | null = null;
  /** When it came to rest; not a number while it works. */
  let restsSince = Number.NaN;
  engine.subscribe((name, value) => {
    if (name !== 'sync.changed') return;
    state = value as SyncState; // an event of the contract
    if (state.phase !== 'idle') restsSince = Number.NaN;
    else if (Number.isNaN(restsSince)) restsSince = since();
  });
  const phase = () => state?.phase;
  const client = openClient(engine);
  /** CPU time of the program until then: says more than the clock on a machine that others use. */
  const cpu: Record<string, number> = {};
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const reached: Record<'pageListed' | 'headers' | 'stored' | 'searchable', number | null> = {
    pageListed: null,
    headers: null,
    stored: null,
    searchable: null,
  };
  const listTimes: number[] = [];
  // A window asks for the page in sight when it is told of a change, at most every 100 ms. While headers come more often, to see when all are there.
  while (reached.searchable === null) {
    await pause(reached.headers === null ? 20 : 100);
    const inbox = await inboxOf(client);
    if (!inbox) continue;
    const rows = await timed(listTimes, () => page(client, inbox.id));
    if (rows.length === pageLength) reached.pageListed ??= since();
    if (inbox.total === run.messages) {
      reached.headers ??= since();
      cpu.headersCpu ??= spent();
    }
    if (reached.headers !== null && phase() === 'idle') {
      reached.stored ??= restsSince;
      cpu.storedCpu ??= spent();
    }
    if (phase() === 'failed') throw new Error(JSON.stringify(state));
    if (reached.stored === null) continue;
    const { searched } = await search(client, 'x', 1);
    if (searched && searched.indexed === searched.total) {
      reached.searchable = since();
      cpu.searchableCpu = spent();
    }
  }
  const inbox = await inboxOf(client);
  if (!inbox) throw new Error('the inbox is gone');
  const oldest = await page(client, inbox.id, run.messages - pageLength);
  if (oldest.length !== pageLength || !oldest.every(({ bodyHeld }) => bodyHeld)) throw new Error('not every body is held');

  const searchTimes: number[] = [];
  for (let round = 0; round < 5; round += 1) for (const query of run.words ?? []) await timed(searchTimes, () => search(client, query));
  const openTimes: number[] = [];
  for (let position = 0; position < 200; position += 1) {
    const [row] = await page(client, inbox.id, Math.floor((position * run.messages) / 200));
    if (row) await timed(openTimes, async () => unwrap(await client.call('messages.open', { id: row.id })));
  }
  await pause(3_000);
  const idle = process.memoryUsage().rss / megabyte;
  // What is done at rest, such as compressing, counts as well.
  const peak = peakMemory();
  await engine.close();
  return {
    start: (connecting - begun) / 1000,
    ...reached,
    ...cpu,
    listP95: percentile(listTimes, 0.95),
    searchP50: percentile(searchTimes, 0.5),
    searchP99: percentile(searchTimes, 0.99),
    openP50: percentile(openTimes, 0.5),
    openP95: percentile(openTimes, 0.95),
    peak,
    idle,
  };
}

async function once(run: EngineRun): Promise<object> {
  const engine = unwrap(
    await startEngine(
      engineSettings({ dataFolder: run.dataFolder, accountsFile: run.accountsFile, practice: false, automatic: false }),
      createNodeHost({ vault: createMemoryVault(), language: 'en' }),
      run.recorder === 'none' ? { openTap: dropEverything } : {},
    ),
  );
  const times: number[] = [];
  const used = process.cpuUsage();
  const report = await timed(times, async () => unwrap(await engine.syncOnce()));
  const { user, system } = process.cpuUsage(used);
  const held = report.accounts[0]?.folders.find(({ path }) => path === 'INBOX')?.held;
  if (held !== run.messages) throw new Error(`${held} of ${run.messages} messages are held`);
  await engine.close();
  return { seconds: (times[0] ?? 0) / 1000, cpu: (user + system) / 1e6 };
}

/** How long a search and a page at any position take when nothing else goes on. */
async function atRest(client: Client, folderId: number, run: EngineRun): Promise<{ search: number[]; list: number[] }> {
  const searches: number[] = [];
  const list: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const query of run.words ?? []) await timed(searches, () => search(client, query));
    // As a scroll bar is dragged: to a place, and on from there.
    for (let place = 0; place < 10; place += 1)
      for (let on = 0; on < 5; on += 1)
        await timed(list, () => page(client, folderId, Math.floor(((place + round / 5) * run.messages) / 10) + on * pageLength));
  }
  return { search: searches, list };
}

async function again(run: EngineRun): Promise<object> {
  const begun = performance.now();
  const engine = await startThread(run, false);
  const client = openClient(engine);
  const inbox = await inboxOf(client);
  if (!inbox || (await page(client, inbox.id)).length !== pageLength) throw new Error('the synchronised profile is not there');
  const listed = (performance.now() - begun) / 1000;
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) await timed(times, async () => unwrap(await engine.syncOnce()));
  const { search, list } = await atRest(client, inbox.id, run);
  await engine.close();
  return {
    listed,
    firstResync: (times[0] ?? 0) / 1000,
    resync: percentile(times, 0.5) / 1000,
    searchAtRest: percentile(search, 0.5),
    listAtRest: percentile(list, 0.5),
    listAtRestP95: percentile(list, 0.95),
  };
}

const run = JSON.parse(process.argv[2] ?? '{}') as EngineRun; // written by bench.ts
const result = await { first, once, again }[run.mode](run);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
