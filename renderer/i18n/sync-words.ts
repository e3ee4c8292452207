/** What an account does, in a few words. */
import type { Language } from '../../electron/contract/application.ts';
import type { SyncState } from '../../electron/contract/sync.ts';
import { formatClockTime } from './format.ts';
import type { Say } from './keys.ts';

/** An account that polls says when it polls next; it does not claim to listen. */
export function describePhase({ phase, nextCheckAt }: SyncState, say: Say, language: Language): string {
  if (phase === 'idle' && nextCheckAt !== null) return say('sync.nextCheck', { time: formatClockTime(nextCheckAt, language) });
  return say(`sync.phase.${phase}`);
}
