import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
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
  it('shows the same text and HTML but in the few messages where it joins parts or decodes a charset otherwise', async () => {
    const differences = { text: 0, html: 0 };
    const compared = { text: 0, html: 0 };
    for (const { raw } of corpusMessages()) {
      const theirs = await simpleParser(raw, lean);
      const ours = parseMessage(raw);
      if (words(theirs.text) !== '' && !inlined.test(raw.toString('latin1'))) {
        compared.text += 1;
        if (words(theirs.text) !== words(ours.text)) differences.text += 1;
      }
      if (theirs.html) {
        compared.html += 1;
        if (words(theirs.html.replaceAll('<br/>', '')) !== words(ours.html)) differences.html += 1;
      }
    }
    expect(compared.text).toBeGreaterThan(400);
    expect(compared.html).toBeGreaterThan(120);
    expect(differences.text).toBeLessThanOrEqual(26);
    expect(differences.html).toBeLessThanOrEqual(10);
  });

  it('agrees with the two reference parsers less often than ours, which is why ours reads the mail', async () => {
    const truth = consensus();
    const disagreements = { theirs: 0, ours: 0 };
    for (const { path, raw } of corpusMessages()) {
      const known = truth.get(path);
      if (!known?.agree.from) continue;
      const theirs = await simpleParser(raw, lean);
      if ((theirs.from?.value[0]?.address ?? '').toLowerCase() !== known.from) disagreements.theirs += 1;
      if ((parseMessage(raw).from[0]?.address ?? '').toLowerCase() !== known.from) disagreements.ours += 1;
    }
    expect(disagreements.ours).toBe(0);
    expect(disagreements.theirs).toBeGreaterThan(0);
  });
});
