import type { Hop } from '../../../electron/contract/delivery/path.ts';

/** A hop in one line, as the expected results are stored: what is empty is left out. */
export function hopText(hop: Hop): string {
  const { from, by } = hop;
  const encryption = hop.tls ? (hop.tls.version ?? 'TLS') : hop.encrypted === null ? null : hop.encrypted ? 'TLS' : 'not encrypted';
  return [
    hop.kind,
    `${from ? [from.name, from.reverse, from.address].map((one) => one ?? '-').join('/') : '-'} > ${by.name ?? by.address ?? '-'}`,
    hop.protocol,
    encryption,
    hop.authenticated ? 'signed in' : null,
    hop.program,
    hop.id === null ? null : `id ${hop.id}`,
    hop.date === null ? null : new Date(hop.date).toISOString().replace('.000', ''),
    hop.delay === null ? null : `after ${hop.delay / 1_000} s`,
    hop.skew === 0 ? null : `clock off by ${hop.skew / 1_000} s`,
    hop.trusted ? 'own provider' : null,
    ...hop.notes,
  ]
    .filter((one) => one !== null)
    .join('; ');
}
