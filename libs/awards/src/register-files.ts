import type { z } from 'zod';
import type { AwardSchema } from './shared/contract.js';

type Award = z.input<typeof AwardSchema>;

const COLUMNS = ['number', 'call', 'title_en', 'title_kg', 'title_cn', 'theme', 'lead_kg', 'lead_cn', 'institutions', 'months', 'amount', 'currency', 'announced_at', 'abstract_en'] as const;
/** Those who pay, as both ministries are named on every page. */
const FUNDERS = [
  { id: 'KOPURO-FUNDER-KG', name: 'Ministry for science, Kyrgyz Republic' },
  { id: 'KOPURO-FUNDER-CN', name: 'Ministry of science and technology, China' },
];

/** A cell as text: a spreadsheet must not take what somebody typed for a formula. */
function cell(value: string | number): string {
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

function rowOf(a: Award): (string | number)[] {
  return [a.number, a.callCode, a.titleEn, a.titleLocal.KG, a.titleLocal.CN, a.theme.names.en, a.leads.KG, a.leads.CN, a.institutions.map((i) => `${i.side}: ${i.nameEn}`).join('; '),
    a.months, a.amount.amount, a.amount.currency, a.announcedAt, a.abstractEn];
}

/** The register as a table: UTF-8 with a mark, so that Excel reads it too; RFC 4180, a header line first. */
export function registerCsv(awards: readonly Award[]): string {
  return `\ufeff${[COLUMNS, ...awards.map(rowOf)].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function organisation(i: Award['institutions'][number]) {
  const ror = /[0-9a-z]{9}$/.exec(i.ror ?? '')?.[0];
  const own = `KOPURO-${i.side}-${i.nameEn.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  return { id: ror ? `XI-ROR-${ror}` : own, name: i.nameEn };
}

function grant(a: Award, publicUrl: string) {
  return {
    id: `KOPURO-${a.number}`, title: a.titleEn, description: a.abstractEn || a.titleEn, currency: a.amount.currency, amountAwarded: Number(a.amount.amount), awardDate: a.announcedAt,
    url: `${publicUrl}/awards/${a.id}`, plannedDates: [{ duration: a.months }], recipientOrganization: a.institutions.map(organisation), fundingOrganization: FUNDERS,
    grantProgramme: [{ code: a.callCode, title: a.callCode }], classifications: [{ vocabulary: 'Themes of the call', code: a.theme.code, title: a.theme.names.en }], fromOpenCall: 'Yes',
  };
}

/** The register as a package of the 360Giving data standard (1.4); amounts in yuan, durations in months. */
export function registerPackage(awards: readonly Award[], publicUrl: string): string {
  return JSON.stringify({
    version: '1.4', title: 'Köpürö award register', description: 'Projects announced by both ministries', publisher: { name: 'Köpürö', website: publicUrl }, grants: awards.map((a) => grant(a, publicUrl)),
  }, null, 1);
}
