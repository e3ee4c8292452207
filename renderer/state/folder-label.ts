/** Name and icon of a folder, the same everywhere. */
import {
  Archive,
  File,
  Flag,
  Folder as FolderIcon,
  Inbox,
  type LucideIcon,
  Mails,
  OctagonAlert,
  PenLine,
  Send,
  Trash2,
} from 'lucide-react';
import type { Folder, FolderRole } from '../../electron/contract/folders.ts';
import type { WordKey } from '../i18n/keys.ts';
import { visible } from '../ui/text/visible-text.ts';

const roleIcons: Readonly<Record<FolderRole, LucideIcon>> = {
  inbox: Inbox,
  drafts: PenLine,
  sent: Send,
  archive: Archive,
  junk: OctagonAlert,
  trash: Trash2,
  all: Mails,
  flagged: Flag,
};

/** One that only holds others has another picture. */
export const folderIcon = ({ role, selectable }: Pick<Folder, 'role' | 'selectable'>): LucideIcon =>
  role ? roleIcons[role] : selectable ? FolderIcon : File;

/** The name people know: special folders in the user's language, others as the server calls them. */
export function folderName(folder: Pick<Folder, 'role' | 'name'>, say: (key: WordKey) => string): string {
  return folder.role === null ? visible(folder.name) : say(`folders.role.${folder.role}`);
}
