/**
 * The interface of a host: what the machine offers the engine. At most ten members, all asynchronous, because the engine runs in a worker
 * thread and the keychain on the host's main thread. Code asks for a declared capability, never for which host it runs on.
 */
import type { Capability, Language } from '../contract/application.ts';
import type { Result } from '../contract/failure.ts';

/** Passwords. Keys are `account:<id>:incoming` and the like; values never leave the vault but to the connection that needs them. */
export interface Vault {
  /** How secrets are kept: in the system's keychain, in a file under a passphrase, in memory only, or not readable until unlocked. */
  kind(): Promise<'keychain' | 'encrypted-file' | 'memory' | 'locked'>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<Result<null>>;
  /** Fails where the secret could not be taken off the disk; it is then still there, for another attempt. */
  delete(key: string): Promise<Result<null>>;
}

export interface Host {
  readonly capabilities: readonly Capability[];
  /** What the command line asked for. */
  readonly language: Language | null;
  readonly vault: Vault;
  /** Asks where to save and writes the bytes there; false when the user closed the dialog. */
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<Result<boolean>>;
  /** Asks which file is to be read; null when the user closed the dialog. */
  chooseFile(): Promise<Result<string | null>>;
  /** Opens an address that the engine has found harmless; the host checks again. */
  openExternal(url: string): Promise<Result<null>>;
  /** A new address of the window for a browser, good once; null where the window is none of a browser. */
  windowAddress(): Promise<string | null>;
}
