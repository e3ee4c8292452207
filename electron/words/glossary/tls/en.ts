/** What notes about TLS mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const tlsEnglish = {
  // Version and cipher, once the handshake is over
  'tls.version.1.3':
    'TLS 1.3, the current version: the keys are made for this connection alone, so what was recorded cannot be opened later, and {encryption} notices every change.',
  'tls.version.1.2.fresh':
    'TLS 1.2 with keys made for this connection alone, so what was recorded cannot be opened later; {encryption} notices every change.',
  'tls.version.1.2.cbc': {
    means:
      'TLS 1.2 with keys made for this connection alone, and the older kind of encryption {encryption}: safe here, but slower and easier to build wrongly.',
    cause: 'The server offers nothing newer, or prefers this.',
    next: 'The administrator should offer AES-GCM or ChaCha20, and TLS 1.3.',
  },
  'tls.version.1.2.static': {
    means: 'TLS 1.2 without keys of its own: whoever gets the server’s private key later can read what was recorded today ({encryption}).',
    cause: 'The server is set to RSA key exchange, which TLS 1.3 dropped.',
    next: 'The administrator should offer ciphers with ECDHE.',
  },
  'tls.version.old': {
    means: '{protocol} is retired: its weaknesses are known, and nothing new should use it.',
    cause: 'The server is old and knows nothing newer.',
    next: 'The administrator must bring the server up to TLS 1.2 or 1.3.',
  },
  'tls.version.weak': {
    means: 'Encrypted with {encryption}, which does not protect any more.',
    cause: 'The server and this computer agreed on something very old.',
    next: 'The administrator must switch this cipher off.',
  },
  'tls.version.other': 'Encrypted with {protocol}; the cipher {encryption} is not in the glossary.',
  // Certificates and the way to TLS
  'tls.certificate':
    'With this the server proves its name. It counts only if {issuer} is trusted on this computer, the name is the one that was asked for, and today lies within its dates.',
  'tls.certificate.self':
    'The server has signed its certificate itself, so nobody vouches for it. It counts only if you have compared its fingerprint and accepted it.',
  'tls.starttls':
    'From here on TLS takes over the same connection. What was said before could be read and changed on the way, so client and server forget it.',
  'tls.expected': {
    means: 'The server stayed silent, because at this port the client must begin, with TLS.',
    cause: 'The account is set to STARTTLS or no encryption on a port for TLS.',
    next: 'Set the account to TLS, or use the port for STARTTLS.',
  },
  'tls.stripped.missing': {
    means: 'The server did not offer to encrypt, so nothing secret was sent.',
    cause: 'It has no certificate, or somebody on the way removed the offer from its list.',
    next: 'Use the port for TLS; if the offer was there before, do not sign in on this network.',
  },
  'tls.stripped.refused': {
    means: 'The server offered to encrypt and then refused, so nothing secret was sent.',
    cause: 'Its certificate or key cannot be read, or somebody on the way answered in its place.',
    next: 'Use the port for TLS; the administrator finds the reason in the log.',
  },
  'tls.stripped.injected': {
    means: 'Words came behind the agreement to encrypt, still in the clear: taken as if they were encrypted, they would be an attacker’s.',
    cause: 'Somebody on the way put them in, or the server is faulty.',
    next: 'Do not sign in on this network; tell the administrator.',
  },
  // Faults of certificates, as OpenSSL and Node name them
  'tls.fault.expired': {
    means: 'The certificate’s time is over (CERT_HAS_EXPIRED).',
    cause: 'It was not renewed, or was renewed and the server not restarted; or the clock of this computer is wrong.',
    next: 'Check the clock; the administrator must install the new certificate.',
  },
  'tls.fault.early': {
    means: 'The certificate’s time has not begun (CERT_NOT_YET_VALID).',
    cause: 'The clock of this computer is behind, or the server got its certificate too early.',
    next: 'Check the clock and the date of this computer.',
  },
  'tls.fault.name': {
    means: 'The certificate is for other names than the one that was asked for.',
    cause: 'The host name is mistyped or an alias, or another server answers at this address.',
    next: 'Use one of the names in the certificate; if none is your provider’s, do not sign in.',
  },
  'tls.fault.self': {
    means: 'The server signed its certificate itself (DEPTH_ZERO_SELF_SIGNED_CERT), so nobody vouches for it.',
    cause: 'Usual on a server of one’s own; on a provider’s, somebody else answers.',
    next: 'Compare the fingerprint with the administrator; accept it only if it is the same.',
  },
  'tls.fault.root': {
    means: 'The chain ends at an authority that this computer does not know (SELF_SIGNED_CERT_IN_CHAIN).',
    cause: 'An authority of an organisation, or a virus scanner or proxy that reads along.',
    next: 'If it is your organisation’s, install its root certificate; otherwise find out who reads along.',
  },
  'tls.fault.issuer': {
    means: 'The certificate that signed the server’s is missing ({cause}).',
    cause: 'The server does not send its intermediate certificate, or the authority is not known on this computer.',
    next: 'The administrator must install the whole chain (fullchain), not the server’s certificate alone.',
  },
  'tls.fault.changed': {
    means: 'The certificate is not the one that you accepted for this server.',
    cause: 'It was renewed, or somebody else answers.',
    next: 'Ask the administrator whether it was changed, and compare the fingerprint, before you accept the new one.',
  },
  'tls.fault.revoked': {
    means: 'The authority has taken the certificate back (CERT_REVOKED).',
    cause: 'Its private key was lost or stolen, or it was issued by mistake.',
    next: 'Do not sign in; the administrator must get a new certificate.',
  },
  'tls.fault.weak': {
    means: 'A key or signature in the chain is too weak to be believed ({cause}).',
    cause: 'The certificate is old: RSA under 2,048 bits, or signed with SHA-1 or MD5.',
    next: 'The administrator must get a new certificate.',
  },
  'tls.fault.damaged': {
    means: 'The certificate cannot be read, or its signature is wrong ({cause}).',
    cause: 'It is damaged, or parts of two certificates were put together.',
    next: 'The administrator must install it anew.',
  },
  'tls.fault.purpose': {
    means: 'A certificate of the chain was not made for this use ({cause}).',
    cause: 'One that may not sign others has signed, or it is not for servers.',
    next: 'The administrator must get a certificate for servers from the authority.',
  },
  'tls.fault.untrusted': {
    means: 'This computer does not believe the certificate ({cause}).',
    cause: 'The authority is not, or no longer, among the trusted ones.',
    next: 'Look at the chain; accept it only if you know that it is the right one.',
  },
  // Alerts of the server (RFC 8446 §6)
  'tls.alert.handshake': {
    means: 'The server says {alert} (alert {number}): it shares no version, cipher or key with this client.',
    cause: 'It is old or set very strictly, or wants something in the first message that is not there.',
    next: 'The administrator finds in the log what it asked for; TLS 1.2 with ECDHE or TLS 1.3 should be on.',
  },
  'tls.alert.version': {
    means: 'The server says {alert} (alert {number}): it does not speak the versions of TLS that this client offers.',
    cause: 'It knows only TLS 1.0 or 1.1, or only newer ones.',
    next: 'The administrator must switch on TLS 1.2 or 1.3.',
  },
  'tls.alert.name': {
    means: 'The server says {alert} (alert {number}): it has no certificate for the name that was asked for.',
    cause: 'The host name is mistyped, or is not set up on this server.',
    next: 'Check the host name of the account.',
  },
  'tls.alert.certificate': {
    means:
      'The server says {alert} (alert {number}): it is about the certificate of the client, which it does not believe or does not get.',
    cause: 'It lets in only clients with a certificate of its own authority.',
    next: 'Ask the administrator for such a certificate, or for another port.',
  },
  'tls.alert.denied': {
    means: 'The server says {alert} (alert {number}): the certificate is fine, but this client may not in.',
    cause: 'A rule of the server.',
    next: 'Ask the administrator.',
  },
  'tls.alert.internal': {
    means: 'The server says {alert} (alert {number}): something failed on its side, not in what was sent.',
    cause: 'It cannot read its key or certificate, or lacks memory.',
    next: 'The administrator finds the reason in the log.',
  },
  'tls.alert.unreadable': {
    means: 'The server says {alert} (alert {number}): it could not read or verify what it got.',
    cause: 'Something in between changed the bytes, or one side builds TLS wrongly.',
    next: 'Try without virus scanner, proxy or VPN, and on another network.',
  },
  'tls.alert.application': {
    means: 'The server says {alert} (alert {number}): what is to be spoken inside TLS is not offered at this port.',
    cause: 'Another service listens here.',
    next: 'Check the port of the account.',
  },
  'tls.alert.closed': {
    means: 'The server says {alert} (alert {number}): it ends the handshake without a fault being named.',
    cause: 'It is going down, or takes no more connections.',
    next: 'Try again later.',
  },
  'tls.alert.other': 'The server ends the handshake with alert {number}, which is not in the glossary.',
  // Handshakes that fail without an alert
  'tls.failed.plain': {
    means: 'What came is not TLS ({cause}).',
    cause: 'The port speaks in the clear first, for STARTTLS, or another service listens there.',
    next: 'Set the account to STARTTLS, or use the port for TLS: 993, 995 or 465.',
  },
  'tls.failed.version': {
    means: 'The server knows only versions or ciphers that are too old to be taken ({cause}).',
    cause: 'It was not updated for years.',
    next: 'The administrator must switch on TLS 1.2 or 1.3 with current ciphers.',
  },
  'tls.failed.cut': {
    means: 'The connection was cut during the handshake, without a word ({cause}).',
    cause: 'A firewall or virus scanner, a server that takes no more connections, or no TLS at this port.',
    next: 'Try again; if it stays, check the port and what stands in between.',
  },
  'tls.failed.other': 'The handshake failed; OpenSSL’s reason {cause} is not in the glossary.',
} satisfies Readonly<Record<string, Entry>>;
