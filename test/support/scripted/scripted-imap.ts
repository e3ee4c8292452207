/** A scripted server that knows just enough IMAP to be connected to; each test says what it does differently. */
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

/** What a command is answered with: `<tag>` stands for its tag. A function may answer by itself and return nothing. */
export type Answer =
  | string
  | ((request: { tag: string; line: string; peer: ScriptedConnection }) => string | undefined | Promise<string | undefined>);

export interface ScriptedImap {
  readonly greeting?: string;
  readonly capabilities?: string;
  /** By the command's name, `UID FETCH` in two words. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

export const selected = '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 40] ok\r\n<tag> OK [READ-WRITE] done\r\n';

export function startScriptedImap({
  greeting = '* OK ready',
  capabilities = 'IMAP4rev1',
  answers = {},
}: ScriptedImap = {}): Promise<ScriptedServer> {
  const known: Record<string, Answer> = {
    CAPABILITY: `* CAPABILITY ${capabilities}\r\n<tag> OK done\r\n`,
    LOGIN: '<tag> OK done\r\n',
    LIST: '* LIST () "/" INBOX\r\n<tag> OK done\r\n',
    SELECT: selected,
    EXAMINE: selected,
    LOGOUT: '* BYE bye\r\n<tag> OK done\r\n',
    ...answers,
  };
  return startScriptedServer(async (peer) => {
    peer.send(`${greeting}\r\n`);
    for (let line = await peer.line(); line !== null; line = await peer.line()) {
      const [tag = '', verb = '', second = ''] = line.split(' ');
      const name = verb === 'UID' ? `UID ${second}` : verb;
      const answer = known[name] ?? '<tag> OK done\r\n';
      const text = typeof answer === 'string' ? answer : await answer({ tag, line, peer });
      if (text !== undefined) peer.send(text.replaceAll('<tag>', tag));
    }
  });
}
