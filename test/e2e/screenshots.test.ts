import { describe, expect, it } from 'vitest';
import { findFaults } from '../screenshots/faults.ts';
import { looks } from '../screenshots/pictures.ts';
import { takeScreenshots } from '../screenshots/take-screenshots.ts';
import { launchChromium } from '../support/chromium.ts';

describe('every screen', () => {
  // Each language, theme and size once; the rest is for eyes.
  it.each(looks.slice(0, 3))('is translated, fits and can be read: $language, $theme, $width wide', async (look) => {
    expect(await takeScreenshots({ folder: null, looks: [look] })).toEqual([]);
  });

  it('would be found with a fault in it', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.setContent(`<html lang="es"><title>x</title><main><h1>Postglass</h1>
        <button>New message</button> <p>compose.form</p> <p style="color:#bbb;background:#fff">demasiado claro</p>
        <button style="width:3em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">Mensaje nuevo</button>
        <input aria-label="Buscar" placeholder="Remitente, destinatario o asunto" style="width:8em">
        <table><tr><td style="width:3em;display:block;overflow-wrap:anywhere">198.51.100.209</td></tr></table>
        <p style="display:flex;width:3em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">CN=servidor</p>
        <div role="dialog" aria-label="Exportar" style="position:fixed;left:0;top:0;width:200vw">x</div></main></html>`);
      expect((await findFaults(page, 'es')).map((fault) => fault.slice(0, 32))).toEqual([
        '“New message” is English',
        'the key compose.form stands on t',
        expect.stringMatching(/^“Mensaje nuevo” is cut off/),
        expect.stringMatching(/^“CN=servidor” is cut off/),
        expect.stringMatching(/^“Remitente, destinatario o/),
        expect.stringMatching(/^the address 198.51.100.209 s/),
        expect.stringMatching(/^a dialog stands outside of/),
        expect.stringMatching(/^color-contrast: /),
      ]);
    } finally {
      await browser.close();
    }
  });
});
