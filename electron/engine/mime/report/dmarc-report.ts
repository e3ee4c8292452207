/**
 * Reads a DMARC aggregate report (RFC 7489 Appendix C; RFC 9990). Reporters leave elements out, write them in other cases or with a prefix, and
 * count in strings: what can be understood is, and what is not said stays unsaid.
 */
import type { DmarcReport, DmarcRow, DmarcTotals, ReportFault } from '../../../contract/delivery/reports.ts';
import { visibleLine } from '../text/visible-text.ts';
import { countOf, timeOf } from './values.ts';
import { readXml } from './xml-values.ts';

/** Records of one report, rows that are told of it, and results of one row. */
const mostRecords = 20_000;
const mostRows = 500;
const mostResults = 10;
const mostErrors = 20;

interface Draft {
  source: string;
  count: number;
  disposition: string;
  dkim: 'pass' | 'fail' | null;
  spf: 'pass' | 'fail' | null;
  headerFrom: string;
  signatures: { domain: string; result: string; selector: string }[];
  senders: { domain: string; result: string }[];
  reasons: { type: string; comment: string }[];
}

const emptyDraft = (): Draft => ({
  source: '',
  // A record stands for one message at least.
  count: 1,
  disposition: 'none',
  dkim: null,
  spf: null,
  headerFrom: '',
  signatures: [],
  senders: [],
  reasons: [],
});

const policyTags = new Set(['p', 'sp', 'np', 'pct', 'adkim', 'aspf', 'fo', 'testing', 'discovery_method']);

/** `fail` is all that does not pass: some write what SPF or DKIM itself answered there. */
const alignedOf = (value: string): 'pass' | 'fail' | null => (value === '' ? null : value.toLowerCase() === 'pass' ? 'pass' : 'fail');

/** @param xml the text of the report @returns why it could not be read, where it could not. Never throws; linear. */
export function readDmarcReport(xml: string, fileName: string): DmarcReport | ReportFault {
  const found = new Map<string, string>();
  const policy: { tag: string; value: string }[] = [];
  const errors: string[] = [];
  const rows = new Map<string, DmarcRow>();
  const totals = { messages: 0, passed: 0, failed: 0, quarantined: 0, rejected: 0 };
  let records = 0;
  let draft = emptyDraft();
  /** Of the element that is open and has several values. */
  let inner = new Map<string, string>();
  const take = (name: string): string => inner.get(name) ?? '';

  const endInRecord = (name: string, parent: string, value: string): void => {
    if (parent === 'policy_evaluated' && name === 'disposition') draft.disposition = value.toLowerCase() || 'none';
    else if (parent === 'policy_evaluated' && (name === 'dkim' || name === 'spf')) draft[name] = alignedOf(value);
    else if (name === 'source_ip') draft.source = value;
    else if (name === 'count') draft.count = countOf(value) ?? 1;
    else if (name === 'header_from') draft.headerFrom = value.toLowerCase();
    else if (name === 'reason') {
      // Some write the type alone as its text, or nothing.
      const reason = { type: (take('type') || value).toLowerCase(), comment: take('comment') };
      if ((reason.type !== '' || reason.comment !== '') && draft.reasons.length < mostResults) draft.reasons.push(reason);
    } else if (parent === 'auth_results' && name === 'dkim') {
      const signature = { domain: take('domain').toLowerCase(), result: take('result').toLowerCase(), selector: take('selector') };
      // Some write an empty element where there was no signature.
      if (signature.domain !== '' && draft.signatures.length < mostResults) draft.signatures.push(signature);
    } else if (parent === 'auth_results' && name === 'spf') {
      const sender = { domain: take('domain').toLowerCase(), result: take('result').toLowerCase() };
      if ((sender.domain !== '' || sender.result !== '') && draft.senders.length < mostResults) draft.senders.push(sender);
    } else {
      inner.set(name, value);
      return;
    }
    inner = new Map();
  };

  const endRecord = (): void => {
    records++;
    addRow(rows, totals, draft);
    draft = emptyDraft();
    inner = new Map();
  };

  const read = readXml(xml, {
    isFull: () => records >= mostRecords,
    end(path, value) {
      const name = path.at(-1) ?? '';
      const parent = path.at(-2) ?? '';
      const text = visibleLine(value);
      if (name === 'record') endRecord();
      else if (path.includes('record')) endInRecord(name, parent, text);
      else if (parent === 'policy_published' && policyTags.has(name)) {
        if (text !== '') policy.push({ tag: name === 'discovery_method' ? 'discovery' : name, value: text.toLowerCase() });
      } else if (name === 'error') {
        if (text !== '' && errors.length < mostErrors) errors.push(text);
      } else if (text !== '' && !found.has(name)) found.set(name, text);
    },
  });
  if ('fault' in read) return read.fault;
  const textOf = (name: string): string => found.get(name) ?? '';
  if (records === 0 && textOf('org_name') === '' && textOf('report_id') === '') return 'no-report';
  const listed = [...rows.values()].sort((one, other) => other.count - one.count);
  const left = listed.slice(mostRows);
  return {
    kind: 'dmarc',
    fileName,
    reporter: textOf('org_name') || textOf('email'),
    contact: textOf('email'),
    reportId: textOf('report_id'),
    domain: textOf('domain').toLowerCase() || (listed[0]?.headerFrom ?? ''),
    begin: timeOf(textOf('begin')),
    end: timeOf(textOf('end')),
    policy,
    totals,
    rows: listed.slice(0, mostRows),
    more: { rows: left.length, messages: left.reduce((sum, { count }) => sum + count, 0) },
    errors,
    isCut: !read.isWhole,
  };
}

/** Records that say the same of the same source are one row. */
function addRow(rows: Map<string, DmarcRow>, totals: DmarcTotals, { count, ...row }: Draft): void {
  totals.messages += count;
  if (row.dkim === 'pass' || row.spf === 'pass') totals.passed += count;
  else totals.failed += count;
  if (row.disposition === 'quarantine') totals.quarantined += count;
  if (row.disposition === 'reject') totals.rejected += count;
  const key = JSON.stringify(row);
  const same = rows.get(key);
  rows.set(key, { ...row, count: count + (same?.count ?? 0) });
}
