/** Reports the outcome of a send as soon as the server has answered: a toast for success, an alert that stays for failure. */
import { useLayoutEffect } from 'react';
import { useClient } from '../../api/Api.tsx';
import { formatListDate } from '../../i18n/format.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { ExplainedNotice } from '../../state/replies/ExplainedNotice.tsx';
import { useShowError } from '../../state/replies/use-show-error.ts';
import { ShortenedList } from '../../state/ShortenedList.tsx';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { Toast } from '../../ui/Notices.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { againOf, explainedOf, linesOf } from './outbox-words.ts';
import { type Announced, useOutcomes } from './use-outcomes.ts';

/** So many lines of what went well are read before they go. */
const mostGood = 3;

export function SendOutcomes() {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const sentences = useFailureWords();
  const showError = useShowError();
  const { shown, dismiss, clear } = useOutcomes();
  const isOutboxOpen = useWorkspaceState((state) => state.view.name === 'outbox');
  // Opening the outbox, or reading outcomes out there, marks them as seen.
  useLayoutEffect(() => {
    if (isOutboxOpen !== null) clear();
  }, [isOutboxOpen, clear]);
  if (shown.length === 0) return null;
  const draw = ({ item, outcome }: Announced) => {
    const { session } = item;
    const subject = visible(item.subject).trim() || say('messages.noSubject');
    if (outcome === 'accepted' && isOutboxOpen)
      return (
        <p key={item.id} role="status">
          {item.reply ? say('outbox.sentWith', { reply: visible(item.reply) }) : say('outbox.sent', { subject })}
        </p>
      );
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
    // Once: the sentence of the failure may name them already.
    const isNamed = words !== null && item.failure?.detail?.addresses !== undefined;
    const list =
      refused.length === 0 || isNamed
        ? ''
        : say('outbox.refusedList', { addresses: refused.map(({ address }) => visible(address)).join(', ') });
    const reply = item.failure?.reply ?? refused.find(({ reply: said }) => said)?.reply ?? item.reply ?? undefined;
    if (isOutboxOpen)
      return (
        <p key={item.id} role="alert">
          {say(`outbox.outcome.${outcome}`, { subject })} {reply !== undefined && visible(reply)}
        </p>
      );
    return (
      <ExplainedNotice
        key={item.id}
        failure={explainedOf(item)}
        happened={[say(`outbox.outcome.${outcome}`, { subject }), words?.happened ?? '', list]
          .filter((sentence) => sentence !== '')
          .join(' ')}
        next={next}
        reply={reply}
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
            workspace.openView({ name: 'outbox' });
          }}
        >
          {say('command.outbox')}
        </Button>
        {session !== null && (
          <Button kind="quiet" onPress={() => void showError(linesOf(item), reply)}>
            {say('failure.transcript')}
          </Button>
        )}
        <Button kind="quiet" onPress={() => dismiss(item.id)}>
          {say('action.dismiss')}
        </Button>
      </ExplainedNotice>
    );
  };
  // Where the outbox is in sight, the entry itself shows it: then it is only read out.
  if (isOutboxOpen) return <div className="visually-hidden">{shown.map(draw)}</div>;
  const isGood = ({ outcome }: Announced) => outcome === 'accepted';
  return (
    <>
      <ShortenedList items={shown.filter((one) => !isGood(one))} draw={draw} />
      {shown.filter(isGood).slice(-mostGood).map(draw)}
    </>
  );
}
