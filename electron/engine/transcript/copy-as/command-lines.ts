/**
 * The same exchange as that of a session, as command lines of other programs. The password is never in them: swaks and curl ask for it, openssl
 * takes it from a variable that the line names. A program is left out where it cannot do the exchange, or where what it would be given could be
 * taken for something else than a value.
 */
import { isIP } from 'node:net';
import type { CopyForm } from '../../../contract/transcript.ts';
import type { SessionFacts } from './facts.ts';
import { isValue, quoted } from './shell.ts';

/** Programs; the script of the console is `console-script.ts`. */
type CommandForm = Exclude<CopyForm, 'console'>;

const line = (...words: readonly (string | readonly string[])[]): string => words.flat().map(quoted).join(' ');

/** Every form that makes sense for the session. @param facts of a host that is a name or an address, and nothing else */
export function commandLines(facts: SessionFacts): { form: CommandForm; text: string }[] {
  const forms: Readonly<Record<CommandForm, string | null>> = {
    swaks: swaks(facts),
    openssl: openssl(facts),
    curl: curl(facts),
    dig: dig(facts),
  };
  return (Object.keys(forms) as CommandForm[]).flatMap((form) => (forms[form] === null ? [] : { form, text: forms[form] })); // the keys of the record above
}

const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

function swaks({ protocol, host, port, security, greeting, signIn, from, recipients, reached }: SessionFacts): string | null {
  const given = [...(greeting ? [greeting.name] : []), ...(signIn ? [signIn.user] : []), ...(from ? [from] : []), ...recipients];
  // A comma separates recipients.
  if (protocol !== 'smtp' || !given.every(isValue) || recipients.some((each) => each.includes(','))) return null;
  if (signIn && !/^(?:PLAIN|LOGIN|CRAM-MD5)$/.test(signIn.mechanism)) return null;
  const until = {
    connect: 'CONNECT',
    greeting: security === 'starttls' ? 'HELO' : 'FIRST-HELO',
    auth: 'AUTH',
    mail: 'MAIL',
    rcpt: 'RCPT',
    data: null,
  }[reached];
  return line(
    ['swaks', '--server', host, '--port', String(port)],
    greeting ? ['--ehlo', greeting.name] : [],
    greeting?.verb === 'HELO' ? ['--protocol', 'SMTP'] : [],
    { none: [], starttls: ['--tls'], tls: ['--tls-on-connect'] }[security],
    signIn ? ['--auth', signIn.mechanism, '--auth-user', signIn.user] : [],
    from === null ? [] : ['--from', from === '' ? '<>' : from],
    recipients.length > 0 ? ['--to', recipients.join(',')] : ['--to', 'nobody@example.invalid'],
    until === null ? [] : ['--quit-after', until],
  );
}

const starttlsNames: Readonly<Record<string, string>> = { smtp: 'smtp', imap: 'imap', pop3: 'pop3' };

/** What is typed, one line a second: a server may refuse commands that come before its reply. */
function openssl({ protocol, host, port, security, greeting, signIn, commands }: SessionFacts): string | null {
  const name = starttlsNames[protocol];
  if (security === 'none' || name === undefined) return null;
  const secret = signIn ? signInLines(protocol, signIn) : [];
  if (secret === null || commands.length > 100 || !commands.every(isValue)) return null;
  const typed = commands.map((each) => `printf '%s\\r\\n' ${quoted(each)}`);
  // Before the first command that needs it: after the greeting of SMTP, at once elsewhere.
  const at = protocol === 'smtp' ? commands.findLastIndex((each) => /^(?:EHLO|HELO)\b/i.test(each)) + 1 : 0;
  const ends = commands.some((each) => /(?:^|\s)(?:QUIT|LOGOUT)$/i.test(each))
    ? []
    : [protocol === 'imap' ? `printf 'z LOGOUT\\r\\n'` : `printf 'QUIT\\r\\n'`];
  // Without the text of a message DATA would wait for ever.
  const asked = [...typed.slice(0, at), ...secret, ...typed.slice(at), ...ends].filter(
    (each) => !/ '?(?:DATA|BDAT\b.*|.* IDLE)'?$/i.test(each),
  );
  return [
    ...(signIn ? [`: "\${MAIL_PASSWORD:?}" # set it to the password first`] : []),
    `{ ${asked.map((each) => `sleep 1; ${each}`).join('; ')}; sleep 1; } | \\`,
    line(
      ['openssl', 's_client', '-quiet', '-connect', `${bracketed(host)}:${port}`],
      isIP(host) ? [] : ['-servername', host],
      security === 'starttls' ? ['-starttls', name] : [],
      security === 'starttls' && protocol === 'smtp' && greeting ? ['-name', greeting.name] : [],
    ),
  ].join('\n');
}

/** Lines of a sign-in with the password out of the variable; null where each answer depends on the server's. */
function signInLines(protocol: SessionFacts['protocol'], { mechanism, user }: NonNullable<SessionFacts['signIn']>): string[] | null {
  if (!isValue(user)) return null;
  const encoded = (value: string) => `"$(printf %s ${value} | base64 | tr -d '\\n')"`;
  switch (mechanism) {
    case 'USER':
      return [`printf 'USER %s\\r\\n' ${quoted(user)}`, `printf 'PASS %s\\r\\n' "$MAIL_PASSWORD"`];
    case 'LOGIN command':
      return [`printf 'x LOGIN "%s" "%s"\\r\\n' ${quoted(user)} "$MAIL_PASSWORD"`];
    case 'PLAIN': {
      const answer = `"$(printf '\\0%s\\0%s' ${quoted(user)} "$MAIL_PASSWORD" | base64 | tr -d '\\n')"`;
      const begin = protocol === 'imap' ? 'x AUTHENTICATE PLAIN' : 'AUTH PLAIN';
      return protocol === 'smtp' ? [`printf '${begin} %s\\r\\n' ${answer}`] : [`printf '${begin}\\r\\n'`, `printf '%s\\r\\n' ${answer}`];
    }
    case 'LOGIN':
      return [
        `printf '${protocol === 'imap' ? 'x AUTHENTICATE' : 'AUTH'} LOGIN\\r\\n'`,
        ...[quoted(user), '"$MAIL_PASSWORD"'].map((value) => `printf '%s\\r\\n' ${encoded(value)}`),
      ];
    default:
      return null;
  }
}

/** curl talks a whole session by itself: a message in SMTP, a sign-in and one command in IMAP and POP3. */
function curl({ protocol, host, port, security, greeting, signIn, from, recipients, reached, commands }: SessionFacts): string | null {
  const given = [...(greeting ? [greeting.name] : []), ...(signIn ? [signIn.user] : []), ...(from ? [from] : []), ...recipients];
  // A colon in the name of a user begins the password.
  if (!given.every(isValue) || signIn?.user.includes(':')) return null;
  const scheme = security === 'tls' ? { smtp: 'smtps', imap: 'imaps', pop3: 'pop3s' } : { smtp: 'smtp', imap: 'imap', pop3: 'pop3' };
  const place = `${bracketed(host)}:${port}`;
  const common = [
    ...(security === 'starttls' ? ['--ssl-reqd'] : []),
    ...(signIn ? ['--user', signIn.user] : []),
    ...(signIn && /^[A-Z0-9-]+$/.test(signIn.mechanism) && signIn.mechanism !== 'USER'
      ? ['--login-options', `AUTH=${signIn.mechanism}`]
      : []),
  ];
  if (protocol === 'smtp') {
    if (reached !== 'data' || from === null || recipients.length === 0) return null;
    const path = greeting ? encodeURIComponent(greeting.name) : '';
    return line(
      ['curl', '--verbose', `${scheme.smtp}://${place}/${path}`],
      common,
      ['--mail-from', from],
      recipients.flatMap((each) => ['--mail-rcpt', each]),
      // Otherwise it gives up at the first that is refused.
      recipients.length > 1 ? ['--mail-rcpt-allowfails'] : [],
      ['--upload-file', 'message.eml'],
    );
  }
  if (!signIn) return null;
  if (protocol === 'imap') {
    const asked = commands
      .map((each) => /^\S+ (.+)$/.exec(each)?.[1] ?? '')
      .filter((each) => !/^(?:CAPABILITY|ID\b|ENABLE|NAMESPACE|LOGOUT|IDLE|NOOP$)/i.test(each));
    const folder = /^(?:SELECT|EXAMINE) ("(?:[^"\\]|\\.)*"|\S+)/i.exec(asked[0] ?? '')?.[1]?.replace(/^"|"$/g, '');
    const [command] = asked.slice(folder === undefined ? 0 : 1);
    if (command !== undefined && (!isValue(command) || /\{\d+\+?\}$/.test(command))) return null;
    return line(
      ['curl', '--verbose', `${scheme.imap}://${place}/${folder === undefined ? '' : encodeURIComponent(folder)}`],
      common,
      command === undefined ? [] : ['--request', command],
    );
  }
  if (protocol !== 'pop3') return null;
  const command = commands.find((each) => !/^(?:CAPA|NOOP|QUIT|RSET)$/i.test(each));
  if (command !== undefined && !isValue(command)) return null;
  const isShort = /^(?:STAT|DELE|(?:LIST|UIDL) )/i.test(command ?? '');
  return line(
    ['curl', '--verbose', `${scheme.pop3}://${place}/`],
    common,
    command === undefined ? [] : ['--request', command],
    isShort ? ['--head'] : [],
  );
}

/** The look-up itself; of other sessions that of the server's name, and of where mail to the recipients goes. */
function dig({ protocol, host, port, recipients, questions }: SessionFacts): string | null {
  if (protocol === 'dns') {
    const [asked] = questions;
    if (!asked || !isValue(asked.name) || !/^[A-Z0-9]+$/.test(asked.type)) return null;
    return line(['dig', `@${host}`, '-p', String(port), '-q', asked.name, '-t', asked.type], asked.recurses ? [] : ['+norecurse']);
  }
  const domains = protocol === 'smtp' ? recipients.map((each) => each.slice(each.lastIndexOf('@') + 1)) : [];
  const asked = [
    ...(isIP(host) ? [] : ['A', 'AAAA'].map((type) => ['-q', host, '-t', type])),
    ...[...new Set(domains)].filter((each) => isValue(each) && /^[\p{L}\p{N}.-]+$/u.test(each)).map((each) => ['-q', each, '-t', 'MX']),
  ];
  return asked.length === 0 ? null : line(['dig', '+noall', '+answer'], asked.flat());
}
