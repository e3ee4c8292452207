/** What `sync` and `send` share: an engine on a data folder that connects only when asked, and plain words for what went wrong. */
import { systemClock } from '../base/clock.ts';
import type { Language } from '../contract/application.ts';
import { type Failure, type Result, succeed } from '../contract/failure.ts';
import { type Engine, startEngineThread } from '../engine/engine-thread.ts';
import { isLanguage } from '../loopback/arguments.ts';
import { engineSettings, openVault } from '../loopback/engine-options.ts';
import { closeEngine, endProcess, endWithin, leaveWithin } from '../loopback/leave.ts';
import { createNodeHost } from '../loopback/node-host.ts';
import { describeFailureLine, quote } from '../words/failure-line.ts';
import { missingWords } from '../words/terminal.ts';

export function terminalLanguage(): Language {
  const locale = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en').slice(0, 2);
  return isLanguage(locale) ? locale : 'en';
}

/** Starts an engine; it must be closed. SIGINT and SIGTERM close it cleanly and end the process with status 1. */
export async function openEngine(dataFolder: string, accountsFile: string | null): Promise<Result<Engine>> {
  const vault = await openVault(dataFolder);
  if (!vault.ok) return vault;
  const started = await startEngineThread(
    engineSettings({ dataFolder, accountsFile, practice: false, automatic: false }),
    createNodeHost({ vault: vault.value, language: null }),
    (reason) => {
      process.stderr.write(`postglass: ${reason}\n`);
      process.exit(1);
    },
  );
  if (!started.ok) return started;
  const engine = started.value;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      endWithin(leaveWithin, terminalLanguage());
      void closeEngine(engine, terminalLanguage()).then(({ isStuck }) => endProcess(1, isStuck));
    });
  return succeed(engine);
}

/** Closes the engine after its work. One that does not close is said, and does not keep the process: what it was asked for is done. */
export async function letGo(engine: Engine): Promise<void> {
  const { isStuck } = await closeEngine(engine, terminalLanguage());
  if (isStuck) systemClock.after(afterOutput, () => endProcess(1, true));
}

/** Milliseconds for the result to be written out. */
const afterOutput = 1_000;

/** One line on standard error, with the server's own line; answers the exit status. */
export function reportFailure(failure: Failure): number {
  const language = terminalLanguage();
  process.stderr.write(`postglass: ${describeMissing(failure, language) ?? describeFailureLine(failure, language)}\n`);
  return 1;
}

/** What was asked for by name and is not there; the sentence of a window would speak of another window. */
function describeMissing({ code, detail = {} }: Failure, language: Language): string | null {
  if (code !== 'not-found') return null;
  for (const [member, sentence] of Object.entries(missingWords[language]))
    if (detail[member] !== undefined) return sentence.replace('{name}', quote(String(detail[member])));
  return null;
}
