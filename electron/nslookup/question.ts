/** One question typed at nslookup: which names and which servers are asked one after the other, and what is printed of each answer. */
import type { PostglassClient } from '../contract/contract.ts';
import type { DnsAnswer } from '../contract/delivery/dns.ts';
import { dnsTypeName } from '../contract/delivery/dns-types.ts';
import type { Failure } from '../contract/failure.ts';
import { cannotFind, debugLines, elsewhere, recordLines, serverHead, shownName, unvouched } from './answer-lines.ts';
import { classOf, type NamedServer, type NslookupSettings } from './settings.ts';
import { isAddress, nameFault, namesToAsk } from './typed-name.ts';

/** What is printed at once. */
export interface Printed {
  readonly lines: readonly string[];
  /** Of the transcript, which has the messages; null: nothing was asked. */
  readonly session: string | null;
  /** Whether it says that nothing was found or nobody answered. */
  readonly isFailure: boolean;
}

interface Asking {
  readonly client: PostglassClient;
  readonly settings: NslookupSettings;
  readonly print: (printed: Printed) => void;
  /** One that nobody else has. */
  readonly newTicket: () => string;
  readonly turn: Turn;
}

/** One line's turn, which may be ended while an answer is waited for: what is not printed by then is not. */
export interface Turn {
  isStopped: boolean;
  /** Of the call that is waited for. */
  ticket: string | null;
}

/** Seconds, where none are set. */
const usualTimeout = 5;

interface Question {
  /** As it was typed. */
  readonly typed: string;
  readonly name: string;
  readonly type: string;
}

type Reply = { readonly server: NamedServer; readonly before: readonly string[] } & (
  | { readonly answer: DnsAnswer }
  | { readonly failure: Failure }
);

/** @param typed a name or an address */
export async function askTyped(typed: string, asking: Asking): Promise<void> {
  const { settings, print } = asking;
  const fault = isAddress(typed) ? null : nameFault(typed);
  if (fault !== null) return print({ lines: [`nslookup: '${typed}' is not a legal name (${fault})`], session: null, isFailure: true });
  if (isAddress(typed)) return askNames([typed], { typed, type: 'PTR' }, asking);
  await askNames(namesToAsk(typed, settings), { typed, type: dnsTypeName(settings.type) }, asking);
}

async function askNames(names: readonly string[], { typed, type }: Pick<Question, 'typed' | 'type'>, asking: Asking): Promise<void> {
  const { settings, print, turn } = asking;
  for (const [at, name] of names.entries()) {
    const reply = await askServers({ typed, name, type }, asking);
    if (turn.isStopped) return;
    if ('failure' in reply) return print(unanswered(name, reply, settings));
    const { answer } = reply;
    const isElsewhere = answer.status === 'NXDOMAIN' && at < names.length - 1;
    if (isElsewhere && !settings.isDebug) continue;
    if (type === 'A' && !settings.hasType && answer.status === 'NOERROR') return printBothAddresses(reply, asking, name);
    const hasHead = settings.hasType || type === 'A';
    print({ ...printedAnswer(reply, typed, settings, hasHead), session: answer.session });
    if (!isElsewhere) return;
  }
}

/** Until a type is set, IPv6 addresses follow, of what the name is an alias of. */
async function printBothAddresses(reply: Reply & { readonly answer: DnsAnswer }, asking: Asking, name: string): Promise<void> {
  const { settings, print, turn } = asking;
  const { answer } = reply;
  print({ lines: [...headOf(reply, settings, true), ...found(answer)], session: answer.session, isFailure: false });
  const target = endOfAliases(answer, name);
  const next = await askServers({ typed: target, name: target, type: 'AAAA' }, asking);
  if (turn.isStopped) return;
  if ('failure' in next) return print(unanswered(target, next, settings));
  const { session, status, answers, question } = next.answer;
  const head = headOf(next, settings, false);
  if (status !== 'NOERROR') return print({ lines: [...head, cannotFind(shownName(question.name), status)], session, isFailure: true });
  const hasNone = answers.length === 0 && answer.answers.length === 0;
  const lines = hasNone ? [`*** Can't find ${shownName(target)}: No answer`] : answers.flatMap(recordLines);
  print({ lines: [...head, ...lines], session, isFailure: false });
}

const found = (answer: DnsAnswer): string[] => [...unvouched(answer), ...answer.answers.flatMap(recordLines)];

function endOfAliases({ answers }: DnsAnswer, name: string): string {
  let at = name.toLowerCase().replace(/\.$/, '');
  // Each alias leads on at most once.
  for (const _ of answers) {
    const alias = answers.find((each) => each.type === 'CNAME' && each.name.toLowerCase().replace(/\.$/, '') === at);
    if (!alias) break;
    at = alias.data.toLowerCase().replace(/\.$/, '');
  }
  return at === '' ? '.' : at;
}

function headOf(
  { server, before, answer }: Reply & { readonly answer: DnsAnswer },
  settings: NslookupSettings,
  hasHead: boolean,
): string[] {
  const networkClass = classOf(settings.networkClass) ?? 'IN';
  return [
    ...before,
    ...(hasHead ? serverHead(server.name, `${server.address}#${settings.port}`) : []),
    ...(settings.isDebug ? debugLines(answer, networkClass) : []),
  ];
}

function printedAnswer(
  reply: Reply & { readonly answer: DnsAnswer },
  typed: string,
  settings: NslookupSettings,
  hasHead: boolean,
): Pick<Printed, 'lines' | 'isFailure'> {
  const { answer } = reply;
  const head = headOf(reply, settings, hasHead);
  if (answer.status !== 'NOERROR') return { lines: [...head, cannotFind(shownName(answer.question.name), answer.status)], isFailure: true };
  const vouched = hasHead ? unvouched(answer) : [];
  // Nothing is said where no type is set.
  const none = settings.hasType ? [`*** Can't find ${shownName(isAddress(typed) ? answer.question.name : typed)}: No answer`] : [];
  const records = answer.answers.length > 0 ? answer.answers.flatMap(recordLines) : none;
  return { lines: [...head, ...vouched, ...records, ...elsewhere(answer)], isFailure: false };
}

/** Asks one server after the other, until one answers that has not failed itself. */
async function askServers({ name, type }: Question, { client, settings, newTicket, turn }: Asking): Promise<Reply> {
  const before: string[] = [];
  const { servers, port, isTcp, isRecursive, tries, timeout, goesOn } = settings;
  let last: Reply | null = null;
  for (const [at, server] of servers.entries()) {
    const isLast = at === servers.length - 1;
    // RFC 8482 §4: what has all types is asked for over TCP.
    const transport = isTcp || type === 'ANY' ? 'tcp' : 'automatic';
    const ticket = newTicket();
    turn.ticket = ticket;
    const asked = await client.call('dns.ask', {
      ...{ ticket, name, type, transport, isRecursive, hasExtension: false, networkClass: classOf(settings.networkClass) ?? 'IN' },
      server: { host: server.address, port },
      patience: { tries: between(tries, 1, 10), seconds: between(timeout === 0 ? usualTimeout : timeout, 1, 60) },
    });
    turn.ticket = null;
    if (!asked.ok) {
      if (turn.isStopped) return { server, before: [], failure: asked.failure };
      last = { server, before: [...before], failure: asked.failure };
      before.push(...errorLines(name, last, settings));
      continue;
    }
    const answer = asked.value;
    if (transport === 'automatic' && answer.transport === 'tcp') before.push(';; Truncated, retrying in TCP mode.');
    if (answer.status === 'SERVFAIL' && goesOn) {
      before.push(`;; Got SERVFAIL reply from ${server.address}${isLast ? '' : ', trying next server'}`);
      if (!isLast) continue;
    }
    return { server, before, answer };
  }
  return last ?? { server: { name: '', address: '' }, before: [], failure: { code: 'name-lookup-failed', permanent: false } };
}

const between = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

const reasons: Partial<Record<Failure['code'], string>> = {
  'connection-refused': 'connection refused',
  'connection-stalled': 'timed out',
  'connection-timeout': 'timed out',
  'connection-lost': 'end of file',
  'network-unreachable': 'network unreachable',
  offline: 'network unreachable',
};

/** A line for each time that a server was asked. */
function errorLines(name: string, { server, failure }: Reply & { readonly failure: Failure }, settings: NslookupSettings): string[] {
  if (failure.code === 'input-invalid') return [];
  const { port, isTcp, tries } = settings;
  const reason = reasons[failure.code] ?? failure.code;
  const place = `${server.address}#${port}`;
  const line = isTcp
    ? `;; Connection to ${place}(${server.name}) for ${shownName(name)} failed: ${reason}.`
    : `;; communications error to ${place}: ${reason}`;
  const lines = Array.from({ length: between(tries, 1, 10) }, () => line);
  return isTcp ? lines.flatMap((each, at) => (at < lines.length - 1 ? [each, noServer] : [each])) : lines;
}

const noServer = ';; no servers could be reached';

function unanswered(name: string, reply: Reply & { readonly failure: Failure }, settings: NslookupSettings): Printed {
  const { failure, before } = reply;
  return {
    lines: [...before, ...errorLines(name, reply, settings), noServer],
    session: failure.session ?? null,
    isFailure: true,
  };
}
