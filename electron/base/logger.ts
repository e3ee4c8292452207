/**
 * A named logger for the program's own diagnostics. It never receives protocol text or message content: the
 * transcript is the place for those, because only the transcript masks secrets.
 */
import { harmless } from './characters.ts';

type LogLevel = 'debug' | 'info' | 'warning' | 'error';

interface LogEntry {
  readonly at: number;
  readonly level: LogLevel;
  readonly name: string;
  readonly text: string;
}

export interface Logger {
  debug(text: string): void;
  info(text: string): void;
  warning(text: string): void;
  error(text: string, cause?: unknown): void;
  /** A logger whose name is this one's with `name` appended, separated by a dot. */
  child(name: string): Logger;
}

/**
 * Builds a logger.
 * @param name the part that logs, for example `sync`
 * @param write receives each entry; it decides where entries go. Its text is one line and acts on no terminal: names of folders and replies
 * are the server's
 * @param now wall clock in milliseconds since 1970, handed in so that tests own the time
 */
export function createLogger(name: string, write: (entry: LogEntry) => void, now: () => number = Date.now): Logger {
  const log = (level: LogLevel, text: string) => write({ at: now(), level, name, text: harmless(text) });
  return {
    debug: (text) => log('debug', text),
    info: (text) => log('info', text),
    warning: (text) => log('warning', text),
    error: (text, cause) => log('error', cause === undefined ? text : `${text}: ${describeError(cause)}`),
    child: (child) => createLogger(`${name}.${child}`, write, now),
  };
}

/** A logger that drops everything, for parts that are used without a host. */
export const silentLogger: Logger = createLogger('silent', () => {});

/** One line about anything that can be thrown. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
