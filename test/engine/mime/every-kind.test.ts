import { describe, expect, it } from 'vitest';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { readStructure, walkParts } from '../../../electron/engine/mime/structure/structure.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';
import { visibleLine } from '../../../electron/engine/mime/text/visible-text.ts';
import { consensus, corpusFiles, corpusMessages, describeWithCorpus, isMboxFile, isMessageFile } from '../../support/material/corpus.ts';
import { type Leaf, leavesAsOracle, oracleMistakes } from '../../support/material/oracle-leaves.ts';
import { testMailboxMessages, testMessages, testTruth } from '../../support/material/test-material.ts';

describeWithCorpus('the outside test material', () => {
  it('is all there: as many messages as the manifest counts, with nothing that the oracle knows left out', () => {
    const messages = corpusMessages();
    const truth = consensus();
    expect(messages.length).toBe(corpusFiles().filter(isMessageFile).length);
    const read = new Set(messages.map((message) => message.path));
    expect([...truth.keys()].filter((path) => !read.has(path))).toEqual([]);
    expect(truth.size).toBe(628);
    expect(messages.length).toBeGreaterThanOrEqual(truth.size);
    expect(corpusFiles().filter(isMboxFile).length).toBe(39);
  });
});

describe('messages of every kind', () => {
  const messages = testMessages();
  const truth = testTruth();

  it('each show a row, a text or attachments, and a structure that covers the whole message', () => {
    for (const { path, raw } of [...messages, ...testMailboxMessages()]) {
      const parsed = parseMessage(raw);
      expect(parsed.parseFailure, path).toBeNull();
      if (raw.toString('latin1').trim() !== '') expect(parsed.headers.length + (parsed.text ?? '').length, path).toBeGreaterThan(0);
      const structure = readStructure(raw);
      for (const part of walkParts(structure.root)) {
        expect(part.headerStart, path).toBeLessThanOrEqual(part.bodyStart);
        expect(part.bodyStart, path).toBeLessThanOrEqual(part.bodyEnd);
        for (const child of part.children) {
          if (child.bytes !== part.bytes) continue; // offsets in what a file or an encoding holds
          expect(child.headerStart, path).toBeGreaterThanOrEqual(part.bodyStart);
          expect(child.bodyEnd, path).toBeLessThanOrEqual(part.bodyEnd);
        }
      }
      const ids = [...walkParts(structure.root)].map((part) => part.id);
      expect(new Set(ids).size, `${path}: part numbers`).toBe(ids.length);
      expect(
        parsed.attachments.every((attachment) => ids.includes(attachment.partId)),
        path,
      ).toBe(true);
    }
  });

  it('are indexed with the same subject, people and text that the reader shows', () => {
    for (const { path, raw } of messages) {
      const parsed = parseMessage(raw);
      const indexed = textForIndex(raw);
      expect(indexed.subject, path).toBe(parsed.subject);
      expect((parsed.text ?? '').startsWith(indexed.text) || indexed.text.startsWith(parsed.text ?? ''), path).toBe(true);
      for (const { name, address } of [...parsed.from, ...parsed.to, ...parsed.cc]) {
        expect(indexed.people, path).toContain(name);
        expect(indexed.people, path).toContain(address);
      }
    }
  });

  it('say the subject, sender and date that are known to be right', () => {
    const differences: string[] = [];
    for (const { path, raw } of messages) {
      const known = truth.get(path);
      if (!known) continue;
      const summary = summariseHeader(raw);
      const mine = {
        subject: summary.subject,
        from: summary.from[0]?.address.toLowerCase() ?? '',
        date: summary.date === null ? '' : new Date(summary.date).toISOString().replace('.000Z', 'Z'),
      };
      for (const field of ['subject', 'from', 'date'] as const) {
        if (known.agree[field] && mine[field] !== visibleLine(known[field] ?? ''))
          differences.push(`${path} ${field}: ${mine[field]} instead of ${known[field]}`);
      }
    }
    expect(differences).toEqual([]);
  });

  it('consist of the parts that are known to be right, byte for byte', () => {
    const differences: string[] = [];
    let compared = 0;
    for (const { path, raw } of messages) {
      const known = truth.get(path)?.leaves;
      if (!known || oracleMistakes.has(path)) continue;
      compared += 1;
      // Written with LF line ends, the suite's own contents say nothing of the length with CRLF.
      const kept = ([type, name, length, hash]: Leaf) => (path.startsWith('own/') ? [type, name, hash] : [type, name, length, hash]);
      const mine = leavesAsOracle(readStructure(raw), raw.indexOf(10) < 0).map(kept);
      const theirs = known.map(kept);
      if (JSON.stringify(mine) !== JSON.stringify(theirs))
        differences.push(`${path}\n  ${JSON.stringify(mine)}\n  ${JSON.stringify(theirs)}`);
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(40);
  });
});

describe('mailbox files', () => {
  it('are read message by message', () => {
    expect(
      testMailboxMessages()
        .slice(0, 3)
        .map(({ raw }) => summariseHeader(raw).subject),
    ).toEqual(['Letter one', 'Letter two', 'Letter three']);
    for (const { path, raw } of testMailboxMessages()) expect(summariseHeader(raw).warnings, path).not.toContain('truncated');
  });
});
