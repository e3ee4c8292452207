/** The steps of an account check (features of `accounts.check`): one runs at a time, the first that fails ends it, the rest are skipped. */
import type { Clock } from '../../base/clock.ts';
import type { CheckStep, CheckStepName } from '../../contract/accounts.ts';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { ShownCertificate } from './certificate.ts';
import type { TransportEvents } from './transport.ts';

export type ReportStep = (step: Omit<CheckStep, 'side'>) => void;

export interface CheckOutcome {
  readonly ok: boolean;
  /** The transcript session, null when there was none. */
  readonly session: string | null;
  /** The chain that was refused, leaf first, when a certificate was the cause. */
  readonly refusedChain: readonly ShownCertificate[] | null;
}

interface Steps {
  /** What a connection reports of its transport, as steps. */
  readonly transport: TransportEvents;
  /** The step that runs is done, or a later one is: those in between are done as well. */
  done(name: CheckStepName, facts?: readonly string[]): void;
  /** Adds facts to a step that is done. */
  amend(name: CheckStepName, facts: readonly string[]): void;
  /** Runs the check and turns its end into the outcome. */
  finish(work: () => Promise<void>): Promise<boolean>;
  refusedChain(): readonly ShownCertificate[] | null;
}

/** At most so many facts a step, each so long: servers list hundreds of folders and greet with poems. */
const mostFacts = 40;
const longestFact = 300;

export function createSteps({ clock, names, report }: { clock: Clock; names: readonly CheckStepName[]; report: ReportStep }): Steps {
  let running = 0;
  let since = clock.now();
  let chain: readonly ShownCertificate[] | null = null;
  let refused: readonly ShownCertificate[] | null = null;
  const times = new Map<CheckStepName, number>();

  const tell = (name: CheckStepName, state: CheckStep['state'], facts: readonly string[] = [], failed?: Failure) =>
    report({
      name,
      state,
      milliseconds: times.get(name) ?? 0,
      facts: facts.slice(0, mostFacts).map((fact) => fact.slice(0, longestFact)),
      ...(failed ? { failure: failed } : {}),
    });
  const begin = () => {
    const name = names[running];
    since = clock.now();
    if (name) tell(name, 'running');
  };
  const done = (name: CheckStepName, facts: readonly string[] = []) => {
    const at = names.indexOf(name);
    while (running <= at) {
      const current = names[running];
      if (!current) return;
      times.set(current, clock.now() - since);
      tell(current, 'done', current === name ? facts : []);
      running += 1;
      begin();
    }
  };

  return {
    done,
    amend: (name, facts) => {
      if (names.indexOf(name) >= 0 && names.indexOf(name) < running) tell(name, 'done', facts);
    },
    refusedChain: () => refused,
    transport: {
      onResolved: (addresses) => done('dns', addresses),
      onConnected: (address) => done('tcp', [address]),
      onCertificate: (shown) => {
        chain = shown;
      },
      onSecured: (facts) => done(names.includes('starttls') ? 'starttls' : 'tls', facts),
    },
    finish: async (work) => {
      begin();
      try {
        await work();
        const last = names.at(-1);
        if (last) done(last);
        return true;
      } catch (error) {
        const failed = error instanceof FailureError ? error.failure : failure('internal', { detail: { message: String(error) } });
        if (failed.code.startsWith('certificate-')) refused = chain;
        const current = names[running];
        if (current) {
          times.set(current, clock.now() - since);
          tell(current, 'failed', [], failed);
        }
        for (const name of names.slice(running + 1)) tell(name, 'skipped');
        return false;
      }
    },
  };
}
