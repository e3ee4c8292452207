/** What the commands share that need one: an engine on a data folder that connects only when asked, and plain words for what went wrong. */
import { systemClock } from '../base/clock.ts';
import { chooseLanguage, type Language } from '../contract/application.ts';
import { type Failure, type Result, succeed } from '../contract/failure.ts';
import { type Engine, startEngineThread } from '../engine/engine-thread.ts';
import { explainReply } from '../engine/reply-explanation.ts';
import { engineSettings, openVault } from '../loopback/engine-options.ts';
import { closeEngine, endProcess, endWithin, leaveWithin } from '../loopback/leave.ts';
import { createNodeHost } from '../loopback/node-host.ts';
import { holdsVault } from '../loopback/vault.ts';
import { adviseOn, type FailureAdvice, replyOf } from '../words/failure-advice.ts';
import { describeFailureLine, quote } from '../words/failure-line.ts';
import type { Again } from '../words/failure-words.ts';
import { fillIn } from '../words/fill-in.ts';
import { loadGlossary } from '../words/glossary/glossary.ts';
import { lockedWords, missingWords, passwordWords, type SendWords, sendWords, unreadableWords } from '../words/terminal.ts';
import { complain } from './output.ts';
import { makeSessionFolder, removeAbandonedSessions } from './session-folder.ts';

export function terminalLanguage(): Language {
  return chooseLanguage([process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG]);
}

export const words = (): SendWords => sendWords[terminalLanguage()];

/** A moment, for people: the time of day, with the day where it is another one. */
export function sayTime(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(terminalLanguage(), { ...(isToday ? {} : { dateStyle: 'medium' }), timeStyle: 'short' }).format(at);
}

/**
 * Starts an engine; it must be closed. SIGINT and SIGTERM close it cleanly and end the process with status 1.
 * @param whileLocked asked each time another process has the data folder: true tries again
 */
export async function openEngine(
  dataFolder: string,
  accountsFile: string | null,
  whileLocked: () => Promise<boolean> = async () => false,
): Promise<Result<Engine>> {
  // With an accounts file the saved passwords may not be needed.
  const isLocked = !process.env.POSTGLASS_PASSPHRASE && accountsFile === null && holdsVault(dataFolder);
  const vault = await openVault(dataFolder);
  if (!vault.ok) return vault;
  // Once: the passphrase is taken out of the environment.
  const host = createNodeHost({ vault: vault.value, language: null });
  const settings = engineSettings({ dataFolder, accountsFile, practice: false, automatic: false });
  const onCrash = (reason: string) => {
    complain(reason);
    process.exit(1);
  };
  let started = await startEngineThread(settings, host, onCrash);
  while (!started.ok && started.failure.code === 'data-folder-locked' && (await whileLocked()))
    started = await startEngineThread(settings, host, onCrash);
  if (!started.ok) return started;
  const engine = started.value;
  if (isLocked) complain(lockedWords[terminalLanguage()]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      endWithin(leaveWithin, terminalLanguage());
      void closeEngine(engine, terminalLanguage()).then(({ isStuck }) => endProcess(1, isStuck));
    });
  return succeed(engine);
}

/**
 * Works with an engine, and closes it. Answers the exit status.
 * @param isFree whether nothing of the data folder is needed: beside a running program the session is then kept nowhere
 */
export async function withEngine(
  { dataFolder, accountsFile }: { readonly dataFolder: string; readonly accountsFile: string | null },
  isFree: boolean,
  work: (engine: Engine) => Promise<number>,
): Promise<number> {
  const finish = async (engine: Engine): Promise<number> => {
    const status = await work(engine);
    await letGo(engine);
    return status;
  };
  removeAbandonedSessions();
  const opened = await openEngine(dataFolder, accountsFile);
  if (opened.ok) return finish(opened.value);
  if (opened.failure.code !== 'data-folder-locked' || !isFree) return reportFailure(opened.failure);
  const folder = makeSessionFolder();
  // Also where a signal ends the program, in the middle of the work.
  process.once('exit', folder.remove);
  try {
    const another = await openEngine(folder.path, accountsFile);
    return another.ok ? await finish(another.value) : await reportFailure(another.failure);
  } finally {
    folder.remove();
  }
}

/** Closes the engine after its work. One that does not close is said, and does not keep the process: what it was asked for is done. */
export async function letGo(engine: Engine): Promise<void> {
  const { isStuck } = await closeEngine(engine, terminalLanguage());
  if (isStuck) systemClock.after(afterOutput, () => endProcess(1, true));
}

/** Milliseconds for the result to be written out. */
const afterOutput = 1_000;

/** One line on standard error, with the server's own line and what it means; answers the exit status. */
export async function reportFailure(failure: Failure): Promise<number> {
  complain(await describe(failure, { kind: 'nobody' }));
  return 1;
}

/** A failure as one line in the language of the terminal. */
export async function describe(failure: Failure, again: Again): Promise<string> {
  const language = terminalLanguage();
  return describeMissing(failure, language) ?? describeFailureLine(failure, language, again, await adviceFor(failure, language));
}

/** What the glossary says of the server's reply. The sentences are read from their files only where there is one. */
async function adviceFor(failure: Failure, language: Language): Promise<FailureAdvice | null> {
  const said = replyOf(failure);
  const explanation = said && explainReply(said.protocol, said.reply, said.command);
  return explanation && adviseOn(await loadGlossary(language), failure, explanation);
}

/** What is not there; the sentence of a window would speak of another window, or of the settings. */
function describeMissing({ code, detail = {} }: Failure, language: Language): string | null {
  if (code === 'password-missing') return passwordWords[language];
  if (code === 'file-unreadable' && detail.path !== undefined && detail.message !== undefined)
    return fillIn(unreadableWords[language], { path: String(detail.path), reason: String(detail.message) });
  if (code !== 'not-found') return null;
  for (const [member, sentence] of Object.entries(missingWords[language]))
    if (detail[member] !== undefined) return fillIn(sentence, { name: quote(String(detail[member])) });
  return null;
}
