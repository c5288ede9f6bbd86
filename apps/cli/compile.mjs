// Compiles the server file by file, without looking at types (`npm run check` does): a second instead of the compiler's dozen, which every first start would wait for.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const SOURCES = ['apps/api/src', 'apps/worker/src', 'apps/cli/src', 'libs', 'migrations'];
/** As `tsconfig.json` has it, and as the tests run the same files. */
const OPTIONS = {
  swcrc: false, configFile: false, module: { type: 'es6' },
  jsc: {
    target: 'es2022', parser: { syntax: 'typescript', decorators: true }, keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    experimental: { keepImportAttributes: true },
  },
};

/**
 * Writes each source's JavaScript, and each JSON that sources import, to the same place below `dist`.
 * @param {string} root the project's folder
 * @param {string} dist where the compiled files go
 * @throws with file and place of what is no TypeScript
 */
export async function compile(root, dist) {
  const files = SOURCES.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)));
  for (const name of files.filter((one) => one.endsWith('.json'))) cpSync(join(root, name), join(dist, name));
  await Promise.all(files.filter((one) => one.endsWith('.ts') && !one.endsWith('.spec.ts')).map(async (name) => {
    const { code } = await transformFile(join(root, name), OPTIONS);
    const target = join(dist, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }));
}
