/** ES-only packages that the tests compile to CommonJS like our own code. */
const esm = ['@fastify', 'light-my-request', '@nestjs', 'load-esm', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit', 'cookie', 'content-disposition',
  'es-toolkit', 'path-to-regexp', 'csv-parse'];

export default {
  testEnvironment: 'node',
  rootDir: '.',
  testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 60_000,
  // One more than two cores: kills, races and browsers often wait.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'require', 'node', 'node-addons', 'default'] },
  transform: {
    '^.+\\.[cm]?[jt]sx?$': ['@swc/jest', {
      swcrc: false, module: { type: 'commonjs', ignoreDynamic: false }, sourceMaps: 'inline',
      jsc: {
        target: 'es2022', parser: { syntax: 'typescript', decorators: true, dynamicImport: true, tsx: false },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false }, keepClassNames: true,
      },
    }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esm.join('|')})/)`],
  moduleNameMapper: { '^file-type$': '<rootDir>/node_modules/file-type/index.js', '^strtok3$': '<rootDir>/node_modules/strtok3/lib/index.js', '^(\\.{1,2}/.*)\\.js$': '$1' },
};
