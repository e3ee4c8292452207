/** The mail of a domain in the window: asked by keyboard, findings with what to publish, the tree of SPF, and the lines of each look-up. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../servers/availability.ts';
import { startZoneServer, type ZoneServer } from '../servers/bind-zones.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

const school = [
  'ns A 127.0.0.1',
  'school MX 10 mail.school\nschool MX 20 backup.school\nmail.school A 11.22.33.1\nbackup.school CNAME mail.school',
  'school TXT "v=spf1 include:spf.school.test a:mail.school.test -all"\nspf.school TXT "v=spf1 ip4:11.22.33.0/24 mx:school.test ~all"',
  '_dmarc.school TXT "v=DMARC1; p=none; rua=mailto:dmarc@school.test"',
].join('\n');

describeWithServers(['bind'], 'the mail of a domain', () => {
  let window: RealWindow;
  let server: ZoneServer;

  beforeAll(async () => {
    server = await startZoneServer([
      { zone: 'test.', records: school },
      { zone: '33.22.11.in-addr.arpa.', records: '1 PTR mail.school.test.' },
    ]);
    window = await startRealWindow({ practice: true });
    await window.page.getByRole('row').first().waitFor();
  }, 180_000);
  afterAll(async () => {
    await window?.close();
    await server?.stop();
    await removeBuiltWindow();
  });
  afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

  const view = () => window.page.getByRole('region', { name: 'Delivery' });
  const check = async (subject: string) => {
    await view().getByRole('searchbox', { name: 'Domain, address or IP' }).fill(subject);
    await view().getByRole('textbox', { name: 'Name server' }).fill(`127.0.0.1:${server.port}`);
    // The addresses of the zone are somebody's: nothing is connected to.
    const connects = view().getByRole('checkbox', { name: 'Connect to the servers too' });
    if (await connects.isChecked()) await connects.uncheck({ force: true });
    await view().getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => view().getByRole('status').first().textContent()).toMatch(/broken: \d+, warnings: \d+, fine: \d+/);
  };

  it('says by keyboard who receives and what protects it, with the record that mends what is broken', async () => {
    const { page } = window;
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await view().getByRole('searchbox', { name: 'Domain, address or IP' }).waitFor();
    await page.keyboard.type('ana@school.test');
    await check('ana@school.test');
    const receivers = view().getByRole('region', { name: 'Who receives' });
    const rows = receivers.getByRole('table').getByRole('row');
    expect(await rows.nth(1).getByRole('cell').allTextContents()).toEqual(['10', 'mail.school.test.', '11.22.33.1', 'mail.school.test. ✓']);
    const alias = receivers.getByRole('listitem').filter({ hasText: 'is an alias (CNAME) of mail.school.test.' });
    expect(await alias.getByRole('img').getAttribute('aria-label')).toBe('broken');
    await alias.getByText('school.test. IN MX 20 mail.school.test.', { exact: true }).waitFor();
    await alias.getByRole('button', { name: 'Copy the record' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('school.test. IN MX 20 mail.school.test.');
    const terms = view().getByRole('list', { name: 'SPF record with all that it includes' }).getByRole('listitem');
    expect((await terms.allTextContents()).map((text) => text.trim())).toEqual([
      'v=spf1 include:spf.school.test a:mail.school.test -all look-ups: 3',
      'include:spf.school.test look-ups: 2',
      'ip4:11.22.33.0/24',
      'mx:school.test look-ups: 1',
      '~all',
      'a:mail.school.test look-ups: 1',
      '-all',
    ]);
  });

  it('shows each look-up with its lines, the way from a root, and the report as text', async () => {
    const { page } = window;
    const lookUps = view().getByRole('region', { name: 'Look-ups' });
    await lookUps.getByRole('button', { name: /^school\.test\. MX NOERROR records: 2/ }).click();
    await view().getByRole('log', { name: 'Lines of the look-up' }).getByText('school.test. IN MX?', { exact: true }).waitFor();
    await view().getByRole('button', { name: 'Copy as text' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('  broken: backup.school.test is an alias');
  });

  it('has the same columns in every look-up, and its buttons close below its fields in a narrow window', async () => {
    const { page } = window;
    const columns = await view()
      .getByRole('region', { name: 'Look-ups' })
      .getByRole('listitem')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('button > span')].slice(1, 3).map((part) => part.getBoundingClientRect().x)),
      );
    expect(columns.length).toBeGreaterThan(10);
    expect(new Set(columns.map(String)).size).toBe(1);
    await page.setViewportSize({ width: 900, height: 700 });
    const bottom = (box: { y: number; height: number } | null) => (box ? box.y + box.height : 0);
    const hint = await view().getByText('From s= in the DKIM-Signature of a message').boundingBox();
    const button = await view().getByRole('button', { name: 'Check' }).boundingBox();
    expect((button?.y ?? 0) - bottom(hint)).toBeGreaterThanOrEqual(0);
    expect((button?.y ?? 0) - bottom(hint)).toBeLessThan(20);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('saves the report as text, as JSON and as one page without a script', async () => {
    const { page, context } = window;
    const saved = async (what: string): Promise<{ name: string; text: string }> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        (async () => {
          await view().getByRole('button', { name: 'Save', exact: true }).click();
          await page.getByRole('menuitem', { name: what, exact: true }).click();
        })(),
      ]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const text = await saved('Text');
    expect(text.name).toBe('postglass-school.test.txt');
    expect(text.text).toContain('  broken: backup.school.test is an alias');
    const json = await saved('JSON');
    expect(json.name).toBe('postglass-school.test.json');
    expect(JSON.parse(json.text)).toMatchObject({ subject: { domain: 'school.test' }, state: 'done' });
    const html = await saved('HTML page');
    expect(html.name).toBe('postglass-school.test.html');
    const opened = await context.newPage();
    await opened.setContent(html.text);
    expect(await opened.getByRole('heading', { level: 1 }).textContent()).toBe('Postglass: ana@school.test');
    const alias = opened.getByRole('listitem').filter({ hasText: 'is an alias (CNAME) of mail.school.test.' });
    expect(await alias.locator('b').textContent()).toBe('broken');
    expect(await alias.locator('code').textContent()).toBe('school.test. IN MX 20 mail.school.test.');
    expect(await opened.locator('script, img, link, iframe').count()).toBe(0);
    await opened.close();
    // By the palette, too: the page.
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type('Save the report on a domain');
        await page.keyboard.press('Enter');
      })(),
    ]);
    expect(again.suggestedFilename()).toBe('postglass-school.test.html');
  });

  it('says that a name does not exist, and reads well in the dark', async () => {
    const { page } = window;
    await check('nobody.test');
    await view().getByText('The name nobody.test does not exist', { exact: false }).waitFor();
    await check('school.test');
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
        return (await axe.run('[aria-label="Delivery"]')).violations.map(({ id }) => id);
      });
      expect(found, colorScheme).toEqual([]);
    }
  });

  it('is left by Escape, and the focus is not lost', async () => {
    const { page } = window;
    await view().getByRole('button', { name: 'Copy as text' }).focus();
    await page.keyboard.press('Escape');
    await view().waitFor({ state: 'detached' });
    await page.getByRole('grid', { name: 'Messages' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role'));
    await expect.poll(focused).toBe('row');
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await view().getByRole('button', { name: 'Close' }).click();
    await view().waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('row');
  });
});
