/** What lines of SASL mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const saslEnglish = {
  // The command that begins an exchange, when it brings no answer yet
  'sasl.begin.PLAIN':
    'Begins to sign in with PLAIN: one answer with name and password, in base64, which anybody can decode. Only TLS protects it.',
  'sasl.begin.LOGIN':
    'Begins to sign in with LOGIN: name and password one after the other, in base64, which anybody can decode. Only TLS protects them.',
  'sasl.begin.CRAM-MD5':
    'Begins to sign in with CRAM-MD5: a digest goes over instead of the password. Whoever listens can try passwords against it, and the server must keep the password readable.',
  'sasl.begin.DIGEST-MD5':
    'Begins to sign in with DIGEST-MD5: a digest of password and random values of both sides goes over. It is retired; SCRAM took its place.',
  'sasl.begin.SCRAM':
    'Begins to sign in with {mechanism}: both sides prove that they know the password, and it does not go over. Whoever listens can only try passwords, slowed down by the iterations.',
  'sasl.begin.SCRAM-PLUS':
    'Begins to sign in with {mechanism}: as SCRAM, and bound to this TLS connection, so that nobody in the middle can pass the proof on.',
  'sasl.begin.XOAUTH2':
    'Begins to sign in with XOAUTH2: an access token of the provider instead of the password. Whoever has the token can use it until it expires: only TLS protects it.',
  'sasl.begin.OAUTHBEARER':
    'Begins to sign in with OAUTHBEARER: an access token of the provider instead of the password. Whoever has the token can use it until it expires: only TLS protects it.',
  'sasl.begin.EXTERNAL':
    'Begins to sign in with EXTERNAL: the server takes who the user is from outside, such as the client’s TLS certificate. No secret goes over.',
  'sasl.begin.ANONYMOUS': 'Begins a visit without an account, with ANONYMOUS; at most an address is left for the log.',
  'sasl.begin.NTLM':
    'Begins to sign in with NTLM of Windows: three messages, in which a digest stands for the password. It is old and can be relayed or guessed; use it over TLS only.',
  'sasl.begin.GSSAPI':
    'Begins to sign in with {mechanism}: a Kerberos ticket of the organisation proves who the user is; the password goes only to the ticket server, never over this connection.',
  'sasl.begin.KERBEROS_V4': 'Begins to sign in with a ticket of Kerberos 4, which is broken and long retired; GSSAPI took its place.',
  'sasl.begin.OTP': 'Begins to sign in with {mechanism}: a password that is good for one time, out of a list or a calculator.',
  'sasl.begin.other': 'Begins to sign in with the mechanism {mechanism}, which is not in the glossary.',
  // Answers and challenges, by mechanism
  'sasl.PLAIN': 'The user name {user} and the password in one answer, base64 but not encrypted: only TLS protects them.',
  'sasl.PLAIN.as': '{user} signs in with their own password to act as {identity}; base64 does not protect it, only TLS does.',
  'sasl.LOGIN.prompt.name': 'The server asks for the user name, in base64: {prompt}',
  'sasl.LOGIN.prompt.password': 'The server asks for the password, in base64: {prompt}',
  'sasl.LOGIN.prompt': 'The server asks, in base64: {prompt}',
  'sasl.LOGIN.username': 'The user name, {user}, in base64.',
  'sasl.LOGIN.password': 'The password, in base64, which is no encryption: only TLS protects it.',
  'sasl.CRAM-MD5.challenge':
    'The server’s challenge, new each time: the client combines it with the password, so the password itself is not sent.',
  'sasl.CRAM-MD5': 'The user name {user} and a digest of challenge and password. Without TLS a weak password can be guessed from it.',
  'sasl.DIGEST-MD5.challenge': 'The server’s challenge: a random value, the realms it knows and how the connection may be protected.',
  'sasl.DIGEST-MD5':
    'The client’s answer: user name, its own random value and a digest in which the password is mixed. All of it is hidden here.',
  'sasl.DIGEST-MD5.proof': 'The server proves that it knows the password too, so it is the right one.',
  'sasl.SCRAM.first': 'The user name {user} and a random value of the client; no secret yet.',
  'sasl.SCRAM.first.bound':
    'The user name {user} and a random value of the client; the exchange is bound to this TLS connection ({binding}).',
  'sasl.SCRAM.challenge':
    'The server’s random value, the salt of the stored password and {iterations} iterations: what guessing one password costs.',
  'sasl.SCRAM.challenge.weak': {
    means: 'The server’s random value, the salt and only {iterations} iterations, fewer than the 4,096 that RFC 5802 asks for.',
    cause: 'An old or wrong setting of the server, or somebody in between who wants to guess the password faster.',
    next: 'The administrator should raise the number; without TLS do not sign in.',
  },
  'sasl.SCRAM.final': 'The proof that the client knows the password, without sending it. It is good for this exchange only.',
  'sasl.SCRAM.proof': 'The server’s own proof: it knows the password too, so nobody pretends to be it.',
  'sasl.SCRAM.error.proof': {
    means: 'The server refuses the client’s proof.',
    cause: 'The password is wrong, or was changed.',
    next: 'Enter the password again.',
  },
  'sasl.SCRAM.error.user': {
    means: 'The server does not know the user name.',
    cause: 'It is mistyped, or the server wants the whole address.',
    next: 'Check the user name.',
  },
  'sasl.SCRAM.error.binding': {
    means: 'Client and server do not see the same TLS connection, or not the same way to bind to it ({error}).',
    cause: 'Something between them ends TLS, such as a virus scanner or a proxy, or an attacker.',
    next: 'Find out what it is before you sign in; without it, try again.',
  },
  'sasl.SCRAM.error.other': {
    means: 'The server ends the exchange with the error {error}, which may hide the real reason.',
    cause: 'Often the password; the server need not say so.',
    next: 'Enter the password again; if it is right, the administrator finds the reason in the log.',
  },
  'sasl.XOAUTH2':
    'The user name {user} and an access token instead of the password. The token expires; until then whoever reads it can use it.',
  'sasl.OAUTHBEARER':
    'The user name {user}, the server’s name and an access token instead of the password. The token expires; until then whoever reads it can use it.',
  'sasl.OAUTHBEARER.token':
    'An access token instead of name and password: the server reads in it whose it is. Until it expires whoever reads it can use it.',
  'sasl.token.invalid': {
    means: 'The server refuses the token: {status}. It is expired, revoked or not one of this provider.',
    cause: 'Access tokens are good for about an hour; a changed password or a withdrawn consent ends them earlier.',
    next: 'A new token is fetched; if that fails too, sign in at the provider again.',
  },
  'sasl.token.request': {
    means: 'The server could not read the request with the token: {status}.',
    cause: 'The answer was malformed, the user name does not fit the token, or the provider refuses this client.',
    next: 'Sign in at the provider again; if it stays, the program sends something wrong.',
  },
  'sasl.token.scope': {
    means: 'The token is good, but not for mail: the scope {scope} is needed.',
    cause: 'The consent given did not cover this protocol.',
    next: 'Sign in at the provider again and allow access to mail.',
  },
  'sasl.token.other': {
    means:
      'The server says why it refuses the token: {status}. The client answers with an empty line or one byte, and the refusal follows.',
    cause: 'A reason of this provider’s own.',
    next: 'Sign in at the provider again.',
  },
  'sasl.token.acknowledge': 'The client has read why the token is refused and lets the server end the exchange.',
  'sasl.EXTERNAL': 'The client asks to act as {user}; the server decides by what it knows from outside, such as the certificate.',
  'sasl.EXTERNAL.empty': 'An empty answer: the server is to take the user name from outside, such as the client’s certificate.',
  'sasl.ANONYMOUS': 'What the visitor leaves for the server’s log, such as an address. It is hidden here, since nobody checks it.',
  'sasl.NTLM.negotiate': 'The first of three NTLM messages: what the client can do. No secret yet.',
  'sasl.NTLM.challenge': 'The second NTLM message: the server’s random value, and often its name and Windows domain for everybody to read.',
  'sasl.NTLM.authenticate':
    'The third NTLM message: the user name and a digest of challenge and password. Whoever listens can try passwords against it.',
  'sasl.GSSAPI':
    'A ticket, or the agreement on protection that follows it. It is made for this server and this moment, and holds no password.',
  'sasl.GSSAPI.challenge': 'The server’s part of the ticket exchange, or which protection of the connection it offers.',
  'sasl.GSSAPI.empty': 'The client has nothing to add; the server now says which protection it offers.',
  'sasl.KERBEROS_V4.challenge': 'A random number of the server, against which the ticket is checked.',
  'sasl.KERBEROS_V4': 'A ticket of Kerberos 4 and what it makes of the server’s number; no password.',
  'sasl.OTP.challenge': 'The server names the place in the list of one-time passwords: {challenge}.',
  'sasl.OTP': 'The user name, or the one-time password, which is worthless after its use.',
  // What any mechanism may say
  'sasl.challenge.empty': 'The server agrees to {mechanism} and waits for the client’s answer.',
  'sasl.challenge.ready': 'The server waits for the client’s answer.',
  'sasl.acknowledge': 'An empty answer of {mechanism}: the client has checked what the server said and has nothing to add.',
  'sasl.cancel': 'The client gives up this sign-in; the server answers with a refusal.',
  'sasl.late': 'An answer that came after the sign-in was over: the server reads it as a command. It may hold the password and is hidden.',
  'sasl.other': 'An answer of the mechanism {mechanism}, which is not in the glossary; all of it is hidden.',
  'sasl.challenge.other': 'A challenge of the mechanism {mechanism}, which is not in the glossary.',
} satisfies Readonly<Record<string, Entry>>;
