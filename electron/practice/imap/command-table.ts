import { handleAppend } from './commands/append.ts';
import { handleCopy, handleExpunge, handleMove } from './commands/copy.ts';
import { handleFetch } from './commands/fetch.ts';
import { handleCreate, handleDelete, handleRename, handleStatus, handleSubscribe, handleUnsubscribe } from './commands/folders.ts';
import { handleIdle } from './commands/idle.ts';
import { handleList, handleLsub } from './commands/list.ts';
import {
  handleAuthenticate,
  handleCapability,
  handleEnable,
  handleId,
  handleLogin,
  handleLogout,
  handleNamespace,
  handleStartTls,
} from './commands/login.ts';
import { handleSearch } from './commands/search.ts';
import { handleCheck, handleClose, handleNoop, handleSelect, handleUnselect } from './commands/select.ts';
import { handleStore } from './commands/store.ts';
import type { ImapCommand } from './state.ts';

/** Every command this server knows, when it is allowed and what may be told after it. */
export const imapCommands: ReadonlyMap<string, ImapCommand> = new Map<string, ImapCommand>([
  ['CAPABILITY', { when: 'always', run: handleCapability }],
  ['NOOP', { when: 'always', run: handleNoop }],
  ['LOGOUT', { when: 'always', run: handleLogout }],
  ['ID', { when: 'always', needs: 'ID', run: handleId }],
  ['STARTTLS', { when: 'before-login', needs: 'STARTTLS', run: handleStartTls }],
  ['LOGIN', { when: 'before-login', run: handleLogin }],
  ['AUTHENTICATE', { when: 'before-login', run: handleAuthenticate }],
  ['ENABLE', { when: 'after-login', needs: 'ENABLE', run: handleEnable }],
  ['NAMESPACE', { when: 'after-login', needs: 'NAMESPACE', run: handleNamespace }],
  ['LIST', { when: 'after-login', run: handleList }],
  ['LSUB', { when: 'after-login', run: handleLsub }],
  ['SUBSCRIBE', { when: 'after-login', run: handleSubscribe }],
  ['UNSUBSCRIBE', { when: 'after-login', run: handleUnsubscribe }],
  ['CREATE', { when: 'after-login', run: handleCreate }],
  ['DELETE', { when: 'after-login', run: handleDelete }],
  ['RENAME', { when: 'after-login', run: handleRename }],
  ['STATUS', { when: 'after-login', run: handleStatus }],
  ['APPEND', { when: 'after-login', run: handleAppend }],
  ['SELECT', { when: 'after-login', run: (state, cursor) => handleSelect(state, cursor, false) }],
  ['EXAMINE', { when: 'after-login', run: (state, cursor) => handleSelect(state, cursor, true) }],
  ['IDLE', { when: 'after-login', needs: 'IDLE', run: handleIdle }],
  ['CHECK', { when: 'selected', run: handleCheck }],
  ['CLOSE', { when: 'selected', run: handleClose }],
  ['UNSELECT', { when: 'selected', needs: 'UNSELECT', run: handleUnselect }],
  ['EXPUNGE', { when: 'selected', run: (state, cursor) => handleExpunge(state, cursor, false) }],
  ['UID EXPUNGE', { when: 'selected', needs: 'UIDPLUS', run: (state, cursor) => handleExpunge(state, cursor, true) }],
  // RFC 3501 §7.4.1: no EXPUNGE while a command that names messages by sequence number is being answered.
  ['FETCH', { when: 'selected', after: 'no-expunge', run: (state, cursor) => handleFetch(state, cursor, false) }],
  ['UID FETCH', { when: 'selected', run: (state, cursor) => handleFetch(state, cursor, true) }],
  ['STORE', { when: 'selected', after: 'no-expunge', run: (state, cursor) => handleStore(state, cursor, false) }],
  ['UID STORE', { when: 'selected', run: (state, cursor) => handleStore(state, cursor, true) }],
  ['SEARCH', { when: 'selected', after: 'no-expunge', run: (state, cursor) => handleSearch(state, cursor, false) }],
  ['UID SEARCH', { when: 'selected', run: (state, cursor) => handleSearch(state, cursor, true) }],
  ['COPY', { when: 'selected', after: 'no-expunge', run: (state, cursor) => handleCopy(state, cursor, false) }],
  ['UID COPY', { when: 'selected', run: (state, cursor) => handleCopy(state, cursor, true) }],
  ['MOVE', { when: 'selected', needs: 'MOVE', run: (state, cursor) => handleMove(state, cursor, false) }],
  ['UID MOVE', { when: 'selected', needs: 'MOVE', run: (state, cursor) => handleMove(state, cursor, true) }],
]);
