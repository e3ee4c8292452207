import { describe, expect, it } from 'vitest';
import { readPackagedArguments, readWindowArguments } from '../../electron/loopback/arguments.ts';

describe('the command line of the packaged program', () => {
  it('passes over what desktops add for Chromium, and keeps its own and what is handed over', () => {
    const read = readPackagedArguments([
      '--ozone-platform=wayland',
      '--disable-gpu',
      '--enable-features=WaylandWindowDecorations',
      '--lang',
      'pt',
      '--data-dir=/data',
      'mailto:ana@example.test',
      '--force-device-scale-factor=2',
      '-psn_0_1',
    ]);
    expect(read).toEqual(readWindowArguments(['--lang', 'pt', '--data-dir=/data', 'mailto:ana@example.test']));
    expect(read).toMatchObject({ language: 'pt', dataFolder: '/data', rest: ['mailto:ana@example.test'] });
  });

  it.each(['--no-sandbox', '--disable-gpu-sandbox', '--disable-setuid-sandbox', '--no-zygote'])('refuses %s in words', (argument) => {
    expect(readPackagedArguments([argument, 'mailto:ana@example.test'])).toMatch(/^--[a-z-]+ would take down the wall/);
  });

  it.each([
    '--gpu-launcher=/bin/sh',
    '--renderer-cmd-prefix=/bin/sh',
    '--utility-cmd-prefix=x',
    '--remote-debugging-port=9222',
    '--inspect',
    '--inspect-brk=0.0.0.0:1',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--user-data-dir=/tmp',
  ])('refuses %s: it lets others in', (argument) => {
    expect(readPackagedArguments([argument])).toMatch(/is not allowed/);
  });

  it.each(['-no-sandbox', '/no-sandbox', '-NO-SANDBOX', '/Disable-Gpu-Sandbox', '-no-zygote'])('refuses %s as well', (argument) => {
    expect(readPackagedArguments([argument])).toMatch(/would take down the wall/);
  });

  it.each([
    '-remote-debugging-port=9222',
    '/remote-debugging-port=9222',
    '-remote-debugging-pipe',
    '/gpu-launcher=cmd',
    '-inspect',
    '-inspect-brk=0.0.0.0:1',
    '-js-flags=--expose-gc',
    '/user-data-dir=C:\\x',
    '-Load-Extension=/tmp',
  ])('refuses %s: Chromium reads it as with two dashes', (argument) => {
    expect(readPackagedArguments([argument])).toMatch(/is not allowed/);
  });

  it.each(['/home/ana/no-sandbox.eml', '/mail.eml', '-', 'no-sandbox.eml', '/no-sandbox/a.eml'])('takes %s for what it is', (argument) => {
    expect(readPackagedArguments([argument])).toMatchObject({ language: null });
  });

  it('still refuses what is wrong in its own', () => {
    expect(readPackagedArguments(['--lang', 'fr'])).toMatch(/--lang takes/);
    expect(readPackagedArguments(['--port=x'])).toMatch(/--port takes/);
  });
});
