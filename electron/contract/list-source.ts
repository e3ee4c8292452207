/**
 * A list is a source, not a folder: it is described once, in the same way for reading a page and for acting on all of it.
 * A selection is messages one by one, or all of a source as it was shown, or a range of it.
 */
import { z } from './schema.ts';

export const listSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), folderId: z.number().int() }),
  /** Of all folders, or of one. Words, "phrases", from:, to:, subject:, has:attachment, is:unread, is:flagged, in:, before:, after:, -not. */
  z.object({ kind: z.literal('search'), query: z.string().max(10_000), folderId: z.number().int().optional() }),
]);

/** What is pointed at one by one. */
const someIds = z.array(z.number().int()).max(10_000);

const byOneSchema = z.object({ ids: someIds.min(1) });

/** Two messages of a list, which is in the order of ids, and all between them. */
export const listRangeSchema = z.object({ oldest: z.number().int(), newest: z.number().int() });

const allSchema = z.object({
  source: listSourceSchema,
  /** Only these of it; absent: all. */
  range: listRangeSchema.optional(),
  /** Messages removed from the selection. */
  except: someIds,
  /** Those that were put to it. */
  also: someIds.optional(),
  /**
   * As `lists.count` answered it, or a page of a folder: what has come into the list since then is not meant. `list-outdated` where it is
   * no longer known.
   */
  revision: z.number().int().min(0),
});

/** The input of what is done to messages: a selection, with these fields beside it. */
export const onSelection = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.union([byOneSchema.extend(fields), allSchema.extend(fields)]);

export type ListSource = z.infer<typeof listSourceSchema>;
export type ListRange = z.infer<typeof listRangeSchema>;
export type Selection = z.infer<typeof byOneSchema> | z.infer<typeof allSchema>;
