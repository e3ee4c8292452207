/** What the outbox holds: one answer for the line under the folders, the outbox itself and the words on what became of a message. */
import { useEvent } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { usePatch } from '../../api/use-patch.ts';

/** The same object at each drawing. */
const everything = {};

export const useOutbox = () => useCall('outbox.list', everything, { refetchOn: 'accounts.changed' });

/** Follows the entries that events name, instead of asking for all that was ever sent. For one component, which is always there. */
export function useOutboxEvents(): void {
  const patch = usePatch('outbox.list', everything);
  useEvent('outbox.changed', ({ gone, ...item }) =>
    patch((held) => {
      if (gone) return held.filter(({ id }) => id !== item.id);
      return held.some(({ id }) => id === item.id) ? held.map((one) => (one.id === item.id ? item : one)) : [item, ...held];
    }),
  );
}
