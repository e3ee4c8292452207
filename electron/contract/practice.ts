/** The practice server: where it listens, what it has taken and not delivered, and what crossed as it saw it. */

import { call } from './call.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';
import { sessionSchema } from './transcript.ts';

/** Added to each well-known port; the highest of those is 995. 0: the well-known ports themselves, which most systems keep for administrators. */
export const mostPracticePorts = 64_540;
export const practicePortsSchema = z.number().int().min(0).max(mostPracticePorts).nullable();

const portSchema = z.number().nullable();

const queueSchema = z.object({
  /** As `mailq` of Postfix prints it; empty where the server does not run. */
  waiting: z.string(),
  /** The last deliveries, a line each, as Postfix writes them into its log. */
  log: z.string(),
});

export const practiceCalls = {
  /**
   * Starts the practice server and adds its account, or does nothing where it runs. Where it runs at other ports than those asked for, it is
   * started again, with new mail. `port-taken` and `port-forbidden` name a port that it did not get.
   * @param ports is remembered; left out: as remembered, or where it runs
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
      /** Of a shell, for lines as by telnet: a computer with local mail is played there. */
      shellPort: portSchema,
      /** Of the name server. */
      dnsPort: portSchema,
      /** Why it was not started with the program, until it is started. */
      failure: failureSchema.nullable(),
    }),
  }),
  'practice.queue': call({ input: z.object({}), output: queueSchema }),
  /** Tries to deliver everything that waits. */
  'practice.flush': call({ input: z.object({}), output: queueSchema }),
  /**
   * The same connection as the practice server saw it, until the program ends; null where a session was none to it. Its lines are asked for
   * as those of others.
   */
  'practice.serverSide': call({ input: z.object({ session: z.string() }), output: z.object({ session: sessionSchema.nullable() }) }),
};

export const practiceEvents = {
  /** What the practice server saw began, grew or ended. */
  'practice.serverSideChanged': z.object({ sessions: z.array(sessionSchema) }),
  /** Something was delivered, put off or returned. */
  'practice.queueChanged': z.object({}),
};
