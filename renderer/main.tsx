/** Entry of the window: transport, words, state, and the features that the window is made of. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './App.tsx';
import { ApiProvider, createApi } from './api/Api.tsx';
import { detectTransport } from './api/transport.ts';
import { chooseLanguage, createWords } from './i18n/words.ts';
import { parts } from './parts.ts';
import { StateProvider } from './state/State.tsx';

// A token in the address was good once and is spent; it must not stay in the bar or the history (DESIGN §6).
if (location.search !== '') history.replaceState(null, '', location.pathname);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const api = createApi(detectTransport(window));
const words = await createWords(chooseLanguage(navigator.languages));

createRoot(root).render(
  <I18nextProvider i18n={words}>
    <ApiProvider api={api}>
      <StateProvider>
        <App parts={parts} />
      </StateProvider>
    </ApiProvider>
  </I18nextProvider>,
);
