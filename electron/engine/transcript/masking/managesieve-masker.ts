/**
 * ManageSieve (RFC 5804): the strings of `AUTHENTICATE`, quoted or counted, in the command and as answers to challenges. Strings are framed by
 * their announcements, so no text of a script is ever read as protocol. Replies come in the order of the commands.
 */
import { createEchoes } from './echoes.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { createFramer } from './framer.ts';
import { createHeldRun } from './held-run.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Facts, type Mark, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { isLoneBase64, secretInOtherWords } from './other-protocols.ts';

/** A counted string is announced at the end of a line (RFC 5804 §4: `{5}` of the server, `{5+}` of the client). */
const announcement = /\{(\d{1,15})(\+?)\}\r?\n$/;

/** Octets of a string of an exchange that are held until it is complete; of a longer one nothing is shown. */
const longestHeld = 65_536;

/** A line that goes on behind a counted string. */
interface Open {
  readonly facts: Facts;
  /** The string belongs to an authentication. */
  readonly isExchange: boolean;
  /** The server's reply is complete with this line. */
  readonly status: string | null;
}

export function createManagesieveMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);

  /** Commands without their reply. */
  let awaited: string[] = [];
  let exchange: Exchange | null = null;
  let refusedLately = false;
  let greeted = false;
  let command: Open | null = null;
  /** The announced string of the client waits for nothing, but may never come: `{5}` is the server's form. */
  let mayStay = false;
  let response: Open | null = null;
  let longClientLine: { readonly facts: Facts; readonly secret: boolean } | null = null;
  let longServerLine: Facts | null = null;

  const isAnswering = () => awaited[0] === 'AUTHENTICATE';

  /** Passes a run on: one of an exchange when it is complete, with what is secret in it. */
  function createRun(piece: typeof clientPiece, isSecret: () => boolean, marksOf: (bytes: Buffer, isExchange: boolean) => Mark[]) {
    const held = createHeldRun();
    let begins = true;
    return {
      push(bytes: Buffer, at: number, last: boolean, total: number | null, open: Open | null) {
        const facts: Facts = { kind: 'literal', command: open?.facts.command ?? null, sasl: open?.facts.sasl ?? null, total };
        const secret = open?.isExchange === true || isSecret();
        if (secret && (total ?? 0) <= longestHeld) {
          const whole = held.hold(bytes, at, last);
          if (whole)
            piece(whole.bytes, whole.at, { first: true, last: true, run: true }, facts, marksOf(whole.bytes, open?.isExchange === true));
          return;
        }
        piece(bytes, at, { first: begins, last, run: true }, facts, secret ? [{ offset: 0, length: bytes.length }] : []);
        begins = last;
      },
      /** What is held of one that never became complete. */
      end() {
        const left = held.end();
        if (left)
          piece(left.bytes, left.at, { first: true, last: false, run: true }, { kind: 'literal' }, [
            { offset: 0, length: left.bytes.length },
          ]);
      },
    };
  }

  const client = createFramer(
    {
      line(bytes, at, first, whole) {
        const { facts, marks, isExchange } =
          !first && longClientLine
            ? { facts: longClientLine.facts, marks: longClientLine.secret ? everything(bytes) : [], isExchange: false }
            : command
              ? { facts: command.facts, marks: readRest(command, bytes), isExchange: command.isExchange }
              : readLine(bytes);
        longClientLine = whole ? null : { facts, secret: marks.length > 0 || facts.sasl !== undefined };
        // A script may be named like a password that is known.
        clientPiece(bytes, at, { first, last: whole, run: false }, facts, marks.length > 0 ? marks : echoes.find(bytes, 0, false));
        if (!whole) return;
        const [, length, waiver] = announcement.exec(bytes.subarray(-24).toString('latin1')) ?? [];
        command = length === undefined ? null : { facts, isExchange, status: null };
        mayStay = waiver === '';
        if (length !== undefined) client.takeBytes(Number(length));
      },
      cut: echoes.cutBefore,
      run(bytes, at, last, total) {
        mayStay = false;
        clientRun.push(bytes, at, last, total, command);
      },
    },
    options.longestLine,
  );
  const clientRun = createRun(
    clientPiece,
    () => false,
    (bytes) => exchange?.answer(bytes, 0) ?? everything(bytes),
  );

  const server = createFramer(
    {
      line(bytes, at, first, whole) {
        const text = bytes.toString('latin1');
        const answering = isAnswering();
        const status = response ? null : (/^(OK|NO|BYE)\b/i.exec(text)?.[1]?.toUpperCase() ?? null);
        const facts: Facts = (first ? null : longServerLine) ?? (response ? { ...response.facts, kind: 'data' } : readReply(text, status));
        const own = status === null ? 0 : status.length;
        const marks = answering && !echoes.isEmpty && !(first && whole) ? everything(bytes) : echoes.find(bytes, own, answering);
        if (exchange && first && !response) marks.push(...challengeIn(exchange, bytes, text, facts.kind === 'continuation'));
        serverPiece(bytes, at, { first, last: whole, run: false }, facts, marks);
        longServerLine = whole ? null : facts;
        if (!whole) return;
        const ends = response?.status ?? status;
        const [, length] = announcement.exec(bytes.subarray(-24).toString('latin1')) ?? [];
        if (length !== undefined) {
          response = { facts, isExchange: facts.kind === 'continuation', status: ends };
          server.takeBytes(Number(length));
          return;
        }
        response = null;
        if (ends !== null) settle(ends);
      },
      cut: echoes.cutBefore,
      run(bytes, at, last, total) {
        serverRun.push(bytes, at, last, total, response);
      },
    },
    options.longestLine,
  );
  const serverRun = createRun(
    serverPiece,
    () => isAnswering() && !echoes.isEmpty,
    // A text for people may repeat what it answers.
    (bytes, isExchange) => (isExchange && exchange ? exchange.challenge(bytes, 0) : echoes.find(bytes, 0, true)),
  );

  /** A user who has counted wrong types the next command where the server waits for the rest of this one. */
  function readRest({ isExchange }: Open, bytes: Buffer): Mark[] {
    const from = isExchange ? 0 : secretInOtherWords(withoutEnd(bytes).toString('latin1'));
    return from === null ? [] : everything(bytes, from);
  }

  interface Understood {
    readonly facts: Facts;
    readonly marks: Mark[];
    readonly isExchange: boolean;
  }

  function readLine(bytes: Buffer): Understood {
    const text = withoutEnd(bytes).toString('latin1');
    if (exchange?.owes) {
      const facts: Facts = { kind: 'response', command: 'AUTHENTICATE', sasl: { mechanism: exchange.mechanism, step: exchange.step } };
      return { facts, marks: answerIn(exchange, bytes, text, 0), isExchange: true };
    }
    const [, indent = '', word = ''] = /^([ \t]*)([A-Za-z]*)/.exec(text) ?? [];
    const name = word.toUpperCase();
    if (name === 'AUTHENTICATE') return beginExchange(bytes, text, indent.length + word.length);
    const foreign = secretInOtherWords(text);
    if (foreign !== null) {
      refusedLately = true;
      awaited.push('AUTHENTICATE');
      echoes.addPlain(withoutEnd(bytes).subarray(foreign));
      return { facts: { kind: 'command' }, marks: everything(bytes, foreign), isExchange: false };
    }
    if (!commands.has(name) && (refusedLately || isLoneBase64(text) || /^[ \t]*["{]/.test(text)) && text.trim() !== '') {
      // An answer that comes too late, or another password.
      awaited.push('AUTHENTICATE');
      echoes.addPlain(withoutEnd(bytes));
      return { facts: { kind: 'command' }, marks: everything(bytes), isExchange: true };
    }
    refusedLately = false;
    // The name is kept beside the line, and of its reply.
    const isSecret = name !== '' && !commands.has(name) && echoes.find(Buffer.from(name), 0, false).length > 0;
    awaited.push(isSecret ? '' : name);
    return { facts: { kind: 'command', command: isSecret ? '' : name }, marks: [], isExchange: false };
  }

  function beginExchange(bytes: Buffer, text: string, from: number): Understood {
    awaited.push('AUTHENTICATE');
    const facts: Facts = { kind: 'command', command: 'AUTHENTICATE' };
    const named = /^[ \t]*(?:"([^"]*)"|([^\s"{]+))/.exec(text.slice(from));
    exchange = createExchange((named?.[1] ?? named?.[2] ?? '').toUpperCase(), echoes);
    const rest = from + (named?.[0].length ?? 0);
    const initial = rest + (/^[ \t]*/.exec(text.slice(rest))?.[0].length ?? 0);
    if (initial >= text.length) return { facts, marks: [], isExchange: false };
    const sasl = { mechanism: exchange.mechanism, step: 0 };
    return { facts: { ...facts, sasl }, marks: answerIn(exchange, bytes, text, initial), isExchange: true };
  }

  function readReply(text: string, status: string | null): Facts {
    const answered = awaited[0] ?? null;
    if (status !== null) return { kind: greeted ? 'status' : 'greeting', command: answered };
    const sasl = exchange ? { mechanism: exchange.mechanism, step: exchange.step } : null;
    if (exchange && isAnswering() && /^["{]/.test(text)) return { kind: 'continuation', command: answered, sasl };
    // A challenge that nobody has asked for may be answered all the same.
    if (greeted && answered === null) refusedLately = true;
    return { kind: 'data', command: answered };
  }

  /** A reply is complete. */
  function settle(status: string): void {
    if (!greeted) {
      greeted = true;
      return;
    }
    const answered = awaited.shift();
    // The next one may be under way already.
    if (answered === 'AUTHENTICATE' && !awaited.includes('AUTHENTICATE')) {
      refusedLately = status !== 'OK';
      exchange = null;
    }
    if (mayStay && client.abandonRun()) mayStay = false;
    // Nothing is owed any more: what comes next is a command, also where a line was counted wrong.
    if (awaited.length === 0 && !client.isInRun()) command = null;
  }

  return joinDirections({
    client: {
      push: client.push,
      end() {
        client.end();
        clientRun.end();
      },
    },
    server: {
      push: server.push,
      end() {
        server.end();
        serverRun.end();
      },
    },
    echoes,
    applyMask: options.applyMask,
    forget() {
      awaited = [];
      exchange = null;
      refusedLately = false;
      // RFC 5804 §2.2: the capabilities are said again inside TLS.
      greeted = false;
      command = null;
      response = null;
      longClientLine = null;
      longServerLine = null;
    },
  });
}

const commands: ReadonlySet<string> = new Set(
  'AUTHENTICATE STARTTLS LOGOUT CAPABILITY HAVESPACE PUTSCRIPT LISTSCRIPTS SETACTIVE GETSCRIPT DELETESCRIPT RENAMESCRIPT CHECKSCRIPT NOOP UNAUTHENTICATE'.split(
    ' ',
  ),
);

const shifted = (marks: readonly Mark[], by: number): Mark[] => marks.map((mark) => ({ ...mark, offset: mark.offset + by }));

/** Marks in an answer that begins at `from`: within its quotes; of a counted one the announcement is no secret. */
function answerIn(exchange: Exchange, bytes: Buffer, text: string, from: number): Mark[] {
  const quoted = /^([ \t]*")([^"]*)"?[ \t]*$/.exec(text.slice(from));
  if (quoted) {
    const start = from + (quoted[1] ?? '').length;
    return shifted(exchange.answer(bytes.subarray(start, start + (quoted[2] ?? '').length), 0), start);
  }
  if (/^[ \t]*\{\d{1,15}\+?\}$/.test(text.slice(from))) return [];
  return exchange.answer(bytes, from);
}

/** Marks in a challenge; what the server adds to its OK (RFC 5804 §1.3, response code SASL) is one too. */
function challengeIn(exchange: Exchange, bytes: Buffer, text: string, isChallenge: boolean): Mark[] {
  const found = isChallenge ? /^(")([^"]*)"/.exec(text) : /^(OK[ \t]+\(SASL[ \t]+")([^"]*)"/i.exec(text);
  if (!found) return [];
  const start = (found[1] ?? '').length;
  return shifted(exchange.challenge(bytes.subarray(start, start + (found[2] ?? '').length), 0), start);
}
