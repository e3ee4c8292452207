/**
 * DNS and TLS carry no secrets of ours: what was handed over together is one piece. HTTP is cut into lines up to the
 * empty one, and the values of the header fields that carry credentials are masked (RFC 9110 §11.6).
 */
import { createEchoes } from './echoes.ts';
import { createFramer } from './framer.ts';
import { createPieceMaker, everything, type Mark, type Masker, type MaskerOptions } from './masker.ts';
import { createRedaction } from './redaction.ts';

export function createPlainMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);
  const whole = { first: true, last: true, run: true };
  return {
    client: (bytes, at) => clientPiece(bytes, at, whole, { kind: 'command' }),
    server: (bytes, at) => serverPiece(bytes, at, whole, { kind: 'data' }),
    secret: (value, known = []) => {
      echoes.addKnown(known);
      echoes.addPlain(Buffer.from(value, 'utf8'));
    },
    restart: () => undefined,
    end: () => undefined,
    redact: createRedaction(echoes, options.cover),
  };
}

const credentialFields = /^(?:authorization|proxy-authorization|cookie|set-cookie)[ \t]*:[ \t]*/i;

export function createHttpMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const readDirection = (direction: 'client' | 'server') => {
    const piece = createPieceMaker(direction, options);
    let secretField = false;
    return createFramer(
      {
        line(bytes, at, first, whole) {
          const field = first ? credentialFields.exec(bytes.toString('latin1')) : null;
          // A folded line (RFC 9112 §5.2) belongs to the field before it.
          const folded = first && secretField && (bytes[0] === 0x20 || bytes[0] === 0x09);
          if (first) secretField = field !== null || folded;
          const marks: Mark[] = secretField ? everything(bytes, field?.[0].length ?? 0) : echoes.find(bytes, 0, true);
          piece(bytes, at, { first, last: whole, run: false }, { kind: direction === 'server' ? 'data' : 'command' }, marks);
        },
        run: () => undefined,
      },
      options.longestLine,
    );
  };
  const client = readDirection('client');
  const server = readDirection('server');
  return {
    client: (bytes, at) => client.push(bytes, at),
    server: (bytes, at) => server.push(bytes, at),
    secret: (value, known = []) => {
      echoes.addKnown(known);
      echoes.addPlain(Buffer.from(value, 'utf8'));
    },
    restart: () => undefined,
    end() {
      client.end();
      server.end();
    },
    redact: createRedaction(echoes, options.cover),
  };
}
