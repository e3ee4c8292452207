/** What the console asks for in forms: where to connect, a message, a token; each pressed once more than meant. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '../../support/engine-fixture.ts';
import { findCanary, scanFolder } from '../../support/material/canaries.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted/scripted-server.ts';
import { tabTo } from '../lessons/student.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const patiently = 240_000;

let window: RealWindow;
let server: ScriptedServer;
/** Lines of the client, of all connections. */
const received: string[] = [];
const refusal = Buffer.from('{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}').toString('base64');

beforeAll(async () => {
  server = await startScriptedServer(async (connection) => {
    connection.send('* OK hello\r\n');
    for (let line = await connection.line(); line !== null; line = await connection.line()) {
      received.push(line);
      const [tag = '*', command = ''] = line.split(' ');
      const octets = /\{(\d+)\}$/.exec(line)?.[1];
      if (command === 'AUTHENTICATE') {
        connection.send('+ \r\n');
        received.push((await connection.line()) ?? '');
        connection.send(`+ ${refusal}\r\n`);
        received.push((await connection.line()) ?? '');
        connection.send(`${tag} NO [AUTHENTICATIONFAILED] not that one\r\n`);
      } else if (octets !== undefined) {
        connection.send('+ go on\r\n');
        await connection.take(Number(octets) + 2);
        connection.send(`${tag} OK filed\r\n`);
      } else connection.send(`${tag} OK done\r\n`);
    }
  });
  window = await startRealWindow();
  window.page.setDefaultTimeout(60_000);
  const { page } = window;
  await page.getByRole('button', { name: 'New message' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await region(page).waitFor();
}, 180_000);
afterAll(async () => {
  expect(window?.complaints).toEqual([]);
  await window?.close();
  await server?.stop();
  await removeBuiltWindow();
});

const region = (page: Page) => page.getByRole('region', { name: 'Console', exact: true });
const said = (page: Page, text: string) => region(page).getByRole('log', { name: 'Console lines' }).getByText(text).first();
const button = (page: Page, name: string) => region(page).getByRole('button', { name, exact: true });

/** What a second Enter does that is pressed before anything has been drawn. */
const submitTwice = (page: Page, field: string) =>
  region(page)
    .getByRole('textbox', { name: field })
    .evaluate((element) => {
      const { form } = element as HTMLInputElement; // a text field
      for (const _ of [1, 2]) form?.requestSubmit();
    });

it(
  'Enter pressed twice in the field of the host makes one connection',
  async () => {
    const { page, fixture } = window;
    await region(page)
      .getByRole('button', { name: /Protocol/ })
      .click();
    await page.getByRole('option', { name: 'IMAP' }).click();
    await region(page).getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
    await region(page).getByRole('textbox', { name: 'Port' }).fill(String(server.port));
    await submitTwice(page, 'Host');
    await said(page, '* OK hello').waitFor();
    await region(page).getByRole('textbox', { name: 'Command' }).fill('NOOP');
    await page.keyboard.press('Enter');
    await said(page, 'a1 OK done').waitFor();
    expect(unwrap(await fixture.client.call('console.list', {}))).toHaveLength(1);
    expect(unwrap(await fixture.client.call('transcript.sessions', { limit: 10 }))).toHaveLength(1);
    expect(server.connections).toHaveLength(1);
  },
  patiently,
);

it('Escape closes the editor of a message, and its text is there when it is opened again', async () => {
  const { page } = window;
  const text = region(page).getByRole('textbox', { name: 'Text, with its header' });
  const command = region(page).getByRole('textbox', { name: 'Command' });
  await button(page, 'Message…').click();
  await text.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Subject: kept');
  await page.keyboard.press('Escape');
  await text.waitFor({ state: 'detached' });
  await command.and(page.locator(':focus')).waitFor();
  await button(page, 'Message…').click();
  expect(await text.inputValue()).toBe('Subject: kept');
  await page.keyboard.press('Escape');
  await button(page, 'Base64').click();
  await region(page).getByRole('form', { name: 'Base64' }).waitFor();
  await page.keyboard.press('Escape');
  await region(page).getByRole('form', { name: 'Base64' }).waitFor({ state: 'detached' });
  await command.and(page.locator(':focus')).waitFor();
}, 240_000);

it('the transcript stands beside the console, also without any account', async () => {
  const { page } = window;
  await page.keyboard.press('Control+j');
  const transcript = page.getByRole('region', { name: 'Transcript' });
  await transcript.getByRole('option').filter({ hasText: 'console' }).first().waitFor();
  await transcript.getByRole('listitem').filter({ hasText: 'a1 OK done' }).waitFor();
  await page.keyboard.press('Control+j');
  await transcript.waitFor({ state: 'detached' });
}, 240_000);

it(
  'a message that is sent twice by mistake goes out once',
  async () => {
    const { page } = window;
    await button(page, 'Message…').click();
    await region(page).getByRole('textbox', { name: 'Text, with its header' }).fill('Subject: once\n\nOnce.\n');
    await submitTwice(page, 'Text, with its header');
    await region(page).getByRole('form', { name: 'Message' }).waitFor({ state: 'detached' });
    await said(page, 'a2 OK filed').waitFor();
    await region(page).getByRole('textbox', { name: 'Command' }).fill('NOOP');
    await page.keyboard.press('Enter');
    await said(page, 'a3 OK done').waitFor();
    expect(received.filter((line) => line.includes('APPEND'))).toHaveLength(1);
  },
  patiently,
);

it(
  'what is counted and destroys something is asked about like any other line',
  async () => {
    const { page } = window;
    await region(page).getByRole('textbox', { name: 'Command' }).fill('REPLACE 1 INBOX');
    await button(page, 'Message…').click();
    const form = region(page).getByRole('form', { name: 'Message' });
    await form.getByRole('button', { name: 'Send' }).click();
    const warning = form.getByRole('alertdialog', { name: 'This destroys something' });
    await warning.getByText('REPLACE removes for good').waitFor();
    await page.keyboard.press('Escape');
    await warning.waitFor({ state: 'detached' });
    await form.getByRole('button', { name: 'Send' }).and(page.locator(':focus')).waitFor();
    expect(received.some((line) => line.includes('REPLACE'))).toBe(false);
    await form.getByRole('button', { name: 'Close' }).click();
    await region(page).getByRole('textbox', { name: 'Command' }).fill('');
  },
  patiently,
);

it(
  'signs in by a token that is pasted: by keyboard, masked, and kept nowhere',
  async () => {
    const { page, fixture } = window;
    const token = `ya29.Kanarie-${'Zq7vXw'.repeat(20)}`;
    await tabTo(page, button(page, 'Token…'));
    await page.keyboard.press('Enter');
    const form = region(page).getByRole('form', { name: 'Sign in with a token' });
    const field = form.getByRole('textbox', { name: 'Access token' });
    await field.and(page.locator(':focus')).waitFor();
    expect(await field.getAttribute('type')).toBe('password');
    await form.getByText(`It goes to 127.0.0.1:${server.port} alone`).waitFor();
    await form.getByText('This connection is not encrypted').waitFor();
    await page.keyboard.insertText('no token: äöü');
    await form.getByText('An access token has only letters').waitFor();
    await page.keyboard.press('Control+a');
    // As it is copied from a terminal, with the word before it.
    await page.keyboard.insertText(`Bearer ${token.slice(0, 40)} ${token.slice(40)} `);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.insertText('ana@example.test');
    await tabTo(page, form.getByRole('button', { name: 'Send it' }));
    await page.keyboard.press('Enter');
    await said(page, 'not that one').waitFor();
    await form.waitFor({ state: 'detached' });
    const built = Buffer.from(`user=ana@example.test\x01auth=Bearer ${token}\x01\x01`).toString('base64');
    expect(received.slice(-3)).toEqual([expect.stringMatching(/^a\d+ AUTHENTICATE XOAUTH2$/), built, '']);
    await said(page, '▒').waitFor();
    expect(
      await region(page)
        .getByRole('textbox', { name: 'Command' })
        .evaluate((input) => input === document.activeElement),
    ).toBe(true);

    // Neither the lines that come back nor the form have it, nor what the window holds, nor a file.
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('ArrowUp');
      expect(await region(page).getByRole('textbox', { name: 'Command' }).inputValue()).not.toContain('Kanarie');
    }
    await button(page, 'Token…').click();
    expect(await field.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    const sought = [{ name: 'token', secret: token }];
    const [session] = unwrap(await fixture.client.call('transcript.sessions', { limit: 1 }));
    const lines = unwrap(await fixture.client.call('transcript.lines', { session: session?.id ?? '', from: 0, limit: 500 }));
    const left = `${JSON.stringify([lines, fixture.events])}${await page.content()}`;
    expect(findCanary(Buffer.from(left), sought)).toEqual([]);
    expect(await scanFolder(fixture.folder, sought)).toEqual([]);
    expect(lines.lines.map(({ decoded }) => decoded).join('\n')).toContain('"status":"400"');
    await button(page, 'Disconnect').click();
    await button(page, 'Connect').waitFor();

    // What was sent before, and is no secret, comes back on the next connection.
    await button(page, 'Connect').click();
    const command = region(page).getByRole('textbox', { name: 'Command' });
    await command.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await command.inputValue()).toMatch(/^(?:a\d+ )?AUTHENTICATE XOAUTH2$/);
    await page.keyboard.press('ArrowUp');
    expect(await command.inputValue()).toBe('NOOP');
    await button(page, 'Disconnect').click();
    await button(page, 'Connect').waitFor();
  },
  patiently,
);

it('a double click on Connect leaves the connection open, and one on Disconnect leaves it closed', async () => {
  const { page } = window;
  const before = server.connections.length;
  await button(page, 'Connect').dblclick();
  await said(page, '* OK hello').waitFor();
  await region(page).getByRole('textbox', { name: 'Command' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('NOOP');
  await page.keyboard.press('Enter');
  await said(page, 'OK done').waitFor();
  await button(page, 'Disconnect').dblclick();
  await button(page, 'Connect').waitFor();
  expect(server.connections.length - before).toBe(1);
}, 240_000);

it('opened by key or by the palette it has the focus, and when its connection is over', async () => {
  const { page } = window;
  await button(page, 'Close').click();
  await region(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Console');
  await page.getByRole('dialog').getByText('Console', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await region(page).getByRole('button', { name: /Where/ }).and(page.locator(':focus')).waitFor();
  await region(page).getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
  await region(page).getByRole('textbox', { name: 'Port' }).fill(String(server.port));
  await page.keyboard.press('Enter');
  await region(page).getByRole('textbox', { name: 'Command' }).and(page.locator(':focus')).waitFor();
  for (const connection of server.connections) connection.close();
  await button(page, 'Connect').and(page.locator(':focus')).waitFor();
}, 240_000);

it('a script asks for the token when it comes to it, by keyboard, and keeps it nowhere', async () => {
  const { page, fixture } = window;
  const token = `ya29.Skript-${'Qw9zKp'.repeat(20)}`;
  const toggle = button(page, 'Script');
  await toggle.click();
  const script = region(page).getByRole('region', { name: 'Script' });
  const lines = [
    `connect imap://127.0.0.1:${server.port}`,
    'C: a1 NOOP',
    'S: a1 OK...',
    'sign in AUTH XOAUTH2 as ana@example.test',
    'S: NO...',
  ];
  await script.getByRole('textbox', { name: 'Script' }).fill(lines.join('\n'));
  const run = script.getByRole('button', { name: 'Run', exact: true });
  await run.focus();
  await page.keyboard.press('Enter');
  const form = script.getByRole('form', { name: 'Sign in with a token' });
  const field = form.getByRole('textbox', { name: 'Access token' });
  await field.and(page.locator(':focus')).waitFor();
  expect(await form.getByRole('textbox', { name: 'User name' }).inputValue()).toBe('ana@example.test');
  await form.getByText(`It goes to 127.0.0.1:${server.port} alone`).waitFor();
  // None is given: the script says so, and nothing of the sign-in was sent.
  await page.keyboard.press('Escape');
  await script.getByRole('alert').getByText('No token was given for XOAUTH2.').waitFor();
  expect(received.at(-1)).toBe('a1 NOOP');

  await script.getByRole('button', { name: 'Run again' }).click();
  await field.and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(token);
  await page.keyboard.press('Enter');
  await script.getByRole('status').getByText('All 3 steps are as expected.').waitFor();
  const built = Buffer.from(`user=ana@example.test\x01auth=Bearer ${token}\x01\x01`).toString('base64');
  expect(received).toContain(built);
  await form.waitFor({ state: 'detached' });
  const sought = [{ name: 'token', secret: token }];
  expect(findCanary(Buffer.from(`${JSON.stringify(fixture.events)}${await page.content()}`), sought)).toEqual([]);
  expect(await scanFolder(fixture.folder, sought)).toEqual([]);
  await toggle.click();
}, 240_000);
