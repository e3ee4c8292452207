/** The remaining recipients of a message that some have already, field by field. Pure; knows neither drafts nor entries. */
import { comparableAddress, formatAddresses, parseTypedAddresses } from '../mime/header/addresses.ts';

interface AddressFields {
  /** As the user typed them, or as they stand in the header. */
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
}

const keyOf = (address: string): string => comparableAddress(address).toLowerCase();

/**
 * Reduces the fields to `remaining`: each address in the field or fields that had it, with its name.
 * @param remaining addresses of the envelope
 * @returns an address that stands in none of the fields is in `bcc`: a blind copy leaves no trace in a header (RFC 5322 §3.6.3), and must
 * not be disclosed now
 */
export function fieldsForRemaining(fields: AddressFields, remaining: readonly string[]): AddressFields {
  const left = new Map(remaining.map((address) => [keyOf(address), address]));
  const placed = new Set<string>();
  const keep = (typed: string) =>
    readTyped(typed).flatMap(({ name, address }) => {
      const asSent = left.get(keyOf(address));
      if (asSent === undefined) return [];
      placed.add(asSent);
      return [{ name, address: asSent }];
    });
  const [to, cc, bcc] = [keep(fields.to), keep(fields.cc), keep(fields.bcc)];
  const unplaced = remaining.filter((address) => !placed.has(address)).map((address) => ({ name: '', address }));
  return { to: formatAddresses(to), cc: formatAddresses(cc), bcc: formatAddresses([...bcc, ...unplaced]) };
}

/** Empty where it cannot be parsed: a header may hold anything. */
function readTyped(typed: string) {
  const read = parseTypedAddresses(typed);
  return read.ok ? read.value : [];
}
