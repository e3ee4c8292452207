/** HTML as shops, lists and mail programs really write it, made in any length: what a bound on hostile HTML must never hit. */

const numbered = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

const sheet = `
  <style type="text/css">
    #outlook a { padding: 0; } .ExternalClass, .ExternalClass p, .ExternalClass span, .ExternalClass td { line-height: 100%; }
    body, table, td, a { -webkit-text-size-adjust: 100%; } img { border: 0; height: auto; outline: none; }
    @media only screen and (max-width: 480px) { .col { width: 100% !important; display: block !important; } u + .body .col { padding: 0 } }
    ${numbered(120, (i) => `.c${i} { padding: ${i % 20}px ${i % 7}px !important; color: #${100 + i}; font-family: Arial, sans-serif; }`)}
  </style>`;

/** One item of a shop's letter: about 2 kB, tables to the usual depth. */
const item = (index: number): string => `
  <tr><td align="center" valign="top" style="padding: 10px 20px; background-color: #ffffff; border-bottom: 1px solid #dddddd;" class="c${index % 120}">
   <table role="presentation" border="0" cellpadding="0" cellspacing="0" width="100%" style="max-width: 600px; mso-table-lspace: 0pt;"><tbody><tr>
    <td class="col" width="40%" valign="top" style="width: 40%; font-size: 14px; line-height: 20px;">
     <table border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td align="center">
      <a href="https://click.shop.example/u/${index}?a=b&amp;c=d" target="_blank" style="text-decoration: none;"><img src="https://img.shop.example/p/${index}.jpg" width="220" height="160" alt="Lamp ${index}" style="display: block; max-width: 100%;"></a>
     </td></tr></table>
    </td>
    <td class="col" width="60%" valign="top" style="width: 60%;"><div style="font-family: Helvetica, Arial, sans-serif; color: #333333;">
     <h3 style="margin: 0 0 6px; font-size: 18px;">Reading lamp no. ${index}</h3><p style="margin: 0 0 8px;">Oak and brass, <b>two metres</b> of cable,<br>dimmed by touch. &nbsp;</p>
     <table border="0" cellspacing="0" cellpadding="0"><tr><td bgcolor="#204060" style="border-radius: 4px; padding: 8px 14px;"><a href="https://click.shop.example/b/${index}" style="color: #ffffff;"><span style="font-weight: bold;">Order for ${index}.00</span></a></td></tr></table>
    </div></td>
   </tr></tbody></table>
  </td></tr>`;

/** A shop's letter of about so many kilobytes. */
export const shopLetter = (kilobytes: number): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Offers</title>${sheet}</head><body bgcolor="#eeeeee" class="body" style="margin: 0; padding: 0;">
  <div style="display: none; max-height: 0;">Lamps of the week${'&zwnj;&nbsp;'.repeat(90)}</div><center>
  <table border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td align="center"><!--[if mso]><table width="600"><tr><td><![endif]-->
  <table width="600" style="width: 600px;"><tr><td><table width="100%"><tbody>
  ${numbered(Math.ceil(kilobytes / 1.95), item)}
  </tbody></table></td></tr></table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></center></body></html>`;

/** A conversation of so many answers, each quoting the one before. */
export const longThread = (answers: number): string =>
  `<div dir="ltr"><p>See below.</p>${numbered(answers, (i) => `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On day ${i} Iris wrote:<br></div><blockquote class="gmail_quote" style="margin: 0 0 0 .8ex; border-left: 1px solid #ccc; padding-left: 1ex;"><div>Answer ${i}<br><br></div>`)}${'</blockquote></div>'.repeat(answers)}</div>`;

/** A report as a mail of the nineties: tags left open, one table of so many rows. */
export const oldReport = (rows: number): string =>
  `<HTML><BODY BGCOLOR=#FFFFFF TEXT=#000000><FONT FACE=Arial SIZE=2><P>Stock of the night<P><TABLE BORDER=1><TR><TH>No<TH>Part<TH>Left
  ${numbered(rows, (i) => `<TR><TD ALIGN=right><FONT SIZE=2>${i}<TD><FONT COLOR=#003366>Screw M${i % 12}<TD NOWRAP>${i * 7}`)}</TABLE><P>End`;

/** What a word processor makes of a page: a style for every word. */
export const officeLetter = (paragraphs: number): string =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal { margin: 0cm; font-size: 11pt; } --></style></head><body lang="ES" link="blue" style="word-wrap: break-word"><div class="WordSection1">${numbered(
    paragraphs,
    (i) =>
      `<p class="MsoNormal"><span lang="EN-US" style="font-size: 12.0pt; font-family: &quot;Times New Roman&quot;, serif; color: black;">Paragraph ${i} of the minutes, <i>as agreed</i>.<o:p></o:p></span></p>`,
  )}</div></body></html>`;

export const ordinaryHtml: Readonly<Record<string, () => string>> = {
  'a shop letter of 300 kB': () => shopLetter(300),
  'a shop letter of 200 kB': () => shopLetter(200),
  'a conversation of sixty answers': () => longThread(60),
  'a report with open tags': () => oldReport(700),
  'a letter out of a word processor': () => officeLetter(900),
  'a log of lines': () => `<pre>${'12:00:01 host smtpd[811]: connect from mx.example.org[192.0.2.25]\n'.repeat(8_000)}</pre>`,
  'lines ended by hand': () => `<div>${'The wind turns north.<br>'.repeat(5_000)}</div>`,
  'a page of Chinese': () => `<p>${'会议改到星期三下午在三楼举行请带上上周的记录'.repeat(2_000)}</p>`,
  'a picture in the text': () => `<p>before</p><img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(20_000)}"><p>after</p>`,
};
