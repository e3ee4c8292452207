/** Lines typed at the prompt, beside the real nslookup of BIND that is fed with the same lines: what both print is the same, line for line. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNslookup } from '../../electron/nslookup/nslookup.ts';
import { describeWithServers } from '../servers/availability.ts';
import { startAskingBind } from '../servers/bind.ts';
import { startZoneServer } from '../servers/bind-zones.ts';
import { type EngineFixture, startEngineFixture } from '../support/engine-fixture.ts';

/** The records of the course notes, and one of each type that nslookup has words of its own for. */
const gmail = `@ MX 5 gmail-smtp-in.l.google.com.
@ MX 10 alt1.gmail-smtp-in.l.google.com.
@ MX 20 alt2.gmail-smtp-in.l.google.com.
@ MX 30 alt3.gmail-smtp-in.l.google.com.
@ MX 40 alt4.gmail-smtp-in.l.google.com.
@ A 142.250.1.1
@ TXT "v=spf1 redirect=_spf.google.com" "second \\"part\\" \\\\"
long TXT "${'x'.repeat(250)}" "${'y'.repeat(250)}" "${'z'.repeat(250)}"
accents TXT "a\\195\\177o\\010"
both AAAA 2001:db8::1
both A 192.0.2.1
six AAAA 2001:db8::2
www CNAME both
alias CNAME www
nomail MX 0 .
srv SRV 1 2 25 both
_25._tcp.both TLSA 3 1 1 ${'AB'.repeat(32)}
caa CAA 0 issue "letsencrypt.org"
info HINFO "PC" "Linux"
below DNAME other.com.
np NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:a@b.c!" .
signed DS 60485 8 2 ${'CD'.repeat(32)}`;
const google = `gmail-smtp-in.l A 173.194.66.26
gmail-smtp-in.l AAAA 2a00:1450:400c:c03::1a
alt1.gmail-smtp-in.l A 64.233.161.27
alt1.gmail-smtp-in.l AAAA 2a00:1450:4010:c08::1b
alt2.gmail-smtp-in.l A 74.125.130.27
alt3.gmail-smtp-in.l A 74.125.203.27
alt4.gmail-smtp-in.l AAAA 2404:6800:4008:c01::1a`;
const reverse6 = `1.${'0.'.repeat(22)}0 PTR both.gmail.com.`;

describeWithServers(['bind', 'dig'], 'lines typed at nslookup', () => {
  let fixture: EngineFixture;
  const servers: { port: number; stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    fixture = await startEngineFixture({ accounts: [] });
    const own = await startZoneServer([
      { zone: 'gmail.com.', records: gmail },
      { zone: 'google.com.', records: google },
      { zone: '2.0.192.in-addr.arpa.', records: '1 PTR both.gmail.com.' },
      { zone: '8.b.d.0.1.0.0.2.ip6.arpa.', records: reverse6 },
    ]);
    servers.push(own);
    servers.push(await startAskingBind({ zone: 'gmail.com.', server: own }));
  });
  afterAll(async () => {
    await fixture?.done();
    await Promise.all(servers.map((server) => server.stop()));
  });

  async function ours(lines: readonly string[]): Promise<string[]> {
    const printed: string[] = [];
    const nslookup = await startNslookup({
      newTicket: randomUUID,
      client: fixture.client,
      server: null,
      print: (each) => printed.push(...each.lines),
    });
    for (const line of lines) if ((await nslookup.type(line)) === 'exit') break;
    return [...printed, ''];
  }
  async function theirs(lines: readonly string[]): Promise<string[]> {
    const program = spawn('nslookup', [], { stdio: ['pipe', 'pipe', 'inherit'] });
    program.stdin.end(lines.map((line) => `${line}\n`).join(''));
    return (await text(program.stdout)).replace(/\n$/, '').split('\n');
  }
  /** A server of several zones is free to turn records of a set around: BIND does so for those that it has from another one. */
  const sets = (lines: readonly string[]) => lines.toSorted();

  const begin = (at: 0 | 1) => [`set port=${servers[at]?.port}`, 'server 127.0.0.1'];

  it.each<[string, string[]]>([
    ['the look-up of the course notes', ['set q=mx', 'gmail.com', 'exit', 'never.gmail.com']],
    [
      'every spelling of a type',
      ['set type=mx', 'gmail.com', 'set querytype=TXT', 'gmail.com', 'set qu=type15', 'gmail.com', 'SET TY=a', 'www.gmail.com'],
    ],
    [
      'names before a type is set',
      ['both.gmail.com', 'six.gmail.com', 'alias.gmail.com', 'nothing.gmail.com', 'long.gmail.com', 'GMAIL.COM.'],
    ],
    [
      'addresses',
      ['192.0.2.1', '2001:db8::1', '192.0.2.77', 'set q=mx', '192.0.2.1', 'set q=ptr', '1.2.0.192.in-addr.arpa', '192.0.2.300'],
    ],
    [
      'all types',
      [
        'any gmail.com',
        'srv srv.gmail.com',
        'tlsa _25._tcp.both.gmail.com',
        'caa caa.gmail.com',
        'soa gmail.com',
        'ns gmail.com',
        'hinfo info.gmail.com',
        'dname below.gmail.com',
        'naptr np.gmail.com',
        'mx nomail.gmail.com',
        'txt accents.gmail.com',
        'ds signed.gmail.com',
        'cname www.gmail.com',
        'mx six.gmail.com',
      ].flatMap((each) => [`set q=${each.split(' ')[0]}`, each.split(' ')[1] ?? '']),
    ],
    ['an answer that is cut', ['set q=txt', 'long.gmail.com', 'set vc', 'long.gmail.com', 'set novc']],
    [
      'every section',
      ['set debug', 'both.gmail.com', 'set q=mx', 'gmail.com', 'nothing.gmail.com', 'set q=soa', 'gmail.com', 'set nodebug', 'gmail.com'],
    ],
    [
      'a list of domains',
      [
        'set domain=gmail.com',
        'both',
        'nothing',
        'set q=mx',
        'both',
        'www',
        'set nosearch',
        'both',
        'set debug',
        'set search',
        'both',
        'nothing',
        'www',
        'set ndots=3',
        'both.x',
      ],
    ],
    [
      'what is refused',
      ['www.other.com', 'set q=mx', 'other.com', '.', 'set norecurse', 'gmail.com', '-x', 'set class=ch', 'set q=txt', 'version.bind'],
    ],
    [
      'settings',
      [
        'set all',
        'set debug',
        'set vc',
        'set d2',
        'set nod2',
        'set norec',
        'set timeout=3',
        'set ret=1',
        'set ndots=2',
        'set do=gmail.com',
        'set q=MX',
        'set class=ch',
        'set ALL',
        'set nodeb',
        'set novc',
        'set search',
        'set all',
        'set nodef',
        'set fail',
        'set sil',
        'set domain=',
        'set all',
        'server',
        'lserver 127.0.0.1',
      ],
    ],
    [
      'what is no setting',
      [
        'set foo',
        'set q=foo',
        'set q=',
        'set class=zz',
        'set port=x',
        'set port=99999',
        'set port=-1',
        'set timeout=',
        'set retry=99999999999',
        'set ndots=200',
        'set srchlist=a/b',
        'set root=x',
        'set type',
        'set allx',
        'set vcx',
        'set no',
        'set all',
      ],
    ],
    ['other commands', ['help', '?', 'root', 'ls gmail.com', 'view x', 'FINGER x', '', '   ', 'EXIT', 'gmail.com']],
    [
      'a port where nothing listens',
      ['set port=1', 'gmail.com', 'set retry=1', 'gmail.com', 'set q=mx', 'gmail.com', 'set vc', 'gmail.com'],
    ],
  ])('%s', async (_, lines) => {
    const typed = [...begin(0), ...lines];
    expect(await ours(typed)).toEqual(await theirs(typed));
  });

  it('says of whom an answer is that the server has from another one, and who would know', async () => {
    const types = [
      'mx gmail.com',
      'txt gmail.com',
      'ns gmail.com',
      'a www.gmail.com',
      'mx six.gmail.com',
      'any gmail.com',
      'mx nothing.gmail.com',
    ];
    for (const each of types) {
      const typed = [...begin(1), `set q=${each.split(' ')[0]}`, each.split(' ')[1] ?? '', 'set debug'];
      expect(sets(await ours(typed))).toEqual(sets(await theirs(typed)));
    }
    const both = [...begin(1), 'both.gmail.com', 'nothing.gmail.com'];
    expect(await ours(both)).toEqual(await theirs(both));
  });

  it('has each question as a session of the transcript', async () => {
    const sessions: (string | null)[] = [];
    const nslookup = await startNslookup({
      newTicket: randomUUID,
      client: fixture.client,
      server: null,
      print: ({ session }) => sessions.push(session),
    });
    for (const line of [...begin(0), 'set q=mx', 'gmail.com', 'nothing.gmail.com']) await nslookup.type(line);
    expect(sessions.map((session) => session !== null)).toEqual([false, true, true]);
    const page = await fixture.client.call('transcript.lines', { session: sessions[1] ?? '', from: 0, limit: 50 });
    expect(page.ok && page.value.lines.filter(({ direction }) => direction !== 'note').map(({ direction }) => direction)).toEqual([
      'client',
      'server',
    ]);
  });

  it('asks a server behind a name this once', async () => {
    const printed: string[] = [];
    const nslookup = await startNslookup({
      newTicket: randomUUID,
      client: fixture.client,
      server: null,
      print: (each) => printed.push(...each.lines),
    });
    for (const line of [
      `set port=${servers[0]?.port}`,
      'set retry=1',
      'set q=mx',
      'gmail.com 127.0.0.1',
      'gmail.com nowhere.invalid',
      'a..b',
    ])
      await nslookup.type(line);
    expect(printed.slice(0, 4)).toEqual([
      'Server:\t\t127.0.0.1',
      `Address:\t127.0.0.1#${servers[0]?.port}`,
      '',
      'gmail.com\tmail exchanger = 5 gmail-smtp-in.l.google.com.',
    ]);
    expect(printed.slice(-2)).toEqual([
      "nslookup: couldn't get address for 'nowhere.invalid': not found",
      "nslookup: 'a..b' is not a legal name (empty label)",
    ]);
    expect(nslookup.settings().servers.map(({ name }) => name)).not.toContain('127.0.0.1');
  });
});
