/** Messages that are within the rules, or nearly, and that readers of mail get wrong. */
import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../../electron/engine/mime/compose/compose.ts';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { formatAddresses, parseTypedAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { partBytes } from '../../support/material/part-bytes.ts';

const message = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));
const who = (list: readonly { address: string }[]): string[] => list.map(({ address }) => address);

describe('a boundary that begins or ends like the one around it', () => {
  it.each([
    ['cut', '--cut'],
    ['--cut', 'cut'],
    ['cut', 'cut--'],
    ['cut', 'cut-1'],
    ['cut-1', 'cut'],
    ['=_cut', '=_cut_=_cut'],
    ['----', '--'],
  ])('outside %s, inside %s', (outer, inner) => {
    const raw = message(
      `Content-Type: multipart/mixed; boundary="${outer}"`,
      '',
      `--${outer}`,
      `Content-Type: multipart/alternative; boundary="${inner}"`,
      '',
      `--${inner}`,
      'Content-Type: text/plain',
      '',
      'A quiet harbour.',
      `--${inner}`,
      'Content-Type: text/html',
      '',
      '<p><b>A quiet</b> harbour.</p>',
      `--${inner}--`,
      `--${outer}`,
      'Content-Type: text/csv; name=tides.csv',
      'Content-Disposition: attachment',
      '',
      'high,low',
      '4,1',
      `--${outer}--`,
      '',
    );
    const { text, html, attachments } = parseMessage(raw);
    expect(text?.trimEnd()).toBe('A quiet harbour.');
    expect(html?.trimEnd()).toBe('<p><b>A quiet</b> harbour.</p>');
    expect(attachments.map(({ name, partId }) => [name, partBytes(raw, partId)?.toString()])).toEqual([['tides.csv', 'high,low\r\n4,1']]);
  });

  it('and the inner one left open', () => {
    const raw = message(
      'Content-Type: multipart/mixed; boundary=cut',
      '',
      '--cut',
      'Content-Type: multipart/alternative; boundary="--cut"',
      '',
      '----cut',
      '',
      'A quiet harbour.',
      '----cut',
      '--cut',
      'Content-Type: text/csv; name=tides.csv',
      '',
      '4,1',
      '--cut--',
    );
    expect(parseMessage(raw).text?.trimEnd()).toBe('A quiet harbour.');
    expect(parseMessage(raw).attachments.map(({ name }) => name)).toEqual(['tides.csv']);
  });
});

describe('a message whose recipients are groups or hidden', () => {
  const raw = message(
    'From: Sol <sol@harbour.test>',
    'To: unlisted-recipients:; (no To-header on input)',
    'Cc: Crew: ana@harbour.test, Bo <bo@harbour.test>;, undisclosed-recipients:;, Nobody:;',
    'Bcc: all-boats@harbour.test, Hidden: me@harbour.test;',
    'Subject: Storm',
    '',
    'Stay in.',
  );
  const fill = (mode: 'reply' | 'replyAll') => fillReply({ mode, raw, own: ['me@harbour.test'], formatAddresses });

  it('is answered to its writer alone', () => {
    expect(fill('reply')).toMatchObject({ to: [{ name: 'Sol', address: 'sol@harbour.test' }], cc: [] });
  });

  it('is answered to all to the people of the groups, never to a hidden one nor to a name without an address', () => {
    const { to, cc } = fill('replyAll');
    expect(who(to)).toEqual(['sol@harbour.test']);
    expect(cc).toEqual([
      { name: '', address: 'ana@harbour.test' },
      { name: 'Bo', address: 'bo@harbour.test' },
    ]);
    expect(parseTypedAddresses(formatAddresses([...to, ...cc])).ok).toBe(true);
  });

  it('shows whom it was hidden from', () => {
    expect(who(parseMessage(raw).bcc)).toEqual(['all-boats@harbour.test', 'me@harbour.test']);
    expect(summariseHeader(raw).to).toEqual([]);
  });
});

describe('a Message-ID that is long, and folded', () => {
  const id = `<${'Harb0ur'.repeat(14)}@${'pier.'.repeat(8)}harbour.test>`;

  it.each([
    ['on a line of its own', `Message-ID:\r\n ${id}`],
    ['behind a tab', `Message-ID:\r\n\t${id}`],
    ['after an empty continuation', `Message-ID: \r\n \r\n ${id}`],
    ['with a comment', `Message-ID: (added\r\n here) ${id}`],
  ])('%s is answered as it is', async (_where, field) => {
    const raw = message(
      'From: sol@harbour.test',
      'Subject: s',
      field,
      'References: <a@harbour.test>',
      `\t${id.replace('<', '<old.')}`,
      '',
      'x',
    );
    const { inReplyTo, references, to } = fillReply({ mode: 'reply', raw, own: [], formatAddresses });
    expect(inReplyTo).toBe(id);
    const sent = await composeMessage({
      from: { name: '', address: 'me@harbour.test' },
      to,
      cc: [],
      bcc: [],
      subject: 'Re: s',
      text: 'x',
      messageId: '<new@harbour.test>',
      date: 0,
      inReplyTo,
      references,
      attachments: [],
    });
    const header = sent.ok ? (sent.value.raw.toString('latin1').split('\r\n\r\n')[0] ?? '') : '';
    const unfolded = header.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
    expect(unfolded).toContain(`In-Reply-To: ${id}`);
    expect(unfolded).toContain(`References: <a@harbour.test> ${id.replace('<', '<old.')} ${id}`);
    expect(header.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });
});
