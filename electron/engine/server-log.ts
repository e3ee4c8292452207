/** The log of a mail server without a running engine, a data folder or an account: for the command line, which has a process to itself. */
import { createLogSession, type LogOrder, type LogSession } from './mail-log/log-session.ts';

/** Must be closed. */
export const openServerLog = (order: Omit<LogOrder, 'follow'>): LogSession => createLogSession({ ...order, follow: false }, Date.now);
