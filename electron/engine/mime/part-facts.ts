import { fieldBody, fieldsNamed, firstField, type HeaderBlock } from './header-block.ts';
import type { MimeLimits } from './limits.ts';
import { type ParameterisedValue, parseParameters } from './parameters.ts';

/** What the header of a part says about it. */
export interface PartFacts {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly disposition: string | null;
  readonly fileName: string | null;
  readonly contentId: string | null;
  readonly encoding: string | null;
  /** Fields or parameters stand twice: readers will disagree. */
  readonly ambiguous: boolean;
}

/**
 * Reads the MIME fields of a part (RFC 2045 §5, RFC 2183). Never throws.
 * @param defaultType what a part without a Content-Type is: `text/plain`, or `message/rfc822` inside a digest (RFC 2046 §5.1.5).
 */
export function readPartFacts(header: HeaderBlock, defaultType: string, limits: MimeLimits): PartFacts {
  const value = (key: string): string | null => {
    const field = firstField(header, key);
    return field ? fieldBody(field, limits) : null;
  };
  const typeBody = value('content-type');
  const content: ParameterisedValue | null = typeBody === null ? null : parseParameters(typeBody, limits);
  const dispositionBody = value('content-disposition');
  const disposition = dispositionBody === null ? null : parseParameters(dispositionBody, limits);
  const contentId = value('content-id');
  const encoding = value('content-transfer-encoding');
  const readable = content !== null && /^[a-z0-9!#$&^_.+'*`|~%-]+\/[a-z0-9!#$&^_.+'*`|~%-]+$/.test(content.value);
  return {
    type: readable ? content.value : content === null ? defaultType : 'text/plain', // RFC 2045 §5.2
    parameters: content?.parameters ?? new Map(),
    disposition: disposition?.value || null,
    fileName: disposition?.parameters.get('filename') ?? content?.parameters.get('name') ?? null,
    contentId: contentId === null ? null : contentId.replace(/^<|>$/g, '').trim() || null,
    encoding:
      encoding === null
        ? null
        : encoding
            .replace(/\([^()]*\)/g, '')
            .replace(/[;\s].*$/s, '')
            .toLowerCase() || null,
    ambiguous:
      (content?.ambiguous ?? false) ||
      ['content-type', 'content-transfer-encoding', 'content-disposition'].some((key) => fieldsNamed(header, key).length > 1),
  };
}
