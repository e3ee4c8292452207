/** The step-by-step check of a POP3 account: a real connection up to STAT, reported as it goes. */
import { isIP } from 'node:net';
import type { CheckStepName } from '../../contract/accounts.ts';
import { type CheckOutcome, createSteps, type ReportStep } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import type { OpenTap, Tap } from '../wire/tap.ts';
import { connectPop3 } from './connection.ts';

const order: Readonly<Record<Peer['security'], readonly CheckStepName[]>> = {
  none: ['dns', 'tcp', 'greeting', 'capabilities', 'authentication', 'list'],
  starttls: ['dns', 'tcp', 'greeting', 'starttls', 'capabilities', 'authentication', 'list'],
  tls: ['dns', 'tcp', 'tls', 'greeting', 'capabilities', 'authentication', 'list'],
};

/** Tries the settings; never rejects. Nothing is read or deleted. */
export async function checkPop3(peer: Peer, report: ReportStep): Promise<CheckOutcome> {
  const names = order[peer.security].filter((name) => name !== 'dns' || isIP(peer.host) === 0);
  const steps = createSteps({ clock: peer.clock, names, report });
  let session: string | null = null;
  let redact: Tap['redact'] = (text) => text;
  const openTap: OpenTap = (opening) => {
    const tap = peer.openTap(opening);
    session = tap.session;
    redact = tap.redact;
    return tap;
  };
  const ok = await steps.finish(async () => {
    const connection = await connectPop3(
      { ...peer, openTap },
      {
        ...steps.transport,
        onGreeting: (line) => steps.done('greeting', [redact(line, false)]),
        onCapabilities: (lines) =>
          steps.done(
            'capabilities',
            lines.map((line) => redact(line, false)),
          ),
      },
    );
    steps.done('authentication', [peer.username]);
    const { count, size } = await connection.stat();
    steps.done('list', [`+OK ${count} ${size}`]);
    await connection.quit();
  });
  return { ok, session, refusedChain: steps.refusedChain() };
}
