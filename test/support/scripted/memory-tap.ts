/** A tap that keeps everything in memory, unmasked: for tests that compare it with what a peer saw. */
import type { Failure } from '../../../electron/contract/failure.ts';
import { maskers } from '../../../electron/engine/transcript/masking/create-masker.ts';
import { overwrite } from '../../../electron/engine/transcript/masking/masker.ts';
import type { Cause, OpenTap, SessionOpening, TlsFacts, WireNote } from '../../../electron/engine/wire/tap.ts';

export type TapEvent =
  | { readonly direction: 'client' | 'server'; readonly bytes: Buffer }
  | { readonly direction: 'note'; readonly note: WireNote }
  | { readonly direction: 'secured'; readonly facts: TlsFacts };

export interface MemoryTap {
  readonly session: string;
  readonly opening: SessionOpening;
  readonly events: TapEvent[];
  readonly secrets: string[];
  readonly causes: (Cause | null)[];
  /** Undefined while open, null when it ended well. */
  ended: Failure | null | undefined;
  bytes(direction: 'client' | 'server'): Buffer;
  notes(): WireNote['key'][];
}

export interface MemoryTaps {
  readonly openTap: OpenTap;
  readonly taps: MemoryTap[];
  /** The only session; throws when there are more or none. */
  one(): MemoryTap;
}

export function createMemoryTaps(): MemoryTaps {
  const taps: MemoryTap[] = [];
  return {
    taps,
    one: () => {
      const [tap, ...others] = taps;
      if (!tap || others.length > 0) throw new Error(`expected one session, got ${taps.length}`);
      return tap;
    },
    openTap: (opening) => {
      const tap: MemoryTap = {
        session: `session-${taps.length + 1}`,
        opening,
        events: [],
        secrets: [],
        causes: [],
        ended: undefined,
        bytes: (direction) =>
          Buffer.concat(tap.events.flatMap((event) => (event.direction === direction && 'bytes' in event ? [event.bytes] : []))),
        notes: () => tap.events.flatMap((event) => (event.direction === 'note' ? [event.note.key] : [])),
      };
      taps.push(tap);
      // What a failure quotes is masked by what was sent, as in the real one.
      const masker = maskers[opening.protocol]({ emit: () => undefined, applyMask: overwrite, longestLine: 64 * 1024 });
      return {
        session: tap.session,
        // The bytes are the caller's again when the call returns.
        client: (bytes) => {
          masker.client(bytes, 0);
          tap.events.push({ direction: 'client', bytes: Buffer.from(bytes) });
        },
        server: (bytes) => {
          masker.server(bytes, 0);
          tap.events.push({ direction: 'server', bytes: Buffer.from(bytes) });
        },
        note: (note) => void tap.events.push({ direction: 'note', note }),
        secured: (facts) => {
          masker.restart();
          tap.events.push({ direction: 'secured', facts });
        },
        secret: (value, known) => {
          masker.secret(value, known);
          tap.secrets.push(value);
        },
        redact: masker.redact,
        cause: (cause) => void tap.causes.push(cause),
        nextLine: () => tap.events.length,
        end: (failure) => {
          if (tap.ended === undefined) tap.ended = failure ?? null;
        },
      };
    },
  };
}
