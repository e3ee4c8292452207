/** The role of a folder by its name, where nothing else tells. */
import type { FolderRole } from '../../contract/folders.ts';

const roles: Readonly<Record<string, FolderRole>> = {
  archive: 'archive',
  drafts: 'drafts',
  sent: 'sent',
  'sent-mail': 'sent',
  'sent items': 'sent',
  junk: 'junk',
  spam: 'junk',
  trash: 'trash',
};

export const roleOfName = (name: string): FolderRole | null => roles[name.toLowerCase()] ?? null;
