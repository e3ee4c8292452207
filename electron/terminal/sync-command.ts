/** `sync`: every account once, completely; counts on standard output, progress on standard error. */
import type { Failure } from '../contract/failure.ts';
import { fillIn } from '../words/fill-in.ts';
import { noAccountsWords } from '../words/terminal.ts';
import type { TerminalCommand } from './arguments.ts';
import { complain, printJson, printLine, showProgress } from './output.ts';
import { describe, letGo, openEngine, reportFailure, terminalLanguage } from './session.ts';

export async function runSync(command: Extract<TerminalCommand, { command: 'sync' }>): Promise<number> {
  const opened = await openEngine(command.dataFolder, command.accountsFile);
  if (!opened.ok) return reportFailure(opened.failure);
  const engine = opened.value;
  const stopProgress = followProgress(engine);
  // What a server wants the user to read, although the work goes on (RFC 9051 §7.1, ALERT).
  const remarks: Promise<number>[] = [];
  const stopRemarks = engine.subscribe((name, value) => {
    if (name === 'sync.remark') remarks.push(reportFailure((value as { remark: Failure }).remark)); // a contract event
  });
  const report = await engine.syncOnce();
  stopProgress();
  stopRemarks();
  await Promise.all(remarks);
  await letGo(engine);
  if (!report.ok) return reportFailure(report.failure);
  const { accounts } = report.value;
  if (command.json) await printJson(report.value);
  else {
    for (const account of accounts) {
      for (const folder of account.folders) {
        await printLine(account.name, folder.path, `${folder.held} of ${folder.server}`, `+${folder.new}`);
      }
    }
  }
  if (accounts.length === 0) {
    complain(fillIn(noAccountsWords[terminalLanguage()], { path: command.dataFolder }));
    return 2; // a folder or a file is missing from the arguments, or is misspelt
  }
  let status = 0;
  for (const { name, folders, failure } of accounts) {
    const failed: readonly (readonly [string, Failure | undefined])[] = [
      [name, failure],
      ...folders.map((folder) => [`${name}, ${folder.path}`, folder.failure] as const),
    ];
    for (const [what, reason] of failed) {
      if (!reason) continue;
      complain(`${what}: ${await describe(reason, { kind: 'nobody' })}`);
      status = 1;
    }
  }
  return status;
}

/** One line that is written over on a terminal; silent where standard error is a file. */
function followProgress(engine: { subscribe(listener: (name: string, value: unknown) => void): () => void }): () => void {
  const stop = engine.subscribe((name, value) => {
    if (name !== 'sync.changed') return;
    const state = value as { folder: string | null; headers: Count; bodies: Count }; // a contract event (SyncState)
    showProgress(
      `${state.folder ?? ''}  ${state.headers.done}/${state.headers.total} headers, ${state.bodies.done}/${state.bodies.total} bodies`,
    );
  });
  return () => {
    stop();
    showProgress(null);
  };
}

interface Count {
  readonly done: number;
  readonly total: number;
}
