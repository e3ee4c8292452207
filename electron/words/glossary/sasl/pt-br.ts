/** What lines of SASL mean, in Brazilian Portuguese: what differs from European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';
import { saslPortuguese } from './pt.ts';

export const saslBrazilian: EntriesLike<typeof saslEnglish> = {
  ...saslPortuguese,
  'sasl.PLAIN': 'Usuário e senha juntos, em base64 mas sem criptografia: só o TLS os protege.',
  'sasl.LOGIN.username': 'O nome de usuário, em base64.',
  'sasl.LOGIN.password': 'A senha, em base64, que não é criptografia.',
  'sasl.CRAM-MD5.challenge': 'O desafio do servidor: o cliente combina-o com a senha, que assim não é enviada.',
  'sasl.CRAM-MD5': 'O usuário e um resumo do desafio e da senha.',
  'sasl.SCRAM.first': 'O usuário e um valor aleatório; ainda nenhum segredo.',
  'sasl.SCRAM.final': 'A prova de que o cliente conhece a senha, sem enviá-la.',
  'sasl.XOAUTH2': 'O usuário e um token de acesso em vez de uma senha.',
  'sasl.OAUTHBEARER': 'O usuário e um token de acesso em vez de uma senha.',
};
