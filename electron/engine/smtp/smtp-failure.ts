/** Names what a submission server refused (RFC 5321 §4.2) and what nodemailer threw, with the server's own lines. */
import { type Failure, FailureError } from '../../contract/failure.ts';
import { type ConnectionContext, connectionFailure, nameSocketError } from '../wire/connection-failure.ts';
import { readLibraryError } from './library.ts';
import { meaningOf, placeOf } from './reply-meanings.ts';

/** The server's no to `command`; what is neither a no nor a yes breaks the protocol. */
export function refusal(command: string, reply: string, context: ConnectionContext): Failure {
  const meaning = meaningOf(placeOf(command), reply);
  if (!meaning) return connectionFailure('protocol-violation', context, { command, reply });
  return connectionFailure(meaning.code, context, { command, reply, permanent: meaning.permanent });
}

/** Names what was thrown while `step` was going on. */
export function nameError(error: unknown, step: string, context: ConnectionContext): Failure {
  if (error instanceof FailureError) return error.failure;
  const facts = readLibraryError(error);
  if (facts.response)
    return refusal(facts.command && facts.command !== 'CONN' && facts.command !== 'API' ? facts.command : step, facts.response, context);
  if (facts.code === 'EPROTOCOL')
    return connectionFailure('protocol-violation', context, { command: step, detail: { message: facts.message } });
  return nameSocketError(error, step, context);
}
