/** The program itself as the contract names it: what the host can do, preferences, links and files, and recovery of a stopped storage. */
import { type applicationCalls, defaultPreferences, type Language } from '../../contract/application.ts';
import type { Handlers } from '../../contract/call.ts';
import { bytesPrefix } from '../../contract/contract.ts';
import { type Failure, failure, type Result, succeed } from '../../contract/failure.ts';
import type { Storage } from '../cache/queue/jobs.ts';
import type { AccountReader } from '../cache/user-data/read-accounts.ts';
import type { ByteSource } from '../engine-thread.ts';
import type { Host } from '../host.ts';
import type { MadeFiles } from './made-files.ts';

export type ProgramCalls = typeof applicationCalls;

export interface ApplicationDependencies {
  readonly host: Host;
  readonly storage: Storage;
  readonly reader: AccountReader;
  readonly madeFiles: Pick<MadeFiles, 'add'>;
  readonly practiceRuns: () => boolean;
  readonly openBytes: (path: string) => Promise<Result<ByteSource>>;
  readonly version: string;
  readonly dataFolder: string;
  readonly preferencesChanged: () => void;
  readonly trouble: () => Failure | null;
  readonly recover: (resetCache: boolean) => Promise<Result<null>>;
}

/** Schemes that a link in a mail may open outside; everything else stays text. */
const openableSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address in its canonical form when it is harmless to hand to the system, else null. */
function openableUrl(text: string): string | null {
  // Parsers drop control characters and outer spaces in different ways: refuse them.
  if (/[\u0000-\u0020\u007f]/.test(text)) return null;
  const url = URL.parse(text);
  return url && openableSchemes.has(url.protocol) ? url.href : null;
}

export const currentPreferences = (reader: AccountReader) => ({ ...defaultPreferences, ...reader.preferences() });

async function collect(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function createApplicationHandlers(dependencies: ApplicationDependencies): Handlers<ProgramCalls> {
  const { host, storage, reader, madeFiles } = dependencies;
  const language: Language | null = host.language;
  return {
    'application.info': async () =>
      succeed({
        version: dependencies.version,
        capabilities: [...host.capabilities],
        language,
        dataFolder: dependencies.dataFolder,
        vault: await host.vault.kind(),
        practice: dependencies.practiceRuns(),
      }),
    'application.preferences': () => succeed(currentPreferences(reader)),
    'application.setPreferences': async (changes) => {
      const saved = await storage.savePreferences(changes);
      if (!saved.ok) return saved;
      dependencies.preferencesChanged();
      return succeed(currentPreferences(reader));
    },
    'application.openExternal': async ({ url }) => {
      const openable = openableUrl(url);
      if (openable === null)
        return {
          ok: false,
          failure: failure('input-invalid', { detail: { path: 'url', message: 'only http, https and mailto are opened' } }),
        };
      const opened = await host.openExternal(openable);
      return opened.ok ? succeed({}) : opened;
    },
    'application.save': async ({ url, suggestedName }) => {
      if (!host.capabilities.includes('save-dialog'))
        return { ok: false, failure: failure('capability-missing', { detail: { capability: 'save-dialog' } }) };
      const opened = await dependencies.openBytes(url.replace(/^bytes\//, ''));
      if (!opened.ok) return opened;
      const saved = await host.saveFile(suggestedName, await collect(opened.value.stream));
      return saved.ok ? succeed({ saved: saved.value }) : saved;
    },
    'application.chooseFile': async () => {
      if (!host.capabilities.includes('open-dialog'))
        return { ok: false, failure: failure('capability-missing', { detail: { capability: 'open-dialog' } }) };
      const chosen = await host.chooseFile();
      return chosen.ok ? succeed({ path: chosen.value }) : chosen;
    },
    'application.makeFile': (file) => succeed({ url: `${bytesPrefix}made/${madeFiles.add(file)}` }),
    'application.health': () => succeed({ trouble: dependencies.trouble() }),
    'application.recover': async ({ resetCache }) => {
      const recovered = await dependencies.recover(resetCache);
      return recovered.ok ? succeed({}) : recovered;
    },
  };
}
