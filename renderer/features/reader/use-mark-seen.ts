/** Marks what is read as read. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { useMailActions, usePreferences } from '../../state/State.tsx';

/** Marks a message seen once it has been on the screen for as long as the user wants, and only if it is the user who went to it. */
export function useMarkSeen(row: MessageRow, isShown: boolean): void {
  const actions = useMailActions();
  const [{ markSeenAfter }] = usePreferences();
  const { id } = row;
  // Only its state when it was opened counts: a message marked unread afterwards stays unread.
  const opened = useRef({ id, seen: row.seen });
  useLayoutEffect(() => {
    if (opened.current.id !== id) opened.current = { id, seen: row.seen };
  }, [id, row.seen]);
  useEffect(() => {
    if (!isShown || opened.current.seen || markSeenAfter < 0) return;
    const timer = setTimeout(() => void actions.setFlag(new Set([id]), 'seen', true), markSeenAfter * 1_000);
    return () => clearTimeout(timer);
  }, [id, isShown, markSeenAfter, actions]);
}
