/** `sync`: every account once, completely; counts on standard output, progress on standard error. */
import type { TerminalCommand } from './arguments.ts';
import { letGo, openEngine, reportFailure } from './session.ts';

export async function runSync(command: Extract<TerminalCommand, { command: 'sync' }>): Promise<number> {
  const opened = await openEngine(command.dataFolder, command.accountsFile);
  if (!opened.ok) return reportFailure(opened.failure);
  const engine = opened.value;
  const stopProgress = showProgress(engine);
  const report = await engine.syncOnce();
  stopProgress();
  await letGo(engine);
  if (!report.ok) return reportFailure(report.failure);
  const { accounts } = report.value;
  if (command.json) process.stdout.write(`${JSON.stringify(report.value)}\n`);
  else {
    for (const account of accounts) {
      for (const folder of account.folders) {
        process.stdout.write(`${account.name}\t${folder.path}\t${folder.held} of ${folder.server}\t+${folder.new}\n`);
      }
    }
  }
  const failures = accounts.flatMap((account) => [account, ...account.folders].flatMap((part) => part.failure ?? []));
  for (const failure of failures) reportFailure(failure);
  return failures.length > 0 ? 1 : 0;
}

/** One line that is written over on a terminal; silent where standard error is a file. */
function showProgress(engine: { subscribe(listener: (name: string, value: unknown) => void): () => void }): () => void {
  if (!process.stderr.isTTY) return () => {};
  const stop = engine.subscribe((name, value) => {
    if (name !== 'sync.changed') return;
    const state = value as { folder: string | null; headers: Count; bodies: Count }; // a contract event (SyncState)
    process.stderr.write(
      `\r\u001b[K${state.folder ?? ''}  ${state.headers.done}/${state.headers.total} headers, ${state.bodies.done}/${state.bodies.total} bodies`,
    );
  });
  return () => {
    stop();
    process.stderr.write('\r\u001b[K');
  };
}

interface Count {
  readonly done: number;
  readonly total: number;
}
