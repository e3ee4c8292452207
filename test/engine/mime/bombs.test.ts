import { describe, expect, it } from 'vitest';
import { fillReply } from '../../../electron/engine/mime/compose/reply.ts';
import { parseTypedAddresses } from '../../../electron/engine/mime/header/addresses.ts';
import { summariseHeader } from '../../../electron/engine/mime/header/summary.ts';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { textForIndex } from '../../../electron/engine/mime/text/index-text.ts';

/**
 * Mail made to stall a reader. Four times the mail may take about four times as long; sixteen times would be quadratic.
 * Ratios, not times, because a busy machine is slow at both sizes.
 */
const mostGrowth = 11;
/** Milliseconds below which a figure is noise. */
const noise = 20;

const head = 'From: a@b.c\nSubject: s\nMIME-Version: 1.0\n';
const html = `${head}Content-Type: text/html\n\n`;
const multipart = `${head}Content-Type: multipart/mixed; boundary=b\n\n`;
const numbered = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');
/** HTML in a set with a part that it may name by its address. */
const beside = (source: string): string =>
  `${head}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n${source}\n--b\nContent-Location: x\n\nx\n--b--`;

const bombs: Record<string, (count: number) => string> = {
  'multiparts inside each other': (n) => head + numbered(n, (i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`),
  'multiparts inside each other with one boundary': (n) => head + 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(n),
  'a multipart of very many parts': (n) => `${multipart}${'--b\n\nx\n'.repeat(n)}--b--\n`,
  'messages inside each other': (n) => `${head}${'Content-Type: message/rfc822\n\n'.repeat(n)}x`,
  'lines that look like boundaries': (n) => multipart + '--\n'.repeat(n),
  'a boundary line without end': (n) => `${multipart}--${'b'.repeat(n)}`,
  'encoded words': (n) => `From: a@b.c\nSubject: ${'=?utf-8?Q?=C3=A9?= '.repeat(n)}\n\nx`,
  'encoded words without end': (n) => `Subject: ${'=?utf-8?Q?x'.repeat(n)}\n\nx`,
  'a sender of encoded words': (n) => `From: ${'=?utf-8?Q?=C3=A9?= '.repeat(n)}<a@b.c>\n\nx`,
  'groups without addresses': (n) => `To: ${'g:'.repeat(n)}\n\nx`,
  recipients: (n) => `To: ${'a@b.c,'.repeat(n)}\n\nx`,
  'opening brackets in an address': (n) => `To: ${'<'.repeat(n)}\n\nx`,
  'quotes in an address': (n) => `To: ${'"'.repeat(n)}\n\nx`,
  'comments in an address': (n) => `To: a${'()'.repeat(n)}@b\n\nx`,
  'nested comments in an address': (n) => `To: ${'('.repeat(n)}a@b\n\nx`,
  'blanks in an address': (n) => `To: <a${' '.repeat(n)}b@c>\n\nx`,
  'at signs in a name': (n) => `From: "${'a@'.repeat(n)}" <x@y.z>\n\nx`,
  'punycode labels': (n) => `From: a@${`xn--${'a'.repeat(59)}.`.repeat(n / 16)}com\n\nx`,
  references: (n) => `References: ${'<a@b> '.repeat(n)}\n\nx`,
  'references without brackets': (n) => `References: ${'a'.repeat(n)}\n\nx`,
  'a date of parentheses': (n) => `Date: ${'('.repeat(n)}\n\nx`,
  fields: (n) => `${'X: y\n'.repeat(n)}\nx`,
  'a field of very many lines': (n) => `Subject: a\n${' b\n'.repeat(n)}\nx`,
  'answers to answers': (n) => `Subject: ${'Re: '.repeat(n)}\n\nx`,
  'parameter pieces (RFC 2231)': (n) => `${head}Content-Type: text/plain;${numbered(n, (i) => ` name*${i}*=a;\n`)}\n\nx`,
  'percent signs in a parameter': (n) => `${head}Content-Type: text/plain; name*=utf-8''${'%'.repeat(n)}\n\nx`,
  'parentheses in a parameter': (n) => `${head}Content-Type: text/plain; ${'('.repeat(n)}\n\nx`,
  'quoted-printable of equals signs': (n) => `${head}Content-Transfer-Encoding: quoted-printable\n\n${'='.repeat(n)}`,
  'quoted-printable of soft breaks that are none': (n) => `${head}Content-Transfer-Encoding: quoted-printable\n\n${'= '.repeat(n)}x`,
  'base64 of padding': (n) => `${head}Content-Transfer-Encoding: base64\n\n${'A='.repeat(n)}`,
  uuencode: (n) => `${head}Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n${'M\n'.repeat(n)}`,
  'first bytes of Korean characters': (n) => `${head}Content-Type: text/plain; charset=cp949\n\n${'\x81'.repeat(n)}`,
  'first bytes of Hong Kong characters, one a line': (n) => `${head}Content-Type: text/plain; charset=big5-hkscs\n\n${'\x87\n'.repeat(n)}`,
  'beginnings of four bytes of GB 18030': (n) => `${head}Content-Type: text/plain; charset=gbk\n\n${'\x81\x30\xff'.repeat(n)}`,
  'flowed lines': (n) => `${head}Content-Type: text/plain; format=flowed\n\n${'a \n'.repeat(n)}`,
  'carriage returns': (n) => `From: a\r\r${'x\r'.repeat(n)}`,
  'nested blocks of HTML': (n) => html + '<div>'.repeat(n),
  'nested tables': (n) => `${html}${'<table><tr><td>'.repeat(n)}x`,
  'opening brackets in HTML': (n) => html + '<'.repeat(n),
  'tags without end': (n) => html + '<a b="'.repeat(n),
  'comments without end': (n) => html + '<!--'.repeat(n),
  'scripts without end': (n) => html + '<script>'.repeat(n),
  'references in HTML': (n) => html + '&'.repeat(n),
  'line breaks in HTML': (n) => html + '<br>'.repeat(n),
  'quote marks': (n) => `${head}\n${'>'.repeat(n)} x\n`,
  signatures: (n) => `${head}\n${'\n-- \n'.repeat(n)}`,
  'inline images that are not shown': (n) =>
    `${head}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n${'<p>cid:'.repeat(n)}\n${'--b\nContent-ID: <x@y>\nContent-Type: image/png\n\nx\n'.repeat(n / 16)}`,
  'multiparts without their boundary': (n) => `${multipart}${'--b\nContent-Type: multipart/mixed; boundary=none\n\nx\n'.repeat(n / 8)}`,
  'multiparts with two wrong boundaries': (n) =>
    `${multipart}${'--b\nContent-Type: multipart/mixed; boundary=x\nContent-Type: multipart/mixed; boundary=y\n\nx\n'.repeat(n / 8)}`,
  'a Content-Type of blanks': (n) => `Content-Type: text/plain${' '.repeat(n)}x charset${' '.repeat(n)}=y\n\nx`,
  'lines of parameters that are not indented': (n) => `Content-Type: text/plain;\n${'name=x;\n'.repeat(n)}\nx`,
  'raw bytes in the headers of parts': (n) =>
    `${multipart}${'--b\nContent-Type: text/plain; name="\xe9"; charset=koi8-r\n\nx\n'.repeat(n / 8)}`,
  'escapes of ISO 2022': (n) => `${head}Content-Type: text/plain; charset=iso-2022-jp\n\n${'\x1b$B$"\x1b(Ba'.repeat(n)}`,
  'escapes without meaning': (n) => `${head}\n${'\x1b$'.repeat(n)}\x1b$Bx`,
  'tildes of HZ': (n) => `${head}Content-Type: text/plain; charset=hz-gb-2312\n\n${'~{~'.repeat(n)}`,
  'isolates in a subject': (n) => `Subject: ${'\xe2\x81\xa6'.repeat(n)}${'\xe2\x81\xa9'.repeat(n)}\n\nx`,
  'heads of uuencoded files': (n) => `${head}\n${'begin 644 x\nM\n'.repeat(n)}`,
  'heads of yEncoded files': (n) => `${head}\nbegin\n${'=ybegin size=1 name=x\n'.repeat(n)}`,
  'sizes of yEncoded files': (n) => `${head}\nbegin\n${`=ybegin size=${n * 24} name=x\nabc\n`.repeat(n)}`,
  'heads of uuencoded base64': (n) => `${head}\n${'begin-base64 644 x\n'.repeat(n)}`,
  'base64 with footers': (n) => `${head}Content-Transfer-Encoding: base64\n\n${'QUJD=\n\nx y\n'.repeat(n)}`,
  'pictures in the source': (n) => `${html}${'<img src="data:image/png;base64,'.repeat(n)}`,
  'a picture of percent signs': (n) => `${html}<img src="data:image/png;base64,${'%41'.repeat(n)}">`,
  'files in the source without quotes': (n) => `${html}${'<p style="background:url(data:image/svg+xml,'.repeat(n)}`,
  'files in the source in quotes that are references': (n) => `${html}${'<p style="x:&quot;data:a/b,'.repeat(n)}`,
  'parameters of files in the source': (n) => `${html}${`<img src="data:a/b${';a="b"'.repeat(8)}`.repeat(n)}`,
  'comments beyond the limit': (n) => `${html}${'<!--x'.repeat(64)}${`<!--${'x'.repeat(64)}-->`.repeat(n * 8)}`,
  'scripts in scripts beyond the limit': (n) => `${html}${`<svg a=${'x'.repeat(64)}><template><script>`.repeat(n * 8)}`,
  'sources beside a Content-Location': (n) =>
    `${head}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n${'<img src="'.repeat(n)}\n--b\nContent-Location: x\n\nx\n--b--`,
  'styles beside a Content-Location': (n) => beside(`<style>${"url('a ".repeat(n)}</style><p style="${'url( &quot; '.repeat(n)}">`),
  'sizes beside a Content-Location': (n) => beside(`<img srcset="${'a, '.repeat(n)}">${'<img srcset=x src=y '.repeat(n)}`),
  'bases beside a Content-Location': (n) => beside('<base '.repeat(n)),
  'parts with a Content-Location': (n) =>
    `${head}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\nx\n${'--b\nContent-Location: x\n\nx\n'.repeat(n / 8)}`,
  'alternatives that say nothing': (n) =>
    `${head}Content-Type: multipart/alternative; boundary=b\n\n${'--b\nContent-Type: text/html\n\n<p>\n'.repeat(n / 16)}--b--`,
  'alternatives inside each other': (n) => head + numbered(n, (i) => `Content-Type: multipart/alternative; boundary=b${i}\n\n--b${i}\n`),
  'links inside each other': (n) => html + '<a href="https://a.test/x">y'.repeat(n),
  'attributes that are not closed': (n) => html + '<img alt="x" alt'.repeat(n),
  'blanks in attributes': (n) => `${html}<img ${'alt '.repeat(n)}>${' '.repeat(n)}`,
  'lists inside each other': (n) => html + '<ol><li>'.repeat(n),
  quotations: (n) => `${html}${'<blockquote>'.repeat(n)}x${'</blockquote>'.repeat(n)}`,
  'tables inside each other with words': (n) => html + '<table><tr><td>a<td>b'.repeat(n),
  'cells of one row': (n) => `${html}<table border=1><tr>${'<td>'.repeat(n)}x`,
  'cells over very many columns': (n) => `${html}<table border=1>${'<tr><td colspan=999999999><td>x'.repeat(n)}`,
  'alternatives that are hidden': (n) =>
    `${head}Content-Type: multipart/alternative; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/html\n\n${'<div style="a:b" style="display:none" style=\'x '.repeat(n)}\n--b--`,
  'filler that is not seen': (n) => `${html}${'&zwnj;&nbsp;'.repeat(n)}x`,
  'senders without addresses': (n) => `From: ${'a,'.repeat(n)}b <c@d.test>\n\nx`,
  'attachments of one name': (n) => `${multipart}${'--b\nContent-Type: application/pdf; name=a.pdf\n\nx\n'.repeat(n / 16)}`,
};

const work: Record<string, (raw: Buffer) => unknown> = {
  'the list row': (raw) => summariseHeader(raw),
  'the index': (raw) => textForIndex(raw),
  'the reader': (raw) => parseMessage(raw),
  'a reply': (raw) => fillReply({ mode: 'replyAll', raw, own: [], formatAddresses: () => '' }),
};

/** The least processor time of three runs, in milliseconds. */
function cost(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2 && least > noise / 8; round += 1) {
    const before = process.cpuUsage();
    run();
    const used = process.cpuUsage(before);
    least = Math.min(least, (used.user + used.system) / 1_000);
  }
  return least;
}

/** How many times longer four times the input takes; 0 where even that is noise. Tried again where it seems too much: a garbage collection may have struck. */
function growth(run: (count: number) => () => unknown, count: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best > mostGrowth; attempt += 1) {
    const large = cost(run(count * 4));
    if (large < noise) return 0;
    best = Math.min(best, large / Math.max(cost(run(count)), noise / 8));
  }
  return best;
}

describe('mail made to stall the program is read in time proportional to its size', () => {
  for (const [title, make] of Object.entries(bombs)) {
    it(title, () => {
      for (const [part, use] of Object.entries(work)) {
        const grown = growth((count) => {
          const raw = Buffer.from(make(count), 'latin1');
          return () => use(raw);
        }, 8_192);
        expect(grown, part).toBeLessThan(mostGrowth);
      }
    });
  }

  it.each(['"', '(', 'a@b.c,', ' ', 'xn--a.', '<', '\\"'])('a typed list of %j', (piece) => {
    expect(growth((count) => () => parseTypedAddresses(piece.repeat(count)), 4_096)).toBeLessThan(mostGrowth);
  });

  it('the measure itself tells quadratic work from linear work', () => {
    const quadratic = (count: number) => () => {
      let sum = 0;
      for (let left = 0; left < count; left += 1) for (let right = 0; right < count; right += 1) sum = (sum + left * right) % 8_191;
      return sum;
    };
    quadratic(2_048)(); // compiled before it is measured
    expect(growth(quadratic, 2_048)).toBeGreaterThan(mostGrowth);
  });
});

describe('what a limit cuts is said', () => {
  it('a message nested deeper than the limit keeps its headers and warns that it is too complex', () => {
    const parsed = parseMessage(Buffer.from(bombs['multiparts inside each other']?.(10_000) ?? ''));
    expect(parsed.subject).toBe('s');
    expect(parsed.warnings).toContain('too-complex');
    expect(parsed.parseFailure).toBeNull();
  });

  it('a message of a million parts shows the first ten thousand and warns', () => {
    const parsed = parseMessage(Buffer.from(bombs['a multipart of very many parts']?.(1_000_000) ?? ''));
    expect(parsed.warnings).toContain('too-complex');
    expect(parsed.structure.children.length).toBe(9_999);
  });

  it('a long text is cut and warns', () => {
    const parsed = parseMessage(Buffer.from(`${head}\n${'word '.repeat(1_000_000)}`));
    expect(parsed.warnings).toContain('truncated');
    expect(parsed.text?.length).toBe(2_097_152);
  });

  it('more fields than the limit are left out with a warning, and the body is still found', () => {
    const parsed = parseMessage(Buffer.from(`From: a@b.c\n${'X: y\n'.repeat(5_000)}\nthe body`));
    expect(parsed.warnings).toContain('truncated');
    expect(parsed.text).toBe('the body');
  });
});
