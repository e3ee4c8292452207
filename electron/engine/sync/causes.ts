/** Why a command is sent, as the transcript shows it beside the lines: keys of `words`. */
import type { Cause } from '../wire/tap.ts';

export const causes = {
  listFolders: { key: 'list-folders' },
  compareFolder: { key: 'compare-folder' },
  prove: { key: 'prove-folder' },
  newestPage: { key: 'newest-page' },
  headers: { key: 'headers' },
  bodies: { key: 'bodies' },
  watch: { key: 'watch-inbox' },
  poll: { key: 'poll' },
  operation: { key: 'operation' },
  evidence: { key: 'evidence' },
  fileSent: { key: 'file-sent' },
} as const satisfies Record<string, Cause>;

export const openMessageCause = (messageId: number): Cause => ({ key: 'open-message', messageId });
