/** The step-by-step check of an IMAP account: a real connection up to LIST, reported as it goes. */
import { usernameOf } from '../wire/authentication/credentials.ts';
import { type CheckOutcome, type ReportStep, runCheck } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import { connectImap } from './connection.ts';

/** Tries the settings; never rejects. */
export const checkImap = (settings: Peer, report: ReportStep): Promise<CheckOutcome> =>
  runCheck({
    peer: settings,
    report,
    last: 'list',
    work: async ({ peer, events, done, redact }) => {
      // RFC 9051 §7.1: what a server marks with ALERT must be shown, whatever it answers.
      const alerts: string[] = [];
      const takeAlerts = () => alerts.splice(0);
      const connection = await connectImap({ ...peer, onAlert: ({ reply }) => alerts.push(reply ?? '') }, events);
      try {
        done('authentication', [usernameOf(peer.credentials), ...takeAlerts()]);
        const folders = await connection.listFolders();
        done('list', [...takeAlerts(), ...folders.map(({ path }) => redact(path))]);
      } finally {
        await connection.logout();
      }
    },
  });
