// Lets Node run our TypeScript outside jest: finds x.ts where x.js is asked for, and takes the types away.
import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';

const isOurs = (url) => url?.startsWith('file:') && !url.includes('/node_modules/') && !url.includes('/dist/');

export function resolve(specifier, context, next) {
  if (isOurs(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier)) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL).href;
    if (existsSync(fileURLToPath(url))) return { url, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), {
    swcrc: false, sourceMaps: 'inline', module: { type: 'es6' }, jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, useDefineForClassFields: false } },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
