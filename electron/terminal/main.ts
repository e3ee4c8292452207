/** Entry of the terminal host: one command, its result on standard output, everything else on standard error. */
import { assertNodeVersion } from '../loopback/engine-options.ts';
import { readTerminalArguments } from './arguments.ts';
import { runAuth } from './auth-command.ts';
import { runBounce } from './bounce-command.ts';
import { runConsole } from './console/console-command.ts';
import { runNslookup } from './console/nslookup-command.ts';
import { runDns } from './dns-command.ts';
import { runHeaders } from './headers-command.ts';
import { helpOn, usage } from './help.ts';
import { runLesson } from './lesson-command.ts';
import { runLog } from './log-command.ts';
import { runMailLog } from './maillog-command.ts';
import { runMailq } from './mailq-command.ts';
import { runMx } from './mx-command.ts';
import { complain, endWithReader, printText } from './output.ts';
import { runSend } from './send-command.ts';
import { runSync } from './sync-command.ts';
import { runTrace } from './trace-command.ts';

assertNodeVersion();

async function run(args: readonly string[]): Promise<number> {
  const command = readTerminalArguments(args);
  if (typeof command === 'string') {
    complain(command);
    await printText(usage, 'beside');
    return 2;
  }
  switch (command.command) {
    case 'help':
      await printText(helpOn(command.topic));
      return 0;
    case 'sync':
      return runSync(command);
    case 'send':
      return runSend(command);
    case 'log':
      return runLog(command);
    case 'console':
      return runConsole(command);
    case 'dns':
      return runDns(command);
    case 'nslookup':
      return runNslookup(command);
    case 'trace':
      return runTrace(command);
    case 'auth':
      return runAuth(command);
    case 'mx':
      return runMx(command);
    case 'lesson':
      return runLesson(command);
    case 'mailq':
      return runMailq(command);
    case 'maillog':
      return runMailLog(command);
    case 'headers':
      return runHeaders(command);
    case 'bounce':
      return runBounce(command);
  }
}

endWithReader();
process.exitCode = await run(process.argv.slice(2));
