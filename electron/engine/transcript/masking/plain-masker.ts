/**
 * DNS and TLS carry no secrets of ours: what was handed over together is one piece. HTTP is cut into lines up to the
 * empty one, and the values of the header fields that carry credentials are masked (RFC 9110 §11.6).
 */
import { createEchoes } from './echoes.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Mark, type Masker, type MaskerOptions, type Piece } from './masker.ts';

export const createPlainMasker = (options: MaskerOptions): Masker => createWholeMasker(options, 'command', 'data');

/** Each datagram, and over TCP each message, is one piece. */
export const createDnsMasker = (options: MaskerOptions): Masker => createWholeMasker(options, 'message', 'message');

function createWholeMasker(options: MaskerOptions, asked: Piece['kind'], said: Piece['kind']): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);
  const whole = { first: true, last: true, run: true };
  const end = () => undefined;
  return joinDirections({
    client: { push: (bytes, at) => clientPiece(bytes, at, whole, { kind: asked }), end },
    server: { push: (bytes, at) => serverPiece(bytes, at, whole, { kind: said }), end },
    echoes,
    applyMask: options.applyMask,
  });
}

const credentialFields = /^(?:authorization|proxy-authorization|cookie|set-cookie)[ \t]*:[ \t]*/i;

/** RFC 9110 §15.2: an interim response is followed by another, whose header fields may be secret as well. */
const statusLine = /^HTTP\/\d(?:\.\d)? (\d)/;

/** One request and its answer on a connection (RFC 9112 §9.6, `Connection: close`): what follows the answer's header is its body. */
export function createHttpMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes(32, true);
  const readDirection = (direction: 'client' | 'server') => {
    const piece = createPieceMaker(direction, options);
    let secretField = false;
    let status: string | null = null;
    let bodyBegins = true;
    const framer = createFramer(
      {
        line(bytes, at, first, whole) {
          const text = bytes.toString('latin1');
          const field = first ? credentialFields.exec(text) : null;
          // A folded line (RFC 9112 §5.2) belongs to the field before it.
          const folded = first && secretField && (bytes[0] === 0x20 || bytes[0] === 0x09);
          if (first) secretField = field !== null || folded;
          const marks: Mark[] = secretField ? everything(bytes, field?.[0].length ?? 0) : echoes.find(bytes, 0, true);
          const said = direction === 'server' && first ? (statusLine.exec(text)?.[1] ?? null) : null;
          const kind = direction === 'client' ? 'command' : said !== null ? 'status' : 'data';
          piece(bytes, at, { first, last: whole, run: false }, { kind }, marks);
          status = said ?? status;
          // Where a secret is in use, the body is searched line by line for its echo.
          if (first && whole && status !== null && status !== '1' && /^\r?\n$/.test(text) && echoes.isEmpty) framer.takeRest();
        },
        cut: echoes.cutBefore,
        run(bytes, at, last) {
          piece(bytes, at, { first: bodyBegins, last, run: true }, { kind: 'payload' });
          bodyBegins = false;
        },
      },
      options.longestLine,
    );
    return framer;
  };
  const client = readDirection('client');
  const server = readDirection('server');
  return joinDirections({ client, server, echoes, applyMask: options.applyMask });
}
