import fc from 'fast-check';
import type { AssignmentProblem, AssignmentSide } from '#libs/optimizer';

export const SIDES = ['KG', 'CN', 'INT'] as const;

/** What random problems have beside demands by side, loads, conflicts, bans and locked pairs. */
export interface Features {
  any?: boolean;
  caps?: 'sides' | 'spanning';
  callCap?: boolean;
  teams?: boolean;
}

/**
 * Problems of some 5 x 7 with ties, conflicts, bans, locked pairs and minimums, and what the features add. Demands, minimums and caps are
 * read off a random plan, so that most can be solved; now and then one is turned up, so that some cannot.
 */
export function problems({ any = false, caps, callCap = false, teams = false }: Features): fc.Arbitrary<AssignmentProblem> {
  return fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 3, max: 8 })).chain(([rows, columns]) => {
    const matrix = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<T[][]> => (
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
    );
    return fc.record({
      affinity: matrix(fc.option(fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), { freq: 8 })),
      plan: matrix(fc.constantFrom(true, false, false)),
      people: fc.array(fc.tuple(fc.constantFrom<AssignmentSide>('KG', 'KG', 'CN', 'CN', 'INT'), fc.constantFrom('a', 'b', 'c'), fc.nat(2), fc.nat(2)),
        { minLength: columns, maxLength: columns }),
      free: fc.array(fc.nat(2), { minLength: rows, maxLength: rows }),
      harder: fc.constantFrom('no', 'no', 'no', 'demand', 'load', 'cap'),
      banned: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)), { maxLength: 2 }),
      isLocked: fc.boolean(),
      members: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(columns - 1)), { minLength: teams ? 2 : 0, maxLength: teams ? 6 : 0 }),
    });
  }).map(({ affinity, plan, people, free, harder, banned, isLocked, members }) => {
    const pairs = plan.flatMap((row, a) => row.flatMap((is, r): [number, number][] => (
      is && affinity[a]?.[r] != null && !banned.some(([ba, br]) => ba === a && br === r) ? [[a, r]] : []
    )));
    const homeOf = (r: number): string => (caps === 'spanning' ? people[r]?.[1] ?? '' : `${people[r]?.[1]} ${people[r]?.[0]}`);
    const count = (counts: (a: number, r: number) => boolean): number => pairs.filter(([a, r]) => counts(a, r)).length;
    const homes = [...new Set(people.map((_, r) => homeOf(r)))];
    const tighter = harder === 'cap' ? 1 : 0;
    return {
      applications: free.map((flexible, a) => {
        const demand = { KG: 0, CN: 0, INT: 0 };
        let open = 0;
        for (const side of SIDES) {
          const planned = count((ca, cr) => ca === a && people[cr]?.[0] === side);
          const kept = any ? Math.max(0, planned - flexible) : planned;
          demand[side] = kept + (harder === 'demand' && side === 'KG' ? 1 : 0);
          open += planned - kept;
        }
        return { id: `A${a}`, demand, any: open };
      }),
      reviewers: people.map(([side, , below, above], r) => {
        const planned = count((_, cr) => cr === r);
        const minLoad = Math.max(0, planned - below + (harder === 'load' && r === 0 ? 1 : 0));
        return { id: `R${r}`, side, minLoad, maxLoad: Math.max(minLoad, planned + above), institution: homeOf(r) };
      }),
      affinity, banned, locked: isLocked ? pairs.slice(0, 1) : [], ...(teams && { teams: members }),
      ...(caps && { institutionCap: Math.max(1, ...free.flatMap((_, a) => homes.map((home) => count((ca, cr) => ca === a && homeOf(cr) === home)))) - tighter }),
      ...(callCap && { callInstitutionCap: Math.max(1, ...homes.map((home) => count((_, cr) => homeOf(cr) === home))) - tighter }),
    };
  }).filter(({ locked, institutionCap, callInstitutionCap }) => locked.length === 0 || (institutionCap !== 0 && callInstitutionCap !== 0));
}

/** Every feature alone and all together, each with how many problems are tried. */
export const COMBINATIONS: [string, Features, number][] = [
  ['demands by side', {}, 150], ['slots of any side', { any: true }, 100], ['caps on institutions', { caps: 'sides' }, 80],
  ['caps and slots of any side', { caps: 'sides', any: true }, 80], ['a cap of the call', { callCap: true }, 80],
  ['institutions of both sides', { caps: 'spanning' }, 60], ['teams that would review each other', { teams: true }, 100],
  ['everything', { caps: 'spanning', any: true, callCap: true, teams: true }, 60],
];

export const asksForNothing = ({ demand, any = 0 }: AssignmentProblem['applications'][number]): boolean => demand.KG + demand.CN + demand.INT + any === 0;
