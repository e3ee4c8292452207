/** What every program that is measured while it watches inboxes is told, and what is said of it. Imports so little that it costs no memory. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ProvisionedAccount, writeAccountsFile } from '../../servers/accounts-file.ts';

export interface Watching {
  readonly host: string;
  /** Where TLS begins with the first octet. */
  readonly port: number;
  readonly users: readonly string[];
  readonly password: string;
  /** Messages in each inbox. */
  readonly messages: number;
  /** PEM of an authority to trust. */
  readonly trustedCertificate: string;
  /** A folder of its own. */
  readonly folder: string;
  /** Seconds from the moment at which all is watched: what a start leaves to be done is done, and garbage is collected. */
  readonly settling: number;
  /** How long nothing happens then. */
  readonly seconds: number;
}

export interface Usage {
  /** Megabytes: resident, or, of several processes, with what they share counted once. */
  readonly memory: number;
  /** Milliseconds of processor time in a minute. */
  readonly processor: number;
}

const megabyte = 1_048_576;

/** What this process itself uses, from now on, when all is watched. */
export async function ownUsage({ settling, seconds }: Watching): Promise<Usage> {
  await pause(settling * 1_000);
  const before = process.cpuUsage();
  await pause(seconds * 1_000);
  const { user, system } = process.cpuUsage(before);
  return { memory: process.memoryUsage().rss / megabyte, processor: ((user + system) / 1_000 / seconds) * 60 };
}

/** Writes the provisioning file of all users, for a server at this port. */
export function writeWatchedAccounts({ host, users, password, folder, trustedCertificate }: Watching, port: number): Promise<string> {
  const accounts = users.map((username): ProvisionedAccount => {
    const login = { host, port, security: 'tls', username, password } as const;
    return { name: username, address: `${username}@practice.test`, incoming: { ...login, protocol: 'imap' }, outgoing: login };
  });
  return writeAccountsFile({ folder, accounts, trustedCertificates: [trustedCertificate] });
}
