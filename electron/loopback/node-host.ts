/** The machine as plain Node offers it, for the browser host and the terminal: a vault and nothing with a window. */
import type { Language } from '../contract/application.ts';
import { failure } from '../contract/failure.ts';
import type { Host, Vault } from '../engine/host.ts';

const missing = (capability: string) => ({ ok: false as const, failure: failure('capability-missing', { detail: { capability } }) });

interface NodeHost {
  readonly vault: Vault;
  readonly language: Language | null;
  /** See `Host.windowAddress`. */
  readonly windowAddress?: () => Promise<string | null>;
}

export function createNodeHost({ vault, language, windowAddress = async () => null }: NodeHost): Host {
  return {
    // Spools, Maildirs and sendmail programs are of Unix.
    capabilities: process.platform === 'win32' ? [] : ['local-mail'],
    language,
    vault,
    saveFile: async () => missing('save-dialog'),
    chooseFile: async () => missing('open-dialog'),
    openExternal: async () => missing('open-external'),
    windowAddress,
  };
}
