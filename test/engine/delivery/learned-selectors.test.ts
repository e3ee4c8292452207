/** DKIM keys that mail in a mailbox names are found without a selector that is typed; nothing of other domains is asked for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../../support/scripted/scripted-name-server.ts';
import { keyRecord } from '../authentication/signed-mail.ts';
import { answerFrom } from '../authentication/zone-server.ts';

const zone = {
  'MX shop.test': 'mail.shop.test',
  'TXT summer2026._domainkey.shop.test': keyRecord,
  'TXT news._domainkey.lists.shop.test': keyRecord,
  'TXT other._domainkey.elsewhere.test': keyRecord,
};
const message = (from: string, ...signatures: readonly string[]) =>
  [
    ...signatures.map((tags) => `DKIM-Signature: v=1; a=rsa-sha256; ${tags}; h=from; bh=x; b=y`),
    `From: ${from}`,
    `Message-ID: <${signatures.length}${from.length}@shop.test>`,
    'Subject: Order',
    '',
    'Text.',
    '',
  ].join('\r\n');

let fixture: EngineFixture;
let server: ScriptedNameServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-selectors-'));
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(folder, name));
  const mail = [
    message('Shop <orders@shop.test>', 'd=shop.test; s=Summer2026', 'd=elsewhere.test; s=other', 'd=shop.test; s=old'),
    message('News <news@lists.shop.test>', 'd=lists.shop.test; s=news'),
    // What a stranger writes in a signature leads to no other question than one about this domain.
    message(
      'Bad <bad@shop.test>',
      'd=shop.test; s=a/b',
      'd=shop.test; s=x..y',
      `d=shop.test; s=${'z'.repeat(200)}`,
      'd=notshop.test; s=s9',
    ),
    message('Elsewhere <me@elsewhere.test>', 'd=shop.test; s=forged'),
  ];
  for (const [at, text] of mail.entries()) writeFileSync(join(folder, 'new', `${at + 1}.M1.host`), text);
  server = await startScriptedNameServer((question) => answerFrom(zone, question, new Set()));
  fixture = await startEngineFixture({ automatic: false });
  const settings = {
    ...{ name: 'Ana', address: 'ana@practice.test', displayName: '' },
    incoming: { protocol: 'maildir' as const, path: folder, allowChanges: true },
    outgoing: { protocol: 'sendmail' as const, program: '/usr/sbin/sendmail' },
  };
  unwrap(await fixture.client.call('accounts.add', { settings, passwords: {} }));
  unwrap(await fixture.engine.syncOnce());
});
afterAll(async () => {
  await fixture.done();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const examine = async (subject: string) => {
  const at = { host: server.host, port: server.port };
  return unwrap(await fixture.client.call('delivery.examine', { ticket: subject, subject, server: at, selectors: [] }));
};

describe('selectors of DKIM', () => {
  it('are those of the mail that came from the domain, and from those below it', async () => {
    const report = await examine('orders@shop.test');
    expect(report.learned.toSorted()).toEqual([
      'news._domainkey.lists.shop.test',
      'old._domainkey.shop.test',
      'summer2026._domainkey.shop.test',
    ]);
    expect(report.dkim.map(({ selector }) => selector).toSorted()).toEqual(['news (lists.shop.test)', 'summer2026']);
    // A key that is gone is no fault of a domain that changes its keys.
    expect(report.findings.filter(({ section }) => section === 'dkim').map(({ id, about }) => `${id} ${about}`)).not.toContain(
      'dkim.missing old',
    );
    const asked = report.lookUps.map(({ name }) => name.replace(/\.$/, ''));
    expect(asked).toContain('old._domainkey.shop.test');
    expect(asked.filter((name) => /elsewhere|forged|notshop|zzz/.test(name))).toEqual([]);
  });

  it('are none where there is no mail of the domain', async () => {
    expect((await examine('elsewhere.example')).learned).toEqual([]);
  });
});
