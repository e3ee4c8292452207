/** What is wrong in a script of the console, and how a step of it went. `{word}` is what stands in the file. */
import type { Language } from '../contract/application.ts';
import type { ScriptFault, StepOutcome } from '../scripts/script.ts';
import { fillIn } from './fill-in.ts';

interface ScriptWords {
  readonly faults: Readonly<Record<ScriptFault, string>>;
  readonly mismatch: string;
  readonly nothing: string;
  readonly forbidden: string;
  readonly refused: string;
  readonly noAccount: string;
  readonly noAccountNamed: string;
  readonly noToken: string;
  /** Asked for on the terminal. */
  readonly askUser: string;
  readonly askToken: string;
  /** Neither the script nor anybody else says where it leads. */
  readonly noServer: string;
}

const english: ScriptWords = {
  faults: {
    'too-long': 'The file is longer than any script: more than 1,000,000 characters.',
    'too-many-lines': 'There are more than {word} lines.',
    'line-too-long': 'A line to type can have {word} characters; this one has more.',
    'unknown-line':
      '“{word}” is nothing that a script has. There are # comments, connect, C: …, S: …, not S: …, sign in …, connected, tls and closed.',
    'bad-expectation': '“{word}” is not written as it must be: C: or S:, a space, and up to 300 characters.',
    'bad-address': '“{word}” is no address such as smtp://host:port.',
    'connect-late': 'connect stands once, before everything else.',
    'bad-sign-in': '“{word}” is no sign-in: there are AUTH with a mechanism, LOGIN (IMAP) and USER (POP3), perhaps with “as NAME”.',
    password: 'A password does not belong in a script. Write “sign in …”: the password of the account is used.',
    'unseen-character': 'This line holds a character that is not seen ({word}): what is sent would not be what is shown.',
    'no-steps': 'There is nothing to type and nothing to expect.',
  },
  mismatch: 'Expected “{expected}”, and “{came}” came.',
  nothing: 'Expected “{expected}”, and nothing came.',
  forbidden: 'Expected “{expected}”, and the server said “{came}”.',
  refused: 'The sign-in was refused: “{came}”.',
  noAccount: 'No account of Postglass has a password for this server.',
  noAccountNamed: 'No account of Postglass signs in to this server as {user}.',
  noToken: 'No token was given for {mechanism}.',
  askUser: 'User name for {mechanism}: ',
  askToken: 'Token of {user} for {mechanism} (it is not shown): ',
  noServer: 'Where the script leads is said neither in it (connect …) nor here.',
};

const spanish: ScriptWords = {
  faults: {
    'too-long': 'El archivo es más largo que cualquier guion: más de 1 000 000 de caracteres.',
    'too-many-lines': 'Hay más de {word} líneas.',
    'line-too-long': 'Una línea para escribir puede tener {word} caracteres; esta tiene más.',
    'unknown-line':
      '«{word}» no es nada que tenga un guion. Hay # comentarios, connect, C: …, S: …, not S: …, sign in …, connected, tls y closed.',
    'bad-expectation': '«{word}» no está escrito como debe: C: o S:, un espacio y hasta 300 caracteres.',
    'bad-address': '«{word}» no es una dirección como smtp://servidor:puerto.',
    'connect-late': 'connect está una sola vez, antes de todo lo demás.',
    'bad-sign-in': '«{word}» no es una autenticación: hay AUTH con un mecanismo, LOGIN (IMAP) y USER (POP3), quizá con «as NOMBRE».',
    password: 'Una contraseña no debe estar en un guion. Escriba «sign in …»: se usa la contraseña de la cuenta.',
    'unseen-character': 'En esta línea hay un carácter que no se ve ({word}): se enviaría algo distinto de lo que se muestra.',
    'no-steps': 'No hay nada que escribir ni nada que esperar.',
  },
  mismatch: 'Se esperaba «{expected}» y llegó «{came}».',
  nothing: 'Se esperaba «{expected}» y no llegó nada.',
  forbidden: 'Se esperaba «{expected}» y el servidor dijo «{came}».',
  refused: 'La autenticación fue rechazada: «{came}».',
  noAccount: 'Ninguna cuenta de Postglass tiene una contraseña para este servidor.',
  noAccountNamed: 'Ninguna cuenta de Postglass se autentica en este servidor como {user}.',
  noToken: 'No se dio ningún token para {mechanism}.',
  askUser: 'Nombre de usuario para {mechanism}: ',
  askToken: 'Token de {user} para {mechanism} (no se muestra): ',
  noServer: 'Adónde lleva el guion no se dice en él (connect …) ni aquí.',
};

const portuguese: ScriptWords = {
  faults: {
    'too-long': 'O ficheiro é mais comprido do que qualquer guião: mais de 1 000 000 de caracteres.',
    'too-many-lines': 'Há mais de {word} linhas.',
    'line-too-long': 'Uma linha para escrever pode ter {word} caracteres; esta tem mais.',
    'unknown-line':
      '«{word}» não é nada que um guião tenha. Há # comentários, connect, C: …, S: …, not S: …, sign in …, connected, tls e closed.',
    'bad-expectation': '«{word}» não está escrito como deve: C: ou S:, um espaço e até 300 caracteres.',
    'bad-address': '«{word}» não é um endereço como smtp://servidor:porta.',
    'connect-late': 'connect está uma só vez, antes de tudo o resto.',
    'bad-sign-in': '«{word}» não é uma autenticação: há AUTH com um mecanismo, LOGIN (IMAP) e USER (POP3), talvez com «as NOME».',
    password: 'Uma palavra-passe não deve estar num guião. Escreva «sign in …»: é usada a palavra-passe da conta.',
    'unseen-character': 'Nesta linha há um carácter que não se vê ({word}): seria enviado algo diferente do que se mostra.',
    'no-steps': 'Não há nada para escrever nem nada a esperar.',
  },
  mismatch: 'Esperava-se «{expected}» e veio «{came}».',
  nothing: 'Esperava-se «{expected}» e não veio nada.',
  forbidden: 'Esperava-se «{expected}» e o servidor disse «{came}».',
  refused: 'A autenticação foi recusada: «{came}».',
  noAccount: 'Nenhuma conta do Postglass tem uma palavra-passe para este servidor.',
  noAccountNamed: 'Nenhuma conta do Postglass se autentica neste servidor como {user}.',
  noToken: 'Não foi dado nenhum token para {mechanism}.',
  askUser: 'Nome de utilizador para {mechanism}: ',
  askToken: 'Token de {user} para {mechanism} (não é mostrado): ',
  noServer: 'Aonde o guião leva não se diz nele (connect …) nem aqui.',
};

export const scriptWords: Readonly<Record<Language, ScriptWords>> = {
  en: english,
  es: spanish,
  pt: portuguese,
  'pt-BR': {
    ...portuguese,
    faults: {
      ...portuguese.faults,
      'too-long': 'O arquivo é mais longo do que qualquer script: mais de 1 000 000 de caracteres.',
      'line-too-long': 'Uma linha para digitar pode ter {word} caracteres; esta tem mais.',
      'unknown-line':
        '«{word}» não é nada que um script tenha. Há # comentários, connect, C: …, S: …, not S: …, sign in …, connected, tls e closed.',
      password: 'Uma senha não deve estar em um script. Escreva «sign in …»: é usada a senha da conta.',
      'unseen-character': 'Nesta linha há um caractere que não se vê ({word}): seria enviado algo diferente do que é mostrado.',
      'no-steps': 'Não há nada para digitar nem nada a esperar.',
    },
    noAccount: 'Nenhuma conta do Postglass tem uma senha para este servidor.',
    noToken: 'Nenhum token foi informado para {mechanism}.',
    askUser: 'Nome de usuário para {mechanism}: ',
    noServer: 'Aonde o script leva não se diz nele (connect …) nem aqui.',
  },
};

/** @returns why a run stopped here; null where it did not, and for a failure, which has sentences of its own */
export function describeOutcome(outcome: StepOutcome, language: Language): string | null {
  const words = scriptWords[language];
  switch (outcome.kind) {
    case 'mismatch': {
      const { expected, came } = outcome;
      return came === null ? fillIn(words.nothing, { expected }) : fillIn(words.mismatch, { expected, came });
    }
    case 'forbidden':
      return fillIn(words.forbidden, { expected: outcome.expected, came: outcome.came });
    case 'refused':
      return fillIn(words.refused, { came: outcome.came ?? '' });
    case 'no-account':
      return outcome.user === null ? words.noAccount : fillIn(words.noAccountNamed, { user: outcome.user });
    case 'no-token':
      return fillIn(words.noToken, { mechanism: outcome.mechanism });
    default:
      return null;
  }
}
