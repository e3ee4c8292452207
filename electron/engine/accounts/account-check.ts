/** The check of an account before it is saved: both sides step by step, each over a connection of its own. */
import {
  type AccountPasswords,
  type AccountSettings,
  type CheckReport,
  type CheckStep,
  isLocal,
  type LocalSettings,
  type Side,
  serverOf,
  sides,
} from '../../contract/accounts.ts';
import type { Emit } from '../../contract/contract.ts';
import type { Result } from '../../contract/failure.ts';
import type { IncomingProtocol } from '../../contract/mail-protocols.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import { type ShownCertificate, withoutPem } from '../wire/certificate.ts';
import type { ReportStep } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import type { Trusted } from './trusted.ts';

interface SideResult {
  readonly ok: boolean;
  readonly session: string | null;
  readonly refusedChain: readonly ShownCertificate[] | null;
}

/** One side of a check, step by step; the protocols' own folders provide it. */
type CheckSide = (peer: Peer, report: ReportStep) => Promise<SideResult>;

/** What is to be checked: settings as they are typed, not yet saved. */
export interface AccountToCheck {
  /** Chosen by the caller. */
  readonly checkId: string;
  /** Of an account that is known: its stored passwords serve where none was typed. */
  readonly id?: string | undefined;
  readonly settings: AccountSettings;
  readonly passwords: AccountPasswords;
}

export interface CheckDependencies {
  /** The check of each protocol. */
  readonly checks: {
    readonly incoming: Readonly<Record<Extract<IncomingProtocol, 'imap' | 'pop3'>, CheckSide>>;
    /** `from`: the sender in MAIL FROM. */
    readonly smtp: (peer: Peer, from: string, report: ReportStep) => ReturnType<CheckSide>;
    /** What lies on this computer: the mailbox can be read, the program is there. */
    readonly local: (place: LocalSettings, report: ReportStep) => ReturnType<CheckSide>;
  };
  /** Everything a connection needs but settings and password. */
  readonly peerBase: (account: {
    readonly id: string | null;
    readonly name: string;
  }) => Pick<Peer, 'openTap' | 'opening' | 'clock' | 'trust'>;
  readonly trusted: Pick<Trusted, 'refused'>;
  readonly emit: Emit<'accounts.checkStep'>;
}

interface AccountChecks {
  run(input: AccountToCheck): Promise<CheckReport>;
  /** Ends a check that is under way; one that is not is no error. */
  cancel(checkId: string): void;
}

const sideOrder = { incoming: 0, outgoing: 1 } as const;

/** @param credentialsFor what the server of one side is to be shown, typed or stored; `password-missing` when there is nothing */
export function createAccountChecks(
  { checks, peerBase, trusted, emit }: CheckDependencies,
  credentialsFor: (input: AccountToCheck, side: Side) => Promise<Result<Credentials>>,
): AccountChecks {
  /** Those under way, by the caller's ids. */
  const underWay = new Map<string, AbortController>();

  async function checkSide(side: Side, input: AccountToCheck, steps: CheckStep[], signal: AbortSignal): Promise<SideResult> {
    const { settings } = input;
    const place = settings[side];
    const report = (step: Omit<CheckStep, 'side'>) => {
      const whole: CheckStep = { side, ...step };
      const at = steps.findIndex((known) => known.side === side && known.name === step.name);
      if (at < 0) steps.push(whole);
      else steps[at] = whole;
      emit('accounts.checkStep', { checkId: input.checkId, step: whole });
    };
    if (isLocal(place)) return checks.local(place, report);
    const credentials = await credentialsFor(input, side);
    if (!credentials.ok) {
      report({ name: 'authentication', state: 'failed', milliseconds: 0, facts: [], failure: credentials.failure });
      return { ok: false, session: null, refusedChain: null };
    }
    const { host, port, security, mechanism } = place;
    const base = peerBase({ id: input.id ?? null, name: settings.name });
    const peer: Peer = { ...base, host, port, security, mechanism, credentials: credentials.value, signal };
    return place.protocol === 'smtp' ? checks.smtp(peer, settings.address, report) : checks.incoming[place.protocol](peer, report);
  }

  /** Notes the chains that were refused, so that the user may trust them; the report shows the first. */
  function reportRefused(report: CheckReport, settings: AccountSettings, results: Readonly<Record<Side, SideResult>>): void {
    for (const side of sides) {
      const server = serverOf(settings[side]);
      const chain = results[side].refusedChain ?? [];
      if (server === null || chain.length === 0) continue;
      const { host, port } = server;
      trusted.refused(host, port, chain);
      report.refusedCertificate ??= { host, port, chain: chain.map(withoutPem) };
    }
  }

  return {
    async run(input) {
      const steps: CheckStep[] = [];
      const controller = new AbortController();
      underWay.get(input.checkId)?.abort();
      underWay.set(input.checkId, controller);
      // Both sides at once: they are different servers, and the slower one decides how long it takes.
      const [incoming, outgoing] = await Promise.all([
        checkSide('incoming', input, steps, controller.signal),
        checkSide('outgoing', input, steps, controller.signal),
      ]).finally(() => {
        if (underWay.get(input.checkId) === controller) underWay.delete(input.checkId);
      });
      const report: CheckReport = {
        ok: incoming.ok && outgoing.ok,
        steps: steps.toSorted((left, right) => sideOrder[left.side] - sideOrder[right.side]),
        sessions: { incoming: incoming.session ?? undefined, outgoing: outgoing.session ?? undefined },
      };
      reportRefused(report, input.settings, { incoming, outgoing });
      return report;
    },
    cancel(checkId) {
      underWay.get(checkId)?.abort();
    },
  };
}
