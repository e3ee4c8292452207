import type { Entity } from '../../mime/entity.ts';
import type { BodySection } from './fetch-items.ts';
import { astring, parenthesized } from './text.ts';

/** The octets that a section names; undefined where there is no such part, which is answered with NIL. */
export function sectionBytes(root: Entity, section: BodySection): Buffer | undefined {
  const whole = selectText(root, section);
  if (!whole || !section.partial) return whole;
  return whole.subarray(section.partial.start, section.partial.start + section.partial.count);
}

function selectText(root: Entity, section: BodySection): Buffer | undefined {
  const entity = findPart(root, section.path);
  if (!entity) return undefined;
  const { bytes } = entity;
  const isRoot = section.path.length === 0;
  if (section.text === 'all') return isRoot ? bytes.subarray(root.start, root.end) : bytes.subarray(entity.bodyStart, entity.end);
  if (section.text === 'MIME') return bytes.subarray(entity.start, entity.bodyStart);
  // RFC 3501 §6.4.5: HEADER and TEXT of a numbered part are those of the message it contains.
  const message = isRoot ? entity : entity.message;
  if (!message) return undefined;
  if (section.text === 'TEXT') return bytes.subarray(message.bodyStart, message.end);
  if (section.text === 'HEADER') return bytes.subarray(message.start, message.bodyStart);
  return someFields(message, section);
}

/** HEADER.FIELDS: the fields as they stand, and the empty line that ends every header. */
function someFields(message: Entity, section: BodySection): Buffer {
  const wanted = new Set(section.fieldNames.map((name) => name.toLowerCase()));
  const inverted = section.text === 'HEADER.FIELDS.NOT';
  const pieces = message.fields
    .filter((field) => wanted.has(field.name.toLowerCase()) !== inverted)
    .map((field) => message.bytes.subarray(field.start, field.end));
  return Buffer.concat([...pieces, Buffer.from('\r\n')]);
}

/** Follows part numbers (RFC 3501 §6.4.5): into a multipart, into a contained message, and 1 for the only part of a message. */
function findPart(root: Entity, path: readonly number[]): Entity | undefined {
  let part: Entity | undefined = root;
  let container: Entity | undefined = root;
  for (const number of path) {
    if (!container) return undefined;
    if (container.type === 'multipart') part = container.children[number - 1];
    else part = number === 1 ? container : undefined;
    // What a part contains can be numbered further; a part that contains nothing is the end.
    container = part?.message ?? (part?.type === 'multipart' ? part : undefined);
  }
  return part;
}

/** `BODY[1.HEADER.FIELDS (FROM)]<0>`: the item's name in the answer. */
export function sectionName(section: BodySection): string {
  const fields = section.text.startsWith('HEADER.FIELDS') ? ` ${parenthesized(section.fieldNames.map(astring))}` : '';
  const text = section.text === 'all' ? [] : [section.text + fields];
  return `BODY[${[...section.path, ...text].join('.')}]${section.partial ? `<${section.partial.start}>` : ''}`;
}
