import { compose, encodedWordQ, messageId, ownerMailbox, plain, type SampleContext, type SampleMessage } from './compose.ts';

/** A thread of five about POP3 and IMAP, tied together by In-Reply-To and References (RFC 5322 §3.6.4). */
export function conversationMessages(context: SampleContext): SampleMessage[] {
  const { domain } = context;
  const ben = `Ben Carter <ben@${domain}>`;
  const rui = `Rui Almeida <rui@${domain}>`;
  const owner = ownerMailbox(context);
  const ids = ['pop-or-imap-1', 'pop-or-imap-2', 'pop-or-imap-3', 'pop-or-imap-4', 'pop-or-imap-5'];
  const replyTo = (index: number) => [
    `In-Reply-To: ${messageId(ids[index - 1] ?? '', domain)}`,
    `References: ${ids
      .slice(0, index)
      .map((id) => messageId(id, domain))
      .join('\n ')}`,
  ];
  const everyone = `${ben},\n ${rui},\n ${owner}`;
  return [
    compose(context, {
      hoursAgo: 48,
      id: 'pop-or-imap-1',
      flags: ['\\Seen'],
      from: ben,
      to: `${rui},\n ${owner}`,
      subject: 'POP3 or IMAP?',
      content: plain(
        'I read my mail on two computers. With POP3 the message I deleted on one is\nstill there on the other. What am I doing wrong?\n\nBen',
      ),
    }),
    compose(context, {
      hoursAgo: 47,
      id: 'pop-or-imap-2',
      flags: ['\\Seen'],
      from: rui,
      to: everyone,
      subject: 'Re: POP3 or IMAP?',
      fields: replyTo(1),
      content: plain(`> What am I doing wrong?

Nada! POP3 é uma carrinha: leva as cartas do servidor para casa, e cada casa
fica com as suas. IMAP é uma janela: todos olham para a mesma caixa.

Rui`),
    }),
    compose(context, {
      folder: 'Sent',
      flags: ['\\Seen'],
      hoursAgo: 46,
      id: 'pop-or-imap-3',
      from: owner,
      to: `${ben},\n ${rui}`,
      subject: 'Re: POP3 or IMAP?',
      fields: replyTo(2),
      content: plain(`> todos olham para a mesma caixa

Y además IMAP recuerda qué has leído: \\Seen, \\Answered, \\Flagged. En POP3 el
servidor no sabe nada de eso; solo conoce LIST, RETR, DELE y, con suerte, UIDL.`),
    }),
    compose(context, {
      hoursAgo: 45,
      id: 'pop-or-imap-4',
      flags: ['\\Seen'],
      from: ben,
      to: `${rui},\n ${owner}`,
      subject: 'Re: POP3 or IMAP?',
      fields: replyTo(3),
      content: plain(
        'And DELE deletes nothing until QUIT. I pulled the plug before QUIT and\neverything was still there. That was a good day.\n\nBen',
      ),
    }),
    compose(context, {
      hoursAgo: 4,
      id: 'pop-or-imap-5',
      from: rui,
      to: everyone,
      subject: encodedWordQ('Re: POP3 or IMAP? (conclusão)'),
      fields: replyTo(4),
      content: plain('Ligue uma conta das duas maneiras e compare as transcrições. É a melhor\nresposta.\n\nRui'),
    }),
  ];
}
