const SERIES = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223];

/** Distribution function of the standard normal (complementary error function by Numerical Recipes' rational fit; error below 1.2e-7). */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * z);
  let power = 0;
  for (let at = 0; at < SERIES.length; at += 1) power = power * t + SERIES[at]!;
  const tail = 0.5 * t * Math.exp(power - z * z);
  return x >= 0 ? 1 - tail : tail;
}

/** Distribution function of Student's t, by the normal approximation of Wallace (1959): error below 0.002 from three degrees on. */
export function studentCdf(x: number, freedom: number): number {
  const scale = (8 * freedom + 1) / (8 * freedom + 3);
  return normalCdf(Math.sign(x) * scale * Math.sqrt(freedom * Math.log1p((x * x) / freedom)));
}

/** Where a rising distribution function passes `share`, by bisection between two bounds. */
export function quantile(cdf: (x: number) => number, share: number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (cdf(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
