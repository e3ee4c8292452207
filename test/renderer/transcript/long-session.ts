/** A session of the engine that is longer than any screen, for a window: it grows when the test says so, and counts what is asked for. */
import type { Dispatch } from '../../../electron/contract/call.ts';
import { succeed } from '../../../electron/contract/failure.ts';
import type { Line, Session } from '../../../electron/contract/transcript.ts';

export const many = 100_000;

export function longSession() {
  let lines = many;
  let asked = 0;
  const session = (): Session => ({
    id: 'long',
    protocol: 'imap',
    accountId: null,
    accountName: 'Long',
    host: '127.0.0.1',
    port: 143,
    purpose: 'sync',
    startedAt: Date.now() + 60_000,
    endedAt: null,
    state: 'open',
    lines,
    bytesSent: 0,
    bytesReceived: 0,
    tls: null,
    summary: 'long',
    failure: null,
    pinned: false,
  });
  const line = (index: number): Line => ({
    session: 'long',
    index,
    at: index * 3,
    direction: 'server',
    offset: index * 20,
    bytes: Buffer.from(`* ${index} FETCH (UID ${index})\r\n`).toString('base64'),
    masked: [],
    payload: null,
    kind: 'data',
    tag: null,
    command: 'FETCH',
    code: null,
    enhanced: null,
    answers: null,
    elapsed: null,
    decoded: null,
    explanation: null,
    note: null,
    cause: null,
    messageId: null,
  });
  const between =
    (engine: Dispatch): Dispatch =>
    async (name, input) => {
      if (name === 'transcript.sessions') {
        const answer = await engine(name, input);
        return answer.ok ? succeed([session(), ...(answer.value as Session[])]) : answer; // the engine's answer was checked
      }
      const request = input as { session?: string; from: number; limit: number }; // the window's calls are typed
      if (name === 'transcript.lines' && request.session === 'long') {
        asked += 1;
        const count = Math.max(0, Math.min(request.limit, lines - request.from));
        return succeed({ session: session(), total: lines, lines: Array.from({ length: count }, (_, at) => line(request.from + at)) });
      }
      return engine(name, input);
    };
  return {
    between,
    /** How often lines of it were asked for. */
    asked: () => asked,
    grow(by: number) {
      lines += by;
      return { sessions: [session()] };
    },
  };
}
