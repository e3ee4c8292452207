/** Lists of messages, whatever stands behind them. */
import { z } from 'zod';
import { call } from './call.ts';
import { listSourceSchema } from './list-source.ts';
import { messageRowSchema } from './messages.ts';

export const listCalls = {
  /**
   * A window of a list by position, newest first. All of one instant: rows, position, total and revision. A folder's revision grows with
   * every row that enters or leaves it; that of a search names the instant, and is known for some hundreds of them.
   */
  'lists.page': call({
    input: z.object({ source: listSourceSchema, position: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    output: z.object({
      /** Null: there are more, not counted. */
      total: z.number().int().nullable(),
      position: z.number().int(),
      revision: z.number().int(),
      rows: z.array(messageRowSchema),
      /** Of a search: messages whose text is indexed, and messages in all, where it looked. */
      searched: z.object({ indexed: z.number().int(), total: z.number().int() }).nullable(),
    }),
  }),
};
