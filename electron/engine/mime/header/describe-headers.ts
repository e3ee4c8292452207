/** The table of headers as the reader shows it. A file of its own: the engine's thread needs it without the rest of the parser. */
import type { HeaderField } from '../../../contract/messages.ts';
import { defaultLimits, type MimeLimits } from '../limits.ts';
import { visibleLine } from '../text/visible-text.ts';
import { fieldSource, fieldText, type HeaderBlock } from './header-block.ts';

/** The table of headers: each field decoded as a person reads it, and as on the wire. */
export function describeHeaders(header: HeaderBlock, limits: MimeLimits = defaultLimits): HeaderField[] {
  return header.fields.map((field) => ({ name: visibleLine(field.name), value: fieldText(field, limits), raw: fieldSource(field) }));
}
