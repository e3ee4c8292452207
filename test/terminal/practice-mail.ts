/** The practice server as the command line's mail host: two people, a provisioning file, and a message as an editor writes it. */
import { afterAll, beforeAll } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { type ProvisionedAccount, writeAccountsFile } from '../servers/accounts-file.ts';
import { createFolders, type Folders } from './terminal-program.ts';

/** Ana's and Ben's password. */
export const secret = 'Canary-of-the-terminal-5b1c';

/** With line feeds only. */
export const message = [
  'From: Ana <ana@practice.test>',
  'To: ben@practice.test',
  'Subject: From the terminal',
  'Message-ID: <terminal-1@practice.test>',
  '',
  'Line one',
  '.a line with a dot',
  'ñandú',
  '',
].join('\n');

export interface PracticeMail {
  readonly folders: Folders;
  readonly server: PracticeServer;
  /** Path of a provisioning file with Ana's account. */
  readonly accounts: string;
  describeAccount(changes?: { protocol?: 'imap' | 'pop3'; password?: string; port?: number }): ProvisionedAccount;
  writeAccounts(...described: ProvisionedAccount[]): Promise<string>;
}

/** Runs it for the tests of the file. */
export function runPracticeMail(): PracticeMail {
  const folders = createFolders();
  let running: PracticeServer | null = null;
  let accounts = '';
  const server = (): PracticeServer => {
    if (!running) throw new Error('the practice server runs inside tests only');
    return running;
  };
  const mail: PracticeMail = {
    folders,
    get server() {
      return server();
    },
    get accounts() {
      return accounts;
    },
    describeAccount({ protocol = 'imap', password = secret, port } = {}) {
      const { host, smtp, [protocol]: incoming } = server();
      const credentials = { username: 'ana', password };
      return {
        name: 'Ana',
        address: 'ana@practice.test',
        incoming: { protocol, host, port: port ?? incoming.port, security: 'starttls', ...credentials },
        outgoing: { host, port: smtp.port, security: 'starttls', ...credentials, mechanism: 'LOGIN' },
      };
    },
    writeAccounts: (...described) =>
      writeAccountsFile({ folder: folders.files(), accounts: described, trustedCertificates: [server().certificate] }),
  };
  beforeAll(async () => {
    const person = (username: string) => ({ username, displayName: username, password: secret, address: `${username}@practice.test` });
    running = await createPracticeServer({ accounts: [person('ana'), person('ben')], sampleMail: true });
    accounts = await mail.writeAccounts(mail.describeAccount());
  });
  afterAll(async () => {
    await running?.close();
    folders.remove();
  });
  return mail;
}
