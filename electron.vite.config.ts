import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

const from = (path: string) => resolve(import.meta.dirname, path);

/** Main process, its threads and the preload; the window has its own build (renderer/vite.config.ts), shared with the browser host. */
export default defineConfig({
  main: {
    build: {
      outDir: 'dist/electron',
      emptyOutDir: false,
      externalizeDeps: true,
      rollupOptions: {
        input: {
          main: from('electron/main.ts'),
          'engine-worker': from('electron/engine/workers/engine-worker.ts'),
          'storage-worker': from('electron/engine/workers/storage-worker.ts'),
          'parse-worker': from('electron/engine/workers/parse-worker.ts'),
          'check-worker': from('electron/engine/workers/authentication/check-worker.ts'),
          'pack-worker': from('electron/engine/workers/pack-worker.ts'),
          'compose-worker': from('electron/engine/workers/compose-worker.ts'),
          'export-worker': from('electron/engine/workers/export-worker.ts'),
          'search-worker': from('electron/engine/workers/search/search-worker.ts'),
          'log-worker': from('electron/engine/workers/mail-log/log-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'dist/electron',
      emptyOutDir: false,
      rollupOptions: {
        input: { preload: from('electron/preload.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
