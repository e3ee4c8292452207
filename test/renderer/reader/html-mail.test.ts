import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { scriptVectors } from '../../fixtures/script-vectors.ts';
import { readCorpusText, whyCorpusMissing } from '../../support/material/corpus.ts';
import { testMessages } from '../../support/material/test-material.ts';
import { startWindowHost, type WindowHost } from '../fake/window-host.ts';
import { remoteVectors } from './remote-vectors.ts';
import type { sanitiseMail } from './sanitise-at-once.ts';

declare global {
  interface Window {
    mailSanitiser: { sanitiseMail: typeof sanitiseMail };
    alarms: string[];
  }
}

/** Which of the defences stand. */
type Layers = { readonly sanitiser: boolean; readonly frame: boolean };

let host: WindowHost;
let page: Page;
let sink: Server;
let sinkAddress: string;
const heard: string[] = [];

beforeAll(async () => {
  sink = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('x');
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  sinkAddress = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`; // listening on TCP
  host = await startWindowHost();
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: new URL('./sanitise-at-once.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'mailSanitiser',
      },
    },
  });
  const outputs = Array.isArray(bundle) ? bundle : [bundle];
  const chunk = outputs.flatMap((one) => ('output' in one ? one.output : [])).find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the sanitiser was not bundled');
  page = await host.open({ empty: true });
  // A page without a policy of its own, so that each defence is seen alone.
  await page.goto(`${host.origin}/bare.html`);
  await page.addScriptTag({ content: `${chunk.code};window.mailSanitiser=mailSanitiser;window.alarms=[];` });
}, 120_000);

afterAll(async () => {
  await host.close();
  sink.closeAllConnections();
  await new Promise((resolve) => sink.close(resolve));
});

beforeEach(() => {
  heard.length = 0;
});

/** Shows each text in a frame of its own with the layers named; answers what went off and, if cleaned, what is left. */
async function show(texts: readonly string[], layers: Layers): Promise<{ alarms: string[]; left: string[] }> {
  return page.evaluate(
    async ({ texts, layers }) => {
      window.alarms = [];
      const showOne = async (text: string) => {
        const frame = document.createElement('iframe');
        frame.src = layers.frame ? './message-frame.html' : './bare.html';
        if (layers.frame) frame.setAttribute('sandbox', 'allow-same-origin');
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        document.body.append(frame);
        await loaded;
        const realm = frame.contentWindow;
        const inside = frame.contentDocument;
        if (!realm || !inside) throw new Error('no frame');
        Object.assign(realm, { alert: (words: unknown) => window.alarms.push(`${words} ${text}`) });
        if (layers.sanitiser) {
          const { fragment } = window.mailSanitiser.sanitiseMail(text, realm);
          inside.body.replaceChildren(inside.importNode(fragment, true));
        } else inside.body.innerHTML = text;
        const html = inside.body.innerHTML;
        const pictures = [...inside.querySelectorAll('img')].filter((picture) => !picture.complete);
        await Promise.all(
          pictures.map((picture) => new Promise((resolve) => ['load', 'error'].map((event) => picture.addEventListener(event, resolve)))),
        );
        // Styles are computed, and what they ask for has begun, by the second frame.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return { frame, html };
      };
      const left: string[] = [];
      for (let from = 0; from < texts.length; from += 20) {
        const shown = await Promise.all(texts.slice(from, from + 20).map(showOne));
        for (const { frame, html } of shown) {
          left.push(html);
          frame.remove();
        }
      }
      return { alarms: window.alarms, left };
    },
    { texts, layers },
  );
}

/** Everything a page has begun to ask for has arrived once a later request of the same page is there. */
async function settle(): Promise<void> {
  const marker = `/marker-${Math.random()}`;
  await page.evaluate((url) => fetch(url), sinkAddress + marker);
  expect(heard).toContain(marker);
  heard.splice(heard.indexOf(marker), 1);
}

const aimed = () => remoteVectors.map((vector) => vector.replaceAll('SINK', sinkAddress));

describe('mail that would fetch something', () => {
  it('does, when nothing stops it: the sink and the alarms of this test work', async () => {
    const { alarms } = await show(['<img src=x onerror="alert(1)">'], { sanitiser: false, frame: false });
    expect(alarms).toHaveLength(1);
    await show(aimed(), { sanitiser: false, frame: false });
    await settle();
    expect(heard.length).toBeGreaterThan(25);
  });

  it('fetches nothing once it is cleaned, even in a frame without any policy', async () => {
    await show(aimed(), { sanitiser: true, frame: false });
    await settle();
    expect(heard).toEqual([]);
  });

  it('fetches nothing in the isolated frame, even uncleaned', async () => {
    const { alarms } = await show(aimed(), { sanitiser: false, frame: true });
    await settle();
    expect(heard).toEqual([]);
    expect(alarms).toEqual([]);
  });

  it('is counted, so that the reader can say how much was kept out', async () => {
    const counted = await page.evaluate(
      (html) => window.mailSanitiser.sanitiseMail(html, window).remote,
      '<img src="https://a.example/1"><table><tr><td background="//b.example/2">x</td></tr></table><p style="background:url(https://c.example/3)">x</p><img src="cid:x"><img src="data:image/png;base64,AA==">',
    );
    expect(counted).toBe(3);
  });
});

describe('mail that would run a script', () => {
  it.each<[string, () => readonly string[]]>([
    ['the vectors of this suite', () => scriptVectors],
    ...(whyCorpusMissing() === undefined ? [['the vectors of DOMPurify', purifyVectors] satisfies [string, () => string[]]] : []),
  ])('runs none, cleaned or framed alone: %s', async (_, vectors) => {
    const texts = vectors();
    expect(texts.length).toBeGreaterThan(40);
    const clean = await show(texts, { sanitiser: true, frame: false });
    expect(clean.alarms).toEqual([]);
    for (const html of clean.left)
      expect(html).not.toMatch(/<(?:script|iframe|object|embed|form|svg|math|base|meta|link)\b|\son\w+\s*=|javascript:/i);
    expect((await show(texts, { sanitiser: false, frame: true })).alarms).toEqual([]);
    expect((await show(texts, { sanitiser: false, frame: false })).alarms.length).toBeGreaterThan(0);
  });
});

const purifyVectors = (): string[] =>
  (JSON.parse(readCorpusText('dompurify/expect.json')) as { payload: string }[]).map((vector) => vector.payload); // the file's own format

describe('HTML of mail of every kind', () => {
  it('is shown without a single request leaving', async () => {
    const texts: string[] = [];
    for (const message of testMessages()) {
      if (!['ham-hard', 'spam', 'mime-render', 'misc', 'smime', 'pgp'].includes(message.class)) continue;
      const { html } = parseMessage(message.raw);
      if (html !== null && html.length < 400_000) texts.push(html);
    }
    expect(texts.length).toBeGreaterThan(8);
    const asked: string[] = [];
    const listen = (request: { url(): string }) => {
      const url = request.url();
      if (!url.startsWith(host.origin) && !url.startsWith('data:') && !url.startsWith(sinkAddress)) asked.push(url);
    };
    page.on('request', listen);
    const { alarms, left } = await show(texts, { sanitiser: true, frame: false });
    await settle();
    page.off('request', listen);
    expect(asked).toEqual([]);
    expect(alarms).toEqual([]);
    expect(left.filter((html) => html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, '').trim() !== '').length).toBeGreaterThan(
      texts.length * 0.85,
    );
  });
});

describe('cleaned mail', () => {
  const clean = async (html: string) => (await show([html], { sanitiser: true, frame: true })).left[0] ?? '';

  it('keeps what mail is written with: tables, colours, style sheets', async () => {
    const html = await clean(
      '<style>p{color:red} .x{font-weight:bold}</style><table border="1" width="600" bgcolor="#eee"><tr><td align="center"><font color="blue">x</font></td></tr></table><p class="x" style="margin:4px">y</p>',
    );
    expect(html).toContain('color: red');
    expect(html).toMatch(/<table[^>]*border="1"/);
    expect(html).toContain('width="600"');
    expect(html).toContain('style="margin: 4px;"');
  });

  it('keeps short paragraphs, the texts between them and long ones in their order, without what is left out', async () => {
    const long = `${'words '.repeat(300)}.`;
    const pieces = Array.from({ length: 400 }, (_, at) =>
      [`<p>p${at}</p>`, `t${at}`, at % 50 === 0 ? '<script>alert(1)</script><!-- no -->' : '', at % 90 === 0 ? long : ''].join('\n'),
    );
    const table = `<table>${'<tr><td>cell</td></tr>'.repeat(100)}</table>`;
    const html = [...pieces.slice(0, 200), table, ...pieces.slice(200)].join('');
    const [left = ''] = (await show([html], { sanitiser: true, frame: false })).left;
    const words = (text: string) =>
      text
        .replace(/<script>.*?<\/script>|<!--.*?-->|<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    expect(words(left)).toBe(words(html));
    expect(left.match(/<p>/g)).toHaveLength(400);
    expect(left.match(/<td>/g)).toHaveLength(100);
  });

  it('has links to the web and to addresses only', async () => {
    const html = await clean(
      '<a href="https://example.org/">a</a><a href="javascript:alert(1)">b</a><a href="data:text/html,x">c</a><a href="file:///etc/passwd">d</a><a href="mailto:ana@example.org">e</a><a href="//host/x">f</a><a href="blob:x">g</a>',
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual(['https://example.org/', 'mailto:ana@example.org']);
  });

  it('cannot lay itself over the window or ask for a password', async () => {
    const html = await clean(
      '<div style="position:fixed;top:0">x</div><form action="/x"><input type="password" autofocus><button>send</button></form>',
    );
    expect(html).not.toMatch(/fixed|<form|<input|<button/);
    expect(html).toContain('x');
  });

  it('writes nothing by style: words that are no text could not be read, searched or compared with a link', async () => {
    const html = await clean(
      '<style>li { list-style-type: "www.bank.test"; font-family: "Segoe UI" }</style><ul><li>x</li></ul>' +
        `<a href="https://evil.example/" style="display:list-item;list-style:inside '\\68ttps://www.bank.test/'">&nbsp;</a>`,
    );
    expect(html).not.toMatch(/bank\.test/);
    expect(html).toContain('Segoe UI');
  });

  it('refers to pictures of its own parts by their identifier', async () => {
    expect(await clean('<img src="cid:logo%40example.org" alt="Logo">')).toMatch(/data-cid="logo@example.org"/);
    expect(await clean('<img src="data:image/svg+xml;base64,AAAA">')).not.toContain('src=');
    expect(await clean('<img src="data:image/png;base64,AAAA">')).toContain('src="data:image/png');
  });
});
