/** A transcript in a folder of its own, on a clock that the test moves, with a store of messages in memory. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { Protocol } from '../../../electron/contract/failures/failure-codes.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';
import type { TranscriptLimits } from '../../../electron/engine/transcript/limits.ts';
import { createTranscript } from '../../../electron/engine/transcript/transcript.ts';
import type { Transcript, TranscriptDependencies } from '../../../electron/engine/transcript/transcript-interface.ts';
import type { SessionOpening, Tap } from '../../../electron/engine/wire/tap.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

export interface Fixture {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly transcript: Transcript;
  readonly store: Map<string, Buffer>;
  readonly announced: Session[][];
  readonly failures: Failure[];
  open(protocol: Protocol, opening?: Partial<SessionOpening>): Tap;
  /** The session files' text, by name. */
  files(): Promise<Map<string, string>>;
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'postglass-transcript-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function startTranscript(
  options: { folder?: string; limits?: Partial<TranscriptLimits>; clock?: ManualClock; store?: Map<string, Buffer> } & Pick<
    TranscriptDependencies,
    'applyMask' | 'searchRunner' | 'retention' | 'accounts'
  > = {},
): Promise<Fixture> {
  const folder = options.folder ?? (await temporaryFolder());
  const clock = options.clock ?? createManualClock();
  const store = options.store ?? new Map<string, Buffer>();
  const announced: Session[][] = [];
  const failures: Failure[] = [];
  const transcript = createTranscript({
    folder,
    clock,
    emit: (sessions) => announced.push(sessions),
    payloads: { holds: (hash) => store.has(hash), read: (hash) => store.get(hash) ?? null },
    messageIdForHash: (hash) => (store.has(hash) ? 42 : null),
    onFailure: (failure) => failures.push(failure),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.retention ? { retention: options.retention } : {}),
    ...(options.accounts ? { accounts: options.accounts } : {}),
    ...(options.applyMask ? { applyMask: options.applyMask } : {}),
    ...(options.searchRunner ? { searchRunner: options.searchRunner } : {}),
  });
  onTestFinished(() => transcript.close());
  return {
    ...{ folder, clock, transcript, store, announced, failures },
    open: (protocol, opening = {}) =>
      transcript.open({ protocol, accountId: 'a1', accountName: 'Ana', host: 'mail.example.test', port: 143, purpose: 'sync', ...opening }),
    files: () => sessionFiles(folder),
  };
}

export async function sessionFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of (await readdir(join(folder, 'transcript'))).filter((each) => each.endsWith('.jsonl')).sort())
    files.set(name, await readFile(join(folder, 'transcript', name), 'utf8'));
  return files;
}

/** All lines of a session as the window gets them. */
export async function linesOf(transcript: Transcript, session: string): Promise<Line[]> {
  const page = await transcript.lines({ session, from: 0, limit: 2_000 });
  if (!page.ok) throw new Error(page.failure.code);
  return page.value.lines;
}

/** One direction's stream put together again from the exact bytes of its lines. */
export async function streamOf(transcript: Transcript, session: string, direction: 'client' | 'server'): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const { record, bytes } of transcript.everything(session))
    if (record.direction === direction) pieces.push(bytes ?? Buffer.from('(missing)'));
  return Buffer.concat(pieces);
}

export const textOfLine = (line: Line) => Buffer.from(line.bytes, 'base64').toString('latin1');
