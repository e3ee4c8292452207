/**
 * Exim as a local delivery agent: one process a message, which appends it to an mbox file under the locks that Exim takes. Runs as Exim's own
 * user where the test runs as root, because Exim delivers nothing as root.
 */
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUpUser } from '../mail-owner.ts';
import { eximProgram } from './exim-program.ts';

export interface EximDelivery {
  /** A program with the arguments of sendmail. */
  readonly sendmail: string;
  /** Where a `.forward` is heeded. */
  readonly home: string;
  /** Hands over one message with LF line ends; resolves when it is delivered. Mail for `nobody`, `nobody-here` and for other domains comes back, for `later` it waits. */
  deliver(message: string): Promise<void>;
  log(): string;
}

/**
 * @param folder where Exim keeps its queue; made here
 * @param mailbox the mbox file; its folder is given to Exim's user
 */
export function prepareEximDelivery(folder: string, mailbox: { readonly folder: string; readonly name: string }): EximDelivery {
  const user = lookUpUser('Debian-exim');
  if (!user) throw new Error('There is no user "Debian-exim" in /etc/passwd.');
  const isRoot = process.getuid?.() === 0;
  const give = (path: string) => {
    if (isRoot) chownSync(path, user.uid, user.gid);
  };
  for (const path of [folder, join(folder, 'spool'), join(folder, 'log'), join(folder, 'home'), mailbox.folder]) {
    mkdirSync(path, { recursive: true, mode: 0o755 });
    give(path);
  }
  const configuration = join(folder, 'exim.conf');
  writeFileSync(
    configuration,
    `
exim_path = ${eximProgram()}
spool_directory = ${join(folder, 'spool')}
log_file_path = ${join(folder, 'log', '%slog')}
primary_hostname = here.example.test
qualify_domain = example.test
deliver_drop_privilege = true
exim_user = Debian-exim
exim_group = Debian-exim
keep_environment =
local_from_check = false
untrusted_set_sender = *

begin routers
nonlocal:
  driver = redirect
  domains = ! example.test
  allow_fail
  data = :fail: Mailing to remote domains not supported
later:
  driver = redirect
  local_parts = later
  allow_defer
  data = :defer: not now
refused:
  driver = redirect
  local_parts = nobody : nobody-here
  allow_fail
  data = :fail: no such user
forward:
  driver = redirect
  file = ${join(folder, 'home', '.forward')}
  check_ancestor
  no_verify
here:
  driver = accept
  transport = spool

begin transports
spool:
  driver = appendfile
  file = ${join(mailbox.folder, mailbox.name)}
  create_file = anywhere
  mode = 0600
  mode_fail_narrower = false
  check_owner = false
  envelope_to_add
  return_path_add
  delivery_date_add
  lock_interval = 1s
  lock_retries = 60

begin retry
* * F,1d,1h
`,
  );
  give(configuration);
  const sendmail = join(folder, 'sendmail');
  // Exim delivers at once and answers when it has.
  const options = `-C '${configuration}' -odf`;
  const asUser = isRoot ? `exec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups` : 'exec';
  writeFileSync(sendmail, `#!/bin/sh\n${asUser} '${eximProgram()}' ${options} "$@"\n`);
  chmodSync(sendmail, 0o755);
  return {
    sendmail,
    home: join(folder, 'home'),
    deliver: (message) =>
      new Promise((resolve, reject) => {
        const child = spawn(sendmail, ['-i', '-f', 'ana@example.test', '--', 'ben@example.test'], { stdio: ['pipe', 'ignore', 'pipe'] });
        let said = '';
        child.stderr.on('data', (bytes: Buffer) => {
          said += bytes;
        });
        child.on('error', reject);
        child.on('close', (status) => (status === 0 ? resolve() : reject(new Error(`Exim ended with ${status}: ${said}`))));
        child.stdin.end(message);
      }),
    log: () => readFileSync(join(folder, 'log', 'mainlog'), 'utf8'),
  };
}
