/**
 * Submits mail through a `sendmail` program: the message on its standard input, the recipients as arguments, never through a shell. Such a
 * program takes whatever it has read when its input ends, also when it ends because this program was killed. So nothing is started before the
 * end may come: first the mark “dot pending”, then the program, and the message from a file that is whole already.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { access, constants, mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/logger.ts';
import { type Failure, failure, toFailure } from '../../../contract/failure.ts';
import { refusalOf, systemCode } from '../../disk/system-code.ts';
import type { Submission, SubmissionOutcome, SubmittedRecipient } from '../../wire/submitter.ts';
import type { Cause, OpenTap, SessionOpening, Tap } from '../../wire/tap.ts';
import { exitName, readExit, startFailure } from './exit-status.ts';

interface SendmailPeer {
  /** Whole path. */
  readonly program: string;
  /** Where the message lies while it is handed over. */
  readonly ownFolder: string;
  readonly openTap: OpenTap;
  readonly opening: Omit<SessionOpening, 'protocol' | 'host' | 'port'>;
  readonly clock: Clock;
  readonly cause: Cause;
}

/** Milliseconds that the program may take: one that delivers by itself waits for another server. */
const longest = 600_000;
/** Milliseconds it has to end after it was told to; then it is killed. */
const longestEnd = 10_000;
/** Milliseconds after its end: what it left running in the background may hold its output for ever. */
const longestOutput = 2_000;
/** Octets of what it says that are kept for a failure, and that stand in the transcript. */
const mostSaid = 2_000;
const mostRecorded = 1 << 20;

export async function submitBySendmail(submission: Submission & SendmailPeer): Promise<SubmissionOutcome> {
  const { envelope, program, beforeOpening, beforeFinalDot, signal } = submission;
  const recipients = (state: SubmittedRecipient['state'], reply: string | null): SubmittedRecipient[] =>
    envelope.to.map((address) => ({ address, state, reply }));
  const notSent = (reason: Failure): SubmissionOutcome => ({ state: 'not-sent', failure: reason, session: null });

  const unusable = addressFault([envelope.from, ...envelope.to]) ?? (await programFault(program));
  if (unusable) return notSent(unusable);
  const marked = await beforeOpening?.();
  if (marked && !marked.ok) return notSent(marked.failure);
  if (signal?.aborted) return notSent(failure('cancelled', { protocol: 'sendmail' }));
  let message: MessageFile;
  try {
    message = await writeMessage(submission.ownFolder, submission.raw);
  } catch (error) {
    return notSent(
      failure(systemCode(error) === 'ENOSPC' ? 'disk-full' : 'file-unwritable', {
        protocol: 'sendmail',
        detail: { message: toFailure(error).code },
      }),
    );
  }
  try {
    submission.onWaiting?.({ step: 'message' });
    try {
      await beforeFinalDot(recipients('accepted', null));
    } catch (error) {
      return notSent(toFailure(error));
    }
    if (signal?.aborted) return notSent(failure('cancelled', { protocol: 'sendmail' }));
    submission.onWaiting?.({ step: 'outcome' });
    return await handOver(submission, message, recipients);
  } finally {
    await message.close();
  }
}

async function handOver(
  { envelope, program, openTap, opening, clock, cause }: Submission & SendmailPeer,
  message: MessageFile,
  recipients: (state: SubmittedRecipient['state'], reply: string | null) => SubmittedRecipient[],
): Promise<SubmissionOutcome> {
  const tap = openTap({ protocol: 'sendmail', host: program, port: 0, ...opening });
  const { session } = tap;
  tap.cause(cause);
  // `-i`: a line with a single dot is a line; `--`: what follows is no option, however it begins.
  const args = ['-i', '-f', envelope.from === '' ? '<>' : envelope.from, '--', ...envelope.to];
  tap.client(Buffer.from(`${program} ${args.join(' ')}\r\n`));
  tap.client(message.bytes);
  const ended = await run(program, args, { input: message.handle, tap, clock });
  const linesSoFar = () => ({ first: 0, last: Math.max(0, tap.nextLine() - 1) });
  if ('error' in ended) {
    const reason: Failure = { ...startFailure(program, ended.error), session };
    tap.end(reason);
    const state = reason.permanent ? 'refused' : 'refused-for-now';
    return {
      state: 'refused',
      permanent: reason.permanent,
      failure: reason,
      recipients: recipients(state, null),
      session,
      lines: linesSoFar(),
    };
  }
  const { said } = ended;
  // Told to end, it may say anything: what it had done by then is not known.
  const status = ended.isStopped && ended.status !== 0 ? null : ended.status;
  const name = status === null ? (ended.signal ?? 'SIGTERM') : exitName(status);
  const reply = said.split('\n')[0]?.trim() || `exit ${status ?? name}`;
  tap.server(Buffer.from(`exit ${status ?? name}${status === null ? '' : ` ${name}`}\r\n`));
  // How it ended stands in the last of them.
  const lines = linesSoFar();
  if (status === 0) {
    tap.end();
    return {
      state: 'accepted',
      reply: said === '' ? 'exit 0 EX_OK' : reply,
      queueId: null,
      recipients: recipients('accepted', null),
      session,
      lines,
    };
  }
  const { failure: met, isUncertain } =
    status === null
      ? {
          failure: failure('sendmail-killed', {
            ...{ protocol: 'sendmail', permanent: true, detail: { program, name } },
            // What it waits for is often said.
            ...(said.trim() === '' ? {} : { reply: said.trim() }),
          }),
          isUncertain: true,
        }
      : readExit(program, status, said.trim(), envelope.to.length);
  const reason: Failure = { ...met, session };
  tap.end(reason);
  if (isUncertain) return { state: 'unknown', failure: reason, recipients: recipients('accepted', null), session, lines };
  const state = reason.permanent ? 'refused' : 'refused-for-now';
  return { state: 'refused', permanent: reason.permanent, failure: reason, recipients: recipients(state, reply), session, lines };
}

type Ended =
  | {
      readonly status: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly said: string;
      /** It took too long, and was told to end. */
      readonly isStopped: boolean;
    }
  /** It could not be started: what the system says. */
  | { readonly error: string };

interface RunOptions {
  readonly input: MessageFile['handle'];
  readonly tap: Tap;
  readonly clock: Clock;
}

/** Runs it to its end, whatever it leaves behind and however much it says. */
function run(program: string, args: readonly string[], { input, tap, clock }: RunOptions): Promise<Ended> {
  return new Promise((resolve) => {
    let said = '';
    let recorded = 0;
    let isStopped = false;
    let child: ChildProcess;
    try {
      child = spawn(program, [...args], { stdio: [input.fd, 'pipe', 'pipe'], shell: false });
    } catch (error) {
      resolve({ error: systemCode(error) ?? String(error) });
      return;
    }
    let cancel = clock.after(longest, () => {
      isStopped = true;
      child.kill('SIGTERM');
      cancel = clock.after(longestEnd, () => child.kill('SIGKILL'));
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        const shown = bytes.subarray(0, mostRecorded - recorded);
        recorded += shown.length;
        if (shown.length > 0) tap.server(Buffer.from(shown));
        if (said.length < mostSaid) said += bytes.toString('utf8').slice(0, mostSaid - said.length);
      });
    child.on('error', (error) => {
      // One that has a process was started, and only could not be killed.
      if (child.pid !== undefined) return;
      cancel();
      resolve({ error: systemCode(error) ?? error.message });
    });
    child.on('exit', () => {
      cancel();
      cancel = clock.after(longestOutput, () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      });
    });
    // When it has ended and its output too.
    child.on('close', (status, signal) => {
      if (child.pid === undefined) return;
      cancel();
      // Only now all of it has been read: what is a secret in it is known.
      resolve({ status, signal, said: tap.redact(said, false), isStopped });
    });
  });
}

/** Of one message that is being handed over. */
const ending = '.message';

/**
 * Removes what a program left that was killed between the making of such a file and the removal of its name; before any is made. What cannot
 * be removed stays, and is said in the log: nothing needs it gone.
 */
export function removeLeftMessages(folder: string, logger: Logger): void {
  if (!existsSync(folder)) return;
  const attempt = (path: string, work: () => void) => {
    const code = refusalOf(work);
    if (code !== null) logger.warning(`what is left of a message could not be removed: ${code} ${path}`);
  };
  attempt(folder, () => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.endsWith(ending)) attempt(path, () => rmSync(path, { force: true }));
    }
  });
}

interface MessageFile {
  readonly handle: Awaited<ReturnType<typeof open>>;
  readonly bytes: Buffer;
  close(): Promise<void>;
}

/** A file that has no name any more: it is gone when this program and the other have closed it. Line ends are those of this computer. */
async function writeMessage(folder: string, raw: Buffer): Promise<MessageFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${randomUUID()}${ending}`);
  const bytes = Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const writing = await open(path, 'wx', 0o600);
  try {
    await writing.writeFile(bytes);
  } finally {
    await writing.close();
  }
  const handle = await open(path, 'r');
  await rm(path);
  return { handle, bytes, close: () => handle.close() };
}

/**
 * Such a program reads each argument as a list of addresses with comments (RFC 5322 §3.4): outside of quotes, what separates, begins or ends
 * one would send to others than the user saw.
 */
function addressFault(addresses: readonly string[]): Failure | null {
  const isWrong = (address: string) =>
    /[\u0000-\u001f\u007f]/.test(address) || /[ ",;<>()\\]/.test(address.replace(/"(?:[^"\\]|\\.)*"/g, ''));
  const wrong = addresses.find(isWrong);
  return wrong === undefined ? null : failure('address-invalid', { protocol: 'sendmail', detail: { address: wrong } });
}

/** Before anything is marked: a program that is not there, or is none, has taken nothing. */
export async function programFault(program: string): Promise<Failure | null> {
  try {
    await access(program, constants.X_OK);
    return (await stat(program)).isFile() ? null : startFailure(program, 'EISDIR');
  } catch (error) {
    return startFailure(program, systemCode(error) ?? 'unknown');
  }
}
