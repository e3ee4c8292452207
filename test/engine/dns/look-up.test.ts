/** Names asked of name servers by hand: what a person is told, and what stands in the transcript. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ExportOrder } from '../../../electron/contract/transcript.ts';
import { askDns } from '../../../electron/engine/dns/ask.ts';
import { encodeQuestion } from '../../../electron/engine/dns/dns-message.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type BindServer, startBind } from '../../servers/bind.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createMemoryTaps } from '../../support/scripted/memory-tap.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../../support/scripted/scripted-name-server.ts';

/** An answer to a question as it came: its number and question again, then flags, counts and records in hexadecimal. */
function answerTo(question: Buffer, { flags = 0x8180, answers = 0, authorities = 0, rest = '' } = {}): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers, 6);
  header.writeUInt16BE(authorities, 8);
  return Buffer.concat([header, question.subarray(12, end), Buffer.from(rest.replace(/\s/g, ''), 'hex')]);
}
const oneMx = { answers: 1, rest: 'c00c 000f 0001 0000012c 0009 000a 046d61696c c00c' };

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await startEngineFixture();
});
afterAll(() => fixture.done());

const scripted = async (answer: Parameters<typeof startScriptedNameServer>[0]): Promise<ScriptedNameServer> => {
  const server = await startScriptedNameServer(answer);
  onTestFinished(() => server.close());
  return server;
};
const ask = (name: string, type: string, server: { host: string; port: number }, more: { transport?: 'automatic' | 'tcp' } = {}) =>
  fixture.client.call('dns.ask', { name, type, server, ...more });
const recorded = async (session: string) => unwrap(await fixture.client.call('transcript.lines', { session, from: 0, limit: 100 }));

describeWithServers(['bind', 'dig'], 'a question to BIND', () => {
  let bind: BindServer;
  const long = Array.from({ length: 40 }, (_, at) => `big TXT "${String(at).padStart(3, '0')} ${'x'.repeat(90)}"`).join('\n');
  beforeAll(async () => {
    const records = ['@ MX 20 mx2', '@ MX 10 mx1', 'mx1 A 192.0.2.1', 'mx1 AAAA 2001:db8::1', 'www CNAME mx1', 'none MX 0 .'];
    bind = await startBind({
      zone: 'school.test.',
      records: [...records, '@ TXT "v=spf1 mx -all"', '_imaps._tcp SRV 0 1 993 mx1', long].join('\n'),
    });
  });
  afterAll(() => bind.stop());

  it.each(['MX', 'TXT', 'NS', 'SOA', 'A'])('gives the records that dig shows: %s', async (type) => {
    const { stdout } = await promisify(execFile)('dig', [
      `@${bind.host}`,
      '-p',
      String(bind.port),
      '+noall',
      '+answer',
      'school.test',
      type,
    ]);
    const shown = stdout.split('\n').flatMap((line) => (line.startsWith(';') || line === '' ? [] : [line.split(/\s+/).join(' ')]));
    const { answers, status } = unwrap(await ask('school.test', type, bind));
    expect(status).toBe('NOERROR');
    expect(answers.map((each) => `${each.name} ${each.ttl} IN ${each.type} ${each.data}`).sort()).toEqual(shown.sort());
  });

  it('is answered over TCP where a datagram cannot hold it, both in one session', async () => {
    const answer = unwrap(await ask('big.school.test', 'TXT', bind));
    expect(answer.transport).toBe('tcp');
    expect(answer.answers).toHaveLength(40);
    const { lines, session } = await recorded(answer.session);
    expect(lines.map(({ direction, note }) => note?.key ?? direction)).toEqual([
      ...['datagrams', 'client', 'server', 'truncated', 'connected', 'client', 'server', 'closed'],
    ]);
    expect(session).toMatchObject({ protocol: 'dns', purpose: 'lookup', state: 'done', port: bind.port });
  });

  it('says that a name does not exist, that it has no such record, that it is an alias, and that the domain takes no mail', async () => {
    const told = async (name: string, type: string) => {
      const answer = unwrap(await ask(name, type, bind));
      const said = (await recorded(answer.session)).lines.find(({ direction }) => direction === 'server');
      return { status: answer.status, key: said?.explanation?.key, terms: said?.explanation?.terms?.map(({ key }) => key) };
    };
    expect(await told('nobody.school.test', 'MX')).toMatchObject({ status: 'NXDOMAIN', key: 'dns.answer.NXDOMAIN' });
    expect(await told('mx1.school.test', 'MX')).toMatchObject({ status: 'NOERROR', key: 'dns.message.empty' });
    expect(await told('www.school.test', 'MX')).toMatchObject({ key: 'dns.message.alias' });
    expect(await told('none.school.test', 'MX')).toMatchObject({
      key: 'dns.message.answered',
      terms: expect.arrayContaining(['dns.type.MX.null']),
    });
    expect(await told('example.net', 'A')).toMatchObject({ status: 'REFUSED', key: 'dns.answer.REFUSED' });
  });
});

describe('a question to a name server', () => {
  it('stands in the transcript octet for octet, and reads there as a zone file does', async () => {
    const server = await scripted((question) => [answerTo(question, oneMx)]);
    const answer = unwrap(await ask('Example.org', 'mx', server));
    expect(answer).toMatchObject({
      transport: 'udp',
      question: { name: 'Example.org', type: 'MX' },
      answers: [{ data: '10 mail.Example.org.' }],
    });
    const { lines } = await recorded(answer.session);
    const bytesOf = (direction: string) =>
      Buffer.concat(lines.filter((line) => line.direction === direction).map(({ bytes }) => Buffer.from(bytes, 'base64')));
    expect(bytesOf('client')).toEqual(Buffer.concat(server.heard.map(({ bytes }) => bytes)));
    expect(bytesOf('server')).toEqual(Buffer.concat(server.said));
    expect(lines.filter(({ kind }) => kind === 'message')).toMatchObject([
      {
        decoded: 'Example.org. IN MX?',
        code: null,
        explanation: { key: 'dns.message.asks', parameters: { name: 'Example.org.', type: 'MX' } },
      },
      { code: 'NOERROR', answers: 1, explanation: { key: 'dns.message.answered', parameters: { count: 1 } } },
    ]);
    expect(lines.at(2)?.decoded?.split('\n')).toEqual([
      '; NOERROR, rd ra',
      'Example.org. IN MX?',
      '; answer',
      'Example.org. 300 IN MX 10 mail.Example.org.',
    ]);
  });

  it('is handed over without its names, in every format', async () => {
    const server = await scripted((question) => [answerTo(question, oneMx)]);
    const { session } = unwrap(await ask('secret-club.example', 'MX', server));
    for (const format of ['text', 'jsonl', 'html'] as const) {
      const order: ExportOrder = { sessions: [session], format, mail: 'left-out', names: 'replaced' };
      const { text, replaced } = unwrap(await fixture.client.call('transcript.exportPreview', { ...order, handle: format }));
      const said =
        format === 'jsonl'
          ? text.split('\n').map((line) => (line ? Buffer.from(JSON.parse(line).bytes, 'base64').toString() : ''))
          : [text];
      expect(said.join('\n')).not.toMatch(/secret|club/i);
      expect(said.join('\n')).toMatch(/[\w.-]+ 300 IN MX 10 [\w.-]+/);
      expect(replaced?.host).toBeGreaterThan(0);
    }
  });

  it('takes no answer to another question, and none with another number', async () => {
    const server = await scripted((question) => {
      const otherNumber = answerTo(question, oneMx);
      otherNumber.writeUInt16BE((question.readUInt16BE(0) + 1) & 0xffff, 0);
      const otherName = answerTo(
        encodeQuestion({ name: 'example.com', type: 'MX', isRecursive: true, withSignatures: false }, question.readUInt16BE(0)),
        oneMx,
      );
      return [Buffer.from('nonsense'), otherNumber, otherName, question, answerTo(question, { flags: 0x8183 })];
    });
    const answer = unwrap(await ask('example.org', 'MX', server));
    expect(answer.status).toBe('NXDOMAIN');
    const { lines } = await recorded(answer.session);
    expect(lines.filter(({ direction }) => direction === 'server')).toHaveLength(5);
    expect(lines.at(2)?.explanation?.key).toBe('dns.message.unreadable');
  });

  it.each([
    ['FORMERR', 0x8181],
    ['NOTIMP', 0x8184],
  ])('is asked again without EDNS where a server refuses it with %s', async (status, flags) => {
    const server = await scripted((question) => [
      question.readUInt16BE(10) > 0 ? answerTo(question, { flags }) : answerTo(question, oneMx),
    ]);
    const answer = unwrap(await ask('example.org', 'MX', server));
    expect(answer).toMatchObject({ status: 'NOERROR', answers: [{ type: 'MX', data: '10 mail.example.org.' }] });
    expect(server.heard).toHaveLength(2);
    const { lines } = await recorded(answer.session);
    expect(lines.flatMap(({ note }) => (note ? [[note.key, note.parameters.status]] : []))).toContainEqual(['edns-refused', status]);
    // One that says the same without it is heard once more, and no oftener.
    const stubborn = await scripted((question) => [answerTo(question, { flags })]);
    expect(unwrap(await ask('example.org', 'MX', stubborn)).status).toBe(status);
    expect(stubborn.heard).toHaveLength(2);
  });

  it('is given up at a server that floods it with other answers, or answers nonsense over TCP', async () => {
    const flood = await scripted(() => Array.from({ length: 100 }, () => Buffer.from('nonsense')));
    const flooded = await ask('example.org', 'MX', flood);
    expect(flooded).toMatchObject({ ok: false, failure: { code: 'protocol-violation', protocol: 'dns', port: flood.port } });
    const nonsense = await scripted(() => [Buffer.from('nonsense')]);
    expect(await ask('example.org', 'MX', nonsense, { transport: 'tcp' })).toMatchObject({
      ok: false,
      failure: { code: 'protocol-violation' },
    });
  });

  it('is sent again where nothing comes, and given up after three times', async () => {
    const server = await scripted(() => []);
    const clock = createManualClock();
    const taps = createMemoryTaps();
    const asked = askDns({
      server,
      question: { name: 'example.org', type: 'MX', isRecursive: true, withSignatures: false },
      transport: 'automatic',
      openTap: taps.openTap,
      opening: { accountId: null, accountName: '', purpose: 'lookup' },
      clock,
      trust: { extraCertificates: [], pinned: [] },
    });
    const failed = expect(asked).rejects.toMatchObject({ failure: { code: 'connection-stalled', detail: { milliseconds: 9_500 } } });
    for (const count of [1, 2, 3]) {
      await expect.poll(() => server.heard.length).toBe(count);
      clock.advance(count === 1 ? 1_500 : count === 2 ? 3_000 : 5_000);
    }
    await failed;
    expect(new Set(server.heard.map(({ bytes }) => decode(bytes).id)).size).toBe(1);
    expect(taps.one().bytes('client')).toEqual(Buffer.concat(server.heard.map(({ bytes }) => bytes)));
    expect(taps.one().ended).toMatchObject({ code: 'connection-stalled' });
  });

  it('fails with what the system says where nobody listens', async () => {
    const server = await startScriptedNameServer(() => []);
    await server.close();
    expect(await ask('example.org', 'MX', server)).toMatchObject({ ok: false, failure: { code: 'connection-refused', port: server.port } });
  });

  it.each([
    ['a label of 64 octets', `${'a'.repeat(64)}.org`, 'MX', 'name'],
    ['an empty label', 'example..org', 'MX', 'name'],
    ['a transfer of a zone', 'example.org', 'AXFR', 'type'],
  ])('is refused before it leaves: %s', async (_, name, type, path) => {
    const server = await scripted(() => []);
    expect(await ask(name, type, server)).toMatchObject({ ok: false, failure: { code: 'input-invalid', detail: { path } } });
    expect(server.heard).toEqual([]);
  });

  it('names a host in another script by its letters of ASCII, and an address by its name below arpa', async () => {
    const server = await scripted((question) => [answerTo(question, { flags: 0x8183 })]);
    expect(unwrap(await ask('correo.españa.example', 'MX', server)).question.name).toBe('correo.xn--espaa-rta.example');
    expect(unwrap(await ask('192.0.2.10', 'PTR', server)).question.name).toBe('10.2.0.192.in-addr.arpa');
  });
});
