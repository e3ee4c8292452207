/** A real BIND on loopback over UDP and TCP on one port: one that knows a zone, or one that asks another for it. Refuses to know what is tested. */
import { Resolver } from 'node:dns/promises';
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

async function start(zone: string, settings: readonly string[], kind: string, zoneFile: string): Promise<BindServer> {
  const folder = await createDaemonFolder('bind');
  const [port = 0] = await findFreePorts(1);
  const host = '127.0.0.1';
  await writeFile(join(folder, 'zone'), zoneFile);
  const options = [
    `directory "${folder}"`,
    `listen-on port ${port} { ${host}; }`,
    'listen-on-v6 { none; }',
    'dnssec-validation no',
    'allow-query { any; }',
    'pid-file none',
    'session-keyfile none',
    'minimal-responses no',
    ...settings,
  ];
  const configuration = `options { ${options.join('; ')}; };\ncontrols { };\nzone "${zone}" { ${kind}; };\n`;
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

/** Asks with growing pauses until the zone is loaded, or `signal` is aborted. */
async function waitForZone({ host, port, zone, signal }: { host: string; port: number; zone: string; signal: AbortSignal }): Promise<void> {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`${host}:${port}`]);
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    signal.throwIfAborted();
    const isThere = await resolver.resolveSoa(zone).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
