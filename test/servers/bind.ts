/** A real BIND on loopback over UDP and TCP on one port: one that knows a zone, or one that asks another for it. Refuses to know what is tested. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDaemonFolder, startDaemon } from './daemon.ts';
import { findFreePorts } from './loopback-port.ts';

export interface BindServer {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts BIND and resolves when it answers.
 * @param zone its name, with a dot at the end
 * @param records of the zone as a zone file has them, without SOA and NS
 */
export async function startBind({ zone, records }: { zone: string; records: string }): Promise<BindServer> {
  const origin = `$ORIGIN ${zone}\n$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n`;
  return start(zone, ['recursion no'], `type primary; file "zone"`, `${origin}${records}\n`);
}

/** Starts a BIND as a provider has it for its customers: it knows nothing itself, asks another server about the zone, and keeps what that says. */
export async function startAskingBind({ zone, server }: { zone: string; server: Pick<BindServer, 'host' | 'port'> }): Promise<BindServer> {
  const forwarding = `type forward; forward only; forwarders { ${server.host} port ${server.port}; }`;
  return start(zone, ['recursion yes', 'allow-recursion { any; }', 'empty-zones-enable no'], forwarding, '');
}

/** A zone of a hierarchy: its records as a zone file has them, with SOA and NS of its own. */
interface HierarchyZone {
  readonly zone: string;
  readonly records: string;
}

/**
 * Starts a BIND for each of several loopback addresses, all on one port: a root, what is below it, and so on, as their records refer to one
 * another. BIND listens only on addresses that the machine has, so that each has a port of its own and is reached through a relay.
 * @param servers the zones that each address is asked for, the first one being that of the root
 * @returns the first server, which is where a walk begins
 */
export async function startBindHierarchy(servers: Readonly<Record<string, readonly HierarchyZone[]>>): Promise<BindServer> {
  const hosts = Object.entries(servers);
  const [port = 0, ...own] = await findFreePorts(1 + hosts.length);
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => void (await Promise.all(running.map((server) => server.stop())));
  try {
    for (const [index, [host, zones]] of hosts.entries()) {
      running.push(await startZones(own[index] ?? 0, zones));
      running.push(await startDatagramRelay({ host, port, to: own[index] ?? 0 }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: hosts[0]?.[0] ?? '', port, stop };
}

async function startZones(port: number, zones: readonly HierarchyZone[]): Promise<BindServer> {
  const folder = await createDaemonFolder('bind');
  await Promise.all(zones.map(({ records }, index) => writeFile(join(folder, `zone-${index}`), `$TTL 300\n${records}\n`)));
  const kinds = zones.map(({ zone }, index) => `zone "${zone}" { type primary; file "zone-${index}"; };`);
  return startNamed({
    port,
    folder,
    zone: zones[0]?.zone ?? '.',
    settings: ['recursion no', 'empty-zones-enable no', 'rrset-order { order none; }'],
    zones: kinds,
  });
}

/** Hands each datagram to a port of 127.0.0.1, and what comes back for it to where it came from. */
async function startDatagramRelay({ host, port, to }: { host: string; port: number; to: number }): Promise<{ stop(): Promise<void> }> {
  const front = createSocket('udp4');
  const behind = new Set<DatagramSocket>();
  front.on('message', (asked, from) => {
    const socket = createSocket('udp4');
    behind.add(socket);
    socket.on('message', (said) => {
      front.send(said, from.port, from.address);
      behind.delete(socket);
      socket.close();
    });
    socket.send(asked, to, '127.0.0.1');
  });
  front.bind(port, host);
  await once(front, 'listening');
  return {
    async stop() {
      for (const socket of behind) socket.close();
      front.close();
      await once(front, 'close');
    },
  };
}

async function start(zone: string, settings: readonly string[], kind: string, zoneFile: string): Promise<BindServer> {
  const folder = await createDaemonFolder('bind');
  const [port = 0] = await findFreePorts(1);
  await writeFile(join(folder, 'zone'), zoneFile);
  return startNamed({ port, folder, zone, settings, zones: [`zone "${zone}" { ${kind}; };`] });
}

interface Named {
  readonly port: number;
  readonly folder: string;
  /** It answers for this one when it is ready. */
  readonly zone: string;
  readonly settings: readonly string[];
  readonly zones: readonly string[];
}

/** Starts BIND on a folder of zone files, which goes when it stops; resolves when it answers. */
export async function startNamed({ port, folder, zone, settings, zones }: Named): Promise<BindServer> {
  const host = '127.0.0.1';
  const options = [
    `directory "${folder}"`,
    `listen-on port ${port} { ${host}; }`,
    'listen-on-v6 { none; }',
    ...(settings.some((each) => each.startsWith('dnssec-validation')) ? [] : ['dnssec-validation no']),
    'allow-query { any; }',
    'pid-file none',
    'session-keyfile none',
    'minimal-responses no',
    ...settings,
  ];
  const configuration = `options { ${options.join('; ')}; };\ncontrols { };\n${zones.join('\n')}\n`;
  await writeFile(join(folder, 'named.conf'), configuration);
  const daemon = await startDaemon({
    name: 'BIND',
    command: 'named',
    args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')],
    folder,
    environment: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    ready: (signal) => waitForZone({ host, port, zone, signal }),
  });
  return { host, port, stop: () => daemon.stop() };
}

/** Node does not ask for the root itself: a server that has its zone says that a name is not there. */
const knowsRoot = (resolver: Resolver): Promise<unknown> =>
  resolver.resolve4('not-there.').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTFOUND') throw error;
  });

/** Asks with growing pauses until the zone is loaded, or `signal` is aborted. */
async function waitForZone({ host, port, zone, signal }: { host: string; port: number; zone: string; signal: AbortSignal }): Promise<void> {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`${host}:${port}`]);
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    signal.throwIfAborted();
    const isThere = await (zone === '.' ? knowsRoot(resolver) : resolver.resolveSoa(zone)).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
