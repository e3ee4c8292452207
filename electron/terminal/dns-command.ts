/** `dns`: one question to a name server, and its answer in the writing of a zone file. */
import { createClient } from '../contract/call.ts';
import { calls, events } from '../contract/contract.ts';
import type { DnsAnswer } from '../contract/delivery/dns.ts';
import type { Engine } from '../engine/engine-thread.ts';
import { nslookupLines } from '../nslookup/answer-lines.ts';
import { digLines } from '../words/answer-text.ts';
import type { TerminalCommand } from './arguments.ts';
import { printJson, printLine, printText } from './output.ts';
import { reportFailure, withEngine } from './session.ts';

type DnsCommand = Extract<TerminalCommand, { command: 'dns' }>;

export const runDns = (command: DnsCommand): Promise<number> =>
  withEngine(command, !command.hasDataFolder, (engine) => ask(command, engine));

async function ask({ name, type, server, isTcp, isRecursive, withSignatures, form, json }: DnsCommand, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  const answer = await client.call('dns.ask', {
    ...{ name, type, isRecursive, withSignatures, transport: isTcp ? 'tcp' : 'automatic' },
    ...(server === null ? {} : { server }),
  });
  if (!answer.ok) return reportFailure(answer.failure);
  const found = answer.value;
  if (json) await printJson(found);
  else if (form === null) await print(found);
  else for (const line of form === 'dig' ? digLines(found) : nslookupLines(found)) await printLine(...line.split('\t'));
  return found.status === 'NOERROR' && found.answers.length > 0 ? 0 : 1;
}

async function print({ status, flags, server, transport, milliseconds, size, ...answer }: DnsAnswer): Promise<void> {
  const { name, type } = answer.question;
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  await printText(
    `; ${[status, ...flags].join(' ')} · ${host}:${server.port} ${transport} · ${Math.round(milliseconds)} ms · ${size} octets\n`,
  );
  await printText(`; ${name} ${type}?\n`);
  for (const section of ['answers', 'authorities', 'additionals'] as const) {
    if (section !== 'answers' && answer[section].length > 0) await printText(`; ${section}\n`);
    for (const record of answer[section]) await printLine(record.name, String(record.ttl), 'IN', record.type, record.data);
  }
}
