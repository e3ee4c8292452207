/**
 * Text being written: drafts in the keep, filled in for answers and forwards, composed and queued when sent. It refuses
 * to know how a message travels; it hands the composed bytes to the outbox.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Handlers } from '../../contract/call.ts';
import type { composeCalls, Draft, QuotingPhrases } from '../../contract/compose.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import type { Address } from '../../contract/messages.ts';
import type { OutboxItem } from '../../contract/outbox.ts';
import type { Reader, Storage, StoredAccount } from '../cache/storage-interface.ts';
import { formatAddresses, parseTypedAddresses } from '../mime/addresses.ts';
import { partBytes } from '../mime/attachment-bytes.ts';
import { type ComposedMessage, composeMessage } from '../mime/compose.ts';
import { parseMailto } from '../mime/mailto.ts';
import { createMessageId } from '../mime/message-id.ts';
import { fillReply, type Quote } from '../mime/reply.ts';
import type { Outbox } from './outbox.ts';

export interface DraftDependencies {
  readonly storage: Storage;
  readonly reader: Reader;
  readonly clock: Clock;
  /** The whole message, fetched first when it is not held. */
  readonly rawOf: (messageId: number) => Promise<Result<Buffer>>;
  /** The account of the message that a message in no folder was enclosed in; undefined where there is none. */
  readonly accountOfFile: (messageId: number | undefined) => string | undefined;
  /** Hands a message over to be sent. */
  readonly queue: Outbox['queue'];
  readonly emitDraft: (id: string) => void;
}

export interface DraftService {
  readonly handlers: Handlers<typeof composeCalls>;
  addAttachment(
    draftId: string,
    attachment: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  ): Promise<Result<Draft>>;
}

const noDraft = (id: string) => ({ ok: false as const, failure: failure('not-found', { detail: { draft: id } }) });

/** Puts the facts into a phrase and the quote under it. */
export function quoteText(quote: Quote, phrases: QuotingPhrases | undefined, language: string): string {
  const date = quote.date === null ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(quote.date);
  const author = quote.author ? quote.author.name || quote.author.address : '';
  if (!phrases) return quote.text;
  // Half a sentence says less than none.
  if (quote.headers.length === 0 && (date === '' || author === '')) return quote.text;
  if (quote.headers.length === 0)
    return `${phrases.wrote.replace(/\{(date|author)\}/g, (_, fact) => (fact === 'date' ? date : author))}\n${quote.text}`;
  const fields = quote.headers.map(({ name, value }) => `${phrases.fields[name]}: ${value}`);
  return [phrases.forwarded, ...fields, '', quote.text].join('\n');
}

/** The outbox entry of a message that was just composed. */
export function newOutboxItem(
  composed: ComposedMessage,
  facts: { readonly id: string; readonly accountId: string; readonly subject: string; readonly now: number },
): OutboxItem {
  return {
    id: facts.id,
    accountId: facts.accountId,
    from: composed.envelope.from,
    subject: facts.subject,
    messageId: composed.messageId,
    state: 'queued',
    recipients: composed.envelope.to.map((address) => ({ address, state: 'waiting', reply: null })),
    reply: null,
    queueId: null,
    failure: null,
    attempts: 0,
    queuedAt: facts.now,
    nextAttemptAt: null,
    finishedAt: null,
    sentCopy: 'waiting',
    session: null,
    size: composed.raw.length,
  };
}

export function createDraftService(dependencies: DraftDependencies): DraftService {
  const { storage, reader, clock } = dependencies;
  const accountOf = (id: string | undefined): StoredAccount | undefined => {
    const accounts = reader.accounts();
    return id === undefined ? accounts[0] : accounts.find((account) => account.id === id);
  };

  /** @param onlyChange not when it is gone: what was typed last may be on its way here while the draft is discarded or sent */
  async function save(draft: Draft, onlyChange = false): Promise<Result<Draft>> {
    const { attachments: _, ...rest } = draft;
    const saved = await storage.saveDraft({ ...rest, onlyChange });
    if (!saved.ok) return saved;
    dependencies.emitDraft(draft.id);
    const kept = reader.draft(draft.id);
    return kept ? succeed(kept) : noDraft(draft.id);
  }

  async function addAttachment(
    draftId: string,
    { name, type, bytes }: { name: string; type: string; bytes: Buffer },
  ): Promise<Result<Draft>> {
    if (!reader.draft(draftId)) return noDraft(draftId);
    const added = await storage.addDraftAttachment({
      draftId,
      id: randomUUID(),
      name: name.slice(0, 255),
      type: type.slice(0, 255),
      bytes,
    });
    if (!added.ok) return added;
    dependencies.emitDraft(draftId);
    const draft = reader.draft(draftId);
    return draft ? succeed(draft) : noDraft(draftId);
  }

  type StartInput = Parameters<Handlers<typeof composeCalls>['compose.start']>[0];

  async function start(input: StartInput): Promise<Result<Draft>> {
    const location = input.messageId === undefined ? null : reader.location(input.messageId);
    const account = accountOf(input.accountId ?? location?.accountId ?? dependencies.accountOfFile(input.messageId));
    if (!account) return { ok: false, failure: failure('not-found', { detail: { account: input.accountId ?? '' } }) };
    const draft: Draft = {
      id: randomUUID(),
      accountId: account.id,
      mode: input.mode,
      to: '',
      cc: '',
      bcc: '',
      subject: '',
      text: '',
      inReplyTo: null,
      references: [],
      attachments: [],
      sourceId: null,
      updatedAt: clock.now(),
    };
    if (input.mode === 'new' || input.messageId === undefined) {
      if (input.mailto === undefined) return save(draft);
      const link = parseMailto(input.mailto);
      return link.ok ? save({ ...draft, to: link.value.to, cc: link.value.cc, subject: link.value.subject, text: link.value.body }) : link;
    }
    const raw = await dependencies.rawOf(input.messageId);
    if (!raw.ok) return raw;
    // Mail from another account of this profile is somebody else's: its answer goes there, not back to where it was read.
    const own = [account.settings.address];
    const fill = fillReply({ mode: input.mode, raw: raw.value, own, formatAddresses, charset: input.charset, toList: input.toList });
    const saved = await save({
      ...draft,
      to: formatAddresses(fill.to),
      cc: formatAddresses(fill.cc),
      subject: fill.subject,
      text: `\n\n${quoteText(fill.quote, input.phrases, input.language)}\n`,
      inReplyTo: fill.inReplyTo,
      references: fill.references,
      // What came out of a file is in no folder: there is nothing to mark as answered.
      sourceId: location === null ? null : input.messageId,
    });
    let latest = saved;
    for (const attachment of fill.attachments) {
      const bytes = partBytes(raw.value, attachment.partId);
      if (!latest.ok || bytes === null) break;
      latest = await addAttachment(draft.id, { name: attachment.safeName, type: attachment.type, bytes });
    }
    return latest;
  }

  async function send(id: string): Promise<Result<{ outboxId: string }>> {
    const draft = reader.draft(id);
    if (!draft) return noDraft(id);
    const account = accountOf(draft.accountId);
    if (!account) return { ok: false, failure: failure('not-found', { detail: { account: draft.accountId } }) };
    const lists: Address[][] = [];
    for (const typed of [draft.to, draft.cc, draft.bcc]) {
      const list = parseTypedAddresses(typed);
      if (!list.ok) return list;
      lists.push(list.value);
    }
    const [to = [], cc = [], bcc = []] = lists;
    const { address, displayName } = account.settings;
    const now = clock.now();
    const attachments = draft.attachments.flatMap((known) => {
      const held = reader.draftAttachment(id, known.id);
      return held ? [{ name: held.name, type: held.type, content: held.bytes }] : [];
    });
    if (attachments.length !== draft.attachments.length)
      return { ok: false, failure: failure('internal', { detail: { message: 'an attachment of the draft is missing' } }) };
    const composed = await composeMessage({
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
      attachments,
    });
    if (!composed.ok) return composed;
    const item = newOutboxItem(composed.value, { id: randomUUID(), accountId: account.id, subject: draft.subject, now });
    const { envelope, raw } = composed.value;
    const queued = await dependencies.queue({ item, envelope, raw, draftId: id });
    if (!queued.ok) return queued;
    dependencies.emitDraft(id);
    return succeed({ outboxId: item.id });
  }

  return {
    addAttachment,
    handlers: {
      'compose.start': start,
      'compose.drafts': () => succeed(reader.drafts()),
      'compose.get': ({ id }) => {
        const draft = reader.draft(id);
        return draft ? succeed(draft) : noDraft(id);
      },
      'compose.save': async (typed) => {
        const draft = reader.draft(typed.id);
        if (!draft) return noDraft(typed.id);
        const updatedAt = clock.now();
        const saved = await save({ ...draft, ...typed, updatedAt }, true);
        return saved.ok ? succeed({ updatedAt }) : saved;
      },
      'compose.removeAttachment': async ({ id, attachmentId }) => {
        const removed = await storage.removeDraftAttachment({ draftId: id, id: attachmentId });
        if (!removed.ok) return removed;
        const draft = reader.draft(id);
        return draft ? succeed(draft) : noDraft(id);
      },
      'compose.discard': async ({ id }) => {
        const discarded = await storage.discardDraft({ id });
        if (!discarded.ok) return discarded;
        dependencies.emitDraft(id);
        return succeed({});
      },
      'compose.send': ({ id }) => send(id),
      'compose.complete': ({ prefix, limit }) => succeed(reader.complete(prefix, limit)),
    },
  };
}
