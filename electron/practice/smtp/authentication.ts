import { authenticate } from '../sasl.ts';
import { offers, reply, type SmtpState } from './state.ts';

/** RFC 4954 §4.5.3: an AUTH line may have this many octets. */
export const authLineLimit = 12_288;

/** Does AUTH (RFC 4954). */
export async function handleAuth(state: SmtpState, argument: string): Promise<void> {
  const { settings, store, nextChallenge } = state.dependencies;
  const { connection } = state;
  if (!offers(state, 'AUTH')) return reply(state, 502, '5.5.1', 'Error: authentication is not offered here');
  if (!state.extended) return reply(state, 503, '5.5.1', 'Error: send EHLO first');
  if (state.account) return reply(state, 503, '5.5.1', 'Error: already authenticated');
  if (state.transaction) return reply(state, 503, '5.5.1', 'Error: MAIL transaction in progress');
  if (settings.authenticationNeedsTls && !connection.isSecure) {
    return reply(state, 538, '5.7.11', 'Encryption required for requested authentication mechanism');
  }
  const [mechanism = '', initial, ...rest] = argument.split(' ');
  if (mechanism === '' || rest.length > 0) return reply(state, 501, '5.5.4', 'Syntax: AUTH mechanism [initial-response]');
  if (!settings.mechanisms.includes(mechanism.toUpperCase())) {
    return reply(state, 504, '5.5.4', `Unrecognized authentication type; known here: ${settings.mechanisms.join(' ')}`);
  }
  const outcome = await authenticate(
    {
      store,
      nextChallenge,
      async ask(challenge) {
        await connection.write(`334 ${challenge}\r\n`);
        const result = await connection.readLine(authLineLimit);
        return result.kind === 'line' ? result.line.toString('latin1') : undefined;
      },
    },
    mechanism.toUpperCase(),
    initial,
  );
  switch (outcome.kind) {
    case 'accepted':
      state.account = outcome.account;
      return reply(state, 235, '2.7.0', 'Authentication successful');
    case 'refused':
      return reply(state, 535, '5.7.8', 'Error: authentication failed: user name or password is wrong');
    case 'cancelled':
      return reply(state, 501, '5.7.0', 'Authentication aborted');
    case 'malformed':
      return reply(state, 501, '5.5.2', 'Error: this is not the base64 that the mechanism asks for');
    case 'unsupported':
      return reply(state, 504, '5.5.4', 'Unrecognized authentication type');
  }
}
