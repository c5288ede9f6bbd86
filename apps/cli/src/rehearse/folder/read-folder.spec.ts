import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Folder } from './folder.js';
import { readFolder } from './read-folder.js';
import { UnusableInput } from './unusable-input.js';

const fixtures = resolve('test/fixtures');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kopuro-folder-'));
  cpSync(join(fixtures, 'rehearsal'), folder, { recursive: true });
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const put = (file: string, text: string) => { writeFileSync(join(folder, file), text); };
const edit = (file: string, change: (text: string) => string) => { put(file, change(readFileSync(join(folder, file), 'utf8'))); };

function fault(): string {
  try {
    readFolder(folder);
  } catch (error) {
    if (error instanceof UnusableInput) return error.message;
    throw error;
  }
  return 'nothing';
}

function applicationOf(read: Folder, id: string) {
  return read.applications.find((a) => a.id === id);
}

describe('the fixtures', () => {
  it('are read whole', () => {
    const read = readFolder(folder);
    expect([read.applications.length, read.reviewers.length, read.reviews.length, read.votes?.length]).toEqual([24, 30, 96, 48]);
    expect(read.assignments).toBeNull();
    expect(read.call.floorCny).toBeNull();
  });

  it('with refusals are read without judging them', () => {
    const read = readFolder(join(fixtures, 'rehearsal-refused'));
    expect(read.applications).toHaveLength(32);
    expect(applicationOf(read, 'line-decimals')?.budget[1]?.amountCny).toBe('60000.005');
    expect(applicationOf(read, 'lead-missing')?.leads.CN).toBeNull();
    expect(applicationOf(read, 'one-signature')?.signedOffBy).toEqual(['KG']);
  });
});

describe('what other programs write', () => {
  it('byte order marks, CRLF, quotes, line breaks in cells and empty lines change nothing', () => {
    const plain = readFolder(folder);
    for (const file of ['institutions.csv', 'people.csv', 'reviewers.csv', 'reviews.csv', 'votes.csv', 'conflicts.csv', 'applications.jsonl', 'call.json']) {
      edit(file, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`);
    }
    expect(readFolder(folder)).toEqual(plain);
    expect(plain.reviews.some((review) => review.comment.includes('\n'))).toBe(true);
  });

  it('numbers as texts and texts as numbers', () => {
    edit('call.json', (text) => text.replace('"places": 10', '"places": "10"').replace('"1500000.00"', '1500000').replace('"floorCny": null', '"floorCny": "0"'));
    expect(readFolder(folder).call).toMatchObject({ places: 10, capCny: '1500000', floorCny: null });
  });

  it('rules without data are off', () => {
    edit('call.json', (text) => {
      const { title, opensAt, closesAt, criteria } = JSON.parse(text) as Record<string, unknown>;
      return JSON.stringify({ title: { ru: 'Конкурс' }, opensAt, closesAt, criteria, themes: [{ code: 'all', names: { en: 'All', zh: '全部' } }], more: title });
    });
    edit('reviewers.csv', (text) => text.replaceAll('modern-agriculture', 'all'));
    const { call } = readFolder(folder);
    expect(call).toMatchObject({ capCny: null, places: null, maxApplicationsPerLead: null, questions: [], requiredDocuments: [], reviewersPerSide: { KG: 0, CN: 0 } });
    expect(call.themes).toEqual([{ code: 'all', texts: { en: 'All', 'zh-CN': '全部' } }]);
    expect(call.title).toEqual({ en: 'Конкурс', ru: 'Конкурс' });
  });

  it('leaves out what the contract lets be absent', () => {
    rmSync(join(folder, 'conflicts.csv'));
    rmSync(join(folder, 'votes.csv'));
    expect(readFolder(folder)).toMatchObject({ conflicts: [], votes: null, affinities: null });
  });

  it('short rows may leave out optional cells at their end', () => {
    put('votes.csv', 'application,side,vote,amountCny\nA02,KG,no\nA02,cn,Yes,10.50,\n');
    expect(readFolder(folder).votes).toEqual([
      { item: 'A02/KG', application: 'A02', side: 'KG', vote: 'no', amountCny: null }, { item: 'A02/CN', application: 'A02', side: 'CN', vote: 'yes', amountCny: '10.50' },
    ]);
  });
});

describe('people and institutions', () => {
  it('one ORCID iD is one person, whatever the address', () => {
    edit('people.csv', (text) => `${text.trimEnd()}\nasel@home.example,D,A,,,KG,knau,https://orcid.org/0009-9999-0000-1011\n`);
    put('conflicts.csv', 'application,reviewer,reason\nA09,ASEL@home.example,same person\n');
    const read = readFolder(folder);
    expect(read.conflicts[0]).toMatchObject({ item: 'A09/ASEL@home.example', email: 'asel.duishoeva@knau.example' });
    expect(read.people.filter((person) => person.orcid === '0009-9999-0000-1011')).toHaveLength(1);
  });

  it('one ROR id is one institution, as a URL or bare', () => {
    edit('institutions.csv', (text) => `${text.trimEnd()}\nagain,https://ror.org/03kj11b67,Again,,KG,KG,knau\n`);
    const { institutions } = readFolder(folder);
    const same = institutions.filter(({ ror }) => ror === 'https://ror.org/03kj11b67');
    expect(same).toHaveLength(1);
    expect(same[0]?.parent).toMatch(/^folder-\d+$/);
  });

  it('a lead among the members is listed once, and may stay away', () => {
    edit('applications.jsonl', (text) => text.replace('"members": [', '"members": [{"email": "KEXIN.HE@nwafu.example", "role": "lead", "accepts": false}, '));
    const a01 = applicationOf(readFolder(folder), 'A01');
    expect(a01?.leads.CN).toMatchObject({ email: 'kexin.he@nwafu.example', accepts: false });
    expect(a01?.members).toHaveLength(4);
  });
});

describe('a broken file is named with its line', () => {
  const header = 'application,side,vote,amountCny\n';
  it.each<[string, () => void, string]>([
    ['a missing file', () => { rmSync(join(folder, 'people.csv')); }, 'people.csv: is missing'],
    ['broken JSON', () => { edit('call.json', (text) => text.replace('"places": 10', '"places": ten')); }, 'call.json, line 23: is not JSON'],
    ['JSON that ends early', () => { put('call.json', '{\n  "title": "x",\n'); }, 'call.json, line 2: is not JSON'],
    ['an instant without a zone', () => { edit('call.json', (text) => text.replace('2026-10-30T10:00:00Z', '2026-10-30')); }, 'call.json, line 9: closesAt: is not an ISO instant'],
    ['a criterion without a weight', () => { edit('call.json', (text) => text.replace('"weight": 0.2,', '"weight": "much",')); }, 'call.json, line 79: criteria.1.weight: is not a number'],
    ['a broken line of JSON', () => { edit('applications.jsonl', (text) => text.replace(/\n\{/, '\n{,')); }, 'applications.jsonl, line 2: is not JSON'],
    ['an unknown lead', () => { edit('applications.jsonl', (text) => text.replaceAll('kexin.he@', 'kexin.hi@')); }, 'applications.jsonl, line 1: kexin.hi@nwafu.example is not in people.csv'],
    ['an amount in words', () => { edit('applications.jsonl', (text) => text.replace('"203000.00"', '"many"')); }, 'applications.jsonl, line 1: budget.0.amountCny: is not an amount'],
    ['an id used twice', () => { edit('applications.jsonl', (text) => text.replace('"id": "A02"', '"id": "A01"')); }, 'line 2: the id A01 is used twice'],
    ['a missing column', () => { put('votes.csv', 'application,vote\n'); }, 'votes.csv, line 1: has no column side'],
    ['an empty file', () => { put('votes.csv', ''); }, 'votes.csv, line 1: is empty'],
    ['a short row', () => { put('votes.csv', `${header}A01,KG,no,\nA02,KG\n`); }, 'votes.csv, line 3: has 2 cells'],
    ['a long row', () => { put('votes.csv', `${header}A01,KG,yes,1,500,000.00\n`); }, 'votes.csv, line 2: has 6 cells'],
    ['an unknown vote', () => { put('votes.csv', `${header}\n\nA01,KG,maybe,\n`); }, 'votes.csv, line 4: vote is “maybe”'],
    ['an unknown application', () => { put('votes.csv', `${header}A99,KG,no,\n`); }, 'votes.csv, line 2: the application A99'],
    ['a quote that is not closed', () => { put('conflicts.csv', 'application,reviewer,reason\nA01,liqun.zhang@cau.example,"x\ny"\nA02,liqun.zhang@cau.example,"z\nA03,"q",r\n'); }, 'conflicts.csv, line 4: a quoted cell'],
    ['a score in words', () => { edit('reviews.csv', (text) => text.replace('A24,KG#1,3.5', 'A24,KG#1,good')); }, 'reviews.csv, line 3: quality is “good”'],
    ['a row after a cell of two lines', () => { put('conflicts.csv', 'application,reviewer,reason\r\nA01,liqun.zhang@cau.example,"x\r\ny"\r\nA77,a,b\r\n'); }, 'conflicts.csv, line 4: the application A77'],
    ['an unknown institution', () => { edit('people.csv', (text) => text.replace('KG,knau,0009', 'KG,knua,0009')); }, 'people.csv, line 2: the institution knua'],
    ['an unknown parent', () => { edit('institutions.csv', (text) => text.replace('KG,KG,\n', 'KG,KG,nowhere\n')); }, 'institutions.csv, line 2: the parent nowhere'],
    ['bytes that are no text', () => { writeFileSync(join(folder, 'votes.csv'), Buffer.from([...Buffer.from(header), 0xd0, 0x0a])); }, 'votes.csv, line 2: is not UTF-8'],
  ])('%s', (_, spoil, expected) => {
    spoil();
    expect(fault()).toContain(expected);
  });
});
