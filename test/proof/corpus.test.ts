/**
 * Mail of every kind, and real mail that nobody in the project wrote where it is there, through everything that mail goes through: a
 * server, synchronisation, storage, the list, the reader, the index, the window. What the servers of this world make of odd bytes is theirs; from there on nothing may be lost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Folder } from '../../electron/contract/folders.ts';
import type { MessageDetail, MessageRow } from '../../electron/contract/messages.ts';
import { parseMessage } from '../../electron/engine/mime/parse.ts';
import { readStructure } from '../../electron/engine/mime/structure/structure.ts';
import { visibleLine } from '../../electron/engine/mime/text/visible-text.ts';
import { type LoopbackServer, startLoopbackServer } from '../../electron/loopback/server.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot/dovecot.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { type CorpusMessage, whyCorpusMissing } from '../support/material/corpus.ts';
import { leavesAsOracle, oracleMistakes } from '../support/material/oracle-leaves.ts';
import { testMailboxMessages, testMessages, testTruth } from '../support/material/test-material.ts';
import { browserOwnHosts, startListeningBrowser, watchScripts } from './listening-browser.ts';

/** Arrival of the first message; each has a minute of its own, so that a row tells which message it is. */
const firstArrival = Date.UTC(2024, 0, 1);
const minuteMs = 60_000;
/** Unassigned characters stand in no word of ours, but the index may take them for letters. */
const wordPattern = /[\p{L}\p{M}\p{N}\p{Co}\p{Cn}]+/gu;

/** A message, what the server makes of it, and what the program made of that. */
interface Shown {
  readonly message: CorpusMessage;
  readonly row: MessageRow;
  readonly detail: MessageDetail;
  readonly source: Buffer;
}

/** Dovecot keeps lines as it likes, sends CRLF, and sends NUL, which IMAP forbids (RFC 9051 §4.3), as 0x80. */
const asSent = (raw: Buffer): Buffer => Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n').replaceAll('\0', '\x80'), 'latin1');

const wordsOf = ({ row, detail }: Shown): Set<string> =>
  new Set(
    `${row.subject} ${(detail.text ?? '').slice(0, 20_000)}`
      .toLowerCase()
      .match(wordPattern)
      ?.filter((word) => word.length < 60 && !/\p{Cn}/u.test(word)) ?? [],
  );

describe('every message of the test material', () => {
  describeWithServers(['dovecot'], 'from the server to the screen', () => {
    // HTML last, so that it is newest and the window shows it first.
    const messages = [...testMessages(), ...testMailboxMessages()]
      .map((message) => ({ message, isHtml: parseMessage(message.raw).html !== null }))
      .sort((one, other) => Number(one.isHtml) - Number(other.isHtml));
    const htmlCount = messages.filter(({ isHtml }) => isHtml).length;
    let server: DovecotServer;
    let fixture: EngineFixture;
    let inbox: Folder;
    let shown: Shown[];

    beforeAll(async () => {
      server = await startDovecot({ users: [{ name: 'ana', password: 'of ana' }] });
      for (const [index, { message }] of messages.entries())
        await server.mail.deliver('ana', message.raw, { date: new Date(firstArrival + index * minuteMs), flags: ['\\Seen'] });
      const credentials = { host: server.host, security: 'none', username: 'ana', password: 'of ana' } as const;
      fixture = await startEngineFixture({
        accounts: [
          {
            name: 'ana',
            address: 'ana@example.test',
            incoming: { protocol: 'imap', port: server.ports.imap, ...credentials },
            outgoing: { port: 1, ...credentials },
          },
        ],
        automatic: false,
      });
      const [account] = unwrap(await fixture.engine.syncOnce()).accounts;
      expect(account?.failure).toBeUndefined();
      inbox = await fixture.folderOf('ana', 'inbox');
      shown = await openAll();
    }, 300_000);
    afterAll(async () => {
      await fixture?.done();
      await server?.stop();
    });

    async function openAll(): Promise<Shown[]> {
      const rows: MessageRow[] = [];
      const source = { kind: 'folder', folderId: inbox.id } as const;
      while (rows.length < inbox.total)
        rows.push(...unwrap(await fixture.client.call('lists.page', { source, position: rows.length, limit: 500 })).rows);
      const all: Shown[] = [];
      for (const row of rows.reverse()) {
        const message = messages[(row.date - firstArrival) / minuteMs]?.message;
        if (!message) throw new Error(`nothing was delivered at ${new Date(row.date).toISOString()}`);
        const detail = unwrap(await fixture.client.call('messages.open', { id: row.id }));
        all.push({ message, row, detail, source: await bytesAt(detail.sourceUrl) });
      }
      return all;
    }

    async function bytesAt(url: string): Promise<Buffer> {
      const { stream } = unwrap(await fixture.engine.openBytes(decodeURIComponent(url.replace(/^bytes\//, ''))));
      return Buffer.from(await new Response(stream).arrayBuffer());
    }

    it('is stored and listed: as many as were delivered, each byte for byte what the server sent', () => {
      expect(inbox.total).toBe(messages.length);
      expect(shown.map(({ message }) => message.path)).toEqual(messages.map(({ message }) => message.path));
      const changed = shown.filter(({ message, source }) => !source.equals(asSent(message.raw)));
      expect(changed.map(({ message }) => message.path)).toEqual([]);
      expect(shown.filter(({ row, source }) => row.size !== source.length).map(({ message }) => message.path)).toEqual([]);
    });

    it('opens: with headers, source, and a text, HTML or attachments', async () => {
      for (const { message, detail, source } of shown) {
        expect(detail.parseFailure, message.path).toBeNull();
        if (message.raw.toString('latin1').trim() !== '')
          expect(detail.headers.length + (detail.text ?? '').length, message.path).toBeGreaterThan(0);
        expect(source.length, message.path).toBeGreaterThan(0);
        for (const attachment of detail.attachments)
          expect((await bytesAt(attachment.url)).length, `${message.path}: ${attachment.name}`).toBe(attachment.size);
      }
    });

    it('says the subject, sender, date and parts that are known to be right', () => {
      const truth = testTruth();
      const differences: string[] = [];
      const compared = { subject: 0, from: 0, date: 0, leaves: 0 };
      for (const { message, row, detail, source } of shown) {
        const known = truth.get(message.path);
        if (!known) continue;
        const mine = {
          subject: row.subject,
          from: detail.from[0]?.address.toLowerCase() ?? '',
          date: detail.dateField === null ? '' : new Date(detail.dateField).toISOString().replace('.000Z', 'Z'),
        };
        for (const field of ['subject', 'from', 'date'] as const) {
          if (!known.agree[field]) continue;
          compared[field] += 1;
          const theirs = visibleLine(known[field] ?? '');
          if (mine[field] !== theirs) differences.push(`${message.path} ${field}: ${mine[field]} instead of ${theirs}`);
        }
        // The server keeps neither a lone CR nor NUL apart from what stands beside it: those parts are other bytes than in the file.
        if (!known.leaves || oracleMistakes.has(message.path) || /\r(?!\n)|\0/.test(message.raw.toString('latin1'))) continue;
        compared.leaves += 1;
        const [found, expected] = [leavesAsOracle(readStructure(source), false), known.leaves].map((leaves) =>
          JSON.stringify(leaves.map(([type, name, , hash]) => [type, name, hash])),
        );
        if (found !== expected) differences.push(`${message.path} parts: ${found} instead of ${expected}`);
      }
      expect(differences).toEqual([]);
      const outside =
        whyCorpusMissing() === undefined
          ? { subject: 619, from: 607, date: 612, leaves: 600 }
          : { subject: 0, from: 0, date: 0, leaves: 0 };
      for (const field of ['subject', 'from', 'date', 'leaves'] as const)
        expect(compared[field], field).toBeGreaterThan(outside[field] + 35);
    });

    const search = async (query: string, position: number, limit: number, folderId?: number) =>
      unwrap(await fixture.client.call('lists.page', { source: { kind: 'search', query, folderId }, position, limit }));

    it('is found by the rarest of its words', async () => {
      const frequency = new Map<string, number>();
      const words = new Map(shown.map((one) => [one, wordsOf(one)]));
      for (const each of words.values()) for (const word of each) frequency.set(word, (frequency.get(word) ?? 0) + 1);
      const rarest = (one: Shown) => [...(words.get(one) ?? [])].sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0))[0];
      await expect.poll(async () => (await search('message', 0, 1)).searched?.indexed, { timeout: 30_000 }).toBe(messages.length);
      const lost: string[] = [];
      let wordless = 0;
      for (const one of shown) {
        const word = rarest(one);
        if (word === undefined) {
          wordless += 1;
          continue;
        }
        const ids: number[] = [];
        for (;;) {
          const { rows } = await search(`"${word}"`, ids.length, 500, inbox.id);
          ids.push(...rows.map(({ id }) => id));
          if (rows.length < 500) break;
        }
        if (!ids.includes(one.row.id)) lost.push(`${one.message.path}: ${word}`);
      }
      expect(lost).toEqual([]);
      expect(wordless, 'messages without a single word').toBeLessThan(30);
    });

    it('shows nothing in the window that runs a script or lets a request leave', async () => {
      const listening = await startListeningBrowser();
      const folder = mkdtempSync(join(tmpdir(), 'postglass-window-'));
      let window: LoopbackServer | null = null;
      const asked: string[] = [];
      try {
        await build({
          configFile: new URL('../../renderer/vite.config.ts', import.meta.url).pathname,
          logLevel: 'error',
          build: { outDir: folder, emptyOutDir: true },
        });
        window = await startLoopbackServer({ engine: fixture.engine, windowFolder: folder, port: 0 });
        const origin = `http://127.0.0.1:${window.port}/`;
        const page = await listening.browser.newPage({ viewport: { width: 1200, height: 520 }, locale: 'en-GB' });
        page.on('request', (request) => {
          const url = request.url();
          if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url)) asked.push(url);
        });
        page.on('dialog', (dialog) => asked.push(`dialog ${dialog.message()}`));
        page.context().on('page', (other) => asked.push(`pop-up ${other.url()}`));
        const scripts = await watchScripts(page);
        await page.goto(window.address);
        const grid = page.getByRole('grid', { name: 'Messages' });
        await grid.locator('[role=row][aria-rowindex="1"]').click();
        let html = 0;
        for (let index = messages.length - 1; ; index -= 1) {
          html += (await nextShown(page)) === 'html' ? 1 : 0;
          if (index === messages.length - htmlCount) break;
          await page.keyboard.press('j');
        }
        expect(html).toBe(htmlCount);
        expect(asked).toEqual([]);
        expect(scripts.compiled).toEqual([]);
      } finally {
        await window?.close();
        const { resolved } = await listening.close();
        rmSync(folder, { recursive: true, force: true });
        expect(listening.heard).toEqual([]);
        expect(resolved).toBe(0);
      }
    }, 240_000);

    it('is worth the trouble: with the sanitiser and the policy off, the same mail runs scripts and calls its senders', async () => {
      const listening = await startListeningBrowser();
      try {
        const page = await listening.browser.newPage();
        const scripts = await watchScripts(page);
        await page.setContent('<!doctype html><title>bare</title>');
        const texts = shown.flatMap(({ detail }) => (detail.html === null ? [] : [detail.html]));
        expect(texts).toHaveLength(htmlCount);
        for (const host of browserOwnHosts) expect(texts.join('\n')).not.toContain(host);
        await page.evaluate((all) => {
          for (const text of all) document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: text }));
        }, texts);
        await Promise.all([listening.untilHeard(20), scripts.untilCompiled()]);
      } finally {
        const { resolved } = await listening.close();
        expect(resolved).toBeGreaterThan(0);
      }
    });
  });
});

/** Waits until the reader shows the next message to its end, and says as what. */
async function nextShown(page: Page): Promise<string> {
  const form = await page.waitForFunction(() => {
    const body = document.querySelector<HTMLElement>('article .message-body:not([data-was-shown])');
    if (!body) return null;
    const frame = body.querySelector('iframe');
    // The reader's own style sheet stands in the frame's head as soon as the mail does in its body.
    const form = frame
      ? frame.contentDocument?.head?.querySelector('style') && 'html'
      : body.querySelector('.plain-text, .reader-note') && 'text';
    if (form) body.dataset.wasShown = '';
    return form || null;
  });
  // Styles are computed, and what they ask for has begun, by the second frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return String(await form.jsonValue());
}
