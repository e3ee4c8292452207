/** What lines of SASL mean, in European Portuguese. */
import type { EntriesLike } from '../entry.ts';
import type { saslEnglish } from './en.ts';

export const saslPortuguese: EntriesLike<typeof saslEnglish> = {
  'sasl.PLAIN': 'Utilizador e palavra-passe juntos, em base64 mas sem cifra: só o TLS os protege.',
  'sasl.LOGIN.prompt': 'O servidor pergunta, em base64: {prompt}',
  'sasl.LOGIN.username': 'O nome de utilizador, em base64.',
  'sasl.LOGIN.password': 'A palavra-passe, em base64, que não é cifra.',
  'sasl.CRAM-MD5.challenge': 'O desafio do servidor: o cliente combina-o com a palavra-passe, que assim não é enviada.',
  'sasl.CRAM-MD5': 'O utilizador e um resumo do desafio e da palavra-passe.',
  'sasl.SCRAM.first': 'O utilizador e um valor aleatório; ainda nenhum segredo.',
  'sasl.SCRAM.final': 'A prova de que o cliente conhece a palavra-passe, sem a enviar.',
  'sasl.SCRAM.challenge': 'A parte do servidor: o sal e o número de iterações, ou no fim a sua própria prova.',
  'sasl.XOAUTH2': 'O utilizador e um token de acesso em vez de uma palavra-passe.',
  'sasl.OAUTHBEARER': 'O utilizador e um token de acesso em vez de uma palavra-passe.',
  'sasl.EXTERNAL': 'A identidade vem de outro lado, como um certificado de cliente.',
  'sasl.error': 'A razão por que o token foi recusado; o cliente responde com uma linha vazia.',
  'sasl.cancel': 'O cliente desiste desta autenticação.',
  'sasl.other': 'Uma resposta do mecanismo {mechanism}.',
  'sasl.challenge': 'O desafio do servidor para o mecanismo {mechanism}.',
};
