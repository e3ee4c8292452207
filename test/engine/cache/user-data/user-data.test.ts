import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountSettings } from '../../../../electron/contract/accounts.ts';
import type { OutboxItem } from '../../../../electron/contract/outbox.ts';
import { dataFolderFiles } from '../../../../electron/engine/cache/database/data-folder.ts';
import { openDatabase, type SqlValue } from '../../../../electron/engine/cache/database/database.ts';
import type { JobInput } from '../../../../electron/engine/cache/queue/jobs.ts';
import { createOutboxReader } from '../../../../electron/engine/cache/user-data/read-outbox.ts';
import { addMessages, day, listing, type OpenStorage, openStorage, value, withFolders, write } from '../open-storage.ts';

const settings: AccountSettings = {
  name: 'Ana',
  address: 'ana@example.test',
  displayName: 'Ana Pérez',
  incoming: {
    protocol: 'imap',
    host: 'localhost',
    port: 143,
    security: 'none',
    username: 'ana',
    mechanism: 'automatic',
  },
  outgoing: { protocol: 'smtp', host: 'localhost', port: 587, security: 'starttls', username: 'ana', mechanism: 'LOGIN' },
};

const item = (id: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  id,
  accountId: 'ana',
  from: 'ana@example.test',
  subject: 'Hello',
  messageId: `<${id}@example.test>`,
  state: 'queued',
  recipients: [{ address: 'bruno@example.test', state: 'waiting', reply: null }],
  reply: null,
  queueId: null,
  failure: null,
  attempts: 0,
  queuedAt: 1_000,
  nextAttemptAt: null,
  finishedAt: null,
  sentCopy: 'waiting',
  session: null,
  size: 3,
  ...more,
});

const draft = (id: string, text = 'written so far') => ({
  id,
  accountId: 'ana',
  mode: 'new' as const,
  to: 'bruno@example.test',
  cc: '',
  bcc: '',
  subject: 'Hello',
  text,
  inReplyTo: null,
  references: [],
  sourceId: null,
  updatedAt: 5,
});

it('an account from before outgoing mail named its protocol is one of SMTP', async () => {
  const open = await openStorage();
  const { protocol: _, ...outgoing } = settings.outgoing;
  // What such a version wrote: the type of today has no place for it.
  value(await open.storage.saveAccount({ id: 'ana', settings: { ...settings, outgoing } as AccountSettings, practice: false }));
  expect(open.reader.accounts()).toEqual([{ id: 'ana', settings, practice: false }]);
  await open.close();
});

describe('user data', () => {
  let open: OpenStorage;

  beforeEach(async () => {
    open = await openStorage();
    value(await open.storage.saveAccount({ id: 'ana', settings, practice: false }));
  });
  afterEach(() => open.done());

  /** What "reset the cache" and a damaged cache come to. */
  async function loseCache(): Promise<void> {
    await open.close();
    for (const name of readdirSync(open.folder)) if (name.startsWith('cache')) rmSync(join(open.folder, name));
    open = await openStorage(open.folder, open.clock);
  }

  it('can be read by its owner only, like everything in the data folder', () => {
    for (const name of readdirSync(open.folder)) expect([name, statSync(join(open.folder, name)).mode & 0o077]).toEqual([name, 0]);
  });

  it('keeps accounts in order, preferences and pinned certificates', async () => {
    value(await open.storage.saveAccount({ id: 'bruno', settings: { ...settings, name: 'Bruno' }, practice: true }));
    value(await open.storage.saveAccount({ id: 'ana', settings: { ...settings, displayName: 'Ana P.' }, practice: false }));
    value(await open.storage.savePreferences({ theme: 'dark', panes: { folders: 200 } }));
    value(await open.storage.savePreferences({ theme: 'light', language: null }));
    const certificate = { host: 'mail.example.test', port: 993, fingerprint: 'AB:CD', certificate: 'PEM' };
    value(await open.storage.trustCertificate(certificate));
    value(await open.storage.trustCertificate(certificate));
    open = await open.reopen();
    expect(open.reader.accounts().map(({ id, settings: kept, practice }) => [id, kept.displayName, practice])).toEqual([
      ['ana', 'Ana P.', false],
      ['bruno', 'Ana Pérez', true],
    ]);
    expect(open.reader.preferences()).toEqual({ theme: 'light', panes: { folders: 200 }, language: null });
    expect(open.reader.trustedCertificates()).toEqual([certificate]);
  });

  it('keeps a draft with its attachments through a crash, and forgets it when it is discarded', async () => {
    value(await open.storage.saveDraft(draft('d1')));
    value(
      await open.storage.addDraftAttachment({
        draftId: 'd1',
        id: 'a1',
        name: 'résumé.pdf',
        type: 'application/pdf',
        bytes: Buffer.from([0, 1, 2]),
      }),
    );
    value(await open.storage.addDraftAttachment({ draftId: 'd1', id: 'a2', name: 'b', type: 'text/plain', bytes: Buffer.from('b') }));
    value(await open.storage.saveDraft(draft('d1', 'and more')));
    value(await open.storage.setAttachmentAside({ draftId: 'd1', id: 'a2', at: 1 }));
    open = await open.reopen();
    expect(open.reader.drafts()).toMatchObject([{ id: 'd1', snippet: 'and more', attachments: 1, isReadable: true }]);
    expect(open.reader.draft('d1')).toEqual({
      ...draft('d1', 'and more'),
      attachments: [{ id: 'a1', name: 'résumé.pdf', type: 'application/pdf', size: 3 }],
    });
    expect(open.reader.draftAttachment('d1', 'a1')?.bytes.equals(Buffer.from([0, 1, 2]))).toBe(true);
    value(await open.storage.discardDraft({ id: 'd1' }));
    expect([open.reader.drafts(), open.reader.draftAttachment('d1', 'a1')]).toEqual([[], null]);
    expect(
      await open.storage.addDraftAttachment({ draftId: 'd1', id: 'a3', name: 'c', type: 'x/y', bytes: Buffer.from('c') }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    });
  });

  it('finds what is not over in the outbox without a look at what is, however much was sent', async () => {
    const envelope = { from: 'ana@example.test', to: ['bruno@example.test'] };
    const over = { state: 'accepted', sentCopy: 'filed' } as const;
    for (const [id, fields] of [
      ['over', over],
      ['queued', {}],
      ['sending', { state: 'sending' }],
      ['unknown', { state: 'unknown' }],
      ['refused', { state: 'refused' }],
      ['cancelled', { state: 'cancelled' }],
      ['copy', { ...over, sentCopy: 'waiting' }],
      ['partly', { ...over, state: 'partly', sentCopy: 'waiting' }],
    ] as const)
      value(await open.storage.queueMessage({ item: item(id, fields), envelope, raw: Buffer.from('raw'), draftId: null }));
    const userData = openDatabase({ name: 'user-data', path: dataFolderFiles(open.folder).userData, readOnly: true });
    try {
      const plans: string[] = [];
      const watched = {
        ...userData,
        query: (text: string, values: readonly SqlValue[]) => {
          const plan = userData.query(`EXPLAIN QUERY PLAN ${text}`, values).all<{ detail: string }>();
          plans.push(plan.map(({ detail }) => detail).join('; '));
          return userData.query(text, values);
        },
      };
      const found = createOutboxReader(watched).openOutbox();
      expect(found.map((entry) => entry.item.id).sort()).toEqual(['copy', 'partly', 'queued', 'sending', 'unknown']);
      expect(plans).toEqual(['SCAN outbox USING INDEX outbox_open']);
    } finally {
      userData.close();
    }
  });

  it('shows a queued draft in the outbox only, and again as a draft when it is taken out', async () => {
    value(await open.storage.saveDraft(draft('d1')));
    const queue = {
      item: item('o1'),
      envelope: { from: 'ana@example.test', to: ['bruno@example.test'] },
      raw: Buffer.from('raw'),
      draftId: 'd1',
    };
    value(await open.storage.queueMessage(queue));
    value(await open.storage.queueMessage({ ...queue, item: item('o1', { subject: 'again' }), raw: Buffer.from('raw') }));
    expect(open.reader.drafts()).toEqual([]);
    expect(open.reader.outbox().map((entry) => [entry.item.id, entry.item.subject, entry.dotPending])).toEqual([['o1', 'Hello', false]]);
    expect((await open.reader.outboxRaw('o1'))?.toString()).toBe('raw');
    expect(value(await open.storage.removeOutbox({ id: 'o1' }))).toEqual({ draftId: 'd1' });
    expect(open.reader.drafts().map(({ id }) => id)).toEqual(['d1']);
    expect(value(await open.storage.removeOutbox({ id: 'o1' }))).toEqual({ draftId: null });
  });

  it('keeps what was saved while the message was composed as a draft of its own, with its files', async () => {
    const queue = { envelope: { from: 'ana@example.test', to: ['bruno@example.test'] }, raw: Buffer.from('raw'), draftId: 'd1' };
    const composed = { updatedAt: draft('d1').updatedAt, newDraftId: 'd2' };
    value(await open.storage.saveDraft(draft('d1')));
    value(await open.storage.addDraftAttachment({ draftId: 'd1', id: 'a1', name: 'a', type: 'text/plain', bytes: Buffer.from('a') }));
    value(await open.storage.saveDraft({ ...draft('d1', 'and more'), updatedAt: composed.updatedAt + 1 }));
    for (let times = 0; times < 2; times++) value(await open.storage.queueMessage({ ...queue, item: item('o1'), composed }));
    expect(open.reader.drafts()).toMatchObject([{ id: 'd2', snippet: 'and more', attachments: 1, isReadable: true }]);
    // The draft of the message itself comes back with it, and the other one stays.
    value(await open.storage.removeOutbox({ id: 'o1' }));
    expect(new Set(open.reader.drafts().map(({ id }) => id))).toEqual(new Set(['d1', 'd2']));
  });

  it('makes no second draft where nothing was saved since', async () => {
    value(await open.storage.saveDraft(draft('d1')));
    const composed = { updatedAt: draft('d1').updatedAt, newDraftId: 'd2' };
    const envelope = { from: 'ana@example.test', to: ['bruno@example.test'] };
    value(await open.storage.queueMessage({ item: item('o1'), envelope, raw: Buffer.from('raw'), draftId: 'd1', composed }));
    expect(open.reader.drafts()).toEqual([]);
  });

  it('remembers across a crash that the final dot may have left, until the outcome is known', async () => {
    value(await open.storage.saveDraft(draft('d1')));
    value(
      await open.storage.queueMessage({ item: item('o1'), envelope: { from: 'a@b', to: ['c@d'] }, raw: Buffer.from('raw'), draftId: 'd1' }),
    );
    value(await open.storage.markOutbox({ id: 'o1', patch: { state: 'sending', attempts: 1 } }));
    value(await open.storage.markDotPending({ id: 'o1', recipients: [] }));
    open = await open.reopen();
    expect(open.reader.outboxEntry('o1')).toMatchObject({ dotPending: true, item: { state: 'sending', attempts: 1 } });
    value(await open.storage.markOutbox({ id: 'o1', patch: { session: 's' }, keepDot: true }));
    expect(open.reader.outboxEntry('o1')?.dotPending).toBe(true);
    value(
      await open.storage.markOutbox({ id: 'o1', patch: { state: 'accepted', reply: '250 queued as X', queueId: 'X' }, discardDraft: true }),
    );
    expect(open.reader.outboxEntry('o1')).toMatchObject({ dotPending: false, draftId: null, item: { state: 'accepted', queueId: 'X' } });
    expect(open.reader.draft('d1')).toBeNull();
    expect(await open.storage.markDotPending({ id: 'nobody', recipients: [] })).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    });
  });

  it('is untouched when the cache is lost: outbox, drafts, operations and trust are all there', async () => {
    const folder = await withFolders(open);
    const ids = await addMessages(open, folder('INBOX'), 2);
    value(
      await open.storage.applyOperation({ id: 'op', accountId: 'ana', change: { kind: 'delete' }, messageIds: [ids.get(1) ?? 0], now: 1 }),
    );
    value(await open.storage.saveDraft(draft('d1')));
    await loseCache();
    expect(open.reader.folders()).toEqual([]);
    expect(open.reader.drafts()).toHaveLength(1);
    expect(open.reader.operations()).toHaveLength(1);
    const again = await withFolders(open);
    await addMessages(open, again('INBOX'), 2);
    expect(open.reader.folder(again('INBOX'))?.total).toBe(1);
  });

  it('removes an account with everything of it, and nothing of another', async () => {
    const folder = await withFolders(open);
    await addMessages(open, folder('INBOX'), 2);
    value(await open.storage.saveAccount({ id: 'bruno', settings, practice: false }));
    await withFolders(open, 'bruno');
    for (const accountId of ['ana', 'bruno']) {
      value(await open.storage.saveDraft({ ...draft(accountId), accountId }));
      value(
        await open.storage.queueMessage({
          item: item(accountId, { accountId }),
          envelope: { from: 'a@b', to: ['c@d'] },
          raw: Buffer.from('x'),
          draftId: null,
        }),
      );
    }
    value(await open.storage.deleteAccount({ id: 'ana' }));
    expect(open.reader.accounts().map(({ id }) => id)).toEqual(['bruno']);
    expect([...new Set(open.reader.folders().map(({ accountId }) => accountId))]).toEqual(['bruno']);
    expect(open.reader.drafts().map(({ id }) => id)).toEqual(['bruno']);
    expect(open.reader.outbox().map(({ item: entry }) => entry.id)).toEqual(['bruno']);
  });

  describe('mail that only this program has', () => {
    const letter = write({ subject: 'By POP3', id: '<pop@example.test>', text: 'kept text\r\n' });
    const local = (key: string, more: Partial<JobInput<'keepMessage'>> = {}): JobInput<'keepMessage'> => ({
      accountId: 'ana',
      path: 'INBOX',
      role: 'inbox',
      key,
      flags: [],
      internalDate: null,
      raw: Buffer.from(letter.raw),
      ...more,
    });
    const inbox = () => open.reader.folderByRole('ana', 'inbox');
    const rows = () => open.reader.list(inbox()?.id ?? 0, 0, 10).rows;

    it('is listed, read and searched like any other, and keeping it twice changes nothing', async () => {
      const first = value(await open.storage.keepMessage(local('u1')));
      expect(first.added).toBe(true);
      expect(value(await open.storage.keepMessage(local('u1')))).toEqual({ ...first, added: false });
      value(await open.storage.settle({}));
      expect(rows().map(({ subject, bodyHeld, snippet }) => [subject, bodyHeld, snippet])).toEqual([['By POP3', true, 'kept text']]);
      expect(open.reader.raw(first.messageId)?.equals(letter.raw)).toBe(true);
      expect(open.reader.rawByHash(first.hash)?.equals(letter.raw)).toBe(true);
      expect(open.reader.search({ query: 'kept', limit: 5 }).rows).toHaveLength(1);
      expect(open.reader.location(first.messageId)).toMatchObject({ hash: first.hash, keptId: first.keptId, bodyHeld: true });
    });

    it('outlives the cache with its flags and its folder', async () => {
      value(await open.storage.saveFolders({ accountId: 'ana', folders: [listing('INBOX', 'inbox'), listing('Old')] }));
      const old = open.reader.folderByPath('ana', 'Old')?.id ?? 0;
      const { messageId } = value(await open.storage.keepMessage(local('u1')));
      value(await open.storage.keepMessage(local('u2', { flags: ['\\Seen'] })));
      value(
        await open.storage.applyOperation({
          id: '1',
          accountId: 'ana',
          change: { kind: 'flag', flag: 'flagged', value: true },
          messageIds: [messageId],
          now: 1,
        }),
      );
      value(
        await open.storage.applyOperation({
          id: '2',
          accountId: 'ana',
          change: { kind: 'move', targetFolderId: old },
          messageIds: [messageId],
          now: 1,
        }),
      );
      expect(open.reader.operations()).toEqual([]);
      await loseCache();
      const held = open.reader.folders('ana').map(({ path, role, total, unread }) => [path, role, total, unread]);
      expect(held.sort()).toEqual([
        ['INBOX', 'inbox', 1, 0],
        ['Old', null, 1, 1],
      ]);
      const moved = open.reader.list(open.reader.folderByPath('ana', 'Old')?.id ?? 0, 0, 1).rows[0];
      expect(moved).toMatchObject({ flagged: true, seen: false, pending: false, subject: 'By POP3' });
      expect(open.reader.raw(moved?.id ?? 0)?.equals(letter.raw)).toBe(true);
    });

    it('stays when the server lists its folder no more, and after the cache of its account is reset', async () => {
      value(await open.storage.keepMessage(local('sent-1', { path: 'Sent copies', role: null })));
      value(await open.storage.saveFolders({ accountId: 'ana', folders: [listing('INBOX', 'inbox')] }));
      value(await open.storage.resetCache({ accountId: 'ana' }));
      expect(open.reader.folderByPath('ana', 'Sent copies')?.total).toBe(1);
      expect(value(await open.storage.dropLocalMessage({ accountId: 'ana', key: 'sent-1' })).removed).toBe(true);
      expect(open.reader.folderByPath('ana', 'Sent copies')?.total).toBe(0);
      expect(value(await open.storage.dropLocalMessage({ accountId: 'ana', key: 'sent-1' })).removed).toBe(false);
    });

    it('takes the place of the row that TOP gave, with what the user did to it meanwhile', async () => {
      value(await open.storage.notePop3({ accountId: 'ana', uidls: ['u1', 'u2'], now: 7 }));
      const top = { size: letter.raw.length, header: letter.header, now: day(3) };
      expect(
        value(
          await open.storage.addPop3Headers({
            accountId: 'ana',
            path: 'INBOX',
            messages: [
              { uidl: 'u1', ...top },
              { uidl: 'u1', ...top },
            ],
          }),
        ).added,
      ).toBe(1);
      const shown = rows()[0]?.id ?? 0;
      expect(open.reader.row(shown)).toMatchObject({ bodyHeld: false, subject: 'By POP3' });
      value(
        await open.storage.applyOperation({
          id: '1',
          accountId: 'ana',
          change: { kind: 'flag', flag: 'seen', value: true },
          messageIds: [shown],
          now: 1,
        }),
      );
      const kept = value(await open.storage.keepMessage(local('u1')));
      expect(kept.messageId).toBe(shown);
      expect(rows().map(({ id, seen, bodyHeld }) => [id, seen, bodyHeld])).toEqual([[shown, true, true]]);
      const known = [...open.reader.pop3Uidls('ana').values()];
      expect(known.map(({ uidl, state, firstSeenAt, keptId }) => ({ uidl, state, firstSeenAt, keptId }))).toEqual([
        { uidl: 'u1', state: 'kept', firstSeenAt: 7, keptId: kept.keptId },
        { uidl: 'u2', state: 'seen', firstSeenAt: 7, keptId: null },
      ]);
    });

    it('does not come back from the server once the user has deleted it', async () => {
      value(await open.storage.notePop3({ accountId: 'ana', uidls: ['u1', 'u2'], now: 7 }));
      const { messageId } = value(await open.storage.keepMessage(local('u1')));
      const top = { uidl: 'u2', size: letter.raw.length, header: letter.header, now: day(3) };
      value(await open.storage.addPop3Headers({ accountId: 'ana', path: 'INBOX', messages: [top] }));
      const ids = rows().map(({ id }) => id);
      expect(ids).toContain(messageId);
      value(await open.storage.applyOperation({ id: '1', accountId: 'ana', change: { kind: 'delete' }, messageIds: ids, now: 1 }));
      expect(rows()).toEqual([]);
      expect([...open.reader.pop3Uidls('ana').values()].map(({ state }) => state)).toEqual(['removed', 'removed']);
      value(await open.storage.notePop3({ accountId: 'ana', uidls: ['u1', 'u2'], now: 8 }));
      value(await open.storage.addPop3Headers({ accountId: 'ana', path: 'INBOX', messages: [top] }));
      expect(value(await open.storage.keepMessage(local('u2')))).toMatchObject({ added: false, messageId: 0 });
      await loseCache();
      expect(open.reader.folders('ana').reduce((sum, { total }) => sum + total, 0)).toBe(0);
    });

    it('journals deletions on the server and forgets unique ids that are listed no more, but not those still kept', async () => {
      value(await open.storage.notePop3({ accountId: 'ana', uidls: ['u1', 'u2', 'u3'], now: 7 }));
      value(await open.storage.keepMessage(local('u1')));
      value(await open.storage.markPop3({ accountId: 'ana', uidls: ['u2'], state: 'deleting' }));
      open = await open.reopen();
      expect(open.reader.pop3Uidls('ana').get('u2')?.state).toBe('deleting');
      value(await open.storage.markPop3({ accountId: 'ana', uidls: ['u2'], state: 'deleted' }));
      value(await open.storage.forgetPop3({ accountId: 'ana', uidls: ['u1', 'u2', 'u3'] }));
      expect([...open.reader.pop3Uidls('ana').keys()]).toEqual(['u1']);
    });
  });
});
