/**
 * IMAP, behind one adapter around ImapFlow: the library connects, negotiates, parses and compiles; this folder decides
 * what is sent, names every refusal with the server's own line, and keeps every byte in sight of the tap. It does not
 * know accounts, caches or the reason of a request.
 */
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Failure, FailureError } from '../../contract/failure.ts';
import { connectionFailure } from '../wire/connection-failure.ts';
import { createLifetime } from '../wire/connection-lifetime.ts';
import { defaultDeadlines } from '../wire/peer.ts';
import { beginSession, destinationOf } from '../wire/peer-session.ts';
import { noteSecured, type OpeningEvents, openPlainSocket } from '../wire/transport.ts';
import { authenticate } from './authentication.ts';
import { type ImapContext, nameError, readLibraryError, refusal } from './imap-failure.ts';
import { defaultImapLimits, type ImapConnection, type ImapNamespace, type ImapOptions } from './imap-types.ts';
import { libraryOptions } from './library-options.ts';
import { createMailboxNames } from './mailbox-name.ts';
import { connectionOf } from './opened-connection.ts';
import { createSession, type ImapSession } from './session.ts';
import { createStatusLines } from './status-lines.ts';
import { TappedImapFlow } from './tapped-client.ts';
import { eventOf } from './untagged.ts';

/** Octets of one line or literal that count as a sign of life. */
const leastProgress = 4_096;

/**
 * Connects, secures as the options demand, and authenticates. Rejects with a `FailureError`; nothing then stays open.
 * The password leaves only inside TLS, unless `security` is `none`.
 */
export async function connectImap(options: ImapOptions, events: OpeningEvents = {}): Promise<ImapConnection> {
  const { security, clock } = options;
  const limits = { ...defaultImapLimits, ...options.limits };
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const opened = beginSession('imap', options);
  const { tap } = opened;
  const destination = destinationOf(options, opened, deadlines.connect, events);

  let address = '';
  let compressed = false;
  let dripped = 0;
  let leaving = false;
  let isTrusted = security !== 'starttls';
  const context = (): ImapContext => ({ ...opened.context, lastStatusLine: statusLines.last, byeLine: statusLines.bye });

  const noteSizes = () => {
    const socket = client.internals.socket;
    const { sent, received } = client.stats();
    if (socket) tap.note({ key: 'sizes', parameters: { sent, received, wireSent: socket.bytesWritten, wireReceived: socket.bytesRead } });
  };
  /** Why the connection ended, as far as that is known. */
  const nameStall = (limit: number): Failure => {
    const { protest } = statusLines;
    if (protest !== null)
      return connectionFailure('command-refused', context(), { permanent: false, command: currentCommand(), reply: protest });
    return connectionFailure('connection-stalled', context(), { detail: { milliseconds: limit } });
  };
  const lifetime = createLifetime({
    clock,
    tap,
    context,
    stalled: nameStall,
    aborted: () => null,
    close() {
      cancelDeadline();
      session.interrupt?.();
      if (compressed) noteSizes();
      client.close();
    },
  });
  const { watchdog, end } = lifetime;

  const statusLines = createStatusLines({
    deadlines,
    watchdog,
    isAsked: () => Boolean(client.internals.currentRequest),
    // An alert before the required TLS handshake may come from an attacker.
    onAlert: (line) => {
      if (isTrusted) options.onAlert?.(connectionFailure('server-alert', context(), { permanent: true, reply: line }));
    },
    onGreeting: (line) => events.onGreeting?.(line),
  });
  const names = createMailboxNames(options.listedNames);
  const client = new TappedImapFlow(libraryOptions(options, limits), {
    onClientBytes: (bytes) => tap.client(bytes),
    onServerBytes: (bytes) => {
      lifetime.heard();
      // A server that sends one line byte by byte counts as silent.
      dripped += bytes.length;
      // Defence P2b of the checklist.
      if (dripped >= leastProgress || bytes.includes(0x0a)) {
        dripped = 0;
        watchdog.alive();
        statusLines.alive();
      }
      tap.server(bytes);
    },
    onSocket: (socket) => {
      if (!(socket instanceof TLSSocket)) {
        lifetime.probeForTls(destination, options, deadlines.greeting);
        return expectGreeting();
      }
      noteSecured(socket, tap, {
        ...events,
        onSecured: (facts) => {
          expectGreeting();
          events.onSecured?.(facts);
        },
      });
    },
    onUpgrade: (socket) => {
      tap.note({ key: 'starttls', parameters: {} });
      events.onUpgrading?.();
      noteSecured(socket, tap, {
        ...events,
        onSecured: (facts) => {
          isTrusted = true;
          events.onSecured?.(facts);
        },
      });
    },
    onCompressed: () => {
      compressed = true;
      tap.note({ key: 'compressed', parameters: { algorithm: 'DEFLATE' } });
    },
    onStatusLine: statusLines.take,
    names,
    eventOf: (kind, response) => session.selected && eventOf(kind, response, session.selected, session.unnamed),
    authenticate: async () => {
      watchdog.rest();
      events.onCapabilities?.([...client.capabilities.keys()]);
      await authenticate(session);
      watchdog.expect(deadlines.reply);
    },
    onPreauth: () => {
      // No certificate vouches for a server that skips both STARTTLS and the login.
      // Defence T5 of the checklist.
      if (security === 'starttls')
        throw new FailureError(connectionFailure('preauth-refused', context(), { permanent: true, reply: statusLines.last ?? '' }));
    },
  });

  const session: ImapSession = createSession({
    options,
    limits,
    deadlines,
    tap,
    client,
    lifetime,
    names,
    context,
  });

  const expectGreeting = () => {
    cancelDeadline();
    watchdog.expect(deadlines.greeting);
  };
  const currentCommand = () => {
    const { currentRequest } = client.internals;
    return currentRequest ? currentRequest.command : 'connect';
  };
  const cancelDeadline = clock.after(deadlines.connect, () =>
    end(connectionFailure('connection-timeout', context(), { detail: { milliseconds: deadlines.connect } })),
  );
  client.on('error', (error) => end(nameError(error, currentCommand(), context(), null)));
  client.on('close', () => {
    if (leaving) return end(null);
    const byeLine = statusLines.bye;
    const refusedAtOnce = byeLine && !client.internals.greetingReceived;
    end(
      connectionFailure(
        refusedAtOnce ? 'greeting-refused' : 'connection-lost',
        context(),
        byeLine ? { permanent: false, reply: byeLine } : {},
      ),
    );
  });

  try {
    if (options.signal?.aborted) throw session.fail('cancelled');
    lifetime.heed(options.signal);
    const socket = await openPlainSocket(destination);
    address = socket.remoteAddress ?? '';
    // Compressing costs more than it saves where the network is faster than the compressor: thirteen times on loopback.
    client.options.disableCompression = !(options.compress ?? !isLoopback(address));
    if (lifetime.ended() !== undefined) {
      socket.destroy();
      throw session.fail('cancelled');
    }
    await client.connectOver(socket);
    watchdog.rest();
    session.namespace = takeNamespace(client);
    // From here on the connection is the caller's; only what it needs is exposed.
    return connectionOf(session, () => address, {
      end,
      leave: () => {
        leaving = true;
      },
      onClosed: lifetime.onClosed,
    });
  } catch (error) {
    const ended = lifetime.ended();
    const reason = ended === null ? session.fail('cancelled').failure : (ended ?? nameOpening(error));
    end(reason);
    throw new FailureError(reason);
  }

  /** Why connecting failed; the library reports several of these by their text only. */
  function nameOpening(error: unknown): Failure {
    const { last: lastStatusLine, bye: byeLine } = statusLines;
    const facts = readLibraryError(error);
    if (facts.message === 'Server does not support STARTTLS') {
      const offered = client.capabilities.has('STARTTLS');
      return connectionFailure(offered ? 'starttls-refused' : 'starttls-missing', context(), {
        permanent: true,
        command: 'STARTTLS',
        ...(offered && lastStatusLine ? { reply: lastStatusLine } : {}),
      });
    }
    if (byeLine && !client.internals.greetingReceived)
      return connectionFailure('greeting-refused', context(), { permanent: false, reply: byeLine });
    // Exchange accepts the login and then has no mailbox; the library throws its own error and drops the line.
    if (/^\S+ (?:NO|BAD) .*authenticated but not connected/i.test(lastStatusLine ?? ''))
      return refusal('NAMESPACE', context(), 'temporarily-refused');
    return nameError(error, 'connect', context(), null);
  }
}

/**
 * Hides the namespace from the library, which would put its prefix before every path without it, also before other users' folders. From
 * here on paths are used as they are.
 */
function takeNamespace(client: TappedImapFlow): ImapNamespace | null {
  const { namespace } = client.internals;
  if (!namespace || !client.capabilities.has('NAMESPACE')) return null;
  const { prefix, delimiter } = namespace;
  client.internals.namespace = { prefix: '', delimiter };
  return { prefix, delimiter };
}

/** 127.0.0.0/8 and ::1, the former also as an IPv4-mapped address. */
function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && (/^(?:::ffff:)?127\./i.test(address) || address === '::1');
}
