/**
 * Submission of one message (RFC 6409) over nodemailer's SMTPConnection: what is written, what was answered, and above
 * all what is known when it ends. It refuses to know queues, retries and why a message is sent.
 */
import { Readable } from 'node:stream';
import { type Failure, FailureError, failure } from '../../contract/failure.ts';
import type { Tap } from '../wire/tap.ts';
import { type Dialogue, openDialogue } from './dialogue.ts';
import { refuseAddress } from './envelope.ts';
import { bodyBeforeDot, createBodyProgress } from './final-dot.ts';
import { queueIdOf } from './queue-id.ts';
import { nameError, refusal, smtpFailure } from './smtp-failure.ts';
import type { RecipientOutcome, SubmissionOptions, SubmissionOutcome } from './smtp-types.ts';

/**
 * Submits one message and says what became of it. Never rejects for what happens on the way to or at the server.
 * The state is `unknown` exactly when the final dot was written and no reply to it was read that says yes or no.
 */
export async function submit(options: SubmissionOptions): Promise<SubmissionOutcome> {
  const refused = refuseInput(options);
  if (refused) return { state: 'not-sent', failure: refused, session: null };
  const { host, port, opening, openTap } = options;
  const tap = openTap({ protocol: 'smtp', host, port, ...opening });
  tap.cause(options.cause ?? null);
  const transaction = createTransaction(options);
  let dialogue: Dialogue;
  try {
    dialogue = await openDialogue(options, tap, transaction.hooks);
  } catch (error) {
    const failure = nameError(error, 'connect', { options, session: tap.session });
    tap.end(failure);
    return { state: 'not-sent', failure, session: tap.session };
  }
  try {
    await dialogue.authenticate();
  } catch (error) {
    const failure = nameError(error, 'AUTH', dialogue.context);
    dialogue.quit(failure);
    return { state: 'not-sent', failure, session: tap.session };
  }
  const outcome = await deliver(options, dialogue, transaction, tap);
  const reason = outcome.state === 'accepted' ? null : outcome.failure;
  // In the middle of a message QUIT would be a line of it.
  if (transaction.finalReply !== null || !transaction.progress.begun()) dialogue.quit(reason);
  else dialogue.end(reason);
  return outcome;
}

interface Transaction {
  readonly hooks: {
    onCommand(command: string): void;
    onSender(reply: string): void;
    onRecipient(address: string, reply: string): void;
    onFinalReply(reply: string): boolean;
    onClientBytes(bytes: Buffer): void;
    onFlushed(count: number): void;
  };
  readonly progress: ReturnType<typeof createBodyProgress>;
  readonly recipients: Map<string, RecipientOutcome>;
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
  const recipients = new Map<string, RecipientOutcome>(
    options.envelope.to.map((address) => [address, { address, state: 'refused-for-now', reply: null }]),
  );
  const transaction: Transaction = {
    progress,
    recipients,
    written: { from: null, to: [] },
    senderReply: null,
    finalReply: null,
    earlyReply: null,
    onEarlyReply: () => undefined,
    hooks: {
      onCommand: (command) => {
        const sender = /^MAIL FROM:<(.*?)>(?: |$)/.exec(command);
        const recipient = /^RCPT TO:<(.*)>$/.exec(command);
        if (sender) transaction.written.from = sender[1] ?? '';
        if (recipient) transaction.written.to.push(recipient[1] ?? '');
      },
      onSender: (reply) => {
        transaction.senderReply = reply;
      },
      onRecipient: (address, reply) => {
        const state = reply.startsWith('2') ? 'accepted' : reply.startsWith('5') ? 'refused' : 'refused-for-now';
        const outcome: RecipientOutcome = { address, state, reply };
        recipients.set(address, outcome);
        options.onRecipient?.(outcome);
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
    const failure = smtpFailure('capability-missing', context, {
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
    beforeDot: async () => {
      assertEnvelope(options, transaction, dialogue);
      watchdog.rest();
      await Promise.race([options.beforeFinalDot(), dialogue.broken]);
      if (transaction.earlyReply !== null) throw new Error('answered before the end of the message');
    },
    onDot: () => watchdog.expect(dialogue.deadlines.finalReply),
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
      use8BitMime: raw.some((byte) => byte > 127),
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
      // RFC 5321 §4.2.5: between the dot and the 250 nobody but the server knows. What is neither yes nor no tells nothing either.
      const detail = { ...failure.detail, cause: failure.code };
      return {
        state: 'unknown',
        failure: smtpFailure('outcome-unknown', context, { command: 'message', detail }),
        recipients: recipients(),
        session,
      };
    }
    const said = transaction.finalReply !== null || failure.reply !== undefined || failure.code === 'message-too-large';
    if (said && failure.code !== 'protocol-violation')
      return { state: 'refused', permanent: failure.permanent, failure, recipients: recipients(), session };
    return { state: 'not-sent', failure, session };
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
      return smtpFailure('message-too-large', context, { permanent: true, command: 'MAIL FROM', detail: { size: raw.length } });
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
      smtpFailure('internal', dialogue.context, { detail: { message: 'the envelope that was written is not the one that was asked for' } }),
    );
}

function refuseInput({ envelope, raw }: SubmissionOptions): Failure | null {
  const wrong = [...(envelope.from === '' ? [] : [envelope.from]), ...envelope.to].map(refuseAddress).find((refused) => refused !== null);
  if (wrong) return wrong;
  const missing = envelope.to.length === 0 ? 'envelope.to' : raw.length === 0 ? 'raw' : null;
  if (missing) return failure('input-invalid', { protocol: 'smtp', detail: { path: missing } });
  return null;
}
