/** The practice server: where it listens. */
import { z } from 'zod';
import { call } from './call.ts';

/** Added to each well-known port; the highest of those is 995. 0: the well-known ports themselves, which most systems keep for administrators. */
export const mostPracticePorts = 64_540;
export const practicePortsSchema = z.number().int().min(0).max(mostPracticePorts).nullable();

const portSchema = z.number().nullable();

export const practiceCalls = {
  /**
   * Starts the practice server and adds its account, or does nothing where it runs. Where it runs at other ports than asked for, it is
   * started again, with new mail. `port-taken` and `port-forbidden` name a port that it did not get.
   * @param ports is remembered; left out: as remembered
   */
  'practice.start': call({
    input: z.object({ ports: practicePortsSchema.optional() }),
    output: z.object({ accountId: z.string() }),
  }),
  'practice.state': call({
    input: z.object({}),
    output: z.object({
      running: z.boolean(),
      /** As it was started. */
      ports: practicePortsSchema,
      smtpPort: portSchema,
      imapPort: portSchema,
      pop3Port: portSchema,
      /** Of the server for incoming mail. */
      mxPort: portSchema,
      /** Of one for submission behind a box that hides STARTTLS. */
      strippedPort: portSchema,
      /** Of one for submission that takes a HELO without a name. */
      lenientPort: portSchema,
      /** Of the name server. */
      dnsPort: portSchema,
    }),
  }),
};
