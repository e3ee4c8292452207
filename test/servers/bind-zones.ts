/**
 * Several zones in one real BIND, signed where a test wants that, and a BIND that asks it and checks the signatures. Knows zone files and keys;
 * refuses to know what is tested.
 */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BindServer, startNamed } from './bind.ts';
import { createDaemonFolder } from './daemon.ts';
import { findFreePorts } from './loopback-port.ts';

const run = promisify(execFile);
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export interface Zone {
  /** Its name, with a dot at the end. */
  readonly zone: string;
  /** As a zone file has them, without SOA and NS of the zone itself. */
  readonly records: string;
  /** `signed`: with a DS record in the zone above, if that is here. `no-ds`: without. `wrong-ds`: with one of another key. */
  readonly signing?: 'signed' | 'no-ds' | 'wrong-ds';
}

export interface ZoneServer extends BindServer {
  /** Keys of signed zones by the zone's name, as a zone file has the DNSKEY record's data. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Starts a BIND that speaks for all these zones. The zones below must stand before those above them. */
export async function startZoneServer(zones: readonly Zone[]): Promise<ZoneServer> {
  const folder = await createDaemonFolder('bind');
  const [port = 0] = await findFreePorts(1);
  const keys = new Map<string, string>();
  const delegations: { readonly zone: string; readonly ds: string }[] = [];
  try {
    for (const [index, { zone, records, signing }] of zones.entries()) {
      const below = delegations.filter(({ zone: name }) => name.endsWith(`.${zone}`) || zone === '.').map(({ ds }) => ds);
      const text = `$ORIGIN ${zone}\n$TTL 300\n@ SOA ns.test. hostmaster.test. 1 3600 600 86400 300\n@ NS ns.test.\n${records}\n${below.join('\n')}\n`;
      await writeFile(join(folder, `zone-${index}`), text);
      if (signing === undefined) continue;
      const { key, ds } = await signZone(folder, zone, `zone-${index}`);
      keys.set(zone, key);
      if (signing === 'signed') delegations.push({ zone, ds });
      // The hash of no key at all.
      if (signing === 'wrong-ds') delegations.push({ zone, ds: ds.replace(/[0-9A-F]+$/, 'A1'.repeat(32)) });
    }
    const server = await startNamed({
      ...{
        port,
        folder,
        zone: zones.at(-1)?.zone ?? '.',
        settings: ['recursion no', 'empty-zones-enable no', 'rrset-order { order none; }'],
      },
      zones: zones.map(
        ({ zone, signing }, index) => `zone "${zone}" { type primary; file "zone-${index}${signing === undefined ? '' : '.signed'}"; };`,
      ),
    });
    return { ...server, keys };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** One key for everything (a combined signing key). */
async function signZone(folder: string, zone: string, file: string): Promise<{ key: string; ds: string }> {
  const options = { cwd: folder, env: environment };
  const { stdout } = await run('dnssec-keygen', ['-q', '-a', 'ECDSAP256SHA256', '-f', 'KSK', zone], options);
  await run('dnssec-signzone', ['-q', '-S', '-z', '-o', zone, '-f', `${file}.signed`, file], options);
  const key = (await readFile(join(folder, `${stdout.trim()}.key`), 'utf8')).split('\n').find((line) => /\sDNSKEY\s/.test(line));
  const { stdout: ds } = await run('dnssec-dsfromkey', ['-2', stdout.trim()], options);
  if (key === undefined) throw new Error(`${zone} has no key`);
  return { key: key.replace(/^.*\sDNSKEY\s+/, ''), ds: ds.trim() };
}

/**
 * Starts a BIND that knows nothing itself, asks another one about these zones, and checks what is below one of them.
 * @param anchor the zone whose key it trusts, with its key as the zone file has it
 */
export async function startValidatingBind({
  zones,
  server,
  anchor,
}: {
  readonly zones: readonly string[];
  readonly server: Pick<BindServer, 'host' | 'port'>;
  readonly anchor: { readonly zone: string; readonly key: string };
}): Promise<BindServer> {
  const folder = await createDaemonFolder('bind');
  const [port = 0] = await findFreePorts(1);
  const forwarding = `type forward; forward only; forwarders { ${server.host} port ${server.port}; }`;
  const [flags, protocol, algorithm, ...key] = anchor.key.split(/\s+/);
  return startNamed({
    ...{ port, folder, zone: anchor.zone },
    settings: ['recursion yes', 'allow-recursion { any; }', 'empty-zones-enable no', 'dnssec-validation yes'],
    zones: [
      ...zones.map((zone) => `zone "${zone}" { ${forwarding}; };`),
      `trust-anchors { "${anchor.zone}" static-key ${flags} ${protocol} ${algorithm} "${key.join('')}"; };`,
    ],
  });
}
