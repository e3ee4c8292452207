/** Entry of the browser host: arguments, engine, server, address; then runs until it is told to stop. */
import { fileURLToPath } from 'node:url';
import type { Failure } from '../contract/failure.ts';
import { startEngineThread } from '../engine/engine-thread.ts';
import { describeFailureLine } from '../words/failure-line.ts';
import { isLanguage, readWindowArguments } from './arguments.ts';
import { assertNodeVersion, engineSettings, openVault } from './engine-options.ts';
import { createNodeHost } from './node-host.ts';
import { openBrowser } from './open-browser.ts';
import { startLoopbackServer } from './server.ts';

assertNodeVersion();

const read = readWindowArguments(process.argv.slice(2));
if (typeof read === 'string') {
  process.stderr.write(`postglass: ${read}\n`);
  process.exit(2);
}
const given = read;

function stopWith(failure: Failure): never {
  const system = Intl.DateTimeFormat().resolvedOptions().locale.slice(0, 2);
  process.stderr.write(`postglass: ${describeFailureLine(failure, given.language ?? (isLanguage(system) ? system : 'en'))}\n`);
  process.exit(1);
}

// Heard from the first moment: whoever reads the address may end the program in the same instant.
const told = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

const vault = await openVault(given.dataFolder);
if (!vault.ok) stopWith(vault.failure);

const started = await startEngineThread(
  engineSettings({ dataFolder: given.dataFolder, accountsFile: given.accountsFile, practice: given.practice, automatic: true }),
  createNodeHost({ vault: vault.value, language: given.language }),
  (reason) => {
    process.stderr.write(`postglass: ${reason}\n`);
    process.exit(1);
  },
);
if (!started.ok) stopWith(started.failure);
const engine = started.value;

const server = await startLoopbackServer({
  engine,
  windowFolder: fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
  port: given.port,
}).catch(async (error: Error) => {
  process.stderr.write(`postglass: ${error.message}\n`);
  await engine.close();
  return process.exit(1);
});

process.stdout.write(`Postglass is at ${server.address}\n`);
if (given.open) openBrowser(server.address);

await told;
await server.close();
await engine.close();
process.exit(0);
