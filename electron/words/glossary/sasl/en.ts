/** What lines of SASL mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const saslEnglish = {
  // Login, in all three protocols
  'sasl.PLAIN': 'User name and password together, base64 but not encrypted: only TLS protects them.',
  'sasl.LOGIN.prompt': 'The server asks, in base64: {prompt}',
  'sasl.LOGIN.username': 'The user name, in base64.',
  'sasl.LOGIN.password': 'The password, in base64, which is no encryption.',
  'sasl.CRAM-MD5.challenge': 'The server’s challenge: the client combines it with the password, so the password itself is not sent.',
  'sasl.CRAM-MD5': 'The user name and a digest of challenge and password.',
  'sasl.SCRAM.first': 'The user name and a random value; no secret yet.',
  'sasl.SCRAM.final': 'The proof that the client knows the password, without sending it.',
  'sasl.SCRAM.challenge': 'The server’s part: the salt and the iteration count, or its own proof at the end.',
  'sasl.XOAUTH2': 'The user name and an access token instead of a password.',
  'sasl.OAUTHBEARER': 'The user name and an access token instead of a password.',
  'sasl.EXTERNAL': 'The identity comes from elsewhere, such as a client certificate.',
  'sasl.error': 'The reason the token was refused; the client answers with an empty line.',
  'sasl.cancel': 'The client gives up this sign-in.',
  'sasl.other': 'An answer of the mechanism {mechanism}.',
  'sasl.challenge': 'The server’s challenge to the mechanism {mechanism}.',
} satisfies Readonly<Record<string, Entry>>;
