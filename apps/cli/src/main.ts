type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start/command.js')).start,
  rehearse: async () => (await import('./rehearse/command.js')).rehearse,
  optimize: async () => (await import('./optimize/command.js')).optimize,
  admin: async () => (await import('./admin/command.js')).admin,
};

const USAGE = `Usage: npm start                                        serve, on the embedded database unless DATABASE_URL is set
       npm run dev                                      the same, following changes of the sources
       npm run rehearse -- <folder> [--out <folder>]    play a whole competition from files
       npm run -s optimize -- <what> <file>             assign, calibrate or choose, from a file, without a database
       npm run admin -- <command>                       run the system (npm run admin lists the commands)`;

/** Runs one command of the command line; answers the exit status (2: no such command). */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(name === undefined ? USAGE : `There is no command "${name}".\n${USAGE}`);
    return 2;
  }
  const command = await load();
  return command(args);
}
