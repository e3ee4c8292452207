import { createRequire } from 'node:module';
import { beforeAll, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { consensus, corpusMessages, describeWithCorpus } from '../../support/corpus.ts';

interface Read {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string | false;
  readonly date?: Date;
  readonly from?: { readonly value: readonly { readonly address?: string }[] };
}

const require = createRequire(import.meta.url);
const { simpleParser } = require('mailparser') as { simpleParser(raw: Buffer, options: Record<string, boolean>): Promise<Read> }; // it brings no types
const lean = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepCidLinks: true };
const words = (text: string | false | null | undefined): string =>
  (text || '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
/** What mailparser puts into the text and we list as an attachment: reports, and the messages that they enclose. */
const inlined = /message\/|rfc822-headers/i;

describeWithCorpus('mailparser, read beside our own parser', () => {
  const different = { text: 0, html: 0 };
  const compared = { text: 0, html: 0, from: 0 };
  const wrongSenders = { theirs: 0, ours: 0 };

  beforeAll(async () => {
    const truth = consensus();
    for (const { path, raw } of corpusMessages()) {
      const theirs = await simpleParser(raw, lean);
      const ours = parseMessage(raw);
      if (words(theirs.text) !== '' && !inlined.test(raw.toString('latin1'))) {
        compared.text += 1;
        if (words(theirs.text) !== words(ours.text)) different.text += 1;
      }
      if (theirs.html) {
        compared.html += 1;
        if (words(theirs.html.replaceAll('<br/>', '')) !== words(ours.html)) different.html += 1;
      }
      const known = truth.get(path);
      if (!known?.agree.from) continue;
      compared.from += 1;
      if ((theirs.from?.value[0]?.address ?? '').toLowerCase() !== known.from) wrongSenders.theirs += 1;
      if ((ours.from[0]?.address ?? '').toLowerCase() !== known.from) wrongSenders.ours += 1;
    }
  }, 120_000);

  it('shows the same text but in the few messages where it joins parts or reads a charset otherwise', () => {
    expect(compared.text).toBeGreaterThan(400);
    expect(different.text).toBeLessThanOrEqual(26);
  });

  it('shows the same HTML but in the few messages where it joins parts or reads a charset otherwise', () => {
    expect(compared.html).toBeGreaterThan(120);
    expect(different.html).toBeLessThanOrEqual(10);
  });

  it('names a sender otherwise than the two reference parsers more often than ours, which is why ours reads the mail', () => {
    expect(compared.from).toBe(607);
    expect(wrongSenders.ours).toBe(0);
    expect(wrongSenders.theirs).toBeGreaterThan(0);
  });
});
