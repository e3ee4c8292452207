/** What every page is forbidden: to navigate away, open windows, ask for permissions, attach a webview, load from outside. */
import { app, type Session, session, type WebContents } from 'electron';
import { origin } from './scheme.ts';

/** The window and the shell that a message is shown in. */
const homePages: ReadonlySet<string> = new Set([origin, `${origin}/`, `${origin}/message-frame.html`]);

function protectContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stayHome = (event: { preventDefault(): void }, url: string) => {
    // Not every page of our scheme: bytes of a message must never stand in a frame of the window's own.
    if (!homePages.has(url.replace(/[?#].*$/s, ''))) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stayHome(event, event.url));
  contents.on('will-frame-navigate', (event) => stayHome(event, event.url));
  contents.on('will-redirect', (event) => stayHome(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function protectSession(own: Session): void {
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  // The last defence behind sanitiser and content policy: this session loads only our own scheme and blobs of our page.
  own.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(app:\/\/postglass\/|blob:app:\/\/postglass\/|data:|devtools:)/.test(details.url) });
  });
}

/** Must run before the first window is made, once the application is ready. */
export function protect(): void {
  app.on('web-contents-created', (_event, contents) => protectContents(contents));
  protectSession(session.defaultSession);
}
