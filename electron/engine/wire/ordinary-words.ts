/**
 * Ordinary words of server replies. A password that is one of them is not masked in replies: the word reveals nothing
 * there, while masking it would reveal the password.
 */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `a again already an and are auth authenticate authenticated authentication authorization authorize aborted accepted access account back
  bad bye cancelled cannot capability client closed closing command completed connect connection credentials data denied disabled done
  email error errors expired fail failed failure first for found from go ahead goodbye hello help id idle imap imap4rev1 in inbox incorrect
  internal invalid is isn't it last later line locked log logged login logon logout mail mailbox mechanism message missing more must no not
  now of ok on only out pass password permission please plain pop pop3 proceed protocol ready refused rejected request required send
  sequence server service session smtp starttls state stat successful successfully supported syntax system temporarily temporary that the
  this time timeout to tls too try unable unavailable unknown unrecognised unrecognized unsupported user username valid welcome with wrong
  you your`.split(/\s+/),
);
