/** Joins transport, words, state, and the features that the window is made of. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { chooseLanguage } from '../electron/contract/application.ts';
import { App } from './App.tsx';
import { ApiProvider, createApi } from './api/Api.tsx';
import { detectTransport } from './api/detect-transport.ts';
import { features } from './feature-list.ts';
import { NewAddress } from './features/shell/NewAddress.tsx';
import { createWords } from './i18n/words.ts';
import { StateProvider } from './state/State.tsx';

/** Draws the window into an element of the page, in the language of the machine until the preferences have come. */
export async function openWindow(root: HTMLElement): Promise<void> {
  const words = createWords(chooseLanguage(navigator.languages));
  const api = createApi(detectTransport(window));
  createRoot(root).render(
    <I18nextProvider i18n={await words}>
      <ApiProvider api={api}>
        <NewAddress>
          <StateProvider>
            <App features={features} />
          </StateProvider>
        </NewAddress>
      </ApiProvider>
    </I18nextProvider>,
  );
}
