/**
 * What goes to a sendmail program and comes back: first the command with its arguments, then the message to its end, and in the other direction
 * what the program says and how it ends. What the session was told is a secret is looked for; and a program that is told to say what it does
 * (`msmtp --debug`, `-v`) repeats its sign-in to another server.
 */
import { createEchoes } from './echoes.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Mark, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { secretInOtherWords, strayAnswer } from './other-protocols.ts';

/** What programs write before a line that they send: `--> `, `[->] `, `>>> `, `  SMTP>> `. */
const arrow = /^[ \t]*(?:SMTP)?[^A-Za-z0-9+/"]{0,12}/;

export function createSendmailMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes(32, true);
  /** What is found is looked for in the reason of a failure too, which comes beside the stream. */
  function marksIn(bytes: Buffer): Mark[] {
    const text = withoutEnd(bytes).toString('latin1');
    const lead = arrow.exec(text)?.[0].length ?? 0;
    const said = text.slice(lead);
    // A reply of the other server, such as what it offers, is no sign-in.
    const secret = /^\d{3}(?:[ -]|$)/.test(said) ? null : (secretInOtherWords(said) ?? (/\s/.test(said) ? null : strayAnswer(said)));
    if (secret === null) return echoes.find(bytes, 0, true);
    const marks = everything(bytes, lead + secret);
    const sent = withoutEnd(bytes).subarray(lead + secret);
    echoes.addPlain(sent);
    echoes.addEncoded(sent, [{ offset: 0, length: sent.length }]);
    return marks;
  }
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
        serverPiece(bytes, at, { first, last: whole, run: false }, { kind }, first ? marksIn(bytes) : echoes.find(bytes, 0, true));
      },
      run: () => undefined,
    },
    options.longestLine,
  );
  return joinDirections({ client, server, echoes, applyMask: options.applyMask });
}
