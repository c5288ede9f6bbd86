import { TestEnvironment } from 'jest-environment-node';
import { ModuleMocker } from 'jest-mock';
import vm from 'node:vm';

/** Stands for the process's own context, of which Node.js gives no handle. */
const own = vm.createContext({});
const compileFunction = vm.compileFunction;
/** What jest compiled of the files read so far; a module's code is compiled once a worker, and run anew for each test file. */
const compiled = new Map();

vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== own) return compileFunction(code, parameters, options);
  const known = compiled.get(options.filename);
  if (known?.code === code && known.parameters.join() === parameters.join()) return known.run;
  const run = compileFunction(code, parameters, { ...options, parsingContext: undefined });
  compiled.set(options.filename, { code, parameters: [...parameters], run });
  return run;
};

/**
 * Runs test files in the process's own context. In a context of their own, jest's way, each look at a global (`Promise`, `Array`, `Buffer`) costs twenty times as much, and the server
 * under test, in the same process, takes thousands of them a request. What a file puts on the global object is taken away after it.
 */
export default class OwnContext extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.before = new Set(Reflect.ownKeys(globalThis));
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
  }

  getVmContext() {
    return own;
  }

  async teardown() {
    for (const key of Reflect.ownKeys(globalThis)) if (!this.before.has(key)) Reflect.deleteProperty(globalThis, key);
    await super.teardown();
  }
}
