/** Looks for values in a text in every spelling that a log may have them in. */

function spellingsOf(value: string): string[] {
  const cases = [value, value.toLowerCase(), value.toUpperCase()];
  const encoded = cases.flatMap((each) => {
    const bytes = Buffer.from(each, 'utf8');
    // Base64 of a value inside of something longer: what does not depend on its neighbours, at each of three places.
    const inside = [0, 1, 2].flatMap((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      const sure = whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
      return sure.length < 5 ? [] : sure;
    });
    const encodedWord = [...bytes]
      .map((byte) => (byte === 32 ? '_' : byte > 126 ? `=${byte.toString(16)}` : String.fromCharCode(byte)))
      .join('');
    const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const latin1 = Buffer.from(each, 'latin1').toString('base64').replace(/=+$/, '').slice(0, -1);
    return [
      ...[each, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), encodeURIComponent(each), percent, percent.toUpperCase()],
      ...[encodedWord, encodedWord.replace(/=../g, (octet) => octet.toUpperCase()), each.normalize('NFC'), each.normalize('NFD')],
      ...[each.replaceAll('@', '=40'), bytes.toString('base64url').replace(/=+$/, '').slice(0, -1), latin1, ...inside],
      ...[each.replace(/["\\]/g, '\\$&'), each.replace(/&/g, '&amp;').replace(/"/g, '&quot;'), JSON.stringify(each).slice(1, -1)],
    ];
  });
  return [...new Set(encoded)].filter((each) => each.length > 3);
}

/** The values that are found, with the spelling. Letters of base64 are compared as they are, everything else without regard to case. */
export function spellingsIn(text: string, values: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return values.flatMap((value) => {
    const found =
      spellingsOf(value).find((spelling) => text.includes(spelling)) ?? (lower.includes(value.toLowerCase()) ? value : undefined);
    return found === undefined ? [] : [`${value} as ${found}`];
  });
}
