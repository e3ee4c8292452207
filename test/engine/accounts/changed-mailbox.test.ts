import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { AccountSettings } from '../../../electron/contract/accounts.ts';
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { startFaultRelay } from '../../support/relay/fault-relay.ts';
import { onServers } from '../../support/server-settings.ts';

const passwords = { ana: 'the first one', bruno: 'the second one' };
type Name = keyof typeof passwords;

const mail = (subject: string) =>
  `From: eva@example.test\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(' ', '-')}@example.test>\r\n\r\nText.\r\n`;

describeWithServers(['dovecot'], 'an account that is turned to another mailbox', () => {
  let dovecot: DovecotServer;
  let fixture: EngineFixture;
  beforeAll(async () => {
    dovecot = await startDovecot({ users: Object.entries(passwords).map(([name, password]) => ({ name, password })) });
    for (const name of ['ana', 'bruno'] as const) {
      // The same UIDVALIDITY for both, so that nothing but the account's own care tells their UIDs apart.
      const list = join(dovecot.mail.locate(name), 'dovecot-uidlist');
      writeFileSync(list, '3 V1700000000 N1 G0123456789abcdef0123456789abcdef\n');
      if (dovecot.owner.isRoot) chownSync(list, dovecot.owner.uid, dovecot.owner.gid);
      for (const which of ['first', 'second']) await dovecot.mail.deliver(name, mail(`${which} of ${name}`));
    }
  });
  afterAll(() => dovecot.stop());
  afterEach(() => fixture.done());

  const provisioned = (name: Name, protocol: 'imap' | 'pop3', port = dovecot.ports[protocol]): ProvisionedAccount => ({
    name: 'Work',
    address: `${name}@example.test`,
    incoming: { protocol, host: dovecot.host, port, security: 'none', username: name, password: passwords[name] },
    outgoing: { host: dovecot.host, port: 9, security: 'none', username: '' },
  });
  const turnTo = async (name: Name, protocol: 'imap' | 'pop3') => {
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    if (!account) throw new Error('there is no account');
    const { port, host, username } = provisioned(name, protocol).incoming;
    const known = onServers(account.settings).incoming;
    const settings = { ...account.settings, incoming: { ...known, keepOnServer: true, protocol, host, port, username } };
    return unwrap(await fixture.client.call('accounts.update', { id: account.id, settings, passwords: { incoming: passwords[name] } }));
  };
  const subjects = async () => {
    const inbox = await fixture.folderOf('Work', 'inbox');
    return (await fixture.rows(inbox.id)).map(({ subject }) => subject).sort();
  };
  const flagsOf = async (name: Name) => (await dovecot.mail.messages(name)).map(({ flags }) => flags.join(' '));
  const holdings = async () => {
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    return unwrap(await fixture.client.call('accounts.holdings', { id: account?.id ?? '' }));
  };

  it('flags nothing in the new mailbox that was meant for the old one, and shows the new one’s mail alone', async () => {
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'imap')], automatic: false });
    unwrap(await fixture.engine.syncOnce());
    expect(await subjects()).toEqual(['first of ana', 'second of ana']);
    const inbox = await fixture.folderOf('Work', 'inbox');
    const ids = (await fixture.rows(inbox.id)).map(({ id }) => id);
    unwrap(await fixture.client.call('messages.setFlag', { ids, flag: 'flagged', value: true }));
    expect(await holdings()).toMatchObject({ waitingChanges: 1 });

    const changed = await turnTo('bruno', 'imap');
    expect(await holdings()).toMatchObject({ waitingChanges: 0 });
    expect(unwrap(await fixture.client.call('folders.list', {})).filter(({ accountId }) => accountId === changed.id)).toEqual([]);
    unwrap(await fixture.engine.syncOnce());
    expect(await subjects()).toEqual(['first of bruno', 'second of bruno']);
    expect((await fixture.folderOf('Work', 'inbox')).server.uidValidity).toBe(inbox.server.uidValidity);
    expect(await flagsOf('bruno')).toEqual(['', '']);
    expect(await flagsOf('ana')).toEqual(['', '']);
  });

  it('says of a change that could not be made that the account was turned elsewhere', async () => {
    const relay = await startFaultRelay({ target: { host: dovecot.host, port: dovecot.ports.imap }, faults: [] });
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'imap', relay.port)] });
    const ids = await fixture.until('the mail of ana', async () => {
      const inbox = await fixture.folderOf('Work', 'inbox').catch(() => null);
      const rows = inbox ? await fixture.rows(inbox.id) : [];
      return rows.length === 2 && rows.map(({ id }) => id);
    });
    await relay.close();
    await fixture.until('the connection is gone', async () => {
      const [state] = unwrap(await fixture.client.call('sync.state', {}));
      return state?.phase === 'waiting';
    });
    unwrap(await fixture.client.call('messages.setFlag', { ids, flag: 'flagged', value: true }));
    await turnTo('bruno', 'imap');
    const refused = await fixture.until('the failure', async () => fixture.events.find(({ name }) => name === 'messages.operationFailed'));
    expect(refused.value).toMatchObject({ failure: { code: 'mailbox-changed', detail: { account: 'Work' } } });
    await fixture.until('the mail of bruno', async () => (await subjects().catch(() => [])).join() === 'first of bruno,second of bruno');
    expect(await flagsOf('bruno')).toEqual(['', '']);
  });

  it('keeps POP3 mail that was fetched, forgets its unique ids, and fetches what is new', async () => {
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'pop3')], automatic: false });
    unwrap(await fixture.engine.syncOnce());
    expect(await holdings()).toMatchObject({ keptMessages: 2 });
    await turnTo('bruno', 'pop3');
    expect(await subjects()).toEqual(['first of ana', 'second of ana']);
    unwrap(await fixture.engine.syncOnce());
    expect(await subjects()).toEqual(['first of ana', 'first of bruno', 'second of ana', 'second of bruno']);
    // Both servers gave the same unique ids: what the user deletes of the old mail must not cost the new mailbox a message.
    const inbox = await fixture.folderOf('Work', 'inbox');
    const old = (await fixture.rows(inbox.id)).filter(({ subject }) => subject.endsWith('ana')).map(({ id }) => id);
    unwrap(await fixture.client.call('messages.delete', { ids: old }));
    const trash = await fixture.folderOf('Work', 'trash');
    const there = (await fixture.rows(trash.id)).map(({ id }) => id);
    unwrap(await fixture.client.call('messages.delete', { ids: there }));
    unwrap(await fixture.engine.syncOnce());
    expect(await subjects()).toEqual(['first of bruno', 'second of bruno']);
    expect(await dovecot.mail.messages('bruno')).toHaveLength(2);
  });

  it('finishes forgetting at the next start when the program was killed in between', async () => {
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'imap')], automatic: false });
    unwrap(await fixture.engine.syncOnce());
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    await fixture.close();
    // As a kill leaves it between the two databases: user data has the new settings, the cache the old mail.
    const userData = new DatabaseSync(join(fixture.folder, 'user-data.sqlite'), { timeout: 20_000 });
    userData.prepare('UPDATE accounts SET settings = json_set(settings, ?, ?)').run('$.incoming.username', 'bruno');
    userData.close();
    const before = fixture;
    fixture = await startEngineFixture({ folder: before.folder, automatic: false });
    expect(unwrap(await fixture.client.call('folders.list', {})).filter(({ accountId }) => accountId === account?.id)).toEqual([]);
    await fixture.close();
    await before.done();
  });

  it('shows the password of one server to no other', async () => {
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'imap')], automatic: false });
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    if (!account) throw new Error('there is no account');
    expect(account.passwordMissing).toBe(false);
    const settings: AccountSettings = { ...account.settings, incoming: { ...onServers(account.settings).incoming, host: 'localhost' } };
    const check = { checkId: 'moved', id: account.id, settings, passwords: {} };
    const { steps } = unwrap(await fixture.client.call('accounts.check', check));
    expect(steps.find(({ side, state }) => side === 'incoming' && state === 'failed')?.failure?.code).toBe('password-missing');
    const moved = unwrap(await fixture.client.call('accounts.update', { id: account.id, settings, passwords: {} }));
    expect(moved.passwordMissing).toBe(true);
    // Nor when it moves back: it was forgotten.
    const back = unwrap(await fixture.client.call('accounts.update', { id: account.id, settings: account.settings, passwords: {} }));
    expect(back.passwordMissing).toBe(true);
    const typed = unwrap(
      await fixture.client.call('accounts.update', { id: account.id, settings, passwords: { incoming: passwords.ana } }),
    );
    expect(typed.passwordMissing).toBe(false);
  });

  it('leaves everything where it is when only the way to the mailbox changes', async () => {
    fixture = await startEngineFixture({ accounts: [provisioned('ana', 'imap')], automatic: false });
    unwrap(await fixture.engine.syncOnce());
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    if (!account) throw new Error('there is no account');
    const settings = { ...account.settings, incoming: { ...account.settings.incoming, port: 993, security: 'tls' as const } };
    unwrap(await fixture.client.call('accounts.update', { id: account.id, settings, passwords: {} }));
    expect(await subjects()).toEqual(['first of ana', 'second of ana']);
  });
});
