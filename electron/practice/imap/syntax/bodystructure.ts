import type { Entity } from '../../mime/entity.ts';
import { fieldValue, parseParameterized } from '../../mime/header.ts';
import { envelopeOf } from './envelope.ts';
import { nstring, parenthesized } from './text.ts';

/** BODY (`extended` false) and BODYSTRUCTURE (RFC 3501 §7.4.2). */
export function bodyStructureOf(entity: Entity, extended: boolean): string {
  return entity.type === 'multipart' ? multipart(entity, extended) : singlePart(entity, extended);
}

function multipart(entity: Entity, extended: boolean): string {
  // The grammar wants at least one part, also where the message has none.
  const empty = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0)';
  const parts = entity.children.length > 0 ? entity.children.map((child) => bodyStructureOf(child, extended)).join('') : empty;
  const extension = extended ? [parameterList(entity.parameters), ...commonExtension(entity)] : [];
  return `(${[`${parts} ${nstring(entity.subtype)}`, ...extension].join(' ')})`;
}

function singlePart(entity: Entity, extended: boolean): string {
  const { bytes, bodyStart, end, message } = entity;
  const field = (name: string) => nstring(fieldValue(entity.fields, name));
  const basic = [
    nstring(entity.type),
    nstring(entity.subtype),
    parameterList(entity.parameters),
    field('content-id'),
    field('content-description'),
    nstring(entity.encoding),
    String(end - bodyStart),
  ];
  if (message) basic.push(envelopeOf(message), bodyStructureOf(message, extended));
  if (message || entity.type === 'text') basic.push(String(countLines(bytes, bodyStart, end)));
  const extension = extended ? [field('content-md5'), ...commonExtension(entity)] : [];
  return parenthesized([...basic, ...extension]);
}

/** Disposition, language and location, in that order. */
function commonExtension(entity: Entity): string[] {
  const disposition = fieldValue(entity.fields, 'content-disposition');
  const parsed = disposition === undefined ? undefined : parseParameterized(disposition);
  const languages = (fieldValue(entity.fields, 'content-language') ?? '').split(',').map((language) => language.trim());
  const known = languages.filter(Boolean);
  return [
    parsed ? parenthesized([nstring(parsed.value), parameterList(parsed.parameters)]) : 'NIL',
    known.length === 0 ? 'NIL' : known.length === 1 ? nstring(known[0]) : parenthesized(known.map(nstring)),
    nstring(fieldValue(entity.fields, 'content-location')),
  ];
}

function parameterList(parameters: Entity['parameters']): string {
  return parameters.length === 0 ? 'NIL' : parenthesized(parameters.flatMap(([name, value]) => [nstring(name), nstring(value)]));
}

function countLines(bytes: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let position = bytes.indexOf(0x0a, start); position >= 0 && position < end; position = bytes.indexOf(0x0a, position + 1)) lines += 1;
  return lines;
}
