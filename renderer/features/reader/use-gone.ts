/** Whether the open message still lies in its folder: another program may have moved or deleted it while it is read. */
import { useCallback, useEffect, useRef } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { useWorkspace, useWorkspaceState } from '../../state/State.tsx';

/** Answers whether it is gone, and says so to the commands, which then do nothing to it. */
export function useGone({ id, folderId }: MessageRow): boolean {
  const client = useClient();
  const { store } = useWorkspace();
  const work = useRef<{ isAsking: boolean; again: boolean }>({ isAsking: false, again: false });
  const look = useCallback(async () => {
    if (work.current.isAsking) {
      work.current.again = true;
      return;
    }
    work.current = { isAsking: true, again: false };
    const answer = await client.call('lists.count', { source: { kind: 'folder', folderId }, range: { oldest: id, newest: id } });
    const { again } = work.current;
    work.current = { isAsking: false, again: false };
    const { open } = store.get();
    if (open?.id !== id || open.folderId !== folderId) return;
    if (answer.ok) store.set({ goneId: answer.value.count > 0 ? null : id });
    // However many changes came meanwhile, one more question answers for all of them.
    if (again) await look();
  }, [client, store, id, folderId]);
  useEvent('messages.changed', (event) => {
    // What came out of a file is in no folder.
    if (id <= 0 || event.folderId !== folderId) return;
    const { reset, change } = event;
    const isNamed = change && (change.removed.includes(id) || change.added.some((row) => row.id === id));
    if (reset || !change || isNamed) void look();
  });
  // It may be back when it is opened the next time.
  useEffect(
    () => () => {
      if (store.get().goneId === id) store.set({ goneId: null });
    },
    [store, id],
  );
  return useWorkspaceState((state) => state.goneId === id);
}
