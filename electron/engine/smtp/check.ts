/** The step-by-step check of submission: a real connection up to MAIL FROM, then RSET and QUIT; nothing is sent. */
import { FailureError } from '../../contract/failure.ts';
import { type CheckOutcome, type ReportStep, runCheck } from '../wire/check-steps.ts';
import type { Peer } from '../wire/peer.ts';
import { beginSession } from '../wire/peer-session.ts';
import { checkDeadlines } from './deadlines.ts';
import { openDialogue } from './dialogue.ts';
import { refuseAddress } from './envelope.ts';
import { nameError, refusal } from './smtp-failure.ts';

/**
 * Tries the settings; never rejects.
 * @param from the sender that MAIL FROM names: many servers only let people send as themselves
 */
export const checkSubmission = (settings: Peer, from: string, report: ReportStep): Promise<CheckOutcome> =>
  runCheck({
    peer: settings,
    report,
    last: 'mail-from',
    work: async ({ peer, events, done, redact }) => {
      const deadlines = { ...checkDeadlines, ...peer.deadlines };
      const dialogue = await openDialogue({ ...peer, deadlines }, beginSession('smtp', peer), events);
      try {
        await dialogue.authenticate();
        done('authentication', peer.credentials.kind === 'none' ? [] : [peer.credentials.username]);
        const wrong = refuseAddress(from);
        if (wrong) throw new FailureError(wrong);
        const reply = await dialogue.ask(`MAIL FROM:<${from}>`);
        if (!reply.startsWith('2')) throw new FailureError(refusal('MAIL FROM', reply, dialogue.context));
        done('mail-from', [redact(reply)]);
        await dialogue.ask('RSET');
        dialogue.quit(null);
      } catch (error) {
        const reason = nameError(error, 'MAIL FROM', dialogue.context);
        dialogue.quit(reason);
        throw new FailureError(reason);
      }
    },
  });
