/** The parser's side of `cache/messages/mail-reading.ts`: joined here, because the cache may not know how mail is parsed. */
import type { MailReading } from '../cache/messages/mail-reading.ts';
import { fieldBody, firstField, readHeaderBlock } from '../mime/header/header-block.ts';
import { summarise } from '../mime/header/summary.ts';
import { defaultLimits } from '../mime/limits.ts';
import { looksLikeNotice } from '../mime/notice/signs.ts';
import { textForIndex } from '../mime/text/index-text.ts';

export const mailReading: MailReading = {
  summarise(header) {
    const block = readHeaderBlock(header);
    const type = firstField(block, 'content-type');
    const typeName = /^\s*([^\s;]*)/.exec(type ? fieldBody(type, defaultLimits) : '')?.[1]?.toLowerCase() ?? '';
    return { ...summarise(block), mayBeNotice: looksLikeNotice(block, typeName) };
  },
  textForIndex(raw) {
    const { text, fileNames, enclosed, snippet, attachments, rawHeader, summary } = textForIndex(raw);
    return {
      text: [text, fileNames, enclosed].filter((piece) => piece !== '').join('\n'),
      snippet,
      attachments,
      ...(rawHeader ? { header: summary } : {}),
    };
  },
};
