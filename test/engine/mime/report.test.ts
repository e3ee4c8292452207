/** Reports about a domain, as providers send them, in all their wrappings, and what only looks like one. */
import { describe, expect, it } from 'vitest';
import type { DmarcReport, Report, TlsReport } from '../../../electron/contract/delivery/reports.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readReports } from '../../../electron/engine/mime/report/find-report.ts';
import { googleReport, gzip, tlsReport, withReport, zip } from '../../support/reports/make-report.ts';

function only(raw: Buffer): Report {
  const reports = readReports(raw);
  expect(reports).toHaveLength(1);
  return reports[0] as Report; // just counted
}

function dmarc(raw: Buffer): DmarcReport {
  const report = only(raw);
  if (report.kind !== 'dmarc') throw new Error(JSON.stringify(report));
  return report;
}

function tls(raw: Buffer): TlsReport {
  const report = only(raw);
  if (report.kind !== 'tls') throw new Error(JSON.stringify(report));
  return report;
}

const faultOf = (raw: Buffer): string => {
  const report = only(raw);
  return report.kind === 'unreadable' ? report.fault : report.kind;
};

const records = [
  { source: '192.0.2.10', count: 40 },
  { source: '2001:db8::5', count: 7, disposition: 'quarantine', dkim: 'fail', spf: 'fail' },
  { source: '192.0.2.10', count: 2 },
  { source: '198.51.100.9', count: 3, dkim: 'fail', more: '<reason><type>forwarded</type><comment>arc &amp; list</comment></reason>' },
];

describe('a DMARC report', () => {
  it('is read out of gzip, zip and plain XML alike', () => {
    const xml = googleReport(records);
    const wrapped = [
      withReport(gzip(xml)),
      withReport(zip({ name: 'google.com!example.org!1772323200!1772409599.xml', bytes: Buffer.from(xml) }), {
        type: 'application/zip',
        name: 'google.com!example.org!1772323200!1772409599.zip',
      }),
      withReport(Buffer.from(xml), { type: 'text/xml', name: 'report.xml' }),
      // Without a name or a fitting type, as some send it.
      withReport(gzip(xml), { type: 'application/x-gzip', name: '' }),
    ];
    for (const raw of wrapped) {
      expect(parseMessage(raw).mayHoldReport).toBe(true);
      const report = dmarc(raw);
      expect(report).toMatchObject({
        reporter: 'google.com',
        domain: 'example.org',
        reportId: '9876543210',
        begin: Date.UTC(2026, 2, 1),
        end: Date.UTC(2026, 2, 1, 23, 59, 59),
        totals: { messages: 52, passed: 45, failed: 7, quarantined: 7, rejected: 0 },
        isCut: false,
      });
      expect(report.policy).toContainEqual({ tag: 'p', value: 'quarantine' });
      expect(report.rows.map(({ source, count, dkim, spf }) => [source, count, dkim, spf])).toEqual([
        ['192.0.2.10', 42, 'pass', 'pass'],
        ['2001:db8::5', 7, 'fail', 'fail'],
        ['198.51.100.9', 3, 'fail', 'pass'],
      ]);
      expect(report.rows[2]).toMatchObject({
        reasons: [{ type: 'forwarded', comment: 'arc & list' }],
        signatures: [{ domain: 'example.org', result: 'fail', selector: 's2026' }],
        senders: [{ domain: 'bounce.example.org', result: 'pass' }],
      });
    }
  });

  it('is read as other reporters write it: prefixes, upper case, other orders, elements that are missing', () => {
    const odd = `\ufeff<!-- Microsoft --><fb:feedback xmlns:fb="urn:ietf:params:xml:ns:dmarc-2.0"><fb:record><fb:row>
      <fb:source_ip> 192.0.2.77 </fb:source_ip><fb:policy_evaluated><fb:disposition>REJECT</fb:disposition><fb:dkim>Fail</fb:dkim>
      <fb:spf>softfail</fb:spf></fb:policy_evaluated></fb:row><fb:identifiers><fb:envelope_from/><fb:header_from>Example.NET</fb:header_from>
      </fb:identifiers><fb:auth_results><fb:dkim/><fb:spf><fb:scope>mfrom</fb:scope><fb:domain><![CDATA[other.example]]></fb:domain>
      <fb:result>softfail</fb:result></fb:spf></fb:auth_results></fb:record>
      <fb:policy_published><fb:domain>example.net</fb:domain><fb:p>reject</fb:p><fb:np>reject</fb:np><fb:testing>n</fb:testing></fb:policy_published>
      <fb:report_metadata><fb:email>d@example.com</fb:email><fb:error>a record timed out</fb:error>
      <fb:date_range><fb:begin>1772323200000</fb:begin><fb:end>2026-03-02T00:00:00Z</fb:end></fb:date_range></fb:report_metadata></fb:feedback>`;
    for (const bytes of [Buffer.from(odd), Buffer.from(odd, 'utf16le')]) {
      const report = dmarc(withReport(bytes, { type: 'application/octet-stream', name: 'odd.xml' }));
      expect(report).toMatchObject({ reporter: 'd@example.com', domain: 'example.net', errors: ['a record timed out'] });
      expect([report.begin, report.end]).toEqual([Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2)]);
      expect(report.policy.map(({ tag, value }) => `${tag}=${value}`)).toEqual(['p=reject', 'np=reject', 'testing=n']);
      expect(report.rows).toEqual([
        {
          source: '192.0.2.77',
          count: 1,
          disposition: 'reject',
          dkim: 'fail',
          spf: 'fail',
          headerFrom: 'example.net',
          signatures: [],
          senders: [{ domain: 'other.example', result: 'softfail' }],
          reasons: [],
        },
      ]);
    }
  });

  it('that breaks off is counted as far as it goes, and says so', () => {
    const packed = gzip(googleReport(Array.from({ length: 500 }, (_, at) => ({ source: `192.0.2.${at % 250}`, count: at + 1 }))));
    const report = dmarc(withReport(packed.subarray(0, packed.length / 2)));
    expect(report.isCut).toBe(true);
    expect(report.totals.messages).toBeGreaterThan(0);
    expect(dmarc(withReport(packed)).totals.messages).toBe((500 * 501) / 2);
  });

  it('with more sources than are listed counts them all', () => {
    const report = dmarc(
      withReport(gzip(googleReport(Array.from({ length: 700 }, (_, at) => ({ source: `2001:db8::${at.toString(16)}`, count: 2 }))))),
    );
    expect(report.rows).toHaveLength(500);
    expect(report.more).toEqual({ rows: 200, messages: 400 });
    expect(report.totals.messages).toBe(1_400);
  });

  it('has what could deceive in its values made visible', () => {
    const report = dmarc(withReport(gzip(googleReport([{ source: '192.0.2.1&#8238;', count: 1 }]))));
    expect(report.rows[0]?.source).toBe('192.0.2.1\ufffd');
  });
});

describe('a report about TLS', () => {
  it('is read as JSON and in gzip', () => {
    const json = JSON.stringify(tlsReport);
    const raws = [
      withReport(gzip(json), {
        type: 'application/tlsrpt+gzip',
        name: 'company-x!example.org!1772323200!1772409599!001.json.gz',
        top: 'report; report-type="tlsrpt"',
      }),
      withReport(Buffer.from(json), { type: 'application/tlsrpt+json', name: '', top: 'report; report-type="tlsrpt"' }),
      withReport(Buffer.from(json), { type: 'application/octet-stream', name: 'report.json' }),
    ];
    for (const raw of raws) {
      const report = tls(raw);
      expect(report).toMatchObject({
        reporter: 'Company-X',
        domain: 'example.org',
        succeeded: 5_326,
        failed: 303,
        begin: Date.UTC(2026, 2, 1),
      });
      expect(report.policies[0]).toMatchObject({ type: 'sts', mxHosts: ['*.mail.example.org'] });
      expect(report.policies[0]?.failures.map(({ reason, count, mx, mxAddress }) => [reason, count, mx, mxAddress])).toEqual([
        ['starttls-not-supported', 200, 'mx2.mail.example.org', '203.0.113.56'],
        ['certificate-expired', 100, 'mx1.mail.example.org', ''],
        ['validation-failure', 3, '', '203.0.113.58'],
      ]);
    }
  });

  it('with values of other kinds is read for what is left', () => {
    const wrong = {
      ...tlsReport,
      'date-range': [],
      policies: [{ policy: null, summary: { 'total-successful-session-count': 'many' } }, 7],
    };
    expect(tls(withReport(gzip(JSON.stringify(wrong))))).toMatchObject({ begin: null, domain: '', succeeded: 0, failed: 0 });
  });
});

describe('a report with mistakes of its reporter', () => {
  const read = (change: (xml: string) => string) => dmarc(withReport(gzip(change(googleReport(records)))));

  it('is read where it is packed twice', () => {
    const packed = gzip(googleReport(records));
    expect(dmarc(withReport(zip({ name: 'report.xml.gz', bytes: packed }))).totals.messages).toBe(52);
  });

  it('keeps an address that stands in brackets as it was written', () => {
    const named = read((xml) => xml.replace('<org_name>google.com', '<org_name>Example <reports@example.com> < 1'));
    expect(named).toMatchObject({ reporter: 'Example <reports@example.com> < 1', reportId: '9876543210', totals: { messages: 52 } });
  });

  it('takes a reason that is text for its kind, and none that is empty', () => {
    const reasons = (reason: string) => read((xml) => xml.replace(/<reason>[\s\S]*<\/reason>/, reason)).rows.flatMap((row) => row.reasons);
    expect(reasons('<reason>local_policy</reason>')).toEqual([{ type: 'local_policy', comment: '' }]);
    expect(reasons('<reason/>')).toEqual([]);
  });
});

describe('what only looks like a report', () => {
  it('is no report where it does not say that it is one', () => {
    const named = (name: string, bytes: Buffer) => readReports(withReport(bytes, { name, type: 'application/zip' }));
    expect(named('photos.zip', zip({ name: 'a.txt', bytes: Buffer.from('hello') }))).toEqual([]);
    expect(named('broken.zip', Buffer.from('PK\u0003\u0004 and nothing else'))).toEqual([]);
    expect(named('letter.xml', Buffer.from('<letter/>'))).toEqual([]);
    expect(parseMessage(Buffer.from('Subject: hello\r\n\r\nHello')).mayHoldReport).toBe(false);
  });

  it('is refused with a reason where it says that it is one', () => {
    const xml = Buffer.from(googleReport(records));
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    const inside = (bytes: Buffer) => ({ name: 'a.xml', bytes });
    expect(faultOf(withReport(gzip(zeros.toString('latin1'))))).toBe('too-large');
    expect(faultOf(withReport(zip(inside(zeros))))).toBe('too-large');
    expect(faultOf(withReport(zip({ ...inside(zeros), size: 100 })))).toBe('too-large');
    expect(faultOf(withReport(zip({ ...inside(xml), size: 100 })))).toBe('damaged');
    expect(faultOf(withReport(zip({ ...inside(xml), flags: 9 })))).toBe('encrypted');
    expect(faultOf(withReport(zip(inside(gzip('x')), inside(gzip('y')))))).toBe('nested');
    expect(faultOf(withReport(zip(inside(zip(inside(gzip('x')))))))).toBe('nested');
    expect(faultOf(withReport(zip(inside(gzip(zeros.toString('latin1'))))))).toBe('too-large');
    expect(faultOf(withReport(gzip('').subarray(0, 12)))).toBe('damaged');
    expect(faultOf(withReport(Buffer.from('PK\u0003\u0004')))).toBe('damaged');
    expect(faultOf(withReport(zip(inside(Buffer.from('a letter')))))).toBe('no-report');
    expect(faultOf(withReport(gzip(`<feedback>${'<a>'.repeat(100_000)}`)))).toBe('too-deep');
    expect(faultOf(withReport(gzip(`{"policies":${'['.repeat(100_000)}`)))).toBe('too-deep');
    expect(faultOf(withReport(gzip('{"policies":[')))).toBe('damaged');
    const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><feedback><report_metadata><org_name>&b;</org_name>';
    expect(faultOf(withReport(gzip(laughs)))).toBe('entities');
  });

  it('takes time in proportion to its length, and no more records than its bound', () => {
    const one = googleReport([{ source: '192.0.2.1', count: 1 }]);
    const record = /<record>[\s\S]*<\/record>/.exec(one)?.[0].replace(/\s+/g, '') ?? '';
    const before = process.cpuUsage();
    const report = dmarc(withReport(gzip(one.replace(/<record>[\s\S]*<\/record>/, record.repeat(35_000)))));
    expect(report).toMatchObject({ isCut: true, totals: { messages: 20_000 } });
    for (const piece of ['&a', '<!--', '</record>', '<record a="', '<a></b>', '<![CDATA[', '<!x>', '&amp;'])
      readReports(withReport(gzip(`<feedback>${piece.repeat(1_000_000)}`)));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(15_000);
  });
});
