/**
 * The room of who vouches for a message: what its header says and what of that counts, and the program's own check with the records that are published
 * now. Nothing is looked up before somebody asks for the check.
 */
import { getServers } from 'node:dns';
import { isLocal } from '../../contract/accounts.ts';
import { defaultPreferences } from '../../contract/application.ts';
import type { AuthenticationCheck, authenticationCalls } from '../../contract/delivery/authentication.ts';
import { readNameServer } from '../../contract/delivery/dns.ts';
import { fail, failure, type Result } from '../../contract/failure.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { EngineContext, Room } from '../context.ts';
import { asNodeRow } from '../dns/record-data.ts';
import { createResolver } from '../dns/resolver.ts';
import { domainOfAddress } from '../mime/authentication/domains.ts';
import type { AccountServers } from '../mime/authentication/own-servers.ts';
import type { Acquaintance } from '../mime/authentication/sender-notes.ts';
import type { OpenTap } from '../wire/tap.ts';
import type { AskName } from '../workers/authentication/checker.ts';
import { createFilterHabit } from './filter-habit.ts';
import { type LearnedSelector, learnSelectors } from './learned-selectors.ts';

type Asked = Parameters<Room<typeof authenticationCalls>['handlers']['authentication.check']>[0];

interface AuthenticationNeeds {
  /** A message as it is stored, fetched where it is not held. */
  readonly find: (id: number) => Promise<Result<{ readonly accountId: string; readonly stored: StoredBytes }>>;
  /** Of the machine, as Node writes them; a test's own. */
  readonly systemServers?: () => readonly string[];
}

interface AuthenticationRoom extends Room<typeof authenticationCalls> {
  /** Selectors that mail held here names for a domain and for those below it. */
  selectorsOf(domain: string, signal: AbortSignal): Promise<readonly LearnedSelector[]>;
}

/** Milliseconds for all look-ups of a check: what is not answered by then counts as unanswered. */
const within = 30_000;
/** Questions that nobody answers, after which no more are asked for this message: the network is away. */
const mostSilent = 3;
/** People read at once, the most used of a mailbox of many years; and the milliseconds for which they are kept. */
const mostFamiliar = 2_000;
const acquaintedFor = 600_000;
/** Characters of a record that the window is told. */
const longestAnswer = 1_000;
const mostAnswers = 30;

/** A person may know which server took a message that lies in a file. */
function fileServers(named: readonly string[]): AccountServers | null {
  if (named.length === 0) return null;
  const chosen = named.map((server) => server.toLowerCase());
  return { chosen, incoming: null, domain: null, isDelivered: false, below: null };
}

export function installAuthentication(
  context: EngineContext,
  { find, systemServers = getServers }: AuthenticationNeeds,
): AuthenticationRoom {
  const { reader, parser, checker, clock, emit, peerBase } = context;
  const ending = new AbortController();
  const running = new Map<string, AbortController>();
  const resolver = createResolver({ clock });
  const servers = () => systemServers().flatMap((text) => readNameServer(text) ?? []);

  const settingsOf = (accountId: string) => reader.accounts().find(({ id }) => id === accountId)?.settings;
  function accountServers(id: number, accountId: string, named: readonly string[] = []): AccountServers | null {
    // One out of a file, or out of another message, came by no server of the account.
    if (id < 0) return fileServers(named);
    const settings = settingsOf(accountId);
    if (!settings) return null;
    const { authservers } = { ...defaultPreferences, ...reader.preferences() };
    const { incoming, address } = settings;
    return {
      chosen: authservers[accountId]?.servers ?? [],
      incoming: isLocal(incoming) ? null : incoming.host,
      domain: domainOfAddress(address),
      isDelivered: true,
      below: authservers[accountId]?.trustsBelow ? 'chosen' : habit.known(accountId) ? 'habit' : null,
    };
  }

  const habit = createFilterHabit({ reader, read: parser.authentication, now: clock.now });
  /** Resolves once it is known how the account's filters write; says so to the windows where that is news. */
  async function learnHabit(id: number, accountId: string): Promise<void> {
    const account = accountServers(id, accountId);
    if (!account?.isDelivered || account.below === 'chosen') return;
    const before = habit.known(accountId);
    const isHabit = await habit.look(accountId, { ...account, below: null });
    if (isHabit !== (before ?? false)) emit('authentication.habitFound', { accountId });
  }

  /** Looks names up for one check, each look-up a session of the account that says which message it is for. */
  function askerFor({ ticket, id, server }: Asked, accountId: string, late: AbortSignal, signal: AbortSignal): AskName {
    const { openTap, opening, trust } = peerBase({ id: accountId || null, name: settingsOf(accountId)?.name ?? '' }, 'lookup');
    const tapped: OpenTap = (session) => {
      const tap = openTap(session);
      tap.cause({ key: 'open-message', ...(id > 0 ? { messageId: id } : {}) });
      return tap;
    };
    const from = server ? [server] : servers();
    const either = AbortSignal.any([late, signal]);
    let silent = 0;
    return async (name, type) => {
      const asked = name.replace(/\.$/, '').toLowerCase();
      const say = (rest: { status: string | null; isDone: boolean; answers: string[]; isKept: boolean; session: string | null }) =>
        emit('authentication.lookedUp', { ticket, lookUp: { name: asked, type, ...rest } });
      if (!/^[\x21-\x7e]+$/.test(asked)) return { code: 'ENOTFOUND' };
      if (late.aborted || silent >= mostSilent) return { code: 'ETIMEOUT' };
      say({ status: null, isDone: false, answers: [], isKept: false, session: null });
      const base = { openTap: tapped, opening, trust };
      const found = await resolver.resolve({ name: asked, type, servers: from, signal: either, base });
      if (signal.aborted) return { code: 'ECANCELLED' };
      if (!found.ok) {
        silent += 1;
        say({ status: null, isDone: true, answers: [], isKept: false, session: found.failure.session ?? null });
        return { code: found.failure.detail?.cause === 'REFUSED' ? 'EREFUSED' : 'ETIMEOUT' };
      }
      silent = 0;
      const { status, records, isKept, session } = found.value;
      const answers = records.slice(0, mostAnswers).map((record) => record.slice(0, longestAnswer));
      say({ status, isDone: true, answers, isKept, session: session || null });
      if (records.length > 0) return { rows: records.map((data) => asNodeRow(type, data)) };
      return { code: status === 'NXDOMAIN' ? 'ENOTFOUND' : 'ENODATA' };
    };
  }

  async function check(asked: Asked): Promise<Result<AuthenticationCheck>> {
    const stop = new AbortController();
    running.get(asked.ticket)?.abort();
    running.set(asked.ticket, stop);
    const signal = AbortSignal.any([ending.signal, stop.signal]);
    const late = new AbortController();
    const cancelDeadline = clock.after(within, () => late.abort());
    try {
      const found = await find(asked.id);
      if (!found.ok) return found;
      if (signal.aborted) return fail(failure('cancelled'));
      const { accountId, stored } = found.value;
      await learnHabit(asked.id, accountId).catch(() => {}); // the databases are being closed
      if (signal.aborted) return fail(failure('cancelled'));
      return await checker.check(
        stored,
        accountServers(asked.id, accountId, asked.servers),
        askerFor(asked, accountId, late.signal, signal),
        signal,
      );
    } finally {
      cancelDeadline();
      if (running.get(asked.ticket) === stop) running.delete(asked.ticket);
      stop.abort(); // what is still asked is of no use any more
    }
  }

  let acquaintance: Acquaintance | null = null;
  let acquaintedUntil = 0;
  /** The people of the mailbox, read anew now and then: whoever is new among them is not yet familiar. */
  function acquainted(): Acquaintance {
    if (acquaintance && acquaintedUntil > clock.now()) return acquaintance;
    acquaintedUntil = clock.now() + acquaintedFor;
    const own = reader.accounts().map(({ settings: { address, displayName } }) => ({ address, displayName }));
    acquaintance = { version: (acquaintance?.version ?? 0) + 1, own, people: reader.familiarPeople(mostFamiliar) };
    return acquaintance;
  }

  return {
    handlers: {
      'messages.sender': ({ from, ...asked }) => {
        const uses = from.map(({ address }) => reader.person(address)?.uses ?? 0);
        return parser.sender({ ...asked, from, uses }, acquainted());
      },
      'messages.authentication': async ({ id, servers: named }) => {
        const found = await find(id);
        if (!found.ok) return found;
        const { accountId, stored } = found.value;
        const read = await parser.authentication(stored, accountServers(id, accountId, named));
        // Behind the answer: it takes a moment, once in a while.
        void learnHabit(id, accountId).catch(() => {}); // the databases are being closed
        return read;
      },
      'authentication.check': check,
      'authentication.cancel': ({ ticket }) => {
        running.get(ticket)?.abort();
        return { ok: true, value: {} };
      },
    },
    selectorsOf: (domain, signal) => learnSelectors(domain, signal, { reader, read: (stored) => parser.authentication(stored, null) }),
    async close() {
      ending.abort();
    },
  };
}
