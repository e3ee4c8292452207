import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import { submit } from '../../../electron/engine/smtp/submission.ts';
import type { Peer } from '../../../electron/engine/wire/peer.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';

describe('The practice server, from the program', () => {
  let server: PracticeServer;
  beforeAll(async () => {
    server = await createPracticeServer({ sampleMail: true });
  });
  afterAll(() => server?.close());

  const peer = (protocol: 'imap' | 'pop3' | 'smtp', changes: Partial<Peer> = {}) => {
    const { port, tlsPort } = server[protocol];
    return peerFor({
      port: changes.security === 'tls' ? tlsPort : port,
      username: 'ana',
      password: 'practice',
      trust: { extraCertificates: [server.certificate], pinned: [] },
      ...changes,
    });
  };

  it.each(['none', 'starttls', 'tls'] as const)('shows the same messages over IMAP and POP3 with security %s', async (security) => {
    const imap = await connectImap(peer('imap', { security }));
    await imap.select('INBOX');
    const byImap: Buffer[] = [];
    const uids = await imap.searchUids({ all: true });
    await imap.fetchBodies(
      uids.map((uid) => ({ uid, size: 1 })),
      ({ raw }) => void byImap.push(raw),
    );
    await imap.logout();
    const pop3 = await connectPop3(peer('pop3', { security }));
    const byPop3: Buffer[] = [];
    for (const listed of await pop3.list()) byPop3.push(await pop3.retrieve(listed));
    await pop3.quit();
    expect(byImap.length).toBeGreaterThan(5);
    expect(byImap.map(String).toSorted()).toEqual(byPop3.map(String).toSorted());
  });

  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)('takes a message with mechanism %s', async (mechanism) => {
    const outcome = await submit({
      ...peer('smtp', { security: 'starttls', mechanism }),
      envelope: { from: 'ana@practice.test', to: ['ben@practice.test'] },
      raw: Buffer.from(`Subject: by ${mechanism}\r\n\r\nhello\r\n`),
      beforeFinalDot: async () => undefined,
    });
    expect(outcome).toMatchObject({ state: 'accepted', recipients: [{ state: 'accepted' }] });
  });

  it.each([
    ['550@practice.test', 'refused', true],
    ['421@practice.test', 'refused', false],
    ['drop-after-dot@practice.test', 'unknown', false],
  ] as const)('provokes with %s the outcome %s', async (address, state, permanent) => {
    const outcome = await submit({
      ...peer('smtp', { security: 'starttls' }),
      envelope: { from: 'ana@practice.test', to: [address] },
      raw: Buffer.from('Subject: provoked\r\n\r\nhello\r\n'),
      beforeFinalDot: async () => undefined,
    });
    expect(outcome).toMatchObject({ state, failure: { permanent } });
  });

  it('tells of new mail while IDLE', async () => {
    const watcher = await connectImap(peer('imap', { credentials: signIn('ben', 'practice') }));
    const { exists } = await watcher.select('INBOX');
    const heard = Promise.withResolvers<number>();
    watcher.onEvent((event) => {
      if (event.kind === 'exists' && event.exists > exists) heard.resolve(event.exists);
    });
    await watcher.idle().probe();
    await submit({
      ...peer('smtp'),
      envelope: { from: 'ana@practice.test', to: ['ben@practice.test'] },
      raw: Buffer.from('Subject: ring\r\n\r\nhello\r\n'),
      beforeFinalDot: async () => undefined,
    });
    expect(await heard.promise).toBe(exists + 1);
    await watcher.logout();
  });
});
