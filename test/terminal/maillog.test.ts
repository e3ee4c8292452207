import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from './terminal-program.ts';

const exim = [
  '2015-01-29 13:40:41 1YGoOn-0000sr-TV <= usuario@profesor.2asir.net U=usuario P=local S=426 id=one@profesor.2asir.net',
  '2015-01-29 13:40:42 1YGoOn-0000sr-TV ** erincon@iesmiravent.es R=nonlocal: Mailing to remote domains not supported\u001b[31m',
  '2015-01-29 13:40:42 1YGoOo-0000sv-Ia <= <> R=1YGoOn-0000sr-TV U=Debian-exim P=local S=1294',
  '2015-01-29 13:40:42 1YGoOn-0000sr-TV Completed',
  '2015-01-29 13:40:42 1YGoOo-0000sv-Ia => usuario <usuario@profesor.2asir.net> R=local_user T=mail_spool',
  '2015-01-29 13:40:42 1YGoOo-0000sv-Ia Completed',
  '2015-01-29 13:41:00 Start queue run: pid=3312',
];

describe('maillog', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-maillog-'));
    writeFileSync(join(folder, 'mainlog.1.gz'), gzipSync(`${exim.join('\n')}\n`));
    writeFileSync(
      join(folder, 'mainlog'),
      '2015-01-30 09:00:00 1YGo80-0000qw-2T <= eugenio@hola.com H=localhost [127.0.0.1] P=smtp S=376\n',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells the story of each message, each line with what it means, and lets nothing act on the terminal', async () => {
    const { status, stdout } = await cli(['maillog', join(folder, 'mainlog.1.gz')]);
    expect(status).toBe(0);
    const [first = '', second = ''] = stdout.split('\n\n');
    expect(first).toMatch(/1YGoOn-0000sr-TV {2}Bounced\n/);
    expect(first).toContain('Notices about it: 1YGoOo-0000sv-Ia');
    expect(first).toContain('Not delivered to erincon@iesmiravent.es, for good.');
    expect(first).toContain('not supported\\u001b[31m');
    expect(second).toMatch(/1YGoOo-0000sv-Ia {2}Delivered\n/);
    expect(second).toContain('A notice about: 1YGoOn-0000sr-TV');
  });

  it('reads a folder with its rotated files, filters, and speaks the language of the terminal', async () => {
    const { stdout } = await cli(['maillog', folder, '--state', 'received'], { environment: { LC_ALL: 'es_ES.UTF-8' } });
    expect(stdout).toMatch(/1YGo80-0000qw-2T {2}Recibido/);
    expect(stdout).toContain('localhost [127.0.0.1] entregó un mensaje de eugenio@hola.com y el servidor lo aceptó.');
    expect(stdout).not.toContain('1YGoOn');
    const { stdout: lines } = await cli(['maillog', folder, '--all-lines']);
    expect(lines.split('\n').filter((line) => line.startsWith('2015-'))).toHaveLength(8);
    expect(lines).toContain('The server begins to go through its queue');
  });

  it('prints an object for each message, or for each line', async () => {
    const { stdout } = await cli(['maillog', folder, '--json', '--search', 'ONE@profesor']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ queueIds: ['1YGoOn-0000sr-TV'], messageId: 'one@profesor.2asir.net', state: 'bounced', notices: ['1YGoOo-0000sv-Ia'] },
      recipients: [{ address: 'erincon@iesmiravent.es', state: 'bounced' }],
      lines: [{ kind: 'local-submission' }, { kind: 'bounced' }, { kind: 'completed' }],
    });
    const { stdout: lines } = await cli(['maillog', folder, '--json', '--all-lines', '--search', 'queue run']);
    expect(JSON.parse(lines)).toMatchObject({ kind: 'queue-run', story: null, dialect: 'exim' });
  });

  it('says what cannot be read, in one line', async () => {
    const { status, stdout, stderr } = await cli(['maillog', join(folder, 'nothing')]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^postglass: The file .*nothing cannot be read: ENOENT.*\n$/);
  });
});
