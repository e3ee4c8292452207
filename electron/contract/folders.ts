/** Folders of an account, and what the server says of each beside what is held here. */

import { call } from './call.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

/** RFC 6154 special use, with `inbox` added. */
export const folderRoles = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all', 'flagged'] as const;

const folderSchema = z.object({
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
  /** Why the folder could not be read to the end, with the server's own line. Absent: it could. */
  failure: failureSchema.optional(),
});

const sideSchema = z.object({
  uidValidity: z.number().nullable(),
  uidNext: z.number().nullable(),
  /** Decimal text (RFC 7162 §7). */
  highestModseq: z.string().nullable(),
  /** Messages: EXISTS at the server; rows held here. */
  exists: z.number().int(),
  unseen: z.number().int(),
});

/** UIDs that differ: how many in all, and the first of them. */
const uidsSchema = z.object({ count: z.number().int(), uids: z.array(z.number().int()) });

/** A comparison of one folder, message by message, with what the server says at this moment. */
const folderProofSchema = z.object({
  folderId: z.number().int(),
  checkedAt: z.number(),
  server: sideSchema,
  held: sideSchema,
  /** `renumbered`: UIDVALIDITY is another one, so that no UID held means anything. */
  verdict: z.enum(['identical', 'differs', 'renumbered']),
  onlyThere: uidsSchema,
  onlyHere: uidsSchema,
  flags: z.object({
    count: z.number().int(),
    /** Flags and keywords that only one side has. */
    messages: z.array(z.object({ uid: z.number().int(), onlyThere: z.array(z.string()), onlyHere: z.array(z.string()) })),
  }),
  /** Messages with a change made here that the server has not confirmed: left out of the comparison. */
  waiting: z.number().int(),
  /** Transcript session of the comparison. */
  session: z.string(),
});

export const folderCalls = {
  'folders.list': call({ input: z.object({}), output: z.array(folderSchema) }),
  /** Compares a folder of an IMAP account with the server, by UID and flags, over a connection of its own. Changes nothing. */
  'folders.proof': call({
    input: z.object({
      /** Chosen by the caller, repeated in every `folders.proofProgress`. */
      proofId: z.string().max(64),
      folderId: z.number().int(),
    }),
    output: folderProofSchema,
  }),
  /** Ends a comparison, which then fails as `cancelled`. */
  'folders.cancelProof': call({ input: z.object({ proofId: z.string().max(64) }), output: z.object({}) }),
  /** Forgets what is cached of a folder and reads it again. User data is not touched. */
  'folders.readAgain': call({ input: z.object({ folderId: z.number().int() }), output: z.object({}) }),
};

export const folderEvents = {
  /** Folders, counts or what the server says of them changed. */
  'folders.changed': z.object({ accountId: z.string() }),
  'folders.proofProgress': z.object({ proofId: z.string(), done: z.number().int(), total: z.number().int() }),
};

export type Folder = z.infer<typeof folderSchema>;
export type FolderProof = z.infer<typeof folderProofSchema>;
export type FolderRole = (typeof folderRoles)[number];
