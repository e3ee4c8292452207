/** Reads a report about TLS (RFC 8460 §4). Values of other kinds than the RFC names are passed over, not believed. */
import type { ReportFault, TlsPolicy, TlsReport } from '../../../contract/delivery/reports.ts';
import { visibleLine } from '../text/visible-text.ts';
import { countOf, timeOf } from './values.ts';
import { longestValue } from './xml-values.ts';

/** Characters of a report, levels in it, and what is told of it. */
const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 16;
const mostPolicies = 100;
const mostFailures = 200;
const mostLines = 20;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null; // every object of JSON has names for keys
const textOf = (value: unknown): string => (typeof value === 'string' ? visibleLine(value.slice(0, longestValue).trim()) : '');
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const objectsOf = (value: unknown): Fields[] =>
  listOf(value)
    .map(fieldsOf)
    .filter((fields) => fields !== null);
const textsOf = (value: unknown): string[] =>
  listOf(value)
    .slice(0, mostLines)
    .map(textOf)
    .filter((text) => text !== '');

/** @param json the text of the report @returns why it could not be read, where it could not. Never throws; linear. */
export function readTlsReport(json: string, fileName: string): TlsReport | ReportFault {
  if (json.length > mostCharacters) return 'too-large';
  if (depthOf(json) > mostDepth) return 'too-deep';
  const report = fieldsOf(parsed(json));
  if (report === null) return 'damaged';
  const range = fieldsOf(report['date-range']);
  const policies = objectsOf(report.policies).slice(0, mostPolicies).map(policyOf);
  if (policies.length === 0 && textOf(report['organization-name']) === '' && textOf(report['report-id']) === '') return 'no-report';
  return {
    kind: 'tls',
    fileName,
    reporter: textOf(report['organization-name']),
    contact: textOf(report['contact-info']),
    reportId: textOf(report['report-id']),
    domain: policies.find(({ domain }) => domain !== '')?.domain ?? '',
    begin: timeOf(range?.['start-datetime']),
    end: timeOf(range?.['end-datetime']),
    succeeded: policies.reduce((sum, { succeeded }) => sum + succeeded, 0),
    failed: policies.reduce((sum, { failed }) => sum + failed, 0),
    policies,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null; // no JSON: `damaged` of the caller
  }
}

/** How far lists and objects lie in each other; what would take the parser's memory is not given to it. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

function policyOf(fields: Fields): TlsPolicy {
  const policy = fieldsOf(fields.policy) ?? {};
  const summary = fieldsOf(fields.summary) ?? {};
  const failures = objectsOf(fields['failure-details'])
    .map((one) => ({
      reason: textOf(one['result-type']).toLowerCase(),
      count: countOf(one['failed-session-count']) ?? 1,
      source: textOf(one['sending-mta-ip']),
      mx: textOf(one['receiving-mx-hostname']) || textOf(one['receiving-mx-helo']),
      mxAddress: textOf(one['receiving-ip']),
      details: [textOf(one['failure-reason-code']), textOf(one['additional-information']), textOf(one['additional-info-uri'])]
        .filter((text) => text !== '')
        .join(' · '),
    }))
    .sort((one, other) => other.count - one.count);
  return {
    type: textOf(policy['policy-type']).toLowerCase(),
    domain: textOf(policy['policy-domain']).toLowerCase(),
    text: textsOf(policy['policy-string']),
    // The text of RFC 8460 §4.4 has a text there, its schema a list; both are sent.
    mxHosts: textsOf(policy['mx-host'] ?? policy['mx-host-pattern']),
    succeeded: countOf(summary['total-successful-session-count']) ?? 0,
    failed: countOf(summary['total-failure-session-count']) ?? failures.reduce((sum, { count }) => sum + count, 0),
    failures: failures.slice(0, mostFailures),
    moreFailures: Math.max(0, failures.length - mostFailures),
  };
}
