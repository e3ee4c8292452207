import { describe, expect, it } from 'vitest';
import { coloursOf } from '../../../renderer/features/reader/html/mail-colours.ts';

describe('the colours of HTML mail', () => {
  it.each([
    ['<p>Dear Tomas</p>', 'none'],
    ['<body style="margin:0"><p>x</p></body>', 'none'],
    ['<body text="#333"><p>x</p></body>', 'own'],
    ['<table bgcolor="#fff"><tr><td>x</td></tr></table>', 'own'],
    ['<p style="color:red">x</p>', 'own'],
    ['<p style="border-left-color: red">x</p>', 'own'],
    ['<style>p{background-color:#eee}</style>', 'own'],
    ['<style>@media (prefers-color-scheme: dark){p{color:#fff}}</style>', 'both'],
    ['<meta name="color-scheme" content="light dark"><p>x</p>', 'both'],
    ['<meta name="color-scheme" content="light"><p>x</p>', 'none'],
  ])('%s: %s', (html, expected) => expect(coloursOf(html)).toBe(expected));

  it.each(['border-', '<body ', '<meta color-scheme', 'color ', 'background ', '<body x=', 'prefers-color-scheme'])(
    'are told in a time that grows with the length of the source: %s',
    (piece) => {
      const timeOf = (length: number) => {
        const html = `<p title="${piece.repeat(length / piece.length)}">x</p>`;
        const started = performance.now();
        coloursOf(html);
        return performance.now() - started;
      };
      timeOf(10_000);
      // Twenty times the source in at most a hundred times the time; a square would take four hundred.
      expect(timeOf(2_000_000)).toBeLessThan(Math.max(timeOf(100_000), 2) * 100);
    },
  );
});
