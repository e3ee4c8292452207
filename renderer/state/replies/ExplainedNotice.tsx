/** A failure as an alert: what happened, the server's own words, what they mean, who must act and what to do; each is said once. */
import type { ReactNode } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { FailureNotice } from '../../ui/Notices.tsx';
import { Advice, Meaning } from './Advice.tsx';
import { useFailureAdvice } from './reply-advice.ts';

interface ExplainedNoticeProps {
  failure: Failure | null;
  happened: string;
  next: string;
  /** The server's own words, where those of the failure are not the ones to be shown. */
  reply?: string | undefined;
  children?: ReactNode;
}

export function ExplainedNotice({ failure, happened, next, reply = failure?.reply, children }: ExplainedNoticeProps) {
  const advice = useFailureAdvice(failure);
  return (
    <FailureNotice
      happened={happened}
      next={advice?.replacesNext ? null : next}
      reply={reply}
      explanation={
        advice && (
          <>
            {advice.means !== null && <Meaning words={advice.means} />}
            <Advice {...advice} />
          </>
        )
      }
    >
      {children}
    </FailureNotice>
  );
}
