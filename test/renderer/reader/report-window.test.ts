/** What reports about a domain say, above the message that carries them, in the real window on a real engine. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { googleReport, gzip, tlsReport, withReport } from '../../support/reports/make-report.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow();
  await window.page.getByRole('button', { name: 'Add account' }).first().waitFor();
});
beforeEach(() => window.page.keyboard.press('Escape'));
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

const article = () => window.page.getByRole('article', { name: 'Message' });
const card = () => article().getByRole('region', { name: 'Report about a domain' });

async function open(raw: Buffer): Promise<void> {
  await window.page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'report.eml'));
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, raw.toString('latin1'));
}

it('tells totals, policy, sources and results of a DMARC report, without a fault that axe finds', async () => {
  const records = [
    { source: '192.0.2.10', count: 1_234 },
    { source: '2001:db8::5', count: 7, disposition: 'quarantine', dkim: 'fail', spf: 'fail' },
    { source: '198.51.100.9', count: 3, dkim: 'fail', more: '<reason><type>forwarded</type><comment>arc</comment></reason>' },
  ];
  await open(withReport(gzip(googleReport(records))));
  await card().getByRole('heading', { name: 'DMARC report about example.org' }).waitFor();
  await card().getByText('From google.com').waitFor();
  await card().getByText('1 Mar 2026', { exact: true }).waitFor();
  for (const fact of ['1,244 messages', '1,237 passed', '7 failed', '7 quarantined'])
    await card().getByText(fact, { exact: true }).first().waitFor();
  await card().getByText('adkim=r aspf=r p=quarantine sp=reject pct=100').waitFor();
  await card().getByText('Mail that fails is to be treated as suspicious.').waitFor();
  expect(await card().getByRole('list', { name: 'Messages per source' }).getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/192\.0\.2\.10\s+1,234 passed/),
    expect.stringMatching(/2001:db8::5\s+7 failed/),
    expect.stringMatching(/198\.51\.100\.9\s+3 passed/),
  ]);
  const failed = card().getByRole('row', { name: /2001:db8::5/ });
  expect(await failed.getByRole('cell').allInnerTexts()).toEqual([
    '7',
    'Quarantined',
    expect.stringMatching(/^Not aligned\s+example\.org fail \(s2026\)$/),
    expect.stringMatching(/^Not aligned\s+bounce\.example\.org fail$/),
    'example.org',
  ]);
  await card()
    .getByRole('row', { name: /198\.51\.100\.9/ })
    .getByText('forwarded: arc')
    .waitFor();
  await window.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    const found = await window.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run('article')).violations.map(({ id }) => id);
    });
    expect(found, colorScheme).toEqual([]);
  }
  expect(window.complaints).toEqual([]);
});

it('tells sessions and failures of a report about TLS', async () => {
  await open(
    withReport(gzip(JSON.stringify(tlsReport)), { type: 'application/tlsrpt+gzip', name: 'company-x!example.org!1!2!001.json.gz' }),
  );
  await card().getByRole('heading', { name: 'TLS report about example.org' }).waitFor();
  await card().getByText('5,326 sessions succeeded', { exact: true }).waitFor();
  await card().getByText('303 sessions failed', { exact: true }).waitFor();
  await card()
    .getByRole('row', { name: /The certificate has expired\. .*100 mx1\.mail\.example\.org/ })
    .waitFor();
});

it('fits beside the list, breaks no IPv4 address, and names the only policy of a report once', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1280, height: 800 });
  const fits = () =>
    card()
      .locator('table')
      .evaluate((table) => table.clientWidth <= (table.parentElement?.clientWidth ?? 0));
  await open(withReport(gzip(JSON.stringify(tlsReport)), { type: 'application/tlsrpt+gzip', name: 'x!example.org!1!2!1.json.gz' }));
  await card().getByRole('heading', { name: 'TLS report about example.org' }).waitFor();
  expect(await card().getByText('MTA-STS · example.org', { exact: true }).count()).toBe(1);
  expect(await fits()).toBe(true);
  const long = { source: '2001:db8:4860:4864:20:1:2:125', count: 3, spf: 'fail' };
  await open(withReport(gzip(googleReport([{ source: '198.51.100.209', count: 1_240 }, long]))));
  await card().getByRole('heading', { name: 'DMARC report about example.org' }).waitFor();
  expect(await fits()).toBe(true);
  const source = card().getByRole('rowheader', { name: '198.51.100.209' }).locator('span');
  expect(await source.evaluate((element) => element.getClientRects().length)).toBe(1);
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('says why a bomb is not read, and nothing above ordinary mail with an archive', async () => {
  await open(withReport(gzip('\u0000'.repeat(20_000_000)), { name: 'bomb.example!example.org!1!2.xml.gz' }));
  await card().getByText('Unpacked it is too large for a report. It was not read.').waitFor();
  await open(withReport(gzip('holiday pictures'), { name: 'pictures.tar.gz' }));
  await article().getByText('pictures.tar.gz').first().waitFor();
  await article().getByText('This is an aggregate report.').waitFor();
  expect(await card().count()).toBe(0);
});
