import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { describeFailureLine } from '../../../electron/words/failure-line.ts';
import { readLink, warnOfLink } from '../../../renderer/features/reader/html/links.ts';
import { fillPictures, partsToList } from '../../../renderer/features/reader/html/pictures.ts';
import { findLinks, passagesOf, shortPassagesOf } from '../../../renderer/features/reader/plain-text.ts';
import { FailureNotice } from '../../../renderer/ui/Notices.tsx';
import { visible, visibleLines } from '../../../renderer/ui/text/visible-text.ts';

describe('plain text', () => {
  it('is taken apart by how deep it is quoted', () => {
    expect([...passagesOf('Hello\n> one\n>> two\n> > two again\nend')].map((passage) => [passage.depth, passage.text])).toEqual([
      [0, 'Hello'],
      [1, 'one'],
      [2, 'two\ntwo again'],
      [0, 'end'],
    ]);
  });

  it('shows what stands after “-- ” as the signature', () => {
    expect([...passagesOf('text\r\n-- \r\nAna')].map((passage) => passage.signature)).toEqual([false, true]);
  });

  it('finds links without the punctuation of the sentence around them', () => {
    const links = (text: string) => findLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));
    expect(links('see https://example.org/a_(b), or (http://example.net/x).')).toEqual([
      'https://example.org/a_(b)',
      'http://example.net/x',
    ]);
    expect(links('write to ana@example.org.')).toEqual(['mailto:ana@example.org']);
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd')).toEqual([]);
  });

  it('gives every character back, links or not', () => {
    const text = 'a https://b.example/c. <d@e.example> \n f';
    expect(
      findLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('reads a megabyte without a space in a time that grows with its length, not with its square', () => {
    const started = performance.now();
    findLinks('a.'.repeat(250_000));
    findLinks('http://'.repeat(70_000));
    expect([...passagesOf('> '.repeat(250_000))]).toHaveLength(1);
    const lines = Array.from({ length: 20_000 }, (_, index) => `${'>'.repeat(index % 7)} x`).join('\n');
    const passages = [...shortPassagesOf(lines)];
    expect(passages.length).toBeLessThan(4_000);
    expect(
      passages
        .map(({ text }) => text)
        .join('\n')
        .match(/x/g),
    ).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('a link', () => {
  it('leads out only as http, https or mailto', () => {
    for (const href of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'blob:https://a/b',
      'vbscript:x',
      '//host/x',
      'relative',
      '',
    ])
      expect(readLink(href), href).toBeNull();
    expect(readLink(' https://example.org/x ')?.url).toBe('https://example.org/x');
    expect(readLink('mailto:ana@example.org')?.kind).toBe('mail');
  });

  it('that says one site and goes to another is warned of', () => {
    expect(warnOfLink('www.bank.example', 'https://evil.example/bank')).toBe('other-host');
    expect(warnOfLink('https://bank.example/login', 'https://login.bank.example/')).toBeNull();
    expect(warnOfLink('read more', 'https://anything.example/')).toBeNull();
    expect(warnOfLink('here', 'https://bank.example@evil.example/')).toBe('user-info');
    expect(warnOfLink('here', 'https://xn--pypal-4ve.example/')).toBe('punycode');
    expect(warnOfLink('he\u200bre', 'https://a.example/')).toBe('hidden-characters');
    for (const words of [
      'ｗｗｗ．ｂａｎｋ．ｅｘａｍｐｌｅ',
      'www。bank。example',
      'www｡bank｡example',
      '𝐰𝐰𝐰.𝐛𝐚𝐧𝐤.𝐞𝐱𝐚𝐦𝐩𝐥𝐞',
      'ｂａｎｋ．ｅｘａｍｐｌｅ',
    ]) {
      expect(warnOfLink(words, 'https://evil.example/'), words).toBe('other-host');
      expect(warnOfLink(words, 'https://www.bank.example/'), words).toBeNull();
    }
    expect(warnOfLink('pаypal.example', 'https://paypal.example/')).toBe('other-host');
  });

  it('with endless words on it does not hold the window up when the pointer is over it', () => {
    const started = performance.now();
    expect(warnOfLink('a'.repeat(400_000), 'https://a.example/')).toBeNull();
    expect(warnOfLink(`bank.example/${'a'.repeat(400_000)}`, 'https://evil.example/')).toBe('other-host');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('text that strangers wrote', () => {
  it('stays on its line and in its direction', () => {
    expect(visible('a\r\nb\u0000c\u202Ed\u0007')).toBe('a  b␀c�d␇');
    expect(visible('Ñandú 你好 🙂')).toBe('Ñandú 你好 🙂');
    expect(visibleLines('X-A: a\r\n\tb\u202Ec\u001B[2J\u2066d\n')).toBe('X-A: a\r\n\tb\uFFFDc\u241B[2J\uFFFDd\n');
  });
});

describe('the parts of a message', () => {
  const part = (facts: { type: string; contentId?: string | null; name?: string }) => ({
    partId: '2',
    name: facts.name ?? 'a.bin',
    safeName: facts.name ?? 'a.bin',
    type: facts.type,
    size: 1,
    contentId: facts.contentId ?? 'logo',
    inline: true,
    isMessage: false,
    url: `bytes/message/1/part/${facts.name ?? 2}`,
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('are all listed but the pictures that stand in the text: an address of a picture hides no program', () => {
    const logo = part({ type: 'image/png', name: 'logo.png' });
    const program = part({ type: 'application/octet-stream', contentId: 'x', name: 'run.exe' });
    const document = part({ type: 'application/pdf', contentId: 'y', name: 'bill.pdf' });
    const double = part({ type: 'image/png', name: 'shadow.png' });
    const list = (parts: (typeof logo)[]) => partsToList(parts, new Set(['logo', 'x', 'y'])).map(({ name }) => name);
    expect(list([logo, program, document])).toEqual(['run.exe', 'bill.pdf']);
    expect(list([double, logo])).toEqual(['shadow.png']);
    expect(partsToList([logo], new Set())).toEqual([logo]);
  });

  it('are fetched once, however often the text shows one picture', async () => {
    let asked = 0;
    vi.stubGlobal('fetch', async () => {
      asked++;
      return new Response('picture');
    });
    const pictures = Array.from({ length: 5_000 }, () => ({ dataset: { cid: 'logo' }, src: '' }));
    // As much of an element as is asked of it.
    const body = { querySelectorAll: () => pictures } as unknown as Pick<HTMLElement, 'querySelectorAll'>;
    const urls: string[] = [];
    await fillPictures(body, [part({ type: 'image/png' })], new AbortController().signal, urls);
    for (const url of urls) URL.revokeObjectURL(url);
    expect(asked).toBe(1);
    expect(urls).toHaveLength(1);
    expect(pictures.every(({ src }) => src === urls[0])).toBe(true);
  });
});

describe('what a server says in a failure', () => {
  it('is shown line by line, and nothing in it turns the writing around', () => {
    const html = renderToStaticMarkup(
      createElement(FailureNotice, {
        happened: 'Refused by \u202eabc.',
        next: 'Try again.',
        reply: '550 \u202elooks\u0007 good\r\n550 no',
      }),
    );
    expect(html).toContain('550 \ufffdlooks␇ good\n550 no');
    expect(html).toContain('Refused by \ufffdabc.');
  });

  it('cannot act on a terminal, wherever in the line it stands', () => {
    const line = describeFailureLine(
      failure('recipients-refused', {
        host: 'mx.example',
        reply: '550 \u001b]0;x\u0007 \u2028no',
        detail: { addresses: '\u001b[2Ja\u202e@b' },
      }),
      'en',
    );
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/);
    expect(line).toContain('\\u001b[2Ja\\u202e@b');
  });
});
