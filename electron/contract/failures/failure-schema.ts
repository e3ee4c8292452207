/** A failure where it arrives from another thread, process or file, and is checked. */

import { z } from '../schema.ts';
import { failureCodes, protocols } from './failure-codes.ts';

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  /** The protocol that was being spoken. */
  protocol: z.enum(protocols).optional(),
  host: z.string().optional(),
  port: z.number().int().optional(),
  /** The command that was refused, without its arguments: `RCPT TO`, `UID MOVE`. */
  command: z.string().optional(),
  /** The server's own line or lines, verbatim but for masked secrets. */
  reply: z.string().optional(),
  /** Whether trying again without changing anything is pointless. */
  permanent: z.boolean(),
  /** The transcript session in which it happened. */
  session: z.string().optional(),
  /** Further parameters of the sentence: `path` of a wrong field, `fingerprint`, `process`, `limit`… Never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
