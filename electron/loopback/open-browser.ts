/** Opens an address in the user's browser; where there is none, the printed address is enough. */
import { spawn } from 'node:child_process';
import { platform } from 'node:os';

export function openBrowser(address: string): void {
  const [program, args] =
    platform() === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', address]]
      : platform() === 'darwin'
        ? ['open', [address]]
        : ['xdg-open', [address]];
  const child = spawn(program as string, args as string[], { stdio: 'ignore', detached: true }); // a pair by construction
  child.on('error', () => {}); // no browser here: the address is on standard output
  child.unref();
}
