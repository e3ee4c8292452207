import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../electron/contract/failure.ts';
import { readProvisioning } from '../../../electron/engine/accounts/provisioning.ts';
import { startEngineThread } from '../../../electron/engine/engine-thread.ts';
import { engineSettings } from '../../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../../electron/loopback/vault.ts';
import { createSelfSignedCertificate } from '../../support/certificates.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-provisioning-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const account = {
  name: 'Ana',
  address: 'ana@example.test',
  displayName: 'Ana Pérez',
  incoming: { protocol: 'imap', host: '127.0.0.1', port: 143, security: 'none', username: 'ana', password: 'hunter2 is secret' },
  outgoing: { host: '127.0.0.1', port: 587, security: 'starttls', username: 'ana', password: 'hunter2 is secret', mechanism: 'LOGIN' },
};

function file(content: unknown): string {
  const path = join(folder, 'accounts.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('the provisioning file', () => {
  it('gives settings and, apart from them, passwords', async () => {
    const read = await readProvisioning(file({ accounts: [account] }), {});
    expect(read).toMatchObject({
      ok: true,
      value: { accounts: [{ settings: { name: 'Ana', outgoing: { mechanism: 'LOGIN' } }, passwords: { incoming: 'hunter2 is secret' } }] },
    });
    expect(read.ok && JSON.stringify(read.value.accounts[0]?.settings)).not.toContain('hunter2');
  });

  it('takes submission for granted, as files do that were written before there was a choice', async () => {
    for (const outgoing of [account.outgoing, { protocol: 'smtp', ...account.outgoing }])
      expect(await readProvisioning(file({ accounts: [{ ...account, outgoing }] }), {})).toMatchObject({
        ok: true,
        value: { accounts: [{ settings: { outgoing: { protocol: 'smtp', port: 587 } } }] },
      });
  });

  it('leaves mail at a POP3 server unless it says otherwise, and reads past the word where it means nothing', async () => {
    const { incoming } = account;
    const settings = async (changes: object) => {
      const read = await readProvisioning(file({ accounts: [{ ...account, incoming: { ...incoming, ...changes } }] }), {});
      return read.ok ? read.value.accounts[0]?.settings.incoming : read;
    };
    const { password: _, ...known } = incoming;
    expect(await settings({ protocol: 'pop3' })).toEqual({ ...known, protocol: 'pop3', mechanism: 'automatic', keepOnServer: true });
    expect(await settings({ protocol: 'pop3', keepOnServer: 14 })).toMatchObject({ keepOnServer: 14 });
    expect(await settings({ keepOnServer: true })).toEqual({ ...known, mechanism: 'automatic' });
  });

  it('takes mail of this computer, which has no password, and refuses a path that is not whole', async () => {
    const read = (incoming: object, outgoing: object = { protocol: 'sendmail' }) =>
      readProvisioning(file({ accounts: [{ ...account, incoming, outgoing }] }), {});
    expect(await read({ protocol: 'mbox', path: '/var/mail/ana' })).toMatchObject({
      ok: true,
      value: {
        accounts: [
          {
            settings: {
              incoming: { protocol: 'mbox', path: '/var/mail/ana', allowChanges: false },
              outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
            },
            passwords: {},
          },
        ],
      },
    });
    expect(await read({ protocol: 'maildir', path: '/home/ana/Maildir' }, account.outgoing)).toMatchObject({
      ok: true,
      value: { accounts: [{ settings: { incoming: { allowChanges: true } }, passwords: { outgoing: 'hunter2 is secret' } }] },
    });
    const wrong = async (path: string, incoming: object, outgoing?: object) =>
      expect(await read(incoming, outgoing)).toMatchObject({ ok: false, failure: { code: 'provisioning-invalid', detail: { path } } });
    await wrong('accounts.0.incoming.path', { protocol: 'mbox', path: 'mail/ana' });
    await wrong('accounts.0.incoming.path', { protocol: 'mbox' });
    await wrong('accounts.0.outgoing.program', { protocol: 'mbox', path: '/var/mail/ana' }, { protocol: 'sendmail', program: 'sendmail' });
  });

  it('takes a password from the environment', async () => {
    const { password: _, ...incoming } = account.incoming;
    const read = await readProvisioning(file({ accounts: [{ ...account, incoming: { ...incoming, passwordEnv: 'ANA' } }] }), {
      ANA: 'from outside',
    });
    expect(read).toMatchObject({ ok: true, value: { accounts: [{ passwords: { incoming: 'from outside' } }] } });
  });

  it('leaves no password in the environment, where the browser that is opened would inherit it', async () => {
    const { password: _, ...incoming } = account.incoming;
    const { password: __, ...outgoing } = account.outgoing;
    const variable = 'POSTGLASS_TEST_PASSWORD';
    process.env[variable] = 'from outside';
    const accountsFile = file({
      accounts: [{ ...account, incoming: { ...incoming, passwordEnv: variable }, outgoing: { ...outgoing, passwordEnv: variable } }],
    });
    const vault = createMemoryVault();
    const started = await startEngineThread(
      engineSettings({ dataFolder: join(folder, 'data'), accountsFile, practice: false, automatic: false }),
      createNodeHost({ vault, language: null }),
      () => {},
    );
    if (!started.ok) throw new FailureError(started.failure);
    const listed = await started.value.dispatch('accounts.list', {});
    await started.value.close();
    expect(listed).toMatchObject({ ok: true, value: [{ passwordMissing: false }] });
    expect(process.env[variable]).toBeUndefined();
  });

  it('reads certificates relative to itself', async () => {
    const { certificate } = await createSelfSignedCertificate();
    writeFileSync(join(folder, 'ca.pem'), certificate);
    const read = await readProvisioning(file({ accounts: [], trustedCertificates: ['ca.pem'] }), {});
    expect(read).toMatchObject({ ok: true, value: { trustedCertificates: [certificate] } });
  });

  it.each<[string, unknown, string]>([
    ['a port that is text', { accounts: [{ ...account, incoming: { ...account.incoming, port: '143' } }] }, 'accounts.0.incoming.port'],
    [
      'an unknown security',
      { accounts: [{ ...account, outgoing: { ...account.outgoing, security: 'ssl' } }] },
      'accounts.0.outgoing.security',
    ],
    [
      'a protocol that nobody speaks',
      { accounts: [{ ...account, incoming: { ...account.incoming, protocol: 'x400' } }] },
      'accounts.0.incoming.protocol',
    ],
    ['a host with a blank', { accounts: [{ ...account, incoming: { ...account.incoming, host: 'a b' } }] }, 'accounts.0.incoming.host'],
    ['an address without a domain', { accounts: [{ ...account, address: 'ana' }] }, 'accounts.0.address'],
    ['the same name twice', { accounts: [account, account] }, 'accounts.1.name'],
    [
      'a variable that is not set',
      { accounts: [{ ...account, incoming: { ...account.incoming, password: undefined, passwordEnv: 'NONE' } }] },
      'accounts.0.incoming.passwordEnv',
    ],
    ['a certificate that is none', { accounts: [], trustedCertificates: ['accounts.json'] }, 'trustedCertificates.0'],
  ])('%s is refused, the wrong field named', async (_what, content, path) => {
    expect(await readProvisioning(file(content), {})).toMatchObject({
      ok: false,
      failure: { code: 'provisioning-invalid', detail: { path } },
    });
  });

  it('a misspelt field is refused rather than ignored', async () => {
    expect(await readProvisioning(file({ accounts: [{ ...account, incomming: {} }] }), {})).toMatchObject({
      ok: false,
      failure: { code: 'provisioning-invalid' },
    });
  });

  it('a refusal never repeats what the file holds', async () => {
    const broken = JSON.stringify({ accounts: [account] }).replace('"hunter2 is secret"', '"hunter2 is secret');
    for (const content of [broken, { accounts: [{ ...account, outgoing: { ...account.outgoing, port: 'hunter2' } }] }]) {
      expect(JSON.stringify(await readProvisioning(file(content), {}))).not.toContain('hunter2');
    }
  });

  it('a file that is not there is named', async () => {
    expect(await readProvisioning(join(folder, 'none.json'), {})).toMatchObject({
      ok: false,
      failure: { code: 'file-unreadable', detail: { message: 'ENOENT' } },
    });
  });
});
