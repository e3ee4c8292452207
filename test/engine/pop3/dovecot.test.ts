import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectPop3 } from '../../../electron/engine/pop3/connection.ts';
import type { Pop3Options } from '../../../electron/engine/pop3/pop3-types.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { peerFor, signIn } from '../../support/scripted/peer.ts';

const ana = { name: 'ana', password: 'pa:ss "wö\\rd" {7} %41' };

describeWithServers(['dovecot'], 'POP3 on Dovecot', () => {
  let server: DovecotServer;
  const optionsFor = (changes: Partial<Pop3Options> = {}) =>
    peerFor({
      port: changes.security === 'tls' ? server.ports.pop3s : server.ports.pop3,
      username: ana.name,
      password: ana.password,
      trust: { extraCertificates: [server.trustedCertificate], pinned: [] },
      ...changes,
    });

  beforeAll(async () => {
    server = await startDovecot({ users: [ana] });
    for (const number of [1, 2, 3]) await server.mail.deliver('ana', `Subject: message ${number}\n\n.\n..dots\nbody ${number}\n`);
  });
  afterAll(() => server?.stop());

  it.each(['none', 'starttls', 'tls'] as const)('reads every message whole over security %s', async (security) => {
    const taps = createMemoryTaps();
    const connection = await connectPop3(optionsFor({ security, openTap: taps.openTap }));
    const { count } = await connection.stat();
    const list = await connection.list();
    const uids = await connection.uidl();
    expect([count, list.length, uids?.size]).toEqual([3, 3, 3]);
    for (const { number, size } of list) {
      const raw = await connection.retrieve({ number, size });
      expect(raw.toString()).toBe(`Subject: message ${number}\r\n\r\n.\r\n..dots\r\nbody ${number}\r\n`);
      expect(raw.length).toBe(size);
    }
    expect((await connection.top({ number: 2, size: 100 }, 1))?.toString()).toBe('Subject: message 2\r\n\r\n.\r\n');
    await connection.quit();
    expect(taps.one().ended).toBeNull();
  });

  it.each(['PLAIN', 'LOGIN'] as const)('logs in with mechanism %s', async (mechanism) => {
    const connection = await connectPop3(optionsFor({ mechanism, security: 'starttls' }));
    await connection.noop();
    connection.destroy();
    expect(connection.closed).toBe(true);
  });

  it('deletes only what was marked, and only with QUIT', async () => {
    const first = await connectPop3(optionsFor());
    await first.delete(1);
    first.destroy();
    const second = await connectPop3(optionsFor());
    expect((await second.stat()).count).toBe(3);
    await second.delete(2);
    await expect(second.retrieve({ number: 2, size: 100 })).rejects.toMatchObject({
      failure: { code: 'message-held-back', command: 'RETR' },
    });
    await second.quit();
    const third = await connectPop3(optionsFor());
    expect((await third.stat()).count).toBe(2);
    await third.quit();
  });

  it('names a wrong password with the line of the server', async () => {
    await expect(connectPop3(optionsFor({ credentials: signIn(ana.name, 'wrong') }))).rejects.toMatchObject({
      failure: { code: 'authentication-refused', protocol: 'pop3', reply: expect.stringMatching(/^-ERR \[AUTH\]/) },
    });
  });

  it('shows nothing of the certificate but that it is not trusted', async () => {
    await expect(connectPop3(optionsFor({ security: 'starttls', trust: { extraCertificates: [], pinned: [] } }))).rejects.toMatchObject({
      failure: { code: 'certificate-untrusted', protocol: 'pop3' },
    });
  });
});
