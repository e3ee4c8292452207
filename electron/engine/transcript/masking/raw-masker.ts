/**
 * Lines of no protocol that is known: nothing says which of them are secret. Masked is what is known to be: every password that the session
 * was told of, in either direction and in every way of writing, words and short ones included; and what the words of any protocol carry.
 */
import { createEchoes } from './echoes.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { secretInOtherWords } from './other-protocols.ts';

/** All passwords of all accounts are looked for. */
const mostSecrets = 1_000;

export function createRawMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes(mostSecrets, true);
  const readDirection = (direction: 'client' | 'server') => {
    const piece = createPieceMaker(direction, options);
    let isLong = false;
    const kind = direction === 'client' ? 'command' : 'data';
    return createFramer(
      {
        line(bytes, at, first, whole) {
          // A secret may straddle the parts of a line that is too long to hold. The rest that a closed connection left is short and whole.
          const isPart = !whole && bytes.length === options.longestLine;
          if (isPart) isLong = true;
          const foreign = direction === 'client' && first ? secretInOtherWords(withoutEnd(bytes).toString('latin1')) : null;
          if (foreign !== null) echoes.addPlain(withoutEnd(bytes).subarray(foreign));
          const marks = (isLong && !echoes.isEmpty) || foreign !== null ? everything(bytes, foreign ?? 0) : echoes.find(bytes, 0, true);
          if (!isPart) isLong = false;
          piece(bytes, at, { first, last: whole, run: false }, { kind }, marks);
        },
        run: () => undefined,
      },
      options.longestLine,
    );
  };
  const client = readDirection('client');
  const server = readDirection('server');
  return joinDirections({ client, server, echoes, applyMask: options.applyMask });
}
