/**
 * Checks the envelope before the library sees it: nodemailer silently changes addresses with control characters and sends
 * to other recipients.
 */
import { charactersIn } from '../../base/characters.ts';
import { type Failure, failure } from '../../contract/failure.ts';

const acting = charactersIn(['control', 'tab', 'lineBreak']);

/** RFC 5321 §4.5.3.1: 64 for the local part, 255 for the domain, and the at sign. */
const longest = 320;

/** Null when the address can be sent as it stands, else `address-invalid` with the address in `detail.piece`, controls made visible. */
export function refuseAddress(address: string): Failure | null {
  const problem = problemOf(address);
  return problem
    ? failure('address-invalid', { protocol: 'smtp', permanent: true, detail: { piece: visible(address), reason: problem } })
    : null;
}

function problemOf(address: string): string | null {
  if (address.length > longest) return 'too-long';
  if (acting.test(address)) return 'control-character';
  if (/[<>]/.test(address)) return 'angle-bracket';
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || domain === '') return 'no-at-sign';
  // RFC 5321 §4.1.2: either a dot-string or one quoted string; quotes in between change where the domain begins.
  const quoted = /^"(?:[^"\\]|\\.)*"$/.test(local);
  if (!quoted && /[\s"(),:;\\[\]@]/.test(local)) return 'local-part';
  if (!/^(?:\[[\w.:-]+\]|[^\s"(),:;<>@[\\\]]+)$/.test(domain)) return 'domain';
  return null;
}

const visible = (text: string): string => text.slice(0, longest).replace(new RegExp(acting, 'g'), '\ufffd');
