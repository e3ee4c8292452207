/**
 * `console`: a protocol typed by hand, or read from a pipe. Lines of standard input are sent; what the server says is printed on standard
 * output. Nothing that was typed is printed again.
 */
import { createInterface } from 'node:readline';
import { systemClock } from '../../base/clock.ts';
import { type Client, createClient } from '../../contract/call.ts';
import { type ConsoleState, type ConsoleTarget, isTokenMechanism } from '../../contract/console.ts';
import { calls, events } from '../../contract/contract.ts';
import { type Failure, failure, type Result } from '../../contract/failure.ts';
import type { Engine } from '../../engine/engine-thread.ts';
import { scriptWords } from '../../words/script-words.ts';
import type { TerminalCommand } from '../arguments.ts';
import { complain } from '../output.ts';
import { reportFailure, terminalLanguage, withEngine } from '../session.ts';
import { createConsoleOutput } from './console-output.ts';
import { type OpenedScript, openScript, playScript } from './console-script.ts';

type ConsoleCommand = Extract<TerminalCommand, { command: 'console' }>;
type EngineClient = Client<typeof calls, typeof events>;

/** Milliseconds of silence after which a server of raw lines has said what it has to say. */
const quietAfter = 2_000;
/** Milliseconds that a greeting is waited for when there is nothing to send. */
const greetingWithin = 30_000;
const id = 'terminal';

export async function runConsole(command: ConsoleCommand): Promise<number> {
  // A terminal that is closed ends it like Ctrl+C.
  process.once('SIGHUP', () => process.emit('SIGTERM'));
  const file = command.script === null ? null : await openScript(command.script);
  if (typeof file === 'number') return file;
  const target = command.target ?? file?.script.server ?? null;
  if (target === null) {
    complain(scriptWords[terminalLanguage()].noServer);
    return 2;
  }
  // A step that signs in takes the password of an account, which only the data folder has where no file of accounts is named.
  const needsAccounts =
    command.accountsFile === null &&
    file?.script.steps.some(({ action }) => action.kind === 'sign-in' && !isTokenMechanism(action.mechanism)) === true;
  // Without an account nothing of the data folder is needed.
  const isFree = target.kind === 'server' && command.account === null && !command.hasDataFolder && !needsAccounts;
  return withEngine(command, isFree, (engine) => converse({ target, json: command.json, file, account: command.account }, engine));
}

interface Conversation {
  readonly target: NonNullable<ConsoleCommand['target']>;
  readonly json: boolean;
  /** What is played; null: standard input is typed. */
  readonly file: OpenedScript | null;
  /** Whose password may go to another port of its host. */
  readonly account: string | null;
}

async function converse({ target, json, file, account: named }: Conversation, engine: Engine): Promise<number> {
  const client = createClient(calls, events, { request: engine.dispatch, subscribe: engine.subscribe });
  const over = Promise.withResolvers<ConsoleState>();
  client.on('console.changed', (state) => {
    if (state.id === id && state.state === 'closed') over.resolve(state);
  });
  const found = await findTarget(client, target);
  if (!found.ok) return reportFailure(found.failure);
  const meant = named === null ? found : await findTarget(client, { kind: 'account', account: named, side: 'incoming' });
  if (!meant.ok) return reportFailure(meant.failure);
  const account = meant.value.kind === 'account' ? meant.value.accountId : null;
  const opened = await client.call('console.open', { id, target: found.value });
  if (!opened.ok) return reportFailure(opened.failure);
  const { session, protocol } = opened.value;
  const output = createConsoleOutput({ client, engine, session, json });
  client.on('transcript.changed', ({ sessions }) => {
    if (sessions.some((each) => each.id === session)) void output.printNew();
  });

  let isOver = false;
  void over.promise.then(() => {
    isOver = true;
  });
  if (file) {
    const status = await playScript(file, { client, id, session, protocol, account, isPortMeant: named !== null });
    await client.call('console.close', { id });
    const { failure: reason } = await over.promise;
    await output.printNew();
    return status === 0 && reason ? reportFailure(reason) : status;
  }
  const typed = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  void over.promise.then(() => typed.close());
  const refused = await sendLines(client, typed, () => isOver);
  if (!isOver) await untilSaid(protocol === 'raw', output.heard, over.promise);
  await client.call('console.close', { id });
  const { failure: reason } = await over.promise;
  await output.printNew();
  const why = reason ?? refused;
  return why ? reportFailure(why) : 0;
}

/** Sends line by line; from a pipe each when the one before it is answered, so that no server is spoken over. */
async function sendLines(client: EngineClient, typed: AsyncIterable<string>, isOver: () => boolean): Promise<Failure | null> {
  for await (const line of typed) {
    if (isOver()) return null;
    const sent = await client.call('console.send', { id, line, waitForReply: !process.stdin.isTTY });
    if (!sent.ok && !isOver()) return sent.failure;
  }
  return null;
}

/** There is nothing more to send: resolves when the server has had its time to answer. */
async function untilSaid(isRaw: boolean, heard: () => number, over: Promise<unknown>): Promise<void> {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => void systemClock.after(milliseconds, resolve));
  if (isRaw) {
    for (let before = -1; before !== heard(); ) {
      before = heard();
      await Promise.race([over, pause(quietAfter)]);
    }
    return;
  }
  // The greeting, where nothing was sent that would have waited for it.
  const until = systemClock.now() + greetingWithin;
  let isOver = false;
  void over.then(() => {
    isOver = true;
  });
  while (heard() === 0 && !isOver && systemClock.now() < until) await Promise.race([over, pause(100)]);
}

async function findTarget(client: EngineClient, target: Conversation['target']): Promise<Result<ConsoleTarget>> {
  if (target.kind === 'server') return { ok: true, value: target };
  const accounts = await client.call('accounts.list', {});
  if (!accounts.ok) return accounts;
  const account = accounts.value.find(({ settings, id: own }) => settings.name === target.account || own === target.account);
  if (!account) return { ok: false, failure: failure('not-found', { detail: { account: target.account } }) };
  return { ok: true, value: { kind: 'account', accountId: account.id, side: target.side } };
}
