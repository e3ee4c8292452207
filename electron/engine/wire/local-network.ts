/** Whether this computer has a network at all, as far as its own interfaces tell. It does not guess what lies beyond them. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** Link-local addresses are there without any network (RFC 3927, RFC 4291 §2.5.6). */
const linkLocal = /^(?:169\.254\.|fe[89ab])/i;

/** @param interfaces what the machine has; by default, what it has now */
export const hasNetwork = (interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): boolean =>
  Object.values(interfaces).some((addresses) => addresses?.some(({ internal, address }) => !internal && !linkLocal.test(address)));
