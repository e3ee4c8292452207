/** Lists of messages, whatever stands behind them. */

import { call } from './call.ts';
import { listRangeSchema, listSourceSchema } from './list-source.ts';
import { messageRowSchema } from './messages.ts';
import { z } from './schema.ts';

export const listCalls = {
  /**
   * A window of a list by position, newest first. All of one instant: rows, position, total and revision. A folder's revision grows with
   * every row that enters or leaves it; that of a search names the instant, and is known for some hundreds of them.
   * With `since`, the revision of a selection of the list, `addedSince` says which of the rows it does not mean.
   */
  'lists.page': call({
    input: z.object({
      source: listSourceSchema,
      position: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
      since: z.number().int().optional(),
    }),
    output: z.object({
      /** Null: there are more, not counted. */
      total: z.number().int().nullable(),
      position: z.number().int(),
      revision: z.number().int(),
      rows: z.array(messageRowSchema),
      addedSince: z.array(z.number().int()),
      /** Of a search: messages whose text is indexed, and messages in all, where it looked. */
      searched: z.object({ indexed: z.number().int(), total: z.number().int() }).nullable(),
    }),
  }),
  /**
   * How many messages a selection of all of a list, or of a range of it, means: without what has come into it since the `revision` that a
   * page of it had (`list-outdated` where that is no longer known), or, without one, as it is now. The revision that is answered names them.
   * Those of a search are remembered, for the latest few that were counted: what it finds later on is not meant, although it was there
   * already (because its text is indexed now, or a mark has changed).
   */
  'lists.count': call({
    input: z.object({ source: listSourceSchema, range: listRangeSchema.optional(), revision: z.number().int().min(0).optional() }),
    output: z.object({ count: z.number().int(), revision: z.number().int() }),
  }),
};
