/** What `mailq` prints, in the ways of Postfix, Sendmail and Exim. */
import { expect, it } from 'vitest';
import { readQueueListing } from '../../../electron/engine/local/sendmail/queue-listing.ts';

it('is read as Postfix prints it, each recipient with the reason above it', () => {
  expect(
    readQueueListing(
      [
        '-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------',
        '3F2A81C0052*     450 Mon Nov 30 14:36:00  ana@example.test',
        '                                         ben@example.test',
        '',
        '4BX1Y2Z3ab9c!   1200 Tue Dec  1 09:05:07  MAILER-DAEMON',
        '(connect to mx.elsewhere.example[192.0.2.1]:25: Connection refused)',
        '                                         x@elsewhere.example',
        '                   (not now)',
        '                                         later@example.test',
        '                                         also@example.test',
        '',
        '-- 2 Kbytes in 2 Requests.',
      ].join('\n'),
    ),
  ).toEqual([
    {
      ...{ id: '3F2A81C0052', state: 'active', size: '450', since: 'Mon Nov 30 14:36:00', sender: 'ana@example.test' },
      recipients: [{ address: 'ben@example.test', reason: null, isDelivered: false }],
    },
    {
      ...{ id: '4BX1Y2Z3ab9c', state: 'held', size: '1200', since: 'Tue Dec  1 09:05:07', sender: 'MAILER-DAEMON' },
      recipients: [
        {
          address: 'x@elsewhere.example',
          reason: 'connect to mx.elsewhere.example[192.0.2.1]:25: Connection refused',
          isDelivered: false,
        },
        { address: 'later@example.test', reason: 'not now', isDelivered: false },
        { address: 'also@example.test', reason: 'not now', isDelivered: false },
      ],
    },
  ]);
  expect(readQueueListing('Mail queue is empty')).toEqual([]);
});

it('is read as Sendmail prints it, a reason that was cut off too', () => {
  expect(
    readQueueListing(
      [
        '\t\t/var/spool/mqueue (2 requests)',
        '-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------',
        '6AUEafHL004290*       6 Mon Nov 30 14:36 <ana@example.test>',
        '      8BITMIME   (Deferred: Connection timed out with mx.elsewhere.example.)',
        '\t\t\t\t\t <x@elsewhere.example>',
        '6AUEafHM004290     1429 Mon Nov 30 14:36 MAILER-DAEMON',
        '                 (host map: lookup (elsewhere.example): defer',
        '\t\t\t\t\t ana@example.test',
        '\t\tTotal requests: 2',
      ].join('\n'),
    ),
  ).toMatchObject([
    {
      ...{ id: '6AUEafHL004290', state: 'active', size: '6', since: 'Mon Nov 30 14:36', sender: '<ana@example.test>' },
      recipients: [{ address: '<x@elsewhere.example>', reason: 'Deferred: Connection timed out with mx.elsewhere.example.' }],
    },
    { id: '6AUEafHM004290', state: 'waiting', recipients: [{ reason: 'host map: lookup (elsewhere.example): defer' }] },
  ]);
  expect(readQueueListing('/var/spool/mqueue is empty\n\t\tTotal requests: 0')).toEqual([]);
});

it('is read as Exim prints it, with those who have it already', () => {
  expect(
    readQueueListing(
      [
        '25m  2.9K 0t5C6f-0000c8-00 <alice@wonderland.example>',
        '          red.king@looking-glass.example',
        '        D white.rabbit@wonderland.example',
        '',
        ' 3d   284 1xY2V5-000000001Io-1GvW <> *** frozen ***',
        '          ana@example.test',
      ].join('\n'),
    ),
  ).toEqual([
    {
      ...{ id: '0t5C6f-0000c8-00', state: 'waiting', size: '2.9K', since: '25m', sender: 'alice@wonderland.example' },
      recipients: [
        { address: 'red.king@looking-glass.example', reason: null, isDelivered: false },
        { address: 'white.rabbit@wonderland.example', reason: null, isDelivered: true },
      ],
    },
    {
      ...{ id: '1xY2V5-000000001Io-1GvW', state: 'frozen', size: '284', since: '3d', sender: '' },
      recipients: [{ address: 'ana@example.test', reason: null, isDelivered: false }],
    },
  ]);
  expect(readQueueListing('')).toEqual([]);
});

it.each([
  ['Postfix', '3F2A81C0052      450 Mon Nov 30 14:36:00  ana@example.test\n          "a b"@elsewhere.example', '"a b"@elsewhere.example'],
  [
    'Sendmail',
    '6AUEafHL004290        6 Mon Nov 30 14:36 <ana@example.test>\n\t\t <"a \\" b"@elsewhere.example>',
    '<"a \\" b"@elsewhere.example>',
  ],
  ['Exim', '25m  2.9K 0t5C6f-0000c8-00 <ana@example.test>\n        D "a b"@elsewhere.example', '"a b"@elsewhere.example'],
])('has the recipients with a blank in their names, as %s prints them', (program, printed, address) => {
  expect(readQueueListing(printed)?.map(({ recipients }) => recipients)).toEqual([
    [{ address, reason: null, isDelivered: program === 'Exim' }],
  ]);
});

it.each(['msmtp-queue: nothing here', '  somebody@example.test', '3F2A81C0052 450 Mon Nov 30 14:36:00 a@b\n  two words', 'id;size;sender'])(
  'is not guessed at where none of them prints it so: %j',
  (printed) => {
    expect(readQueueListing(printed)).toBeNull();
  },
);

it('is read in time that grows with its length', () => {
  const started = performance.now();
  for (const line of ['3F2A81C0052 ', '(', ' ', '1'.repeat(1_000), '        D ', '/'.repeat(1_000)])
    readQueueListing(line.repeat(200_000 / line.length));
  readQueueListing('3F2A81C0052 450 Mon Nov 30 14:36:00  a@b\n    x@y\n'.repeat(20_000));
  readQueueListing(`  /${'(1 request'.repeat(100_000)}x`);
  readQueueListing(`-- ${' in 1 Request'.repeat(50_000)}x`);
  readQueueListing(`3F2A81C0052 450 Mon Nov 30 14:36:00  a@b\n  ${'"@'.repeat(200_000)} x`);
  expect(performance.now() - started).toBeLessThan(30_000);
});
