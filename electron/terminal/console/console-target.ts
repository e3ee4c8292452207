/** What `console` is to connect to, as it is written on a command line: `imaps://mail.example.org`, `smtp://127.0.0.1:2525`. */
import { type ConsoleServer, consoleSchemes, readConsoleAddress } from '../../contract/console-address.ts';
import { readNameServer } from '../../contract/delivery/dns.ts';

/** @returns the server, or a sentence saying what is wrong */
export function readConsoleTarget(address: string, startTls: boolean): ConsoleServer | string {
  const server = readConsoleAddress(address, startTls ? 'starttls' : undefined);
  if (server === 'no-address') return `console takes one of ${consoleSchemes.join(', ')}://HOST[:PORT], not ${address}`;
  const scheme = address.slice(0, address.indexOf(':')).toLowerCase();
  if (startTls && !/^(?:smtp|imap|pop3|sieve)$/.test(scheme)) return `--starttls does not go with ${scheme}://`;
  return server === 'no-port' ? `${address} names no port from 1 to 65535` : server;
}

/**
 * `nslookup`, `nslookup://192.0.2.53`, `nslookup://ns.example.org:5353`
 * @returns the name server, null for the system's own; `none` where it is no server; undefined where the address is another protocol's
 */
export function readNslookupTarget(address = ''): { host: string; port: number } | null | 'none' | undefined {
  const [, named] = /^nslookup(?::(?:\/\/)?([^/]*)\/?)?$/i.exec(address) ?? [];
  if (!/^nslookup(?::|$)/i.test(address)) return undefined;
  if (named === undefined || named === '') return /^nslookup(?::(?:\/\/)?\/?)?$/i.test(address) ? null : 'none';
  return readNameServer(named) ?? 'none';
}
