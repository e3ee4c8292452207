/**
 * Joins the soft-broken lines of `text/plain; format=flowed` (RFC 3676 §4) so that the window can wrap them itself.
 * Quote marks stay (`>> text`); the signature separator `-- ` is never joined (§4.3); stuffed spaces are removed (§4.4).
 * @param deleteSpace the parameter `delsp=yes`: the blank before a soft break is not part of the text (§4.1).
 */
export function unfoldFlowed(text: string, deleteSpace: boolean): string {
  const output: string[] = [];
  let paragraph: string[] = [];
  let depth = 0;
  const close = (): void => {
    if (paragraph.length > 0) output.push(`${depth > 0 ? `${'>'.repeat(depth)} ` : ''}${paragraph.join('')}`);
    paragraph = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0;
    const unstuffed = line[quotes] === ' ' ? line.slice(quotes + 1) : line.slice(quotes);
    const signature = unstuffed === '-- ';
    if (paragraph.length > 0 && (quotes !== depth || signature)) close();
    depth = quotes;
    const soft = unstuffed.endsWith(' ') && !signature;
    paragraph.push(soft && deleteSpace ? unstuffed.slice(0, -1) : unstuffed);
    if (!soft) close();
  }
  close();
  return output.join('\n');
}
