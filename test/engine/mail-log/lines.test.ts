import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../../electron/engine/mail-log/read-line.ts';
import { mailLogWords } from '../../../electron/words/mail-log/mail-log-words.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const read = (line: string) => createLineReader(() => now)(line);

describe.each(['postfix', 'exim', 'sendmail'])('lines of %s', (name) => {
  const samples = readFileSync(new URL(`samples/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t') as [string, string]); // the form of the file: what is expected, a tab, the line

  it.each(samples)('says %s of: %s', (expected, line) => {
    // One that continues says so only behind another.
    const { entry } = read(line);
    expect([entry.kind, entry.reason].filter((one) => one !== null).join(' ')).toBe(expected);
    const placeholders = mailLogWords.en[`maillog.line.${entry.kind}`].match(/\{\w+\}/g) ?? [];
    expect(Object.keys(entry.facts)).toEqual(expect.arrayContaining(placeholders.map((one) => one.slice(1, -1))));
  });

  it('none is left without an explanation', () => {
    expect(samples.length).toBeGreaterThan(40);
    expect(samples.map(([kind]) => kind)).not.toContain('unexplained');
  });
});

describe('what stands in a line', () => {
  it('is not confused by a subject, a Message-ID or words that look like fields', () => {
    const { entry } = read(
      '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ <= a@b.example H=mx (S=9) [192.0.2.4] P=esmtp S=1234 id=x@y T="H=evil [1.2.3.4] S=5 id=z R=1tHkLm-0000000ABCE-1XyZ" for c@d.example',
    );
    expect(entry.change).toEqual({
      what: 'begins',
      facts: {
        ...{ sender: 'a@b.example', client: 'mx (S=9) [192.0.2.4]', size: 1234, messageId: 'x@y' },
        ...{ subject: 'H=evil [1.2.3.4] S=5 id=z R=1tHkLm-0000000ABCE-1XyZ', recipients: ['c@d.example'] },
      },
    });
    const quoted = read(
      'Nov 30 10:00:00 mx postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<"a, relay=evil, status=sent (x)>"@c.example>, relay=mx.c.example[192.0.2.5]:25, dsn=5.1.1, status=bounced (host said: 550 5.1.1 no such user, status=sent (250))',
    );
    expect(quoted.entry.change).toMatchObject({
      outcomes: [
        {
          address: '"a, relay=evil, status=sent (x)>"@c.example',
          state: 'bounced',
          relay: 'mx.c.example[192.0.2.5]:25',
          status: '5.1.1',
          reply: 550,
        },
      ],
    });
  });

  it.each([
    ['Nov 30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    // A day after the file was written to last would be too late: it was the year before.
    ['Dec 24 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2025, 11, 24, 10).getTime()],
    ['2026-11-30T10:00:00.250+01:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', Date.parse('2026-11-30T09:00:00.250Z')],
    ['<22>1 2026-11-30T10:00:00.250Z mx postfix/smtpd 1 - - connect from a[192.0.2.1]', Date.parse('2026-11-30T10:00:00.250Z')],
    ['<22>1 2026-11-30T10:00:00Z mx postfix/smtpd 1 - [x@1 a="b] c"] connect from a[192.0.2.1]', Date.parse('2026-11-30T10:00:00Z')],
    ['<22>Nov 30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    ['2024 Feb  3 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2024, 1, 3, 10).getTime()],
    ['Nov 30 10:00:00 postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    ['Nov 30 10:00:00 <mail.info> mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    [
      '{"__REALTIME_TIMESTAMP":"1796032800250000","_HOSTNAME":"mx","SYSLOG_IDENTIFIER":"postfix/smtpd","MESSAGE":"connect from a[192.0.2.1]"}',
      1796032800250,
    ],
    [
      '{"log":"Nov 30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]\\n","stream":"stdout","time":"2026-11-30T10:00:00Z"}',
      new Date(2026, 10, 30, 10).getTime(),
    ],
    ['2026-11-30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    ['Mon 2026-11-30 10:00:00 UTC mx postfix/smtpd[1]: connect from a[192.0.2.1]', Date.parse('2026-11-30T10:00:00Z')],
    ['1796032800.250000 mx postfix/smtpd[1]: connect from a[192.0.2.1]', 1796032800250],
    ['postfix-1  | Nov 30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]', new Date(2026, 10, 30, 10).getTime()],
    [
      '2026-11-30T10:00:01.123456789Z stdout F Nov 30 10:00:00 mx postfix/smtpd[1]: connect from a[192.0.2.1]',
      new Date(2026, 10, 30, 10).getTime(),
    ],
  ])('is the same after any beginning: %s', (line, at) => {
    expect(read(line)).toMatchObject({ at, entry: { dialect: 'postfix', kind: 'connect', facts: { client: 'a[192.0.2.1]' } } });
  });

  it('belongs to a message where a level stands before its queue id, and its Message-ID is without notes', () => {
    const { entry } = read(
      'Nov 30 10:00:00 mx postfix/cleanup[1]: warning: 4Xk9Zq2Mz1z9sR3: recipient_canonical_maps map lookup problem for a@b',
    );
    expect(entry.queueId).toBe('4Xk9Zq2Mz1z9sR3');
    expect(read('Nov 30 10:00:00 mx postfix/cleanup[1]: 7D3A1: message-id=<a@b.example> (added by postfix)').entry.change).toEqual({
      what: 'facts',
      facts: { messageId: 'a@b.example' },
    });
    const made = '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ <= a@b.example U=root P=local S=9 id*=x@y.example for c@d.example';
    expect(read(made).entry.change).toMatchObject({ facts: { messageId: 'x@y.example' } });
    const failed = '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ ** c@d.example R=r T=t: transport returned 127 DT=0.004s';
    expect(read(failed).entry.change).toMatchObject({ outcomes: [{ text: 'transport returned 127' }] });
  });

  it('takes no long time, whatever it is', () => {
    const beginnings = [
      '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ <= a@b H=',
      '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ ** a@b R=x T=y H=',
      '2026-11-30 10:00:00 1tHkLm-0000000ABCD-1XyZ => ',
      '2026-11-30 10:00:00 H=',
      '2026-11-30 10:00:00 SMTP connection from ',
      'Nov 30 10:00:00 mx postfix/smtp[1]: 4Xk9Zq2Mz1z9sR3: to=<',
      'Nov 30 10:00:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from ',
      'Nov 30 10:00:00 mx postfix/smtpd[1]: warning: ',
      'Nov 30 10:00:00 mx sendmail[1]: 6AUKx0aB000101: to=<',
      'Nov 30 10:00:00 mx sendmail[1]: 6AUKx0aB000101: ruleset=check_rcpt, arg1=<',
      'Nov 30 10:00:00 mx sendmail[1]: collect: ',
      'Nov 30 10:00:00 mx dovecot: lmtp(',
      '<22>1 2026-11-30T10:00:00Z mx a - - [',
      '{"MESSAGE":"',
    ];
    const fillings = [
      'a',
      ' ',
      '"',
      '\\"',
      '<',
      '(',
      '[',
      ' (',
      ' <',
      ', a=<',
      '=',
      ': ',
      ' H=',
      '", ',
      '\\',
      'x] ',
      ' from ',
      '@',
      'é',
      '1',
      'user ',
    ];
    let slowest = { took: 0, line: '' };
    for (const beginning of beginnings)
      for (const filling of fillings) {
        const line = (beginning + filling.repeat(4_096)).slice(0, 4_096);
        const began = process.threadCpuUsage();
        read(line);
        const { user, system } = process.threadCpuUsage(began);
        const took = (user + system) / 1_000;
        if (took > slowest.took) slowest = { took, line: line.slice(0, 90) };
      }
    // Of the processor, milliseconds, with the compiler's and collector's own share.
    expect(slowest.took, slowest.line).toBeLessThan(60);
  });
});

/** The log of the course notes, each line as Exim wrote it before it was printed over several. */
const course: readonly (readonly [string, string])[] = [
  ['started', '2013-09-18 12:07:03 exim 4.80 daemon started: pid=2340, -q30m, listening for SMTP on port 25'],
  ['local-submission', '2015-01-29 13:01:59 1YGnnL-0000k5-Oy <= ftp1@profesor.2asir.net U=ftp1 P=local S=420'],
  ['bounced', '2015-01-29 13:02:00 1YGnnL-0000k5-Oy ** from@profesor.2asir.net: Unrouteable address'],
  ['delivered', '2015-01-29 13:02:00 1YGnnL-0000k5-Oy => usuario <usuario@profesor.2asir.net> R=local_user T=mail_spool'],
  ['notice-made', '2015-01-29 13:02:00 1YGnnM-0000kA-7y <= <> R=1YGnnL-0000k5-Oy U=Debian-exim P=local S=1234'],
  ['completed', '2015-01-29 13:02:00 1YGnnL-0000k5-Oy Completed'],
  [
    'refused-greeting',
    '2015-01-29 13:21:09 rejected HELO from localhost [127.0.0.1]: syntactically invalid argument(s): (no argument given)',
  ],
  ['received', '2015-01-29 13:23:45 1YGo80-0000qw-2T <= eugenio@hola.com H=localhost (profesor.2asir.net) [127.0.0.1] P=smtp S=376'],
  ['queue-run', '2015-01-29 13:28:56 Start queue run: pid=3312'],
  ['queue-run-end', '2015-01-29 13:28:56 End queue run: pid=3312'],
  ['bounced', '2015-01-29 13:40:42 1YGoOn-0000sr-TV ** erincon@iesmiravent.es R=nonlocal: Mailing to remote domains not supported'],
];

describe('the log of the course notes', () => {
  it.each(course)('has a line that says %s: %s', (kind, line) => {
    const { entry, at } = read(line);
    expect(entry).toMatchObject({ dialect: 'exim', kind });
    expect(new Date(at ?? 0).getFullYear()).toBeLessThan(2016);
  });

  const notes = new URL('../../../../shared/seeds/000_dee6feb8399e6ecc.txt', import.meta.url);
  it.skipIf(!existsSync(notes))('is explained as it was printed: what a terminal broke over lines goes on from the line before', () => {
    const lines = readFileSync(notes, 'utf8').split('\n');
    const readLine = createLineReader(() => now);
    const logged = lines.flatMap((line, at) => (/^20\d\d-\d\d-\d\d /.test(line) ? [{ line, next: lines[at + 1] ?? '' }] : []));
    expect(logged.length).toBeGreaterThanOrEqual(20);
    for (const { line, next } of logged) {
      expect(readLine(line).entry, line).toMatchObject({ dialect: 'exim' });
      expect(readLine(line).entry.kind, line).not.toBe('unexplained');
      if (!/^20\d\d-|^root@|^```/.test(next)) expect(readLine(next).entry.kind, next).toBe('continuation');
    }
  });
});
