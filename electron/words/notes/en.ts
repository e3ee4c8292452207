/** Notes of our own between the lines of the wire, in English. The keys are the catalogue: the other languages must have the same. */
export const notesEnglish = {
  resolved: 'The name {host} has these addresses: {addresses}.',
  connected: 'Connected to {address}, port {port}.',
  datagrams: 'Datagrams (UDP) go to {address}, port {port}.',
  truncated: 'The answer was cut to fit into a datagram. It is asked for again over TCP.',
  tls: 'Encrypted with {protocol}, {cipher}. Before that, {clearSent} bytes were sent and {clearReceived} received unencrypted.',
  certificate: 'The server’s certificate: {subject}, issued by {issuer}, valid until {validTo}, fingerprint {fingerprint}.',
  starttls: 'The TLS handshake begins.',
  compressed: 'Compressed from here on ({algorithm}). What is shown is not compressed.',
  refused: 'Refused. {reason}',
  closed: 'Closed.',
  ended: 'The connection ended. {reason}',
  lost: 'The connection was lost.',
  stalled: 'The server stopped answering.',
  sizes: '{sent} bytes sent and {received} received; compressed, {wireSent} and {wireReceived} crossed the network.',
  deleted: 'Lines {first} to {last} were deleted by you.',
  expired: 'Lines {first} to {last} were removed by the limits on what is kept.',
} as const;
