/** One line of words about what is going on, with a way to stop it; silent when nothing is. */

import { ScrollText, X } from 'lucide-react';
import { isLocal } from '../../../electron/contract/accounts.ts';
import type { Language } from '../../../electron/contract/application.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { FailureCode } from '../../../electron/contract/failures/failure-codes.ts';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { useClient, useConnection } from '../../api/Api.tsx';
import { formatNumber, formatSeconds } from '../../i18n/format.ts';
import type { Say } from '../../i18n/keys.ts';
import { describePhase } from '../../i18n/sync-words.ts';
import { useFailureWords, useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts } from '../../state/engine-queries.ts';
import { useFailureAdvice } from '../../state/replies/reply-advice.ts';
import { useCommandRegistry, useDock, useWorkspace } from '../../state/State.tsx';
import { useSyncStates } from '../../state/sync-states.ts';
import { useStrokeOf } from '../../state/use-show-stroke.ts';
import { IconButton } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

/** All works, only slower than it could. */
const harmless: ReadonlySet<FailureCode> = new Set<FailureCode>(['uidl-missing']);

const working = new Set<SyncState['phase']>(['connecting', 'folders', 'headers', 'bodies', 'operations']);

/** What one account does, in words: `Inbox: 12,400 of 50,000 headers · 3,100 of 50,000 bodies · 41 s left`. */
function describeSync(state: SyncState, name: string, say: Say, language: Language): string {
  const number = (value: number) => formatNumber(value, language);
  const parts: string[] = [];
  if (state.phase === 'headers' || state.phase === 'bodies') {
    if (state.headers.done < state.headers.total)
      parts.push(say('status.headers', { done: number(state.headers.done), total: number(state.headers.total) }));
    if (state.bodies.done < state.bodies.total)
      parts.push(say('status.bodies', { done: number(state.bodies.done), total: number(state.bodies.total) }));
    if (state.secondsLeft !== null && state.secondsLeft > 0)
      parts.push(say('status.left', { time: formatSeconds(state.secondsLeft, language) }));
  }
  if (parts.length === 0) parts.push(describePhase(state, say, language));
  return `${state.folder ? `${name}, ${state.folder}` : name}: ${parts.join(' · ')}`;
}

function Progress({ state, name }: { state: SyncState; name: string }) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const total = state.headers.total + state.bodies.total;
  const done = state.headers.done + state.bodies.done;
  const words = describeSync(state, name, say, language);
  return (
    <div className="status-item">
      {total > 0 && done < total && (
        <progress className="status-progress" aria-label={words} max={total} value={done}>
          {words}
        </progress>
      )}
      <span role="status" className="numeric status-words">
        {words}
      </span>
      <IconButton
        className="status-cancel"
        icon={X}
        label={say('status.cancel')}
        onPress={() => void client.call('sync.cancel', { accountId: state.accountId })}
      />
    </div>
  );
}

/** One account that does not work: in a line what happened and what the server said; pressed, all of it. */
function FailedAccount({ failure, name }: { failure: Failure; name: string }) {
  const workspace = useWorkspace();
  const sentences = useFailureWords();
  const advice = useFailureAdvice(failure);
  return (
    <button
      type="button"
      className={harmless.has(failure.code) ? 'status-failed status-remark' : 'status-failed'}
      title={advice ? [advice.means, advice.cause, advice.next].filter(Boolean).join(' ') : undefined}
      onClick={() => workspace.showFailure(failure)}
    >
      {name}: {sentences(failure).happened}
      {failure.reply && <bdi className="status-reply">«{visible(failure.reply)}»</bdi>}
    </button>
  );
}

export function StatusLine() {
  const say = useWords();
  const dockStroke = useStrokeOf('window.transcript');
  const language = useLanguage();
  const connection = useConnection();
  const registry = useCommandRegistry();
  const dock = useDock();
  const accounts = useAccounts();
  const states = useSyncStates();
  const nameOf = (id: string) => accounts.value?.find((account) => account.id === id)?.settings.name ?? '';
  const busy = states.filter((state) => working.has(state.phase));
  const failed = states.filter((state) => state.failure !== null && !working.has(state.phase));
  const changed = states.filter((state) => state.pendingOperations > 0);
  const pending = changed.reduce((sum, state) => sum + state.pendingOperations, 0);
  const isHere = changed.every(({ accountId }) => {
    const settings = accounts.value?.find(({ id }) => id === accountId)?.settings;
    return settings !== undefined && isLocal(settings.incoming);
  });

  return (
    <footer className="status-line">
      <div className="status-items">
        {connection === 'lost' && (
          <p role="alert" className="status-bad">
            {say('status.connectionLost')}
          </p>
        )}
        {connection === 'refused' && (
          <p role="alert" className="status-bad">
            {say('newAddress.title')}. {say('newAddress.text')}
          </p>
        )}
        {busy.map((state) => (
          <Progress key={state.accountId} state={state} name={nameOf(state.accountId)} />
        ))}
        {failed.map(
          (state) => state.failure && <FailedAccount key={state.accountId} failure={state.failure} name={nameOf(state.accountId)} />,
        )}
        {busy.length === 0 && pending > 0 && (
          <span role="status" className="status-words">
            {say(isHere ? 'status.pendingHere' : 'status.pending', { count: pending, number: formatNumber(pending, language) })}
          </span>
        )}
      </div>
      <button
        type="button"
        className="status-dock"
        aria-pressed={dock !== 'hidden'}
        title={dockStroke}
        onClick={() => registry.run('window.transcript')}
      >
        <ScrollText size="0.875rem" strokeWidth={1.75} aria-hidden />
        {say('command.transcript')}
      </button>
    </footer>
  );
}
