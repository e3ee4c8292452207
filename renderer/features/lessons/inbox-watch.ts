/** What comes into an inbox and goes out of it while a lesson is taken, by subject: its newest messages are compared with those of before. */
import type { PostglassClient } from '../../../electron/contract/contract.ts';

/** What happened to a message. */
export interface Happened {
  readonly kind: 'arrived' | 'left';
  readonly subject: string;
}

interface InboxWatch {
  /** Rows of a folder have changed. */
  changed(folderId: number): void;
}

interface InboxWatchOptions {
  readonly client: Pick<PostglassClient, 'call'>;
  readonly accountId: string;
  readonly onHappened: (happened: readonly Happened[]) => void;
}

/** Messages that are looked at: those that come while a lesson is taken are the newest. */
const looked = 100;

export function watchInbox({ client, accountId, onHappened }: InboxWatchOptions): InboxWatch {
  let inbox: number | null = null;
  /** By id; null until the inbox was looked at for the first time. */
  let known: ReadonlyMap<number, string> | null = null;
  let turn: Promise<void> = Promise.resolve();
  const look = async () => {
    if (inbox === null) {
      const folders = await client.call('folders.list', {});
      if (!folders.ok) return;
      inbox = folders.value.find((folder) => folder.accountId === accountId && folder.role === 'inbox')?.id ?? null;
      // One that comes to be while the lesson is taken was empty before.
      if (inbox === null) known = new Map();
    }
    if (inbox === null) return;
    const page = await client.call('lists.page', { source: { kind: 'folder', folderId: inbox }, position: 0, limit: looked });
    if (!page.ok) return;
    const now = new Map(page.value.rows.map(({ id, subject }) => [id, subject]));
    const before = known;
    known = now;
    if (before === null) return;
    // Beyond what is looked at nobody knows whether a message is there still.
    const oldest = now.size < looked ? Number.NEGATIVE_INFINITY : Math.min(...now.keys());
    const arrived = [...now].filter(([id]) => !before.has(id)).map(([, subject]): Happened => ({ kind: 'arrived', subject }));
    const left = [...before].filter(([id]) => id >= oldest && !now.has(id)).map(([, subject]): Happened => ({ kind: 'left', subject }));
    if (arrived.length + left.length > 0) onHappened([...arrived, ...left]);
  };
  const next = () => {
    turn = turn.then(look);
  };
  next();
  return {
    changed(folderId) {
      if (inbox === null || inbox === folderId) next();
    },
  };
}
