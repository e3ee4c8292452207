/** The room of what is sent, as the engine installs it: the outbox, and whole messages from the command line. */
import type { AccountSettings, Side } from '../../contract/accounts.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { outboxCalls } from '../../contract/outbox.ts';
import type { EngineContext, Room } from '../context.ts';
import type { RawSubmission, SubmissionReport, WaitingSubmissions } from '../engine-thread.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { OutboxDependencies } from './outbox-dependencies.ts';
import { createOutboxHandlers } from './outbox-handlers.ts';
import { submitRawMessage, submitWaiting } from './raw-submission.ts';
import { reportOf } from './submission-report.ts';
import { createSubmitters } from './submitters.ts';

interface OutboxNeeds extends Pick<OutboxDependencies, 'findEvidence'> {
  /** Files the copies for Sent. */
  readonly sentCopies: Pick<OutboxDependencies, 'fileSent' | 'fileAgain'>;
  /** What the server of one side is shown; `password-missing` when there is nothing. */
  readonly credentials: (accountId: string, settings: AccountSettings, side: Side) => Promise<Result<Credentials>>;
  /** Marks a message that was answered or forwarded. */
  readonly mark: (messageId: number, flag: 'answered' | 'forwarded') => Promise<Result<unknown>>;
  /** Resolves when what was recorded is in the files: another process may ask for it next, and that one reads the files. */
  readonly flushTranscript: () => Promise<void>;
}

interface OutboxRoom extends Room<typeof outboxCalls>, Pick<Outbox, 'queue' | 'wake' | 'accountSaved'> {
  /** Resolves what a killed program left behind, then begins to send by itself. */
  start(): Promise<void>;
  /** Closes the connections that are kept open for an account. */
  forgetAccount(accountId: string): Promise<void>;
  submitRaw(submission: RawSubmission): Promise<Result<SubmissionReport>>;
  submitWaiting(which: WaitingSubmissions): Promise<Result<readonly SubmissionReport[]>>;
}

export function installOutbox(context: EngineContext, needs: OutboxNeeds): OutboxRoom {
  const { storage, reader, composer, clock, bus, peerBase } = context;
  const { automatic } = context.settings;
  const logger = context.logger.child('outbox');
  const submitters = createSubmitters({ dataFolder: context.settings.dataFolder, clock, logger });
  const outbox = createOutbox({
    storage,
    reader,
    async submitter(accountId) {
      const account = reader.accounts().find(({ id }) => id === accountId);
      if (!account) return fail(failure('not-found', { detail: { account: accountId } }));
      const credentials = await needs.credentials(accountId, account.settings, 'outgoing');
      if (!credentials.ok) return credentials;
      const { outgoing, name } = account.settings;
      return succeed(submitters.submitterFor(outgoing, peerBase({ id: accountId, name }, 'send'), credentials.value));
    },
    again: (message) => composer.answer({ mode: 'again', own: [], language: 'en', phrases: undefined }, () => message),
    findEvidence: needs.findEvidence,
    fileSent: needs.sentCopies.fileSent,
    fileAgain: needs.sentCopies.fileAgain,
    async markSource(sourceId, flag) {
      const marked = await needs.mark(sourceId, flag);
      if (!marked.ok) logger.warning(`a message could not be marked as ${flag}: ${marked.failure.code}`);
    },
    emit: (item, isGone) => bus.emit('outboxChanged', { item, isGone: isGone === true }),
    emitDraft: (id) => bus.emit('draftChanged', { id }),
    clock,
    random: Math.random,
    logger,
  });
  const submitting = { storage, reader, clock, outbox, automatic, underWay: new Map() };
  return {
    handlers: createOutboxHandlers({ outbox, reader }),
    queue: outbox.queue,
    wake: outbox.wake,
    accountSaved: outbox.accountSaved,
    forgetAccount: submitters.forget,
    start: outbox.start,
    async submitRaw(submission) {
      const submitted = await submitRawMessage(submission, submitting);
      if (!submitted.ok) return submitted;
      await needs.flushTranscript();
      return succeed(reportOf(submitted.value, automatic));
    },
    async submitWaiting(which) {
      const ended = await submitWaiting(which, submitting);
      if (!ended.ok) return ended;
      await needs.flushTranscript();
      return succeed(ended.value.map((each) => reportOf(each, automatic)));
    },
    async close() {
      await outbox.stop();
      await submitters.close();
    },
  };
}
