/**
 * What all findings say together. Only what a sender cannot make up counts as proof: a signature of the author's own domain over the whole body, SPF with
 * a client address that the reader's server wrote, or what that server found itself. Everything else has a weaker name.
 */
import type { Authentication, AuthenticationCheck, Verdict } from '../../contract/delivery/authentication.ts';

type Findings = Omit<AuthenticationCheck, 'verdict'>;

export function verdictOf(read: Authentication, { spf, signatures, dmarc }: Findings): Verdict {
  const { authors, fromFields } = read.claims;
  // Two parsers must agree on who the author is (RFC 9989 §5.3.1): a reader sees one address, and a check may have seen another.
  const hasOneAuthor = fromFields === 1 && authors.length === 1 && dmarc.author !== null && authors[0] === dmarc.author.toLowerCase();
  if (!hasOneAuthor) return 'not-vouched';
  const good = signatures.filter(({ finding, aligned, isTesting }) => finding === 'pass' && aligned && !isTesting);
  if (good.some(({ uncovered }) => uncovered === 0)) return 'vouched';
  const isSentByOwn = spf.result === 'pass' && spf.aligned;
  if (isSentByOwn && spf.isProven) return 'vouched';
  if (wasVouched(read, dmarc.author ?? '')) return 'vouched-then';
  if (good.length > 0) return 'part';
  if (isSentByOwn) return 'unproven';
  const isInDoubt =
    dmarc.result === 'temperror' || spf.result === 'temperror' || signatures.some(({ finding }) => finding === 'dns-failed');
  if (isInDoubt) return 'unclear';
  if (dmarc.result === 'none') return 'no-policy';
  return dmarc.policy === 'reject' || dmarc.policy === 'quarantine' ? 'refused' : 'not-vouched';
}

/** Whether the reader's own server found DMARC to pass for this author. */
const wasVouched = ({ reports }: Authentication, author: string): boolean =>
  reports.some(
    ({ standing, results }) =>
      standing === 'trusted' &&
      results.some(
        ({ method, result, properties }) =>
          method === 'dmarc' &&
          result === 'pass' &&
          properties.some(({ name, value }) => name === 'header.from' && value.toLowerCase() === author.toLowerCase()),
      ),
  );
