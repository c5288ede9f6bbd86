import chromium from '@sparticuz/chromium';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * Unpacks the package's Chromium once for all runs of this machine; answers the program's path. The package itself unpacks into the temporary folder
 * and takes whatever lies there for its own: another version's, or what another process has written half of.
 */
export async function unpackBrowser() {
  const place = join(tmpdir(), `kopuro-chromium-${devDependencies['@sparticuz/chromium']}`);
  if (!existsSync(place)) {
    const folder = mkdtempSync(`${place}-`);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    await chromium.executablePath();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    try {
      renameSync(folder, place);
    } catch (error) {
      // Another run was done first.
      rmSync(folder, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  return join(place, 'chromium');
}
