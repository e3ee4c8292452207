/** Words for what became of a message that was sent, and for what a notice has to do with it. */
import type { Language } from '../contract/application.ts';

const english = {
  'return.title': 'What became of this message',
  'return.failed': 'Returned: not delivered',
  'return.someFailed': 'Returned: not delivered to {count} of {all} recipients',
  'return.delayed': 'Delayed: a server is still trying',
  'return.delivered': 'Delivered',
  'return.recipient.failed': 'not delivered',
  'return.recipient.delayed': 'delayed',
  'return.recipient.delivered': 'delivered',
  'return.recipient.relayed': 'passed on',
  'return.row.failed': 'Returned',
  'return.row.delayed': 'Delayed',
  'return.notice': 'Show the notice',
  'return.session': 'Show its session',
  'return.sent': 'Show the message that was sent',
  'return.again': 'Correct the address and send again',
  'return.dismiss': 'Remove the mark',
  'return.dismissed': 'The mark is removed.',
  'return.restore': 'Mark it again',
  'return.correct': 'The mail to this address came back: {address}',
  'notice.by.envelope-id': 'It is about a message sent from here: the envelope id (ENVID) is the same.',
  'notice.by.message-id': 'It is about a message sent from here: the Message-ID is the same.',
  'notice.by.queue-id': 'It is about a message sent from here: the queue id is the same.',
  'notice.by.sent-copy': 'It is about a message whose copy is in Sent.',
  'notice.queueId': 'Queue id {id}',
  'notice.not-sent':
    'It belongs to no message that was sent from here: it may be forged, or about mail that another program sent. Nothing is marked.',
  'notice.other-recipients':
    'That message was sent from here, but not to this address: it may have been forwarded, or the notice is forged. Nothing is marked.',
  'notice.ended.failed': 'A later notice says that it was not delivered.',
  'notice.ended.delivered': 'A later notice says that it was delivered.',
  'notice.ended.relayed': 'A later notice says that it was passed on.',
} as const;

type ReturnWords = Readonly<Record<keyof typeof english, string>>;

const spanish: ReturnWords = {
  'return.title': 'Qué ha sido de este mensaje',
  'return.failed': 'Devuelto: no se entregó',
  'return.someFailed': 'Devuelto: no se entregó a {count} de {all} destinatarios',
  'return.delayed': 'Con retraso: un servidor sigue intentándolo',
  'return.delivered': 'Entregado',
  'return.recipient.failed': 'no entregado',
  'return.recipient.delayed': 'con retraso',
  'return.recipient.delivered': 'entregado',
  'return.recipient.relayed': 'transmitido',
  'return.row.failed': 'Devuelto',
  'return.row.delayed': 'Con retraso',
  'return.notice': 'Ver el aviso',
  'return.session': 'Ver su sesión',
  'return.sent': 'Ver el mensaje enviado',
  'return.again': 'Corregir la dirección y enviar de nuevo',
  'return.dismiss': 'Quitar la marca',
  'return.dismissed': 'Se quitó la marca.',
  'return.restore': 'Volver a marcarlo',
  'return.correct': 'El correo a esta dirección fue devuelto: {address}',
  'notice.by.envelope-id': 'Trata de un mensaje enviado desde aquí: el identificador del sobre (ENVID) es el mismo.',
  'notice.by.message-id': 'Trata de un mensaje enviado desde aquí: el Message-ID es el mismo.',
  'notice.by.queue-id': 'Trata de un mensaje enviado desde aquí: el identificador de cola es el mismo.',
  'notice.by.sent-copy': 'Trata de un mensaje cuya copia está en Enviados.',
  'notice.queueId': 'Identificador de cola {id}',
  'notice.not-sent':
    'No corresponde a ningún mensaje enviado desde aquí: puede ser falso, o tratar de correo que envió otro programa. No se marca nada.',
  'notice.other-recipients':
    'Ese mensaje se envió desde aquí, pero no a esta dirección: puede que se haya reenviado, o que el aviso sea falso. No se marca nada.',
  'notice.ended.failed': 'Un aviso posterior dice que no se entregó.',
  'notice.ended.delivered': 'Un aviso posterior dice que se entregó.',
  'notice.ended.relayed': 'Un aviso posterior dice que se transmitió.',
};

const portuguese: ReturnWords = {
  'return.title': 'O que aconteceu a esta mensagem',
  'return.failed': 'Devolvida: não foi entregue',
  'return.someFailed': 'Devolvida: não foi entregue a {count} de {all} destinatários',
  'return.delayed': 'Atrasada: um servidor continua a tentar',
  'return.delivered': 'Entregue',
  'return.recipient.failed': 'não entregue',
  'return.recipient.delayed': 'com atraso',
  'return.recipient.delivered': 'entregue',
  'return.recipient.relayed': 'transmitida',
  'return.row.failed': 'Devolvida',
  'return.row.delayed': 'Atrasada',
  'return.notice': 'Ver o aviso',
  'return.session': 'Ver a sua sessão',
  'return.sent': 'Ver a mensagem enviada',
  'return.again': 'Corrigir o endereço e enviar de novo',
  'return.dismiss': 'Tirar a marca',
  'return.dismissed': 'A marca foi tirada.',
  'return.restore': 'Voltar a marcar',
  'return.correct': 'O correio para este endereço foi devolvido: {address}',
  'notice.by.envelope-id': 'Trata-se de uma mensagem enviada daqui: o identificador do envelope (ENVID) é o mesmo.',
  'notice.by.message-id': 'Trata-se de uma mensagem enviada daqui: o Message-ID é o mesmo.',
  'notice.by.queue-id': 'Trata-se de uma mensagem enviada daqui: o identificador de fila é o mesmo.',
  'notice.by.sent-copy': 'Trata-se de uma mensagem cuja cópia está em Enviados.',
  'notice.queueId': 'Identificador de fila {id}',
  'notice.not-sent':
    'Não pertence a nenhuma mensagem enviada daqui: pode ser falso, ou tratar de correio que outro programa enviou. Nada é marcado.',
  'notice.other-recipients':
    'Essa mensagem foi enviada daqui, mas não para este endereço: pode ter sido reencaminhada, ou o aviso é falso. Nada é marcado.',
  'notice.ended.failed': 'Um aviso posterior diz que não foi entregue.',
  'notice.ended.delivered': 'Um aviso posterior diz que foi entregue.',
  'notice.ended.relayed': 'Um aviso posterior diz que foi transmitida.',
};

const brazilian: ReturnWords = {
  ...portuguese,
  'return.title': 'O que aconteceu com esta mensagem',
  'return.delayed': 'Atrasada: um servidor continua tentando',
  'return.recipient.relayed': 'repassada',
  'return.session': 'Ver a sessão dela',
  'return.dismiss': 'Remover a marca',
  'return.dismissed': 'A marca foi removida.',
  'return.restore': 'Marcar de novo',
  'return.correct': 'O e-mail para este endereço foi devolvido: {address}',
  'notice.not-sent':
    'Não pertence a nenhuma mensagem enviada daqui: pode ser falso, ou ser sobre e-mail que outro programa enviou. Nada é marcado.',
  'notice.other-recipients':
    'Essa mensagem foi enviada daqui, mas não para este endereço: pode ter sido encaminhada, ou o aviso é falso. Nada é marcado.',
  'notice.ended.relayed': 'Um aviso posterior diz que foi repassada.',
};

export const returnWords: Readonly<Record<Language, ReturnWords>> = { en: english, es: spanish, pt: portuguese, 'pt-BR': brazilian };
