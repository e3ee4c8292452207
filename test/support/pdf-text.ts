/** The words on the pages of a PDF that Chromium wrote: glyph numbers turned back into letters by each font's own table (ISO 32000-1 §9.10). */
import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const text = pdf.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s*([\s\S]*?)\s*endobj/g)) {
    const [, number = '', body = ''] = match;
    const start = /stream\r?\n/.exec(body);
    if (!start) {
      found.set(number, { dictionary: body, stream: '' });
      continue;
    }
    const dictionary = body.slice(0, start.index);
    const bytes = Buffer.from(body.slice(start.index + start[0].length, body.lastIndexOf('endstream')), 'latin1');
    found.set(number, {
      dictionary,
      stream: dictionary.includes('FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1'),
    });
  }
  return found;
}

const letters = (hexadecimal: string): string => Buffer.from(hexadecimal, 'hex').swap16().toString('utf16le');

function readTable(table: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [, block = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', to = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi))
      found.set(Number.parseInt(glyph, 16), letters(to));
  for (const [, block = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', until = '', to = ''] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/gi)) {
      const first = Number.parseInt(from, 16);
      for (let glyph = first; glyph <= Number.parseInt(until, 16); glyph += 1)
        found.set(glyph, String.fromCharCode(Number.parseInt(to, 16) + glyph - first));
    }
  return found;
}

/** All words of all pages, without the blanks between them: a line may be set word by word. */
export function pdfLetters(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', number = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.dictionary ?? '')?.[1];
      if (table) fonts.set(name, readTable(objects.get(table)?.stream ?? ''));
    }
  }
  let words = '';
  for (const { stream } of objects.values()) {
    let font: ReadonlyMap<number, string> | undefined;
    for (const [token, name, glyphs] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>(?=[^\n]*T[jJ])/gi)) {
      if (name !== undefined) font = fonts.get(name);
      else if (glyphs !== undefined && token !== '')
        for (let at = 0; at < glyphs.length; at += 4) words += font?.get(Number.parseInt(glyphs.slice(at, at + 4), 16)) ?? '';
    }
  }
  return words.replace(/\s+/g, '');
}
