export default {
  testEnvironment: '<rootDir>/test/runner/environment.mjs',
  runtime: '<rootDir>/test/runner/runtime.mjs',
  rootDir: '.',
  testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  globalSetup: '<rootDir>/test/runner/global-setup.mjs',
  globalTeardown: '<rootDir>/test/runner/global-teardown.mjs',
  testTimeout: 60_000,
  // One more than two cores: kills, races and browsers often wait.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/runner/longest-first.mjs',
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
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
