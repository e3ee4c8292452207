/** What can be typed at nslookup's prompt, as it is written there, and what it does, in every language. */
import type { Language } from '../../contract/application.ts';

interface PromptCommand {
  /** As it is typed, as far as it is always the same. */
  readonly name: string;
  readonly syntax: string;
  readonly key: keyof typeof english;
  /** Words that can follow at once, for completion. */
  readonly values?: readonly string[];
}

const types = 'mx txt a aaaa ns soa ptr cname srv tlsa caa any'.split(' ');

/** In the order in which they are listed. */
export const nslookupSyntax: readonly PromptCommand[] = [
  { name: 'set type=', syntax: 'set type=TYPE', key: 'type', values: types },
  { name: 'set q=', syntax: 'set q=TYPE', key: 'type', values: types },
  { name: 'set querytype=', syntax: 'set querytype=TYPE', key: 'type', values: types },
  { name: 'server ', syntax: 'server NAME', key: 'server' },
  { name: 'lserver ', syntax: 'lserver NAME', key: 'server' },
  { name: 'set port=', syntax: 'set port=PORT', key: 'port' },
  { name: 'set all', syntax: 'set all', key: 'all' },
  { name: 'set debug', syntax: 'set debug', key: 'debug' },
  { name: 'set nodebug', syntax: 'set nodebug', key: 'nodebug' },
  { name: 'set recurse', syntax: 'set recurse', key: 'recurse' },
  { name: 'set norecurse', syntax: 'set norecurse', key: 'norecurse' },
  { name: 'set vc', syntax: 'set vc', key: 'vc' },
  { name: 'set novc', syntax: 'set novc', key: 'novc' },
  { name: 'set class=', syntax: 'set class=CLASS', key: 'class', values: ['in', 'ch', 'hs', 'any'] },
  { name: 'set domain=', syntax: 'set domain=DOMAIN', key: 'domain' },
  { name: 'set search', syntax: 'set search', key: 'search' },
  { name: 'set nosearch', syntax: 'set nosearch', key: 'nosearch' },
  { name: 'set ndots=', syntax: 'set ndots=NUMBER', key: 'ndots' },
  { name: 'set timeout=', syntax: 'set timeout=SECONDS', key: 'timeout' },
  { name: 'set retry=', syntax: 'set retry=NUMBER', key: 'retry' },
  { name: 'set fail', syntax: 'set fail', key: 'fail' },
  { name: 'set nofail', syntax: 'set nofail', key: 'nofail' },
  { name: 'help', syntax: 'help', key: 'help' },
  { name: 'exit', syntax: 'exit', key: 'exit' },
];

const english = {
  question: 'A name is asked for with the type that is set, an address for its name (PTR); a server behind it is asked this once.',
  type: 'Chooses the type of record that is asked for. Until then, A and AAAA are.',
  server: 'Chooses the name server, by name or address; without one, shows it.',
  port: 'Chooses the port of the name server.',
  all: 'Shows the server and every setting.',
  debug: 'Shows every section of an answer, with the time that each record may be kept.',
  nodebug: 'Shows the answer only.',
  recurse: 'Asks the server to find out what it does not know itself.',
  norecurse: 'Asks only for what the server knows itself.',
  vc: 'Asks over TCP.',
  novc: 'Asks by datagram, and over TCP where an answer is cut.',
  class: 'Chooses the class: IN of the Internet, CH for facts about the server.',
  domain: 'Chooses the domain in which a name with few dots is looked for first.',
  search: 'Looks for a name with few dots in the domains of the list.',
  nosearch: 'Asks for every name as it is typed.',
  ndots: 'How many dots a name has at least that is asked for as it is.',
  timeout: 'How many seconds an answer is waited for.',
  retry: 'How many times a silent server is asked.',
  fail: 'Takes SERVFAIL as the answer.',
  nofail: 'Asks the next server after SERVFAIL.',
  help: 'Lists what can be typed.',
  exit: 'Leaves the prompt.',
};

type PromptWords = Readonly<Record<keyof typeof english, string>>;

const portuguese: PromptWords = {
  question:
    'Um nome é perguntado com o tipo definido, um endereço pelo seu nome (PTR); um servidor a seguir ao nome é consultado só desta vez.',
  type: 'Escolhe o tipo de registo que se pergunta. Até lá, são A e AAAA.',
  server: 'Escolhe o servidor de nomes, por nome ou endereço; sem nada a seguir, mostra-o.',
  port: 'Escolhe a porta do servidor de nomes.',
  all: 'Mostra o servidor e todas as opções.',
  debug: 'Mostra todas as secções da resposta, com o tempo durante o qual cada registo pode ser guardado.',
  nodebug: 'Mostra só a resposta.',
  recurse: 'Pede ao servidor que descubra o que ele próprio não sabe.',
  norecurse: 'Pergunta só o que o próprio servidor sabe.',
  vc: 'Pergunta por TCP.',
  novc: 'Pergunta por datagrama, e por TCP quando a resposta vem cortada.',
  class: 'Escolhe a classe: IN da Internet, CH para dados sobre o servidor.',
  domain: 'Escolhe o domínio em que se procura primeiro um nome com poucos pontos.',
  search: 'Procura um nome com poucos pontos nos domínios da lista.',
  nosearch: 'Pergunta cada nome tal como foi escrito.',
  ndots: 'Quantos pontos, no mínimo, tem um nome que se pergunta tal como está.',
  timeout: 'Quantos segundos se espera por uma resposta.',
  retry: 'Quantas vezes se pergunta a um servidor que não responde.',
  fail: 'Aceita SERVFAIL como resposta.',
  nofail: 'Depois de SERVFAIL, pergunta ao servidor seguinte.',
  help: 'Lista o que se pode escrever.',
  exit: 'Sai da linha de comandos.',
};

export const nslookupWords: Readonly<Record<Language, PromptWords>> = {
  en: english,
  es: {
    question:
      'Un nombre se consulta con el tipo elegido, una dirección por su nombre (PTR); un servidor detrás del nombre se consulta solo esta vez.',
    type: 'Elige el tipo de registro que se consulta. Hasta entonces, A y AAAA.',
    server: 'Elige el servidor de nombres, por nombre o dirección; sin nada detrás, lo muestra.',
    port: 'Elige el puerto del servidor de nombres.',
    all: 'Muestra el servidor y todas las opciones.',
    debug: 'Muestra todas las secciones de la respuesta, con el tiempo que se puede guardar cada registro.',
    nodebug: 'Muestra solo la respuesta.',
    recurse: 'Pide al servidor que averigüe lo que él mismo no sabe.',
    norecurse: 'Pregunta solo lo que el propio servidor sabe.',
    vc: 'Pregunta por TCP.',
    novc: 'Pregunta por datagrama, y por TCP si la respuesta llega cortada.',
    class: 'Elige la clase: IN de Internet, CH para datos sobre el servidor.',
    domain: 'Elige el dominio en el que se busca primero un nombre con pocos puntos.',
    search: 'Busca un nombre con pocos puntos en los dominios de la lista.',
    nosearch: 'Consulta cada nombre tal como se escribe.',
    ndots: 'Cuántos puntos tiene como mínimo un nombre que se consulta tal como está.',
    timeout: 'Cuántos segundos se espera una respuesta.',
    retry: 'Cuántas veces se pregunta a un servidor que no responde.',
    fail: 'Toma SERVFAIL como respuesta.',
    nofail: 'Tras SERVFAIL pregunta al siguiente servidor.',
    help: 'Muestra lo que se puede escribir.',
    exit: 'Sale de la línea de órdenes.',
  },
  pt: portuguese,
  'pt-BR': {
    ...portuguese,
    type: 'Escolhe o tipo de registro que se pergunta. Até lá, são A e AAAA.',
    debug: 'Mostra todas as seções da resposta, com o tempo durante o qual cada registro pode ser guardado.',
    nodebug: 'Mostra somente a resposta.',
    norecurse: 'Pergunta somente o que o próprio servidor sabe.',
  },
};
