/**
 * What lessons need beside the three servers: one for incoming mail as on port 25, one for submission behind a box that hides STARTTLS, one that
 * is as lenient as those of large providers, a shell with local mail, and a name server that knows the practice domain. They share the mailbox of
 * the practice server.
 */
import type { Connection } from './connection.ts';
import { createFaultBook } from './faults.ts';
import { createListener, type Listener, type ListenerDependencies } from './listener.ts';
import { createNameServer, type NameServer } from './name-server.ts';
import { serveShell } from './shell/session.ts';
import { serveSmtp } from './smtp/session.ts';
import { type SmtpDependencies, smtpDefaults } from './smtp/state.ts';

export interface Classroom {
  /** Takes mail for the domain from anybody, relays nothing and knows no AUTH (RFC 5321 §3.6.2). */
  readonly mx: Listener;
  /** For submission, but STARTTLS is crossed out on the way, as firewalls that “inspect” SMTP do it: AUTH would send the password in the clear. */
  readonly stripped: Listener;
  /** For submission, and takes a HELO without a name. */
  readonly lenient: Listener;
  /** A computer of the first person of the domain: lines, as by telnet. */
  readonly shell: Listener;
  readonly names: NameServer;
  close(): Promise<void>;
}

/** 0, or left out: the system chooses. */
export interface ClassroomPorts {
  readonly mx?: number;
  readonly stripped?: number;
  readonly lenient?: number;
  readonly shell?: number;
  readonly names?: number;
}

interface ClassroomDependencies extends Omit<SmtpDependencies, 'settings'> {
  readonly ports: ClassroomPorts;
  readonly listener: Omit<ListenerDependencies, 'protocol' | 'port' | 'tlsPort' | 'serve'>;
}

/** The word is overwritten at its own length, so that the box need not change the rest of the packet; what the client says is garbled too. */
const crossedOut = 'XXXXXXXX';

export async function createClassroom({ listener, ports, ...shared }: ClassroomDependencies): Promise<Classroom> {
  const started: { close(): Promise<void> }[] = [];
  const listen = async (port: number | undefined, { protocol, serve }: Pick<ListenerDependencies, 'protocol' | 'serve'>) => {
    const listening = await createListener({ ...listener, protocol, port: port ?? 0, tlsPort: 0, serve });
    started.push(listening);
    return listening;
  };
  const smtp = (settings: SmtpDependencies['settings'], faults = shared.faults) => ({
    protocol: 'smtp' as const,
    serve: (connection: Connection) => serveSmtp({ ...shared, faults, settings }, connection),
  });
  const close = async () => {
    await Promise.all(started.map((each) => each.close()));
  };
  try {
    const mx = await listen(ports.mx, smtp({ ...smtpDefaults, requireAuthentication: false, mechanisms: [] }));
    const hidden = createFaultBook([
      { protocol: 'smtp', when: { command: 'EHLO' }, do: { rewrite: { find: /STARTTLS/, replace: crossedOut } } },
      { protocol: 'smtp', when: { command: 'STARTTLS' }, do: { reply: '500 5.5.2 Error: command not recognized' } },
    ]);
    const stripped = await listen(ports.stripped, smtp(smtpDefaults, hidden));
    const lenient = await listen(ports.lenient, smtp({ ...smtpDefaults, isLenient: true }));
    const { clock, ...delivery } = shared;
    const shell = await listen(ports.shell, {
      protocol: 'shell',
      serve: (connection) => serveShell({ ...delivery, now: () => clock.now() }, connection),
    });
    const names = await createNameServer({
      host: listener.host,
      port: ports.names ?? 0,
      domain: shared.store.domain,
      onError: listener.onSessionError,
    });
    started.push(names);
    return { mx, stripped, lenient, shell, names, close };
  } catch (error) {
    await close();
    throw error;
  }
}
