type Point = readonly [number, number];
interface Vertex {
  at: Point;
  value: number;
}

const STEPS = 300;

/**
 * The least value of a function of two variables by the simplex method of Nelder and Mead (1965). Deterministic. The starting triangle must
 * not be degenerate. Stops when the triangle is smaller than `size` and its values differ by less than `spread`.
 */
export function minimise(f: (at: Point) => number, start: readonly [Point, Point, Point], size = 1e-7, spread = 1e-10): Vertex {
  const vertexAt = (at: Point): Vertex => ({ at, value: f(at) });
  let triangle = start.map(vertexAt).sort((one, other) => one.value - other.value);
  for (let step = 0; step < STEPS; step += 1) {
    const [best, middle, worst] = triangle;
    if (!best || !middle || !worst) break;
    if (worst.value - best.value < spread && distance(best.at, worst.at) < size && distance(best.at, middle.at) < size) break;
    const centre: Point = [(best.at[0] + middle.at[0]) / 2, (best.at[1] + middle.at[1]) / 2];
    const along = (share: number): Vertex => vertexAt([0, 1].map((k) => centre[k]! + share * (worst.at[k]! - centre[k]!)) as unknown as Point);
    const mirrored = along(-1);
    let next: Vertex | undefined;
    if (mirrored.value < best.value) {
      const further = along(-2);
      next = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < middle.value) next = mirrored;
    else {
      const inside = along(mirrored.value < worst.value ? -0.5 : 0.5);
      if (inside.value < Math.min(mirrored.value, worst.value)) next = inside;
    }
    const shrunk = ({ at }: Vertex): Vertex => vertexAt([(at[0] + best.at[0]) / 2, (at[1] + best.at[1]) / 2]);
    triangle = (next ? [best, middle, next] : [best, shrunk(middle), shrunk(worst)]).sort((one, other) => one.value - other.value);
  }
  return triangle[0]!;
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
