/** `send`: submits the message on standard input; the outcome on standard output, the transcript on standard error. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Failure, failure, type Result } from '../contract/failure.ts';
import { handOver } from '../engine/data-folder.ts';
import type { Engine, SubmissionReport } from '../engine/engine-thread.ts';
import type { Again } from '../words/failure-words.ts';
import { fillIn } from '../words/fill-in.ts';
import type { TerminalCommand } from './arguments.ts';
import { printSession } from './log-command.ts';
import { complain, printJson, printLine } from './output.ts';
import { describe, letGo, openEngine, reportFailure, sayTime, words } from './session.ts';

type SendCommand = Extract<TerminalCommand, { command: 'send' }>;

const largestMessage = 256 * 1024 * 1024;
/** Milliseconds that another command on this data folder is waited for: cron may start two in the same minute. */
const waitForOther = 60_000;
const lookAgainAfter = 500;

/** RFC 5321 §2.3.8: lines end in CRLF; a bare LF, as editors write it, becomes one. A bare CR is left for the server's judgement. */
export function toCrlf(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

async function readStandardInput(): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largestMessage) return null;
  }
  return Buffer.concat(chunks);
}

export async function runSend(command: SendCommand): Promise<number> {
  if (command.what === 'waiting') return runWaiting(command);
  const message = await readStandardInput();
  if (message === null || message.length === 0) {
    complain(message === null ? 'the message is larger than 256 MB' : 'there is no message on standard input');
    return 2;
  }
  const submission = { account: command.account, recipients: command.to, raw: toCrlf(message) };
  // A program that runs on this data folder holds its lock: it takes the message over and sends it.
  const handed = await handOver(command.dataFolder, submission);
  if (handed) return finishHanded(command, handed);
  const until = Date.now() + waitForOther;
  const late: Result<SubmissionReport>[] = [];
  const opened = await openEngine(command.dataFolder, command.accountsFile, async () => {
    await pause(lookAgainAfter);
    // What had the folder may be a program that was only just starting.
    const answer = await handOver(command.dataFolder, submission);
    if (answer) late.push(answer);
    return answer === null && Date.now() < until;
  });
  if (late[0]) return finishHanded(command, late[0]);
  if (!opened.ok) return reportFailure(opened.failure);
  const engine = opened.value;
  const report = await engine.submitRaw(submission);
  const status = report.ok ? await finish(command, report.value) : await reportFailure(report.failure);
  // A server that has just taken a message takes the next one, too; from one that has not, nothing better is to be had.
  if (report.ok && (report.value.state === 'accepted' || report.value.state === 'partly'))
    await tryWaiting(engine, { account: command.account, atOnce: false });
  await letGo(engine);
  return status;
}

async function runWaiting(command: Extract<SendCommand, { what: 'waiting' }>): Promise<number> {
  const opened = await openEngine(command.dataFolder, command.accountsFile);
  if (!opened.ok) return reportFailure(opened.failure);
  const tried = await opened.value.submitWaiting({ account: command.account, atOnce: true });
  await letGo(opened.value);
  if (!tried.ok) return reportFailure(tried.failure);
  for (const report of tried.value) await print(report, command.json);
  return tried.value.every(isDone) ? 0 : 1;
}

/** What earlier calls left: said on standard error, because the result is about the message of this call. */
async function tryWaiting(engine: Engine, which: Parameters<Engine['submitWaiting']>[0]): Promise<void> {
  const tried = await engine.submitWaiting(which);
  if (!tried.ok) return void (await reportFailure(tried.failure));
  for (const report of tried.value) {
    if (isDone(report)) complain(fillIn(words().sentNow, { subject: report.subject }));
    else await complainOf(report);
  }
}

const isDone = ({ state, recipients }: SubmissionReport): boolean =>
  state === 'accepted' && recipients.every((recipient) => recipient.state === 'accepted');

const finishHanded = (command: SendCommand, answer: Result<SubmissionReport>) =>
  answer.ok ? finish(command, answer.value) : reportFailure(answer.failure);

async function finish(command: { dataFolder: string; json: boolean }, report: SubmissionReport): Promise<number> {
  if (report.session) await printSession(command.dataFolder, report.session, 'beside', false);
  await print(report, command.json);
  return isDone(report) ? 0 : 1;
}

/** The result, and a line on standard error for each recipient who has not got the message. */
async function print(report: SubmissionReport, json: boolean): Promise<void> {
  const { state, reply, queueId, session, nextAttemptAt } = report;
  const recipients = report.recipients.map(({ address, state: its, reply: said }) => ({ address, state: its, reply: said }));
  if (json) {
    const next = nextAttemptAt === undefined ? {} : { nextAttemptAt: new Date(nextAttemptAt).toISOString() };
    await printJson({ state, reply, queueId, recipients, session, ...next });
  } else {
    await printLine(`${state}${reply ? `: ${reply}` : ''}`);
    for (const { address, state: its, reply: said } of recipients) await printLine(`  ${address}: ${its}${said ? `: ${said}` : ''}`);
  }
  await complainOf(report);
}

async function complainOf(report: SubmissionReport): Promise<void> {
  const again = againOf(report);
  for (const { address, state, failure: reason } of report.recipients)
    if (state !== 'accepted') complain(`${address}: ${await describe(reason ?? whole(report), again)}`);
  if (report.leftOut.length > 0) complain(fillIn(words().leftOut, { addresses: report.leftOut.join(', ') }));
}

const whole = (report: SubmissionReport): Failure => report.failure ?? failure('outcome-unknown', { protocol: 'smtp' });

/** Who retries: the running program, the next such command, or nothing. */
function againOf({ state, nextAttemptAt, automatic }: SubmissionReport): Again {
  if (state !== 'queued' || nextAttemptAt === undefined) return { kind: 'nobody' };
  return { kind: automatic ? 'at' : 'kept', time: sayTime(nextAttemptAt) };
}
