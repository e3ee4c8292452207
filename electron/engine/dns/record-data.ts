/** Data of records in the writing of a zone file (RFC 1035 §5.1), as the rows that `node:dns` answers. */

/** @param data `"v=spf1 " "-all"`: character strings, quoted and escaped. @returns each of them. Linear. */
export function characterStrings(data: string): string[] {
  const strings: string[] = [];
  let text = '';
  let isOpen = false;
  for (let at = 0; at < data.length; at += 1) {
    const character = data[at] ?? '';
    if (character === '\\' && isOpen) {
      at += 1;
      text += data[at] ?? '';
    } else if (character === '"') {
      if (isOpen) strings.push(text);
      text = '';
      isOpen = !isOpen;
    } else if (isOpen) text += character;
  }
  return strings;
}

/** @param type upper case. TXT is a list of its strings, MX an object, everything else text without the dot at the end. */
export function asNodeRow(type: string, data: string): unknown {
  if (type === 'TXT') return characterStrings(data);
  const plain = (name: string): string => name.replace(/\.$/, '');
  if (type === 'MX') {
    const [priority = '0', exchange = ''] = data.split(' ');
    return { priority: Number(priority), exchange: plain(exchange) };
  }
  return plain(data);
}
