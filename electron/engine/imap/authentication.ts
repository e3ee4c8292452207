/**
 * Which mechanism is spoken and how. The library knows two and prefers by its own taste; here the account's choice
 * decides, and without TLS, where the user asked for none, a mechanism that hides the password comes first.
 */
import { type Failure, FailureError } from '../../contract/failure.ts';
import { cramMd5Response, loginResponses, plainResponse } from '../wire/sasl.ts';
import { imapFailure, responseCodeOf } from './imap-failure.ts';
import { type Attribute, atom, attributeText, text } from './library.ts';
import type { ImapSession } from './session.ts';

type Way = 'PLAIN' | 'LOGIN' | 'CRAM-MD5' | 'LOGIN command';

/** Authenticates as the options say; rejects with `authentication-refused`, `mechanism-missing` or what broke the connection. */
export async function authenticate(session: ImapSession): Promise<void> {
  const { options } = session;
  if (options.password === '') throw session.fail('password-missing');
  const way = chooseWay(session);
  session.tap.secret(options.password, [options.username]);
  try {
    await speak(session, way);
  } catch (error) {
    throw error instanceof FailureError ? new FailureError(nameRefusal(session, error.failure)) : error;
  }
}

function chooseWay(session: ImapSession): Way {
  const { mechanism, security } = session.options;
  const offered = (way: Way): boolean => {
    // RFC 9051 §6.2.3: LOGINDISABLED forbids the LOGIN command; the mechanisms stand in AUTH= capabilities.
    if (way === 'LOGIN command') return !session.has('LOGINDISABLED');
    return session.has(`AUTH=${way}`);
  };
  const ways: readonly Way[] =
    mechanism === 'automatic'
      ? security === 'none'
        ? ['CRAM-MD5', 'PLAIN', 'LOGIN', 'LOGIN command']
        : ['PLAIN', 'LOGIN', 'CRAM-MD5', 'LOGIN command']
      : mechanism === 'LOGIN'
        ? ['LOGIN', 'LOGIN command']
        : [mechanism];
  const way = ways.find(offered);
  if (way) return way;
  const mechanisms = [...session.client.capabilities.keys()].filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
  throw session.fail('mechanism-missing', {
    permanent: true,
    detail: { wanted: mechanism, offered: mechanisms.join(' '), loginDisabled: session.has('LOGINDISABLED') },
  });
}

async function speak(session: ImapSession, way: Way): Promise<void> {
  const { username, password } = session.options;
  const answer = (bytes: Buffer) => session.client.internals.write(bytes.toString('base64'));
  if (way === 'LOGIN command') {
    await session.send('LOGIN', [astring(username), astring(password)]);
    return;
  }
  let step = 0;
  await session.send('AUTHENTICATE', [atom(way)], {
    onContinuation: (response) => {
      const challenge = Buffer.from(attributeText(response.attributes?.at(-1)) ?? '', 'base64');
      const position = step;
      step += 1;
      // RFC 9051 §6.2.2: `*` ends an exchange that goes on where the mechanism knows nothing more to say.
      if (position >= (way === 'LOGIN' ? 2 : 1)) return session.client.internals.write('*');
      if (way === 'PLAIN') return answer(plainResponse(username, password));
      if (way === 'CRAM-MD5') return answer(cramMd5Response(challenge, username, password));
      // The prompts of LOGIN come in a fixed order in practice, but a server may ask for the password first.
      const [name, secret] = loginResponses(username, password);
      const wantsPassword = /pass/i.test(challenge.toString('latin1')) || (position === 1 && !/user/i.test(challenge.toString('latin1')));
      return answer(wantsPassword ? secret : name);
    },
  });
}

/** RFC 9051 §4.3: a quoted string is seven bits without CR, LF and NUL; anything else goes as a literal. */
function astring(value: string): Attribute {
  return /^[\u0001-\u0009\u000b\u000c\u000e-\u007f]*$/.test(value) ? text(value) : { type: 'LITERAL', value: Buffer.from(value, 'utf8') };
}

/** A NO to a login without a telling code means the name or the password. */
function nameRefusal(session: ImapSession, failed: Failure): Failure {
  if (failed.code !== 'command-refused') return failed;
  const line = session.context().lastStatusLine;
  const code = responseCodeOf(line) === 'CONTACTADMIN' ? 'authentication-unavailable' : 'authentication-refused';
  return imapFailure(code, session.context(), { ...(failed.command ? { command: failed.command } : {}), ...(line ? { reply: line } : {}) });
}
