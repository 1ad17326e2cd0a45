import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the build goes is the caller's: `vite build src/web --outDir DIR --emptyOutDir`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../.hotline/web',
    assetsDir: 'assets',
    // One page for one kind of user on a local network: few large files are quicker than many small ones.
    chunkSizeWarningLimit: 2_000,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
