/** What `console` is to connect to, as it is written on a command line: `imaps://mail.example.org`, `smtp://127.0.0.1:2525`. */
import { type ConsoleServer, consoleSchemes, readConsoleAddress } from '../contract/console-address.ts';

/** @returns the server, or a sentence saying what is wrong */
export function readConsoleTarget(address: string, startTls: boolean): ConsoleServer | string {
  const server = readConsoleAddress(address, startTls ? 'starttls' : undefined);
  if (server === 'no-address') return `console takes one of ${consoleSchemes.join(', ')}://HOST[:PORT], not ${address}`;
  const scheme = address.slice(0, address.indexOf(':')).toLowerCase();
  if (startTls && !/^(?:smtp|imap|pop3|sieve)$/.test(scheme)) return `--starttls does not go with ${scheme}://`;
  return server === 'no-port' ? `${address} names no port from 1 to 65535` : server;
}
