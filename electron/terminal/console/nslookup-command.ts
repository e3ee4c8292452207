/** `console nslookup`: nslookup's interactive mode on the terminal or in a pipe. It prints what nslookup prints; each question is recorded. */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createClient } from '../../contract/call.ts';
import { calls, events } from '../../contract/contract.ts';
import type { Engine } from '../../engine/engine-thread.ts';
import { type Printed, startNslookup } from '../../nslookup/nslookup.ts';
import { nslookupSyntax, nslookupWords } from '../../words/console/nslookup-words.ts';
import type { TerminalCommand } from '../arguments.ts';
import { printJson, printText } from '../output.ts';
import { terminalLanguage, withEngine } from '../session.ts';

type NslookupCommand = Extract<TerminalCommand, { command: 'nslookup' }>;

export const runNslookup = (command: NslookupCommand): Promise<number> =>
  withEngine(command, !command.hasDataFolder, (engine) => converse(command, engine));

/** @returns 1 where something was not found or nobody answered, as nslookup does */
async function converse({ server, json }: NslookupCommand, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  let status = 0;
  let printing: Promise<void> = Promise.resolve();
  const print = ({ lines, session, isFailure }: Printed) => {
    if (isFailure) status = 1;
    printing = printing.then(() => (json ? printJson({ lines, session }) : printText(lines.map((line) => `${line}\n`).join(''))));
  };
  const nslookup = await startNslookup({ client, print, server, newTicket: randomUUID });
  await printing;
  const isTerminal = process.stdin.isTTY === true;
  const typed = createInterface({
    input: process.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
    ...(isTerminal ? { output: process.stdout, prompt: '> ' } : {}),
  });
  const ask = () => isTerminal && typed.prompt();
  ask();
  for await (const line of typed) {
    const said = await nslookup.type(line);
    await printing;
    if (said === 'help') await printHelp();
    if (said === 'exit') break;
    ask();
  }
  typed.close();
  if (!json) await printText('\n');
  return status;
}

/** What nslookup itself leaves out: beside the result, which is only what nslookup prints. */
async function printHelp(): Promise<void> {
  const words = nslookupWords[terminalLanguage()];
  const width = Math.max(...nslookupSyntax.map(({ syntax }) => syntax.length)) + 2;
  const lines = [['NAME [SERVER]', words.question], ...nslookupSyntax.map(({ syntax, key }) => [syntax, words[key]])];
  await printText(lines.map(([syntax = '', meaning]) => `${syntax.padEnd(width)}${meaning}\n`).join(''), 'beside');
}
