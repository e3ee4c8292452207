/** What the reports say that a message carries: of each part that may be one, its files, and which kind each is by its content. */
import type { Report, ReportFault } from '../../../contract/delivery/reports.ts';
import { decodedBytes, readStructure, walkParts } from '../structure/structure.ts';
import { visibleFileName } from '../text/visible-text.ts';
import { readDmarcReport } from './dmarc-report.ts';
import { isCandidate, isNamed } from './report-parts.ts';
import { readTlsReport } from './tls-report.ts';
import { mostUnpacked, unpack } from './unpack.ts';

/** Reports of one message, and parts of it that are looked into. */
const mostReports = 8;
const mostParts = 32;

/**
 * @param raw a message
 * @returns its reports; a part that is no report is told only where its name or its type says that it should be one. Never throws; linear.
 */
export function readReports(raw: Buffer): Report[] {
  const structure = readStructure(raw);
  const isTlsReport = structure.root.parameters.get('report-type')?.toLowerCase() === 'tlsrpt';
  const parts = [...walkParts(structure.root)].filter(isCandidate).slice(0, mostParts);
  return parts
    .flatMap((part) => {
      const fileName = visibleFileName(part.fileName ?? '');
      // As it was sent it takes a third more at most.
      const isTooLarge = part.bodyEnd - part.bodyStart > mostUnpacked * 2;
      const read = isTooLarge ? [unreadable(fileName, 'too-large')] : readFile(decodedBytes(structure, part), fileName);
      return isNamed(part) || isTlsReport ? read : read.filter(({ kind }) => kind !== 'unreadable');
    })
    .slice(0, mostReports);
}

const unreadable = (fileName: string, fault: ReportFault): Report => ({ kind: 'unreadable', fileName, fault });

function readFile(bytes: Buffer, fileName: string): Report[] {
  const unpacked = unpack(bytes);
  if ('fault' in unpacked) return [unreadable(fileName, unpacked.fault)];
  return unpacked.files.map((file) => {
    const name = fileName || visibleFileName(file.name);
    const report = readText(textOf(file.bytes), name);
    return typeof report === 'string' ? unreadable(name, report) : report;
  });
}

/** By the mark of its encoding, else UTF-8; an 8-bit encoding that XML declares changes only names of reporters. */
function textOf(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  const declared = /^<\?xml[^>]{0,100}encoding\s*=\s*["'](?:iso-8859-1|windows-1252|us-ascii)["']/i.test(bytes.toString('latin1', 0, 200));
  return new TextDecoder(declared ? 'windows-1252' : 'utf-8').decode(bytes);
}

/** Characters in which the root of a report is looked for: comments may stand before it. */
const headLength = 4_096;

function readText(text: string, fileName: string): Report | ReportFault {
  const head = text.slice(0, headLength);
  if (/<(?:[\w.-]{1,32}:)?feedback[\s>]/i.test(head)) return readDmarcReport(text, fileName);
  if (/^\s*\{/.test(head) && /"(?:organization-name|date-range|report-id|policies|contact-info)"/.test(head))
    return readTlsReport(text, fileName);
  return /<!DOCTYPE[^>]*\[/i.test(head) ? 'entities' : 'no-report';
}
