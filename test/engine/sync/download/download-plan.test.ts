import { expect, it } from 'vitest';
import { FailureError, failure } from '../../../../electron/contract/failure.ts';
import type { ImapConnection } from '../../../../electron/engine/imap/imap-types.ts';
import { createDownloadPlan } from '../../../../electron/engine/sync/download/download-plan.ts';
import type { SyncDependencies } from '../../../../electron/engine/sync/sync-dependencies.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

it('compares a folder once more that was asked for while it was compared: what came meanwhile would else not be seen', async () => {
  const inbox = { id: 1, path: 'INBOX', name: 'INBOX', role: 'inbox', parentId: null, selectable: true, server: { uidNext: 1 } };
  const reader = {
    folder: () => inbox,
    folders: () => [inbox],
    counts: () => ({ total: 0, bodiesHeld: 0 }),
    uidCount: () => 0,
    leftAside: () => [],
  };
  const dependencies = {
    ...{ reader, storage: { setFolderState: async () => ({ ok: true, value: null }) }, account: { id: 'ana' }, clock: createManualClock() },
    ...{ logger: { warning() {}, info() {} }, limits: {} },
  } as unknown as SyncDependencies; // what a plan takes of them
  const plan = createDownloadPlan(dependencies, { board: { set() {}, heard() {} } as never });
  let looked = 0;
  const connection = {
    closed: false,
    async select() {
      looked += 1;
      if (looked === 1) plan.add([inbox.id]);
      throw new FailureError(failure('temporarily-refused', { protocol: 'imap' }));
    },
  } as unknown as ImapConnection; // a comparison begins with SELECT
  plan.add([inbox.id]);
  await plan.workThrough(connection);
  expect(looked).toBe(2);
});
