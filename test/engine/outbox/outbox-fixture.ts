/** An outbox over real storage and a real SMTP server, with a clock that the test owns; evidence and filing are looked up in the server's mailbox. */
import { onTestFinished } from 'vitest';
import { silentLogger } from '../../../electron/base/logger.ts';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import type { Draft } from '../../../electron/contract/compose.ts';
import { type Failure, type Result, succeed } from '../../../electron/contract/failure.ts';
import type { OutboxItem, OutboxState } from '../../../electron/contract/outbox.ts';
import { decode } from '../../../electron/engine/cache/bodies/blobs.ts';
import { createDraftService, type DraftService } from '../../../electron/engine/compose/drafts.ts';
import { fillAnswer } from '../../../electron/engine/mime/compose/answer.ts';
import { composeMessage } from '../../../electron/engine/mime/compose/compose.ts';
import { createOutbox, type Outbox } from '../../../electron/engine/outbox/outbox.ts';
import { createKeptConnections } from '../../../electron/engine/smtp/kept-connections.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import type { PracticeOptions, PracticeServer } from '../../../electron/practice/practice-server.ts';
import { startPractice } from '../../practice/practice-fixture.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { onServers } from '../../support/server-settings.ts';
import { makeFolder, type OpenStorage, openStorage, value } from '../cache/open-storage.ts';

type DraftFields = Partial<Pick<Draft, 'to' | 'cc' | 'bcc' | 'subject' | 'text'>>;

export interface OutboxFixture {
  readonly server: PracticeServer;
  readonly store: OpenStorage;
  readonly outbox: Outbox;
  readonly drafts: DraftService;
  readonly clock: ManualClock;
  readonly seen: OutboxItem[];
  readonly filed: string[];
  readonly marked: [number, string][];
  /**
   * While `full`, no change of an entry can be written; it becomes so with the next copy that is filed after `fullAfterFiling`.
   * `queuing`: what a job that queues does instead of its work.
   */
  readonly marks: {
    full: boolean;
    fullAfterFiling: boolean;
    failed: number;
    sentUnreachable: boolean;
    /** What the server says to a copy for Sent; null: it takes it. */
    copyRefused: Failure | null;
    vaultThrows: boolean;
    queuing: 'fails' | 'dies before' | 'dies after' | 'dies after the mark' | null;
    /** Called as the mark before the final dot is about to be written. */
    beforeDotMark: () => void;
  };
  /** Writes a draft and sends it. */
  compose(fields: DraftFields): Promise<Result<{ outboxId: string }>>;
  /** … which must succeed; answers the id in the outbox. */
  send(fields: DraftFields): Promise<string>;
  /** Resolves when the entry is in this state. */
  reaches(id: string, state: OutboxState): Promise<OutboxItem>;
  /** Resolves when the entry waits for its next attempt, and the clock has been told of it. */
  isPutOff(id: string): Promise<OutboxItem>;
  /** How many messages the server took. */
  accepted(): number;
  /** The data folder. */
  readonly folder: string;
  /** What a killed program leaves: nothing is stopped politely; the next one opens the same folder. @param meanwhile while nothing is open */
  restart(meanwhile?: () => void): Promise<OutboxFixture>;
}

interface Shared {
  readonly server: PracticeServer;
  readonly clock: ManualClock;
  readonly folder: string;
  readonly marks: OutboxFixture['marks'];
  evidence: () => Result<'sent' | 'inbox' | null>;
}

export async function startOutbox(
  options: PracticeOptions & { evidence?: (server: PracticeServer) => Result<'sent' | 'inbox' | null> } = {},
): Promise<OutboxFixture> {
  const { evidence, ...practice } = options;
  const server = await startPractice(practice);
  const fixture = await open({
    server,
    clock: createManualClock(),
    folder: makeFolder(),
    evidence: () => evidence?.(server) ?? succeed(null),
    marks: {
      full: false,
      fullAfterFiling: false,
      failed: 0,
      sentUnreachable: false,
      copyRefused: null,
      vaultThrows: false,
      queuing: null,
      beforeDotMark() {},
    },
  });
  const settings: AccountSettings = {
    name: 'Ana',
    address: 'ana@practice.test',
    displayName: 'Ana Pérez',
    incoming: {
      protocol: 'imap',
      host: server.host,
      port: server.imap.port,
      security: 'starttls',
      username: 'ana',
      mechanism: 'automatic',
    },
    outgoing: { protocol: 'smtp', host: server.host, port: server.smtp.port, security: 'starttls', username: 'ana', mechanism: 'LOGIN' },
  };
  value(await fixture.store.storage.saveAccount({ id: 'ana', settings, practice: true }));
  await fixture.outbox.start();
  return fixture;
}

async function open(shared: Shared): Promise<OutboxFixture> {
  const { server, clock, folder, marks } = shared;
  const store = await openStorage(folder);
  const taps = createMemoryTaps();
  const connections = createKeptConnections();
  const seen: OutboxItem[] = [];
  const filed: string[] = [];
  const marked: [number, string][] = [];
  const watchers = new Set<() => void>();
  const emit = (item: OutboxItem) => {
    seen.push(item);
    for (const watcher of [...watchers]) watcher();
  };
  let onDotMarked = () => {};
  const outbox = createOutbox({
    storage: {
      ...store.storage,
      async markOutbox(input) {
        if (!marks.full) return store.storage.markOutbox(input);
        marks.failed += 1;
        return { ok: false, failure: { code: 'disk-full', permanent: false } };
      },
      async markDotPending(input) {
        marks.beforeDotMark();
        const pending = await store.storage.markDotPending(input);
        onDotMarked();
        return pending;
      },
      async queueMessage(input) {
        if (marks.queuing === 'fails') return { ok: false, failure: { code: 'disk-full', permanent: false } };
        const dotMarked = new Promise<void>((resolve) => {
          onDotMarked = resolve;
        });
        const queued = marks.queuing === 'dies before' ? null : await store.storage.queueMessage(input);
        if (marks.queuing === 'dies after the mark') await dotMarked;
        return marks.queuing === null && queued ? queued : { ok: false, failure: { code: 'storage-interrupted', permanent: false } };
      },
    },
    reader: store.reader,
    async submitter() {
      if (marks.vaultThrows) throw new Error('the vault is broken');
      const account = store.reader.accounts()[0];
      if (!account) throw new Error('the fixture has an account');
      const { outgoing } = onServers(account.settings);
      const peer: Peer = {
        ...outgoing,
        credentials: signIn(outgoing.username, 'practice'),
        trust: { extraCertificates: [server.certificate], pinned: [] },
        openTap: taps.openTap,
        opening: { accountId: 'ana', accountName: 'Ana', purpose: 'send' },
        clock,
      };
      return succeed({ submit: (submission) => submit({ ...peer, ...submission }, connections) });
    },
    findEvidence: async () => shared.evidence(),
    async fileSent(_account, { messageId, refusals }) {
      filed.push(messageId);
      if (marks.fullAfterFiling) {
        marks.full = true;
        marks.fullAfterFiling = false;
      }
      if (marks.copyRefused) {
        const copyRefusals = refusals + 1;
        return { sentCopy: copyRefusals < 5 ? 'waiting' : 'local', copyFailure: marks.copyRefused, copyRefusals };
      }
      return { sentCopy: marks.sentUnreachable ? 'waiting' : 'filed', copyFailure: null, copyRefusals: refusals };
    },
    fileAgain: async () => (marks.copyRefused ? { ok: false, failure: marks.copyRefused } : succeed('filed')),
    markSource: async (id, flag) => void marked.push([id, flag]),
    again: async (message) => succeed(fillAnswer({ mode: 'again', raw: decode(message), own: [], language: 'en', phrases: undefined })),
    emit,
    emitDraft: () => {},
    clock,
    random: () => 0.5,
    logger: silentLogger,
  });
  const drafts = createDraftService({
    storage: store.storage,
    reader: store.reader,
    clock,
    composing: {
      warm() {},
      answer: async () => ({ ok: false, failure: { code: 'message-gone', permanent: true } }),
      compose: ({ draftId, attachmentIds, ...message }) =>
        composeMessage({
          ...message,
          attachments: attachmentIds.flatMap((id) => {
            const held = store.reader.draftAttachment(draftId, id);
            return held ? [{ ...held, content: held.bytes }] : [];
          }),
        }),
    },
    queue: outbox.queue,
    accountOfFile: () => undefined,
    emitDraft: () => {},
  });
  const compose: OutboxFixture['compose'] = async (fields) => {
    const draft = value(await drafts.handlers['compose.start']({ mode: 'new', language: 'en' }));
    value(await drafts.handlers['compose.save']({ ...draft, subject: 'Hello', text: 'One line.\n', ...fields }));
    return drafts.handlers['compose.send']({ id: draft.id });
  };
  const until = (id: string, holds: (item: OutboxItem) => boolean): Promise<OutboxItem> =>
    new Promise((resolve) => {
      const check = () => {
        const item = store.reader.outboxEntry(id)?.item;
        if (!item || !holds(item)) return;
        watchers.delete(check);
        resolve(item);
      };
      watchers.add(check);
      check();
    });
  let left = false;
  onTestFinished(async () => {
    if (left) return;
    await outbox.stop();
    await connections.close();
    await store.done();
  });
  return {
    server,
    store,
    outbox,
    drafts,
    clock,
    seen,
    filed,
    marked,
    marks,
    compose,
    send: async (fields) => value(await compose(fields)).outboxId,
    reaches: (id, state) => until(id, (item) => item.state === state),
    async isPutOff(id) {
      const item = await until(id, ({ nextAttemptAt }) => nextAttemptAt !== null);
      // It is announced in the last steps of the attempt; what is due next is looked at behind them.
      await new Promise((resolve) => setImmediate(resolve));
      return item;
    },
    accepted: () => server.mailbox.accepted.length,
    folder,
    async restart(meanwhile = () => {}) {
      left = true;
      // A killed program writes nothing more; what this one still has on its way finds its storage closed.
      void outbox.stop();
      await store.close();
      meanwhile();
      const next = await open(shared);
      await next.outbox.start();
      return next;
    },
  };
}
