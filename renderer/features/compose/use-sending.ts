/** Sends what is written, and says at which address or why not. */
import { useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import { useClient } from '../../api/Api.tsx';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import { visible } from '../../ui/text/visible-text.ts';
import type { Attaching } from './use-attaching.ts';
import type { DraftState } from './use-draft.ts';

export type AddressBox = 'to' | 'cc' | 'bcc';
const addressBoxes: readonly AddressBox[] = ['to', 'cc', 'bcc'];

/** Why an address is refused, by the engine's `detail.reason`. */
const addressFaults: Readonly<Record<string, WordKey>> = {
  'control-character': 'compose.fault.control-character',
  unbalanced: 'compose.fault.unbalanced',
  'no-at-sign': 'compose.fault.no-at-sign',
  'local-part': 'compose.fault.local-part',
  domain: 'compose.fault.domain',
  'too-many': 'compose.fault.too-many',
};

interface SendingInput {
  readonly editing: DraftState;
  readonly attaching: Attaching;
  readonly setHandingOver: (isHandingOver: boolean) => void;
  /** Whether this very composer is still there: an answer may come late. */
  readonly isOpen: () => boolean;
  readonly closeOwn: () => void;
  /** Null: what was said before is not so any more. */
  readonly onFailure: (failure: Failure | null) => void;
}

interface Sending {
  readonly isSending: boolean;
  /** What is wrong with an address, and in which box it stands. */
  readonly problem: { readonly box: AddressBox; readonly text: string } | null;
  clearProblem(): void;
  send(): Promise<void>;
}

export function useSending({ editing, attaching, setHandingOver, isOpen, closeOwn, onFailure }: SendingInput): Sending {
  const say = useWords();
  const client = useClient();
  const { draft, typed, keep } = editing;
  const [problem, setProblem] = useState<Sending['problem']>(null);
  const [isSending, setSending] = useState(false);

  const showAddressFault = (fault: Failure) => {
    const piece = String(fault.detail?.piece ?? '');
    const holder = addressBoxes.find((name) => typed[name].includes(piece)) ?? 'to';
    const key = addressFaults[String(fault.detail?.reason ?? '')] ?? 'compose.fault.address';
    setProblem({ box: holder, text: say(key, { piece: visible(piece) }) });
  };
  const send = async () => {
    if (!draft || isSending) return;
    setProblem(null);
    onFailure(null);
    if (addressBoxes.every((name) => typed[name].trim() === '')) {
      setProblem({ box: 'to', text: say('compose.fault.none') });
      return;
    }
    setSending(true);
    // What was chosen goes along: one does not have to watch the last percent and press the keys again.
    if (!(await attaching.settled())) return setSending(false);
    // What is typed from here on would not go along, and be gone with the form.
    setHandingOver(true);
    const kept = await keep();
    const goOn = editing.end();
    const answer = kept.ok ? await client.call('compose.send', { id: editing.currentId() ?? draft.id }) : kept;
    if (!answer.ok) goOn();
    setHandingOver(false);
    setSending(false);
    if (answer.ok) closeOwn();
    else if (answer.failure.code === 'address-invalid' && isOpen()) showAddressFault(answer.failure);
    else onFailure(answer.failure);
  };

  return { isSending, problem, clearProblem: () => setProblem(null), send };
}
