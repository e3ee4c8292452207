/** The program itself: what the host can do, and preferences. */

import { call } from './call.ts';
import { commandIds } from './commands.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { practicePortsSchema } from './practice.ts';
import { z } from './schema.ts';

/** What a machine may offer. The renderer asks for a capability, never for which host it is on. */
export const capabilities = ['save-dialog', 'open-dialog', 'open-external', 'local-mail'] as const;

/** `pt` is European Portuguese; `pt-BR` says in the words of Brazil what differs. */
export const languageSchema = z.enum(['en', 'es', 'pt', 'pt-BR']);

export const preferencesSchema = z.object({
  language: languageSchema.nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'normal', 'comfortable']),
  /** Percent of the normal type size. */
  textSize: z.number().int().min(80).max(150),
  /** Where the transcript is. `automatic`, until it is chosen: open where all accounts are for practice. */
  dock: z.enum(['automatic', 'bottom', 'right', 'hidden']),
  /** The same while the console is open, which has its lines before it: away, until it is opened there. */
  dockAtConsole: z.enum(['bottom', 'right', 'hidden']),
  /** Where explanations of the lines of the wire stand: in a column beside them, beside them for the line one points to, in an opened line only. */
  explanations: z.enum(['beside', 'pointed', 'opened']),
  /** Sizes of panes in pixels, by pane name. */
  panes: z.record(z.string(), z.number()),
  /** Seconds a message must be shown before it is marked seen; 0 at once, -1 never. */
  markSeenAfter: z.number().int().min(-1).max(60),
  /** Sessions of the transcript without a pin: all together take at most so many megabytes (2^20), and are kept so many days; 0: however old. */
  transcriptMegabytes: z.number().int().min(8).max(1_048_576),
  transcriptDays: z.number().int().min(0).max(36_500),
  /** Addresses, in small letters, whose mail shows pictures from elsewhere without asking each time. */
  remoteSenders: z.array(z.string().max(320)).max(5_000),
  /** Whether the view of a message's authentication looks names up when it is opened, or waits for the user's word. */
  checksAuthentication: z.boolean(),
  /** By account: the servers whose results count, in place of what the program finds, and whether those just below their own trace field do. */
  authservers: z.record(z.string(), z.object({ servers: z.array(z.string().max(253)).max(50), trustsBelow: z.boolean() })),
  /** Whether the domains of the addresses that are being written are looked up. */
  checksRecipients: z.boolean(),
  /** The log of a mail server that was read last; null: none was. */
  serverLog: z.object({ path: z.string().min(1).max(4_096), withRotated: z.boolean() }).nullable(),
  /** Where the practice server listens: at so much more than the well-known ports; null: wherever there is room. */
  practicePorts: practicePortsSchema,
});

const healthSchema = z.object({ trouble: failureSchema.nullable() });

const madeFileSchema = z.object({
  name: z.string().min(1).max(255),
  format: z.enum(['text', 'json', 'html']),
  text: z.string().max(4_000_000),
});

export const applicationCalls = {
  'application.info': call({
    input: z.object({}),
    output: z.object({
      version: z.string(),
      capabilities: z.array(z.enum(capabilities)),
      /** What the command line asked for; wins over the system's language, not over the preference. */
      language: languageSchema.nullable(),
      dataFolder: z.string(),
      vault: z.enum(['keychain', 'encrypted-file', 'memory', 'locked']),
      practice: z.boolean(),
    }),
  }),
  'application.preferences': call({ input: z.object({}), output: preferencesSchema }),
  'application.setPreferences': call({ input: preferencesSchema.partial(), output: preferencesSchema }),
  /** Opens a link outside: http, https and mailto only, checked again by the engine and the host. */
  'application.openExternal': call({ input: z.object({ url: z.string().max(8_192) }), output: z.object({}) }),
  /** Saves an attachment or export through the machine's own dialog (capability `save-dialog`). `saved` is false when the user closed it. */
  'application.save': call({
    input: z.object({ url: z.string(), suggestedName: z.string().max(255) }),
    output: z.object({ saved: z.boolean() }),
  }),
  /** Asks for a file through the machine's own dialog (capability `open-dialog`), and answers where it lies; null when the user closed it. */
  'application.chooseFile': call({ input: z.object({}), output: z.object({ path: z.string().nullable() }) }),
  /** Takes a file that the window has made of what it shows, and answers where it can be fetched or saved from for a while. */
  'application.makeFile': call({ input: madeFileSchema, output: z.object({ url: z.string() }) }),
  /** What keeps the program as a whole from writing or reading its own files; null when all is well. */
  'application.health': call({ input: z.object({}), output: healthSchema }),
  /**
   * Tries again to open the program's own files. `resetCache`: sets the cache aside first, and reads everything again that
   * servers hold; accounts, drafts, outbox and kept mail are not touched.
   */
  'application.recover': call({ input: z.object({ resetCache: z.boolean() }), output: z.object({}) }),
};

export const applicationEvents = {
  'application.preferencesChanged': preferencesSchema,
  'application.healthChanged': healthSchema,
  /** A link, a file or the machine's own menu asks the window to run a command. */
  'application.command': z.object({ command: z.enum(commandIds), argument: z.string().optional() }),
};

export type Capability = (typeof capabilities)[number];
export type MadeFile = z.infer<typeof madeFileSchema>;
export type Language = z.infer<typeof languageSchema>;

/**
 * Chooses the language of the interface.
 * @param wishes BCP 47 tags (`pt-BR`) or POSIX locales (`pt_BR.UTF-8`), in order of preference
 * @returns the first one that there are words in, whatever its region, else English
 */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const [, language = '', region = ''] = /^([a-z]+)(?:[-_]([a-z]+))?/i.exec(wish ?? '') ?? [];
    const exact = languageSchema.safeParse(`${language.toLowerCase()}-${region.toUpperCase()}`);
    if (exact.success) return exact.data;
    const plain = languageSchema.safeParse(language.toLowerCase());
    if (plain.success) return plain.data;
  }
  return 'en';
}
export type Preferences = z.infer<typeof preferencesSchema>;

export const defaultPreferences: Preferences = {
  language: null,
  theme: 'system',
  density: 'comfortable',
  textSize: 100,
  dock: 'automatic',
  dockAtConsole: 'hidden',
  explanations: 'pointed',
  panes: {},
  markSeenAfter: 1,
  transcriptMegabytes: 256,
  transcriptDays: 30,
  remoteSenders: [],
  checksAuthentication: true,
  authservers: {},
  checksRecipients: true,
  serverLog: null,
  practicePorts: null,
};
