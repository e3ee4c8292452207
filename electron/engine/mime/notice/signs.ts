/** By what a notice about mail is known, and what only looks like one. */
import { fieldBody, fieldText, firstField, type HeaderBlock } from '../header/header-block.ts';
import { defaultLimits } from '../limits.ts';
import { answerSubject, foreignFailure } from './languages.ts';

/** Characters of a field that are looked at: each header that is stored is asked, and a subject may be endless. */
const longest = 1_000;

const text = (header: HeaderBlock, key: string): string => {
  const field = firstField(header, key);
  return field ? fieldText(field, defaultLimits).slice(0, longest) : '';
};

/** Whom mail programs call themselves. */
const daemon =
  /(?:mailer[-_. ]?daemon|post(?:o|)master|mail delivery (?:sub)?system|mail ?deliver(?:y|) system|delivery (?:subsystem|notification)|mail ?system|mmsc ndr|(?:^|[<\s])ndr[-_]|bounce[s-]?[^@\s]{0,40}@|mail administrator|internet mail delivery|microsoft ?exchange|listserv|majordomo|mail sending error)/i;

const subjects =
  /undeliver|not (?:be )?deliver|non[- ]?deliver|returned (?:mail|to sender)|return(?:ed)? to sender|fail(?:ure|ed) notice|(?:delivery|mail|message|sending)[^\n]{0,30}(?:fail|error|problem|status|delay|not)|(?:fail|error|delay)\w*[^\n]{0,20}(?:delivery|mail|message|sending)|delivery (?:status )?notification|mail delivery|mail system error|warning[^\n]{0,20}could not send|could not (?:send|deliver)|blocked by|postmaster notify|there was an error sending|nicht zugestellt|unzustellbar|no se pudo entregar|devuelto|não (?:foi )?entregue|не доставлен|недоставлен|配信|届けられ|エラー|loop alert|are not (?:a )?member/i;

const isNullPath = (header: HeaderBlock): boolean => {
  const returnPath = firstField(header, 'return-path');
  return returnPath !== undefined && /^<?\s*>?$/.test(fieldBody(returnPath, defaultLimits));
};

const isDaemonMail = (header: HeaderBlock): boolean => {
  const from = text(header, 'from');
  return daemon.test(from) || /^<?>?$/.test(from);
};

/** Both the sender and the envelope are those of a notice, in whatever language it is. */
export const isReturnedByServer = (header: HeaderBlock): boolean => isDaemonMail(header) && isNullPath(header);

/** What the subject says of it. */
export const saysReturned = (header: HeaderBlock): boolean => {
  const subject = text(header, 'subject');
  return subjects.test(subject) || foreignFailure.test(subject);
};

/** The subject and the envelope of a notice; a person may write to somebody about one, so both the sender and the subject count. @param type of the whole, in small letters */
export function looksLikeNotice(header: HeaderBlock, type: string): boolean {
  if (type === 'multipart/report') return true;
  if (firstField(header, 'x-failed-recipients')) return true;
  const isNull = isNullPath(header);
  const isDaemon = isDaemonMail(header);
  if (isDaemon && isNull) return true;
  // A program of a mailing list that sends a message back.
  const isList = listFields.some((key) => firstField(header, key) !== undefined) && !firstField(header, 'list-post');
  if (!isDaemon && !isNull && !isList) return false;
  const subject = text(header, 'subject');
  // A person's answers are sent from wherever they like, and name what they answer.
  if (!isDaemon && answerSubject.test(subject)) return false;
  // The postmaster writes by hand too.
  if (!isNull && /^(?:re|aw|sv|antw|fwd?|wg|rv|enc|tr)\s?:/i.test(subject)) return false;
  return saysReturned(header);
}

const listFields = ['x-ml-name', 'x-mlserver', 'x-ml-info', 'x-list-server'];

/** The words of a failure or a delay in the notice itself. */
const failures =
  /(?:not|n't|unable to|failed to|failure|failed|error|undeliver|reject|refus|denied|unknown|giving up|bounce|returned|problem|delay|warning|loop|duplicated|blocked|permanent|temporar|不能|できません|失敗|не может|невозможно|nicht|impossible|no (?:se )?pud|não)/i;

export const looksLikeFailure = (header: HeaderBlock, prose: string, failed: readonly string[]): boolean =>
  failed.length > 0 || saysReturned(header) || failures.test(prose.slice(0, 8_192)) || foreignFailure.test(prose.slice(0, 8_192));

/** Written by a program in answer to a message (RFC 3834 §5, and what was used before it). */
export function saysAutomatic(header: HeaderBlock): boolean {
  const submitted = text(header, 'auto-submitted').toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (/^(?:auto_reply|auto-?reply)/i.test(text(header, 'precedence'))) return true;
  if (firstField(header, 'x-autoreply') ?? firstField(header, 'x-autorespond') ?? firstField(header, 'x-auto-response-suppress'))
    return true;
  return answerSubject.test(text(header, 'subject'));
}
