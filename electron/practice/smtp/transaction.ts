import { createFaultRunner, pause } from '../fault-actions.ts';
import { deliver, fullMailbox } from '../mailbox/delivery.ts';
import { receiveData } from './data.ts';
import { domainOf, isAddress, type ParsedPath, parsePath } from './path.ts';
import { provokedOutcome, wordsFor } from './provoked-outcomes.ts';
import { offers, reply, type SmtpState, type Transaction } from './state.ts';

/** RFC 5321 §4.5.3.1.8 asks for at least this many. */
const recipientLimit = 100;
const knownParameters = { FROM: ['SIZE', 'BODY', 'SMTPUTF8', 'AUTH'], TO: [] as string[] };

/** MAIL FROM (RFC 5321 §4.1.1.2). */
export async function handleMail(state: SmtpState, argument: string): Promise<void> {
  const { settings } = state.dependencies;
  if (state.helo === undefined) return reply(state, 503, '5.5.1', 'Error: send HELO/EHLO first');
  if (settings.requireAuthentication && !state.account) return reply(state, 530, '5.7.0', 'Authentication required');
  if (state.transaction) return reply(state, 503, '5.5.1', 'Error: nested MAIL command');
  const path = parsePath(argument, 'FROM');
  if (!path) return reply(state, 501, '5.5.4', 'Syntax: MAIL FROM:<address>');
  if (path.address !== '' && !isAddress(path.address)) return reply(state, 501, '5.1.7', 'Bad sender address syntax');
  const unknown = unknownParameter(state, path, 'FROM');
  if (unknown) return reply(state, 555, '5.5.4', `Unsupported option: ${unknown}`);
  const international = path.parameters.has('SMTPUTF8');
  if (!international && !isAscii(path.address)) return reply(state, 550, '5.6.7', 'SMTPUTF8 is needed for this address');
  const size = path.parameters.get('SIZE');
  if (size !== undefined && !/^\d{1,20}$/.test(size)) return reply(state, 501, '5.5.4', 'Bad message size syntax');
  // RFC 1870 §6.1: refuse before the message is sent.
  if (Number(size ?? 0) > settings.sizeLimit) return reply(state, 552, '5.3.4', 'Message size exceeds fixed limit');
  state.transaction = { sender: path.address, international, recipients: [] };
  return reply(state, 250, '2.1.0', 'Ok');
}

/** RCPT TO (RFC 5321 §4.1.1.3); some recipients provoke an outcome, see `provoked-outcomes.ts`. */
export async function handleRecipient(state: SmtpState, argument: string): Promise<void> {
  const { transaction, connection } = state;
  const { store, clock, settings } = state.dependencies;
  if (!transaction) return reply(state, 503, '5.5.1', 'Error: need MAIL command');
  const path = parsePath(argument, 'TO');
  if (!path) return reply(state, 501, '5.5.4', 'Syntax: RCPT TO:<address>');
  // RFC 5321 §4.5.1: postmaster without a domain is always known.
  const address = path.address.toLowerCase() === 'postmaster' ? `postmaster@${store.domain}` : path.address;
  if (!isAddress(address)) return reply(state, 501, '5.1.3', 'Bad recipient address syntax');
  const unknown = unknownParameter(state, path, 'TO');
  if (unknown) return reply(state, 555, '5.5.4', `Unsupported option: ${unknown}`);
  if (!transaction.international && !isAscii(address)) return reply(state, 550, '5.6.7', 'SMTPUTF8 is needed for this address');
  if (transaction.recipients.length >= recipientLimit) return reply(state, 452, '4.5.3', 'Error: too many recipients');
  const accept = () => {
    transaction.recipients.push(address);
    return reply(state, 250, '2.1.5', 'Ok');
  };
  const outcome = provokedOutcome(address);
  switch (outcome.kind) {
    case 'refuse': {
      const [enhanced, text] = wordsFor(outcome.code);
      // RFC 5321 §3.8: 421 announces that the connection is being closed.
      state.finished = outcome.code === 421;
      return reply(state, outcome.code, enhanced, outcome.code === 421 ? `${store.domain} ${text}` : `<${address}>: ${text}`);
    }
    case 'relay':
      return reply(state, 554, '5.7.1', `<${address}>: Relay access denied`);
    case 'slow':
      await pause({ clock, connection }, settings.slowMs);
      return accept();
    case 'stall':
      return connection.closed;
    case 'garbage':
      return connection.write(Buffer.from('\u0000\u00ff%$ this is no reply, and no code begins it \u0007\r\n', 'latin1'));
    case 'drop':
      return connection.close('rst');
  }
  if (!state.account && domainOf(address) !== store.domain) return reply(state, 554, '5.7.1', `<${address}>: Relay access denied`);
  return accept();
}

/** DATA (RFC 5321 §4.1.1.4): answered twice, and only after the second answer the message is the server's. */
export async function handleData(state: SmtpState, argument: string): Promise<void> {
  const { transaction, connection } = state;
  const { settings } = state.dependencies;
  if (argument !== '') return reply(state, 501, '5.5.4', 'Syntax: DATA');
  if (!transaction) return reply(state, 503, '5.5.1', 'Error: need MAIL command');
  // RFC 2920 §3.1: with pipelining DATA may come although every recipient was refused.
  if (transaction.recipients.length === 0) return reply(state, 554, '5.5.1', 'Error: no valid recipients');
  await reply(state, 354, '', 'End data with <CR><LF>.<CR><LF>');
  const cutsEarly = transaction.recipients.some((recipient) => provokedOutcome(recipient).kind === 'drop-before-dot');
  const received = await receiveData(connection, settings.sizeLimit, cutsEarly ? 3 : undefined);
  state.transaction = undefined;
  switch (received.kind) {
    case 'gone':
      state.finished = true;
      return cutsEarly ? connection.close('rst') : undefined;
    case 'bare-line-ending':
      // As Postfix with smtpd_forbid_bare_newline = reject: refuse and close, for what follows may be smuggled.
      state.finished = true;
      return reply(state, 521, '5.5.2', 'Error: bare <CR> or <LF> received; a line ends with <CR><LF> (RFC 5321 §2.3.8)');
    case 'too-large':
      return reply(state, 552, '5.3.4', 'Error: message file too big');
    case 'line-too-long':
      return reply(state, 550, '5.6.0', 'Error: a line has more than 998 octets (RFC 5321 §4.5.3.1.6)');
    case 'message': {
      const runFaulty = createFaultRunner({ protocol: 'smtp', ...state.dependencies, connection, account: () => state.account });
      return runFaulty({ command: '.', argument: '' }, () => takeOver(state, transaction, received.bytes));
    }
  }
}

async function takeOver(state: SmtpState, transaction: Transaction, bytes: Buffer): Promise<void> {
  const { store, queue, clock, nextQueueId } = state.dependencies;
  const { connection } = state;
  const outcomes = transaction.recipients.map(provokedOutcome);
  const refused = outcomes.find((outcome) => outcome.kind === 'refuse-data');
  if (refused) return reply(state, refused.code, ...wordsFor(refused.code));
  if (outcomes.some((outcome) => outcome.kind === 'lose-after-dot')) return connection.close('rst');
  // RFC 5321 §4.2.3, RFC 3463 §3.4: to be tried again when the queue has been flushed.
  if (transaction.recipients.some((recipient) => domainOf(recipient) !== store.domain) && !queue.hasRoomFor(bytes.length))
    return reply(state, 452, '4.3.1', 'Insufficient system storage: the queue is full');
  const full = fullMailbox(store, transaction.recipients, bytes);
  if (full !== undefined) return reply(state, 452, '4.2.2', `<${full}>: Mailbox is full`);
  const queueId = nextQueueId();
  deliver(
    { store, queue, now: () => clock.now(), nextQueueId },
    {
      message: {
        queueId,
        sender: transaction.sender,
        recipients: transaction.recipients,
        bytes,
        at: clock.now(),
        username: state.account?.username,
        connectionId: connection.id,
      },
      from: {
        helo: state.helo ?? 'unknown',
        remoteAddress: connection.remoteAddress,
        transmission: transmissionType(state, transaction),
        tlsSummary: connection.tlsSummary,
      },
    },
  );
  if (outcomes.some((outcome) => outcome.kind === 'drop-after-dot')) return connection.close('rst');
  return reply(state, 250, '2.0.0', `Ok: queued as ${queueId}`);
}

/** The keyword after `with` in Received (RFC 3848, RFC 6531 §4.3). */
function transmissionType(state: SmtpState, transaction: Transaction): string {
  if (!state.extended) return 'SMTP';
  return `${transaction.international ? 'UTF8SMTP' : 'ESMTP'}${state.connection.isSecure ? 'S' : ''}${state.account ? 'A' : ''}`;
}

/** RFC 5321 §4.1.1.11: a parameter that was not announced is refused. */
function unknownParameter(state: SmtpState, path: ParsedPath, keyword: 'FROM' | 'TO'): string | undefined {
  const announced = (name: string) => offers(state, name === 'BODY' ? '8BITMIME' : name);
  return [...path.parameters.keys()].find((name) => !state.extended || !knownParameters[keyword].includes(name) || !announced(name));
}

const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);
