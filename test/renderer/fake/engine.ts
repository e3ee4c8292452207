/**
 * An engine inside the page: fulfils the contract with made-up mail through the real dispatcher, so that every input
 * and answer is checked as it would be. It stands where the preload's bridge stands, and is bundled into the page before the window's own code.
 */

import type { Account } from '../../../electron/contract/accounts.ts';
import { defaultPreferences, type Preferences } from '../../../electron/contract/application.ts';
import { type CallTable, createDispatcher, type Handlers } from '../../../electron/contract/call.ts';
import type { Draft } from '../../../electron/contract/compose.ts';
import { calls } from '../../../electron/contract/contract.ts';
import { type Failure, failure } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { ListRange, ListSource, Selection } from '../../../electron/contract/list-source.ts';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import type { SyncState } from '../../../electron/contract/sync.ts';
import { makeAccount, makeDetail, makeFolder, makeRow } from './mailbox.ts';

export interface FakeOptions {
  /** Messages in the first inbox. */
  rows?: number;
  html?: string;
  preferences?: Partial<Preferences>;
  capabilities?: string[];
  /** Folders of the first account besides the usual ones: so many, in groups of a hundred. */
  folders?: number;
  /** No account: the welcome. */
  empty?: boolean;
  language?: 'en' | 'es' | 'pt';
  /** Calls that fail, by name. */
  failing?: Record<string, Failure>;
  syncing?: boolean;
  /** What the outbox holds. */
  outbox?: OutboxItem[];
  indexed?: number;
}

export interface FakeControls {
  /** Every call made, in order. */
  readonly calls: { name: string; input: unknown }[];
  /** Every change of messages, in order, with those that it meant when it was asked for. */
  readonly acted: { name: string; ids: readonly number[] }[];
  emit(name: string, value: unknown): void;
  /** New mail at the top of the first inbox. */
  arrive(count: number): void;
  fail(name: string, failure: Failure | null): void;
  /** Moves a message without telling anybody, as another program may. */
  place(id: number, folderId: number): void;
  /** Every message where it was and as it was, and no draft. */
  startAgain(): void;
  /** Answers to this call wait from now on, until `letGo`. */
  hold(name: string): void;
  letGo(): void;
  /** What keeps the program as a whole from its files. */
  trouble(failure: Failure | null): void;
}

declare global {
  interface Window {
    fakeOptions?: FakeOptions;
    fake: FakeControls;
  }
}

const options = window.fakeOptions ?? {};
const now = Date.now();
const inboxId = 1;
const account = makeAccount('ana', 'Ana', 'ana@example.test', false);
const practice = makeAccount('practice', 'Practice', 'student@practice.test', true);
let accounts: Account[] = options.empty ? [] : [account, practice];
let preferences: Preferences = { ...defaultPreferences, ...options.preferences };
let total = options.rows ?? 1_204;
let newest = 1_000_000 + total;
/** Where messages lie that are not in the inbox, or not any more; 0: nowhere. */
const places = new Map<number, number>();
const special = { archive: 4, junk: 11, trash: 5 } as const;
const fill = () => {
  places.clear();
  for (const folderId of Object.values(special)) for (let number = 1; number <= 3; number++) places.set(folderId * 100 + number, folderId);
};
fill();
/** How often a message came into a folder or left it, and at which of these times each came into its own. */
const revisions = new Map<number, number>();
const entered = new Map<number, number>();
const revisionOf = (folderId: number): number => revisions.get(folderId) ?? 0;
const enteredOf = (id: number): number => entered.get(id) ?? 0;
let moves = 0;
const step = (folderId: number): number => {
  moves += 1;
  revisions.set(folderId, revisionOf(folderId) + 1);
  return revisionOf(folderId);
};
/** 0: nowhere. */
const moved = (id: number, from: number, to: number) => {
  if (from !== 0) step(from);
  if (to !== 0) entered.set(id, step(to));
};
/** The revisions of all folders as a search had them, and what a search had found when it was counted, by one number. */
const instants = new Map<number, { readonly moves: number; readonly revisions: ReadonlyMap<number, number> }>();
const counted = new Map<number, ReadonlySet<number>>();
const nextNumber = () => instants.size + counted.size + 1;
const instantNow = (): number => {
  for (const [number, instant] of instants) if (instant.moves === moves) return number;
  const number = nextNumber();
  instants.set(number, { moves, revisions: new Map(revisions) });
  return number;
};
/** Rows taken out of the inbox, and changes to those that are in it. */
const removed = new Set<number>();
const changes = new Map<number, Partial<MessageRow>>();
const operations = new Map<string, () => void>();
const failing = new Map(Object.entries(options.failing ?? {}));
const listeners = new Set<(name: string, value: unknown) => void>();
const emit = (name: string, value: unknown) => {
  for (const listener of [...listeners]) listener(name, value);
};

const held = new Map<string, (() => void)[]>();
const drafts = new Map<string, Draft>();

let trouble: Failure | null = null;
const setTrouble = (now: Failure | null) => {
  trouble = now;
  emit('application.healthChanged', { trouble });
};

const rowOf = (id: number): MessageRow => ({ ...makeRow(id, placeOf(id), newest, now), ...changes.get(id) });
const placeOf = (id: number): number => places.get(id) ?? inboxId;
const within = (folderId: number): number[] =>
  [...places].flatMap(([id, place]) => (place === folderId ? [id] : [])).sort((one, other) => other - one);
const idsOf = (folderId: number): number[] =>
  folderId === inboxId ? Array.from({ length: total - removed.size }, (_, position) => idAt(position)) : within(folderId);

/** Positions shift by the rows that were taken out above them. */
function idAt(position: number): number {
  let id = newest - position;
  for (const gone of [...removed].sort((one, other) => other - one)) if (gone >= id) id--;
  return id;
}

/** Every hundredth holds the ones that follow it. */
const many = Array.from({ length: options.folders ?? 0 }, (_, index) => {
  const id = 100_000 + index;
  const isGroup = index % 100 === 0;
  return makeFolder(id, 'ana', `${isGroup ? 'Group' : 'Project'} ${index}`, null, 0, 0, isGroup ? null : id - (index % 100));
});

const folders = (): Folder[] =>
  accounts.length === 0
    ? []
    : [
        makeFolder(inboxId, 'ana', 'INBOX', 'inbox', total - removed.size, 12),
        makeFolder(2, 'ana', 'Drafts', 'drafts', 1, 0),
        makeFolder(3, 'ana', 'Sent', 'sent', 0, 0),
        makeFolder(4, 'ana', 'Archive', 'archive', within(4).length, 0),
        makeFolder(5, 'ana', 'Trash', 'trash', within(5).length, 0),
        makeFolder(11, 'ana', 'Junk', 'junk', within(11).length, 0),
        makeFolder(6, 'ana', 'Listas', null, 0, 3),
        makeFolder(7, 'ana', 'postfix-users', null, 0, 3, 6),
        makeFolder(8, 'ana', 'Año 2025', null, 0, 0),
        ...many,
        makeFolder(9, 'practice', 'INBOX', 'inbox', 0, 2),
        makeFolder(10, 'practice', 'Sent', 'sent', 0, 0),
      ];

const syncState = (accountId: string, busy: boolean): SyncState => ({
  accountId,
  phase: busy ? 'headers' : 'idle',
  folder: busy ? 'Inbox' : null,
  headers: { done: busy ? 12_400 : 0, total: busy ? 50_000 : 0 },
  bodies: { done: busy ? 3_100 : 0, total: busy ? 50_000 : 0 },
  secondsLeft: busy ? 41 : null,
  pendingOperations: 0,
  heardAt: now,
  nextAttemptAt: null,
  nextCheckAt: null,
  failure: null,
});

/** Moves what is not there already; 0: deletes for good. As the engine does, it answers how many that were. */
function take(ids: readonly number[], folderId: number) {
  const operationId = `operation ${operations.size + 1}`;
  const going = ids.filter((id) => placeOf(id) !== folderId).map((id) => ({ id, from: placeOf(id) }));
  const put = (id: number, place: number) => {
    moved(id, placeOf(id), place);
    if (id > 1_000 && place === inboxId) removed.delete(id);
    else if (id > 1_000) removed.add(id);
    places.set(id, place);
  };
  for (const { id } of going) put(id, folderId);
  operations.set(operationId, () => {
    for (const { id, from } of going) put(id, from);
  });
  const touched = new Set([folderId, ...going.map(({ from }) => from)]);
  queueMicrotask(() => {
    for (const touchedId of touched) emit('messages.changed', { folderId: touchedId, reset: false });
  });
  return { ok: true as const, value: { operationId, count: going.length } };
}

const found = (query: string, folderId: number | undefined): number[] =>
  (folderId === undefined ? [...idsOf(inboxId), ...Object.values(special).flatMap(within)] : idsOf(folderId)).filter((id) =>
    rowOf(id).subject.toLowerCase().includes(query.toLowerCase()),
  );
const listed = (source: ListSource): number[] => (source.kind === 'folder' ? idsOf(source.folderId) : found(source.query, source.folderId));
const ok = <Value>(value: Value) => ({ ok: true as const, value });

const isBetween = (range: ListRange | undefined, id: number) => !range || (id >= range.oldest && id <= range.newest);
const outdated = { ok: false as const, failure: failure('list-outdated') };
const counting = (source: ListSource, range: ListRange | undefined, revision: number | undefined) => {
  const inRange = listed(source).filter((id) => isBetween(range, id));
  if (source.kind === 'folder') {
    const at = revision ?? revisionOf(source.folderId);
    return at > revisionOf(source.folderId) ? outdated : ok({ count: inRange.filter((id) => enteredOf(id) <= at).length, revision: at });
  }
  const shown = revision === undefined ? { revisions } : instants.get(revision);
  if (!shown) return outdated;
  const number = nextNumber();
  counted.set(number, new Set(inRange.filter((id) => enteredOf(id) <= (shown.revisions.get(placeOf(id)) ?? 0))));
  return ok({ count: counted.get(number)?.size ?? 0, revision: number });
};
/** What a selection means now; null: nobody knows any more. */
const meantBy = (selection: Selection): readonly number[] | null => {
  if ('ids' in selection) return selection.ids;
  const { source, range, except, also = [], revision } = selection;
  const ids =
    source.kind === 'search'
      ? counted.get(revision)
      : revision > revisionOf(source.folderId)
        ? undefined
        : idsOf(source.folderId).filter((id) => isBetween(range, id) && enteredOf(id) <= revision);
  return ids === undefined ? null : [...new Set([...[...ids].filter((id) => !except.includes(id)), ...also])];
};
const acted: { name: string; ids: readonly number[] }[] = [];
const act = <Value>(name: string, selection: Selection, change: (ids: readonly number[]) => Value) => {
  const ids = meantBy(selection);
  if (!ids) return outdated;
  acted.push({ name, ids });
  return change(ids);
};

/** What reading mail asks for, and nothing yet of the rest; a call that is not here answers `not-found`. */
const handlers: Partial<Handlers<typeof calls>> = {
  'application.info': () =>
    ok({
      version: '0.1.0',
      capabilities: (options.capabilities ?? []) as never[], // names are checked against the contract on the way out
      language: options.language ?? null,
      dataFolder: '/home/ana/.local/share/postglass',
      vault: 'keychain' as const,
      practice: true,
    }),
  'application.preferences': () => ok(preferences),
  'application.setPreferences': (change) => {
    preferences = { ...preferences, ...change };
    return ok(preferences);
  },
  'application.openExternal': () => ok({}),
  'application.health': () => ok({ trouble }),
  'application.recover': () => {
    setTrouble(null);
    return ok({});
  },
  'application.save': () => ok({ saved: true }),
  'practice.start': () => {
    accounts = [practice];
    queueMicrotask(() => emit('accounts.changed', {}));
    return ok({ accountId: 'practice' });
  },
  'accounts.list': () => ok(accounts),
  'folders.list': () => ok(folders()),
  'sync.state': () => ok(accounts.map((one) => syncState(one.id, Boolean(options.syncing) && one.id === 'ana'))),
  'sync.now': () => ok({}),
  'sync.cancel': () => ok({}),
  'messages.open': ({ id }) => ok(makeDetail(rowOf(id), options.html ?? null)),
  'messages.secondReading': () => ok({ differences: [] }),
  'lists.page': ({ source, position, limit, since }) => {
    const isNew = (id: number) => since !== undefined && (source.kind === 'folder' ? enteredOf(id) > since : !counted.get(since)?.has(id));
    const pageOf = (total: number, ids: readonly number[], of: { revision: number; searched: { indexed: number; total: number } | null }) =>
      ok({ total, position, rows: ids.map(rowOf), addedSince: ids.filter(isNew), ...of });
    if (source.kind === 'search') {
      const ids = listed(source);
      const searched = { indexed: options.indexed ?? total, total };
      return pageOf(ids.length, ids.slice(position, position + limit), { revision: instantNow(), searched });
    }
    const of = { revision: revisionOf(source.folderId), searched: null };
    if (source.folderId !== inboxId) {
      const ids = within(source.folderId);
      return pageOf(ids.length, ids.slice(position, position + limit), of);
    }
    const held = total - removed.size;
    const ids = Array.from({ length: Math.max(0, Math.min(limit, held - position)) }, (_, index) => idAt(position + index));
    return pageOf(held, ids, of);
  },
  'lists.count': ({ source, range, revision }) => counting(source, range, revision),
  'messages.anyWithout': ({ flag, ...selection }) => {
    const ids = meantBy(selection);
    return ids ? ok({ any: ids.some((id) => !rowOf(id)[flag]) }) : outdated;
  },
  'messages.setFlag': ({ flag, value, ...selection }) =>
    act('messages.setFlag', selection, (ids) => {
      for (const id of ids) changes.set(id, { ...changes.get(id), [flag]: value });
      queueMicrotask(() => emit('messages.changed', { folderId: inboxId, reset: false }));
      return ok({ operationId: 'flag', count: ids.length });
    }),
  'messages.archive': (selection) => act('messages.archive', selection, (ids) => take(ids, special.archive)),
  'messages.junk': (selection) => act('messages.junk', selection, (ids) => take(ids, special.junk)),
  'messages.delete': ({ keepTrashed, ...selection }) =>
    act('messages.delete', selection, (ids) => {
      const trashed = ids.filter((id) => placeOf(id) === special.trash);
      return trashed.length > 0 && !keepTrashed ? take(trashed, 0) : take(ids, special.trash);
    }),
  'messages.move': ({ folderId, ...selection }) => act('messages.move', selection, (ids) => take(ids, folderId)),
  'messages.undo': ({ operationId }) => {
    operations.get(operationId)?.();
    queueMicrotask(() => emit('messages.changed', { folderId: inboxId, reset: false }));
    return ok({});
  },
  'messages.fromLine': () => ok({ line: null }),
  'messages.wire': () => ok([]),
  'messages.sender': () => ok([]),
  'messages.returns': () => ok({ returns: [], told: 0, failed: [], recipients: 0, dismissed: false }),
  'transcript.sessions': () => ok([]),
  'transcript.retention': ({ megabytes, days }) =>
    ok({
      stored: { sessions: 40, octets: 90_000_000 },
      pinned: { sessions: 2, octets: 1_000_000 },
      goes: megabytes < 256 || (days > 0 && days < 30) ? { sessions: 12, octets: 30_000_000 } : { sessions: 0, octets: 0 },
    }),
  'outbox.list': () => ok(options.outbox ?? []),
  'outbox.fileAgain': ({ id }) => {
    const item = options.outbox?.find((each) => each.id === id);
    if (!item) return { ok: false, failure: failure('not-found') };
    const filed: OutboxItem = { ...item, sentCopy: 'filed', copyFailure: null };
    options.outbox = [filed];
    queueMicrotask(() => emit('outbox.changed', filed));
    return ok(filed);
  },
  'compose.drafts': () => ok([]),
  'compose.start': ({ mode, messageId }) => {
    const draft: Draft = {
      id: `draft ${drafts.size + 1}`,
      accountId: 'ana',
      mode,
      to: messageId === undefined ? '' : (rowOf(messageId).from[0]?.address ?? ''),
      cc: '',
      bcc: '',
      subject: messageId === undefined ? '' : `Re: ${rowOf(messageId).subject}`,
      text: '',
      inReplyTo: null,
      references: [],
      attachments: [],
      sourceId: messageId ?? null,
      updatedAt: now,
    };
    drafts.set(draft.id, draft);
    return ok(draft);
  },
  'compose.get': ({ id }) => {
    const draft = drafts.get(id);
    return draft ? ok(draft) : { ok: false as const, failure: failure('not-found') };
  },
  'compose.save': ({ id, ...change }) => {
    const draft = drafts.get(id);
    if (draft) drafts.set(id, { ...draft, ...change });
    return ok({ id, updatedAt: now });
  },
  'compose.discard': () => ok({}),
  'compose.send': ({ id }) => ok({ outboxId: id }),
  'compose.complete': () => ok([]),
  /** As of a server that knows one domain, which takes no mail. */
  'recipients.check': ({ lists }) => {
    const addresses = lists.flatMap((list) => list.match(/[^\s<>,]+@null\.example/g) ?? []);
    return ok({ problems: addresses.map((address) => ({ address, domain: 'null.example', problem: 'null-mx' as const, servers: [] })) });
  },
};

const absent = () => ({ ok: false as const, failure: failure('not-found') });
// Every call of the contract has a handler: the partial table above, and `absent` for the rest.
const complete = Object.fromEntries(
  Object.keys(calls).map((name) => [name, handlers[name as keyof typeof handlers] ?? absent]),
) as unknown as Handlers<CallTable>;
const dispatch = createDispatcher(calls as CallTable, complete);
const made: { name: string; input: unknown }[] = [];

Object.defineProperty(window, 'postglass', {
  value: {
    async request(name: string, input: unknown) {
      made.push({ name, input });
      const waiting = held.get(name);
      if (waiting) await new Promise<void>((resolve) => waiting.push(resolve));
      const refused = failing.get(name);
      return refused ? { ok: false, failure: refused } : dispatch(name, input);
    },
    subscribe(listener: (name: string, value: unknown) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
});

// Headless Chromium holds a page that prints for up to half a minute: what is to be printed counts as printed at once.
document.addEventListener(
  'load',
  ({ target }) => {
    const view = target instanceof HTMLIFrameElement && target.classList.contains('print-frame') ? target.contentWindow : null;
    if (view) view.print = () => void view.dispatchEvent(new Event('afterprint'));
  },
  true,
);

window.fake = {
  calls: made,
  acted,
  emit,
  arrive(count) {
    total += count;
    newest += count;
    for (let id = newest - count + 1; id <= newest; id++) moved(id, 0, inboxId);
    emit('messages.changed', { folderId: inboxId, reset: false });
  },
  trouble: setTrouble,
  place(id, folderId) {
    moved(id, placeOf(id), folderId);
    removed.add(id);
    places.set(id, folderId);
  },
  startAgain() {
    for (const id of removed) moved(id, placeOf(id), inboxId);
    fill();
    for (const id of places.keys()) entered.set(id, step(placeOf(id)));
    removed.clear();
    changes.clear();
    for (const folderId of [inboxId, ...Object.values(special)]) emit('messages.changed', { folderId, reset: false });
    const gone = [...drafts.keys()];
    drafts.clear();
    for (const id of gone) emit('compose.changed', { id });
  },
  hold(name) {
    held.set(name, held.get(name) ?? []);
  },
  letGo() {
    const waiting = [...held.values()].flat();
    held.clear();
    for (const answer of waiting) answer();
  },
  fail(name, problem) {
    if (problem) failing.set(name, problem);
    else failing.delete(name);
  },
};
