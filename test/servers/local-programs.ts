/** Programs with the arguments of `sendmail`: those of the mail servers that run, and msmtp, which has no queue and hands over by SMTP. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { librariesIn, unpackedFolder } from './debian-packages.ts';

/** Below its unpacked folder. */
export const msmtpPath = 'usr/bin/msmtp';

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Writes a program that runs this command with its own arguments behind it. @returns its path */
export async function writeProgram(
  folder: string,
  name: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = join(folder, name);
  const settings = Object.entries(environment).map(([key, value]) => `export ${key}=${quoted(value)}\n`);
  await writeFile(path, `#!/bin/sh\n${settings.join('')}exec ${command.map(quoted).join(' ')} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

/**
 * @param folder an existing one, where its configuration and the program are written
 * @param name of both
 * @param port of a server on loopback that wants neither TLS nor a sign-in
 * @param more a last line of its configuration
 * @returns the path of the program
 */
export async function prepareMsmtp(folder: string, name: string, port: number, more = ''): Promise<string> {
  const configuration = join(folder, `${name}.configuration`);
  await writeFile(configuration, `account default\nhost 127.0.0.1\nport ${port}\nauth off\ntls off\n${more}\n`, { mode: 0o600 });
  const root = unpackedFolder('msmtp');
  return writeProgram(folder, name, [join(root, msmtpPath), '-C', configuration], { LD_LIBRARY_PATH: librariesIn(root) });
}
