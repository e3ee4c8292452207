import { describe, expect, it } from 'vitest';
import { readLink, warnOfLink } from '../../renderer/features/reader/links.ts';
import { findLinks, splitPassages } from '../../renderer/features/reader/plain-text.ts';
import { visible } from '../../renderer/ui/visible-text.ts';

describe('plain text', () => {
  it('is taken apart by how deep it is quoted', () => {
    expect(splitPassages('Hello\n> one\n>> two\n> > two again\nend').map((passage) => [passage.depth, passage.text])).toEqual([
      [0, 'Hello'],
      [1, 'one'],
      [2, 'two\ntwo again'],
      [0, 'end'],
    ]);
  });

  it('shows what stands after “-- ” as the signature', () => {
    expect(splitPassages('text\r\n-- \r\nAna').map((passage) => passage.signature)).toEqual([false, true]);
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
    splitPassages('> '.repeat(250_000));
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
    expect(warnOfLink('pаypal.example', 'https://paypal.example/')).toBe('other-host');
  });
});

describe('text that strangers wrote', () => {
  it('stays on its line and in its direction', () => {
    expect(visible('a\r\nb\u0000c\u202Ed\u0007')).toBe('a  b␀c�d␇');
    expect(visible('Ñandú 你好 🙂')).toBe('Ñandú 你好 🙂');
  });
});
