/** The report on a raw message, as it crosses to another thread or process. */
import type { SubmissionReport } from '../engine-thread.ts';
import type { RawOutcome } from './raw-submission.ts';

/** @param automatic whether this engine tries again by itself */
export function reportOf({ state, item, reasons, leftOut }: RawOutcome, automatic: boolean): SubmissionReport {
  const { reply, queueId, session, subject, nextAttemptAt, failure } = item;
  const recipients = item.recipients.map((recipient) => {
    const reason = reasons.get(recipient.address);
    return reason ? { ...recipient, failure: reason } : recipient;
  });
  return {
    state,
    reply,
    queueId,
    recipients,
    session,
    subject,
    ...(failure ? { failure } : {}),
    ...(state === 'queued' && nextAttemptAt !== null ? { nextAttemptAt } : {}),
    automatic,
    leftOut,
  };
}
