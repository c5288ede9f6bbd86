import { parse } from 'csv-parse/sync';
import { registerCsv, registerPackage } from './register-files.js';

const award = {
  id: '8c6117c1-e7c4-4693-bea8-644d75c1045a', number: 'KC-2026-0001', callId: '8c6117c1-e7c4-4693-bea8-644d75c1045b', callCode: 'KC-2026', titleEn: '=HYPERLINK("http://x","y")',
  titleLocal: { KG: 'Кар, "мөңгү"', CN: '冰雪\n与水' }, theme: { code: 'seismology', names: { en: 'Seismology' } }, abstractEn: '', months: 24, amount: { amount: '1000000.50', currency: 'CNY' as const },
  leads: { KG: '-Асанова', CN: '@李' }, announcedAt: '2026-12-18T04:00:00.000Z',
  institutions: [{ side: 'KG' as const, nameEn: 'Institute of Seismology', nameLocal: '', ror: 'https://ror.org/05abcde12' }, { side: 'CN' as const, nameEn: 'Small Lab, No. 2', nameLocal: '', ror: null }],
};

describe('the register as a file', () => {
  it('is a table in which nothing becomes a formula and nothing is lost', () => {
    const csv = registerCsv([award]);
    expect(csv.startsWith('\ufeffnumber,call,title_en')).toBe(true);
    const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      title_en: `'=HYPERLINK("http://x","y")`, title_kg: 'Кар, "мөңгү"', title_cn: '冰雪\n与水', lead_kg: "'-Асанова", lead_cn: "'@李", amount: '1000000.50', months: '24',
      institutions: 'KG: Institute of Seismology; CN: Small Lab, No. 2',
    });
  });

  it('has what the 360Giving standard requires', () => {
    const { grants: [grant] } = JSON.parse(registerPackage([award], 'https://kopuro.test')) as { grants: Record<string, unknown>[] };
    expect(grant).toMatchObject({
      id: 'KOPURO-KC-2026-0001', title: award.titleEn, description: award.titleEn, currency: 'CNY', amountAwarded: 1000000.5, awardDate: award.announcedAt, url: `https://kopuro.test/awards/${award.id}`,
      recipientOrganization: [{ id: 'XI-ROR-05abcde12', name: 'Institute of Seismology' }, { id: 'KOPURO-CN-small-lab-no-2', name: 'Small Lab, No. 2' }],
      fundingOrganization: [{ id: 'KOPURO-FUNDER-KG' }, { id: 'KOPURO-FUNDER-CN' }], plannedDates: [{ duration: 24 }],
    });
  });
});
