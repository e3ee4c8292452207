/** The reports of a folder added up, in the real window on a real engine that reads a mailbox file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { googleReport, gzip, tlsReport, withReport } from '../../support/reports/make-report.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const day = 86_400;
const first = 1_772_323_200;
/** A report of its own number. */
const numbered = (number: number, xml: string): Buffer => withReport(gzip(xml.replace('9876543210', String(number))));

let window: RealWindow;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-reports-'));
  const messages = [
    numbered(
      1,
      googleReport([
        { source: '192.0.2.10', count: 1_240 },
        { source: '198.51.100.9', count: 31, disposition: 'reject', dkim: 'fail', spf: 'fail' },
      ]),
    ),
    numbered(2, googleReport([{ source: '192.0.2.10', count: 515 }], first + day)),
    withReport(gzip(JSON.stringify(tlsReport)), { type: 'application/tlsrpt+gzip', name: 'x!example.org!1!2!1.json.gz' }),
    withReport(gzip('nothing'), { name: 'x!example.org!1!2.xml.gz' }),
  ];
  const path = join(folder, 'spool');
  writeFileSync(
    path,
    messages
      .map(
        (raw, at) =>
          `From a@example.org Sun Mar  1 00:00:00 2026\nMessage-ID: <${at}@example.org>\n${raw.toString('latin1').replaceAll('\r\n', '\n')}\n`,
      )
      .join(''),
  );
  window = await startRealWindow();
  const { client, until, rows } = window.fixture;
  const incoming = { protocol: 'mbox' as const, path, allowChanges: false };
  const outgoing = { protocol: 'sendmail' as const, program: '/usr/sbin/sendmail' };
  unwrap(
    await client.call('accounts.add', {
      settings: { name: 'Ben', address: 'ben@example.test', displayName: '', incoming, outgoing },
      passwords: {},
    }),
  );
  await until('the marks of attachments', async () => {
    const inbox = unwrap(await client.call('folders.list', {})).find(({ role }) => role === 'inbox');
    return inbox?.total === messages.length && (await rows(inbox.id)).every(({ attachments }) => attachments);
  });
  await window.page.getByRole('row').first().waitFor();
}, 120_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
  rmSync(folder, { recursive: true, force: true });
});

it('opens by its command, with sums per domain, day and source, without a fault that axe finds', async () => {
  const { page, complaints } = window;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Reports of this folder');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Reports in Inbox' });
  await sheet.getByText('Reports: 3 · messages looked into: 4').waitFor();
  await sheet.getByRole('heading', { name: 'example.org' }).waitFor();
  await sheet.getByRole('row', { name: /192\.0\.2\.10.*1,755/ }).waitFor();
  await sheet.getByRole('row', { name: /198\.51\.100\.9.*31/ }).waitFor();
  await sheet.getByText('x!example.org!1!2.xml.gz').waitFor();
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // A button's colour takes its time from one theme to the other.
    await page.evaluate(async () => {
      const changes = document.getAnimations().filter((each) => each instanceof CSSTransition);
      await Promise.allSettled(changes.map(({ finished }) => finished));
    });
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run('[role=dialog]')).violations.map(({ id }) => id);
    });
    expect(found, colorScheme).toEqual([]);
  }
  await sheet.getByRole('button', { name: 'Read again' }).click();
  await sheet.getByText('Reports: 3 · messages looked into: 4').waitFor();
  await sheet.getByRole('button', { name: 'Open the message' }).click();
  await sheet.waitFor({ state: 'detached' });
  await page.getByRole('article', { name: 'Message' }).getByText('x!example.org!1!2.xml.gz').first().waitFor();
  expect(complaints).toEqual([]);
});
