/**
 * POP3 (RFC 1939) with CAPA (RFC 2449), STLS (RFC 2595) and AUTH (RFC 5034): `PASS`, the digest of `APOP`, and every
 * mechanism's answers. Replies are counted against commands, because only the command says whether many lines follow.
 */
import { createEchoes } from './echoes.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Facts, type Mark, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { isLoneBase64, secretInOtherWords, strayAnswer } from './other-protocols.ts';

interface Awaited {
  readonly command: string;
  readonly authentication: boolean;
  /** Whether a positive reply is followed by lines up to a dot (RFC 1939 §3), and whether these are a message. */
  readonly follows: 'nothing' | 'lines' | 'message' | 'head';
}

export function createPop3Masker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);

  let awaited: Awaited[] = [];
  let exchange: Exchange | null = null;
  let refusedLately = false;
  let greeted = false;
  /** The multi-line reply that is under way. */
  let listing: Awaited | null = null;
  let serverRunBegins = true;
  let longClientLine: { readonly facts: Facts; readonly secret: boolean } | null = null;
  let longServerLine: Facts | null = null;

  const client = createFramer(
    {
      line(bytes, at, first, whole) {
        const { facts, marks } =
          !first && longClientLine
            ? { facts: longClientLine.facts, marks: longClientLine.secret ? everything(bytes) : [] }
            : readLine(bytes);
        longClientLine = whole ? null : { facts, secret: marks.length > 0 || facts.sasl !== undefined };
        // A password that is known, typed where none is asked for.
        const said = marks.length > 0 || facts.kind === 'payload' ? marks : echoes.find(bytes, 0, false, true);
        clientPiece(bytes, at, { first, last: whole, run: false }, facts, said);
      },
      cut: echoes.cutBefore,
      run: () => undefined,
    },
    options.longestLine,
  );

  const server = createFramer(
    {
      line(bytes, at, first, whole) {
        const text = bytes.toString('latin1');
        const answering = awaited[0]?.authentication === true && listing === null;
        const facts = (first ? null : longServerLine) ?? readReply(text, answering);
        const own = first && !listing ? (/^(?:\+OK|-ERR|\+) ?/i.exec(text)?.[0].length ?? 0) : 0;
        // A list of messages comes by the thousand; what the server can do is short.
        const isBulk = listing !== null && listing.command !== 'CAPA';
        const marks = answering && !echoes.isEmpty && !(first && whole) ? everything(bytes) : echoes.find(bytes, own, answering, isBulk);
        if (facts.kind === 'continuation' && exchange && first) marks.push(...exchange.challenge(bytes, own));
        serverPiece(bytes, at, { first, last: whole, run: false }, facts, marks);
        longServerLine = whole ? null : facts;
        if (whole) settle(text, facts);
      },
      cut: echoes.cutBefore,
      run(bytes, at, last) {
        const facts: Facts = {
          kind: 'payload',
          command: listing?.command ?? null,
          message: listing?.follows === 'message' ? 'stuffed' : null,
        };
        serverPiece(bytes, at, { first: serverRunBegins, last, run: true }, facts);
        serverRunBegins = last;
      },
    },
    options.longestLine,
  );

  function readLine(bytes: Buffer): { facts: Facts; marks: Mark[] } {
    const text = withoutEnd(bytes).toString('latin1');
    if (exchange?.owes) {
      const sasl = { mechanism: exchange.mechanism, step: exchange.step };
      awaited.push({ command: 'AUTH', authentication: true, follows: 'nothing' });
      // Called off: what was meant to follow may be on its way.
      refusedLately ||= text === '*';
      return { facts: { kind: 'response', command: 'AUTH', sasl }, marks: exchange.answer(bytes, 0) };
    }
    const [, indent = '', word = '', gap = '', argument = ''] = /^([ \t]*)(UTF8(?=[ \t]|$)|[A-Za-z]*)([ \t]?)(.*)$/is.exec(text) ?? [];
    const verb = word.toUpperCase();
    if (!verbs.has(verb) && (refusedLately || isLoneBase64(text))) {
      // The word may be the beginning of a secret: nothing keeps it.
      awaited.push({ command: '', authentication: true, follows: 'nothing' });
      echoes.addPlain(withoutEnd(bytes));
      return { facts: { kind: 'command' }, marks: everything(bytes) };
    }
    const authentication = verb === 'PASS' || verb === 'APOP' || verb === 'AUTH';
    const foreign = authentication ? null : (secretInOtherWords(text) ?? (verbs.has(verb) ? null : strayAnswer(text)));
    if (foreign !== null) {
      // What follows may be the answers that the user believes are asked for.
      refusedLately = true;
      awaited.push({ command: verb, authentication: true, follows: 'nothing' });
      return { facts: { kind: 'command' }, marks: secretFrom(bytes, foreign) };
    }
    // It is kept beside the line, and of its reply.
    const isSecret = verb !== '' && !verbs.has(verb) && echoes.find(Buffer.from(verb), 0, false).length > 0;
    const command = isSecret ? '' : verb;
    awaited.push({ command, authentication, follows: followsOn(verb, argument) });
    const facts: Facts = { kind: 'command', command };
    const from = indent.length + word.length + gap.length;
    if (!authentication) {
      refusedLately = false;
      return { facts, marks: [] };
    }
    if (verb === 'AUTH') return beginExchange(bytes, text, from, facts);
    // RFC 1939 §7: PASS's argument may hold spaces; all after the first one belongs to the password.
    if (verb === 'PASS') return { facts, marks: secretFrom(bytes, from) };
    // The digest of APOP follows the name, which holds no space; without a name all of it may be the digest.
    const name = /^\S+[ \t]+/.exec(argument)?.[0].length ?? 0;
    return { facts, marks: secretFrom(bytes, from + name) };
  }

  function secretFrom(bytes: Buffer, from: number): Mark[] {
    const marks = everything(bytes, from);
    for (const { offset, length } of marks) echoes.addPlain(bytes.subarray(offset, offset + length));
    return marks;
  }

  function beginExchange(bytes: Buffer, text: string, from: number, facts: Facts): { facts: Facts; marks: Mark[] } {
    const parsed = /^(\S+)([ \t]*)/.exec(text.slice(from));
    // RFC 5034 §4 keeps the old form without a mechanism, which lists them.
    if (!parsed) return { facts, marks: [] };
    exchange = createExchange((parsed[1] ?? '').toUpperCase(), echoes);
    const initial = from + parsed[0].length;
    if (initial >= text.length) return { facts, marks: [] };
    return { facts: { ...facts, sasl: { mechanism: exchange.mechanism, step: 0 } }, marks: exchange.answer(bytes, initial) };
  }

  function readReply(text: string, answering: boolean): Facts {
    if (listing) return { kind: listing.follows === 'lines' ? 'data' : 'payload', command: listing.command };
    if (!greeted) return { kind: 'greeting' };
    const command = awaited[0]?.command ?? null;
    const sasl = answering && exchange ? { mechanism: exchange.mechanism, step: exchange.step } : null;
    // RFC 5034 §4: a challenge is "+", a space and base64.
    return { kind: /^\+(?: |\r?\n)/.test(text) ? 'continuation' : 'status', command, sasl };
  }

  function settle(text: string, facts: Facts): void {
    if (listing) {
      // RFC 1939 §3: the line with the dot alone ends the reply.
      if (/^\.\r?\n$/.test(text)) listing = null;
      return;
    }
    if (!greeted) {
      greeted = true;
      return;
    }
    // What is no reply answers nothing.
    if (!/^(?:\+OK|-ERR)\b|^\+(?: |\r?\n)/i.test(text)) return;
    const answered = awaited.shift();
    // A challenge that nobody has asked for may be answered all the same.
    if (facts.kind === 'continuation' && !answered?.authentication) refusedLately = true;
    if (!answered) return;
    const positive = /^\+OK\b/i.test(text);
    if (answered.authentication && facts.kind !== 'continuation') {
      if (!exchange || exchange.owes || !awaited.some((each) => each.authentication)) {
        refusedLately = !positive;
        exchange = null;
      }
    }
    // What is typed now may be the password alone (RFC 1939 §7: PASS goes before it).
    if (answered.command === 'USER') refusedLately = true;
    if (!positive || answered.follows === 'nothing') return;
    listing = answered;
    if (answered.follows !== 'lines') server.takeUntilDot();
  }

  return joinDirections({
    client,
    server,
    echoes,
    applyMask: options.applyMask,
    forget() {
      awaited = [];
      exchange = null;
      refusedLately = false;
      listing = null;
      longClientLine = null;
      longServerLine = null;
    },
  });
}

const verbs: ReadonlySet<string> = new Set(
  'USER PASS APOP AUTH CAPA STLS STAT LIST UIDL RETR TOP DELE RSET NOOP QUIT UTF8 LANG'.split(' '),
);

function followsOn(verb: string, argument: string): Awaited['follows'] {
  switch (verb) {
    case 'RETR':
      return 'message';
    case 'TOP':
      return 'head';
    case 'CAPA':
      return 'lines';
    case 'LIST':
    case 'UIDL':
    case 'AUTH':
    case 'LANG':
      // With an argument the answer is a single line (RFC 1939 §5, §7; RFC 6856 §3.1).
      return argument.trim() === '' ? 'lines' : 'nothing';
    case 'XTND':
      return /^XLST\b/i.test(argument) ? 'lines' : 'nothing';
    default:
      return 'nothing';
  }
}
