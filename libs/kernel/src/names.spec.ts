import fc from 'fast-check';
import { displayName, institutionName, plainName } from './names.js';

describe('names', () => {
  it.each([
    ['Асанова Айгүл Бакытовна', { family: 'Асанова', given: 'Айгүл', patronymic: 'Бакытовна' }],
    ['Мамбет уулу Нурбек', { family: '', given: 'Мамбет уулу Нурбек', patronymic: null }],
    ['欧阳雪', { family: '欧阳', given: '雪' }],
    ['李䶮', { family: '李', given: '䶮' }],
    ['王𬱖', { family: '王', given: '𬱖' }],
    ['买买提·艾力', { family: '', given: '买买提·艾力' }],
    ['Lü Yan', { family: 'Lü', given: 'Yan', nativeName: '' }],
    ['吕燕', { family: 'Lü', given: 'Yan', nativeName: '吕燕' }],
  ])('shows %s in its own order', (shown, name) => expect(displayName(name)).toBe(shown));

  it('gives institutions by their local name to readers of their side, by the English one to others', () => {
    const knu = { side: 'KG' as const, nameEn: 'Kyrgyz National University', nameLocal: 'Кыргызский национальный университет' };
    const cau = { side: 'CN' as const, nameEn: 'China Agricultural University', nameLocal: '中国农业大学' };
    expect((['en', 'ru', 'ky', 'zh-CN'] as const).map((l) => institutionName(knu, l))).toEqual([knu.nameEn, knu.nameLocal, knu.nameLocal, knu.nameEn]);
    expect((['en', 'ru', 'ky', 'zh-CN'] as const).map((l) => institutionName(cau, l))).toEqual([cau.nameEn, cau.nameEn, cau.nameEn, cau.nameLocal]);
    expect(institutionName({ ...cau, nameLocal: '' }, 'zh-CN')).toBe(cau.nameEn);
    expect(institutionName({ side: 'INT', nameEn: 'University of Oslo', nameLocal: 'Universitetet i Oslo' }, 'ru')).toBe('University of Oslo');
  });

  it('gives the Latin form to readers of another script', () => {
    expect(plainName({ family: 'Ouyang', given: 'Xue', nativeName: '欧阳雪' })).toBe('Ouyang Xue');
    expect(plainName({ family: '', given: 'Mambet uulu Nurbek' })).toBe('Mambet uulu Nurbek');
  });

  it('keeps every part whole and adds no stray space', () => {
    const part = fc.stringMatching(/^(\p{L}{1,8})?$/u);
    fc.assert(fc.property(part, part, part, (family, given, patronymic) => {
      const shown = displayName({ family, given, patronymic });
      expect([family, given, patronymic].every((p) => shown.includes(p))).toBe(true);
      expect(shown).not.toMatch(/^ | $| {2}/);
    }));
  });
});
