/** The parser's side of `cache/messages/mail-reading.ts`: joined here, because the cache may not know how mail is parsed. */
import type { MailReading } from '../cache/messages/mail-reading.ts';
import { summariseHeader } from '../mime/header/summary.ts';
import { textForIndex } from '../mime/text/index-text.ts';

export const mailReading: MailReading = {
  summarise: (header) => summariseHeader(header),
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
