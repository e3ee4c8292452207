import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { signIn } from '../../support/scripted/peer.ts';
import { accountOn, folderAt, hashesHeld, openProfile, type SyncProfile, sha256, value } from './sync-profile.ts';

const users = [{ name: 'eva', password: 'of eva' }];

describeWithServers(['dovecot'], 'an account on Dovecot', () => {
  let server: DovecotServer;
  let profile: SyncProfile;

  const open = async (name: string) => {
    profile = await openProfile({
      accounts: [
        { id: name, settings: accountOn({ port: server.ports.imap, username: name, security: 'starttls' }), password: `of ${name}` },
      ],
      certificate: server.trustedCertificate,
    });
    await profile.sync.refreshAccounts();
  };
  const deliver = (user: string, number: number, options: Parameters<DovecotServer['mail']['deliver']>[2] = {}) =>
    server.mail.deliver(user, `Subject: message ${number}\nMessage-ID: <${number}@example.test>\n\nbody ${number}\n`, {
      date: new Date(Date.UTC(2024, 0, 1, 0, number)),
      ...options,
    });
  const folder = (path: string) => folderAt(profile, path);
  const held = (path: string) => hashesHeld(profile, path);
  const truth = async (user: string, path?: string) => (await server.mail.messages(user, path)).map(({ wire }) => sha256(wire)).sort();

  beforeAll(async () => {
    server = await startDovecot({ users });
  });
  afterEach(() => profile?.close());
  afterAll(() => server?.stop());

  it('reads a folder again that the server has renumbered, and takes up the bodies it holds', async () => {
    for (let number = 1; number <= 30; number += 1) await deliver('eva', number);
    await open('eva');
    await profile.untilIdle();
    const before = folder('INBOX').server.uidValidity;
    profile = await profile.reopen({ credentials: async () => null });
    value(await profile.sync.operations.setFlag([profile.reader.list(folder('INBOX').id, 0, 1).rows[0]?.id ?? 0], 'flagged', true));
    const maildir = server.mail.locate('eva');
    for (const name of ['dovecot-uidlist', 'dovecot-uidvalidity', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache'])
      await rm(join(maildir, name), { force: true });
    profile = await profile.reopen({ credentials: async () => signIn('eva', 'of eva') });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(folder('INBOX').server.uidValidity).not.toBe(before);
    expect(held('INBOX')).toEqual(await truth('eva'));
    expect(profile.commands().filter((line) => line.includes('BODY.PEEK[]'))).toEqual([]);
    // The change was meant for a number that now belongs to nobody knows what.
    expect((await server.mail.messages('eva')).filter(({ flags }) => flags.includes('\\Flagged'))).toEqual([]);
    await profile.until('the failure said', () =>
      profile.events.some(
        ({ name, value: failed }) => name === 'messages.operationFailed' && JSON.stringify(failed).includes('uid-validity-changed'),
      ),
    );
  });
});
