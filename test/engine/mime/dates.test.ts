import { describe, expect, it } from 'vitest';
import { messageDate } from '../../../electron/engine/cache/messages/header-facts.ts';
import { fillAnswer } from '../../../electron/engine/mime/compose/answer.ts';
import { parseDateField, parseReceivedDate } from '../../../electron/engine/mime/header/date-field.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';

const instant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z'));
const header = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\nx`);

describe('a zone is read however it is written', () => {
  it.each([
    'Thu Oct 29 12:00:00 GMT+05:00 2026',
    'Thu Oct 29 12:00:00 UTC+5 2026',
    'Thu Oct 29 12:00:00 GMT +0500 2026',
    'Thu Oct 29 12:00:00 2026 GMT+05:00',
    'Thu Oct 29 12:00:00 PKT 2026',
    'Thu, 29 Oct 2026 12:00:00 GMT + 0500',
    'Thu, 29 Oct 2026 12:00:00 + 0500',
    'Thu, 29 Oct 2026 12:00:00 + 05:00',
    'Thu, 29 Oct 2026 12:00:00 PKT +0500',
    'Thu, 29 Oct 2026 12:00:00 XYZT+0500',
    'Thu, 29 Oct 2026 12:00:00 (GMT+05:00)',
    'Thu, 29 Oct 2026 12:00:00 (+0500)',
    'Thu, 29 Oct 2026 12:00:00 (UTC+05:00) Islamabad',
    'Thu, 29 Oct 2026 12:00:00 (PKT)',
    'Thu, 29 Oct 2026 12:00:00 [+0500]',
    'Thu, 29 Oct 2026 12:00:00 "+0500"',
    'Thu, 29 Oct 2026 12:00:00 PM GMT+05:00',
    'Thu, 29 Oct 2026 12:00:00 PM (+0500)',
    'Oct 29, 2026 12:00:00 PM GMT+05:00',
    '2026-10-29 12:00:00 + 0500',
    '2026-10-29T12:00:00 (GMT+5)',
  ])('%s', (written) => {
    expect(instant(parseDateField(written))).toBe('2026-10-29T07:00:00Z');
  });

  it.each([
    ['Thu Oct 29 12:00:00 GMT-03:30 2026', '2026-10-29T15:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 − 0330', '2026-10-29T15:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 EDT -0400', '2026-10-29T16:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 IST +0530', '2026-10-29T06:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 IST (+0530)', '2026-10-29T06:30:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 GMT (+0530)', '2026-10-29T12:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 Europe/Madrid', '2026-10-29T12:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 BRT', '2026-10-29T15:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 +0500 (GMT+02:00)', '2026-10-29T07:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 (later than 5 Nov)', '2026-10-29T12:00:00Z'],
    ['Thu, 29 Oct 2026 12:00:00 - 5 days', '2026-10-29T12:00:00Z'],
    ['Thu Oct 29 12:00:00 2026', '2026-10-29T12:00:00Z'],
  ])('%s', (written, time) => {
    expect(instant(parseDateField(written))).toBe(time);
  });
});

describe('a Date field that cannot be true', () => {
  const trace = 'Received: from a by b; Tue, 3 Nov 2026 10:00:00 +0100';
  const now = Date.UTC(2026, 10, 4, 12);
  const listed = (...lines: string[]): string | null =>
    instant(messageDate(null, { ...summariseHeader(header(...lines)), mayBeNotice: false }, now));

  it.each([
    'Fri, 1 Jan 2099 00:00:00 +0000',
    'Thu, 1 Jan 1970 01:00:00 +0000',
    'Tue, 1 Jan 1980 00:00:00 -0500',
    'Fri, 6 Nov 2026 09:00:00 +0000',
    'soon',
    '',
  ])('is replaced by the newest trace field where no server says when the message came: %s', (date) => {
    expect(listed(trace, `Date: ${date}`)).toBe('2026-11-03T09:00:00Z');
  });

  it('is what is known where there is no trace field', () => {
    expect(listed('Date: Thu, 1 Jan 1970 01:00:00 +0000')).toBe('1970-01-01T01:00:00Z');
    expect(listed('Date: Fri, 1 Jan 2099 00:00:00 +0000')).toBe(instant(now));
  });

  it.each(['Tue, 3 Nov 2026 08:59:00 +0000', 'Wed, 4 Nov 2026 02:00:00 +0000', 'Wed, 2 Jan 2002 08:00:00 +0000'])(
    'is not one that differs as delays and clocks do: %s',
    (date) => {
      expect(listed(trace, `Date: ${date}`)).toBe(instant(Date.parse(date)));
      expect(summariseHeader(header(trace, `Date: ${date}`)).received).toBeNull();
    },
  );

  it('stands neither in the line above a quote', () => {
    const raw = header(trace, 'From: lea@a.test', 'Date: Fri, 1 Jan 2099 00:00:00 +0000');
    const phrases = { wrote: 'On {date}, {author} wrote:', forwarded: '', fields: { From: '', Date: '', Subject: '', To: '', Cc: '' } };
    const { fields } = fillAnswer({ mode: 'reply', raw, own: [], language: 'en', phrases });
    expect(fields.text).toContain('On November 3, 2026');
  });
});

describe('the time of a trace field', () => {
  it.each([
    ['from a by b', 'Tue, 3 Nov 2026 10:00:00 +0100'],
    ['by b with LMTP', 'Tue, 3 Nov 2026 10:00:00 +0100 (CET) (envelope-from <x@a.test>; for lea)'],
    ['from a (helo; x) by b', '3 Nov 2026 09:00:00 -0000'],
  ])('%s; %s', (from, date) => {
    expect(instant(parseReceivedDate(`${from}; ${date}`))).toBe('2026-11-03T09:00:00Z');
  });

  it('is that of the next one where the newest has none', () => {
    const raw = header('Received: by queue', 'Received: x; soon', 'Received: y; Tue, 3 Nov 2026 10:00:00 +0100', 'Date: soon');
    expect(instant(summariseHeader(raw).received)).toBe('2026-11-03T09:00:00Z');
  });
});

describe('the line above a quote', () => {
  const phrases = { wrote: 'On {date}, {author} wrote:', forwarded: '', fields: { From: '', Date: '', Subject: '', To: '', Cc: '' } };
  const quoteOf = (...lines: string[]): string =>
    fillAnswer({ mode: 'reply', raw: header(...lines), own: [], language: 'en', phrases }).fields.text.trim();

  it.each([[[]], [['Date: Tue, 3 Nov 2026 10:00:00 +0100']], [['From: lea@a.test']], [['From:', 'Date: soon', 'Received: by queue']]])(
    'is left out where date or writer is missing: %j',
    (lines) => {
      expect(quoteOf('Subject: s', ...lines)).toBe('> x');
    },
  );

  it('has both where both are known', () => {
    expect(quoteOf('From: Lea <lea@a.test>', 'Received: x; Tue, 3 Nov 2026 10:00:00 +0100')).toMatch(
      /^On November 3, 2026.*, Lea wrote:\n> x$/,
    );
  });
});
