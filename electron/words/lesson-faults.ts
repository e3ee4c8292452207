/** What is wrong in a lesson file, for its author. `{word}` is what stands there. */
import type { Language } from '../contract/application.ts';
import type { LessonFault } from '../lessons/lesson.ts';

type Words = Readonly<Record<LessonFault, string>>;

const spanish: Words = {
  'too-long': 'El archivo es más largo que cualquier lección: más de 100 000 caracteres.',
  'no-front-matter': 'El archivo debe empezar con una línea de tres guiones, líneas como «title: …» y otra línea de tres guiones.',
  'front-matter-line': 'Aquí solo pueden estar title, summary, protocol y against, no «{word}».',
  'missing-field': 'Falta {word} entre las dos líneas de tres guiones.',
  'bad-field': '«{word}» no es posible aquí: protocol es smtp, imap, pop3, dns o sendmail; against es practice o any.',
  'no-steps': 'No hay ningún paso. Un paso empieza con «## » y su título.',
  'too-many-steps': 'Hay más de {word} pasos.',
  'title-too-long': 'Los títulos pueden tener 120 caracteres y el resumen 400; aquí hay más de {word}.',
  'too-many-acts': 'Un paso puede tener {word} líneas para escribir, lugares a los que conectarse y consultas; este tiene más.',
  'too-many-acts-in-all':
    'Una lección puede tener {word} líneas para escribir, lugares a los que conectarse y consultas; hasta aquí hay más.',
  'too-many-checks': 'Un paso puede tener {word} comprobaciones; este tiene más.',
  'too-many-checks-in-all': 'Una lección puede tener {word} comprobaciones; hasta aquí hay más.',
  'too-many-pieces': 'Un paso puede tener {word} párrafos, puntos de lista y palabras destacadas; aquí hay más.',
  'too-many-pieces-in-all': 'Una lección puede tener {word} párrafos, puntos de lista y palabras destacadas; hasta aquí hay más.',
  'unseen-character': 'En esta línea hay un carácter que no se ve ({word}): se enviaría algo distinto de lo que se muestra.',
  'no-check': 'Este paso no tiene ningún bloque «check»: nunca se daría por hecho.',
  'second-check': 'Este paso ya tiene un bloque «check».',
  'block-not-closed': 'Este bloque no termina: falta una línea con ``` sola.',
  'unknown-block': 'No hay bloques «{word}». Hay text, type, connect, look-up y check.',
  'empty-block': 'Este bloque está vacío o es demasiado largo.',
  'block-outside': 'Un bloque «{word}» va en un paso, detrás de «## ».',
  'bad-check':
    '«{word}» no es una comprobación. Hay C: …, S: …, not C: …, not S: … (nunca en primer lugar), connected, tls, closed, arrived: …, left: … y confirm: ….',
  'bad-connect':
    '«{word}» no es un lugar al que conectarse: smtp, imap, pop3, mx, stripped, shell o una dirección como smtp://host:puerto.',
  'bad-look-up': '«{word}» no es una consulta: se escribe como MX ejemplo.org @servidor.',
  'unknown-placeholder': 'No hay ningún valor para {word}.',
};

const portuguese: Words = {
  'too-long': 'O ficheiro é mais comprido do que qualquer lição: mais de 100 000 caracteres.',
  'no-front-matter': 'O ficheiro tem de começar por uma linha de três hífenes, linhas como «title: …» e outra linha de três hífenes.',
  'front-matter-line': 'Aqui só podem estar title, summary, protocol e against, não «{word}».',
  'missing-field': 'Falta {word} entre as duas linhas de três hífenes.',
  'bad-field': '«{word}» não é possível aqui: protocol é smtp, imap, pop3, dns ou sendmail; against é practice ou any.',
  'no-steps': 'Não há nenhum passo. Um passo começa por «## » e o seu título.',
  'too-many-steps': 'Há mais de {word} passos.',
  'title-too-long': 'Os títulos podem ter 120 caracteres e o resumo 400; aqui há mais de {word}.',
  'too-many-acts': 'Um passo pode ter {word} linhas para escrever, lugares a que ligar e consultas; este tem mais.',
  'too-many-acts-in-all': 'Uma lição pode ter {word} linhas para escrever, lugares a que ligar e consultas; até aqui há mais.',
  'too-many-checks': 'Um passo pode ter {word} verificações; este tem mais.',
  'too-many-checks-in-all': 'Uma lição pode ter {word} verificações; até aqui há mais.',
  'too-many-pieces': 'Um passo pode ter {word} parágrafos, pontos de lista e palavras destacadas; aqui há mais.',
  'too-many-pieces-in-all': 'Uma lição pode ter {word} parágrafos, pontos de lista e palavras destacadas; até aqui há mais.',
  'unseen-character': 'Nesta linha há um carácter que não se vê ({word}): seria enviado algo diferente do que se mostra.',
  'no-check': 'Este passo não tem nenhum bloco «check»: nunca seria dado por feito.',
  'second-check': 'Este passo já tem um bloco «check».',
  'block-not-closed': 'Este bloco não termina: falta uma linha só com ```.',
  'unknown-block': 'Não há blocos «{word}». Há text, type, connect, look-up e check.',
  'empty-block': 'Este bloco está vazio ou é demasiado comprido.',
  'block-outside': 'Um bloco «{word}» fica num passo, depois de «## ».',
  'bad-check':
    '«{word}» não é uma verificação. Há C: …, S: …, not C: …, not S: … (nunca em primeiro lugar), connected, tls, closed, arrived: …, left: … e confirm: ….',
  'bad-connect':
    '«{word}» não é um lugar a que se possa ligar: smtp, imap, pop3, mx, stripped, shell ou um endereço como smtp://host:porta.',
  'bad-look-up': '«{word}» não é uma consulta: escreve-se como MX exemplo.org @servidor.',
  'unknown-placeholder': 'Não há nenhum valor para {word}.',
};

export const lessonFaultWords: Readonly<Record<Language, Words>> = {
  en: {
    'too-long': 'The file is longer than any lesson: more than 100,000 characters.',
    'no-front-matter': 'The file must begin with a line of three dashes, lines such as “title: …”, and another line of three dashes.',
    'front-matter-line': 'Only title, summary, protocol and against can stand here, not “{word}”.',
    'missing-field': '{word} is missing between the two lines of three dashes.',
    'bad-field': '“{word}” is not possible here: protocol is smtp, imap, pop3, dns or sendmail; against is practice or any.',
    'no-steps': 'There is no step. A step begins with “## ” and its title.',
    'too-many-steps': 'There are more than {word} steps.',
    'title-too-long': 'Titles can have 120 characters and the summary 400; here are more than {word}.',
    'too-many-acts': 'A step can have {word} lines to type, places to connect to and questions; this one has more.',
    'too-many-acts-in-all': 'A lesson can have {word} lines to type, places to connect to and questions; up to here there are more.',
    'too-many-checks': 'A step can have {word} checks; this one has more.',
    'too-many-checks-in-all': 'A lesson can have {word} checks; up to here there are more.',
    'too-many-pieces': 'A step can have {word} paragraphs, list items and set-off words; here are more.',
    'too-many-pieces-in-all': 'A lesson can have {word} paragraphs, list items and set-off words; up to here there are more.',
    'unseen-character': 'This line holds a character that is not seen ({word}): what is sent would not be what is shown.',
    'no-check': 'This step has no “check” block: it would never be done.',
    'second-check': 'This step has a “check” block already.',
    'block-not-closed': 'This block does not end: a line with ``` alone is missing.',
    'unknown-block': 'There are no “{word}” blocks. There are text, type, connect, look-up and check.',
    'empty-block': 'This block is empty, or too long.',
    'block-outside': 'A “{word}” block stands in a step, after “## ”.',
    'bad-check':
      '“{word}” is no check. There are C: …, S: …, not C: …, not S: … (never the first), connected, tls, closed, arrived: …, left: … and confirm: ….',
    'bad-connect': '“{word}” is no place to connect to: smtp, imap, pop3, mx, stripped, shell, or an address such as smtp://host:port.',
    'bad-look-up': '“{word}” is no question: it is written like MX example.org @server.',
    'unknown-placeholder': 'There is no value for {word}.',
  },
  es: spanish,
  pt: portuguese,
  'pt-BR': {
    ...portuguese,
    'too-long': 'O arquivo é mais longo do que qualquer lição: mais de 100 000 caracteres.',
    'no-front-matter': 'O arquivo tem de começar com uma linha de três hifens, linhas como «title: …» e outra linha de três hifens.',
    'front-matter-line': 'Aqui só podem estar title, summary, protocol e against, não «{word}».',
    'missing-field': 'Falta {word} entre as duas linhas de três hifens.',
    'too-many-acts': 'Um passo pode ter {word} linhas para digitar, lugares a que se conectar e consultas; este tem mais.',
    'too-many-acts-in-all': 'Uma lição pode ter {word} linhas para digitar, lugares a que se conectar e consultas; até aqui há mais.',
    'unseen-character': 'Nesta linha há um caractere que não se vê ({word}): seria enviado algo diferente do que é mostrado.',
    'too-many-pieces': 'Um passo pode ter {word} parágrafos, itens de lista e palavras destacadas; aqui há mais.',
    'too-many-pieces-in-all': 'Uma lição pode ter {word} parágrafos, itens de lista e palavras destacadas; até aqui há mais.',
    'bad-connect':
      '«{word}» não é um lugar a que se possa conectar: smtp, imap, pop3, mx, stripped, shell ou um endereço como smtp://host:porta.',
    'bad-look-up': '«{word}» não é uma consulta: escreve-se como MX exemplo.org @servidor.',
    'unknown-placeholder': 'Não há nenhum valor para {word}.',
  },
};
