/** What the DNS says against mail to the addresses that are being written. */
import { hostSchema, portSchema } from '../accounts.ts';
import { call } from '../call.ts';
import { draftBounds } from '../compose.ts';
import { z } from '../schema.ts';

/**
 * `no-domain`: the domain does not exist. `null-mx`: it takes no mail, and says so (RFC 7505). `no-server`: it has neither an MX record nor an
 * address. `no-address`: none of its mail servers, which are `servers`, has an address. `tls-policy`: its policy
 * (MTA-STS, RFC 8461) forbids to hand mail to any of them. `needs-smtputf8`: what stands before the @ is not ASCII,
 * which every server on the way must support (RFC 6531).
 */
const recipientProblems = ['no-domain', 'null-mx', 'no-server', 'no-address', 'tls-policy', 'needs-smtputf8'] as const;

const addressesTyped = z.string().max(draftBounds.addresses);

const problemSchema = z.object({
  /** As it is written to. */
  address: z.string(),
  /** In A-labels. */
  domain: z.string(),
  problem: z.enum(recipientProblems),
  servers: z.array(z.string()),
});

export const recipientCalls = {
  /**
   * Looks the domains of the addresses up that stand in these lists, as typed, at the system's name server; answers within some seconds, by TTL from
   * memory. What cannot be told, because no server answers or the domain is none of the public DNS, is not answered as a problem. Nothing is looked
   * up for the account of the practice server, nor where the user has switched it off (`preferences.checksRecipients`).
   */
  'recipients.check': call({
    input: z.object({
      accountId: z.string(),
      lists: z.array(addressesTyped).max(3),
      /** A name server in place of the system's. */
      server: z.object({ host: hostSchema, port: portSchema.default(53) }).optional(),
    }),
    output: z.object({ problems: z.array(problemSchema) }),
  }),
};

export type RecipientProblem = z.infer<typeof problemSchema>;
