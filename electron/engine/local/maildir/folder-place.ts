/**
 * Names of the folders of a Maildir and where they lie. Servers that speak IMAP write them in its modified UTF-7 (Courier and Dovecot; RFC 3501
 * §5.1.3), other programs as they are: what is not exactly that encoding is a name as it stands.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodeName, encodeName } from '../../wire/text/modified-utf7.ts';

/** @param name of the folder on the disk, without its first dot */
export function readFolderName(name: string): string {
  const read = decodeName(Buffer.from(name));
  return encodeName(read) === name && !/\p{Cc}/u.test(read) ? read : name;
}

/** Where a folder lies, or is to be made. @param path as `readFolderName` reads it */
export function folderPlace(root: string, path: string): string {
  const encoded = join(root, `.${encodeName(path)}`);
  const asItIs = join(root, `.${path}`);
  return asItIs !== encoded && !existsSync(encoded) && existsSync(asItIs) ? asItIs : encoded;
}
