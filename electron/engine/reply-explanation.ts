/** The glossary's entry for a server's reply, without an engine: for the command line, which explains failures also where none could start. */
export { explainReply } from './transcript/dialogue/explain-reply.ts';
