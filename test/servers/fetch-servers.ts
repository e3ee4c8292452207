/** Run by hand or by continuous integration before the tests: brings the servers that Debian cannot install together where `availability.ts` looks for them. */
import { existsSync } from 'node:fs';
import { unpackedFolder, unpackPackages } from './debian-packages.ts';
import { eximProgram, fetchExim } from './exim/exim-program.ts';
import { fetchSendmail, sendmailFiles } from './sendmail/sendmail-program.ts';

const packages = {
  cyrus: ['cyrus-common', 'cyrus-imapd'],
  msmtp: ['msmtp', 'msmtp-mta'],
  courier: ['courier-base', 'courier-imap', 'courier-authlib'],
} as const;

if (!existsSync(eximProgram())) await fetchExim();
process.stdout.write(`${eximProgram()}\n`);
if (!existsSync(sendmailFiles.program)) await fetchSendmail();
process.stdout.write(`${sendmailFiles.program}\n`);
for (const [name, wanted] of Object.entries(packages)) {
  const folder = unpackedFolder(name);
  if (!existsSync(folder)) await unpackPackages(wanted, folder);
  process.stdout.write(`${folder}\n`);
}
