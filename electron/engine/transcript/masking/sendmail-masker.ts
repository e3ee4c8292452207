/**
 * What goes to a sendmail program and comes back: first the command with its arguments, then the message to its end, and in the other direction
 * what the program says and how it ends. Nothing in it is a secret by its place; what the session was told is one is looked for.
 */
import { createEchoes } from './echoes.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, type Masker, type MaskerOptions } from './masker.ts';

export function createSendmailMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes(32, true);
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);
  const client = createFramer(
    {
      line(bytes, at, first, whole) {
        clientPiece(bytes, at, { first, last: whole, run: false }, { kind: 'command' }, echoes.find(bytes, 0, true));
        // Whatever follows the command is the message.
        if (whole) client.takeRest();
      },
      run(bytes, at) {
        // It is handed over at once, and whole before the program answers: nothing waits for the end of the session.
        if (bytes.length > 0) clientPiece(bytes, at, { first: true, last: true, run: true }, { kind: 'payload', message: 'plain' });
      },
    },
    options.longestLine,
  );
  const server = createFramer(
    {
      line(bytes, at, first, whole) {
        const kind = first && /^exit \S/.test(bytes.toString('latin1')) ? 'status' : 'data';
        serverPiece(bytes, at, { first, last: whole, run: false }, { kind }, echoes.find(bytes, 0, true));
      },
      run: () => undefined,
    },
    options.longestLine,
  );
  return joinDirections({ client, server, echoes, applyMask: options.applyMask });
}
