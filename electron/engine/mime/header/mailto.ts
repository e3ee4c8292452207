import { charactersIn, runsOf } from '../../../base/characters.ts';
import { fail, failure, type Result, succeed } from '../../../contract/failure.ts';

/** What a mailto: link may fill in. Nothing in a link can attach a file or add another field (RFC 6068 §7). */
interface MailtoFill {
  /** Address lists as typed text, still to be checked by `parseTypedAddresses` before anything is sent. */
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly body: string;
}

const most = 10_000;
const acting = charactersIn(['control'], 'g');
const actingRuns = runsOf(['control', 'tab', 'lineBreak']);

/**
 * Reads a mailto: link (RFC 6068). Only `to`, `cc`, `subject` and `body` are honoured; every other field, `bcc` and `attach` included, is dropped.
 * Line breaks survive in the body alone; a percent sequence that is no UTF-8 stays as written.
 * @returns `input-invalid` where the text is no mailto: link.
 */
export function parseMailto(link: string): Result<MailtoFill> {
  if (!/^mailto:/i.test(link) || link.length > most) return fail(failure('input-invalid', { detail: { path: 'mailto' } }));
  const rest = link.slice('mailto:'.length).replace(/#.*$/s, '');
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  const fields = new Map<string, string[]>([['to', path ? [path.split(',').map(field).join(', ')] : []]]);
  for (const pair of question < 0 ? [] : rest.slice(question + 1).split(/&(?:amp;)?/)) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const name = decode(pair.slice(0, equals)).toLowerCase();
    if (name !== 'to' && name !== 'cc' && name !== 'subject' && name !== 'body') continue;
    const value = pair.slice(equals + 1);
    fields.set(name, [...(fields.get(name) ?? []), name === 'body' ? bodyText(value) : field(value)]);
  }
  const list = (name: string): string => (fields.get(name) ?? []).filter((value) => value !== '').join(', ');
  return succeed({
    to: list('to'),
    cc: list('cc'),
    subject: fields.get('subject')?.[0] ?? '',
    body: (fields.get('body') ?? []).join('\n'),
  });
}

/** RFC 6068 §5: `+` is a plus sign, not a blank. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not UTF-8: shown as written rather than guessed
  }
}

const field = (text: string): string => decode(text).replace(actingRuns, ' ').trim();

const bodyText = (text: string): string =>
  decode(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\v\f]/g, '\n')
    .replace(acting, '');
