/**
 * `dig +trace` in a hierarchy on loopback. It takes the addresses of name servers from the system, not from the referrals: it is run where
 * `/etc/hosts` has them, in a mount namespace of its own. Knows what dig prints; refuses to know what is tested.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface TracedAnswer {
  /** Address of the server that gave it. */
  readonly address: string;
  /** Answers and authorities, a line each, in order of the alphabet: `name seconds IN type data`. */
  readonly records: readonly string[];
}

/**
 * @param hosts names of all name servers, without a dot at the end, by their address
 * @returns what each server on the way says, the question for the root's own servers left out; rejects where dig fails
 */
export async function digTrace({
  root,
  hosts,
  name,
  type,
}: {
  readonly root: { readonly host: string; readonly port: number };
  readonly hosts: Readonly<Record<string, readonly string[]>>;
  readonly name: string;
  readonly type: string;
}): Promise<readonly TracedAnswer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'postglass-dig-'));
  try {
    const file = join(folder, 'hosts');
    await writeFile(
      file,
      Object.entries(hosts)
        .map(([address, names]) => `${address} ${names.join(' ')}\n`)
        .join(''),
    );
    const script = 'mount --bind "$1" /etc/hosts && shift && exec dig "$@"';
    const asked = ['+trace', '+nodnssec', `@${root.host}`, '-p', String(root.port), name, type];
    const { stdout } = await promisify(execFile)('unshare', ['--mount', 'sh', '-c', script, 'sh', file, ...asked]);
    return readTrace(stdout).slice(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readTrace(printed: string): TracedAnswer[] {
  const traced: TracedAnswer[] = [];
  let records: string[] = [];
  for (const line of printed.split('\n')) {
    const address = /^;; Received \d+ bytes from ([^#]+)#/.exec(line)?.[1];
    if (address !== undefined) {
      traced.push({ address, records: records.toSorted() });
      records = [];
    } else if (line !== '' && !line.startsWith(';')) records.push(line.split(/\s+/).join(' '));
  }
  return traced;
}
