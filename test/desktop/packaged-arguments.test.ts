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

  it('still refuses what is wrong in its own', () => {
    expect(readPackagedArguments(['--lang', 'fr'])).toMatch(/--lang takes/);
    expect(readPackagedArguments(['--port=x'])).toMatch(/--port takes/);
  });
});
