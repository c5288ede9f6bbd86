/** The order in which the libraries may import one another; each may use those before it. */
const ORDER = ['kernel', 'platform', 'identity', 'conflicts', 'calls', 'applications', 'assignment', 'scoring', 'awards'];
const later = (n) => ORDER.slice(n + 1).concat('notifications').join('|');

const oneWay = ORDER.map((name, n) => ({
  name: `one-way-${name}`, severity: 'error', comment: `${name} may not know what is built on it`,
  from: { path: `^libs/${name}/src` }, to: { path: `^libs/(${later(n)})/src` },
}));

const SLICES = ['identity', 'conflicts', 'calls', 'applications', 'assignment', 'scoring', 'awards', 'notifications'];
const frontDoors = SLICES.map((name) => ({
  name: `front-door-${name}`, severity: 'error', comment: `${name} is entered by index.ts or shared/`,
  from: { path: '^(libs|apps|test)/', pathNot: `^(libs/${name}/|test/)` }, to: { path: `^libs/${name}/src/`, pathNot: `^libs/${name}/src/(index\\.ts$|shared/)` },
}));

module.exports = {
  forbidden: [
    ...oneWay,
    ...frontDoors,
    {
      name: 'web-knows-contracts-only', severity: 'error', comment: 'the web sees the kernel and what slices share',
      from: { path: '^apps/web/' }, to: { path: '^(libs|apps|migrations)/', pathNot: '^(apps/web/|libs/kernel/src/|libs/[^/]+/src/shared/)' },
    },
    {
      name: 'shared-is-pure', severity: 'error', comment: 'rules and contracts run in the browser too',
      from: { path: '^libs/[^/]+/src/shared/', pathNot: '\\.spec\\.ts$' }, to: { path: '(^libs/platform/|node_modules/(@nestjs|typeorm|pg|bullmq)/)' },
    },
    { name: 'kernel-is-pure', severity: 'error', from: { path: '^libs/(kernel|optimizer)/', pathNot: '\\.spec\\.ts$' }, to: { path: 'node_modules/(@nestjs|typeorm|pg|bullmq|fastify)/' } },
    {
      name: 'controllers-see-no-rows', severity: 'error', comment: 'answers go through present.ts',
      from: { path: '\\.controller\\.ts$' }, to: { path: '\\.rows?\\.ts$' },
    },
    { name: 'optimizer-stands-alone', severity: 'error', from: { path: '^libs/optimizer/' }, to: { path: '^(libs/(?!optimizer)|apps|migrations)' } },
    { name: 'optimizer-serves-three', severity: 'error', from: { path: '^libs/(kernel|platform|identity|conflicts|calls|applications|notifications)/' }, to: { path: '^libs/optimizer/' } },
    { name: 'no-cycles', severity: 'error', from: { pathNot: '^libs/kernel/src/problems/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'libs-know-no-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^(apps|test)/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
  },
};
