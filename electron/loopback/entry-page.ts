/**
 * The pages that lead into the window. The first answers an address with a token: it keeps the page's keys where only this tab of this
 * origin can read them and leaves no trace of the token in the tab's history. The second stands in a file of the data folder, for the
 * browser to be opened on: a program's arguments are readable by every user of the machine, a file of mode 0600 is not.
 */
import type { PageKeys } from './access.ts';

/** Where the window looks for its keys (renderer/api/page-keys.ts). */
const storageKey = 'postglass';

/** Where a token may be posted, so that it stands in no address at all. */
export const enterPath = 'enter';

export const entryPolicy = (nonce: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** @param keys of base64url alone, which means nothing to HTML or script */
export function entryPage(keys: PageKeys, nonce: string): string {
  const value = JSON.stringify(JSON.stringify({ secret: keys.secret, handle: keys.handle }));
  const script = [
    // What listened on this port before may have left a script that is asked for everything the window loads (Service Workers §3.4.7).
    'const left=await navigator.serviceWorker?.getRegistrations()??[]',
    'await Promise.all(left.map(one=>one.unregister()))',
    `sessionStorage.setItem('${storageKey}',${value})`,
    "location.replace('/')",
  ].join(';');
  return `<!doctype html><meta charset="utf-8"><title>Postglass</title><script type="module" nonce="${nonce}">${script}</script>\n`;
}

/** A page that posts the token by itself: the address that the browser remembers has none. */
export function openingPage(origin: string, token: string): string {
  return [
    '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Postglass</title>',
    `<form method="post" action="${origin}/${enterPath}"><input type="hidden" name="token" value="${token}"><button>Postglass</button></form>`,
    '<script>document.forms[0].submit()</script>\n',
  ].join('');
}
