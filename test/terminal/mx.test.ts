/** `mx`: what a shell gets of the mail of a domain. The zones are those of gmail.com as the course notes show them, beside one that is badly kept. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeliveryReport } from '../../electron/contract/delivery/mail-domain.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type BindServer, startBindHierarchy } from '../servers/bind.ts';
import { cli, createFolders } from './terminal-program.ts';

const folders = createFolders();
const soa = (server: string) => `@ SOA ${server} hostmaster.test. 1 3600 600 86400 300`;

/** Preference, host, IPv4 and IPv6 address. */
const gmail = [
  [5, 'gmail-smtp-in', '173.194.66.26', '2a00:1450:400c:c03::1a'],
  [10, 'alt1.gmail-smtp-in', '64.233.161.27', '2a00:1450:4010:c08::1b'],
  [20, 'alt2.gmail-smtp-in', '74.125.130.27', '2404:6800:4008:c01::1a'],
  [30, 'alt3.gmail-smtp-in', '74.125.203.27', '2404:6800:4008:c03::1a'],
] as const;

describeWithServers(['bind'], 'mx', () => {
  let root: BindServer;
  beforeAll(async () => {
    root = await startBindHierarchy({
      '127.0.0.1': [
        {
          zone: '.',
          records: `${soa('a.root.')}\n@ NS a.root.\na.root. A 127.0.0.1\ncom. NS a.gtld-servers.net.\na.gtld-servers.net. A 127.0.0.2\ntest. NS a.gtld-servers.net.`,
        },
      ],
      '127.0.0.2': [
        {
          zone: 'com.',
          records: `${soa('a.gtld-servers.net.')}\n@ NS a.gtld-servers.net.\ngmail.com. NS ns1.google.com.\ngoogle.com. NS ns1.google.com.\nns1.google.com. A 127.0.0.3`,
        },
        {
          zone: 'test.',
          records: `${soa('a.gtld-servers.net.')}\n@ NS a.gtld-servers.net.\nbad MX 10 alias\nbad TXT "v=spf1 ip4:\\027[31m -all"\nalias CNAME host.bad\nhost.bad A 127.0.0.9`,
        },
      ],
      '127.0.0.3': [
        {
          zone: 'gmail.com.',
          records: `${soa('ns1.google.com.')}\n@ NS ns1.google.com.\n${gmail.map(([preference, host]) => `@ 3600 MX ${preference} ${host}.l.google.com.`).join('\n')}\n@ TXT "v=spf1 redirect=_spf.google.com"\n_dmarc TXT "v=DMARC1; p=none; sp=quarantine; rua=mailto:mailauth-reports@google.com"`,
        },
        {
          zone: 'google.com.',
          records: `${soa('ns1.google.com.')}\n@ NS ns1\nns1 A 127.0.0.3\n_spf TXT "v=spf1 ip4:173.194.0.0/16 ~all"\n${gmail.map(([, host, four, six]) => `${host}.l A ${four}\n${host}.l AAAA ${six}`).join('\n')}`,
        },
      ],
    });
  });
  afterAll(async () => {
    folders.remove();
    await root?.stop();
  });
  const at = () => ['--no-connect', '--root', `${root.host}:${root.port}`, '--data-dir', folders.data()];

  it('prints who receives the mail of gmail.com in order, and what protects it', async () => {
    const { stdout } = await cli(['mx', 'someone@gmail.com', ...at()]);
    const lines = stdout.split('\n');
    const hosts = lines.filter((line) => /^ {4}\d+ /.test(line)).map((line) => line.trim());
    expect(hosts).toEqual(gmail.map(([preference, host]) => `${preference} ${host}.l.google.com.`));
    for (const [, , four, six] of gmail) for (const address of [four, six]) expect(stdout).toContain(`        ${address}\n`);
    expect(stdout).toContain('  fine: A valid record that costs 1 of 10 look-ups.\n');
    expect(stdout).toMatch(/ {2}warning: The policy is “none”/);
    expect(lines.at(-2)).toMatch(/^broken: 0, warnings: \d+, fine: \d+$/);
  });

  it('ends with status 1 where something is broken, names the record that mends it, and nothing acts on the terminal', async () => {
    const { status, stdout, stderr } = await cli(['mx', 'bad.test', ...at()]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('  broken: alias.test is an alias (CNAME) of host.bad.test. The host');
    expect(stdout).toContain('      To publish: bad.test. IN MX 10 host.bad.test.\n');
    expect(stdout).toContain('ip4:\\u001b[31m');
    expect(stdout).not.toContain('\x1b');
  });

  it('prints the report as JSON, and refuses what is no domain', async () => {
    const { status, stdout } = await cli(['mx', 'ana@gmail.com', '--json', ...at()]);
    const report: DeliveryReport = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(report).toMatchObject({ state: 'done', subject: { kind: 'address', domain: 'gmail.com' }, receivers: { kind: 'mx' } });
    expect(report.findings.find(({ id }) => id === 'dmarc.watching')?.publish).toEqual([
      {
        name: '_dmarc.gmail.com.',
        type: 'TXT',
        data: '"v=DMARC1; p=quarantine; sp=quarantine; rua=mailto:mailauth-reports@google.com"',
      },
    ]);
    const refused = await cli(['mx', 'a..b', ...at()]);
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^postglass: [^\n]+\n$/);
  });
});
