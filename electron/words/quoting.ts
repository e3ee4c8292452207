/** What stands above quoted text in an answer or a forward, in the language of the person who writes it. */
import type { Language } from '../contract/application.ts';
import type { QuotingPhrases } from '../contract/compose.ts';

export const quotingPhrases: Readonly<Record<Language, QuotingPhrases>> = {
  en: {
    wrote: 'On {date}, {author} wrote:',
    forwarded: '---------- Forwarded message ----------',
    fields: { From: 'From', Date: 'Date', Subject: 'Subject', To: 'To', Cc: 'Cc' },
  },
  es: {
    wrote: 'El {date}, {author} escribió:',
    forwarded: '---------- Mensaje reenviado ----------',
    fields: { From: 'De', Date: 'Fecha', Subject: 'Asunto', To: 'Para', Cc: 'Cc' },
  },
  pt: {
    wrote: 'Em {date}, {author} escreveu:',
    forwarded: '---------- Mensagem reencaminhada ----------',
    fields: { From: 'De', Date: 'Data', Subject: 'Assunto', To: 'Para', Cc: 'Cc' },
  },
  'pt-BR': {
    wrote: 'Em {date}, {author} escreveu:',
    forwarded: '---------- Mensagem encaminhada ----------',
    fields: { From: 'De', Date: 'Data', Subject: 'Assunto', To: 'Para', Cc: 'Cc' },
  },
};
