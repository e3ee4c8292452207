/** One message of the outbox: what became of it, in words and in the server's own lines, and what its user can decide. */
import { Ban, CircleCheck, CircleHelp, CircleX, Clock, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { OutboxItem, OutboxState, RecipientOutcome, WaitingFor } from '../../../electron/contract/outbox.ts';
import type { FailureAdvice } from '../../../electron/words/failure-advice.ts';
import { useClient } from '../../api/Api.tsx';
import { formatBytes, formatFullDate, formatListDate, formatNumber, formatSeconds } from '../../i18n/format.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Advice, Meaning } from '../../state/replies/Advice.tsx';
import { useFailureAdvice, useReplyAdvice } from '../../state/replies/reply-advice.ts';
import { useShowError } from '../../state/replies/use-show-error.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Notices.tsx';
import { visible } from '../../ui/text/visible-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { actionsOf, againOf, explainedOf, isFailed, linesOf, type OutboxAction, outcomeOf, share } from './outbox-words.ts';

const stateIcons: Readonly<Record<OutboxState, LucideIcon>> = {
  queued: Clock,
  sending: LoaderCircle,
  accepted: CircleCheck,
  partly: TriangleAlert,
  refused: CircleX,
  unknown: CircleHelp,
  cancelled: Ban,
};

const recipientIcons: Readonly<Record<RecipientOutcome['state'], LucideIcon>> = {
  waiting: Clock,
  accepted: CircleCheck,
  refused: CircleX,
  deferred: Clock,
  unknown: CircleHelp,
};

const quietActions: ReadonlySet<OutboxAction> = new Set(['cancel', 'leaveRefused']);
const quiet = { kind: 'quiet', className: 'outbox-quiet' } as const;

const actionWords: Readonly<Record<OutboxAction, WordKey>> = {
  sendNow: 'outbox.sendNow',
  edit: 'outbox.edit',
  cancel: 'outbox.cancel',
  arrived: 'outbox.arrived',
  sendAgain: 'outbox.sendAgain',
  look: 'outbox.look',
  editRefused: 'outbox.editRefused',
  retryRefused: 'outbox.retryRefused',
  leaveRefused: 'outbox.leaveRefused',
  fileAgain: 'outbox.fileAgain',
};

/** What a reply means, beside it. */
function ReplyMeaning({ advice }: { advice: FailureAdvice | null }) {
  if (advice === null) return null;
  return (
    <div className="outbox-meaning">
      {advice.means !== null && <Meaning words={advice.means} />}
      <Advice {...advice} />
    </div>
  );
}

function RecipientMeaning({ reply }: { reply: string }) {
  return <ReplyMeaning advice={useReplyAdvice('RCPT TO', reply)} />;
}

/** @param explained a reply whose meaning is said already: each is said once */
function Recipients({ recipients, explained }: { recipients: readonly RecipientOutcome[]; explained: string | null }) {
  const say = useWords();
  const isFirst = ({ reply }: RecipientOutcome, at: number) =>
    reply !== explained && recipients.findIndex((other) => other.reply === reply) === at;
  return (
    <ul className="outbox-recipients" aria-label={say('outbox.recipients')}>
      {recipients.map((recipient, at) => {
        const Icon = recipientIcons[recipient.state];
        return (
          <li key={recipient.address} className={`outbox-recipient is-${recipient.state}`}>
            <Icon size="0.875rem" strokeWidth={1.9} aria-hidden />
            <bdi>{visible(recipient.address)}</bdi>
            <span className="outbox-recipient-state">{say(`outbox.recipient.${recipient.state}`)}</span>
            {recipient.reply && <code dir="ltr">{visible(recipient.reply)}</code>}
            {recipient.reply && recipient.state !== 'accepted' && isFirst(recipient, at) && <RecipientMeaning reply={recipient.reply} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Where the copy for Sent is; why not in Sent, with the server's line. */
function CopyForSent({ sentCopy, failure }: { sentCopy: Exclude<OutboxItem['sentCopy'], 'none'>; failure: Failure | null }) {
  const say = useWords();
  const sentences = useFailureWords();
  const reason = failure && sentCopy !== 'waiting' ? sentences(failure) : null;
  const advice = useFailureAdvice(reason ? failure : null);
  return (
    <>
      <p className={reason ? 'outbox-reason' : 'outbox-soft'}>
        {reason ? (
          <>
            {reason.happened} <span className="outbox-soft">{reason.next}</span>
          </>
        ) : (
          say(`outbox.copy.${sentCopy}`)
        )}
      </p>
      {failure?.reply !== undefined && (
        <code className="outbox-reply" dir="ltr">
          {visible(failure.reply)}
        </code>
      )}
      <ReplyMeaning advice={advice} />
    </>
  );
}

/** What a slow server still has to answer, and for how long. */
function Waiting({ step, command, since }: WaitingFor) {
  const say = useWords();
  const language = useLanguage();
  const seconds = Math.max(0, Math.round((useNow(1_000) - since) / 1_000));
  return (
    <span className="numeric">{say(`outbox.waiting.${step}`, { command: command ?? '', time: formatSeconds(seconds, language) })}</span>
  );
}

export function OutboxEntry({ item, account }: { item: OutboxItem; account: string }) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  const sentences = useFailureWords();
  const showError = useShowError();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const Icon = stateIcons[item.state];
  const { id } = item;

  const edit = async () => {
    const answer = await client.call('outbox.edit', { id });
    if (answer.ok) workspace.compose({ mode: 'new', draftId: answer.value.draftId });
    return answer;
  };
  const carryOut: Readonly<Record<OutboxAction, () => Promise<{ ok: true } | { ok: false; failure: Failure }>>> = {
    sendNow: () => client.call('outbox.sendNow', { id }),
    edit,
    cancel: () => client.call('outbox.cancel', { id }),
    editRefused: edit,
    retryRefused: () => client.call('outbox.sendNow', { id }),
    leaveRefused: () => client.call('outbox.cancel', { id }),
    fileAgain: () => client.call('outbox.fileAgain', { id }),
    arrived: () => client.call('outbox.resolve', { id, as: 'sent' }),
    sendAgain: () => client.call('outbox.resolve', { id, as: 'send-again' }),
    async look() {
      const answer = await client.call('outbox.look', { id });
      if (answer.ok) workspace.announce(say(answer.value.state === 'unknown' ? 'outbox.notFound' : 'outbox.found'));
      return answer;
    },
  };
  const run = async (action: OutboxAction) => {
    setBusy(true);
    setFailure(null);
    const answer = await carryOut[action]();
    setBusy(false);
    if (!answer.ok) setFailure(answer.failure);
  };

  // Who was refused stands in the list of recipients.
  const reason = item.failure && outcomeOf(item) !== 'partly' ? sentences(item.failure, againOf(item)) : null;
  const actions = actionsOf(item);
  const told = useFailureAdvice(reason ? item.failure : null);
  const accepted = useReplyAdvice('message', item.failure === null ? item.reply : null);
  return (
    <li className={`outbox-entry is-${item.state}`}>
      <div className="outbox-head">
        <Icon size="1.125rem" strokeWidth={1.75} aria-hidden className="outbox-icon" />
        <div className="outbox-title">
          <h3 dir="auto">{visible(item.subject).trim() || say('messages.noSubject')}</h3>
          <p className="outbox-state">
            <strong>{item.state === 'partly' ? say('outbox.state.partly', share(item)) : say(`outbox.state.${item.state}`)}</strong>
            {item.waitingFor && <Waiting {...item.waitingFor} />}
            {item.state === 'queued' && item.nextAttemptAt !== null && (
              <span>{say('outbox.nextAttempt', { time: formatListDate(item.nextAttemptAt, Date.now(), language) })}</span>
            )}
            {item.state === 'queued' && item.nextAttemptAt === null && item.failure !== null && <span>{say('outbox.needsYou')}</span>}
            {item.attempts > 1 && (
              <span>{say('outbox.attempts', { count: item.attempts, number: formatNumber(item.attempts, language) })}</span>
            )}
            {item.queueId !== null && <Chip tone="good">{say('outbox.queueId', { id: visible(item.queueId) })}</Chip>}
          </p>
        </div>
        <p className="outbox-facts numeric">
          <time dateTime={new Date(item.queuedAt).toISOString()} title={formatFullDate(item.queuedAt, language)}>
            {formatListDate(item.queuedAt, Date.now(), language)}
          </time>
          <span>{account}</span>
          <span>{formatBytes(item.size, language)}</span>
        </p>
      </div>
      {reason && item.state !== 'sending' && (
        <p className="outbox-reason">
          {reason.happened}{' '}
          {!told?.replacesNext && <span className="outbox-soft">{item.state === 'unknown' ? say('outbox.unknownText') : reason.next}</span>}
        </p>
      )}
      {item.reply !== null && !item.recipients.some(({ reply }) => reply === item.reply) && (
        <code className="outbox-reply" dir="ltr">
          {visible(item.reply)}
        </code>
      )}
      {item.state !== 'sending' && <ReplyMeaning advice={told ?? accepted} />}
      <Recipients recipients={item.recipients} explained={told === null ? null : (item.failure?.reply ?? null)} />
      {item.state === 'partly' && <p className="outbox-reason">{say('outbox.partlyText')}</p>}
      {(item.state === 'accepted' || item.state === 'partly') && item.sentCopy !== 'none' && (
        <CopyForSent sentCopy={item.sentCopy} failure={item.copyFailure ?? null} />
      )}
      {failure && <Failed failure={failure} onDismiss={() => setFailure(null)} />}
      <div className="outbox-actions">
        {actions.map((action) => (
          <Button key={action} isDisabled={isBusy} {...(quietActions.has(action) ? quiet : {})} onPress={() => void run(action)}>
            {say(actionWords[action])}
          </Button>
        ))}
        {item.session !== null && (
          <Button
            {...quiet}
            onPress={() =>
              isFailed(item) ? void showError(linesOf(item), explainedOf(item)?.reply) : workspace.showTranscript(linesOf(item))
            }
          >
            {say('failure.transcript')}
          </Button>
        )}
      </div>
    </li>
  );
}
