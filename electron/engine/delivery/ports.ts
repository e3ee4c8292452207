/** Ports of the servers that a domain names. Nobody but a test has others. */
export interface DeliveryPorts {
  /** Of web servers that have policies (RFC 8461 §3.3). */
  readonly policy: number;
}

export const standardPorts: DeliveryPorts = { policy: 443 };
