/** The copy for Sent, while the list of the server's folders is on its way. */
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../../electron/base/logger.ts';
import { FailureError, failure, succeed, toFailure } from '../../../electron/contract/failure.ts';
import type { FailureCode } from '../../../electron/contract/failures/failure-codes.ts';
import type { ImapConnection } from '../../../electron/engine/imap/imap-types.ts';
import { createSentCopies } from '../../../electron/engine/sync/sent/sent-copies.ts';
import { openStorage, value } from '../cache/open-storage.ts';
import { accountOn } from './sync-profile.ts';

const inboxOnly = [{ path: 'INBOX', name: 'INBOX', delimiter: '/', parentPath: null, role: 'inbox' as const, selectable: true }];

it('is filed although a list that was read before Sent was made here takes the folder away again', async () => {
  const { storage, reader, done } = await openStorage();
  onTestFinished(() => done());
  value(await storage.saveAccount({ id: 'ana', settings: accountOn({ port: 1, username: 'ana' }), practice: false }));
  value(await storage.saveFolders({ accountId: 'ana', folders: inboxOnly }));
  let lists = 1;
  const filed: string[] = [];
  const connection = {
    capabilities: new Set<string>(),
    select: async () => ({}),
    searchUids: async () => [],
    append: async (path: string) => void filed.push(path),
  } as unknown as ImapConnection; // what filing asks of a connection
  const sentCopies = createSentCopies({
    storage: {
      ...storage,
      async saveFolders(input) {
        const saved = await storage.saveFolders(input);
        if (lists-- > 0) value(await storage.saveFolders({ accountId: 'ana', folders: inboxOnly }));
        return saved;
      },
    },
    reader,
    hasFolders: () => true,
    logger: silentLogger,
    borrow: async (_account, _repeatable, work) => succeed(await work(connection)),
    compare: () => {},
    announce: () => {},
  });
  const copy = { messageId: '<1@practice.test>', raw: Buffer.from('Subject: 1\r\n\r\n'), date: 0, key: '1', refusals: 0 };
  expect(await sentCopies.fileSent('ana', copy)).toMatchObject({ sentCopy: 'filed' });
  expect(filed).toEqual(['Sent']);
});

const refusal = (code: FailureCode) => new FailureError(failure(code, { protocol: 'imap', reply: 'A1 NO not now' }));

/** Files a copy where SELECT fails so many times; answers what was appended. */
async function fileWhere(select: { readonly code: FailureCode; readonly times: number; readonly holds?: boolean }, makes: boolean) {
  const { storage, reader, done } = await openStorage();
  onTestFinished(() => done());
  value(await storage.saveAccount({ id: 'ana', settings: accountOn({ port: 1, username: 'ana' }), practice: false }));
  value(await storage.saveFolders({ accountId: 'ana', folders: inboxOnly }));
  const appended: string[] = [];
  let asked = 0;
  const connection = {
    capabilities: new Set<string>(),
    closed: false,
    select: async () => {
      asked += 1;
      if (asked <= select.times) throw refusal(select.code);
    },
    searchUids: async () => (select.holds ? [7] : []),
    createFolder: async () => {
      if (!makes) throw refusal('command-refused');
    },
    append: async (path: string) => void appended.push(path),
  } as unknown as ImapConnection; // what filing asks of a connection
  const sentCopies = createSentCopies({
    storage,
    reader,
    hasFolders: () => true,
    logger: silentLogger,
    borrow: async (_account, _repeatable, work) =>
      work(connection).then(succeed, (error: unknown) => ({ ok: false as const, failure: toFailure(error) })),
    compare: () => {},
    announce: () => {},
  });
  const copy = { messageId: '<2@practice.test>', raw: Buffer.from('Subject: 2\r\n\r\n'), date: 0, key: '2', refusals: 0 };
  return { appended, ...(await sentCopies.fileSent('ana', copy)) };
}

it.each([
  ['cannot be opened nor made: nothing is put in unseen', { code: 'folder-refused', times: 9 }, false, [], 'waiting'],
  ['could not be opened for a moment and holds the copy', { code: 'folder-refused', times: 1, holds: true }, false, [], 'server'],
  ['could not be opened for a moment and does not hold it', { code: 'folder-refused', times: 1 }, false, ['Sent'], 'filed'],
  ['was not there and was made', { code: 'folder-refused', times: 9 }, true, ['Sent'], 'filed'],
  ['is said to be missing: the server tells by its answer to the copy', { code: 'folder-missing', times: 9 }, false, ['Sent'], 'filed'],
] as const)('a folder for Sent that %s', async (_what, select, makes, appended, sentCopy) => {
  const filed = await fileWhere(select, makes);
  expect(filed).toMatchObject({ appended, sentCopy: sentCopy === 'waiting' ? expect.stringMatching(/waiting|local/) : sentCopy });
});
