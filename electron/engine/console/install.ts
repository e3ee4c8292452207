/**
 * The room of the console as the engine installs it: connections to any server, on which a person types the protocol. Every byte goes through
 * the tap like that of any other connection. Passwords are handed in by the accounts and leave only to the server they were given for.
 */
import { type AccountSettings, serverOf as accountServer, protection, type Side, sides } from '../../contract/accounts.ts';
import {
  type ConsoleMechanism,
  type ConsoleSignIn,
  type ConsoleState,
  type ConsoleTarget,
  type consoleCalls,
  mostConsoles,
} from '../../contract/console.ts';
import { type Failure, FailureError, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { type Credentials, secretOf, usernameOf } from '../wire/authentication/credentials.ts';
import type { ShownCertificate } from '../wire/certificate.ts';
import { type ConsoleConnection, openConsole } from './connection.ts';
import { mechanismsFor, playSignIn } from './sign-in.ts';
import { linesOf, messageLines } from './text-lines.ts';

interface ConsoleNeeds {
  /** The password for one side's server. */
  readonly credentials: (accountId: string, settings: AccountSettings, side: Side) => Promise<Result<Credentials>>;
}

type Server = Extract<ConsoleTarget, { kind: 'server' }>;
/** A server of an account, by its settings. */
type OwnServer = NonNullable<ReturnType<typeof accountServer<AccountSettings[Side]>>>;

interface OpenConsole {
  readonly server: Server;
  readonly connection: ConsoleConnection;
  signIns: readonly ConsoleSignIn[];
}

export function installConsole({ reader, trust, emit, peerBase }: EngineContext, needs: ConsoleNeeds): Room<typeof consoleCalls> {
  const consoles = new Map<string, OpenConsole>();

  /** Every password that is known, and whose it is. */
  async function known(): Promise<
    readonly { id: string; settings: AccountSettings; side: Side; practice: boolean; credentials: Credentials }[]
  > {
    const all = reader.accounts().flatMap(({ id, settings, practice }) => sides.map((side) => ({ id, settings, side, practice })));
    const found = await Promise.all(
      all.map(async (each) => ({ ...each, answer: await needs.credentials(each.id, each.settings, each.side) })),
    );
    return found.flatMap(({ answer, ...each }) => (answer.ok ? [{ ...each, credentials: answer.value }] : []));
  }

  /** Whether the password of one side was given for this server; how the connection must be protected says `isProtected`. */
  const isFor = ({ protocol, host, port }: Server, own: OwnServer): boolean =>
    own.protocol === protocol && own.host.toLowerCase() === host.toLowerCase() && own.port === port;
  const isProtected = (connection: ConsoleConnection, own: OwnServer): boolean =>
    protection[connection.standing().security] >= protection[own.security];

  /**
   * ManageSieve has a port of its own on the server of a mailbox, and no account has settings for it: the user is asked whether the password may
   * go there, for any program may listen at another port. Where TLS was wanted it is wanted here, by STARTTLS (RFC 5804 §1.8).
   */
  const meantPorts = new Set<string>();
  const portKey = (accountId: string, { host, port }: Server): string => `${accountId} ${host.toLowerCase()} ${port}`;
  const isSieveOf = ({ protocol, host }: Server, own: OwnServer, side: Side): boolean =>
    protocol === 'managesieve' && side === 'incoming' && own.host.toLowerCase() === host.toLowerCase();
  const isEncrypted = (connection: ConsoleConnection, own: OwnServer): boolean =>
    own.security === 'none' || connection.standing().security !== 'none';

  async function findSignIns(server: Server, connection: ConsoleConnection): Promise<ConsoleSignIn[]> {
    return (await known())
      .flatMap(({ settings, side, ...each }) => {
        const own = accountServer(settings[side]);
        return own ? [{ ...each, settings, side, own }] : [];
      })
      .filter(({ own, side, credentials }) => (isFor(server, own) || isSieveOf(server, own, side)) && credentials.kind !== 'none')
      .map(({ id, settings, side, own, credentials }) => ({
        accountId: id,
        accountName: settings.name,
        side,
        username: usernameOf(credentials),
        mechanisms: [...mechanismsFor(credentials, server.protocol)],
        isAllowed: isFor(server, own) ? isProtected(connection, own) : isEncrypted(connection, own),
        otherPort: isFor(server, own) || meantPorts.has(portKey(id, server)) ? null : own.port,
      }));
  }

  const describe = (id: string, { server, connection, signIns }: OpenConsole): ConsoleState => {
    const { protocol, host, port } = server;
    const standing = connection.standing();
    const [leaf] = connection.chain();
    const isRefused = standing.failure?.code.startsWith('certificate-') ?? false;
    return {
      ...{ id, protocol, host, port, ...standing },
      session: connection.session,
      signIns: [...signIns],
      refusedCertificate: isRefused && leaf ? withoutPem(leaf) : null,
    };
  };

  const announce = async (id: string, open: OpenConsole): Promise<void> => {
    emit('console.changed', describe(id, open));
    if (open.connection.standing().state !== 'open') return;
    const before = JSON.stringify(open.signIns);
    open.signIns = await findSignIns(open.server, open.connection);
    if (JSON.stringify(open.signIns) !== before) emit('console.changed', describe(id, open));
  };

  function serverOf(target: ConsoleTarget): Result<{ server: Server; account: { id: string | null; name: string } }> {
    if (target.kind === 'server') {
      if (target.protocol === 'raw' && target.security === 'starttls')
        return fail(failure('input-invalid', { detail: { path: 'security', message: 'raw lines have no command that starts TLS' } }));
      return succeed({ server: target, account: { id: null, name: '' } });
    }
    const found = reader.accounts().find(({ id }) => id === target.accountId);
    if (!found) return fail(failure('not-found', { detail: { account: target.accountId } }));
    const own = accountServer(found.settings[target.side]);
    if (!own) return fail(failure('input-invalid', { detail: { path: 'side', message: 'no server: it is on this computer' } }));
    const { protocol, host, port, security } = own;
    return succeed({ server: { kind: 'server', protocol, host, port, security }, account: { id: found.id, name: found.settings.name } });
  }

  async function open(id: string, target: ConsoleTarget): Promise<Result<ConsoleState>> {
    const found = serverOf(target);
    if (!found.ok) return found;
    const { server, account } = found.value;
    // Asked for first: from the first byte nothing may repeat one of them.
    const passwords = await known();
    if (consoles.has(id)) return fail(failure('input-invalid', { detail: { path: 'id', message: 'this console is open' } }));
    if (consoles.size >= mostConsoles) return fail(failure('too-many-consoles', { detail: { limit: mostConsoles } }));
    const { host, port, security, protocol } = server;
    const connection = openConsole({
      protocol,
      peer: { ...peerBase(account, 'console'), host, port, security, credentials: { kind: 'none' }, mechanism: 'automatic' },
      onChange: () => {
        const { state, failure: reason } = connection.standing();
        if (state === 'closed') consoles.delete(id);
        if (reason?.code.startsWith('certificate-')) trust.refused(host, port, connection.chain());
        void announce(id, opened);
      },
    });
    const opened: OpenConsole = { server, connection, signIns: [] };
    consoles.set(id, opened);
    for (const { credentials, practice } of passwords) {
      // That of the practice account is printed in its handbook, and a word of its domain: in raw lines nothing could be read for it.
      const secret = practice && protocol === 'raw' ? null : secretOf(credentials);
      if (secret !== null) connection.tap.secret(secret, [usernameOf(credentials)]);
    }
    emit('console.changed', describe(id, opened));
    try {
      await connection.opened;
    } catch (error) {
      return fail(reasonOf(error));
    }
    opened.signIns = await findSignIns(server, connection);
    return succeed(describe(id, opened));
  }

  /** Plays a sign-in. The secret in it is masked from the first byte, also where the server repeats it. */
  async function signIn(
    { connection, server: { protocol, host, port } }: OpenConsole,
    { credentials, mechanism, tag }: { credentials: Credentials; mechanism: ConsoleMechanism; tag: string },
  ): Promise<Result<{ accepted: boolean }>> {
    const secret = secretOf(credentials);
    if (secret !== null) connection.tap.secret(secret, [usernameOf(credentials)]);
    // In the middle of a message or a literal it would be taken for a part of it.
    if (!(await connection.settled()) || connection.standing().awaits !== 'command')
      return fail(failure('input-invalid', { detail: { path: 'mechanism', message: 'the server waits for something else' } }));
    const accepted = await playSignIn(connection, { protocol, credentials, mechanism, server: { host, port }, tag });
    return accepted === null ? fail(failure('mechanism-missing', { protocol, host, port })) : succeed({ accepted });
  }

  /** Does something on an open console, in its turn. */
  async function on<Value>(id: string, work: (open: OpenConsole) => Promise<Result<Value>> | Result<Value>): Promise<Result<Value>> {
    const open = consoles.get(id);
    if (!open) return fail(failure('connection-lost'));
    try {
      return await open.connection.inTurn(() => work(open));
    } catch (error) {
      return fail(reasonOf(error));
    }
  }

  return {
    handlers: {
      'console.open': ({ id, target }) => open(id, target),
      'console.list': () => succeed([...consoles].map(([id, each]) => describe(id, each))),
      'console.send': ({ id, line, waitForReply }) =>
        on(id, async ({ connection }) => {
          if (waitForReply) await connection.settled();
          connection.write([Buffer.from(`${line}\r\n`, 'utf8')]);
          if (waitForReply) await connection.settled();
          return succeed({});
        }),
      'console.sendMessage': ({ id, text, stuffing }) =>
        on(id, ({ connection }) => {
          // Each line of it would be a command.
          if (connection.standing().awaits !== 'message')
            return fail(failure('input-invalid', { detail: { path: 'text', message: 'the server has not said 354' } }));
          connection.write(messageLines(text, stuffing));
          return succeed({});
        }),
      'console.sendLiteral': ({ id, line, text }) =>
        on(id, async ({ connection, server }) => {
          if (server.protocol !== 'imap' && server.protocol !== 'managesieve')
            return fail(failure('input-invalid', { detail: { path: 'text', message: 'only IMAP and ManageSieve have literals' } }));
          const literal = Buffer.concat(linesOf(text));
          await connection.settled();
          // RFC 5804 §4: a string of the client never waits.
          if (server.protocol === 'managesieve') {
            connection.write([Buffer.from(`${line} {${literal.length}+}\r\n`, 'utf8'), literal, Buffer.from('\r\n')]);
            return succeed({ sent: true });
          }
          connection.write([Buffer.from(`${line} {${literal.length}}\r\n`, 'utf8')]);
          const { heard } = await connection.nextReply();
          if (heard.kind !== 'continuation') return succeed({ sent: false });
          connection.write([literal, Buffer.from('\r\n')]);
          return succeed({ sent: true });
        }),
      'console.authenticate': ({ id, accountId, side, mechanism, tag, isPortMeant }) =>
        on(id, async (open) => {
          const { connection, server } = open;
          const account = reader.accounts().find((each) => each.id === accountId);
          if (!account) return fail(failure('not-found', { detail: { account: accountId } }));
          const { name } = account.settings;
          const own = accountServer(account.settings[side]);
          const { protocol, host, port } = server;
          if (!own) return fail(failure('mechanism-missing', { protocol, host, port }));
          if (isPortMeant && isSieveOf(server, own, side)) meantPorts.add(portKey(accountId, server));
          const isSieve = isSieveOf(server, own, side) && meantPorts.has(portKey(accountId, server)) && isEncrypted(connection, own);
          // Defence T9b of the checklist.
          if (!isSieve && (!isFor(server, own) || !isProtected(connection, own)))
            return fail(failure('password-bound', { host, port, detail: { account: name, server: `${own.host}:${own.port}` } }));
          const credentials = await needs.credentials(accountId, account.settings, side);
          if (!credentials.ok) return credentials;
          if (isPortMeant) void announce(id, open);
          return signIn(open, { credentials: credentials.value, mechanism, tag });
        }),
      'console.authenticateByToken': ({ id, mechanism, username, token, tag }) =>
        on(id, (open) => signIn(open, { credentials: { kind: 'token', username, token }, mechanism, tag })),
      'console.close': ({ id }) => {
        consoles.get(id)?.connection.close();
        return succeed({});
      },
    },
    async close() {
      for (const { connection } of [...consoles.values()]) connection.close();
    },
  };
}

const reasonOf = (error: unknown): Failure => {
  if (error instanceof FailureError) return error.failure;
  throw error;
};

const withoutPem = ({ pem: _, ...shown }: ShownCertificate) => shown;
