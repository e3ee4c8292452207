/** The console as a student uses it: by keyboard alone, at the practice server. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

/** Of a test in which many things are waited for, on a machine that has other work. */
const patiently = 240_000;

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow({ practice: true });
  window.page.setDefaultTimeout(60_000);
}, 120_000);
afterAll(async () => {
  await window?.close();
  await removeBuiltWindow();
});

const region = (page: Page) => page.getByRole('region', { name: 'Console', exact: true });
const command = (page: Page) => region(page).getByRole('textbox', { name: 'Command' });
const said = (page: Page, text: string) => region(page).getByRole('log', { name: 'Console lines' }).getByText(text).first();

/** Whatever came on the wire before, keys go astray until the command line has the focus. */
const ready = (page: Page) => command(page).and(page.locator(':focus')).waitFor();

/** A window that has another size is laid out anew in its time. */
const fits = (part: Locator, width: number) =>
  expect
    .poll(
      async () => {
        const box = await part.boundingBox();
        return box !== null && box.x >= 0 && box.x + box.width <= width && box.height > 10;
      },
      { timeout: 60_000 },
    )
    .toBe(true);

/** Tab until this has the focus: everything must be within reach of the keyboard. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const is = await page.evaluate((wanted) => {
      const element = document.activeElement as HTMLElement; // what has the focus is an element of HTML
      const label =
        element.getAttribute('aria-label') ?? document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent;
      return [label, element.textContent].some((text) => text?.trim() === wanted || text?.trim().endsWith(wanted) === true);
    }, name);
    if (is) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach “${name}”`);
}

/** Opens the console by the palette. */
async function openConsole(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Console');
  await page.getByRole('dialog').getByText('Console', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await region(page).waitFor();
}

async function type(page: Page, line: string, answer?: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  if (answer !== undefined) await said(page, answer).waitFor();
}

it(
  'says what to do before anything is connected, and does the lesson of SMTP by keyboard',
  async () => {
    const { page, fixture } = window;
    await page.getByRole('grid', { name: 'Messages' }).waitFor();
    await openConsole(page);
    await region(page).getByRole('heading', { name: 'Type a protocol yourself' }).waitFor();
    await region(page).getByText('SMTP, IMAP, POP3 or ManageSieve').waitFor();

    // Where it leads: the practice account's server for sending.
    await region(page).getByRole('button', { name: /Where/ }).focus();
    await page.keyboard.press('Enter');
    // An open list is on the screen before it has the focus.
    await page.locator('[role=option]:focus').waitFor();
    await page.keyboard.press('End');
    const option = page.getByRole('option', { name: 'Practice · SMTP' });
    await option.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await option.waitFor({ state: 'detached' });
    await tabTo(page, 'Connect');
    await page.keyboard.press('Enter');
    await said(page, '220 ').waitFor();
    await ready(page);

    // Tab completes, and the help says what the command does.
    await page.keyboard.type('eh');
    await page.keyboard.press('Tab');
    expect(await command(page).inputValue()).toBe('EHLO ');
    await region(page).getByText('asks for the extensions').waitFor();
    await type(page, 'pupil', '250 ');
    await tabTo(page, 'AUTH LOGIN');
    await page.keyboard.press('Enter');
    await said(page, '235 ').waitFor();
    await type(page, 'MAIL FROM:<ana@practice.test>', 'MAIL FROM');
    await type(page, 'RCPT TO:<ana@practice.test>', 'RCPT TO');
    await type(page, 'DATA', '354 ');
    // The line is shown as it comes, what it means for the next ones a moment later.
    await region(page).getByText('The server waits for the message').waitFor();
    for (const line of ['Subject: Typed in the console', '', 'Hello.']) await type(page, line);
    await region(page).getByRole('region', { name: 'Message so far' }).getByText('Subject: Typed in the console').waitFor();
    await type(page, '.', 'queued');

    // The line that was sent before comes back; what was masked does not.
    await page.keyboard.press('ArrowUp');
    expect(await command(page).inputValue()).toBe('DATA');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowUp');
    expect(await command(page).inputValue()).toBe('EHLO pupil');
    await page.keyboard.press('Control+a');
    await type(page, 'QUIT', '221 ');
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();

    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    const inbox = await fixture.folderOf(account?.settings.name ?? '', 'inbox');
    await fixture.until('the message in the inbox', async () =>
      (await fixture.rows(inbox.id)).some(({ subject }) => subject === 'Typed in the console'),
    );
    expect(JSON.stringify(fixture.events)).not.toContain(Buffer.from('practice').toString('base64'));
    expect(window.complaints).toEqual([]);
  },
  patiently,
);

it(
  'gives tags, counts a literal, warns before something is destroyed, and helps with base64',
  async () => {
    const { page, fixture } = window;
    await region(page).getByRole('button', { name: /Where/ }).click();
    await page.getByRole('option', { name: 'Practice · IMAP' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).click();
    await said(page, '* OK').waitFor();
    await ready(page);
    await type(page, 'LOGIN ana practice', 'a1 OK');
    await region(page).getByText('▒').first().waitFor();
    await region(page).getByRole('button', { name: 'Message…' }).click();
    await page.getByRole('textbox', { name: 'Text, with its header' }).fill('Subject: literal\n\nñ\n');
    await region(page).getByText('24 bytes').waitFor();
    await region(page).getByRole('form', { name: 'Message' }).getByRole('button', { name: 'Send' }).click();
    await said(page, 'a2 OK').waitFor();

    await command(page).focus();
    await type(page, 'SELECT INBOX', 'a3 OK');
    await type(page, 'STORE 1 +FLAGS (\\Deleted)');
    const warning = page.getByRole('alertdialog', { name: 'This destroys something' });
    await warning.getByText('the next EXPUNGE or CLOSE removes them').waitFor();
    await page.keyboard.press('Escape');
    await warning.waitFor({ state: 'detached' });
    expect((await fixture.client.call('console.list', {})).ok).toBe(true);
    expect(await command(page).inputValue()).toBe('STORE 1 +FLAGS (\\Deleted)');
    await page.keyboard.press('Enter');
    await warning.getByRole('button', { name: 'Send it' }).click();
    await said(page, 'a4 OK').waitFor();

    await region(page).getByRole('button', { name: 'Base64' }).click();
    const helper = region(page).getByRole('form', { name: 'Base64' });
    await helper.getByRole('textbox', { name: 'Text' }).fill('ñandú');
    expect(await helper.getByRole('textbox', { name: 'Base64' }).inputValue()).toBe('w7FhbmTDug==');
    await helper.getByRole('button', { name: 'Insert' }).click();
    expect(await command(page).inputValue()).toBe('w7FhbmTDug==');
    await command(page).fill('');
    await type(page, 'LOGOUT', 'a5 OK');
    expect(window.complaints).toEqual([]);
  },
  patiently,
);

it(
  'keeps its connection while another view is shown, and stands in 700 pixels, in the dark',
  async () => {
    const { page } = window;
    await region(page).getByRole('button', { name: 'Connect', exact: true }).click();
    // The lines of the connection before are there until then.
    await ready(page);
    await said(page, '* OK').waitFor();
    await region(page).getByRole('button', { name: 'Close', exact: true }).click();
    await region(page).waitFor({ state: 'detached' });
    await openConsole(page);
    await region(page).getByRole('button', { name: 'Disconnect' }).waitFor();
    await page.setViewportSize({ width: 700, height: 700 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await command(page).waitFor();
    for (const part of [command(page), region(page).getByRole('button', { name: 'Disconnect' }), region(page).getByRole('log')])
      await fits(part, 700);
    await region(page).getByRole('button', { name: 'Disconnect' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
    expect(window.complaints).toEqual([]);
  },
  patiently,
);

it(
  'makes a script of what was typed, plays it, and says which line was not answered as expected',
  async () => {
    const { page } = window;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await region(page).getByRole('button', { name: /Where/ }).click();
    await page.getByRole('option', { name: 'Practice · SMTP' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).click();
    await said(page, '220 ').waitFor();
    await ready(page);
    await type(page, 'EHLO pupil', '250 ');
    await region(page).getByRole('button', { name: 'AUTH LOGIN' }).click();
    await said(page, '235 ').waitFor();
    await type(page, 'QUIT', '221 ');
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();

    // By keyboard: the panel, the script of the session, and its run.
    for (const name of ['Script', 'From this session']) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
    }
    const script = region(page).getByRole('region', { name: 'Script' });
    const text = script.getByRole('textbox', { name: 'Script' });
    await expect.poll(() => text.inputValue(), { timeout: 60_000 }).toContain('sign in AUTH LOGIN as ana\nS: 235');
    expect(await text.inputValue()).not.toContain('▒');
    await tabTo(page, 'Run');
    await page.keyboard.press('Enter');
    const status = script.getByRole('status');
    await status.getByText('All 6 steps are as expected.').waitFor({ timeout: 60_000 });
    await said(page, '235 ').waitFor();
    await script.getByRole('button', { name: 'Run again' }).click();
    await status.getByText('All 6 steps are as expected.').waitFor({ timeout: 60_000 });

    // Another reply is expected: step by step up to it.
    await script.getByRole('button', { name: 'Edit' }).click();
    await text.fill((await text.inputValue()).replace('C: QUIT', 'C: NOOP\nS: 550...\nC: QUIT'));
    for (const count of [1, 2, 3]) {
      await script.getByRole('button', { name: 'Step', exact: true }).click();
      await status.getByText(`Step ${count} of 7 done`).waitFor({ timeout: 60_000 });
    }
    await script.locator('[aria-current="step"]').getByText('C: EHLO pupil').waitFor();
    await script.getByRole('button', { name: 'Run', exact: true }).click();
    await script
      .getByRole('alert')
      .getByText(/^Line \d+: Expected “S: 550\.\.\.”, and “250 .*” came\.$/)
      .waitFor({ timeout: 60_000 });
    expect(await script.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
    expect(window.complaints).toEqual([]);
  },
  patiently,
);

it(
  'says what is wrong in a script, asks before one destroys something, and opens and saves files',
  async () => {
    const { page } = window;
    const script = region(page).getByRole('region', { name: 'Script' });
    await script.getByRole('button', { name: 'Edit' }).click();
    const text = script.getByRole('textbox', { name: 'Script' });
    await text.fill('C: PASS geheim\nEHLO me');
    const errors = script.getByRole('list', { name: 'Errors in the script' });
    await errors.getByText('Line 1: A password does not belong in a script').waitFor();
    await errors.getByText('Line 2: “EHLO me” is nothing').waitFor();
    expect(await script.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);

    const practice = unwrap(await window.fixture.client.call('practice.state', {}));
    const lines = [`connect imap://127.0.0.1:${practice.imapPort}`, 'S: * OK...', 'C: a1 EXPUNGE', 'S: a1 ...', 'C: a2 LOGOUT', 'closed'];
    const destroys = `${lines.join('\n')}\n`;
    await script.locator('input[type=file]').setInputFiles({ name: 'expunge.txt', mimeType: 'text/plain', buffer: Buffer.from(destroys) });
    await expect.poll(() => text.inputValue(), { timeout: 60_000 }).toBe(destroys);
    const saving = page.waitForEvent('download');
    await script.getByRole('button', { name: 'Save…' }).click();
    expect(await readFile(await (await saving).path(), 'utf8')).toBe(destroys);

    await script.getByRole('button', { name: 'Run', exact: true }).click();
    const question = script.getByRole('alertdialog', { name: 'This destroys something' });
    await question.getByText('a1 EXPUNGE').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await script.getByRole('button', { name: 'Run', exact: true }).click();
    await question.getByRole('button', { name: 'Run it' }).click();
    await script.getByRole('status').getByText('All 3 steps are as expected.').waitFor({ timeout: 60_000 });

    // In little room and in the dark it stands below, and nothing is out of reach.
    await page.setViewportSize({ width: 700, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await script.getByRole('button', { name: 'Edit' }).click();
    for (const part of [script.getByRole('textbox'), script.getByRole('button', { name: 'Run', exact: true })]) {
      await part.scrollIntoViewIfNeeded();
      await fits(part, 700);
    }
    await region(page).getByRole('button', { name: 'Script', exact: true }).click();
    await script.waitFor({ state: 'detached' });
    expect(window.complaints).toEqual([]);
  },
  patiently,
);

it('a script that destroys something asks again where Run is pressed once more, or it begins anew', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1440, height: 900 });
  const received: string[] = [];
  const server = await startScriptedServer(async (connection) => {
    connection.send('+OK hello\r\n');
    for (let line = await connection.line(); line !== null; line = await connection.line()) {
      received.push(line);
      connection.send('+OK done\r\n');
    }
  });
  try {
    const script = region(page).getByRole('region', { name: 'Script' });
    const panel = region(page).getByRole('button', { name: 'Script', exact: true });
    await panel.click();
    await script.getByRole('textbox', { name: 'Script' }).fill(`connect pop3://127.0.0.1:${server.port}\nC: DELE 1\n`);
    const question = script.getByRole('alertdialog', { name: 'This destroys something' });
    const run = script.getByRole('button', { name: 'Run', exact: true });
    await run.click();
    await question.getByText('DELE 1').waitFor();
    await run.click();
    await script.getByRole('button', { name: 'Step', exact: true }).click();
    await question.getByText('DELE 1').waitFor();
    // Nothing has begun: the script can still be changed.
    await script.getByRole('textbox', { name: 'Script' }).waitFor();
    expect(received).toEqual([]);
    await run.click();
    await question.getByRole('button', { name: 'Run it' }).click();
    await expect.poll(() => received, { timeout: 60_000 }).toEqual(['DELE 1']);
    // All steps are in sight: the list takes no place in the order of Tab.
    const steps = script.getByRole('list', { name: 'Steps of the script' });
    expect(await steps.evaluate((element) => element.tabIndex)).toBe(-1);
    await script.getByRole('button', { name: 'Run again' }).click();
    await question.getByText('DELE 1').waitFor();
    expect(received).toEqual(['DELE 1']);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await script.getByRole('textbox', { name: 'Script' }).fill('C: NOOP\n'.repeat(80));
    await script.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => steps.evaluate((element) => element.tabIndex)).toBe(0);
    await panel.click();
    await region(page).getByRole('button', { name: 'Disconnect' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
    expect(window.complaints).toEqual([]);
  } finally {
    await server.stop();
  }
}, 240_000);

it('a script is stopped by a button of its own, which never runs it, and keeps the focus', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1440, height: 900 });
  const received: string[] = [];
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const server = await startScriptedServer(async (connection) => {
    connection.send('+OK hello\r\n');
    for (let line = await connection.line(); line !== null; line = await connection.line()) {
      received.push(line);
      await answers[received.length - 1]?.promise;
      connection.send('+OK done\r\n');
    }
  });
  try {
    const script = region(page).getByRole('region', { name: 'Script' });
    const panel = region(page).getByRole('button', { name: 'Script', exact: true });
    await panel.click();
    await script
      .getByRole('textbox', { name: 'Script' })
      .fill(`connect pop3://127.0.0.1:${server.port}\nS: +OK...\nC: NOOP\nS: +OK...\nC: STAT\nS: +OK...\nC: DELE 1\nS: +OK...\n`);
    const [run, stop] = ['Run', 'Stop'].map((name) => script.getByRole('button', { name, exact: true })) as [Locator, Locator]; // two names, two buttons
    const hasFocus = (button: Locator) => button.evaluate((element) => element === document.activeElement);
    expect(await stop.isDisabled()).toBe(true);
    await script.getByRole('button', { name: 'Step', exact: true }).click();
    await script.getByRole('button', { name: 'Run it' }).click();
    await script.getByRole('status').getByText('Step 1 of 4 done').waitFor();
    await script.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => received, { timeout: 60_000 }).toEqual(['NOOP']);
    await stop.focus();
    // The step ends at that moment: what was meant to stop the script stops nothing any more, and does not run it.
    answers[0].resolve();
    await script.getByRole('status').getByText('Step 2 of 4 done').waitFor();
    await expect.poll(() => stop.isEnabled()).toBe(false);
    for (const key of ['Enter', 'Space']) await page.keyboard.press(key);
    expect([await hasFocus(stop), await run.isEnabled()]).toEqual([true, true]);
    await run.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => received, { timeout: 60_000 }).toEqual(['NOOP', 'STAT']);
    // Nor does Run stop it.
    await expect.poll(() => run.isEnabled()).toBe(false);
    await page.keyboard.press('Enter');
    expect(await hasFocus(run)).toBe(true);
    await stop.click();
    await expect.poll(() => run.isEnabled()).toBe(true);
    await script.getByRole('status').getByText('Step 2 of 4 done').waitFor();
    expect(received).toEqual(['NOOP', 'STAT']);
    answers[1].resolve();
    await panel.click();
    await region(page).getByRole('button', { name: 'Disconnect' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
    expect(window.complaints).toEqual([]);
  } finally {
    for (const answer of answers) answer.resolve();
    await server.stop();
  }
}, 240_000);

it('a script that is left in the middle sends nothing more', async () => {
  const { page } = window;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  const received: string[] = [];
  const left = Promise.withResolvers<void>();
  const server = await startScriptedServer(async (connection) => {
    connection.send('220 hello\r\n');
    for (let line = await connection.line(); line !== null; line = await connection.line()) {
      received.push(line);
      await left.promise;
      connection.send(`250 ${line} done\r\n`);
    }
  });
  try {
    const script = region(page).getByRole('region', { name: 'Script' });
    const panel = region(page).getByRole('button', { name: 'Script', exact: true });
    await panel.click();
    await script.getByRole('textbox', { name: 'Script' }).fill(`connect smtp://127.0.0.1:${server.port}\nC: NOOP\nC: RSET\n`);
    await script.getByRole('button', { name: 'Run', exact: true }).click();
    await expect.poll(() => received, { timeout: 60_000 }).toEqual(['NOOP']);
    await panel.click();
    await script.waitFor({ state: 'detached' });
    left.resolve();
    await said(page, '250 NOOP done').waitFor();
    await command(page).focus();
    await type(page, 'VRFY ana', '250 VRFY ana done');
    expect(received).toEqual(['NOOP', 'VRFY ana']);
    await region(page).getByRole('button', { name: 'Disconnect' }).click();
    await region(page).getByRole('button', { name: 'Connect', exact: true }).waitFor();
    expect(window.complaints).toEqual([]);
  } finally {
    await server.stop();
  }
}, 60_000);

it(
  'speaks ManageSieve: completes, counts a script, warns, and asks before a password goes to another port',
  async () => {
    const { page } = window;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    const received: string[] = [];
    const certificate = await (await createCertificateAuthority()).issue();
    const server = await startScriptedServer(async (connection) => {
      connection.send('"SIEVE" "fileinto"\r\n"STARTTLS"\r\nOK "hello"\r\n');
      for (let line = await connection.line(); line !== null; line = await connection.line()) {
        received.push(line);
        if (/^AUTHENTICATE/.test(line)) connection.send('""\r\n');
        else if (line.startsWith('PUTSCRIPT')) await connection.take(Number(/\{(\d+)\+\}$/.exec(line)?.[1]));
        else connection.send('OK "done"\r\n');
        if (line !== 'STARTTLS') continue;
        await connection.startTls(certificate);
        connection.send('"SASL" "PLAIN"\r\nOK "inside"\r\n');
      }
    });
    try {
      await region(page).getByRole('button', { name: /Where/ }).click();
      await page.getByRole('option', { name: 'Any server' }).click();
      await region(page)
        .getByRole('button', { name: /Protocol/ })
        .click();
      await page.getByRole('option', { name: 'ManageSieve' }).click();
      await region(page).getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
      await region(page).getByRole('textbox', { name: 'Port' }).fill(String(server.port));
      const connect = region(page).getByRole('button', { name: 'Connect', exact: true });
      await connect.click();
      await said(page, 'OK "hello"').waitFor();
      await type(page, 'STARTTLS');
      await region(page).getByRole('button', { name: 'Trust this certificate' }).click();
      await connect.click();
      // Until then the lines of the connection before stand there, which said the same.
      await region(page).getByRole('button', { name: 'Disconnect' }).waitFor();
      await said(page, 'OK "hello"').waitFor();
      await type(page, 'STARTTLS', 'OK "inside"');

      const signIn = region(page).getByRole('button', { name: 'AUTH PLAIN' });
      await signIn.click();
      const question = region(page).getByRole('alertdialog', { name: /Another program may listen/ });
      await question.waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      expect(received.some((line) => line.startsWith('AUTHENTICATE'))).toBe(false);
      await signIn.click();
      await question.getByRole('button', { name: 'Send it' }).click();
      await said(page, 'OK "done"').waitFor();
      await expect.poll(() => received.at(-1)).toBe(`"${Buffer.from('\0ana\0practice').toString('base64')}"`);

      await command(page).focus();
      await page.keyboard.type('puts');
      await page.keyboard.press('Tab');
      expect(await command(page).inputValue()).toBe('PUTSCRIPT ');
      await region(page).getByText('Stores a script and replaces one of this name').waitFor();
      await page.keyboard.type('"main"');
      await region(page).getByRole('button', { name: 'Message…' }).click();
      await page.getByRole('textbox', { name: 'Text of the script' }).fill('keep; # ñ\n');
      await region(page).getByText('12 bytes, counted for you').waitFor();
      await region(page).getByRole('form', { name: 'Message' }).getByRole('button', { name: 'Send' }).click();
      await said(page, 'PUTSCRIPT "main" {12+}').waitFor();
      await command(page).fill('DELETESCRIPT "main"');
      await page.keyboard.press('Enter');
      const warning = page.getByRole('alertdialog', { name: 'This destroys something' });
      await warning.getByText('deletes the script for good').waitFor();
      await page.keyboard.press('Escape');
      await warning.waitFor({ state: 'detached' });
      expect(received.some((line) => line.startsWith('DELETESCRIPT'))).toBe(false);
      await region(page).getByRole('button', { name: 'Disconnect' }).click();
      await connect.waitFor();
      expect(window.complaints).toEqual([]);
    } finally {
      await server.stop();
    }
  },
  patiently,
);
