/** Words for finding a name step by step, for the window and the terminal. */
import type { Language } from '../contract/application.ts';

const english = {
  'walk.root': 'the root',
  'walk.step.referral': 'refers to the servers of {zone}',
  'walk.step.answer': 'answers',
  'walk.step.alias': 'says that it is an alias: the search begins again',
  'walk.step.no-data': 'says that there is no such record',
  'walk.step.no-such-name': 'says that there is no such name',
  'walk.step.lame': 'does not answer for this zone (lame delegation)',
  'walk.step.refused': 'refuses: {status}',
  'walk.step.silent': 'does not answer',
  'walk.for': 'to find the address of {server}',
  'walk.end.answer': 'Found.',
  'walk.end.no-data': 'The name exists, but has no record of this type.',
  'walk.end.no-such-name': 'The name does not exist.',
  'walk.end.dead-end': 'No server of the last zone gives an answer.',
  'walk.end.loop': 'The aliases lead in a circle, or are too many.',
  'walk.end.too-long': 'Given up: the way took too many questions.',
  'walk.end.cancelled': 'Stopped, or not finished within a minute.',
  'walk.system': 'The system’s own server {server} says:',
  'walk.systemSame': 'The system’s own server {server} says the same.',
  'walk.systemNone': 'The system’s own server did not answer.',
  'walk.nothing': 'nothing ({status})',
} as const;

type WalkWords = Readonly<Record<keyof typeof english, string>>;

const spanish: WalkWords = {
  'walk.root': 'la raíz',
  'walk.step.referral': 'remite a los servidores de {zone}',
  'walk.step.answer': 'responde',
  'walk.step.alias': 'dice que es un alias: la búsqueda empieza de nuevo',
  'walk.step.no-data': 'dice que no hay tal registro',
  'walk.step.no-such-name': 'dice que no hay tal nombre',
  'walk.step.lame': 'no responde por esta zona (delegación defectuosa)',
  'walk.step.refused': 'se niega: {status}',
  'walk.step.silent': 'no responde',
  'walk.for': 'para hallar la dirección de {server}',
  'walk.end.answer': 'Encontrado.',
  'walk.end.no-data': 'El nombre existe, pero no tiene ningún registro de este tipo.',
  'walk.end.no-such-name': 'El nombre no existe.',
  'walk.end.dead-end': 'Ningún servidor de la última zona da una respuesta.',
  'walk.end.loop': 'Los alias dan vueltas, o son demasiados.',
  'walk.end.too-long': 'Se abandonó: el camino requería demasiadas preguntas.',
  'walk.end.cancelled': 'Detenido, o sin terminar en un minuto.',
  'walk.system': 'El servidor del sistema, {server}, dice:',
  'walk.systemSame': 'El servidor del sistema, {server}, dice lo mismo.',
  'walk.systemNone': 'El servidor del sistema no respondió.',
  'walk.nothing': 'nada ({status})',
};

const portuguese: WalkWords = {
  'walk.root': 'a raiz',
  'walk.step.referral': 'remete para os servidores de {zone}',
  'walk.step.answer': 'responde',
  'walk.step.alias': 'diz que é um alias: a procura recomeça',
  'walk.step.no-data': 'diz que não há tal registo',
  'walk.step.no-such-name': 'diz que não há tal nome',
  'walk.step.lame': 'não responde por esta zona (delegação defeituosa)',
  'walk.step.refused': 'recusa: {status}',
  'walk.step.silent': 'não responde',
  'walk.for': 'para encontrar o endereço de {server}',
  'walk.end.answer': 'Encontrado.',
  'walk.end.no-data': 'O nome existe, mas não tem nenhum registo deste tipo.',
  'walk.end.no-such-name': 'O nome não existe.',
  'walk.end.dead-end': 'Nenhum servidor da última zona dá uma resposta.',
  'walk.end.loop': 'Os alias andam em círculo, ou são de mais.',
  'walk.end.too-long': 'Abandonado: o caminho pedia perguntas de mais.',
  'walk.end.cancelled': 'Parado, ou por terminar ao fim de um minuto.',
  'walk.system': 'O servidor do sistema, {server}, diz:',
  'walk.systemSame': 'O servidor do sistema, {server}, diz o mesmo.',
  'walk.systemNone': 'O servidor do sistema não respondeu.',
  'walk.nothing': 'nada ({status})',
};

const brazilian: WalkWords = {
  ...portuguese,
  'walk.step.alias': 'diz que é um alias: a busca recomeça',
  'walk.step.no-data': 'diz que não existe essa entrada',
  'walk.step.no-such-name': 'diz que não existe esse nome',
  'walk.end.no-data': 'O nome existe, mas não tem nenhuma entrada deste tipo.',
  'walk.end.loop': 'Os alias andam em círculo, ou são muitos.',
  'walk.end.too-long': 'Abandonado: o caminho exigia perguntas demais.',
  'walk.end.cancelled': 'Parado, ou sem terminar em um minuto.',
};

export const walkWords: Readonly<Record<Language, WalkWords>> = { en: english, es: spanish, pt: portuguese, 'pt-BR': brazilian };
