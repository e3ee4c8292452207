/**
 * `session.defaultSession`: who may do what. Chromium asks nobody in a headless browser, so the double asks the handlers
 * beforehand, for each permission a page could want, and tells Chromium their answers; without a handler everything is
 * granted, as in Electron.
 */
import type { DevTools } from './devtools.ts';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;

export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContentsId: number;
  readonly referrer: string;
  readonly timestamp: number;
}
type BeforeRequest = (details: RequestDetails, answer: (response: { cancel?: boolean; redirectURL?: string }) => void) => void;

/** Electron's names and Chromium's. */
const permissions: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['idle-detection', 'idle-detection'],
];

export function createSession(protocol: object) {
  let request: RequestHandler | null = null;
  let check: CheckHandler | null = null;
  let device: unknown = null;
  let beforeRequest: BeforeRequest | null = null;

  const ask = (contents: unknown, permission: string, origin: string): Promise<boolean> => {
    if (check && !check(contents, permission, origin, { requestingUrl: `${origin}/`, isMainFrame: true })) return Promise.resolve(false);
    const handler = request;
    if (!handler) return Promise.resolve(true);
    return new Promise((resolve) => handler(contents, permission, resolve, { requestingUrl: `${origin}/`, isMainFrame: true }));
  };

  return {
    defaultSession: {
      protocol,
      setPermissionRequestHandler(handler: RequestHandler | null) {
        request = handler;
      },
      setPermissionCheckHandler(handler: CheckHandler | null) {
        check = handler;
      },
      setDevicePermissionHandler(handler: unknown) {
        device = handler;
      },
      webRequest: {
        onBeforeRequest(first: BeforeRequest | object | null, second?: BeforeRequest) {
          if (typeof first === 'object' && first !== null) throw new Error('the double knows no filters of webRequest');
          beforeRequest = second ?? first;
        },
      },
    },
    /** Whether the device handler is there: no device exists to ask it about. */
    hasDeviceHandler: () => device !== null,
    /** Tells Chromium what pages of this origin may do. */
    async applyPermissions(devtools: DevTools, contents: unknown, origin: string, chromiumOrigin: string): Promise<void> {
      await Promise.all(
        permissions.map(async ([name, chromiumName]) => {
          const setting = (await ask(contents, name, origin)) ? 'granted' : 'denied';
          // A permission that this Chromium does not know cannot be used either.
          await devtools
            .send('Browser.setPermission', { permission: { name: chromiumName }, setting, origin: chromiumOrigin })
            .catch(() => {});
        }),
      );
    },
    /** What the program decides about a request. */
    decide: (details: RequestDetails): Promise<{ cancel?: boolean; redirectURL?: string }> => {
      const listener = beforeRequest;
      return listener ? new Promise((resolve) => listener(details, resolve)) : Promise.resolve({});
    },
  };
}

export type DoubleSession = ReturnType<typeof createSession>;
