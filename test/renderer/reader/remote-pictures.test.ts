import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { createCertificateAuthority } from '../../support/certificates.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { practiceAccount } from '../../support/practice-account.ts';
import { dotPng } from '../fake/window-host.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let mail: PracticeServer;
let pictures: Server;
let window: RealWindow;
let page: Page;
/** What the server of the pictures was asked for. */
const asked: string[] = [];

beforeAll(async () => {
  const authority = await createCertificateAuthority();
  const { key, certificate } = await authority.issue({ names: ['pictures.example.test'] });
  pictures = createServer({ key, cert: certificate }, (request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'image/png' }).end(dotPng);
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  const { port } = pictures.address() as AddressInfo; // a TCP server has no other
  mail = await createPracticeServer();
  const [ana] = mail.accounts;
  if (!ana) throw new Error('the practice server has no account');
  const inbox = mail.mailbox.mailboxOf(ana).find('INBOX');
  for (const [number, sender] of ['shop@example.test', 'Shop@Example.test', 'other@example.test'].entries()) {
    const html =
      `<p>Look</p><img src="https://pictures.example.test:${port}/${number}.png" alt="ours">` +
      `<img src="https://pictures.example.test:${port}/${number}.png" alt="twice"><img src="https://inner.example.test/secret.png" alt="inner">`;
    inbox?.append({
      bytes: Buffer.from(
        `From: <${sender}>\r\nTo: ana@practice.test\r\nSubject: offer ${number}\r\nMessage-ID: <${number}@example.test>\r\n` +
          `MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`,
      ),
      internalDate: Date.UTC(2026, 0, 1, 0, number),
    });
  }
  const background = `https://pictures.example.test:${port}/background.png`;
  inbox?.append({
    bytes: Buffer.from(
      'From: <garden@example.test>\r\nTo: ana@practice.test\r\nSubject: backgrounds\r\nMessage-ID: <background@example.test>\r\nMIME-Version: 1.0\r\n' +
        `Content-Type: text/html; charset=utf-8\r\n\r\n<style>.a{background:url(${background}) #203040}</style><p class="a" id="rule">Look</p>` +
        `<table><tr><td id="cell" background="${background}"><font color="#fff">here</font></td></tr></table>` +
        `<p id="veil" style="background-image:linear-gradient(#0004,#0004),url(https://inner.example.test/secret.png)">there</p>\r\n`,
    ),
    internalDate: Date.UTC(2025, 0, 1),
  });
  window = await startRealWindow({
    accounts: [practiceAccount(mail, 'Lab')],
    trustedCertificates: [authority.certificate],
    replaced: {
      network: {
        resolve: async (host) => (host === 'pictures.example.test' ? ['127.0.0.1'] : ['10.0.0.7']),
        mayAsk: (address) => address === '127.0.0.1',
      },
    },
  });
  page = window.page;
}, 180_000);
afterAll(async () => {
  await window.close();
  await mail.close();
  await new Promise((resolve) => pictures.close(resolve));
  await removeBuiltWindow();
});
afterEach(() => {
  asked.length = 0;
  expect(window.complaints.splice(0)).toEqual([]);
});

const open = async (subject: string) => {
  await page.getByRole('grid', { name: 'Messages' }).getByText(subject).click();
  await page.frameLocator('iframe[title="Message text"]').getByText('Look').waitFor();
};
const article = () => page.getByRole('article', { name: 'Message' });
const shown = (name: string) =>
  page.frameLocator('iframe[title="Message text"]').getByRole('img', { name, exact: true }).getAttribute('src');

describe('pictures from elsewhere', () => {
  it('are kept out until they are asked for, then come from this machine’s own memory, once each', async () => {
    await open('offer 0');
    await article().getByText('Remote content blocked: 3 images').waitFor();
    expect(asked).toEqual([]);
    await article().getByRole('button', { name: 'Load pictures' }).click();
    await article().getByText('2 remote images loaded · 1 could not be loaded').waitFor();
    expect(await shown('ours')).toMatch(/^blob:/);
    expect(await shown('inner')).toBeNull();
    expect(asked).toEqual(['/0.png']);
    if (process.env.POSTGLASS_PICTURES) await page.screenshot({ path: join(process.env.POSTGLASS_PICTURES, 'remote.png') });
  });

  it('are sessions of the transcript, one a picture, with the account and the message that named them', async () => {
    const { client } = window.fixture;
    const sessions = unwrap(await client.call('transcript.sessions', { protocol: 'http', limit: 10 }));
    const ours = sessions.find(({ host }) => host === 'pictures.example.test');
    expect(ours).toMatchObject({ accountName: 'Lab', purpose: 'picture', state: 'done', summary: 'HTTP/1.1 200 OK', failure: null });
    expect(sessions.find(({ host }) => host === 'inner.example.test')).toMatchObject({
      state: 'failed',
      bytesSent: 0,
      failure: { code: 'remote-content-refused', detail: { address: '10.0.0.7' } },
    });
    const { lines } = unwrap(await client.call('transcript.lines', { session: ours?.id ?? '', from: 0, limit: 100 }));
    const says = (bytes: string) => Buffer.from(bytes, 'base64').toString('latin1');
    const inbox = await window.fixture.folderOf('Lab', 'inbox');
    const named = (await window.fixture.rows(inbox.id)).find(({ subject }) => subject === 'offer 0');
    expect(lines.find(({ bytes }) => says(bytes).startsWith('GET /0.png HTTP/1.1'))).toMatchObject({
      cause: 'open-message',
      messageId: named?.id,
    });
    const status = lines.find(({ bytes }) => says(bytes).startsWith('HTTP/1.1 200'));
    expect(status).toMatchObject({ direction: 'server', kind: 'status', cause: 'open-message' });
    // The picture is one run behind the header; what it begins with stands in its line.
    expect(lines.filter(({ kind }) => kind === 'payload')).toHaveLength(1);
  });

  it('behind words are kept out and come in the same way', async () => {
    await open('backgrounds');
    await article().getByText('Remote content blocked: 3 images').waitFor();
    const drawn = (id: string) =>
      page
        .frameLocator('iframe[title="Message text"]')
        .locator(`#${id}`)
        .evaluate((element) => getComputedStyle(element).backgroundImage);
    expect(await drawn('cell')).toBe('none');
    expect(asked).toEqual([]);
    await article().getByRole('button', { name: 'Load pictures' }).click();
    await article().getByText('2 remote images loaded · 1 could not be loaded').waitFor();
    for (const id of ['rule', 'cell']) expect(await drawn(id)).toMatch(/^url\("blob:/);
    expect(await drawn('veil')).toMatch(/^linear-gradient\(.*, none$/);
    expect(asked).toEqual(['/background.png']);
  });

  it('are not loaded by an answer or by forwarding', async () => {
    const folder = await window.fixture.folderOf('Lab', 'inbox');
    const [row] = await window.fixture.rows(folder.id);
    for (const mode of ['reply', 'forward'] as const)
      unwrap(await window.fixture.client.call('compose.start', { mode, messageId: row?.id ?? 0 }));
    expect(asked).toEqual([]);
  });

  it('are kept out of the next message, and come by themselves from a sender for whom it was said', async () => {
    await open('offer 2');
    await article().getByText('Remote content blocked: 3 images').waitFor();
    await open('offer 0');
    await article().getByText('Remote content blocked: 3 images').waitFor();
    expect(asked).toEqual([]);
    await article().getByRole('button', { name: 'Always' }).click();
    await page.getByRole('menuitem', { name: 'Always load from shop@example.test' }).click();
    await article()
      .getByText(/2 remote images loaded/)
      .waitFor();
    await open('offer 1');
    await article()
      .getByText(/2 remote images loaded/)
      .waitFor();
    expect(asked).toEqual(['/0.png', '/1.png']);
    await article().getByRole('button', { name: 'Always' }).click();
    await page.getByRole('menuitem', { name: 'Stop loading from shop@example.test automatically' }).click();
    await article().getByText('Remote content blocked: 3 images').waitFor();
    await open('offer 2');
    await article().getByText('Remote content blocked: 3 images').waitFor();
    expect(asked).toEqual(['/0.png', '/1.png']);
  });
});
