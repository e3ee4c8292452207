/** Tokens at a real Dovecot, which asks an OAuth server whether they are good (RFC 7662). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { scanFolder } from '../../support/material/canaries.ts';
import { openConsole } from './console-driver.ts';

const good = `ya29.Kanarie-${'good'.repeat(20)}`;
const old = `ya29.Kanarie-${'past'.repeat(20)}`;

describeWithServers(['dovecot'], 'a token at Dovecot', () => {
  let folder: string;
  let oauth: Server;
  let dovecot: DovecotServer;
  let fixture: EngineFixture;
  beforeAll(async () => {
    oauth = createServer((request, response) => {
      const isGood = request.headers.authorization === `Bearer ${good}`;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ active: isGood, username: 'ana' }));
    });
    await new Promise<void>((resolve) => oauth.listen(0, '127.0.0.1', resolve));
    const { port } = oauth.address() as AddressInfo; // a TCP server's address is never a string
    folder = mkdtempSync(join(tmpdir(), 'postglass-token-'));
    const settings = [
      'introspection_mode = auth',
      `introspection_url = http://127.0.0.1:${port}/introspect`,
      'username_attribute = username',
      'active_attribute = active',
      'active_value = true',
    ];
    writeFileSync(join(folder, 'oauth2.conf'), `${settings.join('\n')}\n`, { mode: 0o644 });
    dovecot = await startDovecot({
      users: [{ name: 'ana', password: 'unused' }],
      mechanisms: ['plain', 'xoauth2', 'oauthbearer'],
      extra: `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${join(folder, 'oauth2.conf')}\n}\n`,
    });
    const login = { host: dovecot.host, port: dovecot.ports.imap, security: 'starttls', username: 'ana', password: 'unused' } as const;
    fixture = await startEngineFixture({
      accounts: [{ name: 'Ana', address: 'ana@example.test', incoming: { ...login, protocol: 'imap' }, outgoing: login }],
      trustedCertificates: [dovecot.trustedCertificate],
      automatic: false,
    });
  }, 120_000);
  afterAll(async () => {
    await fixture?.done();
    await dovecot?.stop();
    await new Promise<void>((resolve) => (oauth ? oauth.close(() => resolve()) : resolve()));
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['imap', 'XOAUTH2'],
    ['imap', 'OAUTHBEARER'],
    ['pop3', 'XOAUTH2'],
    ['pop3', 'OAUTHBEARER'],
  ] as const)(
    '%s takes a good one by %s, and says of another what is wrong with it',
    async (protocol, mechanism) => {
      const { host, ports } = dovecot;
      const target = { kind: 'server', protocol, host, port: ports[protocol], security: 'starttls' } as const;
      const show = async (token: string) => {
        const console = await openConsole(fixture, target);
        const { id } = console.state;
        const answer = unwrap(
          await fixture.client.call('console.authenticateByToken', { id, mechanism, username: 'ana', token, tag: 'a1' }),
        );
        const { lines } = await console.recorded();
        await console.close();
        await console.ended();
        return { ...answer, decoded: lines.map(({ decoded }) => decoded ?? '').join('\n') };
      };
      const refused = await show(old);
      expect(refused.accepted).toBe(false);
      expect(JSON.parse(/\{.*\}/.exec(refused.decoded)?.[0] ?? '{}')).toMatchObject({
        status: expect.stringMatching(/^(?:400|401|invalid_token)$/),
      });
      expect((await show(good)).accepted).toBe(true);
      expect(
        await scanFolder(fixture.folder, [
          { name: 'good', secret: good },
          { name: 'old', secret: old },
        ]),
      ).toEqual([]);
    },
    120_000,
  );
});
