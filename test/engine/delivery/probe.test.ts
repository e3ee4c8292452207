/** Whether the servers of a domain answer: real connections to servers that behave, and to some that do not, named by zones of a real BIND. */
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeliveryReport } from '../../../electron/contract/delivery/mail-domain.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { startZoneServer, type ZoneServer } from '../../servers/bind-zones.ts';
import { findFreePorts } from '../../servers/loopback-port.ts';
import { createCertificateAuthority, createSelfSignedCertificate, type KeyedCertificate } from '../../support/certificates.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { createTravellingClock } from '../../support/travelling-clock.ts';

/** Greets, names its extensions, starts TLS with this certificate, and says goodbye. */
const mailServer =
  (certificate: KeyedCertificate | null, { greeting = '220 mail.test ESMTP', starttls = '220 go ahead' } = {}) =>
  async (connection: ScriptedConnection): Promise<void> => {
    connection.send(`${greeting}\r\n`);
    for (let line = await connection.line(); line !== null; line = await connection.line()) {
      if (line.startsWith('EHLO'))
        connection.send(
          certificate && !connection.secured()
            ? '250-mail.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n'
            : '250-mail.test\r\n250 SIZE 1000\r\n',
        );
      else if (line === 'STARTTLS') {
        connection.send(`${starttls}\r\n`);
        if (certificate && starttls === '220 go ahead') await connection.startTls(certificate);
      } else if (line === 'QUIT') {
        connection.send('221 bye\r\n');
        return;
      } else connection.send('500 what\r\n');
    }
  };

/** A server that listens and never takes a connection: once its queue is full, what comes next is not answered. */
async function startHole(host: string, port: number): Promise<{ stop(): void }> {
  const script = `require('node:net').createServer().listen({ host: '${host}', port: ${port}, backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'x'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const sockets = [1, 2, 3].map(() => connect(port, host).on('error', () => undefined));
  await Promise.all(sockets.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    stop() {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

describeWithServers(['bind'], 'whether the servers of a domain answer', () => {
  const clock = createTravellingClock();
  const servers: ScriptedServer[] = [];
  let hole: { stop(): void };
  let zones: ZoneServer;
  let fixture: EngineFixture;

  beforeAll(async () => {
    const [port = 0, submissions = 0, submission = 0] = await findFreePorts(3);
    const authority = await createCertificateAuthority();
    const right = await authority.issue({ names: ['right.test'] });
    const other = await createSelfSignedCertificate({ names: ['elsewhere.test'] });
    const keyOf = ({ certificate }: KeyedCertificate) =>
      createHash('sha256')
        .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex');
    const scripts: Record<string, (connection: ScriptedConnection) => Promise<void>> = {
      '127.0.1.1': mailServer(right),
      '127.0.1.2': mailServer(other),
      '127.0.1.3': mailServer(null),
      '127.0.1.4': mailServer(right, { greeting: '554 5.7.1 You are on a list' }),
      '127.0.1.5': mailServer(right, { greeting: 'SSH-2.0-OpenSSH_9.6' }),
      '127.0.1.6': mailServer(right, { starttls: '454 4.7.0 not now' }),
      // Somebody in between has put a reply before the handshake (RFC 3207 §6).
      '127.0.1.7': mailServer(right, { starttls: '220 go ahead\r\n250 forged' }),
    };
    for (const [host, script] of Object.entries(scripts)) servers.push(await startScriptedServer(script, { host, port }));
    servers.push(
      await startScriptedServer(
        async (connection) => {
          await connection.startTls(right);
          await mailServer(null)(connection);
        },
        { host: '127.0.1.1', port: submissions },
      ),
    );
    hole = await startHole('127.0.1.9', port);
    const hosts = ['right', 'other', 'plain', 'listed', 'ssh', 'later', 'planted', 'closed', 'hole'];
    zones = await startZoneServer([
      {
        zone: 'test.',
        records: [
          'ns A 127.0.0.1',
          ...hosts.map((host, at) => `${host} A 127.0.1.${at + 1}\n${host} MX 10 ${host}`),
          `_25._tcp.right TLSA 3 1 1 ${keyOf(right)}\n_25._tcp.other TLSA 3 1 1 ${keyOf(right)}`,
          'both MX 10 right\nboth MX 20 hole',
          `_submissions._tcp.right SRV 0 0 ${submissions} right\n_submission._tcp.right SRV 0 0 0 .`,
          // The port of another service, and one that anybody may use.
          `odd MX 10 right\n_submission._tcp.odd SRV 0 0 22 right\n_submissions._tcp.odd SRV 0 0 ${submissions} right`,
          '_mta-sts.right TXT "v=STSv1; id=1"\nmta-sts.right A 127.0.1.1',
        ].join('\n'),
      },
      { zone: '127.in-addr.arpa.', records: '*.1.0 PTR right.test.' },
    ]);
    fixture = await startEngineFixture({
      accounts: [],
      trustedCertificates: [authority.certificate],
      replaced: { ports: { smtp: port, submissions, submission }, clock },
    });
  });
  afterAll(async () => {
    await fixture?.done();
    hole?.stop();
    for (const server of servers) await server.stop();
    await zones?.stop();
  });

  let tickets = 0;
  const examine = async (subject: string, connects = true, host = zones.host) =>
    unwrap(
      await fixture.client.call('delivery.examine', {
        ...{ ticket: `probe ${++tickets}`, subject, connects, server: { host, port: zones.port } },
      }),
    );

  it.each([
    ['right.test', ['smtp.fine fine', 'smtp.tlsa-fine fine', 'smtp.no-auth warning']],
    ['other.test', ['smtp.certificate warning', 'smtp.tlsa-wrong broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['plain.test', ['smtp.no-starttls warning', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['listed.test', ['smtp.refused broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['ssh.test', ['smtp.failed broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['later.test', ['smtp.starttls-failed broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['planted.test', ['smtp.starttls-failed broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
    ['closed.test', ['smtp.closed broken', 'smtp.no-submission fine', 'smtp.no-submission fine']],
  ])('%s', async (subject, expected) => {
    const { findings } = await examine(subject);
    const found = findings.filter(({ section }) => section === 'answers').map(({ id, state }) => `${id} ${state}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('has the transcript of each connection, the certificate, and the record that promises it', async () => {
    const report = await examine('other.test');
    const server = report.servers.find(({ greeting }) => greeting !== null);
    expect(server).toMatchObject({ host: 'other.test', greeting: '220 mail.test ESMTP', extensions: ['SIZE', 'STARTTLS'] });
    expect(server?.certificate?.names).toContain('elsewhere.test');
    expect((await examine('right.test')).servers.find(({ tls }) => tls !== null)?.tls?.protocol).toMatch(/^TLSv1\.[23]$/);
    const { lines } = unwrap(await fixture.client.call('transcript.lines', { session: server?.session ?? '', from: 0, limit: 50 }));
    const said = lines
      .filter(({ direction }) => direction !== 'note')
      .map(({ bytes }) => Buffer.from(bytes, 'base64').toString('utf8').trimEnd());
    expect(said).toEqual([
      '220 mail.test ESMTP',
      'EHLO [127.0.0.1]',
      // The certificate is not valid: nothing is said behind it.
      ...['250-mail.test', '250-SIZE 1000', '250 STARTTLS', 'STARTTLS', '220 go ahead'],
    ]);
    const [publish] = report.findings.find(({ id }) => id === 'smtp.tlsa-wrong')?.publish ?? [];
    expect(publish?.data).toMatch(/^3 1 1 [0-9A-F]{64}$/);
    expect(report.findings.find(({ id }) => id === 'smtp.certificate')?.facts.reason).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  /** @param others servers that have answered, or refused, before the time of the connection that nobody takes passes */
  const examineHole = async (subject: string, others: number) => {
    // What is asked of DNS is known by then: its time must not pass, too.
    await examine(subject, false);
    fixture.events.length = 0;
    const running = examine(subject);
    await fixture.until('the other servers', async () =>
      fixture.events.some(({ name, value }) => {
        const { report } = value as { report?: DeliveryReport }; // of the event's own shape
        return name === 'delivery.examined' && report?.servers.length === others;
      }),
    );
    clock.advance(10_001);
    return (await running).findings.filter(({ section }) => section === 'answers').map(({ id, about }) => `${id} ${about}`);
  };

  it('says that a server is silent where others answer, and that the network stands between where none does', async () => {
    expect(await examineHole('both.test', 3)).toContain('smtp.silent hole.test');
    expect(await examineHole('hole.test', 2)).toContain('smtp.blocked hole.test');
  });

  it('connects to no private address that a domain names, unless the user has named a server of a private network', async () => {
    const before = servers.map(({ connections }) => connections.length);
    // By a name, which may be anywhere: only an address says that the network is one's own.
    const { servers: tried, findings } = await examine('right.test', true, '127.1');
    expect(tried).toEqual([]);
    expect(findings.filter(({ section }) => section === 'answers').map(({ id, about }) => `${id} ${about}`)).toEqual([
      'smtp.private right.test',
      'smtp.private right.test',
    ]);
    expect(findings.find(({ id }) => id === 'sts.unreachable')?.facts.reason).toBe('127.0.1.1');
    expect(servers.map(({ connections }) => connections.length)).toEqual(before);
  });

  it('does not try the port of another service that a domain names for sending', async () => {
    const { servers: tried } = await examine('odd.test');
    expect(tried.map(({ port }) => port)).not.toContain(22);
    expect(tried).toHaveLength(2);
  });

  it('connects nowhere where that is not asked for', async () => {
    const before = servers.map(({ connections }) => connections.length);
    expect((await examine('right.test', false)).servers).toEqual([]);
    expect(servers.map(({ connections }) => connections.length)).toEqual(before);
  });
});
