/** A page of the browser host as its own script is: reads the keys out of the page that an address answers, and proves on a WebSocket that it knows its secret. */
import { createHmac, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { PageKeys } from '../../electron/loopback/access.ts';

/** The keys that the entry page puts away for the window. */
export function keysOf(page: string): PageKeys {
  const text = /sessionStorage\.setItem\('postglass',("(?:[^"\\]|\\.)*")\)/.exec(page)?.[1];
  if (text === undefined) throw new Error(`there are no keys in ${page}`);
  const keys: unknown = JSON.parse(JSON.parse(text) as string); // a string by the expression above
  if (typeof keys !== 'object' || keys === null || !('secret' in keys) || !('handle' in keys)) throw new Error('these are no keys');
  return { secret: String(keys.secret), handle: String(keys.handle) };
}

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url');

/** By what the program finds the page. */
export const nameOf = ({ secret }: Pick<PageKeys, 'secret'>): string => hmac(secret, 'postglass page name');

/** What a page answers to the program's nonce. */
export const proofOf = ({ secret }: Pick<PageKeys, 'secret'>, pageNonce: string, programNonce: string): string =>
  hmac(secret, `postglass page ${pageNonce} ${programNonce}`);

/** Resolves once the program has said that it knows the page; rejects when it closes the connection instead, or cannot prove that it knows it. */
export function openPageSocket(host: string, keys: Pick<PageKeys, 'secret'>): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${host}/socket/${nameOf(keys)}`, { headers: { origin: `http://${host}` }, maxPayload: 2 ** 28 });
  const nonce = randomBytes(32).toString('base64url');
  return new Promise((resolve, reject) => {
    socket.once('open', () => socket.send(JSON.stringify({ nonce })));
    socket.once('message', (data) => {
      const answer = JSON.parse(String(data)) as { nonce: string; proof: string }; // compared below
      if (answer.proof !== hmac(keys.secret, `postglass program ${nonce} ${answer.nonce}`)) return reject(new Error(`it said ${data}`));
      socket.once('message', (next) => {
        if (String(next) === '{"ready":true}') resolve(socket);
        else reject(new Error(`it said ${next}`));
      });
      socket.send(JSON.stringify({ proof: proofOf(keys, nonce, answer.nonce) }));
    });
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
  });
}

/** Opens an address as a browser does: the keys, the connected page and where it finds bytes. */
export async function enterPage(address: string): Promise<{ keys: PageKeys; socket: WebSocket; bytes: (path: string) => string }> {
  const { origin, host } = new URL(address);
  const keys = keysOf(await (await fetch(address)).text());
  return { keys, socket: await openPageSocket(host, keys), bytes: (path) => `${origin}/bytes/${keys.handle}/${path}` };
}
