/**
 * Removes the comments of a structured field (RFC 5322 §3.2.2): nested, with quoted pairs, not inside quoted strings.
 * An unbalanced parenthesis is no comment: then the text stays as it is. Linear.
 */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let output = '';
  let from = 0;
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === '\\') position += 1;
    else if (quoted) quoted = character !== '"';
    else if (character === '"' && depth === 0) quoted = true;
    else if (character === '(') {
      if (depth === 0) output += `${text.slice(from, position)} `;
      depth += 1;
    } else if (character === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) from = position + 1;
    }
  }
  return depth > 0 ? text : output + text.slice(from);
}
