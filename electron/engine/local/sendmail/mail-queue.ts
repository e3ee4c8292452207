/**
 * The queue of the mail server of this computer, as its `mailq` prints it. That is the program of sendmail under another name; with `-bp` it
 * does the same (Postfix, Exim, Sendmail).
 */
import { execFile } from 'node:child_process';
import { type Failure, fail, failure, type Result, succeed } from '../../../contract/failure.ts';
import { systemCode } from '../../disk/system-code.ts';
import { programFault } from './sendmail-submitter.ts';

/** Milliseconds; octets of a long queue that are shown. */
const longest = 15_000;
const mostShown = 1 << 20;

/**
 * @param program of sendmail, whole path
 * @returns what it prints, as it is. `queue-unavailable` with its words where it may not be run, or knows no queue (msmtp).
 */
export async function readMailQueue(program: string): Promise<Result<string>> {
  const missing = await programFault(program);
  if (missing) return fail(missing);
  return new Promise((resolve) => {
    execFile(program, ['-bp'], { timeout: longest, maxBuffer: mostShown, encoding: 'utf8' }, (error, printed, said) => {
      // More than is shown: its beginning is what there is to say.
      const isCut = systemCode(error) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
      if (error === null || isCut) resolve(succeed(printed.trimEnd()));
      // Sendmail says what it refuses where it would have printed the queue.
      else resolve(fail(unavailable(program, [said, printed].find((text) => text.trim() !== '') ?? error.message)));
    });
  });
}

const unavailable = (program: string, said: string): Failure =>
  failure('queue-unavailable', { protocol: 'sendmail', permanent: true, reply: said.trim().slice(0, 2_000), detail: { program } });
