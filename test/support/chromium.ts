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

/**
 * What the tests of the window drive: Chromium without the parts that draw a browser around the page, where there is one (Debian's
 * chromium-headless-shell), because it needs a third less of the processor for the same page; else a whole one.
 */
function findShell(): string | null {
  const shell = '/usr/bin/chromium-headless-shell';
  return !process.env.POSTGLASS_CHROMIUM && existsSync(shell) ? shell : findChromium();
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

function required(executablePath: string | null): string {
  if (!executablePath) throw new Error('no Chromium found: install the package chromium, or set POSTGLASS_CHROMIUM');
  return executablePath;
}

/** Starts one for tests of a page, with more flags if given; the caller closes it. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: required(findShell()), headless: true, args: [...flags, ...more] });
}

/** Starts a whole browser, as users have it: for what is measured. The caller closes it. */
export async function launchWholeChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: required(findChromium()), headless: true, args: [...flags, ...more] });
}

/** A whole browser with a profile that is kept in a folder, history included. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: required(findChromium()),
    headless: true,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    args: flags,
  });
}
