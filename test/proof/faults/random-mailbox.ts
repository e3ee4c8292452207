/** What a user did to an account, and what the server has of it: the two that must agree in the end. */
import { ImapFlow } from 'imapflow';

/** A message by its subject, which is its name in this proof. */
export interface Placed {
  folder: string;
  seen: boolean;
  flagged: boolean;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Another client of the same mailbox, without a relay between. */
export async function withClient<Value>(
  { host, port, user, password }: Endpoint,
  work: (client: ImapFlow) => Promise<Value>,
): Promise<Value> {
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  client.on('error', () => undefined); // reported by the call that it breaks
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout().catch(() => undefined); // what was asked for has been answered
  }
}

export interface OnServer extends Placed {
  readonly subject: string;
  readonly messageId: string;
  readonly uid: number;
}

/** Every message of the account, as the server has it now. */
export function readServer(endpoint: Endpoint): Promise<OnServer[]> {
  return withClient(endpoint, async (client) => {
    const found: OnServer[] = [];
    for (const { path } of await client.list()) {
      const { exists } = await client.mailboxOpen(path, { readOnly: true });
      if (exists === 0) continue;
      for await (const { uid, flags, envelope } of client.fetch('1:*', { uid: true, flags: true, envelope: true }))
        found.push({
          folder: path,
          uid,
          subject: envelope?.subject ?? '',
          messageId: envelope?.messageId ?? '',
          seen: flags?.has('\\Seen') ?? false,
          flagged: flags?.has('\\Flagged') ?? false,
        });
    }
    return found;
  });
}

/** The user's own messages: what the mailbox should be, action by action. */
export interface Wishes {
  readonly messages: ReadonlyMap<string, Placed>;
  /** Applies an action; the returned function takes back what it changed, where nothing later has changed it again. */
  apply(subject: string, change: Partial<Placed>, operationId: string): void;
  /** The server refused this one: what it changed is as it was before. */
  refused(operationId: string): void;
}

interface Action {
  readonly operationId: string;
  readonly change: Partial<Placed>;
}

export function createWishes(begin: ReadonlyMap<string, Placed>): Wishes {
  const actions = new Map<string, Action[]>([...begin.keys()].map((subject) => [subject, []]));
  const messages = new Map([...begin].map(([subject, placed]) => [subject, { ...placed }]));
  const replay = (subject: string) => {
    const placed = { ...begin.get(subject) } as Placed; // every subject is one of `begin`
    for (const { change } of actions.get(subject) ?? []) Object.assign(placed, change);
    messages.set(subject, placed);
  };
  return {
    messages,
    apply(subject, change, operationId) {
      actions.get(subject)?.push({ operationId, change });
      replay(subject);
    },
    refused(operationId) {
      for (const [subject, list] of actions) {
        const rest = list.filter((action) => action.operationId !== operationId);
        if (rest.length === list.length) continue;
        actions.set(subject, rest);
        replay(subject);
      }
    },
  };
}
