/**
 * Prefixes that mail programs put before a subject in their users' languages (Wikipedia, "List of email subject abbreviations", and what
 * was seen in mail).
 */
const prefixes = {
  answer:
    're ré aw antw antwort sv vs vá válasz res ref réf réponse rif r rispondi odp odpowiedź ynt yanıt atb ats bls κσ απ απάντηση σχετ отв ответ на от відп відповідь hszs ad ang vast vastaus svar svara rép rsp resposta respuesta 回复 回覆 答复 答覆 返信 답장 회신 الرد رد השב תשובה ตอบ'.split(
      ' ',
    ),
  forward:
    'fwd fw wg weitergeleitet rv enc encaminhar reenviar reenv tr trans transfert i inoltra inoltro doorst doorgestuurd vl vb pd podaj ilt iletilen továbbítás tov vidarebefordra videresend fwrd pfwd πρθ προώθ fs пересл пер пересланное переслано вперед 转发 轉寄 轉發 転送 전달 توجيه הועבר ส่งต่อ yml bal'.split(
      ' ',
    ),
} as const;

const known = { answer: new Set<string>(prefixes.answer), forward: new Set<string>(prefixes.forward) };

/** Those that are words of their own as well: a reference, an advertisement, "against", "from", "for sale". */
const ambiguous = {
  answer: new Set('ref rif r ad ang vs ats atb bls на от'.split(' ')),
  forward: new Set('fs trans bal pd tov'.split(' ')),
} as const;

/** One prefix: letters, perhaps a count (`Re[2]`, `Re(2)`, `Re-2`, `Re^2`, `Re2`), a colon of either width, blanks before it in French. */
const prefix = /^\s*([\p{L}\p{M}]{1,16})\.?\s{0,2}(?:\[\d{1,3}\]|\(\d{1,3}\)|[-^*#]?\d{1,3})?\s{0,2}[:：]\s*/u;
/** What a mailing list or a gateway puts before a subject: `[sailing]`. */
const tag = /^\s*\[([^[\]\s][^[\]]{0,60})\]\s*/;

/** What stands at the start of a subject, up to its first own word. */
interface Head {
  readonly what: 'prefix' | 'ambiguous' | 'tag';
  /** Where it ends. */
  readonly end: number;
  readonly text: string;
}

/**
 * The subject without the prefixes of one kind at its start, so that they do not pile up in a long conversation; those behind the tag of a
 * mailing list go too, the tag stays, once. A word that may be the subject's own is a prefix before another prefix, or where it stands
 * first in an answer. Linear.
 * @param isAnswer whether the message with this subject answers another one
 */
export function stripPrefixes(subject: string, kind: keyof typeof prefixes, isAnswer: boolean): string {
  const head = headOf(subject, kind);
  const last = head.findLastIndex(({ what }) => what === 'prefix');
  const [first] = head;
  const prefixed = last < 0 && isAnswer && first?.what === 'ambiguous' ? 1 : last + 1;
  if (prefixed === 0) return subject.trim();
  const tags = new Set(head.slice(0, prefixed).flatMap(({ what, text }) => (what === 'tag' ? [text] : [])));
  let from = head[prefixed - 1]?.end ?? 0;
  for (const next of head.slice(prefixed)) {
    if (next.what !== 'tag' || !tags.has(next.text)) break;
    from = next.end;
  }
  return [...tags, subject.slice(from).trim()].join(' ').trim();
}

function headOf(subject: string, kind: keyof typeof prefixes): Head[] {
  const head: Head[] = [];
  let start = 0;
  for (;;) {
    const ahead = subject.slice(start, start + 96);
    const tagged = tag.exec(ahead);
    const found = tagged ?? prefix.exec(ahead);
    if (!found) return head;
    const word = (found[1] ?? '').normalize('NFC').toLowerCase();
    if (!tagged && !known[kind].has(word)) return head;
    const what = tagged ? 'tag' : ambiguous[kind].has(word) ? 'ambiguous' : 'prefix';
    const end = start + found[0].length;
    head.push({ what, end, text: found[0].trim() });
    start = end;
  }
}
