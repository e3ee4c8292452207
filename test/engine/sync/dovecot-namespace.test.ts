/** A fresh account on a Dovecot whose folders all lie below a prefix, as Courier and Cyrus have it: only INBOX is there, and what is needed is made below it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { accountOn, folderAt, openProfile, type SyncProfile, value } from './sync-profile.ts';

const actions = { remove: 'Trash', archive: 'Archive', junk: 'Junk' } as const;
const users = [...Object.keys(actions), 'sent'].map((name) => ({ name, password: `of ${name}` }));

describeWithServers(['dovecot'], 'a fresh account below INBOX.', () => {
  let server: DovecotServer;
  let profile: SyncProfile;
  beforeAll(async () => {
    server = await startDovecot({ users, personalNamespace: 'INBOX.' });
  });
  afterEach(() => profile?.close());
  afterAll(() => server?.stop());

  const open = async (name: string) => {
    for (const number of [1, 2])
      await server.mail.deliver(name, `Subject: message ${number}\nMessage-ID: <${number}@example.test>\n\nbody\n`);
    profile = await openProfile({
      accounts: [
        { id: name, settings: accountOn({ port: server.ports.imap, username: name, security: 'starttls' }), password: `of ${name}` },
      ],
      certificate: server.trustedCertificate,
    });
    await profile.sync.refreshAccounts();
    await profile.untilIdle();
    expect(profile.reader.folders(name).map(({ path }) => path)).toEqual(['INBOX']);
  };

  it.each(Object.entries(actions) as [keyof typeof actions, string][])('%s takes a message to INBOX.%s', async (action, folder) => {
    await open(action);
    value(await profile.sync.operations[action]([profile.reader.list(folderAt(profile, 'INBOX').id, 0, 1).rows[0]?.id ?? 0]));
    await profile.until('the confirmation', () => profile.reader.operations(action).length === 0);
    expect(await server.mail.messages(action, folder)).toHaveLength(1);
    expect(await server.mail.messages(action)).toHaveLength(1);
    await profile.until('it here', () => profile.reader.folderByPath(action, `INBOX.${folder}`)?.total === 1);
    expect(profile.events.filter(({ name }) => name === 'messages.operationFailed')).toEqual([]);
  });

  it('the copy of a sent message is filed in INBOX.Sent', async () => {
    await open('sent');
    const raw = Buffer.from('Message-ID: <sent-1@example.test>\r\n\r\nsent\r\n');
    const copy = { messageId: '<sent-1@example.test>', raw, date: 0, key: 'sent-1', refusals: 0 };
    expect(await profile.sync.sentCopies.fileSent('sent', copy)).toMatchObject({ sentCopy: 'filed' });
    expect(await server.mail.messages('sent', 'Sent')).toHaveLength(1);
    expect(await profile.sync.sentCopies.fileSent('sent', copy)).toMatchObject({ sentCopy: 'server' });
  });
});
