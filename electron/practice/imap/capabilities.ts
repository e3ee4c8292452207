import { type ImapState, offers } from './state.ts';

const always = [
  'IMAP4rev1',
  'LITERAL+',
  'SASL-IR',
  'ID',
  'ENABLE',
  'IDLE',
  'NAMESPACE',
  'CHILDREN',
  'UNSELECT',
  'UIDPLUS',
  'MOVE',
  'SPECIAL-USE',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'STATUS=SIZE',
  'ESEARCH',
  'CONDSTORE',
  'QRESYNC',
];

/** What this server says it can do, at this moment of the conversation (RFC 3501 §7.2.1). */
export function capabilities(state: ImapState): string {
  const { settings } = state.dependencies;
  const inClear = !state.connection.isSecure;
  const refusesPasswords = inClear && settings.authenticationNeedsTls;
  const forLogin = [
    ...(inClear ? ['STARTTLS'] : []),
    ...(refusesPasswords ? ['LOGINDISABLED'] : settings.mechanisms.map((mechanism) => `AUTH=${mechanism}`)),
  ];
  const offered = [...always, ...(state.account ? [] : forLogin)];
  return offered.filter((capability) => offers(state, capability)).join(' ');
}
