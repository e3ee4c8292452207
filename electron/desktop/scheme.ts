/**
 * `app://postglass/`: the window's own scheme instead of `file://`, so that no page of ours has the privileges of the
 * file system. Serves the built window by a fixed list of names and the engine's byte streams, with the same content
 * policies as the browser host.
 */
import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import { bytesPrefix } from '../contract/contract.ts';
import type { Engine } from '../engine/engine-thread.ts';
import {
  bytesPolicy,
  commonHeaders,
  contentDisposition,
  messagePolicy,
  noncePlaceholder,
  windowPolicy,
} from '../loopback/content-policy.ts';
import { listWindowFiles } from '../loopback/window-files.ts';

const scheme = 'app';
export const origin = `${scheme}://postglass`;

/** Must run before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

const refuse = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8', 'content-security-policy': bytesPolicy },
  });

/** The path without its leading slash; null where it is another origin or holds what no name of ours holds. */
function readPath(address: string): { path: string; parameters: Record<string, string> } | null {
  const url = URL.parse(address);
  if (!url || url.protocol !== `${scheme}:` || url.hostname !== 'postglass') return null;
  try {
    const path = decodeURIComponent(url.pathname.slice(1));
    return /[\u0000-\u001f\\]|(^|\/)\.\.(\/|$)/.test(path) ? null : { path, parameters: Object.fromEntries(url.searchParams) };
  } catch {
    return null;
  }
}

/** Begins to serve; the application must be ready. */
export async function serveScheme(engine: Engine, windowFolder: string): Promise<void> {
  const files = await listWindowFiles(windowFolder);
  protocol.handle(scheme, async (request) => {
    const read = readPath(request.url);
    if (!read) return refuse(404, 'There is nothing here.');
    const { path, parameters } = read;
    if (path.startsWith(bytesPrefix)) {
      const rest = path.slice(bytesPrefix.length);
      if (request.method === 'PUT') {
        // A request from another origin carries its own; ours carries this one or, for a navigation, none.
        if (request.headers.get('origin') !== null && request.headers.get('origin') !== origin) return refuse(403, 'input-invalid');
        const answer = await engine.acceptBytes(
          rest,
          parameters,
          request.body ?? new ReadableStream({ start: (controller) => controller.close() }),
        );
        return Response.json(answer, { headers: commonHeaders });
      }
      const opened = await engine.openBytes(rest);
      if (!opened.ok) return refuse(opened.failure.code === 'not-found' ? 404 : 500, opened.failure.code);
      const { type, name, stream } = opened.value;
      return new Response(stream, {
        headers: {
          ...commonHeaders,
          'content-type': type,
          'content-security-policy': bytesPolicy,
          'content-disposition': contentDisposition(name),
        },
      });
    }
    const file = request.method === 'GET' ? files.find(path) : null;
    if (!file) return refuse(404, 'There is nothing here.');
    const bytes = await files.read(file);
    if (!file.type.startsWith('text/html'))
      return new Response(new Uint8Array(bytes), { headers: { ...commonHeaders, 'content-type': file.type } });
    const nonce = randomBytes(16).toString('base64');
    const policy = path === 'message-frame.html' ? messagePolicy : windowPolicy(nonce, '');
    return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), {
      headers: { ...commonHeaders, 'content-type': file.type, 'content-security-policy': policy },
    });
  });
}
