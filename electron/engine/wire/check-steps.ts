/** The steps of an account check (features of `accounts.check`): one runs at a time, the first that fails ends it, the rest are skipped. */
import { isIP } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import type { CheckStep, CheckStepName } from '../../contract/accounts.ts';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { ShownCertificate } from './certificate.ts';
import type { Peer } from './peer.ts';
import type { OpenTap, Tap } from './tap.ts';
import type { OpeningEvents } from './transport.ts';

export type ReportStep = (step: Omit<CheckStep, 'side'>) => void;

export interface CheckOutcome {
  readonly ok: boolean;
  /** The transcript session, null when there was none. */
  readonly session: string | null;
  /** The chain that was refused, leaf first, when a certificate was the cause. */
  readonly refusedChain: readonly ShownCertificate[] | null;
}

interface Steps {
  /** What a connection reports on its way, as steps. */
  readonly events: OpeningEvents;
  /** The step that runs is done, or a later one is: those in between are done as well. */
  done(name: CheckStepName, facts?: readonly string[]): void;
  /** Runs the check and turns its end into the outcome. */
  finish(work: () => Promise<void>): Promise<boolean>;
  refusedChain(): readonly ShownCertificate[] | null;
}

/** Bounds on the facts of a step: servers list hundreds of folders and send long greetings. */
const mostFacts = 40;
const longestFact = 300;

/** What the check of a protocol goes through. */
interface CheckPlan {
  readonly peer: Peer;
  readonly report: ReportStep;
  /** Capabilities are asked for inside TLS only. */
  readonly asksInsideTls?: true;
  /** The first thing that is asked for after signing in. */
  readonly last: CheckStepName;
  /** Connects and asks; rejects with a `FailureError`. */
  readonly work: (tools: CheckTools) => Promise<void>;
}

interface CheckTools extends Pick<Steps, 'events' | 'done'> {
  /** The peer of the plan, its session watched. */
  readonly peer: Peer;
  readonly redact: (text: string) => string;
}

/** Tries settings step by step, as each is reported; never rejects. */
export async function runCheck(plan: CheckPlan): Promise<CheckOutcome> {
  const { clock, openTap: open } = plan.peer;
  let tap: Tap | null = null;
  const redact = (text: string) => tap?.redact(text, false) ?? text;
  const openTap: OpenTap = (opening) => {
    const opened = open(opening);
    // A look whether a silent port waits for TLS has a session of its own.
    if (opening.purpose === plan.peer.opening.purpose) tap = opened;
    return opened;
  };
  const steps = createSteps({ clock, names: namesOf(plan), report: plan.report, redact });
  const ok = await steps.finish(() => plan.work({ peer: { ...plan.peer, openTap }, events: steps.events, done: steps.done, redact }));
  const session: string | null = (tap as Tap | null)?.session ?? null; // assigned in the function above, which the compiler does not follow
  return { ok, session, refusedChain: steps.refusedChain() };
}

function namesOf({ peer: { host, security }, asksInsideTls, last }: CheckPlan): CheckStepName[] {
  const starttls: CheckStepName[] = security === 'starttls' ? ['starttls'] : [];
  return [
    ...(isIP(host) === 0 ? (['dns'] as const) : []),
    'tcp',
    ...(security === 'tls' ? (['tls'] as const) : []),
    'greeting',
    ...(asksInsideTls ? [...starttls, 'capabilities' as const] : ['capabilities' as const, ...starttls]),
    'authentication',
    last,
  ];
}

interface StepsParts {
  readonly clock: Clock;
  readonly names: readonly CheckStepName[];
  readonly report: ReportStep;
  readonly redact: (text: string) => string;
}

function createSteps({ clock, names, report, redact }: StepsParts): Steps {
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
    refusedChain: () => refused,
    events: {
      onGreeting: (line) => done('greeting', [redact(line)]),
      onCapabilities: (lines) => {
        const facts = lines.map(redact);
        done('capabilities', facts);
        // Those inside TLS take the place of the ones before it, which anyone can write.
        tell('capabilities', 'done', facts);
      },
      onUpgrading: () => done('capabilities'),
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
