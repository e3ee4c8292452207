/**
 * Finds a Chromium and starts it: the environment's choice, Debian's package, or playwright's own download. Headless
 * and without anything that would talk to the network by itself.
 */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The executable, or null where there is none. POSTGLASS_CHROMIUM names another one. */
export function findChromium(): string | null {
  const named = process.env.POSTGLASS_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  const installed = places.find((place) => existsSync(place));
  if (installed) return installed;
  const downloaded = chromium.executablePath();
  return existsSync(downloaded) ? downloaded : null;
}

const flags = [
  // A container has no user namespaces to build the sandbox from; only pages of our own are opened.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--metrics-recording-only',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

function requireChromium(): string {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: install the package chromium, or set POSTGLASS_CHROMIUM');
  return executablePath;
}

/** Starts it, with more flags if given; the caller closes it. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), headless: true, args: [...flags, ...more] });
}

/** The same with a profile that is kept in a folder, history included. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: requireChromium(),
    headless: true,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    args: flags,
  });
}
