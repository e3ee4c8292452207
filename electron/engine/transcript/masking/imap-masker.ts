/**
 * IMAP (RFC 3501, RFC 9051): `LOGIN` arguments as atoms, quoted strings and literals of every kind, `AUTHENTICATE` with
 * and without an initial response. Literals are framed by their announcements, so no message body is ever read as
 * protocol.
 */
import { createEchoes } from './echoes.ts';
import { createExchange, type Exchange } from './exchange.ts';
import { createFramer } from './framer.ts';
import { createHeldRun } from './held-run.ts';
import { imapCommands } from './imap-commands.ts';
import { createLoginReader, type LoginReader } from './imap-login.ts';
import { joinDirections } from './joined-directions.ts';
import { createPieceMaker, everything, type Facts, type Mark, type Masker, type MaskerOptions, withoutEnd } from './masker.ts';
import { secretInOtherWords, secretsInUrls, strayAnswer } from './other-protocols.ts';

/** RFC 9051 §4.3 with LITERAL+ (RFC 7888) and literal8 (RFC 3516). */
const literalAnnouncement = /~?\{(\d{1,15})([+-]?)\}\r?\n$/;
/** A fetched item that is the whole message; `<0>` after it would make it a part (RFC 9051 §6.4.5). */
const wholeMessage = /(?:BODY\[\]|RFC822|BINARY\[\]) ~?\{\d+\}\r?\n$/i;

/**
 * Octets of a literal of the server that is searched for a secret like a line: a name that has no other form, such as that of a folder. A whole
 * message is what others wrote.
 */
const longestString = 4_096;
const wholeRun = { first: true, last: true, run: true };

const plainData: Facts = { kind: 'data' };

interface ClientCommand {
  readonly tag: string;
  readonly name: string;
  readonly login: LoginReader | null;
}

interface Understood {
  readonly facts: Facts;
  readonly marks: Mark[];
}

export function createImapMasker(options: MaskerOptions): Masker {
  const echoes = createEchoes();
  const clientPiece = createPieceMaker('client', options);
  const serverPiece = createPieceMaker('server', options);

  /** The command whose line is not complete: a literal comes, or came, in between. */
  let open: ClientCommand | null = null;
  /** The announced literal waits for the server's consent. */
  let synchronising = false;
  let exchange: { readonly tag: string; readonly sasl: Exchange } | null = null;
  let loginTag: string | null = null;
  /** A sign-in was tried and has not succeeded: a line that is no command may be the password. */
  let isSigningIn = false;
  let idleTag: string | null = null;
  let greeted = false;
  /** The server's line that is not complete. */
  let response: Facts | null = null;
  let bodyFollows = false;
  /** The client's line that is too long to be held: how its further parts are treated. */
  let longLine: { readonly facts: Facts; readonly secret: boolean } | null = null;
  let clientRunBegins = true;
  let serverRunBegins = true;
  const strings = createHeldRun();

  const client = createFramer(
    {
      line(bytes, at, first, whole) {
        const { facts, marks } =
          !first && longLine ? readLongLine(longLine, bytes) : open ? readContinuation(open, bytes) : readLine(bytes);
        if (!whole) longLine = { facts, secret: marks.length > 0 || facts.sasl !== undefined || open?.login?.reachedSecret === true };
        // A folder that the server has named after the password is selected by that name.
        const said = marks.length > 0 ? marks : echoes.find(bytes, 0, false);
        clientPiece(bytes, at, { first, last: whole, run: false }, facts, said);
        if (!whole) return;
        longLine = null;
        expectLiteral(bytes, facts);
      },
      cut: echoes.cutBefore,
      run(bytes, at, last, total) {
        synchronising = false;
        const name = open?.name || null;
        // What a line counts that was covered because it is no command is a part of it.
        const secret = open?.login ? open.login.literal(bytes, last) : open === null || name === 'AUTHENTICATE';
        const facts: Facts = { kind: 'literal', tag: open?.tag ?? null, command: name, message: name === 'APPEND' ? 'plain' : null, total };
        clientPiece(bytes, at, { first: clientRunBegins, last, run: true }, facts, secret ? [{ offset: 0, length: bytes.length }] : []);
        clientRunBegins = last;
      },
    },
    options.longestLine,
  );

  const server = createFramer(
    {
      line(bytes, at, first, whole) {
        const ends = { first, last: whole, run: false };
        if (first && whole && isPlainData(bytes) && !echoes.mayHold(bytes)) {
          serverPiece(bytes, at, ends, plainData);
          response = null;
          expectServerLiteral(bytes, plainData);
          return;
        }
        const text = bytes.toString('latin1');
        const isMiddle = response !== null;
        const facts = response ?? readResponse(text);
        const own = response ? 0 : serversWordsBegin(text);
        const answering = exchange !== null || loginTag !== null || /^\S+ BAD /i.test(text);
        // An echo may straddle the parts of a line that is too long to hold.
        const marks = answering && !echoes.isEmpty && !(first && whole) ? everything(bytes) : echoes.find(bytes, own, answering);
        if (facts.kind === 'continuation' && exchange && first) marks.push(...exchange.sasl.challenge(bytes, own));
        marks.push(...secretsInUrls(text));
        const shown: Facts = facts.tag && marks.some(({ offset }) => offset < own) ? { ...facts, tag: null } : facts;
        serverPiece(bytes, at, ends, shown, marks);
        response = whole ? null : facts;
        if (!whole) return;
        const isBad = /^\S+ BAD\b/i.test(text);
        if (facts.kind === 'status') settle(facts.tag ?? '', isBad, /^\S+ OK\b/i.test(text));
        // A line that the server cannot read is answered without its tag (RFC 9051 §7.1.3).
        else if (open && isBad && !isMiddle) settle(open.tag, true, false);
        // The text of a status response may end like an announcement but never is one (RFC 9051 §9, resp-text).
        if (facts.kind === 'data' && !/^\* (?:OK|NO|BAD|BYE|PREAUTH)\b/i.test(text)) expectServerLiteral(bytes, facts);
      },
      cut: echoes.cutBefore,
      run(bytes, at, last, total) {
        const facts: Facts = { kind: 'literal', message: bodyFollows ? 'plain' : null, total };
        // No literal answers an authentication; if one comes, mask it.
        const suspect = (exchange !== null || loginTag !== null) && !echoes.isEmpty;
        const all = [{ offset: 0, length: bytes.length }];
        if (strings.isHolding || (!suspect && !bodyFollows && !echoes.isEmpty && (total ?? 0) <= longestString)) {
          const whole = strings.hold(bytes, at, last);
          if (!whole) return;
          const marks = suspect ? everything(whole.bytes) : echoes.mayHold(whole.bytes) ? echoes.find(whole.bytes, 0, false, true) : [];
          serverPiece(whole.bytes, whole.at, wholeRun, facts, marks);
          return;
        }
        serverPiece(bytes, at, { first: serverRunBegins, last, run: true }, facts, suspect ? all : []);
        serverRunBegins = last;
      },
    },
    options.longestLine,
  );

  /**
   * Data that comes by the thousand and answers no authentication: `* 12 FETCH (…`, and what follows its literals. No
   * server repeats a command in it, so it is read only where it holds a secret as it is.
   */
  function isPlainData(bytes: Buffer): boolean {
    if (exchange !== null || loginTag !== null) return false;
    if (response !== null) return response.kind === 'data';
    const digit = bytes[2] ?? 0;
    return bytes[0] === 0x2a && bytes[1] === 0x20 && digit >= 0x30 && digit <= 0x39;
  }

  function expectServerLiteral(bytes: Buffer, facts: Facts): void {
    // `}` before the line end; nearly no line has it.
    if (bytes[bytes.length - 3] !== 0x7d && bytes[bytes.length - 2] !== 0x7d) return;
    const tail = bytes.subarray(-48).toString('latin1');
    const announced = literalAnnouncement.exec(tail);
    if (!announced) return;
    response = facts;
    bodyFollows = wholeMessage.test(tail);
    server.takeBytes(Number(announced[1]));
  }

  function readLine(bytes: Buffer): Understood {
    const text = withoutEnd(bytes).toString('latin1');
    if (exchange?.sasl.owes) {
      const sasl = { mechanism: exchange.sasl.mechanism, step: exchange.sasl.step };
      const facts: Facts = { kind: 'response', tag: exchange.tag, command: 'AUTHENTICATE', sasl };
      return { facts, marks: exchange.sasl.answer(bytes, 0) };
    }
    // RFC 2177 §3: DONE ends IDLE and carries no tag.
    if (idleTag !== null && /^done$/i.test(text)) {
      const facts: Facts = { kind: 'response', tag: idleTag, command: 'IDLE' };
      idleTag = null;
      return { facts, marks: [] };
    }
    const parsed = /^([ \t]*)(\S+)([ \t]+)(\S+)(?:([ \t]+)(\S+))?/.exec(text);
    // A command whose tag was forgotten, or a DONE after IDLE has ended.
    if (!parsed && !isSigningIn && imapCommands.has(text.trim().toUpperCase())) return { facts: { kind: 'command' }, marks: [] };
    if (!parsed) return { facts: { kind: 'command' }, marks: maskNameless(bytes, text) };
    const [, indent = '', tag = '', gap = '', word = '', secondGap = '', argument = ''] = parsed;
    // Tag and name are kept beside the line, and stand in the server's answer.
    if ([tag, word].some((each) => echoes.mayHold(Buffer.from(each, 'latin1')))) {
      echoes.addEncoded(Buffer.from(tag, 'latin1'), [{ offset: 0, length: tag.length }]);
      return { facts: { kind: 'command' }, marks: maskNameless(bytes, text) };
    }
    const after = indent.length + tag.length + gap.length + word.length;
    const name = nameOf(word, argument);
    const isCounted = literalAnnouncement.test(bytes.subarray(-24).toString('latin1'));
    // Without a tag, its arguments as literals. Servers take the name for the tag.
    if (isCounted && /^LOGIN$/i.test(tag)) return covered(bytes, tag, createLoginReader(echoes), indent.length + tag.length);
    const isKnown = imapCommands.has(word.toUpperCase());
    const foreign = name === 'LOGIN' || name === 'AUTHENTICATE' ? null : (secretInOtherWords(text) ?? (isKnown ? null : strayAnswer(text)));
    if (foreign === null && isSigningIn && !isKnown) return { facts: { kind: 'command' }, marks: maskNameless(bytes, text) };
    isSigningIn = foreign !== null || name === 'LOGIN' || name === 'AUTHENTICATE';
    if (foreign !== null) {
      // Servers take the first word for the tag, and may say the rest back.
      loginTag = tag;
      if (isCounted) return covered(bytes, tag, createLoginReader(echoes, 1), foreign);
      echoes.addPlain(withoutEnd(bytes).subarray(foreign));
      return { facts: { kind: 'command', tag }, marks: everything(bytes, foreign) };
    }
    open = { tag, name, login: name === 'LOGIN' ? createLoginReader(echoes) : null };
    const facts: Facts = { kind: 'command', tag, command: name };
    if (name === 'IDLE') idleTag = tag;
    if (open.login) {
      loginTag = tag;
      return { facts, marks: open.login.line(bytes, after) };
    }
    if (name !== 'AUTHENTICATE' || argument === '') return { facts, marks: secretsInUrls(text) };
    const sasl = createExchange(argument.toUpperCase(), echoes);
    exchange = { tag, sasl };
    const argumentEnd = after + secondGap.length + argument.length;
    const initial = argumentEnd + (/^[ \t]*/.exec(text.slice(argumentEnd))?.[0].length ?? 0);
    if (initial >= text.length) return { facts, marks: [] };
    // RFC 4959 §3: the initial response stands in the command.
    return { facts: { ...facts, sasl: { mechanism: sasl.mechanism, step: 0 } }, marks: sasl.answer(bytes, initial) };
  }

  /** A line that is no command of IMAP, and the octets that it counts: read like the arguments of LOGIN. @param from where these begin */
  function covered(bytes: Buffer, tag: string, login: LoginReader, from: number): Understood {
    loginTag = tag;
    open = { tag, name: '', login };
    return { facts: { kind: 'command', tag }, marks: login.line(bytes, from) };
  }

  /** A command has a tag and a name (RFC 9051 §2.2.1). A single word is a late answer or unknown. */
  function maskNameless(bytes: Buffer, text: string): Mark[] {
    if (text === '' || text === '*') return [];
    const marks = everything(bytes);
    echoes.addPlain(withoutEnd(bytes));
    // Servers answer it with its own first word as the tag.
    echoes.addEncoded(withoutEnd(bytes), marks);
    return marks;
  }

  function expectLiteral(bytes: Buffer, facts: Facts): void {
    const announced = facts.kind === 'command' ? literalAnnouncement.exec(bytes.subarray(-24).toString('latin1')) : null;
    if (!announced) {
      open = null;
      return;
    }
    synchronising = announced[2] === '';
    client.takeBytes(Number(announced[1]));
  }

  function readResponse(text: string): Facts {
    const isGreeting = !greeted && /^\* (?:OK|PREAUTH|BYE)\b/i.test(text);
    greeted = true;
    if (isGreeting) return { kind: 'greeting' };
    const sasl = exchange ? { mechanism: exchange.sasl.mechanism, step: exchange.sasl.step } : null;
    if (text.startsWith('+')) return { kind: 'continuation', sasl };
    const status = /^(\S+) (?:OK|NO|BAD)\b/i.exec(text);
    return status && status[1] !== '*' ? { kind: 'status', tag: status[1] ?? null } : { kind: 'data' };
  }

  /** A tagged reply ends its command, whatever literal the client had announced. */
  function settle(tag: string, isBad: boolean, isOk: boolean): void {
    if (isOk && (exchange?.tag === tag || loginTag === tag)) isSigningIn = false;
    if (exchange?.tag === tag) exchange = null;
    if (loginTag === tag) loginTag = null;
    if (idleTag === tag) idleTag = null;
    // RFC 9051 §4.3: instead of `+` the server may refuse the command; the literal is then never sent. A server that does not know LITERAL+
    // (RFC 7888 §4) calls the announcement bad, and takes what follows for commands.
    // Of a message that is under way the rest may still come.
    if (open?.tag !== tag) return;
    if (synchronising || isBad || open.name !== 'APPEND') client.abandonRun(isBad || open.name !== 'APPEND');
    if (client.isInRun()) return;
    open = null;
    synchronising = false;
  }

  return joinDirections({
    client,
    server: {
      push: server.push,
      end() {
        server.end();
        const left = strings.end();
        if (left)
          serverPiece(left.bytes, left.at, { ...wholeRun, last: false }, { kind: 'literal' }, [{ offset: 0, length: left.bytes.length }]);
      },
    },
    echoes,
    applyMask: options.applyMask,
    forget() {
      open = null;
      exchange = null;
      loginTag = null;
      isSigningIn = false;
      idleTag = null;
      response = null;
      longLine = null;
    },
  });
}

const readLongLine = ({ facts, secret }: { facts: Facts; secret: boolean }, bytes: Buffer): Understood => ({
  facts,
  marks: secret ? everything(bytes) : [],
});

function readContinuation({ tag, name, login }: ClientCommand, bytes: Buffer): Understood {
  const facts: Facts = { kind: 'command', tag, ...(name === '' ? {} : { command: name }) };
  if (login) return { facts, marks: login.line(bytes, 0) };
  // A user who has counted wrong types the next command where the server waits for the rest of this one.
  const from = name === 'AUTHENTICATE' ? 0 : secretInOtherWords(withoutEnd(bytes).toString('latin1'));
  return { facts, marks: from === null ? [] : everything(bytes, from) };
}

const nameOf = (word: string, argument: string) => {
  const name = word.toUpperCase();
  return name === 'UID' && argument !== '' ? `UID ${argument.toUpperCase()}` : name;
};

/** Tag and status are never an echo, even if the password is OK. */
const serversWordsBegin = (text: string) => /^(?:\+ ?|\S+ (?:(?:OK|NO|BAD|BYE|PREAUTH)\b ?)?)/i.exec(text)?.[0].length ?? 0;
