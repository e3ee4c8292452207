/** Which parts of a message may be reports, by type and name alone: asked of every message that is opened. */
import { type Part, walkParts } from '../structure/part.ts';

/** `receiver!domain!begin!end[!id].extension` (RFC 7489 §7.2.1.1, RFC 8460 §5.1). */
const reportName = /^[^!]+![^!]+!\d+!\d+.*\.(?:xml|json|gz|gzip|zip)$/i;
const reportTypes = new Set(['application/tlsrpt+gzip', 'application/tlsrpt+json']);
const packedTypes = new Set([
  'application/gzip',
  'application/x-gzip',
  'application/x-gunzip',
  'application/zip',
  'application/x-zip',
  'application/x-zip-compressed',
  'text/xml',
  'application/xml',
  'application/json',
]);

/** Whether a part says that it is a report. */
export const isNamed = (part: Part): boolean => reportTypes.has(part.type) || reportName.test(part.fileName?.trim() ?? '');
/** Whether it may be one. */
export const isCandidate = (part: Part): boolean =>
  part.children.length === 0 &&
  (isNamed(part) || packedTypes.has(part.type) || /\.(?:xml|json)(?:\.gz|\.zip)?$|\.gz$|\.zip$/i.test(part.fileName?.trim() ?? ''));

/** Whether a message has a part that may be a report: `readReports` looks into it. */
export const mayHoldReport = (root: Part): boolean => [...walkParts(root)].some(isCandidate);
