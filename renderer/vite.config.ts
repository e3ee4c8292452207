/** Builds the renderer to `dist/renderer`: relative addresses, no inline script, so that both hosts can serve it under the strict policy. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What most parts of the window share lies in few files, and the rest by feature: by itself the bundler would make a file of every set of
 * parts that share something, and the window would ask for thirty of them before it is drawn.
 */
const shared = [
  { name: 'contract', test: /[\\/](electron[\\/](contract|base)|node_modules[\\/]zod)[\\/]/ },
  { name: 'react', test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  {
    name: 'controls',
    test: /[\\/]node_modules[\\/](react-aria|react-aria-components|react-stately|@internationalized|@tanstack|i18next|react-i18next|lucide-react)[\\/]/,
  },
  ...['en', 'es', 'pt'].map((language) => ({
    name: `lessons-${language}`,
    test: new RegExp(`electron[\\\\/]lessons[\\\\/]${language}[\\\\/]`),
  })),
  { name: 'window', test: /[\\/]renderer[\\/](api|state|ui)[\\/].*\.tsx?$/ },
];

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome136',
    // The policy allows images and fonts from the page's own address, not from data: addresses in a style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Scripts come by feature; styles as one sheet (`sheets.ts`), so that what a rule overrides does not hang on what has been opened before.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: shared },
      },
    },
  },
});
