/** The other programs: each is run as its users run it, from its own configuration file in a folder of ours, and timed as a whole process. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Finished {
  readonly seconds: number;
  readonly stdout: string;
}

/** Runs a program to its end; rejects with what it said when it fails. */
export async function runProgram(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const begun = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
  });
  child.stderr.on('data', (bytes) => {
    stderr += bytes;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.slice(-2_000)}`);
  return { seconds: (performance.now() - begun) / 1000, stdout };
}

/** Runs one of the measuring programs of this folder and reads its answer. `profiles`: a folder for a profile of each of its threads. */
export async function runMeasured<Answer>(
  file: string,
  run: object,
  profiles: string | null = null,
): Promise<Answer & { readonly processSeconds: number }> {
  const path = new URL(file, import.meta.url).pathname;
  const flags = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const { seconds, stdout } = await runProgram(process.execPath, [...flags, path, JSON.stringify(run)]);
  return { ...(JSON.parse(stdout) as Answer), processSeconds: seconds }; // each answers one line of its own type
}

export interface Mbsync {
  readonly maildir: string;
  /** Everything the server has that is not here yet. FSync is off: what is on disk survives a killed program, not a power cut. */
  pull(): Promise<Finished>;
}

export async function prepareMbsync(options: {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}): Promise<Mbsync> {
  const maildir = join(options.folder, 'mail');
  await mkdir(maildir, { recursive: true });
  const configuration = join(options.folder, 'mbsyncrc');
  await writeFile(
    configuration,
    `FSync no
IMAPStore server
Host ${options.host}
Port ${options.port}
User ${options.user}
Pass "${options.password}"
SSLType None
AuthMechs LOGIN

MaildirStore local
Path ${maildir}/
Inbox ${maildir}/INBOX
SubFolders Verbatim

Channel all
Far :server:
Near :local:
Patterns INBOX
Create Near
Sync Pull
SyncState ${options.folder}/state-
`,
    { mode: 0o600 },
  );
  return { maildir, pull: () => runProgram('mbsync', ['-c', configuration, '-a', '-q']) };
}

/** A full index of a Maildir by `mu`, from nothing. */
export async function indexWithMu(folder: string, maildir: string): Promise<Finished> {
  const home = join(folder, 'mu');
  await runProgram('mu', ['init', `--muhome=${home}`, `--maildir=${maildir}`]);
  return runProgram('mu', ['index', `--muhome=${home}`, '--quiet']);
}
