/** Says what became of a message as soon as the server has said it: a line that goes for what went well, an alert that stays for what did not. */
import { type ReactNode, useRef, useState } from 'react';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { formatListDate } from '../../i18n/format.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { FailureNotice, Toast } from '../../ui/Notices.tsx';
import { usePanesBox } from '../../ui/use-panes-box.ts';
import { visible } from '../../ui/visible-text.ts';
import { againOf, linesOf, type Outcome, outcomeOf } from './outbox-words.ts';
import './outbox.css';

interface Announced {
  readonly item: OutboxItem;
  readonly outcome: Outcome;
}

/** More alerts at once than this hide each other. */
const most = 3;

/** At the head of the panes: there it covers neither the transcript nor what is being written. */
function Place({ children }: { children: ReactNode }) {
  return (
    <div className="notices send-outcomes" style={usePanesBox()}>
      {children}
    </div>
  );
}

export function SendOutcomes() {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const sentences = useFailureWords();
  const earlier = useCall('outbox.list', {});
  const known = useRef(new Map<string, Outcome | null>());
  const [shown, setShown] = useState<readonly Announced[]>([]);
  // What was already so when the window opened is not news.
  if (known.current.size === 0) for (const item of earlier.value ?? []) known.current.set(item.id, outcomeOf(item));

  const dismiss = (id: string) => setShown((before) => before.filter(({ item }) => item.id !== id));
  useEvent('outbox.changed', (item) => {
    const outcome = outcomeOf(item);
    const before = known.current.get(item.id) ?? null;
    known.current.set(item.id, outcome);
    if (outcome === null) return dismiss(item.id);
    if (outcome === before) return setShown((all) => all.map((one) => (one.item.id === item.id ? { item, outcome } : one)));
    setShown((all) => [...all.filter((one) => one.item.id !== item.id), { item, outcome }].slice(-most));
  });

  if (shown.length === 0) return null;
  return (
    <Place>
      {shown.map(({ item, outcome }) => {
        const { session } = item;
        const subject = visible(item.subject).trim() || say('messages.noSubject');
        if (outcome === 'accepted')
          return (
            <Toast
              key={item.id}
              text={item.reply ? say('outbox.sentWith', { reply: visible(item.reply) }) : say('outbox.sent', { subject })}
              closeLabel={say('action.close')}
              onClose={() => dismiss(item.id)}
              {...(session === null
                ? {}
                : { action: { label: say('command.transcript'), run: () => workspace.showTranscript(linesOf(item)) } })}
            />
          );
        const words = item.failure && outcome !== 'partly' ? sentences(item.failure, againOf(item)) : null;
        const next =
          outcome === 'unknown'
            ? say('outbox.unknownText')
            : outcome === 'deferred' && item.nextAttemptAt !== null
              ? say('outbox.nextAttempt', { time: formatListDate(item.nextAttemptAt, Date.now(), language) })
              : (words?.next ?? '');
        const refused = item.recipients.filter(({ state }) => state === 'refused' || state === 'deferred');
        const reply = item.failure?.reply ?? refused.find(({ reply: said }) => said)?.reply ?? item.reply ?? undefined;
        return (
          <FailureNotice
            key={item.id}
            happened={`${say(`outbox.outcome.${outcome}`, { subject })} ${words?.happened ?? ''}`.trim()}
            next={refused.length > 0 ? `${refused.map(({ address }) => visible(address)).join(', ')}. ${next}` : next}
            {...(reply === undefined ? {} : { reply: visible(reply) })}
          >
            {outcome === 'refused' && (
              <Button
                onPress={() =>
                  void client.call('outbox.edit', { id: item.id }).then((answer) => {
                    dismiss(item.id);
                    if (answer.ok) workspace.compose({ mode: 'new', draftId: answer.value.draftId });
                    else workspace.showFailure(answer.failure);
                  })
                }
              >
                {say('outbox.edit')}
              </Button>
            )}
            <Button
              onPress={() => {
                dismiss(item.id);
                workspace.openOutbox();
              }}
            >
              {say('command.outbox')}
            </Button>
            {session !== null && (
              <Button kind="quiet" onPress={() => workspace.showTranscript(linesOf(item))}>
                {say('failure.transcript')}
              </Button>
            )}
            <Button kind="quiet" onPress={() => dismiss(item.id)}>
              {say('action.dismiss')}
            </Button>
          </FailureNotice>
        );
      })}
    </Place>
  );
}
