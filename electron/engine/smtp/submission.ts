/**
 * Submission of one message (RFC 6409) over nodemailer's SMTPConnection: what is written, what was answered, and above
 * all what is known when it ends. It refuses to know queues, retries and why a message is sent.
 */
import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';
import { type Failure, FailureError, failure, toFailure } from '../../contract/failure.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import { beginSession } from '../wire/peer-session.ts';
import type { SubmissionOutcome, SubmittedRecipient } from '../wire/submitter.ts';
import type { Tap } from '../wire/tap.ts';
import { type Dialogue, openDialogue } from './dialogue.ts';
import { refuseAddress } from './envelope.ts';
import { bodyBeforeDot, createBodyProgress } from './final-dot.ts';
import type { KeptConnections, OpenSubmission } from './kept-connections.ts';
import { queueIdOf } from './queue-id.ts';
import { meaningOf } from './reply-meanings.ts';
import { nameError, refusal } from './smtp-failure.ts';
import type { SubmissionOptions } from './smtp-types.ts';

/**
 * Submits one message and says what became of it. Never rejects for what happens on the way to or at the server.
 * The state is `unknown` exactly when the final dot was written and no reply to it was read that says yes or no.
 * @param connections where connections wait for the next message; without it this one has a connection to itself
 */
export async function submit(options: SubmissionOptions, connections: KeptConnections | null = null): Promise<SubmissionOutcome> {
  const refused = refuseInput(options);
  if (refused) return { state: 'not-sent', failure: refused, session: null };
  const kept = await connections?.take(options);
  if (kept) {
    const { outcome, transaction } = await sendOn(options, kept, connections);
    // Not even the sender was taken: the server has had enough of this connection, or it was dead. Nothing can double.
    const untouched = outcome.state === 'not-sent' || outcome.state === 'refused';
    if (!untouched || outcome.failure.code === 'cancelled' || transaction.senderReply?.startsWith('2')) return outcome;
  }
  const opened = await openSubmission(options);
  return 'state' in opened ? opened : (await sendOn(options, opened, connections)).outcome;
}

/** Connects and logs in. */
async function openSubmission(options: SubmissionOptions): Promise<OpenSubmission | SubmissionOutcome> {
  const { host, port } = options;
  const ready = await options.beforeOpening?.();
  if (ready?.ok === false) return { state: 'not-sent', failure: ready.failure, session: null };
  if (options.signal?.aborted) return { state: 'not-sent', failure: failure('cancelled', { protocol: 'smtp', host, port }), session: null };
  options.onWaiting?.({ step: 'connection' });
  const session = beginSession('smtp', options);
  const { tap } = session;
  tap.cause(options.cause ?? null);
  let dialogue: Dialogue;
  try {
    dialogue = await openDialogue(options, session);
  } catch (error) {
    return { state: 'not-sent', failure: toFailure(error), session: tap.session };
  }
  try {
    await dialogue.authenticate();
  } catch (error) {
    const failure = nameError(error, 'AUTH', dialogue.context);
    dialogue.quit(failure);
    return { state: 'not-sent', failure, session: tap.session };
  }
  return { dialogue, openedAt: options.clock.now(), messages: 0 };
}

async function sendOn(
  options: SubmissionOptions,
  open: OpenSubmission,
  connections: KeptConnections | null,
): Promise<{ outcome: SubmissionOutcome; transaction: Transaction }> {
  const { dialogue } = open;
  const transaction = createTransaction(options);
  const { tap } = dialogue;
  tap.cause(options.cause ?? null);
  // The connection and the log-in belong to the message that they were made for.
  const first = open.messages === 0 ? 0 : tap.nextLine();
  dialogue.use(transaction.hooks);
  const delivered = await deliver(options, dialogue, transaction, tap);
  const outcome: SubmissionOutcome = { ...delivered, lines: { first, last: Math.max(first, tap.nextLine() - 1) } };
  // Only what ended well leaves nothing behind: after a refusal the library and the server need not agree on what was begun.
  if (outcome.state === 'accepted' && connections) connections.keep(options, { ...open, messages: open.messages + 1 });
  // In the middle of a message QUIT would be a line of it.
  else if (transaction.finalReply !== null || !transaction.progress.begun())
    dialogue.quit(outcome.state === 'accepted' ? null : outcome.failure);
  else dialogue.end(outcome.state === 'accepted' ? null : outcome.failure);
  return { outcome, transaction };
}

interface Transaction {
  readonly hooks: {
    onCommand(command: string, name: string): void;
    onSender(reply: string): void;
    onRecipient(address: string, reply: string): void;
    onFinalReply(reply: string): boolean;
    onClientBytes(bytes: Buffer): void;
    onFlushed(count: number): void;
  };
  readonly progress: ReturnType<typeof createBodyProgress>;
  readonly recipients: Map<string, SubmittedRecipient>;
  /** Addresses as they stood in the commands that were written. */
  readonly written: { from: string | null; to: string[] };
  senderReply: string | null;
  finalReply: string | null;
  /** A reply that came while the message was still on its way. */
  earlyReply: string | null;
  onEarlyReply: () => void;
}

function createTransaction(options: SubmissionOptions): Transaction {
  const progress = createBodyProgress();
  const recipients = new Map<string, SubmittedRecipient>(
    options.envelope.to.map((address) => [address, { address, state: 'refused-for-now', reply: null }]),
  );
  /** Commands without an answer, the oldest first: with PIPELINING (RFC 2920) several are written before the first is answered. */
  const unanswered: string[] = [];
  const waitForFirst = () => {
    const [first] = unanswered;
    if (first !== undefined) options.onWaiting?.({ step: 'reply', command: first });
  };
  const answered = () => {
    unanswered.shift();
    waitForFirst();
  };
  const transaction: Transaction = {
    progress,
    recipients,
    written: { from: null, to: [] },
    senderReply: null,
    finalReply: null,
    earlyReply: null,
    onEarlyReply: () => undefined,
    hooks: {
      onCommand: (command, name) => {
        if (unanswered.push(name) === 1) waitForFirst();
        const sender = /^MAIL FROM:<(.*?)>(?: |$)/.exec(command);
        const recipient = /^RCPT TO:<(.*)>$/.exec(command);
        if (sender) transaction.written.from = sender[1] ?? '';
        if (recipient) transaction.written.to.push(recipient[1] ?? '');
      },
      onSender: (reply) => {
        transaction.senderReply = reply;
        answered();
      },
      onRecipient: (address, reply) => {
        // Not by the first digit alone: a 552 for too many recipients is to be taken for a 452 (RFC 5321 §4.5.3.1.10).
        const state = reply.startsWith('2') ? 'accepted' : meaningOf('RCPT TO', reply)?.permanent ? 'refused' : 'refused-for-now';
        const outcome: SubmittedRecipient = { address, state, reply };
        recipients.set(address, outcome);
        options.onRecipient?.(outcome);
        answered();
      },
      onFinalReply: (reply) => {
        if (progress.dotWritten()) {
          transaction.finalReply = reply;
          return true;
        }
        transaction.earlyReply = reply;
        transaction.onEarlyReply();
        return false;
      },
      onClientBytes: (bytes) => progress.written(bytes.length),
      onFlushed: (count) => progress.flushed(count),
    },
  };
  return transaction;
}

async function deliver(options: SubmissionOptions, dialogue: Dialogue, transaction: Transaction, tap: Tap): Promise<SubmissionOutcome> {
  const { envelope, raw } = options;
  const { context, watchdog, connection } = dialogue;
  const session = tap.session;
  const recipients = () => [...transaction.recipients.values()];
  const needsUtf8 = [envelope.from, ...envelope.to].some((address) => /[^\u0000-\u007f]/.test(address));
  // RFC 6531 §3.2: an address outside ASCII only where the server takes it; the library would send it anyway.
  if (needsUtf8 && !connection.internals._supportedExtensions.includes('SMTPUTF8')) {
    const failure = connectionFailure('smtputf8-missing', context, {
      permanent: true,
      command: 'MAIL FROM',
      detail: { capability: 'SMTPUTF8' },
    });
    return { state: 'not-sent', failure, session };
  }

  const sent = Promise.withResolvers<string>();
  transaction.onEarlyReply = () => sent.reject(new FailureError(refusal('message', transaction.earlyReply ?? '', context)));
  const body = bodyBeforeDot({
    raw,
    progress: transaction.progress,
    dataStream: () => connection.internals._currentDataStream,
    onBegin: () => {
      watchdog.expect(dialogue.deadlines.block);
      options.onWaiting?.({ step: 'message' });
    },
    beforeDot: async () => {
      assertEnvelope(options, transaction, dialogue);
      watchdog.rest();
      await Promise.race([options.beforeFinalDot(recipients()), dialogue.broken]);
      if (transaction.earlyReply !== null) throw new Error('answered before the end of the message');
    },
    onDot: () => {
      watchdog.expect(dialogue.deadlines.finalReply);
      options.onWaiting?.({ step: 'outcome' });
    },
    broken: dialogue.broken,
  });
  const stream = Readable.from(body, { objectMode: false });
  // Errors of the body end the transaction by the callback below; the stream itself must not end the process.
  stream.on('error', (error) => sent.reject(error));
  connection.send(
    {
      from: envelope.from === '' ? false : envelope.from,
      to: [...envelope.to],
      size: raw.length,
      use8BitMime: !isAscii(raw),
      ...(envelope.id === undefined ? {} : { dsn: { id: envelope.id } }),
    },
    stream,
    (error, info) => (error ? sent.reject(error) : sent.resolve(info.response)),
  );
  try {
    const reply = await Promise.race([sent.promise, dialogue.broken]);
    return { state: 'accepted', reply, queueId: queueIdOf(reply), recipients: recipients(), session };
  } catch (error) {
    const failure = describe(error);
    if (transaction.progress.dotWritten() && (transaction.finalReply === null || failure.code === 'protocol-violation')) {
      // RFC 5321 §4.2.5: between the dot and the reply only the server knows the outcome. A reply that is neither 2yz nor 4yz or 5yz leaves
      // it unknown too.
      const detail = { ...failure.detail, cause: failure.code };
      return {
        state: 'unknown',
        failure: connectionFailure('outcome-unknown', context, { command: 'message', detail }),
        recipients: recipients(),
        session,
      };
    }
    const said = transaction.finalReply !== null || failure.reply !== undefined || failure.code === 'message-too-large';
    if (said && failure.code !== 'protocol-violation')
      return { state: 'refused', permanent: failure.permanent, failure, recipients: recipients(), session };
    return { state: 'not-sent', failure, recipients: recipients(), session };
  } finally {
    watchdog.rest();
    stream.destroy();
  }

  /** Which of the replies it was that ended the transaction; the library hangs up on some of them before it reports them. */
  function describe(error: unknown): Failure {
    const known = error instanceof FailureError ? error.failure : null;
    if (known && (known.code !== 'connection-lost' || known.reply !== undefined)) return known;
    if (transaction.finalReply !== null) return refusal('message', transaction.finalReply, context);
    if (transaction.senderReply !== null && !transaction.senderReply.startsWith('2'))
      return refusal('MAIL FROM', transaction.senderReply, context);
    const answered = recipients().filter(({ reply }) => reply !== null);
    const leaving = answered.find(({ reply }) => reply?.startsWith('421'));
    if (leaving || (answered.length === envelope.to.length && answered.every(({ state }) => state !== 'accepted'))) {
      // One that may pass tomorrow makes the whole worth another try.
      const telling = leaving ?? answered.find(({ state }) => state === 'refused-for-now') ?? answered[0];
      return refusal('RCPT TO', telling?.reply ?? '', context);
    }
    if (known) return known;
    const message = error instanceof Error ? error.message : String(error);
    if (/^Message size larger than allowed/.test(message))
      return connectionFailure('message-too-large', context, { permanent: true, command: 'MAIL FROM', detail: { size: raw.length } });
    return nameError(error, 'DATA', context);
  }
}

/** The envelope that was written must be the one that was asked for (the library has changed it before: CVE-2025-13033). */
function assertEnvelope(options: SubmissionOptions, { written }: Transaction, dialogue: Dialogue): void {
  const same =
    written.from === options.envelope.from &&
    written.to.length === options.envelope.to.length &&
    written.to.every((address, index) => address === options.envelope.to[index]);
  if (!same)
    throw new FailureError(
      connectionFailure('internal', dialogue.context, {
        detail: { message: 'the envelope that was written is not the one that was asked for' },
      }),
    );
}

function refuseInput({ envelope, raw }: SubmissionOptions): Failure | null {
  const wrong = [...(envelope.from === '' ? [] : [envelope.from]), ...envelope.to].map(refuseAddress).find((refused) => refused !== null);
  if (wrong) return wrong;
  const missing = envelope.to.length === 0 ? 'envelope.to' : raw.length === 0 ? 'raw' : null;
  if (missing) return failure('input-invalid', { protocol: 'smtp', detail: { path: missing } });
  return null;
}
