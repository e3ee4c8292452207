/**
 * The provisioning file: sets a machine up for an administrator, a class or a test. A wrong file is refused
 * whole, with the path of the wrong field; nothing in it is ever written to an answer, an event or a log, because it
 * may hold passwords.
 */

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type AccountPasswords,
  type AccountSettings,
  accountSettingsSchema,
  imapSchema,
  keepOnServerSchema,
  maildirSchema,
  mboxSchema,
  pop3Schema,
  sendmailSchema,
  smtpSchema,
} from '../../contract/accounts.ts';
import { describeIssues } from '../../contract/call.ts';
import { failure, type Result, succeed } from '../../contract/failure.ts';
import { z } from '../../contract/schema.ts';

export interface ProvisionedAccount {
  readonly settings: AccountSettings;
  readonly passwords: AccountPasswords;
}

interface Provisioning {
  readonly accounts: readonly ProvisionedAccount[];
  /** PEM. */
  readonly trustedCertificates: readonly string[];
}

const secretFields = { password: z.string().max(10_000).optional(), passwordEnv: z.string().min(1).max(200).optional() };

const fileSchema = z.strictObject({
  accounts: z
    .array(
      z.strictObject({
        ...accountSettingsSchema.shape,
        incoming: z.discriminatedUnion('protocol', [
          // Files from before the protocols were told apart say `keepOnServer` of IMAP too, where it has no meaning.
          z.strictObject({ ...imapSchema.shape, keepOnServer: keepOnServerSchema.optional(), ...secretFields }),
          z.strictObject({ ...pop3Schema.shape, ...secretFields }),
          z.strictObject(mboxSchema.shape),
          z.strictObject(maildirSchema.shape),
        ]),
        outgoing: z.discriminatedUnion('protocol', [
          z.strictObject({ ...smtpSchema.shape, ...secretFields }),
          z.strictObject(sendmailSchema.shape),
        ]),
      }),
    )
    .max(1_000),
  trustedCertificates: z.array(z.string().min(1).max(4_096)).max(1_000).optional(),
});

const wrong = (path: string, message: string) => ({
  ok: false as const,
  failure: failure('provisioning-invalid', { detail: { path, message } }),
});

/** A larger file is not a list of accounts. */
const largestFile = 16 * 1024 * 1024;

/**
 * Reads a provisioning file and the certificates it names.
 * @param environment where `passwordEnv` is looked up; what was found there is taken out, so that no child process inherits it
 * @returns `file-unreadable` when it cannot be read, `provisioning-invalid` with `detail.path` (`accounts.0.incoming.port`) when anything
 * in it is wrong
 */
export async function readProvisioning(file: string, environment: Record<string, string | undefined>): Promise<Result<Provisioning>> {
  const text = await readText(file);
  if (!text.ok) return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    // The parser's own message quotes the text, and the text may be a password.
    return wrong(file, 'not JSON');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const issue = describeIssues(parsed.error);
    return wrong(issue.path || file, issue.message);
  }
  const accounts: ProvisionedAccount[] = [];
  const names = new Set<string>();
  const variables = new Set<string>();
  for (const [index, { incoming, outgoing, ...rest }] of parsed.data.accounts.entries()) {
    const at = `accounts.${index}`;
    if (names.has(rest.name)) return wrong(`${at}.name`, 'used twice');
    names.add(rest.name);
    const passwords: { incoming?: string; outgoing?: string } = {};
    for (const [side, place] of [['incoming', incoming] as const, ['outgoing', outgoing] as const]) {
      // On this computer there is nobody to be shown a password.
      if (!('host' in place)) continue;
      const { password, passwordEnv: variable } = place;
      if (password !== undefined && variable !== undefined) return wrong(`${at}.${side}.passwordEnv`, 'stands beside password');
      const value = password ?? (variable === undefined ? undefined : environment[variable]);
      if (variable !== undefined && value === undefined) return wrong(`${at}.${side}.passwordEnv`, `the variable ${variable} is not set`);
      if (value !== undefined) passwords[side] = value;
      if (variable !== undefined) variables.add(variable);
    }
    // Only what the settings are made of, and so no password.
    accounts.push({ settings: accountSettingsSchema.parse({ ...rest, incoming, outgoing }), passwords });
  }
  const certificates: string[] = [];
  for (const [index, path] of (parsed.data.trustedCertificates ?? []).entries()) {
    const pem = await readText(resolve(dirname(file), path));
    if (!pem.ok) return pem;
    try {
      new X509Certificate(pem.value);
    } catch {
      return wrong(`trustedCertificates.${index}`, 'not a PEM certificate');
    }
    certificates.push(pem.value);
  }
  // Only now: two accounts may name the same variable.
  for (const variable of variables) delete environment[variable];
  return succeed({ accounts, trustedCertificates: certificates });
}

async function readText(path: string): Promise<Result<string>> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > largestFile) return wrong(path, 'larger than 16 MB');
    return succeed(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // what fs throws
    return { ok: false, failure: failure('file-unreadable', { detail: { path, message: code } }) };
  }
}
