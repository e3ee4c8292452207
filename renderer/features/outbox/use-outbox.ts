/** What the outbox holds: one answer for the line under the folders, the outbox itself and the words on what became of a message. */
import { useCall } from '../../api/use-call.ts';

export const useOutbox = () => useCall('outbox.list', {}, { refetchOn: ['outbox.changed', 'accounts.changed'] });
