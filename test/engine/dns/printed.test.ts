/** An answer as dig and nslookup print it, beside what these programs print of the same server. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nslookupLines } from '../../../electron/nslookup/answer-lines.ts';
import { digLines } from '../../../electron/words/answer-text.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { startZoneServer, type ZoneServer } from '../../servers/bind-zones.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

const run = promisify(execFile);

describeWithServers(['bind', 'dig'], 'an answer in the writing of other programs', () => {
  let server: ZoneServer;
  let fixture: EngineFixture;
  beforeAll(async () => {
    fixture = await startEngineFixture({ accounts: [] });
    server = await startZoneServer([
      {
        zone: 'test.',
        records:
          'ns A 127.0.0.1\nschool MX 10 mail.school\nschool MX 20 ns\nschool TXT "v=spf1 -all"\nmail.school A 127.0.0.2\nmail.school AAAA ::2\nwww CNAME mail.school',
      },
    ]);
  });
  afterAll(async () => {
    await fixture?.done();
    await server?.stop();
  });

  it.each([
    ['school.test', 'MX'],
    ['school.test', 'TXT'],
    ['www.test', 'A'],
    ['mail.school.test', 'AAAA'],
    ['test', 'SOA'],
    ['test', 'NS'],
    ['nobody.test', 'A'],
    ['mail.school.test', 'MX'],
  ])('%s %s', async (name, type) => {
    const { host, port } = server;
    const answer = unwrap(await fixture.client.call('dns.ask', { name, type, server: { host, port } }));
    const lines = (text: string) => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/).join(' ')]));
    const dig = lines((await run('dig', [`@${host}`, '-p', String(port), '+nocookie', name, type])).stdout);
    // The number of the message, the options of this program and the clock are its own.
    const own = /^; <<>>|^;; (?:OPT|global|WHEN|WARNING|Query time|flags|->>HEADER|MSG SIZE|SERVER|Got)|^; EDNS|^; \(/;
    expect(
      lines(digLines(answer).join('\n'))
        .filter((line) => !own.test(line))
        .toSorted(),
    ).toEqual(dig.filter((line) => !own.test(line)).toSorted());
    // Ends with 1 where there is nothing.
    const spoken = await run('nslookup', [`-port=${port}`, `-type=${type}`, name, host]).catch((error: { stdout: string }) => error);
    expect(lines(nslookupLines(answer).join('\n')).toSorted()).toEqual(lines(spoken.stdout).toSorted());
  });
});
