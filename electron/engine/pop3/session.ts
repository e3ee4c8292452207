/**
 * POP3 commands on a line connection (RFC 1939 §3): one line is sent, and the first line of the answer is +OK or -ERR. The
 * callers know what either means.
 */
import { FailureError } from '../../contract/failure.ts';
import { type AnswerBounds, type LineConnection, openLineConnection } from '../wire/line-connection.ts';
import type { TransportEvents } from '../wire/transport.ts';
import { isRefusalLine, refusal } from './pop3-failure.ts';
import { defaultPop3Limits, type Pop3Limits, type Pop3Options } from './pop3-types.ts';

export interface Pop3Session extends Omit<LineConnection, 'send' | 'line' | 'dotted'> {
  readonly options: Pop3Options;
  readonly limits: Pop3Limits;
  /** Sends a line and reads the first line of the answer; -ERR rejects. */
  ask(command: string, line?: string): Promise<string>;
  /** The same, but -ERR is an answer. */
  askFor(command: string, line?: string): Promise<{ ok: boolean; line: string }>;
  /** The rest of a multi-line answer, unstuffed. */
  rest(command: string, bounds: AnswerBounds): Promise<Buffer>;
}

/** Connects; nothing has been said yet. Rejects with a `FailureError`; nothing then stays open. */
export async function openSession(options: Pop3Options, events: TransportEvents = {}): Promise<Pop3Session> {
  const limits = { ...defaultPop3Limits, ...options.limits };
  const connection = await openLineConnection({ protocol: 'pop3', peer: options, longestLine: limits.line, events });
  const { send, line: readLine, dotted, ...rest } = connection;

  const askFor: Pop3Session['askFor'] = async (command, line = command) => {
    send(command, line);
    const answer = await readLine(command);
    // RFC 1939 §3: +OK alone is success. RFC 5034 §4: `+ ` goes on with AUTH, and means nothing elsewhere.
    if (/^\+OK\b/i.test(answer) || (/^AUTH\b/.test(command) && /^\+(?: |$)/.test(answer))) return { ok: true, line: answer };
    if (isRefusalLine(answer)) return { ok: false, line: answer };
    return connection.abandon('protocol-violation', { command, reply: answer });
  };
  return {
    ...rest,
    options,
    limits,
    askFor,
    async ask(command, line) {
      const answer = await askFor(command, line);
      if (!answer.ok) throw new FailureError(refusal(command, answer.line, connection.context));
      return answer.line;
    },
    rest: dotted,
  };
}
