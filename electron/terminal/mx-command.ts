/** `mx`: how the mail of a domain is received and protected, as findings. */
import { createClient } from '../contract/call.ts';
import { calls, events } from '../contract/contract.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { deliveryWords } from '../words/delivery/delivery-words.ts';
import { reportPage } from '../words/delivery/report-page.ts';
import { reportLines } from '../words/delivery/report-text.ts';
import { fillIn } from '../words/fill-in.ts';
import type { TerminalCommand } from './arguments.ts';
import { printJson, printLine, printText, showProgress } from './output.ts';
import { reportFailure, terminalLanguage, withEngine } from './session.ts';

type MxCommand = Extract<TerminalCommand, { command: 'mx' }>;

/** JSON: `DeliveryReport` of the contract. @returns 0 where nothing is broken, else 1 */
export const runMx = (command: MxCommand): Promise<number> =>
  withEngine(command, !command.hasDataFolder, (engine) => examine(command, engine));

async function examine({ subject, server, root, selectors, connects, isPage, json }: MxCommand, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  client.on('delivery.lookedUp', ({ lookUp: { name, type, status } }) => showProgress(`${name} ${type} ${status}`));
  const answer = await client.call('delivery.examine', {
    ...{ ticket: 'mx', subject, selectors: [...selectors], connects },
    ...(server === null ? {} : { server }),
    ...(root === null ? {} : { root }),
  });
  showProgress(null);
  if (!answer.ok) return reportFailure(answer.failure);
  const report = answer.value;
  const language = terminalLanguage();
  const say: Parameters<typeof reportLines>[1] = (key, facts = {}) => fillIn(deliveryWords[language][key], facts);
  if (json) await printJson(report);
  else if (isPage) await printText(reportPage(report, say, language));
  else for (const line of reportLines(report, say)) await printLine(line);
  return report.state === 'done' && report.findings.every(({ state }) => state !== 'broken') ? 0 : 1;
}
