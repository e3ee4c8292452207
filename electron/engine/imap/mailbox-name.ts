/** Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3), or UTF-8 once the server agreed (RFC 6855 §3). */
import { encodePath } from 'imapflow/lib/tools.js';
import { type Attribute, text } from './library.ts';
import type { ImapSession } from './session.ts';

/** A folder's name as an argument. A name with CR, LF or NUL cannot be meant and is refused before anything is sent. */
export function mailbox(session: ImapSession, path: string): Attribute {
  if (path === '' || path.length > 1_000) throw session.fail('input-invalid', { detail: { path: 'folder' } });
  const encoded = encodePath(session.client, path);
  if (/[\r\n\0]/.test(encoded)) throw session.fail('input-invalid', { detail: { path: 'folder' } });
  return /^[\u0020-\u007e]*$/.test(encoded) ? text(encoded) : { type: 'LITERAL', value: Buffer.from(encoded, 'utf8') };
}
