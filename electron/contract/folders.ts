/** Folders of an account, and what the server says of each beside what is held here. */
import { z } from 'zod';
import { call } from './call.ts';

/** RFC 6154 special use, with `inbox` added. */
export const folderRoles = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all', 'flagged'] as const;

export const folderSchema = z.object({
  id: z.number().int(),
  accountId: z.string(),
  /** The server's own name, decoded from modified UTF-7: unique within the account. */
  path: z.string(),
  /** The last component of the path, for display. */
  name: z.string(),
  delimiter: z.string().nullable(),
  parentId: z.number().int().nullable(),
  role: z.enum(folderRoles).nullable(),
  selectable: z.boolean(),
  unread: z.number().int(),
  /** Messages held here. */
  total: z.number().int(),
  server: z.object({
    exists: z.number().int().nullable(),
    uidValidity: z.number().nullable(),
    uidNext: z.number().nullable(),
    /** A 63-bit number as decimal text (RFC 7162 §7). */
    highestModseq: z.string().nullable(),
    checkedAt: z.number().nullable(),
  }),
});

export const folderCalls = {
  'folders.list': call({ input: z.object({}), output: z.array(folderSchema) }),
};

export const folderEvents = {
  /** Folders, counts or what the server says of them changed. */
  'folders.changed': z.object({ accountId: z.string() }),
};

export type Folder = z.infer<typeof folderSchema>;
export type FolderRole = (typeof folderRoles)[number];
