import type { Connection } from '../../connection.ts';

type ReadCommand =
  /** The whole command, literals included as they came, one character an octet. */
  { kind: 'command'; text: string } | { kind: 'too-long'; tag: string } | { kind: 'too-big'; tag: string } | { kind: 'end' };

const lineLimit = 65_536;

interface CommandReaderDependencies {
  readonly connection: Connection;
  /** Octets that literals of one command may have; small before login. */
  readonly literalLimit: () => number;
  /** Invites the client to send a literal (RFC 3501 §7.5). */
  readonly invite: () => Promise<void>;
}

/** Reads one command with its literals (RFC 3501 §4.3; non-synchronising ones by RFC 7888). */
export async function readCommand({ connection, literalLimit, invite }: CommandReaderDependencies): Promise<ReadCommand> {
  const pieces: string[] = [];
  let literals = 0;
  for (;;) {
    const result = await connection.readLine(lineLimit);
    if (result.kind === 'end') return { kind: 'end' };
    const line = (result.kind === 'line' ? result.line : result.beginning).toString('latin1');
    const tag = /^[^\s(){%*"\\+]{1,100}(?= )/.exec(pieces[0] ?? line)?.[0] ?? '*';
    if (result.kind === 'too-long') return { kind: 'too-long', tag };
    const literal = /\{(\d{1,10})(\+?)\}$/.exec(line);
    pieces.push(line);
    if (!literal) return { kind: 'command', text: pieces.join('') };
    const size = Number(literal[1]);
    literals += size;
    if (literals > literalLimit()) {
      // RFC 7888 §4: a literal that is already under way can only be swallowed or cut off.
      if (literal[2] === '+') connection.close('end');
      return { kind: 'too-big', tag };
    }
    if (literal[2] !== '+') await invite();
    const bytes = await connection.readExactly(size);
    if (!bytes) return { kind: 'end' };
    pieces.push(`\r\n${bytes.toString('latin1')}`);
  }
}
