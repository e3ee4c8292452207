/** What speaks against the recipients of a message that is being written, from zones of a real BIND. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { startZoneServer, type ZoneServer } from '../../servers/bind-zones.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const org = [
  'good MX 10 host.good\nhost.good A 192.0.2.1',
  'null MX 0 .',
  'bare TXT "nothing here"',
  'own A 192.0.2.1',
  'gone MX 10 nowhere.gone\ngone MX 20 empty.gone\nempty.gone TXT "x"',
  'half MX 10 nowhere.half\nhalf MX 20 host.good',
  'alias CNAME good',
  'xn--bcher-kva MX 10 host.good',
  ...['strict', 'lenient'].map((name) => `${name} MX 10 host.good\n_mta-sts.${name} TXT "v=STSv1; id=1"\nmta-sts.${name} A 127.0.0.1`),
].join('\n');

describeWithServers(['bind'], 'the recipients of a message that is being written', () => {
  let server: ZoneServer;
  let web: Server;
  let fixture: EngineFixture;
  let accountId: string;
  let start: (allowsPrivate: boolean) => Promise<EngineFixture>;

  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const leaf = await authority.issue({ names: ['mta-sts.strict.org', 'mta-sts.lenient.org'] });
    web = createServer({ cert: leaf.certificate, key: leaf.key }, (request, response) => {
      const mode = request.headers.host?.includes('strict') ? 'enforce' : 'testing';
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.end(`version: STSv1\nmode: ${mode}\nmx: mail.elsewhere.org\nmax_age: 604800\n`);
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    server = await startZoneServer([{ zone: 'org.', records: org }]);
    const place = { host: '127.0.0.1', port: 1, security: 'none' as const, username: 'ana' };
    start = (allowsPrivate) =>
      startEngineFixture({
        automatic: false,
        accounts: [
          {
            ...{ name: 'Ana', address: 'ana@good.org' },
            incoming: { ...place, protocol: 'imap', password: 'x' },
            outgoing: { ...place, password: 'x' },
          },
        ],
        trustedCertificates: [authority.certificate],
        replaced: { ports: { policy: (web.address() as AddressInfo).port, allowsPrivate } },
      });
    fixture = await start(true);
    accountId = unwrap(await fixture.client.call('accounts.list', {}))[0]?.id ?? '';
  });
  afterAll(async () => {
    await fixture?.done();
    web?.close();
    await server?.stop();
  });

  const check = async (...lists: string[]) => {
    const asked = { accountId, lists, server: { host: server.host, port: server.port } };
    const { problems } = unwrap(await fixture.client.call('recipients.check', asked));
    return problems.map(({ address, problem, servers }) => [address, problem, ...servers]);
  };
  const questions = async () => {
    const sessions = unwrap(await fixture.client.call('transcript.sessions', { limit: 500 }));
    return sessions.filter(({ protocol }) => protocol === 'dns').length;
  };

  it('are said to be wrong where they are, and only there', async () => {
    expect(
      await check(
        'Ana <ana@good.org>, b@null.org; c@bare.org, d@own.org, e@missing.org',
        'f@gone.org, "Half, G" <g@half.org>, h@alias.org, i@Bücher.org',
        'j@strict.org, k@lenient.org',
      ),
    ).toEqual([
      ['b@null.org', 'null-mx'],
      ['c@bare.org', 'no-server'],
      ['e@missing.org', 'no-domain'],
      ['f@gone.org', 'no-address', 'nowhere.gone.org', 'empty.gone.org'],
      ['j@strict.org', 'tls-policy', 'host.good.org'],
    ]);
  });

  it('lead to no web server at a private address', async () => {
    const guarded = await start(false);
    try {
      const [account] = unwrap(await guarded.client.call('accounts.list', {}));
      const asked = { accountId: account?.id ?? '', lists: ['j@strict.org, b@null.org'], server: { host: server.host, port: server.port } };
      const { problems } = unwrap(await guarded.client.call('recipients.check', asked));
      expect(problems.map(({ address }) => address)).toEqual(['b@null.org']);
      const sessions = unwrap(await guarded.client.call('transcript.sessions', { limit: 100 }));
      expect(sessions.filter(({ protocol }) => protocol === 'http')).toEqual([]);
    } finally {
      await guarded.done();
    }
  });

  it('are asked for once, as sessions of the account that say why', async () => {
    const before = await questions();
    await check('b@null.org, again@null.org');
    expect(await questions()).toBe(before);
    const [session] = unwrap(await fixture.client.call('transcript.sessions', { protocol: 'dns', limit: 1 }));
    expect(session).toMatchObject({ accountId, purpose: 'lookup' });
    const { lines } = unwrap(await fixture.client.call('transcript.lines', { session: session?.id ?? '', from: 0, limit: 10 }));
    expect(lines.find(({ direction }) => direction === 'client')).toMatchObject({ cause: 'write-message' });
  });

  it('outside of ASCII are said to need SMTPUTF8', async () => {
    expect(await check('josé@good.org, ana@bücher.org')).toEqual([['josé@good.org', 'needs-smtputf8']]);
  });

  it('that are not whole yet, or of no public domain, are not asked for', async () => {
    const before = await questions();
    expect(await check('ana, ana@, @good.org, x@practice.test, y@printer.local, z@host, q@[192.0.2.1]', '')).toEqual([]);
    expect(await questions()).toBe(before);
  });

  it('are no problem where no server answers, and are not asked for where that is switched off', async () => {
    const away = { accountId, lists: ['a@silent.org'], server: { host: '127.0.0.1', port: 9 } };
    expect(unwrap(await fixture.client.call('recipients.check', away)).problems).toEqual([]);
    const before = await questions();
    unwrap(await fixture.client.call('application.setPreferences', { checksRecipients: false }));
    expect(await check('b@null.org, new@missing2.org')).toEqual([]);
    expect(await questions()).toBe(before);
  });
});
