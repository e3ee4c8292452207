/** Entry of the browser host: arguments, engine, server, address; then runs until it is told to stop. */
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseLanguage } from '../contract/application.ts';
import type { Failure } from '../contract/failure.ts';
import { askForAddress } from '../engine/data-folder.ts';
import { startEngineThread } from '../engine/engine-thread.ts';
import { describeFailureLine } from '../words/failure-line.ts';
import { asksForHelp, readWindowArguments, windowHelp } from './arguments.ts';
import { assertNodeVersion, engineSettings, openVault } from './engine-options.ts';
import { closeEngine, endProcess, endWithin, leaveWithin } from './leave.ts';
import { createNodeHost } from './node-host.ts';
import { openBrowser, removeOpeningFile, removeOpeningFiles } from './open-browser.ts';
import { startOrJoin } from './second-start.ts';
import { type LoopbackServer, startLoopbackServer } from './server.ts';

assertNodeVersion();

if (asksForHelp(process.argv.slice(2))) {
  process.stdout.write(windowHelp);
  process.exit(0);
}
const read = readWindowArguments(process.argv.slice(2));
if (typeof read === 'string') {
  process.stderr.write(`postglass: ${read}\n`);
  process.exit(2);
}
const given = read;

const language = given.language ?? chooseLanguage([Intl.DateTimeFormat().resolvedOptions().locale]);

function stopWith(failure: Failure): never {
  process.stderr.write(`postglass: ${describeFailureLine(failure, language)}\n`);
  process.exit(1);
}

// Listen for signals from the start: the reader of the address may end the program at once.
const told = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});
void told.then(() => endWithin(leaveWithin, language));

/** Says where the window is and opens it; a browser that cannot be opened is no reason to stop. */
function show(address: string): void {
  process.stdout.write(`Postglass is at ${address}\n`);
  if (!given.open) return;
  try {
    openBrowser(address, given.dataFolder);
  } catch (error) {
    process.stderr.write(`postglass: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** A program runs on this data folder already: its window is opened once more. */
function showRunning(address: string): never {
  const ignored = {
    '--accounts': given.accountsFile !== null,
    '--practice': given.practice,
    '--practice-ports': given.practicePorts !== null,
    '--lang': given.language !== null,
  };
  const named = Object.entries(ignored)
    .flatMap(([name, isGiven]) => (isGiven ? name : []))
    .join(', ');
  if (named !== '') process.stderr.write(`postglass: it runs on this data folder already; what was ignored of this start: ${named}\n`);
  show(address);
  process.exit(0);
}

const running = await askForAddress(given.dataFolder);
if (running?.address) showRunning(running.address);
const vault = await openVault(given.dataFolder);
if (!vault.ok) stopWith(vault.failure);

const serving = Promise.withResolvers<LoopbackServer>();
const startEngine = () =>
  startEngineThread(
    engineSettings({
      ...{ dataFolder: given.dataFolder, accountsFile: given.accountsFile, automatic: true },
      ...{ practice: given.practice, practicePorts: given.practicePorts },
    }),
    createNodeHost({
      vault: vault.value,
      language: given.language,
      windowAddress: async () => (await serving.promise).newAddress(),
    }),
    (reason) => {
      process.stderr.write(`postglass: ${reason}\n`);
      process.exit(1);
    },
  );
const joined = await startOrJoin(startEngine, () => askForAddress(given.dataFolder), { now: () => performance.now(), pause: setTimeout });
if (!joined.ok) stopWith(joined.failure);
if ('address' in joined.value) showRunning(joined.value.address);
const engine = joined.value.started;

const server = await startLoopbackServer({
  engine,
  windowFolder: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
  port: given.port,
  onTokenEnded: (token) => removeOpeningFile(given.dataFolder, token),
}).catch(async (error: Error) => {
  process.stderr.write(`postglass: ${error.message}\n`);
  const { isStuck } = await closeEngine(engine, language);
  return endProcess(1, isStuck);
});

removeOpeningFiles(given.dataFolder, (text) => process.stderr.write(`postglass: ${text}\n`));
show(server.address);
serving.resolve(server);

await told;
await server.close();
removeOpeningFiles(given.dataFolder, (text) => process.stderr.write(`postglass: ${text}\n`));
const { isStuck } = await closeEngine(engine, language);
endProcess(0, isStuck);
