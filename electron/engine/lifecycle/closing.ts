/** Closes the engine in phases, each part with a deadline, so that one that fails or hangs does not keep the others open. */
import type { Clock } from '../../base/clock.ts';
import { within } from '../../base/deadline.ts';
import type { Logger } from '../../base/logger.ts';

/** The longest the program waits for each of its parts when it closes, milliseconds. */
export const closeWithin = { servers: 3_000, helpers: 2_000, transcript: 3_000, storage: 14_000 } as const;

export interface ClosingPart {
  readonly part: string;
  readonly milliseconds: number;
  close(): Promise<unknown>;
  /** No message when it is late. */
  readonly mayBeLate?: true;
}

interface ClosingContext {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Ends one part. Answers whether it ended in time. */
export async function closePart(
  { part, milliseconds, close, mayBeLate }: ClosingPart,
  { clock, logger }: ClosingContext,
): Promise<boolean> {
  try {
    if (await within(clock, milliseconds, close())) return true;
    if (!mayBeLate) logger.error(`${part} did not close within ${milliseconds / 1000} seconds and is left`);
  } catch (error) {
    logger.error(`${part} could not be closed`, error);
  }
  return false;
}

interface Closable {
  close(): Promise<void>;
}

interface OpenRooms {
  /** Those that talk to servers: their work ends before anything that it needs. */
  readonly servers: readonly Closable[];
  readonly services: Closable;
  readonly practice: Closable;
  /** The threads that read and make messages. */
  readonly threads: readonly ClosingPart[];
  readonly transcript: Closable;
}

/** Ends all rooms: those of a phase at once, the phases one after the other. */
export async function closeRooms({ servers, services, practice, threads, transcript }: OpenRooms, context: ClosingContext): Promise<void> {
  const { helpers } = closeWithin;
  const phases: readonly (readonly ClosingPart[])[] = [
    // A slow server is not worth an error message.
    servers.map(({ close }) => ({ part: 'servers', milliseconds: closeWithin.servers, close, mayBeLate: true })),
    [
      { part: 'other processes', milliseconds: helpers, close: services.close },
      { part: 'the practice server', milliseconds: helpers, close: practice.close },
      ...threads,
    ],
    [{ part: 'the transcript', milliseconds: closeWithin.transcript, close: transcript.close }],
  ];
  for (const phase of phases) await Promise.all(phase.map((part) => closePart(part, context)));
}
