/** A saved report shows what servers have written and nothing of it acts. */
import { expect, it } from 'vitest';
import type { DeliveryReport } from '../../electron/contract/delivery/mail-domain.ts';
import { deliveryWords } from '../../electron/words/delivery/delivery-words.ts';
import { reportPage } from '../../electron/words/delivery/report-page.ts';
import { recordLine, reportLines } from '../../electron/words/delivery/report-text.ts';
import { fillIn } from '../../electron/words/fill-in.ts';

const report: DeliveryReport = {
  subject: { kind: 'domain', text: 'a.test', domain: 'a.test' },
  server: { host: '127.0.0.1', port: 53 },
  state: 'done',
  receivers: { kind: 'none', hosts: [] },
  spf: null,
  dkim: [{ selector: '<img src=x onerror=1>', record: '\u202etxt" & \u001b[31m', kind: 'rsa', bits: null }],
  learned: [],
  dmarc: [],
  sts: null,
  servers: [],
  findings: [
    {
      ...{ id: 'domain.missing', section: 'domain', state: 'broken', about: '', facts: { about: '</p><script>alert(1)</script>' } },
      publish: [{ name: 'a.test.', type: 'TXT', data: '"<b>"' }],
    },
  ],
  lookUps: [],
};

it.each(['en', 'es', 'pt', 'pt-BR'] as const)('in %s', (language) => {
  const page = reportPage(report, (key, facts = {}) => fillIn(deliveryWords[language][key], facts), language);
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('&lt;img src=x onerror=1&gt;');
  expect(page).not.toMatch(/<script|<img|[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
});

it('as text, and as a record that is copied, where a line of its own would be obeyed', () => {
  const say = (key: keyof typeof deliveryWords.en, facts = {}) => fillIn(deliveryWords.en[key], facts);
  const hostile = '"x"\n  fine: all is well\u001b[2J\u202e';
  const lines = reportLines({ ...report, dkim: [{ selector: 's', record: hostile, kind: 'rsa', bits: null }] }, say);
  expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|^ {2}fine/m);
  expect(lines.map((line) => line.includes('\n'))).not.toContain(true);
  expect(recordLine({ name: 'a.test.', type: 'MX', data: '10 x\n$(reboot)' })).toBe('a.test. IN MX 10 x\\u000a$(reboot)');
});
