/** The copy for Sent, while the list of the server's folders is on its way. */
import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../../electron/base/logger.ts';
import { succeed } from '../../../electron/contract/failure.ts';
import type { ImapConnection } from '../../../electron/engine/imap/imap-types.ts';
import { createEvidence } from '../../../electron/engine/sync/evidence.ts';
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
  const evidence = createEvidence({
    storage: {
      ...storage,
      async saveFolders(input) {
        const saved = await storage.saveFolders(input);
        if (lists-- > 0) value(await storage.saveFolders({ accountId: 'ana', folders: inboxOnly }));
        return saved;
      },
    },
    reader,
    logger: silentLogger,
    borrow: async (_account, _repeatable, work) => succeed(await work(connection)),
    compare: () => {},
    announce: () => {},
  });
  const copy = { messageId: '<1@practice.test>', raw: Buffer.from('Subject: 1\r\n\r\n'), date: 0, key: '1', refusals: 0 };
  expect(await evidence.fileSent('ana', copy)).toMatchObject({ sentCopy: 'filed' });
  expect(filed).toEqual(['Sent']);
});
