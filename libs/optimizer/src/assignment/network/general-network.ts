import { IMPOSSIBLE } from '../instance.js';
import type { Instance } from '../instance.js';
import { SIDES } from '../problem.js';
import { Network } from './network.js';

/** A whole instance as a network, and which arc stands for which pair. */
export interface GeneralNetwork {
  readonly network: Network;
  /** Cells (application * reviewers + reviewer) of all possible pairs, ascending, and the arc of each. */
  readonly cellOfPair: Int32Array;
  readonly arcOfPair: Int32Array;
}

interface Nodes {
  readonly source: number;
  readonly reviewer: (r: number) => number;
  readonly side: (a: number, s: number) => number;
  readonly application: (a: number) => number;
  /** Node that limits an institution's reviews on an application (on one side); -1 where the cap cannot bind. */
  readonly capOf: (a: number, r: number) => number;
  readonly callInstitution: (institution: number) => number;
  readonly count: number;
  readonly caps: readonly { readonly node: number; readonly a: number; readonly side: number; readonly least: number; readonly cap: number }[];
}

/**
 * source → (institution of the call) → reviewer → (application, institution) → (application, side) → application. The sets of pairs that
 * one bound counts are nested or disjoint on each end, so the matrix is a network's and every vertex is integral. An institution with
 * reviewers of two sides is capped on each side by itself: a relaxation, of which `capsHold` must be asked.
 */
export function generalNetwork(instance: Instance): GeneralNetwork {
  const { applications, reviewers, gains, sideOf, sideLeast, sideMost, total, least, most, institutionOf, callCapLeft } = instance;
  const nodes = numberNodes(instance);
  let possible = 0;
  for (const gain of gains) if (gain !== IMPOSSIBLE) possible += 1;
  const arcs = possible + reviewers + (callCapLeft?.length ?? 0) + nodes.caps.length + applications * SIDES.length
    + (instance.optional?.reduce((sum, optional) => sum + optional, 0) ?? 0);
  const network = new Network(nodes.count, arcs);
  callCapLeft?.forEach((cap, institution) => (
    network.addArc(nodes.source, nodes.callInstitution(institution), instance.callCapLeast?.[institution] ?? 0, cap)
  ));
  for (let r = 0; r < reviewers; r += 1) {
    const institution = institutionOf[r]!;
    const from = callCapLeft && institution >= 0 ? nodes.callInstitution(institution) : nodes.source;
    network.addArc(from, nodes.reviewer(r), least[r]!, Math.max(least[r]!, Math.min(most[r]!, applications)));
  }
  for (const { node, a, side, least: few, cap } of nodes.caps) network.addArc(node, nodes.side(a, side), few, cap);
  const cellOfPair = new Int32Array(possible);
  const arcOfPair = new Int32Array(possible);
  let pair = 0;
  for (let cell = 0; cell < gains.length; cell += 1) {
    if (gains[cell] === IMPOSSIBLE) continue;
    const a = Math.floor(cell / reviewers);
    const r = cell % reviewers;
    const cap = nodes.capOf(a, r);
    cellOfPair[pair] = cell;
    arcOfPair[pair] = network.addArc(nodes.reviewer(r), cap >= 0 ? cap : nodes.side(a, sideOf[r]!), 0, 1, -gains[cell]!);
    pair += 1;
  }
  for (let a = 0; a < applications; a += 1) {
    for (let s = 0; s < SIDES.length; s += 1) {
      network.addArc(nodes.side(a, s), nodes.application(a), sideLeast[a * SIDES.length + s]!, sideMost[a * SIDES.length + s]!);
    }
    if (instance.optional?.[a] === 1) network.addArc(nodes.source, nodes.application(a), 0, total[a]!);
    network.supply[nodes.application(a)]! -= total[a]!;
    network.supply[nodes.source]! += total[a]!;
  }
  return { network, cellOfPair, arcOfPair };
}

function numberNodes(instance: Instance): Nodes {
  const { applications, reviewers, institutions, callCapLeft } = instance;
  const sides = SIDES.length;
  const firstSide = 1 + reviewers;
  const firstApplication = firstSide + applications * sides;
  const firstInstitution = firstApplication + applications;
  let count = firstInstitution + (callCapLeft ? institutions : 0);
  const caps: { node: number; a: number; side: number; least: number; cap: number }[] = [];
  const nodeOf = new Map<number, number>();
  const groupOf = (a: number, r: number): number => (a * institutions + instance.institutionOf[r]!) * sides + instance.sideOf[r]!;
  for (const [group, size] of capGroups(instance, groupOf)) {
    const ofApplication = Math.floor(group / sides);
    const cap = instance.capLeft?.[ofApplication] ?? 0;
    if (size <= cap) continue;
    nodeOf.set(group, count);
    caps.push({ node: count, a: Math.floor(ofApplication / institutions), side: group % sides, least: instance.capLeast?.[ofApplication] ?? 0, cap });
    count += 1;
  }
  return {
    source: 0, count, caps,
    reviewer: (r) => 1 + r,
    side: (a, s) => firstSide + a * sides + s,
    application: (a) => firstApplication + a,
    callInstitution: (institution) => firstInstitution + institution,
    capOf: (a, r) => (nodeOf.size === 0 || instance.institutionOf[r]! < 0 ? -1 : nodeOf.get(groupOf(a, r)) ?? -1),
  };
}

/** Possible pairs under each cap, by the group's number. */
function capGroups(instance: Instance, groupOf: (a: number, r: number) => number): Map<number, number> {
  const sizes = new Map<number, number>();
  if (!instance.capLeft) return sizes;
  for (let a = 0, cell = 0; a < instance.applications; a += 1) {
    for (let r = 0; r < instance.reviewers; r += 1, cell += 1) {
      if (instance.institutionOf[r]! < 0 || instance.gains[cell] === IMPOSSIBLE) continue;
      const group = groupOf(a, r);
      sizes.set(group, (sizes.get(group) ?? 0) + 1);
    }
  }
  return sizes;
}

/** Whether some institution's cap on an application could bind at all. O(applications x reviewers). */
export function capsCanBind(instance: Instance): boolean {
  const { capLeft, institutions, institutionOf } = instance;
  if (instance.callCapLeft) return true;
  for (const [group, size] of capGroups(instance, (a, r) => a * institutions + institutionOf[r]!)) {
    if (size > (capLeft?.[group] ?? 0)) return true;
  }
  return false;
}

/** Whether the network states every rule: no institution's cap that could bind spans two sides, and nobody could review each other. O(applications x reviewers). */
export function networkStatesAll(instance: Instance): boolean {
  if (instance.exchanges.length > 0) return false;
  const { capLeft, institutions, institutionOf, sideOf } = instance;
  const ofSides = capGroups(instance, (a, r) => (a * institutions + institutionOf[r]!) * SIDES.length + sideOf[r]!);
  const largest = new Map<number, number>();
  for (const [group, size] of ofSides) largest.set(Math.floor(group / SIDES.length), Math.max(size, largest.get(Math.floor(group / SIDES.length)) ?? 0));
  for (const [group, size] of capGroups(instance, (a, r) => a * institutions + institutionOf[r]!)) {
    if (size > (capLeft?.[group] ?? 0) && size > (largest.get(group) ?? 0)) return false;
  }
  return true;
}

/** Whether the chosen cells respect the institutions' caps over all sides together. */
export function capsHold({ capLeft, institutions, institutionOf, reviewers }: Instance, cells: Int32Array): boolean {
  if (!capLeft) return true;
  const counts = new Map<number, number>();
  return cells.every((cell) => {
    const institution = institutionOf[cell % reviewers]!;
    if (institution < 0) return true;
    const group = Math.floor(cell / reviewers) * institutions + institution;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= capLeft[group]!;
  });
}
