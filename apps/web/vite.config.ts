import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { writeRareHan } from './fonts/rare-han.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Puts `.br` and `.gz` beside every text file of the build, so that the server need not compress at run time. */
function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (config) => { folder = resolve(config.root, config.build.outDir); },
    closeBundle: () => {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(content));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** `virtual:rare-han.css`: the faces of rare Chinese characters, made from an installed font when first asked for. */
function rareHan(): Plugin {
  const folder = resolve(here, '../../dist/rare-han');
  return {
    name: 'rare-han',
    resolveId: (id) => {
      if (id !== 'virtual:rare-han.css') return undefined;
      writeRareHan(folder);
      return join(folder, 'rare-han.css');
    },
  };
}

/** Latin and Cyrillic letters stand on every page (each language is named in itself): their files need not wait for the style sheet. */
function preloadLetters(): Plugin {
  return {
    name: 'preload-letters',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => Object.keys(bundle ?? {}).filter((file) => /golos-text-(latin|cyrillic)-wght/.test(file))
        .map((file) => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' }, injectTo: 'head' as const })),
    },
  };
}

/** A far line costs 150 ms a round and a browser asks for six files at once: what a page needs anyway comes in few files. Merging further would bring pages what others need. */
const FILES = [
  { name: 'frame', tags: ['$initial' as const], priority: 3 },
  { name: 'public', test: /apps\/web\/src\/pages\/(home\/home|calls\/calls?)-page/, priority: 2 },
  { name: 'shared', test: /apps\/web\/src|libs\/|@mantine|@floating-ui/, minShareCount: 2, entriesAware: true, priority: 1 },
];

export default defineConfig({
  root: here,
  plugins: [react(), rareHan(), preloadLetters(), precompress()],
  // `source` lets #libs/… resolve to the TypeScript of the libraries.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing is inlined: the content security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: FILES } } },
  },
  server: { proxy: { '/api': { target: process.env.API_URL ?? 'http://localhost:3000', changeOrigin: false } } },
});
