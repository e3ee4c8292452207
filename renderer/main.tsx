/** Entry of the window: transport, words, state, and the features that the window is made of. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
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

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const api = createApi(detectTransport(window));
const words = await createWords(chooseLanguage(navigator.languages));

createRoot(root).render(
  <I18nextProvider i18n={words}>
    <ApiProvider api={api}>
      <NewAddress>
        <StateProvider>
          <App features={features} />
        </StateProvider>
      </NewAddress>
    </ApiProvider>
  </I18nextProvider>,
);
