/** The engine as a window has it, in a process of its own, while it watches several inboxes. One JSON argument, one JSON line. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { startThread } from '../engine-start.ts';
import { ownUsage, type Watching, writeWatchedAccounts } from './watching.ts';

const run: Watching = JSON.parse(process.argv[2] ?? '');
await mkdir(run.folder, { recursive: true });
const accountsFile = await writeWatchedAccounts(run, run.port);
const engine = await startThread({ dataFolder: join(run.folder, 'data'), accountsFile }, true);
const resting = new Set<string>();
await new Promise<void>((resolve) => {
  engine.subscribe((name, value) => {
    if (name !== 'sync.changed') return;
    const { accountId, phase } = value as SyncState; // an event of the contract
    if (phase === 'idle') resting.add(accountId);
    else resting.delete(accountId);
    if (resting.size === run.users.length) resolve();
  });
});
const usage = await ownUsage(run);
await engine.close();
process.stdout.write(`${JSON.stringify(usage)}\n`);
process.exit(0);
