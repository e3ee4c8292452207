/**
 * Drafts: kept in user data, filled in for answers and forwards, composed and queued when sent. Does not know how a
 * message is sent; it hands the composed bytes to the outbox.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Handlers } from '../../contract/call.ts';
import { type composeCalls, type Draft, draftBounds } from '../../contract/compose.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { Address } from '../../contract/messages.ts';
import type { DraftContent, StoredAccount } from '../cache/database/stored.ts';
import type { LocationReader } from '../cache/messages/read-locations.ts';
import type { JobInput, Storage } from '../cache/queue/jobs.ts';
import type { SearchReader } from '../cache/search/read-search.ts';
import { emptyDraft, newOutboxItem } from '../cache/user-data/new-items.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { DraftReader } from '../cache/user-data/read-drafts.ts';
import { formatAddresses, parseTypedAddresses } from '../mime/header/addresses.ts';
import { parseMailto } from '../mime/header/mailto.ts';
import { createMessageId } from '../mime/header/message-id.ts';
import type { Composing } from './composing.ts';

interface DraftDependencies {
  readonly storage: Storage;
  readonly reader: AccountReader & DraftReader & LocationReader & SearchReader;
  readonly clock: Clock;
  readonly composing: Composing;
  /** For a message without a folder: the account of the message it was attached to; undefined without one. */
  readonly accountOfFile: (messageId: number | undefined) => string | undefined;
  /** Hands a message over to be sent. */
  readonly queue: (message: JobInput<'queueMessage'>) => Promise<Result<unknown>>;
  /** `writer`: the window that typed, where typing is the cause. */
  readonly emitDraft: (id: string, writer?: string) => void;
}

export interface DraftService {
  readonly handlers: Handlers<typeof composeCalls>;
  /** Deletes what was discarded long enough ago, by earlier runs too, and keeps doing so. */
  start(): Promise<void>;
  stop(): void;
  addAttachment(
    draftId: string,
    attachment: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  ): Promise<Result<Draft>>;
}

/** Milliseconds during which a discarded draft can be restored. */
const keptAside = 10 * 60_000;

const noDraft = (id: string) => fail(failure('not-found', { detail: { draft: id } }));

const isBlank = ({ to, cc, bcc, subject, text, attachments }: Draft): boolean =>
  attachments.length === 0 && [to, cc, bcc, subject, text].every((field) => field.trim() === '');

export function createDraftService(dependencies: DraftDependencies): DraftService {
  const { storage, reader, clock, composing, emitDraft } = dependencies;
  const accountOf = (id: string | undefined): StoredAccount | undefined => {
    const accounts = reader.accounts();
    return id === undefined ? accounts[0] : accounts.find((account) => account.id === id);
  };
  const noAccount = (id: string | undefined) => fail(failure('not-found', { detail: { account: id ?? '' } }));
  /** A draft that can be edited: not one that is queued. */
  const openDraft = (id: string): Draft | null => (reader.draftSummary(id) ? reader.draft(id) : null);
  let stopForgetting: (() => void) | null = null;
  let isStopped = false;

  /** A failure loses nothing: the drafts stay set aside until the next time. */
  async function forgetAside(): Promise<void> {
    const forgotten = await storage.forgetAside({ before: clock.now() - keptAside });
    if (forgotten.ok && forgotten.value.left > 0) forgetLater();
  }
  function forgetLater(): void {
    stopForgetting?.();
    if (isStopped) return;
    stopForgetting = clock.after(keptAside + 1, () => void forgetAside());
  }

  async function begin(
    draft: DraftContent,
    attachments: readonly { name: string; type: string; bytes: Uint8Array }[],
  ): Promise<Result<Draft>> {
    // Recipients are never truncated: the mail would go to fewer people than the user thinks.
    if ([draft.to, draft.cc, draft.bcc].some((list) => list.length > draftBounds.addresses))
      return fail(failure('draft-too-large', { detail: { limit: draftBounds.addresses } }));
    const begun = await storage.startDraft({ draft, attachments: attachments.map((file) => ({ id: randomUUID(), ...file })) });
    if (!begun.ok) return begun;
    emitDraft(draft.id);
    const kept = reader.draft(draft.id);
    return kept ? succeed(kept) : noDraft(draft.id);
  }

  type StartInput = Parameters<Handlers<typeof composeCalls>['compose.start']>[0];

  async function start(input: StartInput): Promise<Result<Draft>> {
    composing.warm();
    const location = input.messageId === undefined ? null : reader.location(input.messageId);
    const account = accountOf(input.accountId ?? location?.accountId ?? dependencies.accountOfFile(input.messageId));
    if (!account) return noAccount(input.accountId);
    const draft: DraftContent = { ...emptyDraft(account.id, clock.now()), mode: input.mode };
    if (input.mode === 'new' || input.messageId === undefined) {
      if (input.mailto === undefined) return begin(draft, []);
      const link = parseMailto(input.mailto);
      if (!link.ok) return link;
      return begin({ ...draft, to: link.value.to, cc: link.value.cc, subject: link.value.subject, text: link.value.body }, []);
    }
    // Mail from another account of this profile counts as mail from another person: the answer goes to that account.
    const own = [account.settings.address];
    const ownElsewhere = reader.accounts().flatMap(({ id, settings }) => (id === account.id ? [] : [settings.address]));
    const { mode, language, phrases, charset, toList } = input;
    const order = { mode, own, ownElsewhere, language, phrases, charset, toList };
    const answer = await composing.answer(order, input.messageId);
    if (!answer.ok) return answer;
    const { fields, attachments } = answer.value;
    // A message out of a file is in no folder: there is nothing to mark as answered.
    return begin({ ...draft, ...fields, sourceId: location === null ? null : input.messageId }, attachments);
  }

  async function again(messageId: number, recipients: readonly string[]): Promise<Result<Draft>> {
    composing.warm();
    const location = reader.location(messageId);
    const account = accountOf(location?.accountId ?? dependencies.accountOfFile(messageId));
    if (!account) return noAccount(undefined);
    const answer = await composing.answer({ mode: 'again', own: [], language: 'en', phrases: undefined }, messageId);
    if (!answer.ok) return answer;
    const { fields, attachments } = answer.value;
    const named = [fields.to, fields.cc].flatMap((list) => {
      const read = parseTypedAddresses(list);
      return read.ok ? read.value : [];
    });
    const people = recipients.map(
      (address) => named.find((one) => one.address.toLowerCase() === address.toLowerCase()) ?? { name: '', address },
    );
    return begin({ ...emptyDraft(account.id, clock.now()), ...fields, to: formatAddresses(people), cc: '' }, attachments);
  }

  type Typed = Parameters<Handlers<typeof composeCalls>['compose.save']>[0];

  async function save({ writer, basedOn, evenIfGone, ...typed }: Typed): Promise<Result<{ id: string; updatedAt: number }>> {
    const before = reader.draft(typed.id);
    if (!before && !evenIfGone) return noDraft(typed.id);
    const now = clock.now();
    const { attachments: _, isDamaged: __, ...content } = before ?? { ...emptyDraft(typed.accountId, now), attachments: [] };
    // Always increasing, whatever the clock says: it identifies a state of the draft.
    const updatedAt = before ? Math.max(now, before.updatedAt + 1) : now;
    const fork = { id: randomUUID(), basedOn, evenIfGone: evenIfGone ?? false };
    const saved = await storage.saveDraft({ ...content, ...typed, updatedAt, onlyChange: true, fork });
    if (!saved.ok) return saved;
    emitDraft(saved.value.id, writer);
    return succeed({ id: saved.value.id, updatedAt });
  }

  /** Answers the draft after a change of its files. */
  async function changed(id: string, change: Promise<Result<unknown>>): Promise<Result<Draft>> {
    const done = await change;
    if (!done.ok) return done;
    emitDraft(id);
    const draft = reader.draft(id);
    return draft ? succeed(draft) : noDraft(id);
  }

  async function discard(id: string): Promise<Result<Record<string, never>>> {
    const draft = openDraft(id);
    // An empty draft need not be restorable.
    const discarded = await (draft && isBlank(draft) ? storage.discardDraft({ id }) : storage.setDraftAside({ id, at: clock.now() }));
    if (!discarded.ok) return discarded;
    forgetLater();
    emitDraft(id);
    return succeed({});
  }

  async function send(id: string): Promise<Result<{ outboxId: string }>> {
    const draft = reader.draft(id);
    if (!draft) return noDraft(id);
    const account = accountOf(draft.accountId);
    if (!account) return noAccount(draft.accountId);
    const lists: Address[][] = [];
    for (const typed of [draft.to, draft.cc, draft.bcc]) {
      const list = parseTypedAddresses(typed);
      if (!list.ok) return list;
      lists.push(list.value);
    }
    const [to = [], cc = [], bcc = []] = lists;
    const { address, displayName } = account.settings;
    const now = clock.now();
    const composed = await composing.compose({
      from: { name: displayName, address },
      to,
      cc,
      bcc,
      subject: draft.subject,
      text: draft.text,
      messageId: createMessageId(address),
      date: now,
      inReplyTo: draft.inReplyTo,
      references: draft.references,
      draftId: id,
      attachmentIds: draft.attachments.map((attachment) => attachment.id),
    });
    if (!composed.ok) return composed;
    const item = newOutboxItem(composed.value, { id: randomUUID(), accountId: account.id, subject: draft.subject, now });
    const { envelope, raw } = composed.value;
    // Another window may have saved more while this was composed. That text is not in the message, so it must not be deleted with the draft.
    const composedOf = { updatedAt: draft.updatedAt, newDraftId: randomUUID() };
    const queued = await dependencies.queue({ item, envelope, raw, draftId: id, composed: composedOf });
    if (!queued.ok) return queued;
    emitDraft(id);
    return succeed({ outboxId: item.id });
  }

  return {
    start: forgetAside,
    stop() {
      isStopped = true;
      stopForgetting?.();
    },
    addAttachment: (draftId, { name, type, bytes }) =>
      changed(
        draftId,
        storage.addDraftAttachment({ draftId, id: randomUUID(), name: name.slice(0, 255), type: type.slice(0, 255), bytes }),
      ),
    handlers: {
      'compose.start': start,
      'compose.again': ({ messageId, recipients }) => again(messageId, recipients),
      'compose.drafts': () => succeed(reader.drafts()),
      'compose.get': ({ id }) => {
        const draft = openDraft(id);
        return draft ? succeed(draft) : noDraft(id);
      },
      'compose.save': save,
      'compose.removeAttachment': async ({ id, attachmentId }) => {
        const removed = await changed(id, storage.setAttachmentAside({ draftId: id, id: attachmentId, at: clock.now() }));
        forgetLater();
        return removed;
      },
      'compose.restoreAttachment': ({ id, attachmentId }) =>
        changed(id, storage.setAttachmentAside({ draftId: id, id: attachmentId, at: null })),
      'compose.discard': ({ id }) => discard(id),
      'compose.restore': async ({ id }) => {
        const restored = await storage.setDraftAside({ id, at: null });
        if (!restored.ok) return restored;
        emitDraft(id);
        return succeed({});
      },
      'compose.send': ({ id }) => send(id),
      'compose.complete': ({ prefix, limit }) => succeed(reader.complete(prefix, limit)),
    },
  };
}
