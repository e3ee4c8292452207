/**
 * SMTP (RFC 5321) with AUTH (RFC 4954): initial responses and answers of every mechanism. Replies are counted against
 * commands, so pipelined and refused exchanges end where the server ended them; the message in DATA and BDAT is framed
 * and never read as protocol.
 */
import { createEchoes } from './echoes.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { createFramer } from './framer.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Facts, type Mark, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { isLoneBase64, secretInOtherWords, secretsInUrls, strayAnswer } from './other-protocols.ts';

/** Commands without a reply. */
interface Awaited {
  readonly command: string;
  /** An AUTH command or an answer of its exchange. */
  readonly authentication: boolean;
}

/** Of a message behind its 354. */
const message: Awaited = { command: 'DATA', authentication: false };

export function createSmtpMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);

  let awaited: Awaited[] = [];
  let exchange: Exchange | null = null;
  /** The last exchange was refused: an answer that was already on its way would look like an unknown command. */
  let refusedLately = false;
  /** Said in POP3's word who signs in: the password may follow. */
  let isUserNamed = false;
  let greeted = false;
  let runCommand = 'DATA';
  let clientRunBegins = true;
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
        // RFC 3030 §2: BDAT's bytes follow at once, without asking.
        const chunk = whole && facts.command === 'BDAT' ? /^BDAT[ \t]+(\d{1,15})/i.exec(bytes.toString('latin1')) : null;
        if (!chunk) return;
        runCommand = 'BDAT';
        client.takeBytes(Number(chunk[1]));
      },
      cut: echoes.cutBefore,
      run(bytes, at, last) {
        const isStuffed = runCommand === 'DATA';
        clientPiece(
          bytes,
          at,
          { first: clientRunBegins, last, run: true },
          { kind: 'payload', command: runCommand, message: isStuffed ? 'stuffed' : null },
        );
        clientRunBegins = last;
        if (last && runCommand === 'DATA') dotFollows = true;
      },
    },
    options.longestLine,
  );
  /** The line with the dot is the end of the message, not a command of its own. */
  let dotFollows = false;

  const server = createFramer(
    {
      line(bytes, at, first, whole) {
        const text = bytes.toString('latin1');
        const answering = awaited[0]?.authentication === true;
        const facts = (first ? null : longServerLine) ?? readReply(text, answering);
        const own = first ? (/^\d{3}[ -]?/.exec(text)?.[0].length ?? 0) : 0;
        const marks = answering && !echoes.isEmpty && !(first && whole) ? everything(bytes) : echoes.find(bytes, own, answering);
        if (answering && exchange && /^334(?: |\r?\n)/.test(text)) marks.push(...exchange.challenge(bytes, own));
        serverPiece(bytes, at, { first, last: whole, run: false }, facts, marks);
        longServerLine = whole ? null : facts;
        // RFC 5321 §4.2.1: a hyphen after the code means that more lines follow, in a greeting too. What is no reply answers nothing.
        if (whole && /^[1-9]\d\d(?![\d-])/.test(text)) settle(text.slice(0, 3));
      },
      cut: echoes.cutBefore,
      run: () => undefined,
    },
    options.longestLine,
  );

  function readLine(bytes: Buffer): { facts: Facts; marks: Mark[] } {
    const text = withoutEnd(bytes).toString('latin1');
    if (dotFollows) {
      dotFollows = false;
      return { facts: { kind: 'payload', command: 'DATA' }, marks: [] };
    }
    if (exchange?.owes) {
      const sasl = { mechanism: exchange.mechanism, step: exchange.step };
      awaited.push({ command: 'AUTH', authentication: true });
      // Called off: what was meant to follow may be on its way.
      refusedLately ||= text === '*';
      return { facts: { kind: 'response', command: 'AUTH', sasl }, marks: exchange.answer(bytes, 0) };
    }
    const word = /^[ \t]*([A-Za-z]+|X-EXPS)(?=[ \t]|$)/i.exec(text)?.[1]?.toUpperCase() ?? '';
    // Exchange's own name for AUTH between its servers: the same exchange, the same secrets.
    const verb = word === 'X-EXPS' ? 'AUTH' : word;
    const spoken = secretInOtherWords(text);
    if (!verbs.has(verb) && (refusedLately || isLoneBase64(text) || (isUserNamed && spoken === null))) {
      // The word may be the beginning of a secret: nothing keeps it.
      awaited.push({ command: '', authentication: true });
      echoes.addPlain(withoutEnd(bytes));
      return { facts: { kind: 'command', command: null }, marks: everything(bytes) };
    }
    const authentication = verb === 'AUTH';
    const foreign = authentication ? null : (spoken ?? (verbs.has(verb) ? null : strayAnswer(text)));
    if (foreign !== null) {
      // What follows may be the answers that the user believes are asked for.
      refusedLately = true;
      awaited.push({ command: verb, authentication: true });
      echoes.addPlain(withoutEnd(bytes).subarray(foreign));
      return { facts: { kind: 'command', command: null }, marks: everything(bytes, foreign) };
    }
    // It is kept beside the line, and of its reply.
    const isSecret = verb !== '' && !verbs.has(verb) && echoes.find(Buffer.from(verb), 0, false).length > 0;
    const command = isSecret ? '' : commandName(verb, text);
    awaited.push({ command, authentication });
    const facts: Facts = { kind: 'command', command };
    if (!authentication) {
      refusedLately = false;
      isUserNamed = verb === 'USER';
      return { facts, marks: verb === 'BURL' ? secretsInUrls(text) : [] };
    }
    // RFC 4954 §4: AUTH mechanism [initial-response].
    const parsed = /^[ \t]*\S+[ \t]+(\S+)([ \t]*)/.exec(text);
    if (!parsed) return { facts, marks: [] };
    exchange = createExchange((parsed[1] ?? '').toUpperCase(), echoes);
    if (parsed[0].length >= text.length) return { facts, marks: [] };
    return { facts: { ...facts, sasl: { mechanism: exchange.mechanism, step: 0 } }, marks: exchange.answer(bytes, parsed[0].length) };
  }

  function readReply(text: string, answering: boolean): Facts {
    const command = awaited[0]?.command ?? null;
    if (/^\d{3}-/.test(text) || isNarration(text)) return { kind: greeted ? 'data' : 'greeting', command };
    if (!greeted) return { kind: 'greeting' };
    if (!/^3\d\d/.test(text)) return { kind: 'status', command };
    return { kind: 'continuation', command, sasl: answering && exchange ? { mechanism: exchange.mechanism, step: exchange.step } : null };
  }

  /** The last line of a reply, with its code. */
  function settle(code: string): void {
    if (!greeted) {
      greeted = true;
      return;
    }
    // Before there is any of the message its 354 is followed by nothing: a client that says more waits for something else.
    if (awaited[0] === message && client.abandonRun()) awaited.shift();
    const answered = awaited.shift();
    if (code === '334') {
      // One that nobody has asked for may be answered all the same.
      if (!answered?.authentication) refusedLately = true;
      return;
    }
    if (answered?.authentication) {
      if (exchange && (exchange.owes || !awaited.some((each) => each.authentication))) {
        refusedLately = !code.startsWith('2');
        exchange = null;
      }
      return;
    }
    // RFC 5321 §4.1.1.4: the message begins when the server has said 354.
    if (answered?.command === 'DATA' && code === '354') {
      awaited.unshift(message);
      runCommand = 'DATA';
      client.takeUntilDot();
    }
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
      isUserNamed = false;
      longClientLine = null;
      longServerLine = null;
    },
  });
}

/** Commands of RFC 5321 and its extensions; after a refused exchange anything else is taken for a late answer. */
const verbs: ReadonlySet<string> = new Set(
  'HELO EHLO LHLO MAIL RCPT DATA BDAT RSET VRFY EXPN HELP NOOP QUIT STARTTLS AUTH ETRN TURN ATRN XCLIENT XFORWARD BURL'.split(' '),
);

/** After VERB Sendmail tells what it does, in lines with 050, and answers in the end. No reply begins with 0 (RFC 5321 §4.2). */
const isNarration = (text: string): boolean => /^0\d\d /.test(text);

const commandName = (verb: string, text: string): string => {
  if (verb === 'MAIL' && /^[ \t]*MAIL[ \t]+FROM:/i.test(text)) return 'MAIL FROM';
  if (verb === 'RCPT' && /^[ \t]*RCPT[ \t]+TO:/i.test(text)) return 'RCPT TO';
  return verb;
};
