/**
 * What notices say in other languages than English: that mail came back or is late, why, that somebody is away, and what stands before an address.
 * Mail programs and providers translate their notices; the codes stay, where there are any. Each gap in a pattern is bounded: linear.
 */
import type { FailureReason } from '../../../contract/delivery/notices.ts';

const anyOf = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');

/** Mail was not delivered: in a subject, or in the notice itself. */
export const foreignFailure = anyOf(
  // Spanish, Portuguese, French, Italian, Romanian
  'no se (?:ha )?(?:pudo|podido|puede) (?:ser )?(?:entreg|enviar)|no (?:ha sido |fue )?entregad|(?:error|fallo) (?:de|en la) entrega|imposible entregar|devuelto',
  String.raw`não (?:foi|p[oôu]de|pode)[^.\n]{0,30}entreg|não entregue|(?:falha|erro) (?:na|de) entrega|impossível entregar|devolvid[ao] ao remetente`,
  String.raw`pas (?:pu|été)[^.\n]{0,20}(?:remis|distribu|livr|délivr|achemin|remettre|envoy)|non[- ](?:distribu|remis|délivr|livr)|(?:échec|echec) (?:de|d['’]|lors)[^.\n]{0,20}(?:remise|distribution|livraison|envoi)|impossible de (?:remettre|livrer|distribuer|délivrer)|retour à l['’]expéditeur`,
  String.raw`(?:non|mancat[ao]|mancata)[^.\n]{0,30}(?:recapit|consegn)|impossibile (?:recapitare|consegnare|inviare)`,
  String.raw`nu a(?: putut)?[^.\n]{0,10} fi (?:livrat|trimis|expediat)|nelivrat`,
  // German, Dutch, Swedish, Danish, Norwegian
  String.raw`nicht (?:zugestellt|übermittelt|ausgeliefert|zustellbar)|unzustellbar|zustell(?:ung|fehler)[^.\n]{0,40}(?:fehlgeschlagen|fehler|nicht)|zustellfehler|übermittlung[^.\n]{0,20}fehlgeschlagen|zurückgewiesen`,
  String.raw`onbestelbaar|niet[^.\n]{0,30}(?:bezorgd|afgeleverd|bezorgen|afleveren)|bezorging[^\n]{0,80}mislukt`,
  'inte (?:kunnat )?levereras|inte att leverera|ej levere|olevererbar|ikke (?:blive |bli )?lever',
  // Finnish, Hungarian, Turkish, Greek
  String.raw`ei (?:voitu|voida) toimittaa|toimitus epäonnistui|toimittamaton|kézbesíthetetlen|nem[^.\n]{0,20}kézbesít|kézbesítés[^.\n]{0,20}(?:sikertelen|hiba)`,
  String.raw`teslim edil(?:e)?m|iletilem|gönderilemedi|δεν[^.\n]{0,30}παραδ|αποτυχία παράδοσης`,
  // Russian, Ukrainian, Polish, Czech, Slovak
  String.raw`не(?:возможно| (?:может|могло|был[аои]?|удалось|удаётся|удается|вдалося|може))?[^.\n]{0,20} достав|не ?доставлен|ошибка доставки|помилка доставки`,
  String.raw`nie (?:mog[łl]|można|zosta[łl]|może|udało)[^.\n]{0,30}dostarcz|nie ?dostarczon|zwrot poczty|nedoručen|nedoručiteľn|nedoručiteln|nelze doručit|nepodařilo[^.\n]{0,20}doručit|nebol[oa]?[^.\n]{0,20}doruč`,
  // Japanese, Chinese, Korean, Arabic, Hebrew
  '(?:送信|配信|配達|お届け)(?:が)?(?:でき|不能|に?失敗)|届け(?:られ|でき)|不達|エラーのため',
  '退信|退回|[无無]法(?:投递|投遞|送达|送達|发送|發送|传送|傳送|寄)|未能(?:送达|送達|投递|投遞)|(?:投递|投遞|发送|發送|传送|傳送)失[败敗]',
  '(?:전송|배달|전달|발송)(?:되지|하지|할 수 없| ?실패| ?못)|반송',
  'تعذر (?:تسليم|إرسال|توصيل)|لم يتم (?:تسليم|إرسال)|לא ניתן (?:היה )?למסור|לא נמסר',
);

/** The server is still trying: in a subject. */
export const foreignDelay = anyOf(
  'retrasad|demorad|atrasad|retard|différé|ritard|verzögert|verspät|vertraagd|vertraging|försen|fördröj|forsink|viiväst',
  'задерж|затрим|отложен|opóźni|zpožd|opožd|gecik|késik|késlel|καθυστέρ|遅延|遅れ|延[迟遲]|지연|تأخر',
);

/** It says so of itself, in its text. */
export const foreignStillTrying = anyOf(
  String.raw`(?:seguirá|continuará|continuar[aá]) (?:intent|tent)|continuera (?:à|d)|(?:weiter(?:hin)?|erneut) versuch|blijft[^.\n]{0,20}proberen|попытки[^.\n]{0,40}(?:продолж|повтор)|再送を(?:続け|試み)|[继繼][续續]尝?嘗?[试試]`,
);

/** Somebody is away, or a program answers: how such a subject begins. */
export const answerSubject = anyOf(
  String.raw`^\s*(?:\[[^\]\n]{1,40}\]\s*)?(?:auto(?:matic)?[- ]?(?:reply|response|answer)|out of (?:the )?office|away from|vacation|(?:re: )?abwesen|automatische antwort|nicht im (?:büro|haus)|respuesta autom|resposta autom|fuera de la oficina|fora do escritório|ausencia|ausência|réponse automatique|absen(?:ce|t)\b|risposta automatica|fuori (?:ufficio|sede)|automatisch antwoord|afwezig|автоответ|автоматическ|автовідповід|autoodpowied|odpowied[źz] automatyczna|automatická odpověď|automati(?:sk|skt) svar|autosvar|frånvaro|automaattinen|poissaolo|otomatik (?:yanıt|cevap)|automatikus válasz|răspuns automat|αυτόματη απάντηση|自動(?:応答|返信)|自[动動][回答](?:复|覆|復)|不在(?:通知|のお知らせ)|자동 ?(?:응답|회신)|부재중)`,
);

/** Why, by the words of other languages; in the order of `rules`, what is special first. */
export const foreignReasons: readonly (readonly [FailureReason, RegExp])[] = [
  [
    'mailbox-full',
    anyOf(
      String.raw`(?:buz[oó]n|casilla|cuenta|bandeja)[^.\n]{0,40}(?:llen[oa]|sin espacio|excedid|superad)|(?:cuota|cota|quota)[^.\n]{0,30}(?:excedid|superad|dépass|atteint|überschritten)|caixa (?:postal|de (?:correio|entrada|e-?mail))[^.\n]{0,40}(?:chei|lotad|excedi)`,
      String.raw`bo[iî]te[^.\n]{0,60}(?:pleine|saturée)|espace[^.\n]{0,30}(?:insuffisant|dépass)|casella[^.\n]{0,40}pien|spazio[^.\n]{0,20}esaurit`,
      String.raw`(?:postfach|mailbox|konto)[^.\n]{0,40}(?:\bvoll\b|überfüllt)|speicherplatz[^.\n]{0,40}(?:überschritten|erschöpft)|(?:postvak|postbus)[^.\n]{0,40}\bvol\b|(?:brevlåda|inkorg|postkasse|postboks|innboks)\S{0,4}[^.\n]{0,40}(?:full|fuld)|postilaatikko[^.\n]{0,30}täynnä|postafiók[^.\n]{0,30}(?:megtelt|tele)`,
      String.raw`ящик[^.\n]{0,40}(?:переполн|полон|заполн)|превышен[^.\n]{0,40}(?:квот|лимит|размер)|skrzynk[^.\n]{0,40}(?:pełna|przepełnion)|schránk[^.\n]{0,30}(?:plná|přeplněn)|posta kutusu[^.\n]{0,20}dolu|kota[^.\n]{0,10}(?:aş|dol)`,
      String.raw`(?:容量|サイズ)[^\n]{0,20}(?:超|オーバー)|メールボックス[^\n]{0,20}(?:いっぱい|一杯|満)|(?:邮箱|郵箱|信箱|容量)[^\n]{0,20}(?:[满滿]|超)|空[间間]不足|(?:메일함|편지함|사서함|용량)[^\n]{0,20}(?:가득|초과|꽉|부족)`,
    ),
  ],
  [
    'message-too-large',
    anyOf(
      String.raw`(?:mensaje|mensagem)[^.\n]{0,40}(?:demasiado grande|muito grande|grande demais|excede)|message[^.\n]{0,40}trop (?:volumineux|gros|grand)|messaggio[^.\n]{0,40}troppo grande|(?:nachricht|mail)[^.\n]{0,30}zu gro(?:ß|ss)|bericht[^.\n]{0,30}te groot|(?:письмо|сообщение)[^.\n]{0,40}(?:слишком больш|превыша)|サイズが大き|[邮郵]件[^\n]{0,10}(?:[过過]大|太大|超[过過])`,
    ),
  ],
  [
    'spam',
    anyOf('спам', '垃圾[邮郵]件', '迷惑メール', '스팸', 'istenmeyen', 'indésirable', 'correo no deseado', 'correo basura', 'lixo eletr'),
  ],
  [
    'mailbox-disabled',
    anyOf(
      String.raw`(?:cuenta|conta|buz[oó]n|caixa)[^.\n]{0,40}(?:desa(?:c)?tivad|suspendid|suspens|deshabilitad|bloquead|ina(?:c)?tiv)|(?:compte|bo[iî]te)[^.\n]{0,40}(?:désactiv|suspend|inactiv|bloqu)|(?:account|casella)[^.\n]{0,40}(?:disattivat|sospes|disabilitat)|(?:konto|postfach)[^.\n]{0,40}(?:gesperrt|deaktiviert|stillgelegt)|(?:ящик|аккаунт|учетная запись)[^.\n]{0,40}(?:отключ|заблокир|неактив)|(?:[账帳帐]号|[邮郵]箱)[^\n]{0,20}(?:停用|[冻凍][结結]|禁用)`,
    ),
  ],
  [
    'no-such-domain',
    anyOf(
      String.raw`(?:dominio|domínio)[^.\n]{0,40}(?:no existe|no (?:se )?(?:ha )?encontr|não existe|não (?:foi )?encontrad|desconocid|inválid|inesistente|non (?:esiste|trovat))|domaine[^.\n]{0,40}(?:existe|introuvable|inconnu)|(?:domain|domäne)[^.\n]{0,40}(?:nicht gefunden|existiert nicht|unbekannt)|домен[^.\n]{0,40}не (?:существует|найден)`,
    ),
  ],
  [
    'no-such-user',
    anyOf(
      String.raw`(?:usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta|casilla)[^.\n]{0,60}(?:no existe|desconocid|no (?:se )?(?:ha )?(?:encontr|reconoc)|no (?:es )?v[aá]lid|inexistente|incorrect)|no se (?:ha )?enc(?:ontr|uentr)`,
      String.raw`(?:usu[aá]rio|destinat[aá]rio|endereço|caixa|conta)[^.\n]{0,60}(?:não existe|desconhecid|inexistente|inválid)|não (?:foi )?encontrad`,
      String.raw`(?:utilisateur|destinataire|adresse|compte|bo[iî]te)[^.\n]{0,60}(?:inconnu|n['’]existe|introuvable|invalide|non (?:trouv|valide)|inexistant)|aucune (?:bo[iî]te|adresse)|pas été trouvé`,
      String.raw`(?:utente|destinatario|indirizzo|casella)[^.\n]{0,60}(?:sconosciut|inesistente|non (?:esiste|trovat|valid|è stat))`,
      String.raw`(?:benutzer|empfänger|adresse|postfach|konto|teilnehmer)[^.\n]{0,80}(?:unbekannt|existiert nicht|nicht (?:gefunden|vorhanden|bekannt|aufgel|aufgef|gültig|existent|[^.\n]{1,40} (?:gefunden|aufgel|aufgef))|ungültig)|wurde[^.\n]{0,80}nicht gefunden`,
      String.raw`(?:gebruiker|geadresseerde|adres|postvak)[^.\n]{0,60}(?:onbekend|bestaat niet|niet (?:gevonden|geldig|bekend)|ongeldig)|(?:användare|mottagare|adress)\S{0,3}[^.\n]{0,50}(?:okänd|finns inte|hittades inte|kunde inte hittas|saknas)|(?:bruger|bruker|modtager|mottaker|adress)\S{0,4}[^.\n]{0,50}(?:ukendt|ukjent|(?:findes|finnes|eksisterer) ikke|ikke (?:fundet|funnet))`,
      String.raw`(?:käyttäj|vastaanottaj|osoite)[^.\n]{0,50}(?:tuntematon|ei (?:löyd|ole olemassa|löyt))|(?:felhasználó|címzett|cím|postafiók)[^.\n]{0,50}(?:nem (?:létezik|található)|ismeretlen)|(?:kullanıcı|alıcı|adres|hesap)[^.\n]{0,40}(?:bulunamadı|\byok\b|bilinmiyor|geçersiz|mevcut değil)`,
      String.raw`(?:пользовател|получател|адрес|ящик)[^.\n]{0,60}(?:не (?:существует|найден|зарегистрирован|обнаружен)|неизвест|недействител)|нет такого|такого (?:пользователя|адреса|ящика)[^.\n]{0,10}нет|несуществующ`,
      String.raw`nie ma takiego|nieznany (?:użytkownik|adres|odbiorca)|(?:użytkownik|adres|konto|skrzynka|odbiorca)[^.\n]{0,40}(?:nie istnieje|nieznan|nie znalezion|nieprawidłow)|(?:uživatel|příjemce|adres|schránk)[^.\n]{0,50}(?:neexistuje|neznám|nenalezen|nebyl nalezen)`,
      String.raw`(?:ユーザ|宛先|あて先|アドレス|受信者)[^\n]{0,30}(?:見つかり|見つから|存在し|不明|無効|ありません)|(?:收件人|收件地址|用[户戶]|地址|[邮郵]箱|[账帳帐][号號])[^\n]{0,40}(?:不存在|未找到|找不到|[无無]效|[错錯][误誤]|有[误誤])|[查无無]{1,2}此人|(?:사용자|수신자|주소|계정)[^\n]{0,30}(?:존재하지|없|알 수 없|찾을 수 없|잘못)|존재하지 않는`,
    ),
  ],
  [
    'unreachable',
    anyOf(
      String.raw`servidor[^.\n]{0,40}(?:no responde|no disponible|não responde|indisponível)|tiempo de espera|tempo (?:limite|esgotado)|conex(?:i[oó]n|ão)[^.\n]{0,30}(?:rechazad|fallid|agotad|recusad|expir)|serveur[^.\n]{0,40}(?:ne répond|injoignable|indisponible)|délai[^.\n]{0,20}(?:dépass|expir)|(?:server|host)[^.\n]{0,40}nicht erreichbar|zeitüberschreitung|verbindung[^.\n]{0,30}(?:fehlgeschlagen|abgelehnt)|сервер[^.\n]{0,40}(?:недоступ|не отвечает)|время ожидания`,
    ),
  ],
];

/** What stands before a recipient's address, with or without blank, colon and bracket between. */
export const foreignRecipient = String.raw`(?:收件人(?:[邮郵]件)?(?:地址)?|수신자|받는 ?사람|宛先|あて先|送信先|получател\S{0,4}|destinat[aá]ri[oa]s?|destinataires?|empfänger|geadresseerden?|mottagare|alıcı\S{0,4}|odbiorc\S{1,4})[ \t]*[:：]?\s{0,4}[<（(「【]?\s?`;
