/** `send`: submits the message on standard input; the outcome on standard output, the transcript on standard error. */
import type { SubmissionReport } from '../engine/engine-thread.ts';
import { handOver } from '../engine/handover.ts';
import type { TerminalCommand } from './arguments.ts';
import { printSession } from './log-command.ts';
import { letGo, openEngine, reportFailure } from './session.ts';

const largestMessage = 256 * 1024 * 1024;

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

export async function runSend(command: Extract<TerminalCommand, { command: 'send' }>): Promise<number> {
  const message = await readStandardInput();
  if (message === null || message.length === 0) {
    process.stderr.write(
      `postglass: ${message === null ? 'the message is larger than 256 MB' : 'there is no message on standard input'}\n`,
    );
    return 2;
  }
  const submission = { account: command.account, recipients: command.to, raw: toCrlf(message) };
  // A program that runs on this data folder holds its lock: it takes the message over and sends it.
  const handed = await handOver(command.dataFolder, submission);
  if (handed) return handed.ok ? finish(command, handed.value) : reportFailure(handed.failure);
  const opened = await openEngine(command.dataFolder, command.accountsFile);
  if (!opened.ok) return reportFailure(opened.failure);
  const report = await opened.value.submitRaw(submission);
  await letGo(opened.value);
  if (!report.ok) return reportFailure(report.failure);
  return finish(command, report.value);
}

async function finish(command: { dataFolder: string; json: boolean }, report: SubmissionReport): Promise<number> {
  if (report.session) await printSession(command.dataFolder, report.session, process.stderr, false);
  if (command.json)
    process.stdout.write(
      `${JSON.stringify({ state: report.state, reply: report.reply, queueId: report.queueId, recipients: report.recipients, session: report.session })}\n`,
    );
  else {
    process.stdout.write(`${report.state}${report.reply ? `: ${report.reply}` : ''}\n`);
    for (const { address, state, reply } of report.recipients) process.stdout.write(`  ${address}: ${state}${reply ? `: ${reply}` : ''}\n`);
  }
  if (report.failure) reportFailure(report.failure);
  return report.state === 'accepted' && report.recipients.every(({ state }) => state === 'accepted') ? 0 : 1;
}
