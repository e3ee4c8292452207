/** What every masker ends in: its two directions as one, and the secrets that both have in common. Knows no protocol. */
import type { Echoes } from './echoes.ts';
import type { Masker, MaskerOptions } from './masker.ts';
import { createRedaction } from './redaction.ts';

interface Direction {
  push(bytes: Buffer, at: number): void;
  /** Passes on what is still held. */
  end(): void;
}

interface JoinedDirections {
  readonly client: Direction;
  readonly server: Direction;
  readonly echoes: Echoes;
  readonly applyMask: MaskerOptions['applyMask'];
  /** Forgets the conversation up to here; what was held of it has been passed on by then. Its secrets stay known. */
  readonly forget?: () => void;
}

export function joinDirections({ client, server, echoes, applyMask, forget }: JoinedDirections): Masker {
  function end(): void {
    client.end();
    server.end();
  }
  return {
    client: (bytes, at) => client.push(bytes, at),
    server: (bytes, at) => server.push(bytes, at),
    secret(value, known = []) {
      echoes.addKnown(known);
      echoes.addPlain(Buffer.from(value, 'utf8'));
    },
    restart() {
      end();
      forget?.();
    },
    end,
    redact: createRedaction(echoes, applyMask),
  };
}
