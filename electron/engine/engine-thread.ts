/**
 * The engine as its host sees it: the same few members whether it runs in this thread or in a worker of its own.
 * `startEngineThread` starts the worker, carries calls, events and byte streams across, and answers the engine's
 * questions to the host (vault, dialogs). It knows neither mail nor windows.
 */
import { MessageChannel, type MessagePort, SHARE_ENV, type TransferListItem, Worker } from 'node:worker_threads';
import { systemClock } from '../base/clock.ts';
import { within } from '../base/deadline.ts';
import type { Dispatch } from '../contract/call.ts';
import { type Failure, failure, type Result } from '../contract/failure.ts';
import type { Host } from './host.ts';
import type { StartedWorker } from './workers/start-storage-worker.ts';

/** A stream of bytes and what an HTTP header needs to know of it. */
export interface ByteSource {
  readonly type: string;
  /** Suggested file name; null where the bytes are for display. */
  readonly name: string | null;
  readonly size: number | null;
  readonly stream: ReadableStream<Uint8Array>;
}

/** Entry points of the threads; they differ before and after bundling, so the host gives them. */
export interface WorkerUrls {
  readonly engine: URL;
  readonly storage: URL;
  readonly parse: URL;
  readonly check: URL;
  readonly pack: URL;
  readonly compose: URL;
  readonly export: URL;
  readonly search: URL;
  readonly log: URL;
}

export interface EngineSettings {
  readonly dataFolder: string;
  readonly version: string;
  /** Path of a provisioning file (`accounts/provisioning.ts`), or null. */
  readonly accountsFile: string | null;
  /** Whether to start the practice server and its account at once. */
  readonly practice: boolean;
  /** Where the practice server listens (`practice.start`); left out: as it was asked to the last time. */
  readonly practicePorts?: number | null;
  /** Whether accounts connect by themselves; the terminal's single commands say no. */
  readonly automatic: boolean;
  readonly workers: WorkerUrls;
  /** The storage thread, where it was started before the engine was loaded. */
  readonly storageWorker?: StartedWorker;
}

/** What the terminal prints for `sync`, as JSON: scripts read it. */
interface SyncReport {
  readonly accounts: readonly {
    readonly name: string;
    readonly folders: readonly {
      readonly path: string;
      readonly uidValidity: number | null;
      readonly held: number;
      readonly server: number;
      readonly new: number;
      /** Why the folder is not complete. */
      readonly failure?: Failure;
    }[];
    readonly failure?: Failure;
  }[];
}

/** A raw message to submit, from the terminal. */
export interface RawSubmission {
  /** Name or id of the account. */
  readonly account: string;
  readonly recipients: readonly string[];
  readonly raw: Uint8Array;
}

/** Which of the messages that earlier submissions left waiting are to be tried. */
export interface WaitingSubmissions {
  /** Name or id of the account; null: every account. */
  readonly account: string | null;
  /** Also those that are not due yet, and those that wait for their user. */
  readonly atOnce: boolean;
}

/** What the terminal prints for `send`, as JSON: scripts read it. */
export interface SubmissionReport {
  /** As in the outbox, or `given-up`: no recipient has it and it is not kept. */
  readonly state: string;
  readonly reply: string | null;
  readonly queueId: string | null;
  readonly recipients: readonly {
    readonly address: string;
    readonly state: string;
    readonly reply: string | null;
    /** Why this recipient has not got it. */
    readonly failure?: Failure;
  }[];
  readonly session: string | null;
  readonly subject: string;
  readonly failure?: Failure;
  /** Of one that waits: when it is tried again, at the earliest. */
  readonly nextAttemptAt?: number;
  /** Whether the program that has it tries again by itself. */
  readonly automatic: boolean;
  /** Named in a `Bcc` field that was taken out, and not among the recipients. */
  readonly leftOut: readonly string[];
}

export interface Engine {
  readonly dispatch: Dispatch;
  /** Subscribes to every event; returns the function that unsubscribes. */
  subscribe(listener: (name: string, value: unknown) => void): () => void;
  /** Opens bytes by their path after `bytes/` (contract/contract.ts). */
  openBytes(path: string): Promise<Result<ByteSource>>;
  /** Takes bytes for `PUT bytes/…` and answers JSON. */
  acceptBytes(path: string, parameters: Readonly<Record<string, string>>, stream: ReadableStream<Uint8Array>): Promise<Result<unknown>>;
  syncOnce(): Promise<Result<SyncReport>>;
  submitRaw(submission: RawSubmission): Promise<Result<SubmissionReport>>;
  /** Tries what earlier submissions left waiting; for a program that does not send by itself. */
  submitWaiting(which: WaitingSubmissions): Promise<Result<readonly SubmissionReport[]>>;
  /** The machine woke up, or its network came back. */
  woke(): void;
  /**
   * Ends connections, flushes and closes the databases; resolves when the data folder is free. Fails with `closing-unfinished` when
   * that takes too long: nothing is waited for any more then. `detail.stuck` true: a thread hangs in the operating system, and
   * `process.exit` would wait for it.
   */
  close(): Promise<Result<null>>;
}

type EngineMethod = 'dispatch' | 'openBytes' | 'acceptBytes' | 'syncOnce' | 'submitRaw' | 'submitWaiting' | 'close';

export type ToEngine = { readonly id: number; readonly method: EngineMethod; readonly args: readonly unknown[] } | { readonly woke: true };
export type FromEngine =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly event: string; readonly value: unknown }
  | { readonly started: Result<null> };

/** Questions the engine asks its host, and their answers, over a port of their own. */
export type ToHost = { readonly id: number; readonly member: string; readonly args: readonly unknown[] };
export type FromHost = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

export interface EngineThreadData {
  readonly settings: Omit<EngineSettings, 'workers'> & { readonly workers: Record<keyof WorkerUrls, string> };
  readonly hostPort: MessagePort;
  readonly host: Pick<Host, 'capabilities' | 'language'>;
}

/** Members of `Host` that may be asked for from the thread, by name: nothing else is ever called. */
function hostMembers(host: Host): ReadonlyMap<string, (...args: never[]) => Promise<unknown>> {
  return new Map<string, (...args: never[]) => Promise<unknown>>([
    ['vault.kind', () => host.vault.kind()],
    ['vault.get', (key: string) => host.vault.get(key)],
    ['vault.set', (key: string, value: string) => host.vault.set(key, value)],
    ['vault.delete', (key: string) => host.vault.delete(key)],
    ['saveFile', (name: string, bytes: Uint8Array) => host.saveFile(name, bytes)],
    ['chooseFile', () => host.chooseFile()],
    ['openExternal', (url: string) => host.openExternal(url)],
    ['windowAddress', () => host.windowAddress()],
  ]);
}

function answerHostQuestions(port: MessagePort, host: Host): void {
  const members = hostMembers(host);
  port.on('message', async (question: ToHost) => {
    const member = members.get(question.member);
    let answer: FromHost;
    try {
      if (!member) throw new Error(`unknown host member ${question.member}`);
      answer = { id: question.id, value: await member(...(question.args as never[])) }; // the engine's side is typed by Host
    } catch (error) {
      answer = { id: question.id, error: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(answer);
  });
}

/** Milliseconds. */
interface CloseDeadlines {
  /** For the engine to close by itself: its own parts have deadlines that together are shorter. */
  readonly close: number;
  /** For its thread to be gone after that. */
  readonly gone: number;
}

export const closeDeadlines: CloseDeadlines = { close: 25_000, gone: 2_000 };

/**
 * Starts the engine in a worker thread.
 * @returns the engine once its databases are open, or the failure that kept it from starting (`data-folder-locked`, `database-corrupt`…).
 * A thread that dies later answers every open and later call with `internal` and calls `onCrash` once.
 */
export async function startEngineThread(
  settings: EngineSettings,
  host: Host,
  onCrash: (reason: string) => void,
  deadlines: CloseDeadlines = closeDeadlines,
): Promise<Result<Engine>> {
  const channel = new MessageChannel();
  answerHostQuestions(channel.port1, host);
  const workers = {
    engine: settings.workers.engine.href,
    storage: settings.workers.storage.href,
    parse: settings.workers.parse.href,
    check: settings.workers.check.href,
    pack: settings.workers.pack.href,
    compose: settings.workers.compose.href,
    export: settings.workers.export.href,
    search: settings.workers.search.href,
    log: settings.workers.log.href,
  };
  const workerData: EngineThreadData = {
    settings: { ...settings, workers },
    hostPort: channel.port2,
    host: { capabilities: host.capabilities, language: host.language },
  };
  const worker = new Worker(settings.workers.engine, {
    workerData,
    transferList: [channel.port2],
    // A third of the default: most objects of this thread are short-lived, and memory counts.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
    // The thread takes passwords out of the environment (provisioning); of a copy they would stay in ours, for every child to inherit.
    env: SHARE_ENV,
  });
  const listeners = new Set<(name: string, value: unknown) => void>();
  const waiting = new Map<number, (answer: Result<unknown>) => void>();
  let nextId = 1;
  let dead: string | null = null;
  let closing = false;

  const die = (reason: string) => {
    if (dead !== null) return;
    dead = reason;
    channel.port1.close();
    for (const settle of waiting.values()) settle({ ok: false, failure: failure('internal', { detail: { message: reason } }) });
    waiting.clear();
    if (!closing) onCrash(reason);
  };

  const started = new Promise<Result<null>>((resolve) => {
    worker.on('message', (message: FromEngine) => {
      if ('started' in message) return resolve(message.started);
      if ('event' in message) {
        for (const listener of [...listeners]) listener(message.event, message.value);
        return;
      }
      const settle = waiting.get(message.id);
      waiting.delete(message.id);
      settle?.(
        'error' in message
          ? { ok: false, failure: failure('internal', { detail: { message: message.error } }) }
          : { ok: true, value: message.value },
      );
    });
    worker.on('error', (error) => {
      die(error.message);
      resolve({ ok: false, failure: failure('internal', { detail: { message: error.message } }) });
    });
    worker.on('exit', (code) => {
      die(`the engine thread ended with status ${code}`);
      resolve({ ok: false, failure: failure('internal', { detail: { message: `the engine thread ended with status ${code}` } }) });
    });
  });

  const ask = <Value>(method: EngineMethod, args: readonly unknown[], transfer: TransferListItem[] = []): Promise<Result<Value>> =>
    new Promise((resolve) => {
      if (dead !== null) return resolve({ ok: false, failure: failure('internal', { detail: { message: dead } }) });
      const id = nextId++;
      // Every method of the engine answers a Result, carried as the value of the thread's own answer.
      waiting.set(id, (answer) => resolve((answer.ok ? answer.value : answer) as Result<Value>));
      const message: ToEngine = { id, method, args };
      worker.postMessage(message, transfer);
    });

  const start = await started;
  if (!start.ok) {
    closing = true;
    await worker.terminate();
    return start;
  }
  async function closeOnce(): Promise<Result<null>> {
    closing = true;
    const asked = ask<null>('close', []);
    const isClosed = await within(systemClock, deadlines.close, asked);
    const isGone = await within(systemClock, deadlines.gone, worker.terminate());
    if (isClosed && isGone && (dead === null || (await asked).ok)) return { ok: true, value: null };
    return {
      ok: false,
      failure: failure('closing-unfinished', { detail: { seconds: (deadlines.close + deadlines.gone) / 1000, stuck: !isGone } }),
    };
  }
  /** A signal and the end of the work may both close it: asked a second time, a thread that is gone would count as one that does not end. */
  let closed: Promise<Result<null>> | null = null;

  const engine: Engine = {
    dispatch: (name, input) => ask('dispatch', [name, input]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openBytes: (path) => ask('openBytes', [path]),
    acceptBytes: (path, parameters, stream) => ask('acceptBytes', [path, parameters, stream], [stream as unknown as TransferListItem]), // web streams are transferable; the types of Node lag behind
    syncOnce: () => ask('syncOnce', []),
    submitRaw: (submission) => ask('submitRaw', [submission]),
    submitWaiting: (which) => ask('submitWaiting', [which]),
    woke: () => {
      const message: ToEngine = { woke: true };
      if (dead === null) worker.postMessage(message);
    },
    close() {
      closed ??= closeOnce();
      return closed;
    },
  };
  return { ok: true, value: engine };
}
