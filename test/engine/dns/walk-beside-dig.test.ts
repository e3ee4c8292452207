/** A walk from the root down is, as a whole, the one that `dig +trace` makes of the same name servers. The zones are those of the course notes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type BindServer, startBindHierarchy } from '../../servers/bind.ts';
import { digTrace } from '../../servers/dig-trace.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const numbers = [1, 2, 3, 4];
const gtlds = [...'abcdefgijklm'].map((letter) => `${letter}.gtld-servers.net.`);
const google = numbers.map((number) => `ns${number}.google.com.`);
const soa = (server: string) => `@ SOA ${server} hostmaster.test. 1 3600 600 86400 300`;
const ns = (zone: string, servers: readonly string[]) => servers.map((server) => `${zone} 172800 NS ${server}`).join('\n');
const at = (address: string, servers: readonly string[]) => servers.map((server) => `${server} A ${address}`).join('\n');
const exchanges = ['5 gmail-smtp-in', ...numbers.map((number) => `${number}0 alt${number}.gmail-smtp-in`)];

/** By the address that asks to be spoken to. */
const servers = {
  '127.0.0.1': ['a.root-servers.net.'],
  '127.0.0.2': [...gtlds, 'ns.nic.test.'],
  '127.0.0.3': [...google, 'ns.school.test.'],
} as const;
const hosts = Object.fromEntries(Object.entries(servers).map(([address, names]) => [address, names.map((name) => name.slice(0, -1))]));

describeWithServers(['bind', 'dig', 'mount-namespace'], 'a walk beside dig +trace', () => {
  let root: BindServer;
  let fixture: EngineFixture;

  beforeAll(async () => {
    fixture = await startEngineFixture();
    const below = [
      ns('com.', gtlds),
      ns('net.', gtlds),
      at('127.0.0.2', gtlds),
      ns('test.', ['ns.nic.test.']),
      at('127.0.0.2', ['ns.nic.test.']),
    ];
    root = await startBindHierarchy({
      '127.0.0.1': [
        {
          zone: '.',
          records: [soa('a.root-servers.net.'), '@ NS a.root-servers.net.', 'a.root-servers.net. A 127.0.0.1', ...below].join('\n'),
        },
      ],
      '127.0.0.2': [
        {
          zone: 'com.',
          records: [soa(gtlds[0] ?? ''), ns('@', gtlds), ns('gmail', google), ns('google', google), at('127.0.0.3', google)].join('\n'),
        },
        {
          zone: 'test.',
          records: [
            soa('ns.nic.test.'),
            '@ NS ns.nic.test.\nns.nic A 127.0.0.2\nns.school A 127.0.0.3',
            ns('school', ['ns.school.test.']),
            // Two servers, the addresses of which come with the referral of another zone only.
            ns('away', google.slice(0, 2)),
          ].join('\n'),
        },
      ],
      '127.0.0.3': [
        {
          zone: 'gmail.com.',
          records: [soa('ns1.google.com.'), ns('@', google), ...exchanges.map((each) => `@ 3600 MX ${each}.l.google.com.`)].join('\n'),
        },
        { zone: 'google.com.', records: [soa('ns1.google.com.'), ns('@', google), at('127.0.0.3', google)].join('\n') },
        {
          zone: 'school.test.',
          records: `${soa('ns.school.test.')}\n@ NS ns\nns A 127.0.0.3\n@ MX 10 mail\nmail A 192.0.2.1\nwww CNAME mail\nout CNAME web.away.test.`,
        },
        { zone: 'away.test.', records: `${soa('ns1.google.com.')}\n${ns('@', google.slice(0, 2))}\nweb A 192.0.2.80\n@ TXT "a b" "c"` },
      ],
    });
  });
  afterAll(async () => {
    await fixture.done();
    await root.stop();
  });

  it.each([
    ['gmail.com', 'MX', 3],
    ['GMail.com', 'NS', 3],
    ['school.test', 'MX', 3],
    ['www.school.test', 'A', 3],
    ['away.test', 'TXT', 3],
    ['mail.school.test', 'AAAA', 3],
    ['nothing.school.test', 'MX', 3],
    ['no-such-zone', 'MX', 1],
  ])('asks the same servers and hears the same, answer for answer: %s %s', async (name, type, answers) => {
    const traced = await digTrace({ root, hosts, name, type });
    expect(traced).toHaveLength(answers);
    const walk = unwrap(
      await fixture.client.call('dns.trace', { ticket: `${name} ${type}`, name, type, root: { host: root.host, port: root.port } }),
    );
    // The address of a server that comes without one is found in steps of its own, which dig leaves to the system.
    const steps = walk.steps.filter((step) => step.for === null);
    expect(
      steps.map(({ server, answer }) => ({
        address: server.address,
        records: [...(answer?.answers ?? []), ...(answer?.authorities ?? [])]
          .map((each) => `${each.name} ${each.ttl} IN ${each.type} ${each.data}`)
          .toSorted(),
      })),
    ).toEqual(traced);
  });

  it('goes on where dig +trace ends, at an alias into another zone', async () => {
    const traced = await digTrace({ root, hosts, name: 'out.school.test', type: 'A' });
    expect(traced.at(-1)?.records).toContain('out.school.test. 300 IN CNAME web.away.test.');
    const walk = unwrap(
      await fixture.client.call('dns.trace', {
        ticket: 'alias',
        name: 'out.school.test',
        type: 'A',
        root: { host: root.host, port: root.port },
      }),
    );
    expect(walk.records.map(({ type, data }) => `${type} ${data}`)).toEqual(['CNAME web.away.test.', 'A 192.0.2.80']);
  });
});
