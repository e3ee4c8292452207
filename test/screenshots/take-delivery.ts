/**
 * Takes the pictures of `delivery-pictures.ts` in every language, theme and width, and says what is wrong with them. Knows how to start the
 * real program, real name servers and a browser; each picture is brought on the screen once a language and looked at in all its forms.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startBindHierarchy } from '../servers/bind.ts';
import { startZoneServer } from '../servers/bind-zones.ts';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { launchChromium } from '../support/chromium.ts';
import { deliveryPictures, reportMails, type Scene } from './delivery-pictures.ts';
import { type Language, words } from './pictures.ts';
import { type Form, takeForms, workshop } from './take-forms.ts';
import { waitForMailbox } from './take-screenshots.ts';

const launcher = fileURLToPath(new URL('../../build/launch.mjs', import.meta.url));
const samples = fileURLToPath(new URL('../engine/mail-log/samples/', import.meta.url));

const forms: readonly Form[] = (['light', 'dark'] as const).flatMap((theme) => [
  { theme, width: 1280, height: 800 },
  { theme, width: 900, height: 700 },
]);

export interface TakeDeliveryOptions {
  /** Where the pictures go; null looks for faults only. */
  readonly folder: string | null;
  readonly languages?: readonly Language[];
  readonly forms?: readonly Form[];
  /** Hears of every picture. */
  readonly onPicture?: (name: string) => void;
}

type Taken = Required<TakeDeliveryOptions>;

/** @returns one sentence for each fault, beginning with the picture it is in */
export async function takeDeliveryScreenshots(options: TakeDeliveryOptions): Promise<string[]> {
  const taken: Taken = { languages: ['en', 'es', 'pt', 'pt-BR'], forms, onPicture: () => {}, ...options };
  if (taken.folder !== null) await mkdir(taken.folder, { recursive: true });
  const browser = await launchChromium();
  const scene = await setScene();
  try {
    const faults: string[] = [];
    for (const language of taken.languages) faults.push(...(await takeLanguage(browser, scene, language, taken)));
    return faults;
  } finally {
    await browser.close();
    await scene.end();
  }
}

async function takeLanguage(browser: Browser, scene: Scene, language: Language, taken: Taken): Promise<string[]> {
  const host = await startBrowserHost({ command: 'practice', language });
  const context = await browser.newContext({ viewport: workshop, reducedMotion: 'reduce', locale: language });
  try {
    const page = await context.newPage();
    await sayRecipientProblem(page);
    await page.goto(host.address);
    const say = words[language];
    await waitForMailbox(page, say);
    for (const mail of reportMails) await deliver(host, mail);
    await page
      .getByRole('row')
      .filter({ hasText: 'Report domain' })
      .nth(reportMails.length - 1)
      .waitFor();
    // What was sent is said below everything for some seconds, and is not what is to be seen.
    await page.waitForFunction(() => document.querySelector('.toast') === null, undefined, { timeout: 60_000 });
    // The transcript has pictures of its own and takes two fifths of the window.
    await page.keyboard.press('Control+j');
    const faults: string[] = [];
    for (const picture of deliveryPictures(scene)) {
      await picture.show(page, say);
      faults.push(...(await takeForms(page, picture, { ...taken, language })));
      await picture.leave(page, say);
    }
    return faults;
  } finally {
    await context.close();
    await host.stop();
  }
}

/**
 * What the composer is told of recipients depends on the system's name server, and an account of the practice server is not told: the one
 * answer is given here.
 */
async function sayRecipientProblem(page: Page): Promise<void> {
  const problem = { address: 'ana@null.example', domain: 'null.example', problem: 'null-mx', servers: [] };
  await page.routeWebSocket(/^ws:/, (socket) => {
    const engine = socket.connectToServer();
    socket.onMessage((frame) => {
      const { id, name } = typeof frame === 'string' ? (JSON.parse(frame) as { id?: unknown; name?: unknown }) : {}; // as the window sends it
      if (name === 'recipients.check') socket.send(JSON.stringify({ id, answer: { ok: true, value: { problems: [problem] } } }));
      else engine.send(frame);
    });
  });
}

/** By the command line, as a script would send it. */
async function deliver({ dataFolder }: BrowserHost, mail: Buffer): Promise<void> {
  const asked = ['cli', 'send', '--data-dir', dataFolder, '--account', 'Practice', '--to', 'ana@practice.test'];
  const child = spawn(process.execPath, [launcher, ...asked], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.stdin.end(mail);
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`the report was not sent: ${complaints}`);
}

/** Logs without what their tests expect of each line. */
async function writeLog(folder: string, name: string): Promise<string> {
  const path = join(folder, `${name}.log`);
  const text = await readFile(join(samples, `${name}.txt`), 'utf8');
  await writeFile(path, text.replace(/^[^\t\n]*\t/gm, ''));
  return path;
}

const school = [
  'ns A 127.0.0.1',
  'school MX 10 mail.school\nschool MX 20 backup.school\nmail.school A 11.22.33.1\nbackup.school CNAME mail.school',
  'school TXT "v=spf1 include:spf.school.test a:mail.school.test -all"\nspf.school TXT "v=spf1 ip4:11.22.33.0/24 mx:school.test ~all"',
  '_dmarc.school TXT "v=DMARC1; p=none; rua=mailto:dmarc@school.test"',
].join('\n');
const soa = (server: string) => `@ SOA ${server} hostmaster.test. 1 3600 600 86400 300\n@ NS ${server}`;

/** The name servers and logs that the pictures speak of. */
async function setScene(): Promise<Scene & { end(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'postglass-scene-'));
  const zones = await startZoneServer([
    { zone: 'test.', records: school },
    { zone: '33.22.11.in-addr.arpa.', records: '1 PTR mail.school.test.' },
  ]);
  const root = await startBindHierarchy({
    '127.0.0.1': [{ zone: '.', records: `${soa('a.root.')}\na.root. A 127.0.0.1\ntest. NS ns.nic.test.\nns.nic.test. A 127.0.0.2` }],
    '127.0.0.2': [
      {
        zone: 'test.',
        records: `${soa('ns.nic.test.')}\nns.nic A 127.0.0.2\nhalf NS a.half\nhalf NS b.half\na.half A 127.0.0.2\nb.half A 127.0.0.3`,
      },
    ],
    '127.0.0.3': [{ zone: 'half.test.', records: `${soa('b.half.test.')}\nb A 127.0.0.3\n@ MX 10 mail` }],
  });
  return {
    nameServer: `${zones.host}:${zones.port}`,
    root: `${root.host}:${root.port}`,
    logs: { postfix: await writeLog(folder, 'postfix'), exim: await writeLog(folder, 'exim') },
    async end() {
      await Promise.all([zones.stop(), root.stop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
