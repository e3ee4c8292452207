/** Ports of the servers that a domain names. Nobody but a test has others. */
export interface DeliveryPorts {
  /** Of web servers that have policies (RFC 8461 §3.3). */
  readonly policy: number;
  /** RFC 5321 §4.5.4.2. */
  readonly smtp: number;
  /** With TLS from the first octet (RFC 8314 §3.3). */
  readonly submissions: number;
  /** RFC 6409 §3.1. */
  readonly submission: number;
  /** A test's web server is on this machine. */
  readonly allowsPrivate?: boolean;
}

export const standardPorts: DeliveryPorts = { policy: 443, smtp: 25, submissions: 465, submission: 587 };
