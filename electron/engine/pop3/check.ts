/** The step-by-step check of a POP3 account: a real connection up to STAT, reported as it goes. */
import { usernameOf } from '../wire/authentication/credentials.ts';
import { type CheckOutcome, type ReportStep, runCheck } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import { connectPop3 } from './connection.ts';

/** Tries the settings; never rejects. Nothing is read or deleted. */
export const checkPop3 = (settings: Peer, report: ReportStep): Promise<CheckOutcome> =>
  runCheck({
    peer: settings,
    report,
    // RFC 2595 §4: what CAPA said before TLS is forgotten.
    asksInsideTls: true,
    last: 'list',
    work: async ({ peer, events, done }) => {
      const connection = await connectPop3(peer, events);
      done('authentication', [usernameOf(peer.credentials)]);
      const { count, size } = await connection.stat();
      done('list', [`+OK ${count} ${size}`]);
      await connection.quit();
    },
  });
