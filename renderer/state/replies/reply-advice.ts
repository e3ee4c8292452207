/** What a server's reply means, in the user's language: asked of the engine by the reply itself, said by the glossary. */
import { useMemo } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { adviseOn, type FailureAdvice, replyOf, replyTo } from '../../../electron/words/failure-advice.ts';
import { useCall } from '../../api/use-call.ts';
import { useGlossary } from '../../i18n/glossary.ts';
import { visible } from '../../ui/text/visible-text.ts';

/** @returns null until it is known, and where there is nothing to add to the words of the failure */
export function useFailureAdvice(failure: Failure | null): FailureAdvice | null {
  return useAdvice(failure && replyOf(failure), failure);
}

/** Of a reply to a recipient or to the whole message; null: there is none. */
export function useReplyAdvice(command: 'RCPT TO' | 'message', reply: string | null): FailureAdvice | null {
  return useAdvice(reply === null || reply === '' ? null : replyTo(command, reply), null);
}

const noReply = { protocol: 'smtp', command: null, reply: '' } as const;

function useAdvice(reply: ReturnType<typeof replyOf>, failure: Failure | null): FailureAdvice | null {
  const explanation = useCall('transcript.explain', reply ?? noReply, { enabled: reply !== null }).value?.explanation ?? null;
  const isExplained = reply !== null && explanation !== null;
  const glossary = useGlossary(isExplained);
  return useMemo(() => {
    const advice = isExplained && glossary && adviseOn(glossary, failure, explanation);
    if (!advice) return null;
    const shown = (words: string | null) => words && visible(words);
    return { ...advice, means: shown(advice.means), cause: shown(advice.cause), next: shown(advice.next) };
  }, [isExplained, glossary, failure, explanation]);
}
