/**
 * POP3 (RFC 1939) with CAPA (RFC 2449), STLS (RFC 2595), SASL (RFC 5034) and response codes (RFC 3206): our own client,
 * because Node has no maintained one. Does not know what is stored of the mail or when it is deleted.
 */
import { FailureError } from '../../contract/failure.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import type { AnswerBounds } from '../wire/line-connection.ts';
import type { OpeningEvents } from '../wire/transport.ts';
import { authenticate } from './authentication.ts';
import { refusal } from './pop3-failure.ts';
import type { Pop3Connection, Pop3Message, Pop3Options } from './pop3-types.ts';
import { openSession, type Pop3Session } from './session.ts';

/** A line of LIST or UIDL is some 20 to 80 octets long. */
const listBounds: AnswerBounds = { limit: 24 << 20, tooMuch: 'limit-exceeded' };
const capabilityBounds: AnswerBounds = { limit: 64 * 1024, tooMuch: 'limit-exceeded' };

/**
 * Connects, secures as the options demand, and logs in. Rejects with a `FailureError`; nothing then stays open. The
 * password leaves only inside TLS, unless `security` is `none`.
 */
export async function connectPop3(options: Pop3Options, events: OpeningEvents = {}): Promise<Pop3Connection> {
  const { security } = options;
  const session = await openSession(options, events);
  try {
    const greeting = await session.greeting();
    events.onGreeting?.(greeting);
    if (/^-ERR\b/i.test(greeting)) throw new FailureError({ ...refusal('greeting', greeting, session.context), permanent: false });
    if (!/^\+OK\b/i.test(greeting)) throw session.fail('protocol-violation', { reply: greeting, permanent: true });
    let capabilities = await readCapabilities(session);
    if (security === 'starttls') {
      await startTls(session, capabilities);
      // RFC 2595 §4: what was learned before TLS is forgotten.
      capabilities = await readCapabilities(session);
    }
    events.onCapabilities?.([...capabilities].map(([name, parameters]) => [name, ...parameters].join(' ')));
    // The timestamp of APOP came in the clear, and a man in the middle may have chosen it: not after STLS.
    await authenticate(session, { greeting: security === 'starttls' ? '' : greeting, capabilities });
    // RFC 2449 §5: capabilities may change after authentication.
    if (capabilities.size > 0) capabilities = await readCapabilities(session);
    return connectionOf(session, capabilities);
  } catch (error) {
    const ended = session.ended();
    const reason =
      error instanceof FailureError
        ? error.failure
        : connectionFailure('internal', session.context, { detail: { message: String(error) } });
    session.end(reason);
    throw new FailureError(ended ?? reason);
  }
}

async function startTls(session: Pop3Session, capabilities: ReadonlyMap<string, readonly string[]>): Promise<void> {
  if (capabilities.size > 0 && !capabilities.has('STLS')) throw session.fail('starttls-missing', { command: 'STLS', permanent: true });
  const answer = await session.askFor('STLS');
  if (!answer.ok)
    throw session.fail(capabilities.size > 0 ? 'starttls-refused' : 'starttls-missing', {
      command: 'STLS',
      permanent: true,
      reply: answer.line,
    });
  await session.secure('STLS');
}

/** CAPA; empty when the server has none (RFC 2449 came late). */
async function readCapabilities(session: Pop3Session): Promise<Map<string, readonly string[]>> {
  const capabilities = new Map<string, readonly string[]>();
  if (!(await session.askFor('CAPA')).ok) return capabilities;
  const list = await session.rest('CAPA', capabilityBounds);
  for (const line of list.toString('latin1').split('\r\n')) {
    const [name = '', ...parameters] = line.split(' ').filter((word) => word !== '');
    if (name !== '') capabilities.set(name.toUpperCase(), parameters);
  }
  return capabilities;
}

function connectionOf(session: Pop3Session, capabilities: ReadonlyMap<string, readonly string[]>): Pop3Connection {
  /** Commands that this server has shown not to know; where CAPA told, it need not be asked. */
  const missing = new Set<string>(capabilities.size > 0 ? ['UIDL', 'TOP'].filter((name) => !capabilities.has(name)) : []);

  const numbered = (number: number): string => {
    if (!Number.isInteger(number) || number < 1) throw session.fail('input-invalid', { detail: { path: 'number' } });
    return String(number);
  };

  /** What is announced bounds what is held (RFC 1939 §11: the size is that of the message as sent, CRLF counted; not every server does so). */
  const boundsOf = ({ size }: Pop3Message): AnswerBounds => {
    const { message, announcedTimes, announcedSlack } = session.limits;
    const limit = Math.min(message, size * announcedTimes + announcedSlack);
    return { limit, tooMuch: 'message-longer-than-announced', detail: { announced: size } };
  };

  /** Lines `number word` of LIST and UIDL. A number given twice makes every later command ambiguous. */
  const readList = async (command: string): Promise<Map<number, string>> => {
    const list = await session.rest(command, listBounds);
    const found = new Map<number, string>();
    for (const line of list.toString('latin1').split('\r\n')) {
      const match = /^(\d{1,10}) +(\S+)/.exec(line);
      if (!match) continue;
      const number = Number(match[1]);
      if (found.has(number) || found.size >= session.limits.lines)
        throw session.fail('protocol-violation', { command, reply: line.slice(0, 200) });
      if (number >= 1) found.set(number, match[2] ?? '');
    }
    return found;
  };

  return {
    session: session.tap.session,
    capabilities,
    address: session.address,
    get closed() {
      return session.ended() !== undefined;
    },
    stat: (options) =>
      session.run(options, async () => {
        const line = await session.ask('STAT');
        const match = /^\+OK (\d{1,10}) (\d{1,15})/i.exec(line);
        if (!match) throw session.fail('protocol-violation', { command: 'STAT', reply: line });
        return { count: Number(match[1]), size: Number(match[2]) };
      }),
    list: (options) =>
      session.run(options, async () => {
        await session.ask('LIST');
        const messages: Pop3Message[] = [];
        for (const [number, size] of await readList('LIST')) if (/^\d{1,15}$/.test(size)) messages.push({ number, size: Number(size) });
        return messages.sort((left, right) => left.number - right.number);
      }),
    uidl: (options) =>
      session.run(options, async () => {
        if (missing.has('UIDL')) return null;
        const answer = await session.askFor('UIDL');
        if (answer.ok) return readList('UIDL');
        if (capabilities.has('UIDL')) throw new FailureError(refusal('UIDL', answer.line, session.context));
        missing.add('UIDL');
        return null;
      }),
    top: (message, lines, options) =>
      session.run(options, async () => {
        if (missing.has('TOP')) return null;
        const answer = await session.askFor('TOP', `TOP ${numbered(message.number)} ${Math.max(0, Math.trunc(lines))}`);
        if (answer.ok) return session.rest('TOP', boundsOf(message));
        if (capabilities.has('TOP')) throw new FailureError({ ...refusal('TOP', answer.line, session.context) });
        missing.add('TOP');
        return null;
      }),
    retrieve: (message, options) =>
      session.run(options, async () => {
        await session.ask('RETR', `RETR ${numbered(message.number)}`);
        return session.rest('RETR', boundsOf(message));
      }),
    delete: (number, options) => session.run(options, async () => void (await session.ask('DELE', `DELE ${numbered(number)}`))),
    reset: (options) => session.run(options, async () => void (await session.ask('RSET'))),
    noop: (options) => session.run(options, async () => void (await session.ask('NOOP'))),
    quit: (options) =>
      session.run(options, async () => {
        await session.ask('QUIT');
        session.end(null);
      }),
    destroy: () => session.end(null),
    onClosed: session.onClosed,
  };
}
