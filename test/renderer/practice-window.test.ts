/** The panel of the practice server, as somebody uses it. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Failure, failure } from '../../electron/contract/failure.ts';
import { unwrap } from '../support/engine-fixture.ts';
import { type RealWindow, type RealWindowOptions, removeBuiltWindow, startRealWindow } from './real-window.ts';

let window: RealWindow;
/** Why the server was not started, as the engine says it where that is so. */
let notStarted: Failure | null = null;
beforeAll(async () => {
  const between: RealWindowOptions['between'] = (engine) => async (called, input) => {
    const answer = await engine(called, input);
    if (called !== 'practice.state' || !answer.ok || notStarted === null) return answer;
    return { ok: true, value: { ...(await state()), failure: notStarted } };
  };
  window = await startRealWindow({ practice: true, between });
  window.page.setDefaultTimeout(60_000);
  await window.page.getByRole('grid', { name: 'Messages' }).waitFor();
}, 180_000);
afterAll(async () => {
  expect(window?.complaints).toEqual([]);
  await window?.close();
  await removeBuiltWindow();
});

const state = async () => unwrap(await window.fixture.client.call('practice.state', {}));
async function openPanel() {
  const { page } = window;
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Practice server');
  await page.getByRole('dialog').getByText('Practice server', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  return page.getByRole('dialog', { name: 'Practice server' });
}

async function closePanel() {
  const panel = window.page.getByRole('dialog', { name: 'Practice server' });
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await panel.waitFor({ state: 'hidden' });
}

it('shows every place where it listens, and is started again where somebody wants it', async () => {
  const panel = await openPanel();
  const { mxPort, lenientPort, strippedPort, dnsPort } = await state();
  for (const port of [mxPort, lenientPort, strippedPort, dnsPort]) await panel.getByText(`127.0.0.1:${port}`, { exact: true }).waitFor();
  const ports = panel.getByRole('spinbutton', { name: 'Ports: the well-known ones plus' });
  const again = panel.getByRole('button', { name: 'Start again at these ports; its mail begins anew' });
  await ports.fill('64541');
  await panel.getByText('A whole number from 0 to 64540').waitFor();

  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo; // it listens on TCP
  await ports.fill(String(port - 587));
  await again.click();
  await panel.getByRole('alert').getByText(`Port ${port} of this computer is in use by another program.`).waitFor();
  other.close();
  // Somebody may take a port at any moment: then others are tried.
  for (let more = 21_500; (await state()).ports === null; more += 1_000) {
    await ports.fill(String(more));
    await again.click();
    await expect
      .poll(async () => (await state()).ports === more || (await panel.getByRole('alert').isVisible()), { timeout: 60_000 })
      .toBe(true);
  }
  const { ports: chosen, imapPort } = await state();
  expect(imapPort).toBe((chosen ?? 0) + 143);
  await panel.getByText(`127.0.0.1:${imapPort}`, { exact: true }).waitFor();
  await again.waitFor({ state: 'hidden' });
  await closePanel();
  await window.page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().waitFor();
}, 180_000);

it('shows what waits for other hosts, and delivers it when asked', async () => {
  const { page, fixture } = window;
  const panel = await openPanel();
  const [waiting, log] = [panel.getByRole('region', { name: 'Queue (mailq)' }), panel.getByRole('region', { name: 'Log of deliveries' })];
  await waiting.getByText('Mail queue is empty').waitFor();
  await panel.getByRole('button', { name: 'friend@greylist.test' }).click();
  await page.getByRole('textbox', { name: 'Message body' }).fill('Patience.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('textbox', { name: 'Message body' }).waitFor({ state: 'hidden' });
  await openPanel();
  await waiting
    .getByText(/ana@practice\.test\n\(host mx\.greylist\.test\[127\.0\.0\.1\] said: 450 4\.2\.0 .*\n +friend@greylist\.test\n/)
    .waitFor();
  await log.getByText('dsn=4.2.0, status=deferred').waitFor();
  // Its lines are longer than the panel is wide: they are within reach of the keyboard.
  await expect.poll(() => log.evaluate((element) => element.tabIndex)).toBe(0);
  await panel.getByRole('button', { name: 'Try everything now (postqueue -f)' }).click();
  await waiting.getByText('Mail queue is empty').waitFor();
  await log.getByText('dsn=2.0.0, status=sent (250 2.0.0 Ok').waitFor();
  await closePanel();

  // What was sent, as both sides have it.
  const transcript = page.getByRole('region', { name: 'Transcript' });
  await transcript.getByRole('listbox', { name: 'Sessions' }).getByRole('option').filter({ hasText: 'SMTP' }).first().click();
  await transcript.getByRole('button', { name: 'The server’s side' }).click();
  const side = transcript.getByRole('region', { name: 'The server’s side' });
  for (const log of [side.getByRole('log'), transcript.getByRole('log', { name: 'Session lines' })])
    await log.getByText('RCPT TO:<friend@greylist.test>').waitFor();
  // It follows the end, and only the lines in sight are drawn: what is masked stands in the middle.
  await side.locator('[data-line][tabindex="0"]').focus();
  const walkToMasked = async () => {
    await page.keyboard.press('Home');
    for (let line = 0; line < 60; line += 1) {
      if ((await side.getByText('▒').count()) > 0) return true;
      await page.keyboard.press('ArrowDown');
    }
    return false;
  };
  // Lines that come while one walks are drawn later than the keys are pressed.
  await expect.poll(walkToMasked, { timeout: 60_000 }).toBe(true);
  const standBeside = async () => {
    const [left, right] = [await transcript.getByRole('log', { name: 'Session lines' }).boundingBox(), await side.boundingBox()];
    return left && right && left.width > 200 && right.width > 200 && left.x + left.width <= right.x + 1;
  };
  await expect.poll(standBeside).toBe(true);
  await transcript.getByRole('button', { name: 'The server’s side' }).click();
  await side.waitFor({ state: 'hidden' });

  await openPanel();
  unwrap(await fixture.client.call('application.setPreferences', { language: 'pt-BR' }));
  await page.getByRole('region', { name: 'Registro de entregas' }).waitFor();
  unwrap(await fixture.client.call('application.setPreferences', { language: 'en' }));
  await closePanel();
}, 180_000);

it('that was not started with the program says why, and leads to where that can be mended', async () => {
  const { page, fixture } = window;
  const notice = page.getByRole('region', { name: 'Notices' }).getByRole('alert').filter({ hasText: 'Port 2587' });
  expect(await notice.count()).toBe(0);
  notStarted = failure('port-taken', { detail: { port: 2587 } });
  window.announce('accounts.changed', {});
  await notice.getByText('Port 2587 of this computer is in use by another program.').waitFor();
  await notice.getByRole('button', { name: 'Practice server' }).click();
  await closePanel();
  notStarted = null;
  unwrap(await fixture.client.call('practice.start', { ports: (await state()).ports === null ? 22_500 : null }));
  await notice.waitFor({ state: 'hidden' });
}, 180_000);
