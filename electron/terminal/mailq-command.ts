/** `mailq`: what the practice server of a running program has taken and not delivered, and a try to deliver it. */
import { askForQueue } from '../engine/data-folder.ts';
import { fillIn } from '../words/fill-in.ts';
import { noPracticeWords } from '../words/terminal.ts';
import type { TerminalCommand } from './arguments.ts';
import { complain, printText } from './output.ts';
import { terminalLanguage } from './session.ts';

export async function runMailq({ dataFolder, isFlushed }: Extract<TerminalCommand, { command: 'mailq' }>): Promise<number> {
  const running = await askForQueue(dataFolder, isFlushed);
  if (running === null || running.queue === null) {
    complain(fillIn(noPracticeWords[terminalLanguage()], { path: dataFolder }));
    return 1;
  }
  await printText(running.queue);
  return 0;
}
