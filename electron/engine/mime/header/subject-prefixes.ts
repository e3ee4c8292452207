/** Prefixes that mail programs put before a subject in their users' languages (Wikipedia, "List of email subject abbreviations", and what was seen in mail). */
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

/** One prefix: letters, perhaps a count (`Re[2]`, `Re(2)`, `Re-2`, `Re^2`, `Re2`), a colon of either width, blanks before it in French. */
const prefix = /^\s*([\p{L}\p{M}]{1,16})\.?\s{0,2}(?:\[\d{1,3}\]|\(\d{1,3}\)|[-^*#]?\d{1,3})?\s{0,2}[:：]\s*/u;

/** The subject without the prefixes of one kind at its start, so that they do not pile up in a long conversation. Linear. */
export function stripPrefixes(subject: string, kind: keyof typeof prefixes): string {
  let from = 0;
  for (;;) {
    const found = prefix.exec(subject.slice(from, from + 64));
    if (!found || !known[kind].has((found[1] ?? '').normalize('NFC').toLowerCase())) break;
    from += found[0].length;
  }
  return subject.slice(from).trim();
}
