/** What a domain has published about its mail, as findings, from zones of a real BIND. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeliveryReport, Finding } from '../../../electron/contract/delivery/mail-domain.ts';
import { describeWithServers } from '../../servers/availability.ts';
import type { BindServer } from '../../servers/bind.ts';
import { startValidatingBind, startZoneServer, type ZoneServer } from '../../servers/bind-zones.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../../support/scripted/scripted-name-server.ts';

const rsa = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
/** In strings of at most 255 octets, as a zone file must have it. */
const strings = (text: string): string => (text.match(/.{1,200}/g) ?? []).map((part) => `"${part}"`).join(' ');
/** Nothing listens there, and nothing is connected to here. */
const noPorts = { smtp: 9, submissions: 9, submission: 9 };
const hash = createHash('sha256').update('key').digest('hex');

/** Eleven look-ups, counted by hand: three includes of which each has two more (9), one `a`, one `mx`. */
const elevenLookups = [
  'eleven TXT "v=spf1 include:one.test include:two.test include:three.test a:host.good.test mx:good.test -all"',
  ...['one', 'two', 'three'].map((name) => `${name} TXT "v=spf1 exists:%{i}.${name}.test a:host.good.test ip4:11.22.33.0/24 ~all"`),
];

const mailHosts = 'host A 11.22.33.1\nhost AAAA 2a00:1450::1\nsecond A 11.22.33.2';
const good = [
  '@ MX 10 host',
  '@ MX 20 second',
  mailHosts,
  '@ TXT "v=spf1 mx -all"',
  `s1._domainkey TXT ${strings(`v=DKIM1; k=rsa; p=${rsa(2048)}`)}`,
  '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@good.test"',
  '_mta-sts TXT "v=STSv1; id=20261130"',
  'mta-sts A 127.0.0.1',
  '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@good.test"',
  'default._bimi TXT "v=BIMI1; l=https://good.test/logo.svg; a=https://good.test/logo.pem"',
  `_25._tcp.host TLSA 3 1 1 ${hash}`,
  `_25._tcp.second TLSA 3 1 1 ${hash}`,
].join('\n');

const zones = [
  { zone: 'good.test.', signing: 'signed' as const, records: good },
  { zone: 'bogus.test.', signing: 'wrong-ds' as const, records: '@ MX 10 host.good.test.' },
  { zone: 'half.test.', signing: 'no-ds' as const, records: '@ MX 10 host.good.test.' },
  {
    zone: 'test.',
    signing: 'signed' as const,
    records: ['ns A 127.0.0.1', ...['good', 'bogus', 'half'].map((name) => `${name} NS ns`), 'plain NS ns', ...elevenLookups].join('\n'),
  },
  {
    zone: 'plain.test.',
    records: [
      // Who receives.
      'alias MX 10 www\nwww CNAME host.good.test.\nloop MX 10 ring\nring CNAME round\nround CNAME ring',
      'nothing MX 10 gone\nnothing MX 20 empty\nempty TXT "x"',
      'null MX 0 .\nmixed MX 0 .\nmixed MX 10 host.good.test.',
      'implicit A 11.22.33.1\nbare TXT "nothing here"',
      'numbers MX 10 11.22.33.1.',
      'inside MX 10 lan\nlan A 10.0.0.1',
      'names MX 10 noptr\nnames MX 20 badptr\nnoptr A 11.22.33.3\nbadptr A 11.22.33.4',
      'twice MX 10 host.good.test.\ntwice MX 20 host.good.test.',
      // SPF.
      'spf0 TXT "other"\nspf2 TXT "v=spf1 -all"\nspf2 TXT "v=spf1 mx -all"',
      'syntax TXT "v=spf1 ipv4:11.22.33.1 -all"\nopen TXT "v=spf1 +all"\nneutral TXT "v=spf1 mx:good.test ?all"',
      'noall TXT "v=spf1 a:host.good.test"\nptr TXT "v=spf1 ptr -all"\nafter TXT "v=spf1 -all ip4:11.22.33.1"',
      'loop TXT "v=spf1 include:loop2.plain.test -all"\nloop2 TXT "v=spf1 include:loop.plain.test -all"',
      'noinc TXT "v=spf1 include:bare.plain.test -all"\nvoid TXT "v=spf1 a:v1.plain.test a:v2.plain.test a:v3.plain.test -all"',
      `many TXT "v=spf1 mx:crowd.plain.test -all"\n${Array.from({ length: 11 }, (_, at) => `crowd MX 10 h${at}`).join('\n')}`,
      'redirect TXT "v=spf1 redirect=good.test"\nboth TXT "v=spf1 redirect=good.test -all"',
      // More than a datagram holds: comes over TCP.
      `long TXT ${strings(`v=spf1 ${Array.from({ length: 120 }, (_, at) => `ip4:11.22.${at}.0/24`).join(' ')} -all`)}`,
      // DKIM.
      `weak._domainkey.keys TXT ${strings(`v=DKIM1; p=${rsa(1024)}`)}\nshort._domainkey.keys TXT "v=DKIM1; p=${rsa(512)}"`,
      'gone._domainkey.keys TXT "v=DKIM1; p="\nwrong._domainkey.keys TXT "v=DKIM1; p=AAAA"\ntwo._domainkey.keys TXT "p=AAAA"\ntwo._domainkey.keys TXT "p=BBBB"',
      `ed._domainkey.keys TXT "v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 7).toString('base64')}"`,
      `old._domainkey.keys TXT ${strings(`v=DKIM1; h=sha1; t=y; s=tlsrpt; p=${rsa(2048)}`)}`,
      'keys TXT "x"\nnokeys TXT "x"',
      // DMARC.
      '_dmarc.watch TXT "v=DMARC1; p=none"\n_dmarc.wrong TXT "v=DMARC1; p=maybe"\n_dmarc.two TXT "v=DMARC1; p=none"\n_dmarc.two TXT "v=DMARC1; p=reject"',
      '_dmarc.abroad TXT "v=DMARC1; p=quarantine; pct=20; sp=none; rua=mailto:a@good.test,mailto:dmarc@elsewhere.test!10m"\nabroad TXT "x"',
      '_dmarc.case TXT "v=dmarc1; p=reject"\n_dmarc.blank TXT " v=DMARC1; p=reject"\n_dmarc.bare TXT "v=DMARC1 p=reject"\n_dmarc.subs TXT "v=DMARC1; sp=none"',
      '_dmarc.tested TXT "v=DMARC1; p=reject; t=y; rua=mailto:a@tested.plain.test,tested@plain.test"\nabroad._report._dmarc TXT "v=DMARC1"',
      '_dmarc.parent TXT "v=DMARC1; p=none; sp=reject; rua=mailto:a@parent.plain.test"\nchild.of.parent TXT "x"',
      // MTA-STS, TLS-RPT, DANE, BIMI.
      ...['sts', 'ststest', 'stsgone', 'stsbad', 'ststurn', 'stscert'].map(
        (name) => `${name} MX 10 host.good.test.\n_mta-sts.${name} TXT "v=STSv1; id=1"\nmta-sts.${name} A 127.0.0.1`,
      ),
      'stsid MX 10 host.good.test.\n_mta-sts.stsid TXT "v=STSv1;"\nstsaway MX 10 host.good.test.\n_mta-sts.stsaway TXT "v=STSv1; id=1"',
      'rpt MX 10 host.good.test.\n_smtp._tls.rpt TXT "v=TLSRPTv1; rua=tls@good.test"',
      'tlsa MX 10 tlsahost\ntlsahost A 11.22.33.1\n_25._tcp.tlsahost TLSA 1 1 1 abcd',
      '_dmarc.bimi TXT "v=DMARC1; p=none"\ndefault._bimi.bimi TXT "v=BIMI1; l=http://good.test/logo.png"\nbimi TXT "x"',
    ].join('\n'),
  },
  {
    zone: '33.22.11.in-addr.arpa.',
    records: '1 PTR host.good.test.\n2 PTR second.good.test.\n4 PTR host.good.test.',
  },
  { zone: '0.5.4.1.0.0.a.2.ip6.arpa.', records: `1.${'0.'.repeat(23)}0.5.4.1.0.0.a.2.ip6.arpa. PTR host.good.test.` },
];

describeWithServers(['bind'], 'what a domain has published about its mail', () => {
  let server: ZoneServer;
  let validating: BindServer;
  let web: Server;
  let fixture: EngineFixture;

  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const policies = ['good', ...['sts', 'ststest', 'stsgone', 'stsbad', 'ststurn'].map((name) => `${name}.plain`)];
    const leaf = await authority.issue({ names: policies.map((name) => `mta-sts.${name}.test`) });
    web = createServer({ cert: leaf.certificate, key: leaf.key }, (request, response) => {
      const name = request.headers.host?.split('.')[1];
      const enforced = 'version: STSv1\r\nmode: enforce\r\nmx: *.good.test\r\nmax_age: 604800\r\n';
      const answers: Record<string, [number, Record<string, string>, string]> = {
        good: [200, { 'content-type': 'text/plain; charset=utf-8' }, enforced],
        sts: [200, { 'content-type': 'text/html' }, enforced.replace('*.good', 'other').replace('604800', '60')],
        ststest: [200, { 'content-type': 'text/plain' }, enforced.replace('enforce', 'testing').replaceAll('\r', '')],
        stsbad: [200, { 'content-type': 'text/plain' }, 'version: STSv1\nmode: sometimes\n'],
        ststurn: [301, { location: 'https://good.test/' }, ''],
      };
      const [status, headers, body] = request.url === '/.well-known/mta-sts.txt' ? (answers[name ?? ''] ?? [404, {}, '']) : [400, {}, ''];
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    server = await startZoneServer(zones);
    validating = await startValidatingBind({
      zones: ['test.', 'in-addr.arpa.', 'ip6.arpa.'],
      server,
      anchor: { zone: 'test.', key: server.keys.get('test.') ?? '' },
    });
    fixture = await startEngineFixture({
      accounts: [],
      trustedCertificates: [authority.certificate],
      replaced: { ports: { ...noPorts, policy: (web.address() as AddressInfo).port } },
    });
  });
  afterAll(async () => {
    await fixture?.done();
    web?.close();
    await validating?.stop();
    await server?.stop();
  });

  let tickets = 0;
  const examine = async (
    subject: string,
    more: { selectors?: string[]; isFresh?: boolean } = {},
    at: { host: string; port: number } = server,
  ) =>
    unwrap(
      await fixture.client.call('delivery.examine', {
        ...{ ticket: `examination ${++tickets}`, subject, server: { host: at.host, port: at.port }, ...more },
      }),
    );
  const of = ({ findings }: DeliveryReport, ...sections: string[]) =>
    findings.filter(({ section }) => sections.includes(section)).map(({ id, state, about }) => `${id} ${state} ${about}`);
  const one = ({ findings }: DeliveryReport, id: string): Finding => {
    const found = findings.find((each) => each.id === id);
    if (!found) throw new Error(`no ${id} among ${findings.map((each) => each.id).join(' ')}`);
    return found;
  };

  it('finds everything fine where everything is', async () => {
    const report = await examine('Ana <ana@good.test>', { selectors: ['s1'] }, validating);
    expect(report.findings.filter(({ state }) => state !== 'fine')).toEqual([]);
    expect(report.findings.map(({ id }) => id)).toEqual([
      ...['dnssec.validated', 'mx.found', 'mx.host', 'ptr.agrees', 'ptr.agrees', 'mx.host', 'ptr.agrees'],
      ...['spf.fine', 'dkim.fine', 'dmarc.enforced', 'sts.fine', 'rpt.fine', 'dane.fine', 'dane.fine', 'bimi.fine'],
    ]);
    expect(report.subject).toEqual({ kind: 'address', text: 'Ana <ana@good.test>', domain: 'good.test' });
    expect(
      report.receivers.hosts.map(({ preference, host, addresses }) => [preference, host, addresses.map(({ address }) => address)]),
    ).toEqual([
      [10, 'host.good.test.', ['11.22.33.1', '2a00:1450::1']],
      [20, 'second.good.test.', ['11.22.33.2']],
    ]);
    expect(report.spf).toMatchObject({ record: 'v=spf1 mx -all', lookups: 1 });
    expect(report.dkim).toMatchObject([{ selector: 's1', kind: 'rsa', bits: 2048 }]);
    expect(report.sts?.policy).toContain('mode: enforce');
    expect(one(report, 'dnssec.validated').facts.server).toBe('127.0.0.1');
  });

  it('says who validated, and that signatures are wrong, unchecked or not to be followed', async () => {
    expect(of(await examine('good.test'), 'domain')).toEqual(['dnssec.unchecked warning good.test']);
    expect(of(await examine('bogus.test', {}, validating), 'domain', 'receivers')).toEqual([
      'dnssec.bogus broken bogus.test',
      'mx.unanswered broken bogus.test',
    ]);
    expect(of(await examine('plain.test', {}, validating), 'domain')).toEqual(['dnssec.unsigned warning plain.test']);
    const half = one(await examine('half.test', {}, validating), 'dnssec.no-ds');
    const [tag, algorithm, kind, digest] = half.publish[0]?.data.split(' ') ?? [];
    expect({ tag, algorithm, kind }).toEqual({ tag: expect.stringMatching(/^\d+$/), algorithm: '13', kind: '2' });
    expect(digest).toBe(dsDigest('half.test.', server.keys.get('half.test.') ?? ''));
  });

  it.each<[string, string[]]>([
    ['loop.plain.test', ['mx.found fine', 'mx.alias-loop broken ring.plain.test.']],
    ['alias.plain.test', ['mx.found fine', 'mx.alias broken www.plain.test.', 'ptr.agrees', 'ptr.agrees']],
    ['nothing.plain.test', ['mx.found fine', 'mx.missing broken gone.plain.test.', 'mx.no-address broken empty.plain.test.']],
    ['null.plain.test', ['mx.null fine']],
    ['mixed.plain.test', ['mx.found fine', 'mx.null-mixed broken', 'mx.host', 'ptr.agrees', 'ptr.agrees']],
    ['implicit.plain.test', ['mx.implicit warning', 'ptr.agrees']],
    ['bare.plain.test', ['mx.none broken']],
    ['numbers.plain.test', ['mx.found fine', 'mx.address broken 11.22.33.1.']],
    ['inside.plain.test', ['mx.found fine', 'mx.host fine', 'ptr.unanswered warning 10.0.0.1', 'mx.private broken lan.plain.test.']],
    ['names.plain.test', ['mx.found', 'mx.host', 'ptr.none warning 11.22.33.3', 'mx.host', 'ptr.differs warning 11.22.33.4']],
    ['twice.plain.test', ['mx.found', 'mx.twice warning host.good.test.', 'mx.host', 'ptr.agrees', 'ptr.agrees']],
    ['not-there.plain.test', ['domain.missing broken']],
    ['11.22.33.1', ['ptr.agrees fine 11.22.33.1']],
    ['11.22.33.4', ['ptr.differs warning 11.22.33.4']],
    ['ana@[IPv6:2a00:1450::1]', ['ptr.agrees fine 2a00:1450::1']],
  ])('who receives: %s', async (subject, expected) => {
    const found = of(await examine(subject), 'domain', 'receivers').filter((each) => !each.startsWith('dnssec'));
    expect(found).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it('names the record that would mend it', async () => {
    expect(one(await examine('alias.plain.test'), 'mx.alias').publish).toEqual([
      { name: 'alias.plain.test.', type: 'MX', data: '10 host.good.test.' },
    ]);
    expect(one(await examine('rpt.plain.test'), 'spf.none').publish).toEqual([
      { name: 'rpt.plain.test.', type: 'TXT', data: '"v=spf1 mx -all"' },
    ]);
    expect(one(await examine('null.plain.test'), 'spf.none').publish[0]?.data).toBe('"v=spf1 -all"');
    expect(one(await examine('watch.plain.test'), 'dmarc.watching').publish).toEqual([
      { name: '_dmarc.watch.plain.test.', type: 'TXT', data: '"v=DMARC1; p=quarantine"' },
    ]);
  });

  it.each<[string, string[]]>([
    ['spf0.plain.test', ['spf.none warning']],
    ['spf2.plain.test', ['spf.several broken']],
    ['eleven.test', ['spf.too-many broken']],
    ['syntax.plain.test', ['spf.syntax broken']],
    ['open.plain.test', ['spf.open broken']],
    ['neutral.plain.test', ['spf.fine', 'spf.neutral warning']],
    ['noall.plain.test', ['spf.fine', 'spf.no-all warning']],
    ['ptr.plain.test', ['spf.fine', 'spf.ptr warning']],
    ['after.plain.test', ['spf.fine', 'spf.after-all warning']],
    ['loop.plain.test', ['spf.loop broken']],
    ['noinc.plain.test', ['spf.no-record broken']],
    ['void.plain.test', ['spf.voids broken']],
    ['many.plain.test', ['spf.mx-many broken']],
    ['redirect.plain.test', ['spf.fine']],
    ['both.plain.test', ['spf.fine', 'spf.redirect-ignored warning']],
    ['long.plain.test', ['spf.fine']],
  ])('SPF: %s', async (subject, expected) => {
    expect(of(await examine(subject), 'spf')).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it('counts the look-ups of SPF down the tree, and asks over TCP what was cut', async () => {
    const { spf } = await examine('eleven.test');
    expect(spf?.lookups).toBe(11);
    expect(spf?.terms.filter(({ depth }) => depth === 0).map(({ text, lookups }) => [text, lookups])).toEqual([
      ['include:one.test', 3],
      ['include:two.test', 3],
      ['include:three.test', 3],
      ['a:host.good.test', 1],
      ['mx:good.test', 1],
      ['-all', 0],
    ]);
    expect(spf?.terms.filter(({ domain }) => domain === 'two.test').map(({ depth, text }) => `${depth} ${text}`)).toEqual([
      '1 exists:%{i}.two.test',
      '1 a:host.good.test',
      '1 ip4:11.22.33.0/24',
      '1 ~all',
    ]);
    const long = await examine('long.plain.test');
    expect(long.spf?.terms).toHaveLength(121);
    const session = long.lookUps.find(({ name, type }) => name === 'long.plain.test.' && type === 'TXT')?.session ?? '';
    const { lines } = unwrap(await fixture.client.call('transcript.lines', { session, from: 0, limit: 20 }));
    expect(JSON.stringify(lines)).toContain('truncated');
  });

  it('judges keys of DKIM', async () => {
    const selectors = ['weak', 'short', 'gone', 'wrong', 'two', 'ed', 'old', 'absent'];
    expect(of(await examine('keys.plain.test', { selectors }), 'dkim')).toEqual([
      'dkim.weak warning weak',
      'dkim.short broken short',
      'dkim.revoked warning gone',
      'dkim.syntax broken wrong',
      'dkim.several broken two',
      'dkim.fine fine ed',
      'dkim.sha1 broken old',
      'dkim.not-mail warning old',
      'dkim.testing warning old',
      'dkim.missing broken absent',
    ]);
    expect(of(await examine('nokeys.plain.test'), 'dkim')).toEqual(['dkim.none warning nokeys.plain.test']);
    // There are keys, of which none has a usual name.
    expect(of(await examine('keys.plain.test'), 'dkim')).toEqual(['dkim.unknown warning keys.plain.test']);
  });

  it('walks up the tree for DMARC', async () => {
    expect(of(await examine('watch.plain.test'), 'dmarc')).toEqual([
      'dmarc.watching warning watch.plain.test',
      'dmarc.no-reports warning watch.plain.test',
    ]);
    expect(of(await examine('wrong.plain.test'), 'dmarc')).toEqual(['dmarc.syntax broken wrong.plain.test']);
    // Receivers take these for no record of DMARC at all.
    for (const name of ['case', 'blank', 'bare'])
      expect(of(await examine(`${name}.plain.test`), 'dmarc')).toEqual([`dmarc.syntax broken ${name}.plain.test`]);
    expect(one(await examine('subs.plain.test'), 'dmarc.watching').publish).toMatchObject([{ data: '"v=DMARC1; p=quarantine; sp=none"' }]);
    expect(of(await examine('two.plain.test'), 'dmarc')).toEqual(['dmarc.several broken two.plain.test']);
    const abroad = await examine('abroad.plain.test');
    expect(of(abroad, 'dmarc')).toEqual([
      'dmarc.enforced fine abroad.plain.test',
      'dmarc.sub-open warning abroad.plain.test',
      'dmarc.partial warning abroad.plain.test',
      'dmarc.report-refused warning abroad.plain.test',
      'dmarc.report-refused warning abroad.plain.test',
    ]);
    expect(abroad.findings.flatMap(({ id, publish }) => (id === 'dmarc.report-refused' ? publish : [])).map(({ name }) => name)).toEqual([
      'abroad.plain.test._report._dmarc.good.test.',
      'abroad.plain.test._report._dmarc.elsewhere.test.',
    ]);
    expect(of(await examine('tested.plain.test'), 'dmarc')).toEqual([
      'dmarc.testing warning tested.plain.test',
      'dmarc.report-address broken tested.plain.test',
    ]);
    const child = await examine('child.of.parent.plain.test');
    expect(of(child, 'dmarc')).toEqual(['dmarc.inherited fine child.of.parent.plain.test']);
    expect(one(child, 'dmarc.inherited').facts).toMatchObject({ from: 'parent.plain.test', policy: 'reject' });
    expect(child.dmarc.map(({ name }) => name)).toEqual([
      '_dmarc.child.of.parent.plain.test.',
      '_dmarc.of.parent.plain.test.',
      '_dmarc.parent.plain.test.',
    ]);
    const deep = await examine('a.b.c.d.e.f.g.h.plain.test');
    // The name is not there, and so nothing else is asked; the walk itself is bounded.
    expect(deep.dmarc).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['sts.plain.test', ['sts.type warning', 'sts.mx-missing broken host.good.test.', 'sts.short warning']],
    ['ststest.plain.test', ['sts.testing warning']],
    ['stsgone.plain.test', ['sts.status broken mta-sts.stsgone.plain.test']],
    ['stsbad.plain.test', ['sts.policy broken']],
    ['ststurn.plain.test', ['sts.redirect broken']],
    ['stscert.plain.test', ['sts.certificate broken mta-sts.stscert.plain.test']],
    ['stsid.plain.test', ['sts.syntax broken']],
    ['stsaway.plain.test', ['sts.unreachable broken']],
    ['rpt.plain.test', ['sts.none warning', 'rpt.syntax broken', 'dane.unsigned warning host.good.test.']],
    ['tlsa.plain.test', ['sts.none warning', 'rpt.none warning', 'dane.unsigned warning tlsahost.plain.test.', 'dane.malformed broken']],
    ['null.plain.test', []],
  ])('what protects the way: %s', async (subject, expected) => {
    const found = of(await examine(subject), ...(subject.startsWith('sts') ? ['mta-sts'] : ['mta-sts', 'tls-rpt', 'dane']));
    expect(found).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it('looks at the picture', async () => {
    expect(of(await examine('bimi.plain.test'), 'bimi')).toEqual([
      'bimi.location broken bimi.plain.test',
      'bimi.no-dmarc broken bimi.plain.test',
      'bimi.uncertified warning bimi.plain.test',
    ]);
  });

  it('announces answers as they come, keeps them as long as their TTL says, and asks again on demand', async () => {
    fixture.events.length = 0;
    const first = await examine('twice.plain.test', { isFresh: true });
    const announced = fixture.events.filter(({ name }) => name === 'delivery.lookedUp');
    expect(announced.map(({ value }) => (value as { lookUp: unknown }).lookUp)).toEqual(first.lookUps);
    expect(fixture.events.filter(({ name }) => name === 'delivery.examined').length).toBeGreaterThan(5);
    const second = await examine('twice.plain.test');
    expect(second.lookUps.filter(({ isKept }) => !isKept).map(({ name, type, status }) => `${name} ${type} ${status}`)).toEqual(
      // A refusal says nothing of how long it holds.
      first.lookUps.filter(({ status }) => status === 'REFUSED').map(({ name, type, status }) => `${name} ${type} ${status}`),
    );
    expect(second.findings).toEqual(first.findings);
    expect((await examine('twice.plain.test', { isFresh: true })).lookUps.every(({ isKept }) => !isKept)).toBe(true);
  });

  it('refuses what is no domain', async () => {
    for (const subject of ['a b', '@', 'ana@', 'a..b', 'http://good.test/', `${'a'.repeat(64)}.test`])
      expect(await fixture.client.call('delivery.examine', { ticket: 'wrong', subject, server })).toMatchObject({
        ok: false,
        failure: { code: 'input-invalid' },
      });
  });

  it('says that nothing answers, and ends at once when it is cancelled', async () => {
    let heard = () => {};
    const asked = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const silent: ScriptedNameServer = await startScriptedNameServer(() => {
      heard();
      return [];
    });
    const running = examine('good.test', {}, silent);
    await asked;
    await fixture.client.call('delivery.cancel', { ticket: `examination ${tickets}` });
    expect(await running).toMatchObject({ state: 'cancelled', findings: [] });
    await silent.close();
  });
});

/** RFC 4034 §5.1.4, computed apart from the program. */
function dsDigest(zone: string, key: string): string {
  const [flags, protocol, algorithm, ...rest] = key.split(/\s+/);
  const name = zone.split('.').map((label) => `${String.fromCharCode(label.length)}${label}`);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(Number(flags));
  head[2] = Number(protocol);
  head[3] = Number(algorithm);
  const data = Buffer.concat([Buffer.from(name.join(''), 'latin1'), head, Buffer.from(rest.join(''), 'base64')]);
  return createHash('sha256').update(data).digest('hex').toUpperCase();
}
