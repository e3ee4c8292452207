/**
 * A shell of the practice server, line by line over TCP: mail on a Unix system without one. It plays a few programs over the same mailboxes as
 * the protocols, and runs nothing: no file and no program of the machine is touched. What is typed is not repeated, as on a teletype in local
 * mode (RFC 857 is not spoken).
 */
import type { Connection } from '../connection.ts';
import type { DeliveryDependencies } from '../mailbox/delivery.ts';
import type { PracticeAccount } from '../mailbox/mail-store.ts';
import { printQueue } from '../queue/print-queue.ts';
import { readCommandLine } from './command-line.ts';
import { createShellFiles, type ShellFiles } from './files.ts';
import { createMailProgram } from './mail-program.ts';
import { runSendmail } from './sendmail-program.ts';
import { type Output, textPrograms } from './text-programs.ts';

/** Octets of a line, and characters of what is typed for one program. */
const longestLine = 8_192;
const longestInput = 1_000_000;

const prompt = '$';
const mailPrompt = '&';

interface Shell extends DeliveryDependencies {
  readonly connection: Connection;
  readonly files: ShellFiles;
  readonly user: PracticeAccount;
}

/** Holds one conversation, from the greeting to `exit`. Everything is said in whole lines; the prompt too. */
export async function serveShell(dependencies: DeliveryDependencies, connection: Connection): Promise<void> {
  const { store, queue } = dependencies;
  const [user] = store.accounts;
  if (!user) return;
  const shell: Shell = { ...dependencies, connection, user, files: createShellFiles(store, queue, user) };
  let status = 0;
  await say(shell, `The practice server plays a computer for ${user.username}. help lists the programs, exit ends it.\n${prompt}\n`);
  for (let line = await next(shell); line !== null; line = await next(shell)) {
    const read = readCommandLine(line, { status, home: shell.files.home });
    if (typeof read === 'string') {
      status = 2;
      await say(shell, `sh: ${read}\n`);
    } else {
      let output: Output = { out: '', status };
      for (const [index, words] of read.commands.entries()) output = await run(shell, words, index === 0 ? null : output.out);
      if (output.isOver) return;
      status = output.status;
      const refused = read.to && shell.files.write(read.to.file, output.out, read.to.isAppended);
      if (read.to && refused !== null) {
        status = 1;
        await say(shell, `sh: ${read.to.file}: ${refused}\n`);
      } else if (!read.to) await say(shell, output.out);
      if (output.error) await say(shell, output.error);
    }
    await say(shell, `${prompt}\n`);
  }
}

/** @param input of a program before it; null: what is typed */
async function run(shell: Shell, [name = '', ...words]: readonly string[], input: string | null): Promise<Output> {
  const { files, user, store, queue } = shell;
  switch (name.replace(/^\/usr\/s?bin\//, '')) {
    case 'mail':
    case 'mailx': {
      if (words.length > 0 || input !== null) return { out: '', error: `${name}: here it only reads your mail\n`, status: 64 };
      return readMail(shell);
    }
    case 'sendmail': {
      const { out, status } = await runSendmail(shell, words, async () => input ?? typed(shell));
      return { out: '', error: out, status };
    }
    case 'mailq':
      return { out: printQueue(queue), status: 0 };
    case 'whoami':
      return { out: `${user.username}\n`, status: 0 };
    case 'hostname':
      return { out: `${store.domain}\n`, status: 0 };
    case 'exit':
    case 'logout':
      return { out: '', status: 0, isOver: true };
    default:
      return textPrograms(files, name, words, input ?? '');
  }
}

async function readMail(shell: Shell): Promise<Output> {
  const { user, store, files } = shell;
  const program = createMailProgram({ folder: store.mailboxOf(user).inbox, files, username: user.username });
  if (program.greeting === null) return { out: `No mail for ${user.username}\n`, status: 1 };
  await say(shell, `${program.greeting}${mailPrompt}\n`);
  for (let line = await next(shell); line !== null; line = await next(shell)) {
    const { out, isLeft } = program.command(line);
    if (isLeft) return { out, status: 0 };
    await say(shell, `${out}${mailPrompt}\n`);
  }
  // The line is cut: as x, everything stays as it was.
  return { out: '', status: 1, isOver: true };
}

/** Lines up to one that is a dot, which ends the input of sendmail unless `-i` is given (sendmail(8)). Null where it is too much. */
async function typed(shell: Shell): Promise<string | null> {
  let text = '';
  for (let line = await next(shell); line !== null && line !== '.'; line = await next(shell))
    if (text.length <= longestInput) text += `${line}\n`;
  return text.length > longestInput ? null : text;
}

const say = ({ connection }: Shell, text: string): Promise<void> =>
  text === '' ? Promise.resolve() : connection.write(text.replaceAll('\n', '\r\n'));

/** The next line; null when nobody types any more. */
async function next({ connection }: Shell): Promise<string | null> {
  const result = await connection.readLine(longestLine);
  if (result.kind === 'end') return null;
  return result.kind === 'line' ? result.line.toString('utf8') : '';
}
