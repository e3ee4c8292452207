/** Who vouches for a message, in the real window on a real engine, with the records that a name server of the test publishes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { keyRecord, letter, otherKeyRecord, sign, taken } from '../../engine/authentication/signed-mail.ts';
import { answerFrom } from '../../engine/authentication/zone-server.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type ScriptedNameServer, startScriptedNameServer } from '../../support/scripted/scripted-name-server.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const zone = {
  'TXT s1._domainkey.shop.test': keyRecord,
  'TXT s1._domainkey.mailer.test': keyRecord,
  'TXT old._domainkey.shop.test': otherKeyRecord,
  'TXT slow._domainkey.shop.test': keyRecord,
  'TXT shop.test': 'v=spf1 ip4:192.0.2.25 -all',
  'TXT _dmarc.shop.test': 'v=DMARC1; p=reject',
};
/** Names that nobody answers for, until a test lets them go. */
const silent = new Set<string>();
let window: RealWindow;
let server: ScriptedNameServer;
let folder: string;

const mail = (subject: string) => letter('Shop <orders@shop.test>').replace('Minutes of the meeting', subject);
const results = 'dkim=pass header.d=shop.test; dmarc=pass header.from=shop.test';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-authentication-'));
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(folder, name));
  const honest = await sign(await sign(mail('Your order'), 'mailer.test'), 'shop.test');
  const forgery = `Authentication-Results: mx.practice.test; ${results}\r\n${mail('Pay at once')}`;
  const messages = [
    taken(honest, { results: `${results}; spf=pass smtp.mailfrom=shop.test` }),
    taken(await sign(forgery, 'mailer.test'), { address: '203.0.113.66', envelope: 'x@mailer.test' }),
    taken(await sign(mail('From last year'), 'shop.test', 'old'), { results, address: '203.0.113.66' }),
    taken(await sign(mail('Slow answers'), 'shop.test', 'slow')),
    taken(mail('Odd sender').replace('Shop <orders@shop.test>', 'Ana Perez <ana@pract1ce.test>\r\nReply-To: pay@other.test')),
  ];
  for (const [at, message] of messages.entries()) writeFileSync(join(folder, 'new', `${at}.M1.host`), message);
  server = await startScriptedNameServer((question) => answerFrom(zone, question, silent));
  window = await startRealWindow({
    automatic: false,
    // The name server of the test in the place of the system's.
    between: (engine) => (name, input) => engine(name, name === 'authentication.check' ? { ...Object(input), server } : input),
  });
  const settings = {
    ...{ name: 'Ana', address: 'ana@practice.test', displayName: 'Ana Pérez' },
    incoming: { protocol: 'maildir' as const, path: folder, allowChanges: true },
    outgoing: { protocol: 'sendmail' as const, program: '/usr/sbin/sendmail' },
  };
  unwrap(await window.fixture.client.call('accounts.add', { settings, passwords: {} }));
  unwrap(await window.fixture.engine.syncOnce());
  await window.page.reload();
  await window.page.getByRole('row').first().waitFor();
});
beforeEach(() => silent.clear());
afterAll(async () => {
  await window.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  await removeBuiltWindow();
});

const article = () => window.page.getByRole('article', { name: 'Message' });
const verdict = () => article().getByRole('region', { name: 'Finding' });
const reported = () => article().getByRole('region', { name: 'What your server found when it came' });
const found = () => article().getByRole('region', { name: 'What Postglass finds now' });

async function open(subject: string, view: 'Message' | 'Authentication' = 'Authentication'): Promise<void> {
  await window.page.getByRole('row').filter({ hasText: subject }).first().click();
  await article().getByRole('heading', { level: 1, name: subject }).waitFor();
  await article().getByRole('tab', { name: view }).click();
}

it('looks nothing up before the view is opened; then says who vouches, with the evidence of both sides', async () => {
  await open('Your order', 'Message');
  await article().getByText('The minutes are attached.').waitFor();
  expect(server.heard).toEqual([]);
  await article().getByRole('tab', { name: 'Authentication' }).click();
  await verdict().getByText('shop.test vouches for this message.').waitFor();
  expect(server.heard.length).toBeGreaterThan(0);
  await found().getByText('192.0.2.25 may send for shop.test.').waitFor();
  await found().getByText('Signed by shop.test, and not changed since.').waitFor();
  await found().getByText('Their owners can see that somebody reads the message.', { exact: false }).waitFor();
  // The signature of somebody else is good, and counts for nothing.
  await found().getByText('Signed by mailer.test, and not changed since.').waitFor();
  expect(await found().getByRole('listitem').filter({ hasText: 'mailer.test' }).first().innerText()).toContain('another domain');
  await reported().getByText('Written by mx.practice.test.').waitFor();
  await reported().getByText('it wrote the newest trace field').waitFor();
  await found().getByText('Look-ups').click();
  await found().getByRole('button', { name: 'Show in the transcript' }).first().click();
  await window.page.getByRole('region', { name: 'Transcript' }).getByText('shop.test', { exact: false }).first().waitFor();
  await window.page.keyboard.press('Control+j');
  expect(window.complaints).toEqual([]);
});

it('says under the name of a sender what is odd about it, with the message', async () => {
  await open('Odd sender', 'Message');
  const header = article().getByRole('banner').or(article().locator('.message-header')).first();
  await header.getByText('pract1ce.test only looks like practice.test').waitFor();
  await header.getByText('Your own name, but not your address').waitFor();
  await header.getByText('Answers go to pay@other.test').waitFor();
  await open('Your order', 'Message');
  await article().getByText('The minutes are attached.').waitFor();
  expect(await article().locator('.message-warnings').count()).toBe(0);
});

it('names a forged field, and shows no mark that a sender can fake', async () => {
  await open('Pay at once');
  await verdict().getByText('shop.test does not vouch for this message, and publishes that such mail is not its own.').waitFor();
  await reported().getByText('In the name of your server, just below its trace field.', { exact: false }).waitFor();
  await reported().getByText('No server of yours wrote what it found into this message.').waitFor();
  expect(await article().locator('.auth-good').count()).toBe(0);
});

it('tells a key that was changed since from a forgery', async () => {
  await open('From last year');
  await verdict().getByText('shop.test vouched for this message when it came', { exact: false }).waitFor();
  await found().getByText('shop.test publishes another key today.', { exact: false }).waitFor();
});

it('shows look-ups as they come, and stops them', async () => {
  silent.add('slow._domainkey.shop.test');
  await open('Slow answers');
  const line = found().getByRole('listitem').filter({ hasText: 'slow._domainkey.shop.test' });
  await line.getByText('asking').waitFor();
  await found().getByRole('status').getByText('Asking name servers…').waitFor();
  await found().getByRole('button', { name: 'Stop', exact: true }).click();
  await found().getByRole('status').getByText('Stopped.').waitFor();
  silent.clear();
  await found().getByRole('button', { name: 'Check now' }).click();
  await verdict().getByText('shop.test vouches for this message.').waitFor();
  await found().getByText('Look-ups').click();
  await line.getByText('v=DKIM1', { exact: false }).first().waitFor();
  expect(window.complaints).toEqual([]);
});

it('goes by the servers that the user names', async () => {
  await open('Your order');
  await reported().getByRole('button', { name: 'Change…' }).click();
  const names = reported().getByRole('textbox', { name: 'Names of your servers, with blanks between them' });
  await names.fill('Gate.filter.test');
  await names.press('Enter');
  await reported().getByText('you chose it').waitFor();
  await reported().getByText('Of another server, which may have written anything').waitFor();
  await reported().getByRole('button', { name: 'Change…' }).click();
  await names.fill('');
  await reported().getByRole('button', { name: 'Save' }).click();
  await reported().getByText('it wrote the newest trace field').waitFor();
});

it('waits for the user where the settings say so', async () => {
  unwrap(await window.fixture.client.call('application.setPreferences', { checksAuthentication: false }));
  await open('From last year');
  await open('Your order');
  await found().getByText('Not checked yet.').waitFor();
  await found().getByRole('button', { name: 'Check now' }).click();
  await verdict().getByText('shop.test vouches for this message.').waitFor();
  unwrap(await window.fixture.client.call('application.setPreferences', { checksAuthentication: true }));
});

it('is without a fault that axe finds, in light and dark', async () => {
  await open('Pay at once');
  await verdict().waitFor();
  await window.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    const faults = await window.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run('article')).violations.map(({ id }) => id);
    });
    expect(faults, colorScheme).toEqual([]);
  }
});
