/** `trace`: a name found from the root servers down, each server with what it says. */
import type { Language } from '../contract/application.ts';
import { createClient } from '../contract/call.ts';
import { calls, events } from '../contract/contract.ts';
import { agrees, type DnsStep, type DnsWalk } from '../contract/delivery/dns.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { fillIn } from '../words/fill-in.ts';
import { walkWords } from '../words/walk.ts';
import type { TerminalCommand } from './arguments.ts';
import { printJson, printLine, printText } from './output.ts';
import { reportFailure, terminalLanguage, withEngine } from './session.ts';

type TraceCommand = Extract<TerminalCommand, { command: 'trace' }>;

/** JSON: `DnsWalk` of the contract. @returns 0 where a record was found, else 1 */
export const runTrace = (command: TraceCommand): Promise<number> =>
  withEngine(command, !command.hasDataFolder, (engine) => trace(command, engine));

async function trace({ name, type, root, json }: TraceCommand, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  const language = terminalLanguage();
  let printed = Promise.resolve();
  // As they come: a walk past silent servers takes a while.
  client.on('dns.stepped', ({ step }) => {
    if (!json) printed = printed.then(() => printStep(step, language));
  });
  const answer = await client.call('dns.trace', { ticket: 'trace', name, type, ...(root === null ? {} : { root }) });
  await printed;
  if (!answer.ok) return reportFailure(answer.failure);
  if (json) await printJson(answer.value);
  else await printEnd(answer.value, language);
  return answer.value.end === 'answer' ? 0 : 1;
}

async function printStep({ zone, question, for: isFor, server, outcome, answer, next }: DnsStep, language: Language): Promise<void> {
  const words = walkWords[language];
  const said = fillIn(words[`walk.step.${outcome}`], { zone: next?.zone ?? '', status: answer?.status ?? '' });
  const took = answer === null ? '' : ` · ${Math.round(answer.milliseconds)} ms ${answer.transport}`;
  const why = isFor === null ? '' : ` (${fillIn(words['walk.for'], { server: isFor })})`;
  await printLine(`${zone} ${question.name} ${question.type}? ${server.name} (${server.address})${why} ${said}${took}`);
  for (const { name, addresses } of next?.servers ?? []) await printLine(`    ${name} ${addresses.join(' ')}`.trimEnd());
  for (const record of answer?.answers ?? []) await printLine(`    ${record.name} ${record.ttl} IN ${record.type} ${record.data}`);
}

async function printEnd(walk: DnsWalk, language: Language): Promise<void> {
  const { end, system } = walk;
  const words = walkWords[language];
  await printText(`${words[`walk.end.${end}`]}\n`);
  if (system === null) return printText(`${words['walk.systemNone']}\n`);
  const server = system.server.host;
  if (agrees(walk)) return printText(`${fillIn(words['walk.systemSame'], { server })}\n`);
  await printText(`${fillIn(words['walk.system'], { server })}\n`);
  if (system.answers.length === 0) await printLine(`    ${fillIn(words['walk.nothing'], { status: system.status })}`);
  for (const record of system.answers) await printLine(`    ${record.name} ${record.ttl} IN ${record.type} ${record.data}`);
}
