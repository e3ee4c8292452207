/** Reports as large providers write them, and archives that are not what they say. Domains and addresses are of documentation. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

interface ReportRecord {
  readonly source: string;
  readonly count: number;
  readonly disposition?: string;
  readonly dkim?: string;
  readonly spf?: string;
  readonly more?: string;
}

const recordXml = ({ source, count, disposition = 'none', dkim = 'pass', spf = 'pass', more = '' }: ReportRecord): string => `  <record>
    <row>
      <source_ip>${source}</source_ip>
      <count>${count}</count>
      <policy_evaluated><disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf>${more}</policy_evaluated>
    </row>
    <identifiers><header_from>example.org</header_from></identifiers>
    <auth_results>
      <dkim><domain>example.org</domain><result>${dkim}</result><selector>s2026</selector></dkim>
      <spf><domain>bounce.example.org</domain><result>${spf}</result></spf>
    </auth_results>
  </record>
`;

/** As Google writes it: 1 March 2026, UTC. */
export const googleReport = (records: readonly ReportRecord[], begin = 1_772_323_200): string => `<?xml version="1.0" encoding="UTF-8" ?>
<feedback>
  <version>1.0</version>
  <report_metadata>
    <org_name>google.com</org_name>
    <email>noreply-dmarc-support@google.com</email>
    <extra_contact_info>https://support.google.com/a/answer/2466580</extra_contact_info>
    <report_id>9876543210</report_id>
    <date_range><begin>${begin}</begin><end>${begin + 86_399}</end></date_range>
  </report_metadata>
  <policy_published><domain>example.org</domain><adkim>r</adkim><aspf>r</aspf><p>quarantine</p><sp>reject</sp><pct>100</pct></policy_published>
${records.map(recordXml).join('')}</feedback>
`;

interface ZipFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the directory says instead of the truth. */
  readonly size?: number;
  readonly flags?: number;
}

/** A zip whose local headers say nothing of sizes, as writers of streams make them. */
export function zip(...files: readonly ZipFile[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size = bytes.length, flags = 8 } of files) {
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    const body = Buffer.concat([local, Buffer.from(name), packed]);
    at += body.length;
    bodies.push(body);
    entries.push(Buffer.concat([entry, Buffer.from(name)]));
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

export const gzip = (text: string): Buffer => gzipSync(Buffer.from(text));

/** A message with one attachment. */
export function withReport(
  bytes: Buffer,
  { name = 'google.com!example.org!1772323200!1772409599.xml.gz', type = 'application/gzip', top = '' } = {},
): Buffer {
  return Buffer.from(
    [
      'From: noreply-dmarc-support@google.com',
      'To: dmarc@example.org',
      'Subject: Report domain: example.org Submitter: google.com Report-ID: 9876543210',
      'MIME-Version: 1.0',
      `Content-Type: multipart/${top === '' ? 'mixed' : top}; boundary=xx`,
      '',
      '--xx',
      'Content-Type: text/plain',
      '',
      'This is an aggregate report.',
      '--xx',
      `Content-Type: ${type}${name === '' ? '' : `; name="${name}"`}`,
      ...(name === '' ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
      'Content-Transfer-Encoding: base64',
      '',
      ...(bytes.toString('base64').match(/.{1,76}/g) ?? []),
      '--xx--',
      '',
    ].join('\r\n'),
  );
}

export const tlsReport = {
  'organization-name': 'Company-X',
  'date-range': { 'start-datetime': '2026-03-01T00:00:00Z', 'end-datetime': '2026-03-01T23:59:59Z' },
  'contact-info': 'sts-reporting@company-x.example',
  'report-id': '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
  policies: [
    {
      policy: {
        'policy-type': 'sts',
        'policy-string': ['version: STSv1', 'mode: testing', 'mx: *.mail.example.org', 'max_age: 86400'],
        'policy-domain': 'example.org',
        'mx-host': '*.mail.example.org',
      },
      summary: { 'total-successful-session-count': 5326, 'total-failure-session-count': 303 },
      'failure-details': [
        {
          'result-type': 'starttls-not-supported',
          'sending-mta-ip': '2001:db8:abcd:0013::1',
          'receiving-mx-hostname': 'mx2.mail.example.org',
          'receiving-ip': '203.0.113.56',
          'failed-session-count': 200,
          'additional-information': 'https://reports.company-x.example/report_info?id=5065427c-23d3#StarttlsNotSupported',
        },
        {
          'result-type': 'certificate-expired',
          'sending-mta-ip': '2001:db8:abcd:0012::1',
          'receiving-mx-hostname': 'mx1.mail.example.org',
          'failed-session-count': 100,
        },
        {
          'result-type': 'validation-failure',
          'receiving-ip': '203.0.113.58',
          'failed-session-count': '3',
          'failure-reason-code': 'X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED',
        },
      ],
    },
  ],
};
