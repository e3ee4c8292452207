/** Entry of the terminal host: one command, its result on standard output, everything else on standard error. */
import { assertNodeVersion } from '../loopback/engine-options.ts';
import { readTerminalArguments, usage } from './arguments.ts';
import { runLog } from './log-command.ts';
import { runSend } from './send-command.ts';
import { runSync } from './sync-command.ts';

assertNodeVersion();

const read = readTerminalArguments(process.argv.slice(2));
if (typeof read === 'string') {
  process.stderr.write(`postglass: ${read}\n${usage}`);
  process.exit(2);
}

async function run(command: typeof read): Promise<number> {
  if (typeof command === 'string') return 2;
  switch (command.command) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'sync':
      return runSync(command);
    case 'send':
      return runSend(command);
    case 'log':
      return runLog(command);
  }
}

// A reader that closes early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(read);
