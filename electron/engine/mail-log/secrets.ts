/**
 * Takes out of the lines of a log what a client sent to sign in: servers that log a session, or a command they did not understand, write it down,
 * and who shows or copies a line does not look for it. What stands in the file is left alone.
 */

const hidden = '********';

/** Lines without any of these hold nothing of the kind: nearly all. */
const suspicious = /auth|pass|pwd|secret|token|senha|contrase|334|syntax|unrecogni|last was|set_id|<|---/i;

/** A response beside the name of its mechanism (RFC 4954 §4): `AUTH PLAIN AGFu…`; names of other mechanisms are none. */
const initialResponse =
  /\b(AUTH(?:ENTICATE)?\s+(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2|OAUTHBEARER|EXTERNAL|SCRAM-[A-Z0-9-]{1,20})\s+)(?!(?:PLAIN|LOGIN|NTLM|GSSAPI|XOAUTH2|OAUTHBEARER|EXTERNAL)\b)([A-Za-z0-9+/]{4,}={0,2})/gi;
/** `PASS x` of POP3 and FTP, spoken to the wrong port. */
const passCommand = /(command (?:from|")[^:"]{0,300}[:"] ?|"|[<>-] \S{1,300}: |unrecognized command "?)(PASS )[^\s"]+/g;
/** `password=x`, `pass: "x"`, `resp=x` of Dovecot; in languages of mail administrators. */
const named =
  /\b((?:pass(?:word|wd|wort|phrase)?|pwd|secret|(?:access_|refresh_)?token|senha|contraseña|resp)\s*(?:=|:(?=\s))\s*)("[^"]*"|'[^']*'|[^\s"',;()]+)/gi;
/** One word where a command was expected, which no server knows: a password typed too late, or without its command. */
const unknownWord = /(\((?:last (?:command )?was |)"|\bunrecogni[sz]ed command:? "?|\bsyntax error in ")([^\s"/<>@]{4,256})(?=["\s)]|$)/gi;
/** `name:password` where only a name belongs: curl's way, typed as a name. */
const joined = /(\b(?:set_id|sasl_username|user)=[^\s:,;>\])]{1,256}:)(?=[^\s:,;>\])\d])[^\s,;>\])]+/g;
const base64 = /(?<![A-Za-z0-9+/=._-])[A-Za-z0-9+/]{8,}={0,2}(?![A-Za-z0-9+/=._-])/g;
const smtpVerb =
  /^(?:HELO|EHLO|LHLO|MAIL|RCPT|DATA|BDAT|RSET|VRFY|EXPN|HELP|NOOP|QUIT|AUTH|STARTTLS|ETRN|TURN|XCLIENT|XFORWARD|GET|POST|PUT|HEAD|OPTIONS|CONNECT)$/i;
/** What the server asks for, in a session that is logged: the next line of its client answers it (RFC 4954 §4). */
const spoken = /(?:\]: |\d: )(?:([<>]) (\S+): |([\w-]+): (---|<--) )(.*)$/;

/** Whether it decodes to a response of PLAIN (RFC 4616 §2) or of OAUTHBEARER and XOAUTH2 (RFC 7628 §3.1). */
function isResponse(token: string): boolean {
  const text = Buffer.from(token, 'base64').toString('latin1');
  const [, name = '', password = '', ...more] = text.split('\u0000');
  return (name !== '' && password !== '' && more.length === 0) || text.toLowerCase().includes('\u0001auth=');
}

/**
 * @returns a function of one line, in the order of the file, that answers the line as it may be shown. Linear in the length of the line.
 */
export function createSecretHider(): (line: string) => string {
  /** Who was asked for a response, and has not answered. */
  const asked = new Set<string>();

  /** A line of a logged session that answers the server; null: it is none. */
  function withoutAnswer(line: string): string | null {
    const [, arrow, peer, queueId, mark, said = ''] = spoken.exec(line) ?? [];
    const whose = peer ?? queueId;
    if (whose === undefined) return null;
    if (arrow === '>' || mark === '---') {
      if (/^334(?: |$)/.test(said)) asked.add(whose);
      else asked.delete(whose);
      if (asked.size > 1_000) asked.clear();
      return null;
    }
    return asked.delete(whose) ? `${line.slice(0, line.length - said.length)}${hidden}` : null;
  }

  return (line) => {
    if (!suspicious.test(line)) return line;
    return (
      withoutAnswer(line) ??
      line
        .replace(initialResponse, (_, before: string) => `${before}${hidden}`)
        .replace(passCommand, (_, before: string, command: string) => `${before}${command}${hidden}`)
        .replace(unknownWord, (all: string, before: string, word: string) => (smtpVerb.test(word) ? all : `${before}${hidden}`))
        .replace(joined, (_, before: string) => `${before}${hidden}`)
        .replace(named, (_, before: string) => `${before}${hidden}`)
        .replace(base64, (token) => (isResponse(token) ? hidden : token))
    );
  };
}
