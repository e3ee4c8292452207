import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageSchema } from '../../electron/contract/application.ts';
import { windowHelp } from '../../electron/loopback/arguments.ts';
import { readTerminalArguments } from '../../electron/terminal/arguments.ts';
import { helpOn, usage } from '../../electron/terminal/help.ts';
import { toCrlf } from '../../electron/terminal/send-command.ts';
import { cli, collect, root } from './terminal-program.ts';

describe('what may be typed at the command line', () => {
  it.each([
    [['sync', '--json'], { command: 'sync', json: true }],
    [['send', '--account', 'Ana', '--to', 'a@x.test', 'b@x.test'], { command: 'send', account: 'Ana', to: ['a@x.test', 'b@x.test'] }],
    [['send', '--waiting'], { command: 'send', what: 'waiting', account: null }],
    [['send', '--account', 'Ana', '--to', 'a@x.test', '--to', 'b@x.test,c@x.test'], { to: ['a@x.test', 'b@x.test', 'c@x.test'] }],
    [['log'], { command: 'log', what: 'last' }],
    [['log', '--list'], { what: 'list' }],
    [['log', 'abc'], { what: { session: 'abc' }, share: null, form: null }],
    [['log', '--last', '--as', 'curl'], { what: 'last', form: 'curl' }],
    [['log', 'abc', '--share'], { share: { format: 'text', mail: 'left-out', names: 'replaced' } }],
    [
      ['log', '--share', '--html', '--lines', '3-7', '--with-mail', '--real-names'],
      { what: 'last', share: { format: 'html', mail: 'included', names: 'real', lines: { first: 2, last: 6 } } },
    ],
    [['console', 'smtp://mail.test'], { target: { kind: 'server', protocol: 'smtp', host: 'mail.test', port: 25, security: 'none' } }],
    [['console', 'imaps://[::1]:9993'], { target: { protocol: 'imap', host: '::1', port: 9993, security: 'tls' } }],
    [['console', 'pop3://mail.test', '--starttls'], { target: { protocol: 'pop3', port: 110, security: 'starttls' } }],
    [['console', 'raw://mail.test:4190'], { target: { protocol: 'raw', port: 4190, security: 'none' } }],
    [['dns', 'example.org'], { command: 'dns', name: 'example.org', type: 'MX', server: null, isTcp: false, isRecursive: true }],
    [['dns', 'example.org', 'TXT', '--server', '[::1]:5353', '--tcp'], { type: 'TXT', server: { host: '::1', port: 5353 }, isTcp: true }],
    [
      ['dns', 'example.org', '--server', 'ns.example.org', '--no-recursion'],
      { server: { host: 'ns.example.org', port: 53 }, isRecursive: false },
    ],
    [['dns', 'example.org', '--server', '2001:db8::1'], { server: { host: '2001:db8::1', port: 53 } }],
    [['mx', 'ana@example.org'], { command: 'mx', subject: 'ana@example.org', server: null, root: null, selectors: [], connects: true }],
    [
      ['mx', 'example.org', '--root', '127.0.0.1:5353', '--selector', 'a,b', '--selector', 'c'],
      { root: { host: '127.0.0.1', port: 5353 }, selectors: ['a', 'b', 'c'] },
    ],
    [['console', '--script', '-'], { target: null, script: '-' }],
    [['console', 'smtp://mail.test', '--script', '/tmp/one'], { target: { protocol: 'smtp' }, script: '/tmp/one' }],
    [
      ['console', 'sieve://mail.test', '--starttls', '--account', 'Ana', '--script', '-'],
      { target: { protocol: 'managesieve', port: 4190, security: 'starttls' }, account: 'Ana' },
    ],
    [['console', '--account', 'Ana', '--outgoing'], { target: { kind: 'account', account: 'Ana', side: 'outgoing' } }],
    [['maillog', 'x', '--rotated'], { command: 'maillog', withRotated: true, search: '', state: null, isByLine: false }],
    [['maillog', 'x', '--state', 'put-off', '--search', 'ana'], { state: 'put-off', search: 'ana' }],
    [['maillog', 'x', '--all-lines', '--json'], { isByLine: true, json: true }],
    [[], { command: 'help' }],
    [['--help'], { command: 'help' }],
    [['sync', '--help'], { command: 'help' }],
  ])('%j is understood', (args, expected) => {
    expect(readTerminalArguments(args)).toMatchObject(expected);
  });

  it.each([
    ['an unknown command', ['fetch'], 'fetch'],
    ['an unknown option', ['sync', '--fast'], '--fast'],
    ['an option without its value', ['sync', '--data-dir'], '--data-dir'],
    ['a word that sync does not take', ['sync', 'inbox'], 'inbox'],
    ['send without an account', ['send', '--to', 'a@x.test'], '--account'],
    ['send without a recipient', ['send', '--account', 'Ana'], '--to'],
    ['a recipient for what waits', ['send', '--waiting', '--to', 'a@x.test'], '--waiting'],
    ['an empty recipient', ['send', '--account', 'Ana', '--to', 'a@x.test,,b@x.test'], '--to'],
    ['mail of nobody', ['mx'], 'mx needs an address'],
    ['two ways of asking', ['mx', 'a.test', '--server', 'b', '--root', 'c'], 'exclude each other'],
    ['a look-up of nothing', ['dns'], 'dns needs a name'],
    ['two look-ups', ['dns', 'a', 'MX', 'b'], 'one question'],
    ['a name server that is none', ['dns', 'a', '--server', 'x:99999'], 'HOST:PORT'],
    ['console without a server', ['console'], '--account NAME'],
    ['a server and an account', ['console', 'smtp://x.test', '--account', 'Ana'], '--account NAME'],
    ['a script, and STARTTLS without a server', ['console', '--script', 'x', '--starttls'], '--starttls'],
    ['TLS for ManageSieve without a port', ['console', 'sieves://x.test'], 'port'],
    ['a scheme that is none', ['console', 'http://x.test'], 'http://x.test'],
    ['a password in the address', ['console', 'imap://ana:secret@x.test'], 'console takes one of'],
    ['raw lines without a port', ['console', 'raw://x.test'], 'port'],
    ['a port that is none', ['console', 'smtp://x.test:70000'], 'port'],
    ['STARTTLS inside TLS', ['console', 'smtps://x.test', '--starttls'], '--starttls'],
    ['two sessions at once', ['log', 'one', 'two'], 'one session'],
    ['a session and --list', ['log', 'one', '--list'], '--list'],
    ['real names without --share', ['log', 'one', '--real-names'], '--share'],
    ['a program that is none', ['log', 'one', '--as', 'telnet'], 'telnet'],
    ['a log without a file', ['maillog'], 'file or folder'],
    ['a state that is none', ['maillog', 'x', '--state', 'lost'], 'delivered'],
    ['lines in a state', ['maillog', 'x', '--all-lines', '--state', 'bounced'], '--state'],
    ['a list to share', ['log', '--list', '--share'], '--share'],
    ['HTML and JSON', ['log', '--share', '--html', '--json'], '--html, --json'],
    ['lines that are none', ['log', '--share', '--lines', '5-2'], '5-2'],
    ['--last and --list', ['log', '--last', '--list'], '--list'],
  ])('%s ends with status 2, says what is wrong and how it is done', async (_what, args, named) => {
    const { status, stdout, stderr } = await cli(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toMatch(/^postglass: /);
    expect(stderr.split('\n')[0]).toContain(named);
    expect(stderr).toContain(usage);
  });

  it('help is a result: on standard output, status 0', async () => {
    expect(await cli(['--help'], { launched: true })).toEqual({ status: 0, stdout: helpOn(null), stderr: '' });
    expect(helpOn(null)).toContain(usage);
  });

  it('the program with a window explains itself without being built or opened', async () => {
    const child = spawn(process.execPath, [join(root, 'build', 'launch.mjs'), 'start', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(await collect(child)).toEqual({ status: 0, stdout: windowHelp, stderr: '' });
    for (const option of ['--data-dir', '--accounts', '--lang', '--browser', '--no-open', '--port'])
      expect(windowHelp).toMatch(new RegExp(`^  ${option}\\b.*\\w{3}`, 'm'));
    for (const language of languageSchema.options) expect(windowHelp).toContain(language);
    for (const [page] of (windowHelp + helpOn('sync')).matchAll(/docs\/\S+\.md/g))
      expect(readFileSync(join(root, page), 'utf8')).toContain('--accounts');
  });

  it.each(['sync', 'send', 'log', 'console', 'headers'] as const)(
    '%s explains itself: every option it takes, and the exit status',
    async (command) => {
      const { status, stdout, stderr } = await cli([command, '--help']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const options = {
        sync: ['--data-dir', '--accounts', '--json'],
        send: ['--account', '--to', '--waiting', '--json'],
        log: ['--last', '--list', '--json', '--share', '--as', '--html', '--lines', '--with-mail', '--real-names'],
        console: ['--account', '--outgoing', '--starttls', '--script', '--json'],
        headers: ['FILE', '--json'],
      };
      for (const option of options[command]) expect(stdout).toMatch(new RegExp(`^  ${option}\\b.*\\w{3}`, 'm'));
      expect(stdout).toMatch(/^Exit status: 0 .* 1 .* 2 /m);
      expect(await cli(['help', command])).toEqual({ status: 0, stdout, stderr: '' });
    },
  );
});

describe('the message on standard input', () => {
  it.each([
    ['a\nb\n', 'a\r\nb\r\n'],
    ['a\r\nb\n', 'a\r\nb\r\n'],
    ['a\rb', 'a\rb'],
    ['\n\n', '\r\n\r\n'],
    ['', ''],
  ])('%j leaves as %j', (given, expected) => {
    expect(toCrlf(Buffer.from(given)).toString()).toBe(expected);
  });

  it('every byte but the line ends stays as it is', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index).filter((byte) => byte !== 10 && byte !== 13));
    expect(toCrlf(bytes).equals(bytes)).toBe(true);
  });
});
