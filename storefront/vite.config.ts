import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const shop = 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: true },
  server: { proxy: { '/api': shop, '/images': shop } },
});
