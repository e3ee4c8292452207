import { compose, encodedWordQ, ownerMailbox, plain, type SampleContext, type SampleMessage } from './compose.ts';

/** What lies in the other folders: short readings about the protocols, a draft, something thrown away. */
export function otherFolderMessages(context: SampleContext): SampleMessage[] {
  const { domain } = context;
  const teacher = `Reading list <readings@aula.example>`;
  const archived = { folder: 'Archive', flags: ['\\Seen'] } as const;
  return [
    compose(context, {
      ...archived,
      hoursAgo: 400,
      id: 'reading-1@aula.example',
      from: teacher,
      subject: 'Reading 1: an envelope and a letter',
      content: plain(`What you see as To and Subject is the letter. The servers never read it.

They read the envelope: MAIL FROM and RCPT TO. That is how a blind copy works
(it is on the envelope and not in the letter), and how a forged sender works
(the letter may say anything).`),
    }),
    compose(context, {
      ...archived,
      hoursAgo: 376,
      id: 'reading-2@aula.example',
      from: teacher,
      subject: encodedWordQ('Lectura 2: HELO, EHLO y el nombre que falta'),
      fields: ['Content-Language: es'],
      content: plain(`HELO es de 1982; EHLO, de 1993, pregunta además qué sabe hacer el servidor:
SIZE, STARTTLS, AUTH, 8BITMIME... Ambas llevan un nombre detrás. Pruébalo sin
él: el servidor contesta 501.`),
    }),
    compose(context, {
      ...archived,
      hoursAgo: 352,
      id: 'reading-3@aula.example',
      from: teacher,
      subject: encodedWordQ('Leitura 3: números que não mudam'),
      fields: ['Content-Language: pt'],
      content: plain(`Em IMAP cada mensagem tem dois números. O de sequência muda quando outra é
apagada; o UID nunca, enquanto UIDVALIDITY for o mesmo. Se UIDVALIDITY mudar,
tudo o que o programa sabia desta pasta deixou de valer.`),
    }),
    compose(context, {
      folder: 'Sent',
      flags: ['\\Seen'],
      hoursAgo: 70,
      id: 'thanks',
      from: ownerMailbox(context),
      to: `Ben Carter <ben@${domain}>`,
      subject: 'Re: Lines that know where they end',
      fields: [`In-Reply-To: <flowed@${domain}>`, `References: <flowed@${domain}>`],
      content: plain('So that is why my paragraphs looked like a staircase. Thank you!'),
    }),
    compose(context, {
      folder: 'Drafts',
      flags: ['\\Draft', '\\Seen'],
      hoursAgo: 2,
      id: 'unfinished',
      from: ownerMailbox(context),
      to: `550@${domain}`,
      subject: 'What does a refusal look like?',
      content: plain('This draft is addressed to somebody who will be refused. Send it and read what\nthe server says, word for word.'),
    }),
    compose(context, {
      folder: 'Trash',
      flags: ['\\Seen'],
      hoursAgo: 160,
      id: 'reminder',
      from: `Rui Almeida <rui@${domain}>`,
      subject: 'Reminder: the lab is closed on Monday',
      content: plain(
        'Moved to Trash, not deleted: for IMAP that is a MOVE to a folder whose special\nuse is \\Trash. Only EXPUNGE removes a message for good.',
      ),
    }),
  ];
}
