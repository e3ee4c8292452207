/** What notes about the connection below TLS mean, in English. The keys are the catalogue: the other languages must have the same. `{name}` stands for a parameter. */
import type { Entry } from '../entry.ts';

export const connectionEnglish = {
  // Where the connection leads
  'connection.port.25': 'Port 25 is for mail between servers. Most providers close it to private lines; programs send over 465 or 587.',
  'connection.port.110': 'Port 110 is POP3 that begins in the clear; STLS encrypts it.',
  'connection.port.143': 'Port 143 is IMAP that begins in the clear; STARTTLS encrypts it.',
  'connection.port.443': 'Port 443 is HTTP inside TLS.',
  'connection.port.465': 'Port 465 takes mail for sending, inside TLS from the first byte; the client begins.',
  'connection.port.587': 'Port 587 takes mail for sending; it begins in the clear and STARTTLS encrypts it.',
  'connection.port.993': 'Port 993 is IMAP inside TLS from the first byte; the client begins.',
  'connection.port.995': 'Port 995 is POP3 inside TLS from the first byte; the client begins.',
  'connection.port.other': 'A port of this server’s own choice; nothing says beforehand what is spoken there.',
  // How it ends
  'connection.refused': {
    means: 'The computer at this address answered at once that nothing listens at this port.',
    cause: 'A wrong port, a service that does not run, or a firewall that refuses.',
    next: 'Check host and port; if they are right, the administrator must start the service.',
  },
  'connection.timeout': {
    means: 'Nothing came back at all in the time allowed.',
    cause: 'A firewall that drops without a word, a wrong host, or a network that blocks this port.',
    next: 'Try another network; check host and port.',
  },
  'connection.unreachable': {
    means: 'The network says that there is no way to this address.',
    cause: 'The server has only an IPv6 address that this network does not reach, a VPN is missing, or a router is down.',
    next: 'Check network and VPN; it is tried again.',
  },
  'connection.offline': {
    means: 'This computer has no network, so nothing was sent.',
    cause: 'It is switched off, out of reach, or the cable is out.',
    next: 'It is tried again as soon as the network is back.',
  },
  'connection.lost': {
    means: 'The connection broke off without a farewell. What was acknowledged before counts; of the last command nobody knows.',
    cause: 'A change of network, a sleeping computer, a router that forgets idle connections, or a server that restarts.',
    next: 'Nothing need be done: a new connection is made.',
  },
  'connection.stalled': {
    means: 'The connection stands, but the server says nothing more; after waiting, the program closed it.',
    cause: 'The server is overloaded or hangs, or the network swallows what it sends.',
    next: 'It is tried again; if it stays, the administrator must look at the server.',
  },
  'connection.picture': {
    means: 'Postglass did not take this picture.',
    cause:
      'Its address leads into a private network, it is no picture, too large, or redirected too often: what a mail may use to look around or to keep busy.',
    next: 'Open it in a browser if you trust the sender.',
  },
} satisfies Readonly<Record<string, Entry>>;
