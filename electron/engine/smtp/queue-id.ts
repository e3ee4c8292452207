/** The name under which a server keeps a message it took, read from its 250: every mail system words it its own way. */
const forms: readonly RegExp[] = [
  // Postfix: `250 2.0.0 Ok: queued as 4F2Zq53Kz1z9`; hMailServer, OpenSMTPD and others imitate it.
  /\bqueued as ([A-Za-z0-9.-]+)/i,
  // Exim: `250 OK id=1rAbCd-000000001Xy-2ZaB`
  /\bid=([A-Za-z0-9-]{16,})/,
  // Sendmail: `250 2.0.0 41TCq0Xk012345 Message accepted for delivery`
  /^250[ -](?:\d\.\d+\.\d+ )?([A-Za-z0-9]{10,}) Message accepted for delivery/i,
];

/** The queue id in a final reply; null when the server names none in a form known here. */
export function queueIdOf(reply: string): string | null {
  for (const form of forms) {
    const id = form.exec(reply)?.[1];
    if (id) return id.replace(/[.]+$/, '');
  }
  return null;
}
