import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { ownMessages } from '../../fixtures/messages/own-messages.ts';
import { type Consensus, type CorpusMessage, consensus, corpusMessages, describeWithCorpus } from '../../support/material/corpus.ts';
import { testTruth } from '../../support/material/test-material.ts';

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

/** What both parsers made of some mail, counted. */
async function readBoth(messages: readonly CorpusMessage[], truth: ReadonlyMap<string, Consensus>) {
  const different: { text: string[]; html: string[] } = { text: [], html: [] };
  const compared = { text: 0, html: 0, from: 0 };
  const wrongSenders: { theirs: string[]; ours: string[] } = { theirs: [], ours: [] };
  for (const { path, raw } of messages) {
    const theirs = await simpleParser(raw, lean);
    const ours = parseMessage(raw);
    if (words(theirs.text) !== '' && !inlined.test(raw.toString('latin1'))) {
      compared.text += 1;
      if (words(theirs.text) !== words(ours.text)) different.text.push(path);
    }
    if (theirs.html) {
      compared.html += 1;
      // Ours names event handlers away, takes unlabelled bytes for windows-1252, and hands out no HTML that is too complex for the window.
      const named = (html: string | null) => words(html).replace(/(\s)[xo]n(?=\w+\s*=)/gi, '$1on');
      const isUnread = theirs.html.includes('\ufffd');
      if (!isUnread && ours.html !== null && named(theirs.html.replaceAll('<br/>', '')) !== named(ours.html)) different.html.push(path);
    }
    const known = truth.get(path);
    if (!known?.agree.from) continue;
    compared.from += 1;
    if ((theirs.from?.value[0]?.address ?? '').toLowerCase() !== known.from) wrongSenders.theirs.push(path);
    if ((ours.from[0]?.address ?? '').toLowerCase() !== known.from) wrongSenders.ours.push(path);
  }
  return { different, compared, wrongSenders };
}

describe('mailparser, read beside our own parser', () => {
  it('shows the same text, HTML and sender of well-formed mail', async () => {
    const wellFormed = ownMessages.filter(({ class: kind }) => kind !== 'mime-malformed');
    const { different, compared, wrongSenders } = await readBoth(wellFormed, testTruth());
    expect(compared.text).toBeGreaterThan(25);
    expect(compared.html).toBeGreaterThan(8);
    expect(wrongSenders).toEqual({ theirs: [], ours: [] });
    // Each is a decision of ours: text after the HTML joins it in theirs; we keep quotes apart from text that flows, take unlabelled
    // bytes for windows-1252, and list the messages of a digest.
    expect(different).toEqual({
      html: ['own/boundary-is-a-prefix'],
      text: ['own/flowed', 'own/raw-latin1-body-without-label', 'own/digest'],
    });
  });

  it('names the last of two senders, which is why ours reads the mail', async () => {
    const twoSenders = ownMessages.find(({ path }) => path === 'own/two-senders');
    if (!twoSenders) throw new Error('there is no message with two From fields');
    expect((await simpleParser(twoSenders.raw, lean)).from?.value[0]?.address).toBe('second@field.test');
    expect(parseMessage(twoSenders.raw)).toMatchObject({
      from: [{ address: 'first@garden.test' }, { address: 'second@field.test' }],
      warnings: expect.arrayContaining(['several-from']),
    });
  });
});

describeWithCorpus('mailparser, read beside our own parser on outside mail', () => {
  let both: Awaited<ReturnType<typeof readBoth>>;
  beforeAll(async () => {
    both = await readBoth(corpusMessages(), consensus());
  }, 120_000);

  it('shows the same text but in the few messages where it joins parts or reads a charset otherwise', () => {
    expect(both.compared.text).toBeGreaterThan(400);
    expect(both.different.text.length).toBeLessThanOrEqual(26);
  });

  it('shows the same HTML but in the few messages where it joins parts or reads a charset otherwise', () => {
    expect(both.compared.html).toBeGreaterThan(120);
    expect(both.different.html.length).toBeLessThanOrEqual(10);
  });

  it('names a sender otherwise than the two reference parsers more often than ours', () => {
    expect(both.compared.from).toBe(607);
    expect(both.wrongSenders.ours).toEqual([]);
    expect(both.wrongSenders.theirs.length).toBeGreaterThan(0);
  });
});
