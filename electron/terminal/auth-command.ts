/** `auth`: who vouches for a message in a file: what servers wrote into its header, and what Postglass finds itself. */
import { createClient } from '../contract/call.ts';
import { calls, events } from '../contract/contract.ts';
import type { Authentication, AuthenticationCheck, LookUp } from '../contract/delivery/authentication.ts';
import { messageRowSchema } from '../contract/messages.ts';
import type { Engine } from '../engine/engine-thread.ts';
import type { TerminalCommand } from './arguments.ts';
import { describeCheck, describeReports } from './describe-authentication.ts';
import { printJson, printLine } from './output.ts';
import { readMessage } from './read-message.ts';
import { reportFailure, terminalLanguage, withEngine } from './session.ts';

type AuthCommand = Extract<TerminalCommand, { command: 'auth' }>;

/**
 * JSON: `{header, check, lookUps}`: `Authentication`, `AuthenticationCheck` (null with `--no-dns`) and the `LookUp`s of the contract.
 * @returns 0 also where nothing proves who sent it: that is a finding, not a failure. 1 where the file cannot be read or is no message.
 */
export async function runAuth(command: AuthCommand): Promise<number> {
  const raw = await readMessage(command.file);
  if (!Buffer.isBuffer(raw)) return reportFailure(raw);
  return withEngine(command, !command.hasDataFolder, (engine) => authenticate(command, raw, engine));
}

async function authenticate(command: AuthCommand, raw: Buffer, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(raw));
      controller.close();
    },
  });
  const opened = await engine.acceptBytes('file', {}, stream);
  if (!opened.ok) return reportFailure(opened.failure);
  const { id } = messageRowSchema.parse(opened.value);
  const servers = [...command.trusted];
  const header = await client.call('messages.authentication', { id, servers });
  if (!header.ok) return reportFailure(header.failure);
  const lookUps: LookUp[] = [];
  client.on('authentication.lookedUp', ({ lookUp }) => lookUp.isDone && lookUps.push(lookUp));
  const server = command.server === null ? {} : { server: command.server };
  const check = command.isChecked ? await client.call('authentication.check', { ticket: 'auth', id, servers, ...server }) : null;
  if (check && !check.ok) return reportFailure(check.failure);
  const found = check?.value ?? null;
  if (command.json) await printJson({ header: header.value, check: found, lookUps });
  else await print(header.value, found);
  return 0;
}

async function print(header: Authentication, check: AuthenticationCheck | null): Promise<void> {
  const language = terminalLanguage();
  for (const line of describeReports(header, language)) await printLine(line);
  if (check) for (const line of ['', ...describeCheck(check, language)]) await printLine(line);
}
