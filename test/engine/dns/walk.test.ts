/** A name found from the root down, in a hierarchy of real name servers. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agrees, type DnsStep, type DnsWalk } from '../../../electron/contract/delivery/dns.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type BindServer, startBindHierarchy } from '../../servers/bind.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const soa = (server: string) => `@ SOA ${server} hostmaster.test. 1 3600 600 86400 300`;

describeWithServers(['bind', 'dig'], 'a name, step by step', () => {
  let root: BindServer;
  let fixture: EngineFixture;
  const steps: DnsStep[] = [];

  beforeAll(async () => {
    fixture = await startEngineFixture();
    fixture.client.on('dns.stepped', ({ step }) => steps.push(step));
    root = await startBindHierarchy({
      '127.0.0.1': [
        {
          zone: '.',
          records: `${soa('a.root.')}\n@ NS a.root.\na.root. A 127.0.0.1\ncom. NS a.gtld.com.\na.gtld.com. A 127.0.0.2\ntest. NS ns.nic.test.\nns.nic.test. A 127.0.0.2`,
        },
      ],
      '127.0.0.2': [
        {
          zone: 'com.',
          records: `${soa('a.gtld.com.')}\n@ NS a.gtld.com.\na.gtld.com. A 127.0.0.2\ngmail.com. NS ns1.google.com.\ngoogle.com. NS ns1.google.com.\nns1.google.com. A 127.0.0.3\nring.com. CNAME round.school.test.`,
        },
        {
          zone: 'test.',
          records: [
            soa('ns.nic.test.'),
            '@ NS ns.nic.test.\nns.nic.test. A 127.0.0.2',
            'school.test. NS ns.school.test.\nns.school.test. A 127.0.0.3',
            // The first of its servers knows nothing of it.
            'half.test. NS a.half.test.\nhalf.test. NS b.half.test.\na.half.test. A 127.0.0.2\nb.half.test. A 127.0.0.3',
            'lame.test. NS ns.lame.test.\nns.lame.test. A 127.0.0.2',
            // Its server has no address here, and one only in another zone.
            'away.test. NS ns.school.test.',
            'six.test. NS ns6.school.test.',
            'knot.test. NS ns.knot2.test.\nknot2.test. NS ns.knot.test.',
          ].join('\n'),
        },
      ],
      '127.0.0.3': [
        {
          zone: 'gmail.com.',
          records: `${soa('ns1.google.com.')}\n@ NS ns1.google.com.\n@ 3600 MX 5 gmail-smtp-in.l.google.com.\n@ MX 10 alt1.gmail-smtp-in.l.google.com.`,
        },
        { zone: 'google.com.', records: `${soa('ns1.google.com.')}\n@ NS ns1.google.com.\nns1 A 127.0.0.3` },
        {
          zone: 'school.test.',
          records: `${soa('ns.school.test.')}\n@ NS ns.school.test.\nns A 127.0.0.3\n@ MX 10 mail\nmail A 192.0.2.1\nns6 AAAA ::1\nwww CNAME web.away.test.\nround CNAME ring.com.`,
        },
        { zone: 'half.test.', records: `${soa('b.half.test.')}\n@ NS a\n@ NS b\na A 127.0.0.2\nb A 127.0.0.3\n@ MX 10 mail` },
        { zone: 'away.test.', records: `${soa('ns.school.test.')}\n@ NS ns.school.test.\nweb A 192.0.2.80` },
      ],
    });
  });
  afterAll(async () => {
    await fixture.done();
    await root.stop();
  });

  let tickets = 0;
  const trace = async (name: string, type: string, host = root.host): Promise<DnsWalk> => {
    steps.length = 0;
    return unwrap(await fixture.client.call('dns.trace', { ticket: `walk ${++tickets}`, name, type, root: { host, port: root.port } }));
  };
  const way = ({ steps: made }: DnsWalk) =>
    made.map(({ zone, question, server, outcome }) => `${zone} ${question.name} ${server.address} ${outcome}`);

  it('asks no server at a private address that a zone names, unless the root is in a private network', async () => {
    // By a name, which may be anywhere.
    const walk = await trace('gmail.com', 'MX', '127.1');
    expect(way(walk)).toEqual(['. gmail.com. 127.1 referral']);
    expect(walk.end).toBe('dead-end');
  });

  it('finds the mail servers of gmail.com through the root and com, each answer the one that dig is given', async () => {
    const walk = await trace('gmail.com', 'MX');
    expect(way(walk)).toEqual([
      '. gmail.com. 127.0.0.1 referral',
      'com. gmail.com. 127.0.0.2 referral',
      'gmail.com. gmail.com. 127.0.0.3 answer',
    ]);
    expect(walk.end).toBe('answer');
    expect(walk.records.map(({ data }) => data).sort()).toEqual(['10 alt1.gmail-smtp-in.l.google.com.', '5 gmail-smtp-in.l.google.com.']);
    for (const { server, answer, next } of walk.steps) {
      const { stdout } = await promisify(execFile)('dig', [
        `@${server.address}`,
        '-p',
        String(root.port),
        '+norecurse',
        '+noall',
        '+answer',
        '+authority',
        'gmail.com',
        'MX',
      ]);
      const shown = stdout.split('\n').flatMap((line) => (line.startsWith(';') || line === '' ? [] : [line.split(/\s+/).join(' ')]));
      const said = [...(answer?.answers ?? []), ...(answer?.authorities ?? [])].map(
        (each) => `${each.name} ${each.ttl} IN ${each.type} ${each.data}`,
      );
      expect(said.sort()).toEqual(shown.sort());
      if (next) expect(next.servers.map(({ name }) => name)).toEqual(answer?.authorities.map(({ data }) => data));
    }
    // Announced one by one, and each with its lines in the transcript.
    expect(steps).toEqual(walk.steps);
    const { lines } = unwrap(await fixture.client.call('transcript.lines', { session: walk.steps[0]?.session ?? '', from: 0, limit: 10 }));
    expect(lines.map(({ direction }) => direction)).toContain('server');
  });

  it('follows an alias into another zone, by finding the address of a server that came without one', async () => {
    const walk = await trace('www.school.test', 'A');
    expect(walk.end).toBe('answer');
    expect(walk.records.map(({ type, data }) => `${type} ${data}`)).toEqual(['CNAME web.away.test.', 'A 192.0.2.80']);
    expect(walk.steps.map(({ outcome }) => outcome)).toContain('alias');
  });

  it('asks a server that has an IPv6 address alone', async () => {
    const found = await trace('six.test', 'MX');
    expect(way(found).filter((step) => !step.includes('::1'))).toContain('school.test. ns6.school.test. 127.0.0.3 no-data');
    // No name server of the test listens there.
    expect(way(found).at(-1)).toBe('six.test. six.test. ::1 silent');
  });

  it('shows a lame server and asks the next one', async () => {
    const walk = await trace('half.test', 'MX');
    expect(way(walk).slice(2)).toEqual([
      expect.stringMatching(/^half\.test\. half\.test\. 127\.0\.0\.2 (?:lame|refused|no-data|referral)$/),
      'half.test. half.test. 127.0.0.3 answer',
    ]);
    expect(walk.end).toBe('answer');
  });

  it.each([
    ['nothing.school.test', 'A', 'no-such-name'],
    ['mail.school.test', 'MX', 'no-data'],
    ['lame.test', 'MX', 'dead-end'],
    ['round.school.test', 'A', 'loop'],
    ['knot.test', 'MX', 'dead-end'],
    ['no-such-zone', 'MX', 'no-such-name'],
  ])('says how it ends: %s %s', async (name, type, end) => {
    const walk = await trace(name, type);
    expect(walk.end, JSON.stringify(way(walk))).toBe(end);
  });

  it('ends at once when it is cancelled, with the steps that were made', async () => {
    const silent = fixture.client.call('dns.trace', {
      ticket: 'slow',
      name: 'gmail.com',
      type: 'MX',
      root: { host: '192.0.2.255', port: 9 },
    });
    await fixture.client.call('dns.cancel', { ticket: 'slow' });
    expect(unwrap(await silent).end).toBe('cancelled');
  });
});

describe('what the system’s server says beside a walk', () => {
  const record = (data: string, type = 'MX') => ({ name: 'example.org.', type, ttl: 9, data });
  const walk = (end: DnsWalk['end'], records: string[], status: string, answers: string[]): DnsWalk => ({
    ...{ steps: [], end, records: records.map((data) => record(data)) },
    system: {
      ...{
        session: 's',
        server: { host: '192.0.2.1', port: 53 },
        question: { name: 'example.org', type: 'MX' },
        transport: 'udp' as const,
      },
      ...{ milliseconds: 1, size: 40, status, flags: [], answers: answers.map((data) => record(data)), authorities: [], additionals: [] },
    },
  });

  it('is the same where both came to the same end', () => {
    expect(agrees(walk('answer', ['1 MX.Example.org.', '2 b.'], 'NOERROR', ['2 b.', '1 mx.example.org.']))).toBe(true);
    expect(agrees(walk('no-such-name', [], 'NXDOMAIN', []))).toBe(true);
    expect(agrees(walk('no-data', [], 'NOERROR', []))).toBe(true);
  });

  it('is something else where one has an answer, and where the walk found no server that has one', () => {
    expect(agrees(walk('answer', ['1 a.'], 'NOERROR', []))).toBe(false);
    expect(agrees(walk('no-data', [], 'NXDOMAIN', []))).toBe(false);
    expect(agrees(walk('dead-end', [], 'SERVFAIL', []))).toBe(false);
    expect(agrees({ ...walk('answer', [], 'NOERROR', []), system: null })).toBe(false);
  });
});
