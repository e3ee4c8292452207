/** The piece of an address list that is being typed, and how a completion takes its place. */
import { charactersIn } from '../../../electron/base/characters.ts';
import type { Address } from '../../../electron/contract/messages.ts';

interface TypedPiece {
  /** Where the piece begins and the caret stands. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The piece before the caret: from the last comma or semicolon outside of quotes on. */
export function pieceAt(list: string, caret: number): TypedPiece {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at++) {
    const character = list[at];
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === ',' || character === ';')) start = at + 1;
  }
  while (start < caret && list[start] === ' ') start++;
  return { start, end: caret, text: list.slice(start, caret) };
}

/** RFC 5322 §3.2.3: a name with any of these must stand in quotes. */
const special = /[()<>[\]:;@\\,."]/;

const acting = charactersIn(['control', 'tab', 'lineBreak'], 'g');

export function writeAddress({ name, address }: Address): string {
  const shown = name.replace(acting, ' ').trim();
  if (shown === '') return address;
  return special.test(shown) ? `"${shown.replace(/["\\]/g, '\\$&')}" <${address}>` : `${shown} <${address}>`;
}

/** The list with the piece replaced by an address, ready for the next one, and where the caret goes. */
export function putAddress(list: string, piece: TypedPiece, address: Address): { readonly list: string; readonly caret: number } {
  const before = list.slice(0, piece.start);
  const after = list.slice(piece.end).replace(/^\s*[,;]?\s*/, '');
  const written = `${writeAddress(address)}, `;
  return { list: before + written + after, caret: before.length + written.length };
}
