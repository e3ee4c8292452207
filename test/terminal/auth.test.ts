/** `auth`: who vouches for a message in a file, with the records that a name server of the test publishes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyRecord, letter, sign, taken } from '../engine/authentication/signed-mail.ts';
import { answerFrom } from '../engine/authentication/zone-server.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../support/scripted/scripted-name-server.ts';
import { cli, createFolders } from './terminal-program.ts';

const zone = {
  'TXT s1._domainkey.shop.test': keyRecord,
  'TXT shop.test': 'v=spf1 ip4:192.0.2.25 -all',
  'TXT _dmarc.shop.test': 'v=DMARC1; p=reject',
};
const folders = createFolders();
let server: ScriptedNameServer;
let input: string;
beforeAll(async () => {
  server = await startScriptedNameServer((question) => answerFrom(zone, question));
  const forged = letter('Shop <orders@shop.test>', ['Authentication-Results: mx.practice.test; dmarc=pass header.from=bank.test']);
  input = taken(await sign(forged, 'shop.test'), { results: 'dkim=pass header.d=shop.test; dmarc=pass header.from=shop.test' });
});
afterAll(async () => {
  folders.remove();
  await server.close();
});
const auth = (args: readonly string[] = [], message = input) =>
  cli(['auth', '--data-dir', folders.files(), '--server', `${server.host}:${server.port}`, ...args], { input: message });

describe('auth', () => {
  it('prints what was found, and what it means', async () => {
    const { status, stdout, stderr } = await auth();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('SPF    pass: 192.0.2.25 may send for shop.test.');
    expect(stdout).toContain('DKIM   pass: Signed by shop.test, and not changed since. (s1._domainkey.shop.test; the same domain)');
    expect(stdout).toContain('p=reject: The domain asks that mail without proof be refused.');
    expect(stdout).toContain('shop.test vouches for this message.\n');
    // Nothing tells whose the fields are.
    expect(stdout).toContain('mx.practice.test: Nothing tells which server is yours: the message is out of a file');
  });

  it('trusts the server that one names, and calls what others wrote in its name forged', async () => {
    const { stdout } = await auth(['--trust', 'mx.practice.test', '--json']);
    const { header, check, lookUps } = JSON.parse(stdout);
    expect(header.reports.map(({ standing }: { standing: string }) => standing)).toEqual(['trusted', 'forged']);
    expect(check).toMatchObject({ verdict: 'vouched', dmarc: { result: 'pass' } });
    expect(lookUps).toContainEqual(expect.objectContaining({ name: '_dmarc.shop.test', type: 'TXT', status: 'NOERROR' }));
  });

  it('looks nothing up with --no-dns', async () => {
    const asked = server.heard.length;
    const { header, check } = JSON.parse((await auth(['--no-dns', '--json'])).stdout);
    expect(header.claims).toMatchObject({ authors: ['shop.test'], signatures: [{ domain: 'shop.test', selector: 's1' }] });
    expect(check).toBeNull();
    expect(server.heard).toHaveLength(asked);
  });

  it('says of a message that nobody signed that nothing proves it, and lets no control character through', async () => {
    const { status, stdout } = await auth([], letter('a@shop.test', ['Authentication-Results: \x1b[31mx; spf=pass']));
    expect(status).toBe(0);
    expect(stdout).toContain('shop.test does not vouch for this message');
    expect(stdout).not.toContain('\x1b');
  });

  it('ends with status 1 where the file cannot be read', async () => {
    expect((await auth(['no-such-file.eml'])).status).toBe(1);
  });
});
