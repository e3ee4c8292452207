/** What was found out about the mail of a domain, in English. This file is the list of keys; keep the other languages in the same order. */
import type { FindingId, FindingSection } from '../../contract/delivery/mail-domain.ts';

export const english = {
  'finding.state.fine': 'fine',
  'finding.state.warning': 'warning',
  'finding.state.broken': 'broken',
  'finding.section.domain': 'The domain',
  'finding.section.receivers': 'Who receives',
  'finding.section.spf': 'SPF: who may send',
  'finding.section.dkim': 'DKIM: keys for signing',
  'finding.section.dmarc': 'DMARC: what to do with forgeries',
  'finding.section.mta-sts': 'MTA-STS: encryption required',
  'finding.section.tls-rpt': 'TLS-RPT: reports on encryption',
  'finding.section.dane': 'DANE: certificates in DNS',
  'finding.section.bimi': 'BIMI: the picture beside mail',
  'finding.section.answers': 'Does it answer',
  'finding.publish': 'To publish:',
  'finding.counts': 'broken: {broken}, warnings: {warnings}, fine: {fine}',
  'finding.cancelled': 'Stopped, or not finished within two minutes: this is what is known so far.',
  'finding.domain.missing': 'The name {about} does not exist, so no mail can reach it. Is it spelt correctly?',
  'finding.domain.unanswered':
    'Nothing was learned about {about}: {status}. Its name servers may be down, or the server that was asked is.',
  'finding.dnssec.validated':
    'Signed with DNSSEC, and {server} says that it has checked the signatures (flag AD). Its word is as safe as the way to it.',
  'finding.dnssec.unsigned': 'Not signed with DNSSEC: answers about it could be forged, and DANE cannot protect its mail.',
  'finding.dnssec.unchecked':
    'Signed with DNSSEC, but {server} has not checked the signatures: nothing is known about whether they are right.',
  'finding.dnssec.no-ds':
    'The zone has keys, but the zone above has no DS record for them: to everyone else it is not signed. The registrar takes the record.',
  'finding.dnssec.bogus':
    'The DNSSEC signatures are wrong: {server} refuses the answer ({status}) and gives it only when told not to check. Servers that check cannot deliver mail.',
  'finding.mx.found': 'Mail servers by MX records: {count}. The lowest number is tried first.',
  'finding.mx.null': 'Takes no mail, and says so (null MX, RFC 7505): senders get an answer at once.',
  'finding.mx.null-mixed': 'Has a null MX record (“takes no mail”) beside others. One of the two is wrong (RFC 7505 §3).',
  'finding.mx.implicit':
    'No MX record: mail goes to the address of the domain itself (RFC 5321 §5.1). If that is meant, say it with an MX record.',
  'finding.mx.none': 'No MX record and no address: mail to this domain comes back.',
  'finding.mx.unanswered': 'The MX records could not be learned ({status}): senders keep the mail and try again, for days.',
  'finding.mx.address': 'The MX record names an address, {about}. It must name a host (RFC 5321 §5.1); many servers do not deliver there.',
  'finding.mx.alias':
    '{about} is an alias (CNAME) of {target}. The host of an MX record must not be one (RFC 2181 §10.3); some servers do not deliver there.',
  'finding.mx.missing': 'The name {about} does not exist: nothing can be delivered there.',
  'finding.mx.alias-loop': '{about} is an alias (CNAME) that leads back to itself: nothing can be delivered there.',
  'finding.mx.no-address': '{about} has neither an A nor an AAAA record: nothing can be delivered there.',
  'finding.mx.host-unanswered': 'The addresses of {about} could not be learned: {status}.',
  'finding.mx.private': '{about} has the address {address}, which is not on the public Internet: from outside nothing is delivered there.',
  'finding.mx.twice': '{about} stands in more than one MX record: a retry at the same host helps nobody.',
  'finding.mx.many': 'There are {count} mail servers; {looked} were looked at.',
  'finding.mx.host': '{about} has addresses: {addresses}',
  'finding.ptr.agrees': '{about} leads back to {name}, and that to the address.',
  'finding.ptr.none':
    '{about} leads back to no name (no PTR record). Mail that it sends is refused by many. The owner of the address publishes the record.',
  'finding.ptr.differs': '{about} leads back to {names}, which has another address. Mail that it sends is refused by many.',
  'finding.ptr.unanswered': 'The name of {about} could not be learned: {status}.',
  'finding.spf.fine': 'A valid record that costs {count} of 10 look-ups.',
  'finding.spf.none': 'No SPF record: anyone can send as this domain, and large providers put its mail aside.',
  'finding.spf.several': '{about} has {count} SPF records. There must be one: receivers ignore them all (RFC 7208 §4.5).',
  'finding.spf.syntax': '“{term}” in the record of {domain} is not SPF: the whole record counts as wrong (permerror).',
  'finding.spf.too-many':
    'The record costs {count} look-ups; more than 10 are an error (RFC 7208 §4.6.4), and it protects nothing. Replace includes with addresses, or leave some out.',
  'finding.spf.voids': '{count} names in the record lead to nothing; more than 2 are an error (RFC 7208 §4.6.4).',
  'finding.spf.no-record': '{domain}, which the record includes, has no SPF record: the whole record counts as wrong (RFC 7208 §5.2).',
  'finding.spf.loop': 'The record of {domain} includes itself: receivers give up.',
  'finding.spf.open': 'The record ends with +all: every host in the world may send as this domain.',
  'finding.spf.neutral': 'The record ends with ?all: it says nothing about hosts that are not named. Use ~all or -all.',
  'finding.spf.no-all':
    'The record has neither “all” nor “redirect”: it says nothing about hosts that are not named. End it with ~all or -all.',
  'finding.spf.ptr': 'The record of {domain} uses “ptr”, which is slow, unsafe and should not be used (RFC 7208 §5.5).',
  'finding.spf.after-all': '“{term}” stands behind “all” and is never reached (RFC 7208 §5.1).',
  'finding.spf.redirect-ignored': '“redirect” stands beside “all” and is ignored (RFC 7208 §6.1).',
  'finding.spf.mx-many': '“mx” of {domain} names {count} hosts; more than 10 are an error (RFC 7208 §4.6.4).',
  'finding.spf.unanswered': 'The SPF record could not be learned ({status}): receivers put the mail off meanwhile.',
  'finding.dkim.fine': 'Selector {about}: a valid key, {kind}.',
  'finding.dkim.weak': 'Selector {about}: an RSA key of {bits} bits. It is accepted; 2048 are recommended (RFC 8301 §3.2).',
  'finding.dkim.short': 'Selector {about}: an RSA key of {bits} bits. Below 1024 signatures do not count (RFC 8301 §3.2).',
  'finding.dkim.revoked': 'Selector {about}: the key was revoked (p= is empty). Old signatures no longer hold, which may be meant.',
  'finding.dkim.syntax': 'Selector {about}: “{part}” is wrong, so the key cannot be used.',
  'finding.dkim.several': 'Selector {about}: {count} TXT records. There must be one (RFC 6376 §3.6.2.2).',
  'finding.dkim.testing': 'Selector {about}: marked as a test (t=y). Receivers may act as if the mail were not signed.',
  'finding.dkim.sha1': 'Selector {about}: allows only SHA-1 (h=), which no longer counts (RFC 8301 §3.1).',
  'finding.dkim.not-mail': 'Selector {about}: not meant for mail (s=).',
  'finding.dkim.missing': 'Selector {about}: there is no key at {name}. Signatures that name it fail.',
  'finding.dkim.none': 'No keys: the domain does not sign its mail, and large providers put it aside.',
  'finding.dkim.unknown':
    'Keys cannot be listed, only asked for by their selector, which stands in the DKIM-Signature of a message (s=). None was found at: {tried}',
  'finding.dkim.unanswered': 'The keys could not be learned: {status}.',
  'finding.dmarc.enforced': 'Forged mail is asked to be dealt with: p={policy}.',
  'finding.dmarc.inherited': 'No record of its own; that of {from} applies: {policy}.',
  'finding.dmarc.watching':
    'The policy is “none”: forged mail is delivered as if it were real. Once the reports look right, ask for quarantine.',
  'finding.dmarc.testing': 'The policy {policy} is marked as a test (t=y): receivers apply the next weaker one (RFC 9989).',
  'finding.dmarc.none':
    'No DMARC record: forged mail in this name is delivered, and large providers put aside what the domain sends in bulk.',
  'finding.dmarc.several': '{count} DMARC records. There must be one: receivers ignore them all.',
  'finding.dmarc.syntax': '“{part}” in the record of {about} is wrong: receivers ignore the record.',
  'finding.dmarc.sub-open': 'The domain itself is protected, names below it are not: sp=none.',
  'finding.dmarc.partial': 'The policy covers only part of the mail (pct={share}). RFC 9989 has removed this: receivers now ignore it.',
  'finding.dmarc.no-reports': 'No address for reports (rua): you cannot see who sends in this name.',
  'finding.dmarc.report-address': '“{address}” is no address that reports can go to: mailto: must stand before it.',
  'finding.dmarc.report-refused':
    'Reports are to go to {address}, but {host} has not agreed to take them (RFC 9990 §4): none are sent there.',
  'finding.dmarc.unanswered': 'The DMARC record could not be learned: {status}.',
  'finding.sts.fine':
    'A valid policy, which applies for {days} days: other servers deliver only encrypted, and only to hosts that it names.',
  'finding.sts.none':
    'No MTA-STS: a network in between can prevent encryption unseen. Publish the records, and at https://mta-sts.{about}/.well-known/mta-sts.txt the lines: {file}',
  'finding.sts.several': '{count} records. There must be one: other servers take it that there is no policy.',
  'finding.sts.syntax': '“{part}” in the record is wrong: other servers take it that there is no policy.',
  'finding.sts.unreachable': 'There is a record, but the policy cannot be fetched from https://{about}/.well-known/mta-sts.txt: {reason}.',
  'finding.sts.certificate': 'The certificate of https://{about} is not valid, so the policy does not count: {reason}.',
  'finding.sts.redirect': 'https://{about} redirects (status {status}); other servers do not follow (RFC 8461 §3.3).',
  'finding.sts.status': 'https://{about} does not give the policy: status {status}.',
  'finding.sts.type': 'The policy is sent as “{type}”; it should be text/plain (RFC 8461 §3.3).',
  'finding.sts.policy': 'The policy is wrong at “{line}”: other servers ignore it.',
  'finding.sts.testing': 'The policy is a test (mode: testing): failures are reported, mail is delivered unencrypted all the same.',
  'finding.sts.off': 'The policy is switched off (mode: none).',
  'finding.sts.mx-missing':
    '{about} is a mail server, but the policy does not name it: who heeds the policy does not deliver there. Missing line: {line}',
  'finding.sts.short':
    'The policy is valid for only {seconds} seconds; weeks are recommended, for it protects only while it is remembered.',
  'finding.sts.unanswered': 'The MTA-STS record could not be learned: {status}.',
  'finding.rpt.fine': 'Reports on failed encryption go to {addresses}',
  'finding.rpt.none': 'No TLS-RPT record: you do not learn when other servers cannot deliver encrypted.',
  'finding.rpt.several': '{count} records. There must be one: other servers ignore them all.',
  'finding.rpt.syntax': '“{part}” in the record is wrong: no reports are sent.',
  'finding.rpt.unanswered': 'The TLS-RPT record could not be learned: {status}.',
  'finding.dane.fine': '{about}: TLSA records that DNSSEC protects: {count}. Servers that know DANE deliver only to the right certificate.',
  'finding.dane.none': '{about} has no TLSA record. The domain is signed, so one would protect the way to it.',
  'finding.dane.unsigned':
    '{about} has TLSA records, but DNSSEC does not protect them, or {server} does not check: without that they do not count.',
  'finding.dane.usage': '{about}: “{record}” has a usage below 2, which does not count for mail (RFC 7672 §3.1.3).',
  'finding.dane.malformed': '{about}: “{record}” is not a valid TLSA record: its numbers or the length of the hash are wrong.',
  'finding.dane.partial': '{about} has no TLSA record, other mail servers of the domain have: an attacker leads the mail here.',
  'finding.dane.unanswered': '{about}: the TLSA records could not be learned ({status}). Servers that know DANE then deliver nothing.',
  'finding.bimi.fine': 'A picture with a certificate: {address}',
  'finding.bimi.none': 'No BIMI record. It is optional: some mail programs would show a picture beside the mail.',
  'finding.bimi.declined': 'The domain says that it has no picture.',
  'finding.bimi.several': '{count} records. There must be one.',
  'finding.bimi.syntax': '“{part}” in the record is wrong.',
  'finding.bimi.location': '“{address}” must be an https address, that of the picture ending in .svg.',
  'finding.bimi.no-dmarc': 'The picture is not shown: DMARC must ask for quarantine or reject.',
  'finding.bimi.uncertified': 'There is no certificate for the picture (a=): Gmail and Apple Mail do not show it without one.',
  'finding.bimi.unanswered': 'The BIMI record could not be learned: {status}.',
  'finding.smtp.fine': '{about} answers at {address}, port {port}, and encrypts with a valid certificate ({tls}).',
  'finding.smtp.blocked':
    'No server can be reached at port {port}. Most home, office and cloud networks block it, so this is probably the doing of your network and not of the servers. To tell: try it from another network, or see whether any other domain’s server answers. On a server of your own: nc -vz {host} {port}',
  'finding.smtp.silent': '{about} does not answer at {address}, port {port}, while others do.',
  'finding.smtp.closed': '{about} refuses connections at {address}, port {port}: no mail server runs there, or a firewall says so.',
  'finding.smtp.no-way': 'There is no way to {address} ({about}) from this computer, which says nothing about the server.',
  'finding.smtp.private':
    'No connection was tried to {about}: {address} is not on the public Internet, and whoever publishes it may mean something in your network. To test a network of your own, name its name server.',
  'finding.smtp.refused': '{about} ({address}, port {port}) turns the connection away: {reply}',
  'finding.smtp.failed': '{about} ({address}, port {port}) did not get as far as EHLO: {reason}.',
  'finding.smtp.no-starttls': '{about} ({address}, port {port}) answers, but does not offer STARTTLS: mail goes there unencrypted.',
  'finding.smtp.starttls-failed': '{about} ({address}, port {port}) offers STARTTLS, but encryption does not come about: {reason}',
  'finding.smtp.certificate':
    '{about} ({address}, port {port}) encrypts, but its certificate is not valid for this name: {reason}. Senders that require a valid one (MTA-STS) do not deliver.',
  'finding.smtp.tlsa-fine': '{about} ({address}): the certificate is the one that its TLSA records promise.',
  'finding.smtp.tlsa-wrong':
    '{about} ({address}): the certificate is not the one that its TLSA records promise. Senders that know DANE do not deliver.',
  'finding.smtp.no-auth': '{about} ({address}, port {port}) is named for sending, but does not offer to sign in.',
  'finding.smtp.no-submission': '{about} does not answer on port {port}, for sending. That is usual for a server that only receives.',
} as const;

/** Every finding and every section has its words. */
type NeededKeys = `finding.${FindingId}` | `finding.section.${FindingSection}`;

export type DeliveryWords = Readonly<Record<keyof typeof english | NeededKeys, string>>;
