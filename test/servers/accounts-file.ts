/** Writes the provisioning file that the program reads with `--accounts`, in the shape that the design fixes. Knows no server. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Security = 'none' | 'starttls' | 'tls';

export interface ProvisionedAccount {
  name: string;
  address: string;
  displayName?: string;
  incoming: {
    protocol: 'imap' | 'pop3';
    host: string;
    port: number;
    security: Security;
    username: string;
    password?: string;
    passwordEnv?: string;
    mechanism?: string;
    keepOnServer?: boolean | number | 'until-deleted';
  };
  outgoing: {
    host: string;
    port: number;
    security: Security;
    username: string;
    password?: string;
    passwordEnv?: string;
    mechanism?: string;
  };
}

export interface AccountsFileOptions {
  /** An existing folder; the certificates are written beside the file. */
  folder: string;
  accounts: ProvisionedAccount[];
  /** PEM texts to trust. */
  trustedCertificates?: string[];
}

/** Resolves to the path of the file. */
export async function writeAccountsFile({ folder, accounts, trustedCertificates = [] }: AccountsFileOptions): Promise<string> {
  const names = trustedCertificates.map((_, index) => `trusted-${index + 1}.pem`);
  await Promise.all(trustedCertificates.map((pem, index) => writeFile(join(folder, `trusted-${index + 1}.pem`), pem)));
  const path = join(folder, 'accounts.json');
  await writeFile(path, `${JSON.stringify({ accounts, trustedCertificates: names }, null, 2)}\n`, { mode: 0o600 });
  return path;
}
