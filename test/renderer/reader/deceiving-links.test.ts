/** What a reader sees on a link of a mail, in a real page: words that the document hides, turns round or lays elsewhere. */
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { wordsAt } from '../../../renderer/features/reader/html/link-words.ts';
import { questionOfLink } from '../../../renderer/features/reader/html/links.ts';
import { launchChromium } from '../../support/chromium.ts';

declare global {
  interface Window {
    linkWords: { wordsAt: typeof wordsAt };
  }
}

let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  const bundle = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: new URL('../../../renderer/features/reader/html/link-words.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'linkWords',
      },
    },
  });
  const outputs = Array.isArray(bundle) ? bundle : [bundle];
  const chunk = outputs.flatMap((one) => ('output' in one ? one.output : [])).find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the words of links were not bundled');
  const browser = await launchChromium();
  close = () => browser.close();
  page = await browser.newPage();
  await page.addScriptTag({ content: `${chunk.code};window.linkWords=linkWords;` });
}, 120_000);
afterAll(() => close());

/** What would be asked when the first link is clicked in its middle. */
async function questionOf(html: string): Promise<string | null> {
  const { words, href } = await page.evaluate((text) => {
    document.body.innerHTML = text;
    const link = document.querySelector<HTMLAnchorElement>('a');
    if (!link) throw new Error('there is no link');
    const { left, top, width, height } = link.getBoundingClientRect();
    return { words: window.linkWords.wordsAt(link, { x: left + width / 2, y: top + height / 2 }), href: link.href };
  }, html);
  return questionOfLink(words, href);
}

const evil = 'href="https://evil.example/x"';
describe('a link that seems to lead to another site is asked about', () => {
  it.each([
    ['by its words', `<a ${evil}>https://www.bank.test/</a>`],
    ['by the alternative text of a picture', `<a ${evil}><img alt="https://www.bank.test/" width="200" height="30"></a>`],
    ['by a name with blanks of no size', `<a ${evil}>ban<span style="font-size:0"> </span>k.test/login</a>`],
    ['by a name with blanks of almost no size', `<a ${evil}>ban<span style="font-size:1px"> </span>k.test/login</a>`],
    ['by a name with words that are not displayed', `<a ${evil}>www.bank<span style="display:none">x y</span>.test</a>`],
    ['by a name with words without colour', `<a ${evil}>www.bank.test<span style="color:transparent"> x.y</span></a>`],
    ['by a name with words that are clear', `<a ${evil}>bank.test<span style="opacity:0"><b>, and more</b></span></a>`],
    ['by a name written from the right', `<a ${evil}><bdo dir="rtl">tset.knab.www//:sptth</bdo></a>`],
    ['by a name that style turns round', `<a ${evil} style="unicode-bidi:bidi-override;direction:rtl">tset.knab.www</a>`],
    [
      'by words that it lies over',
      `<p style="position:relative">https://www.bank.test/<a ${evil} style="position:absolute;left:0;top:0;color:transparent">read more</a></p>`,
    ],
    [
      'by words that it is moved over',
      `<p style="margin:0">https://www.bank.test/</p><a ${evil} style="display:block;margin-top:-20px;width:100px;height:20px"> </a>`,
    ],
    ['by a number in the place of a name', `<a ${evil}>http://203.0.113.5/login</a>`],
    ['by a number alone', `<a ${evil}>203.0.113.5</a>`],
    ['by a number of the sixth version', `<a ${evil}>https://[2001:db8::1]/</a>`],
    ['by a mail address that it does not write to', '<a href="mailto:evil@evil.example">ana@bank.test</a>'],
    ['by a mail address, with others', '<a href="mailto:evil@evil.example?cc=ana@bank.test">mailto:ana@bank.test</a>'],
    ['by a name with a dot behind it', `<a ${evil}>www.bank.test.</a>`],
    ['by a name in quotes', `<a ${evil}>"www.bank.test"</a>`],
    ['by a name in brackets', `<a ${evil}>&lt;https://www.bank.test&gt;</a>`],
    ['by a name with an arrow behind it', `<a ${evil}>www.bank.test→</a>`],
    ['by a name at the end of a sentence', `<a ${evil}>Go to https://www.bank.test. Now</a>`],
    ['by a number with a dot behind it', `<a ${evil}>203.0.113.5.</a>`],
    ['by a name under a top-level domain in ASCII form', `<a ${evil}>www.bank.xn--p1ai</a>`],
    ['by a name in a script with marks', `<a ${evil}>www.बैंक.भारत</a>`],
    ['by a name with a variation selector', `<a ${evil}>https://www.bank.te\ufe0fst/</a>`],
    ['by a name with one of the other planes', `<a ${evil}>www.bank.te\u{e0100}st</a>`],
    ['by a name with a control of musical notation', `<a ${evil}>www.bank.te\u{1d173}st</a>`],
    ['by a name behind a thousand blanks', `<a ${evil}>${' '.repeat(1_000)}www.bank.test</a>`],
    ['by a name behind many empty elements', `<a ${evil}>${'<b></b>'.repeat(300)}ban<span style="font-size:0"> </span>k.test/login</a>`],
    [
      'by a name with blanks in a box of no size',
      `<a ${evil}>ban<span style="display:inline-block;width:0;height:0;overflow:hidden"> x </span>k.test/login</a>`,
    ],
    ['by a name with words outside the page', `<a ${evil}>ban<span style="position:absolute;left:-9999px"> x </span>k.test/login</a>`],
    ['by a name with words above the page', `<a ${evil}>ban<span style="position:absolute;top:-9999px"> x </span>k.test/login</a>`],
    ['by a name with words pushed together', `<a ${evil}>bank<span style="letter-spacing:-20px"> x </span>.test/login</a>`],
    ['by a mail address in brackets', '<a href="mailto:evil@evil.example">&lt;ana@bank.test&gt;</a>'],
    ['by a mail address with its name', '<a href="mailto:evil@evil.example">Ana &lt;ana@bank.test&gt;</a>'],
    ['by a mail address that leads to a site', `<a ${evil}>ana@bank.test</a>`],
  ])('%s', async (_what, html) => {
    expect(await questionOf(html)).toBe('other-host');
  });

  it.each([
    ['with plain words', `<p>Go to www.bank.test or <a ${evil}>read more</a> there</p>`],
    ['with its own name', '<a href="https://www.bank.test/x">www.<wbr>bank.<b>test</b></a>'],
    ['with a picture of its own', '<p>www.other.test</p><a href="https://bank.test/x"><img alt="bank.test" width="20" height="20"></a>'],
    ['with its own number', '<a href="https://203.0.113.5/x">http://203.0.113.5</a>'],
    ['with a version', `<a ${evil}>Release 1.2.3.4 is out</a>`],
    ['with its own mail address', '<a href="mailto:Ana@bank.test?subject=Hello">ana@bank.test</a>'],
    ['with one of its addresses', '<a href="mailto:bo@bank.test,ana@bank.test">ana@bank.test</a>'],
    ['with a name', '<a href="mailto:ana@bank.test">Ana</a>'],
    ['with a heart', `<a ${evil}>Buy now \u2764\ufe0f</a>`],
    ['with its own name in a sentence', '<a href="https://www.bank.test/x">See https://www.bank.test.</a>'],
    ['with its own name in quotes', '<a href="https://www.bank.test/x">"www.bank.test",</a>'],
    ['with its own address in brackets', '<a href="mailto:ana@bank.test">Ana &lt;ana@bank.test&gt;</a>'],
    ['with abbreviations', `<a ${evil}>e.g. a report.pdf, or both</a>`],
    ['with sentences', `<a ${evil}>Read more. Then click.</a>`],
  ])('one %s is not', async (_what, html) => {
    expect(await questionOf(html)).toBeNull();
  });
});
