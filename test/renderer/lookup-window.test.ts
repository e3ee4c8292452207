/** Names looked up in the window: the form by keyboard, the records, and the messages of the wire with their explanation. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedNameServer, startScriptedNameServer } from '../support/scripted/scripted-name-server.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
let server: ScriptedNameServer;

/** `school.test` has two mail servers; of `silent` names nothing is said; anything else does not exist. */
function answer(question: Buffer): Buffer[] {
  if (question.includes('silent')) return [];
  const end = question.indexOf(0, 12) + 5;
  const isKnown = question.includes('school');
  const header = Buffer.concat([question.subarray(0, 2), Buffer.from(isKnown ? '85800001000200000000' : '81830001000000000000', 'hex')]);
  const mx = (priority: number, host: string) =>
    Buffer.concat([Buffer.from(`c00c000f00010000012c0008000${priority}03`, 'hex'), Buffer.from(host), Buffer.from('c00c', 'hex')]);
  return [Buffer.concat([header, question.subarray(12, end), ...(isKnown ? [mx(5, 'mx1'), mx(9, 'mx2')] : [])])];
}

beforeAll(async () => {
  server = await startScriptedNameServer(answer);
  window = await startRealWindow({ practice: true });
  await window.page.getByRole('row').first().waitFor();
}, 180_000);
afterAll(async () => {
  await window.close();
  await server.close();
  await removeBuiltWindow();
});
afterEach(() => expect(window.complaints.splice(0)).toEqual([]));

describe('looking up a name', () => {
  it('by keyboard shows the mail servers of a domain, and what crossed the wire with its meaning', async () => {
    const { page } = window;
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    const view = page.getByRole('region', { name: 'Look up a name' });
    await view.getByRole('textbox', { name: 'Name or address' }).waitFor();
    await page.keyboard.type('school.test');
    await view.getByRole('textbox', { name: 'Name server' }).fill(`127.0.0.1:${server.port}`);
    await page.keyboard.press('Enter');
    const rows = view.getByRole('table', { name: 'Answer section' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.nth(1).getByRole('cell').allTextContents()).toEqual(['school.test.', '300 s', 'MX', '5 mx1.school.test.']);
    expect(await view.getByRole('status').textContent()).toMatch(/^NOERROR aa rd ra · UDP · /);

    const log = view.getByRole('log', { name: 'Lines of the look-up' });
    await log.getByText('school.test. IN MX?', { exact: true }).waitFor();
    // What is left below the answer is for the lines.
    const [room, lines] = [await view.boundingBox(), await log.boundingBox()];
    expect((lines?.y ?? 0) + (lines?.height ?? 0)).toBeCloseTo((room?.y ?? 0) + (room?.height ?? 0), 0);
    expect(lines?.height).toBeGreaterThan(90);
    await log.getByText(/5 mx1\.school\.test\. · school\.test\. 300 IN MX 9/).click();
    await log.getByText('The name exists and has what was asked for. Records in the answer: 2.').waitFor();
    await log.getByText(/the lowest is tried first/).waitFor();
    // The octets themselves.
    expect(await log.getByRole('region', { name: 'Bytes in hexadecimal' }).textContent()).toMatch(/^0000 {2}.. .. 85 80 00 01 00 02/);
  });

  it('finds a name step by step, each server with what it says and its lines', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Look up a name' });
    await view.getByRole('textbox', { name: 'Name or address' }).fill('school.test');
    await view.getByRole('textbox', { name: 'Name server' }).fill(`127.0.0.1:${server.port}`);
    await view.getByRole('button', { name: 'Find step by step' }).click();
    const steps = view.getByRole('region', { name: 'Steps from the root servers down' });
    await steps.getByText('Found.').waitFor();
    const step = steps.getByRole('button', { name: /the root.*127\.0\.0\.1.*answers/ });
    await step.waitFor();
    await steps.getByText('school.test. 300 IN MX 5 mx1.school.test.').waitFor();
    await step.click();
    expect(await step.getAttribute('aria-pressed')).toBe('true');
    await view.getByRole('log', { name: 'Lines of the look-up' }).getByText('school.test. IN MX?', { exact: true }).waitFor();
    await view.getByRole('textbox', { name: 'Name or address' }).fill('nowhere.test');
    await view.getByRole('button', { name: 'Find step by step' }).click();
    await steps.getByText('The name does not exist.').waitFor();
  });

  it('says that a name does not exist, and keeps a wrong name server from being asked', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Look up a name' });
    await view.getByRole('textbox', { name: 'Name or address' }).fill('nobody.test');
    await page.keyboard.press('Enter');
    await expect.poll(() => view.getByRole('status').textContent()).toMatch(/^NXDOMAIN rd ra/);
    await view.getByRole('textbox', { name: 'Name server' }).fill('127.0.0.1:0');
    expect(await view.getByRole('button', { name: 'Look up' }).isEnabled()).toBe(false);
  });

  it('stops waiting for a server that says nothing', async () => {
    const { page } = window;
    const view = page.getByRole('region', { name: 'Look up a name' });
    await view.getByRole('textbox', { name: 'Name server' }).fill(`127.0.0.1:${server.port}`);
    await view.getByRole('textbox', { name: 'Name or address' }).fill('silent.test');
    await page.keyboard.press('Enter');
    await view.getByRole('button', { name: 'Stop' }).click();
    await view.getByRole('button', { name: 'Look up' }).waitFor();
    expect(await view.getByRole('alert').count()).toBe(0);
  });
});

describe('the prompt of nslookup in the console', () => {
  it('takes its lines, prints its answers, and shows the messages of each question', async () => {
    const { page } = window;
    await page.getByRole('region', { name: 'Look up a name' }).getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('row').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    const view = page.getByRole('region', { name: 'Console' });
    await view.getByRole('button', { name: /Protocol/ }).click();
    await page.getByRole('option', { name: 'nslookup' }).click();
    const line = view.getByRole('textbox', { name: 'Command' });
    await expect.poll(() => line.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('set quer');
    await page.keyboard.press('Tab');
    expect(await line.inputValue()).toBe('set querytype=');
    await page.keyboard.type('m');
    await page.keyboard.press('Tab');
    for (const typed of ['', `set port=${server.port}`, 'server 127.0.0.1', 'school.test', 'nobody.test', 'set colour'])
      await page.keyboard.type(`${typed}\n`);
    const log = view.getByRole('log', { name: 'Console lines' });
    await log.getByText('*** Invalid option: colour').waitFor();
    expect(await log.locator('pre').allTextContents()).toEqual([
      '> set querytype=mx',
      `> set port=${server.port}`,
      '> server 127.0.0.1',
      `Default server: 127.0.0.1\nAddress: 127.0.0.1#${server.port}`,
      '> school.test',
      `Server:\t\t127.0.0.1\nAddress:\t127.0.0.1#${server.port}\n\nschool.test\tmail exchanger = 5 mx1.school.test.\nschool.test\tmail exchanger = 9 mx2.school.test.`,
      '> nobody.test',
      `Server:\t\t127.0.0.1\nAddress:\t127.0.0.1#${server.port}\n\n** server can't find nobody.test: NXDOMAIN`,
      '> set colour',
      '*** Invalid option: colour',
    ]);
    await view.getByText(`Asks 127.0.0.1, port ${server.port}, for mx.`).waitFor();
    await log.getByRole('button', { name: 'Messages' }).first().click();
    await view.getByRole('log', { name: 'Lines of the look-up' }).getByText('school.test. IN MX?', { exact: true }).waitFor();
    // A question that nobody answers is ended, and what was typed behind it comes next.
    const before = await log.locator('pre').count();
    await line.focus();
    for (const typed of ['silent.test', 'set colour']) await page.keyboard.type(`${typed}\n`);
    await log.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => log.locator('pre').count()).toBe(before + 3);
    expect((await log.locator('pre').allTextContents()).slice(before)).toEqual([
      '> silent.test',
      '> set colour',
      '*** Invalid option: colour',
    ]);
    // What was typed comes back, and help lists what there is in the reader's language.
    await line.focus();
    await page.keyboard.press('ArrowUp');
    expect(await line.inputValue()).toBe('set colour');
    await line.fill('help');
    await page.keyboard.press('Enter');
    await log.getByText("The 'help' command is not yet implemented.").waitFor();
    await log.getByText('Chooses the name server, by name or address; without one, shows it.').first().waitFor();
    await line.fill('exit');
    await page.keyboard.press('Enter');
    await view.getByRole('button', { name: 'Connect' }).waitFor();
  });
});
