/** A server's line on its way into a failure: should it repeat the password, the password is overwritten. */
import { ordinaryWords } from './ordinary-words.ts';

/** Commands whose answer may repeat what they carried. */
const authentication = /^(AUTH|AUTHENTICATE|LOGIN|PASS|USER|APOP)\b/i;

/**
 * Overwrites an echo of the password with as many asterisks. In the clear only where `command` carried it, and never an
 * ordinary word: what is blanked elsewhere would tell the password. Inside base64 wherever it stands, whatever it was
 * encoded together with (AUTH PLAIN's user name shifts it).
 */
export function blankSecret(line: string, password: string, command: string | undefined): string {
  // One to three characters would blank half the language.
  if (password.length < 4) return line;
  const bytes = Buffer.from(password, 'utf8');
  const decoded = line.replace(/[A-Za-z0-9+/]{4,}={0,2}/g, (run) =>
    Buffer.from(run, 'base64').includes(bytes) ? '*'.repeat(run.length) : run,
  );
  if (!authentication.test(command ?? '') || ordinaryWords.has(password.toLowerCase())) return decoded;
  return decoded.replaceAll(password, '*'.repeat(password.length));
}
