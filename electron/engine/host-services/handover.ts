/**
 * How a second process hands a message to the engine that holds the data folder, or asks it for an address of its window or for the queue of its
 * practice server: a socket inside
 * that folder (a named pipe on Windows), reachable for its owner only. One request a connection: a line of JSON, the raw message where there
 * is one, and the answer comes back as a line of JSON. Both halves stand here, because they must agree on every byte.
 */
import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { type Failure, fail, failure, type Result, toFailure } from '../../contract/failure.ts';
import { failureSchema } from '../../contract/failures/failure-schema.ts';
import { z } from '../../contract/schema.ts';
import { foreignInFolder } from '../cache/database/ownership.ts';
import { parseJson } from '../cache/database/parse-json.ts';
import type { RawSubmission, SubmissionReport } from '../engine-thread.ts';

const largestHead = 1024 * 1024;
const largestMessage = 256 * 1024 * 1024;
/** Characters: each recipient in a queue takes some hundred. */
const largestAnswer = 64 * 1024 * 1024;

const headSchema = z.object({
  account: z.string().max(1_000),
  recipients: z.array(z.string().max(1_000)).min(1).max(10_000),
  length: z.number().int().min(1).max(largestMessage),
});

/** `flush`: the queue, after everything in it was tried again. */
const questionSchema = z.object({ ask: z.enum(['address', 'queue', 'flush']) });
type Question = z.infer<typeof questionSchema>['ask'];

const reportSchema = z.object({
  state: z.string(),
  reply: z.string().nullable(),
  queueId: z.string().nullable(),
  recipients: z.array(
    z.object({ address: z.string(), state: z.string(), reply: z.string().nullable(), failure: failureSchema.optional() }),
  ),
  session: z.string().nullable(),
  subject: z.string(),
  failure: failureSchema.optional(),
  nextAttemptAt: z.number().optional(),
  automatic: z.boolean(),
  leftOut: z.array(z.string()),
});

const answerSchema = z.union([
  z.object({ ok: z.literal(true), value: reportSchema }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

const queueSchema = z.object({ queue: z.string().nullable() });

const addressSchema = z.object({ address: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}\/\?token=[\w-]+$/) });

/** Milliseconds for a program that is still starting to answer a question. */
const answerDeadline = 15_000;

function socketPath(dataFolder: string): string {
  if (platform() !== 'win32') return join(dataFolder, 'handover.sock');
  return `\\\\.\\pipe\\postglass-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 24)}`;
}

/**
 * Connects to the program that runs on this data folder; null where the folder, or the socket in it, is another user's or may have been created
 * by one, who would get the mail.
 */
function connectToProgram(dataFolder: string): Socket | null {
  try {
    if (foreignInFolder(dataFolder)) return null;
  } catch {
    return null; // the folder cannot be read: opening it will say why
  }
  return createConnection(socketPath(dataFolder));
}

interface HandoverAnswers {
  readonly windowAddress: () => Promise<string | null>;
  /** @param isFlushed whether everything in it is tried again first */
  readonly practiceQueue: (isFlushed: boolean) => string | null;
}

/** Reads the head line and then as many bytes as it announces; null for anything else. */
async function readRequest(socket: Socket): Promise<RawSubmission | { readonly question: Question } | null> {
  let received = Buffer.alloc(0);
  const body: Buffer[] = [];
  let head: z.infer<typeof headSchema> | null = null;
  let length = 0;
  // Leaving a loop over the socket would destroy it before the answer is sent.
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (head === null) {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf(0x0a);
      if (end < 0 && received.length > largestHead) return null;
      if (end < 0) continue;
      const line = parseJson(received.subarray(0, end).toString('utf8'));
      const question = questionSchema.safeParse(line);
      if (question.success) return { question: question.data.ask };
      const parsed = headSchema.safeParse(line);
      if (!parsed.success) return null;
      head = parsed.data;
      body.push(received.subarray(end + 1));
      length = received.length - end - 1;
    } else {
      body.push(chunk);
      length += chunk.length;
    }
    if (length >= head.length)
      return { account: head.account, recipients: head.recipients, raw: Buffer.concat(body).subarray(0, head.length) };
  }
  return null;
}

/**
 * Listens for other processes. Removes the socket file of a killed program: holding the lock on the data folder proves
 * that no other process listens.
 * @param others answers to questions: a new address of the window in a browser, null where this host has none; and the queue of the practice
 * server, null where none runs
 * @returns a function that stops listening at once; it does not wait for messages under way, which may take minutes
 */
export async function listenForHandover(
  dataFolder: string,
  submit: (submission: RawSubmission) => Promise<Result<SubmissionReport>>,
  others: HandoverAnswers = { windowAddress: async () => null, practiceQueue: () => null },
): Promise<() => Promise<void>> {
  const path = socketPath(dataFolder);
  if (platform() !== 'win32') rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, async (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy()); // the other process went away; its message is queued or was never whole
    const request = await readRequest(socket).catch(() => null);
    if (request !== null && 'question' in request) {
      const answer = await answerQuestion(request.question, others);
      if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`);
      return;
    }
    const answer: Result<SubmissionReport> = request
      ? await submit(request).catch((error: unknown) => fail(toFailure(error)))
      : fail(failure('input-invalid'));
    if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, readableAll: false, writableAll: false }, () => resolve());
  });
  // Created with the rights of the process's umask: restrict it.
  if (platform() !== 'win32') chmodSync(path, 0o600);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      // To a process that still waits, the end of the connection means an unknown outcome; messages handed over whole are in the queue.
      for (const socket of open) socket.destroy();
    });
}

async function answerQuestion(question: Question, { windowAddress, practiceQueue }: HandoverAnswers): Promise<unknown> {
  if (question === 'address') return { address: await windowAddress().catch(() => null) };
  return { queue: practiceQueue(question === 'flush') };
}

/**
 * Asks the program that runs on this data folder for a new address of its window.
 * @returns null when none listens; `address` null when it has no window in a browser
 */
export async function askForAddress(dataFolder: string): Promise<{ readonly address: string | null } | null> {
  const said = await ask(dataFolder, 'address');
  return said && { address: addressSchema.safeParse(said.answer).data?.address ?? null };
}

/**
 * Asks the program that runs on this data folder for the queue of its practice server.
 * @param isFlushed whether everything in it is tried again first
 * @returns null when none listens; `queue` null when it has no practice server
 */
export async function askForQueue(dataFolder: string, isFlushed: boolean): Promise<{ readonly queue: string | null } | null> {
  const said = await ask(dataFolder, isFlushed ? 'flush' : 'queue');
  return said && { queue: queueSchema.safeParse(said.answer).data?.queue ?? null };
}

/** @returns null when no program listens; `answer` is whatever came */
function ask(dataFolder: string, question: Question): Promise<{ readonly answer: unknown } | null> {
  return new Promise((resolve) => {
    const socket = connectToProgram(dataFolder);
    if (socket === null) return resolve(null);
    let received = '';
    socket.setTimeout(answerDeadline, () => socket.destroy());
    let connected = false;
    socket.once('connect', () => {
      connected = true;
      socket.write(`${JSON.stringify({ ask: question })}\n`);
    });
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      if (received.length > largestAnswer) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(connected ? { answer: parseJson(received) } : null));
  });
}

/** Hands a message to the program that runs on this data folder; null when none does. */
export function handOver(dataFolder: string, submission: RawSubmission): Promise<Result<SubmissionReport> | null> {
  return new Promise((resolve) => {
    const socket = connectToProgram(dataFolder);
    if (socket === null) return resolve(null);
    let received = '';
    const lost: Failure = failure('outcome-unknown', { protocol: 'smtp', detail: { cause: 'the running program went away' } });
    let connected = false;
    socket.once('connect', () => {
      connected = true;
      const { account, recipients, raw } = submission;
      socket.write(`${JSON.stringify({ account, recipients, length: raw.length })}\n`);
      socket.write(raw);
    });
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      received += text;
    });
    // No socket, or no listener on it: no program runs.
    socket.on('error', () => resolve(connected ? { ok: false, failure: lost } : null));
    socket.on('close', () => {
      if (!connected) return resolve(null);
      const answer = answerSchema.safeParse(parseJson(received));
      resolve(answer.success ? answer.data : { ok: false, failure: lost });
    });
  });
}
