/** Reads a script, line by line: what is typed, what is expected, how one signs in. Empty lines and those with `#` say nothing. */
import type { ConsoleMechanism } from '../contract/console.ts';
import { type ConsoleServer, readConsoleAddress } from '../contract/console-address.ts';
import { readCheck } from '../lessons/read-lesson.ts';
import { unseenIn } from '../lessons/unseen.ts';
import { passwordLines } from './password-lines.ts';
import { type Expectation, type Script, type ScriptError, type ScriptFault, type ScriptStep, scriptLimits } from './script.ts';

/** Errors that are told at once. */
const mostErrors = 20;

/** Characters of the longest line that there can be. */
const longestLine = 'C: '.length + scriptLimits.typed;

/** What is meant as an expectation begins so, whether it is written as one or not. */
const checkStart = /^(?:not )?[CS]:/;

type ReadScript = { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly errors: readonly ScriptError[] };

/** As one writes it after `sign in`: what the server is told first. */
const signIns: readonly { readonly pattern: RegExp; readonly mechanism: ConsoleMechanism }[] = [
  { pattern: /^USER$/i, mechanism: 'USER' },
  { pattern: /^LOGIN$/i, mechanism: 'IMAP-LOGIN' },
  ...(['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER'] as const).map((mechanism) => ({
    pattern: new RegExp(`^AUTH(?:ENTICATE)? ${mechanism}$`, 'i'),
    mechanism,
  })),
];

/** @param file the text of the file, whatever it is */
export function readScript(file: string): ReadScript {
  const errors: ScriptError[] = [];
  const complain = (fault: ScriptFault, line: number, word = ''): undefined => {
    if (errors.length < mostErrors) errors.push({ fault, line, word: word.slice(0, 60) });
    return undefined;
  };
  if (file.length > scriptLimits.file) {
    complain('too-long', 1);
    return { ok: false, errors };
  }
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.length > scriptLimits.lines) {
    complain('too-many-lines', scriptLimits.lines + 1, String(scriptLimits.lines));
    return { ok: false, errors };
  }
  let server: ConsoleServer | null = null;
  let step: { action: ScriptStep['action']; line: number; text: string; expectations: Expectation[] } = {
    ...{ action: { kind: 'begin' }, line: 1, text: '', expectations: [] },
  };
  const steps: ScriptStep[] = [step];
  const passwords = passwordLines();
  const begin = (action: ScriptStep['action'], line: number, text: string) => {
    step = { action, line, text, expectations: [] };
    steps.push(step);
  };
  for (const [at, text] of lines.entries()) {
    const number = at + 1;
    const line = text.trimEnd();
    if (line === '' || line.startsWith('#')) continue;
    // A file that was shared may hold anything: no pattern is tried on a line that is longer than all that can be right.
    if (text.length > longestLine) {
      if (!line.startsWith('C:') && checkStart.test(line)) complain('bad-expectation', number, line);
      else complain('line-too-long', number, String(scriptLimits.typed));
      continue;
    }
    const typed = /^C:(?: (.*))?$/.exec(text);
    if (typed) {
      const [, content = ''] = typed;
      // What is sent has to be what is seen. A tab is told by its width, and folds the header of a message.
      const unseen = unseenIn(content.replaceAll('\t', ' '));
      if (unseen !== null) complain('unseen-character', number, unseen);
      if (content.length > scriptLimits.typed) complain('line-too-long', number, String(scriptLimits.typed));
      if (passwords.isSecret(content, step.expectations)) complain('password', number);
      begin({ kind: 'send', text: content }, number, line);
    } else if (/^connect(?:\s|$)/.test(line)) {
      const address = line.slice(7).trim();
      const found = readConsoleAddress(address);
      if (server !== null || steps.length > 1 || step.expectations.length > 0) complain('connect-late', number);
      else if (typeof found === 'string') complain('bad-address', number, address);
      else {
        server = found;
        Object.assign(step, { line: number, text: line });
      }
    } else if (/^sign in(?:\s|$)/.test(line)) {
      const words = line.split(/\s+/).slice(2);
      const isNamed = words.length > 2 && words.at(-2) === 'as';
      const how = (isNamed ? words.slice(0, -2) : words).join(' ');
      const found = signIns.find(({ pattern }) => pattern.test(how));
      passwords.reset();
      if (found) begin({ kind: 'sign-in', mechanism: found.mechanism, user: (isNamed && words.at(-1)) || null }, number, line);
      else complain('bad-sign-in', number, how);
    } else {
      const check = readCheck({ text: line, number });
      if (check !== null && isExpectation(check)) step.expectations.push(check);
      else complain(checkStart.test(line) ? 'bad-expectation' : 'unknown-line', number, line);
    }
  }
  if (steps.length === 1 && step.expectations.length === 0 && errors.length === 0) complain('no-steps', lines.length);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, script: { server, steps } };
}

const isExpectation = (check: NonNullable<ReturnType<typeof readCheck>>): check is Expectation =>
  check.kind !== 'client' && check.kind !== 'confirm' && (check.kind !== 'not' || check.side === 'server');
