import { describe, expect, it } from 'vitest';
import type { Line } from '../../../electron/contract/transcript.ts';
import { mergeSessions } from '../../../renderer/features/transcript/use-sessions.ts';
import { formatDuration } from '../../../renderer/i18n/format.ts';
import { isRunOfBytes, plainLine, segmentsOf, verdictOf } from '../../../renderer/wire/wire-text.ts';

const shown = { showEnds: false, limit: 10_000 };
const read = (text: string, options = shown, masked: { offset: number; length: number }[] = []) =>
  segmentsOf(Buffer.from(text, 'latin1'), masked, options);
const textOf = (text: string, options = shown) =>
  read(text, options)
    .map((segment) => (segment.kind === 'secret' ? `<${segment.length}>` : segment.kind === 'control' ? `[${segment.name}]` : segment.text))
    .join('');

const line = (text: string, fields: Partial<Line> = {}): Line => ({
  session: 's',
  index: 0,
  at: 0,
  direction: 'server',
  offset: 0,
  bytes: Buffer.from(text, 'latin1').toString('base64'),
  masked: [],
  payload: null,
  kind: 'data',
  tag: null,
  command: null,
  code: null,
  enhanced: null,
  answers: null,
  elapsed: null,
  decoded: null,
  explanation: null,
  note: null,
  cause: null,
  messageId: null,
  ...fields,
});

describe('a line of the wire as text', () => {
  it('hides its end until one wants to see it', () => {
    expect(textOf('a1 OK done\r\n')).toBe('a1 OK done');
    expect(textOf('a1 OK done\r\n', { ...shown, showEnds: true })).toBe('a1 OK done[CR][LF]');
    expect(textOf('bare\n', { ...shown, showEnds: true })).toBe('bare[LF]');
  });

  it('shows what cannot be seen by its name, and lets nothing of it act', () => {
    expect(textOf('\u001b[31mred\u0000\rC: forged')).toBe('[ESC][31mred[NUL][CR]C: forged');
    // A right-to-left override, in UTF-8.
    expect(textOf('gpj.\xe2\x80\xaeexe')).toBe('gpj.[U+202E]exe');
  });

  it('reads UTF-8, and shows what is none by its number', () => {
    expect(textOf('\xc3\xb1and\xc3\xba')).toBe('ñandú');
    expect(textOf('latin \xf1 cut \xe2\x82')).toBe('latin [\\xF1] cut [\\xE2][\\x82]');
  });

  it('shows a secret as its length and nothing else', () => {
    const segments = read('a1 LOGIN ana ********\r\n', shown, [{ offset: 13, length: 8 }]);
    expect(segments).toEqual([
      { kind: 'text', text: 'a1 LOGIN ana ' },
      { kind: 'secret', offset: 13, length: 8 },
    ]);
  });

  it('stops at a limit and says so', () => {
    expect(textOf('x'.repeat(50), { ...shown, limit: 10 })).toBe(`${'x'.repeat(10)}…`);
    expect(textOf('first\r\nsecond\r\n', { ...shown, firstLine: true } as typeof shown)).toBe('first…');
  });

  it('is copied so that no line can be forged', () => {
    const countBytes = (length: number) => `${length} bytes`;
    expect(plainLine(line('250 ok\rC: QUIT\r\n'), '', countBytes)).toBe('S: 250 ok␍C: QUIT');
    expect(plainLine(line('AUTH PLAIN ****\r\n', { direction: 'client', masked: [{ offset: 11, length: 4 }] }), '', countBytes)).toBe(
      'C: AUTH PLAIN ▒▒▒▒ (4 bytes)',
    );
    expect(plainLine(line('', { direction: 'note' }), 'Closed.', countBytes)).toBe('* Closed.');
  });
});

describe('what a reply means at a glance', () => {
  it.each([
    ['250', 'good'],
    ['OK', 'good'],
    ['+OK', 'good'],
    ['354', 'waiting'],
    ['421', 'temporary'],
    ['550', 'bad'],
    ['NO', 'bad'],
    ['BAD', 'bad'],
    ['-ERR', 'bad'],
    ['BYE', null],
  ] as const)('%s is %s', (code, verdict) => {
    expect(verdictOf({ code, kind: 'status' })).toBe(verdict);
  });

  it('says durations in a unit that fits', () => {
    expect([12.4, 3_400, 41_000, 120_000, 7_200_000].map((time) => formatDuration(time, 'en'))).toEqual([
      '12 ms',
      '3.4 s',
      '41 s',
      '2 min',
      '2 h',
    ]);
    expect(formatDuration(5_510, 'es')).toBe('5,5 s');
    expect(formatDuration(5_510, 'pt-BR')).toBe('5,5 s');
  });
});

describe('the list of sessions', () => {
  const session = (id: string, startedAt: number, protocol: 'imap' | 'smtp' = 'imap') => ({
    id,
    protocol,
    accountId: 'ana',
    accountName: 'Ana',
    host: 'h',
    port: 1,
    purpose: 'sync' as const,
    startedAt,
    endedAt: null,
    state: 'open' as const,
    lines: 0,
    bytesSent: 0,
    bytesReceived: 0,
    tls: null,
    summary: '',
    failure: null,
    pinned: false,
  });
  const all = { accountId: '', protocol: '' as const, text: '' };

  it('puts a new session first and a known one in its place', () => {
    const before = [session('b', 2), session('a', 1)];
    const merged = mergeSessions(before, [{ ...session('a', 1), lines: 9 }, session('c', 3)], all);
    expect(merged.map(({ id, lines }) => [id, lines])).toEqual([
      ['c', 0],
      ['b', 0],
      ['a', 9],
    ]);
  });

  it('takes in only what the filter lets through', () => {
    expect(mergeSessions([], [session('m', 1, 'smtp')], { ...all, protocol: 'imap' })).toEqual([]);
    expect(mergeSessions([], [session('m', 1)], { ...all, accountId: 'ben' })).toEqual([]);
    // Whether the text stands in it only the engine can say.
    expect(mergeSessions([], [session('m', 1)], { ...all, text: 'AUTH' })).toEqual([]);
  });
});

describe('bytes that are shown by their first line', () => {
  const line = (kind: Line['kind'], text: string) => ({ kind, bytes: Buffer.from(text).toString('base64'), payload: null });

  it('are those of a message or literal, not the dot that ends a message', () => {
    expect(isRunOfBytes(line('payload', 'Subject: x\r\n\r\nwords\r\n'))).toBe(true);
    expect(isRunOfBytes(line('payload', '..x\r\n'))).toBe(true);
    expect(isRunOfBytes(line('literal', '.'))).toBe(true);
    expect(isRunOfBytes(line('payload', '.\r\n'))).toBe(false);
    expect(isRunOfBytes(line('command', 'NOOP\r\n'))).toBe(false);
  });
});
