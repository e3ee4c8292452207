/** Runs a check and gathers its steps as the engine announces them. */

import { useEffect, useRef, useState } from 'react';
import type { CheckReport, CheckStep } from '../../../electron/contract/accounts.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useLatest } from '../../ui/use-latest.ts';
import type { ReadForm } from './account-form.ts';

export interface Check {
  readonly steps: readonly CheckStep[];
  /** Null before and while it runs. */
  readonly report: CheckReport | null;
  readonly isRunning: boolean;
  /** Why it could not be tried at all. */
  readonly failure: Failure | null;
  run(accountId: string | undefined, input: ReadForm): Promise<void>;
  /** What was checked is no longer what the form says. */
  clear(): void;
}

/** The steps with `step` in the place of its earlier state. */
export function putStep(steps: readonly CheckStep[], step: CheckStep): CheckStep[] {
  const isSame = (one: CheckStep) => one.side === step.side && one.name === step.name;
  return steps.some(isSame) ? steps.map((one) => (isSame(one) ? step : one)) : [...steps, step];
}

export function useCheck(): Check {
  const client = useClient();
  const running = useRef('');
  /** The check that the engine is at. */
  const busy = useRef('');
  const [steps, setSteps] = useState<readonly CheckStep[]>([]);
  const [report, setReport] = useState<CheckReport | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEvent('accounts.checkStep', ({ checkId, step }) => {
    if (checkId === running.current) setSteps((before) => putStep(before, step));
  });
  const cancel = () => {
    if (busy.current !== '') void client.call('accounts.cancelCheck', { checkId: busy.current });
    busy.current = '';
  };
  const leave = useLatest(cancel);
  // Closing the dialog ends the check.
  useEffect(() => () => leave.current(), []);
  const clear = () => {
    cancel();
    running.current = '';
    setSteps([]);
    setReport(null);
    setFailure(null);
    setRunning(false);
  };
  return {
    steps,
    report,
    isRunning,
    failure,
    clear,
    async run(accountId, input) {
      clear();
      const checkId = crypto.randomUUID();
      running.current = checkId;
      busy.current = checkId;
      setRunning(true);
      const answer = await client.call('accounts.check', { checkId, ...input, ...(accountId === undefined ? {} : { id: accountId }) });
      if (busy.current === checkId) busy.current = '';
      if (running.current !== checkId) return;
      setRunning(false);
      if (!answer.ok) return setFailure(answer.failure);
      setReport(answer.value);
      setSteps((before) => answer.value.steps.reduce<readonly CheckStep[]>(putStep, before));
    },
  };
}
