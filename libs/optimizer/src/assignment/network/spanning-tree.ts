/** No node. */
export const NONE = -1;

/**
 * The basis of the network simplex method: a tree of all nodes under a root. Each node carries the arc to its parent, whether that arc
 * points up, the flow on it, and the node's price. Children are kept in doubly linked lists, so that a subtree moves in time
 * proportional to its size.
 */
export class SpanningTree {
  readonly parent: Int32Array;
  readonly arc: Int32Array;
  /** 1: the arc leads from the node to its parent. */
  readonly up: Uint8Array;
  readonly flow: Float64Array;
  readonly price: Float64Array;
  readonly depth: Int32Array;
  private readonly firstChild: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly stack: Int32Array;

  constructor(readonly nodes: number) {
    this.parent = new Int32Array(nodes).fill(NONE);
    this.arc = new Int32Array(nodes).fill(NONE);
    this.up = new Uint8Array(nodes);
    this.flow = new Float64Array(nodes);
    this.price = new Float64Array(nodes);
    this.depth = new Int32Array(nodes);
    this.firstChild = new Int32Array(nodes).fill(NONE);
    this.next = new Int32Array(nodes).fill(NONE);
    this.previous = new Int32Array(nodes).fill(NONE);
    this.stack = new Int32Array(nodes);
  }

  /** Hangs a node, which has no parent, under another. */
  hang(node: number, parent: number, arc: number, up: number, flow: number): void {
    this.parent[node] = parent;
    this.arc[node] = arc;
    this.up[node] = up;
    this.flow[node] = flow;
    const sibling = this.firstChild[parent]!;
    this.next[node] = sibling;
    this.previous[node] = NONE;
    if (sibling !== NONE) this.previous[sibling] = node;
    this.firstChild[parent] = node;
  }

  private cut(node: number): void {
    const before = this.previous[node]!;
    const after = this.next[node]!;
    if (before === NONE) this.firstChild[this.parent[node]!] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
  }

  /** Moves the subtree of `top` so that `node`, which lies in it, hangs under `parent` by the arc given. */
  rehang(node: number, top: number, parent: number, arc: number, up: number, flow: number): void {
    for (let at = node; ;) {
      const oldParent = this.parent[at]!;
      const oldArc = this.arc[at]!;
      const oldUp = this.up[at]!;
      const oldFlow = this.flow[at]!;
      this.cut(at);
      this.hang(at, parent, arc, up, flow);
      if (at === top) return;
      parent = at;
      arc = oldArc;
      up = 1 - oldUp;
      flow = oldFlow;
      at = oldParent;
    }
  }

  /** After a move: adds `change` to the prices of the subtree of `node` and counts its depths anew. */
  refresh(node: number, change: number): void {
    const { stack, firstChild, next, price, depth, parent } = this;
    let size = 1;
    stack[0] = node;
    while (size > 0) {
      size -= 1;
      const at = stack[size]!;
      price[at]! += change;
      depth[at] = depth[parent[at]!]! + 1;
      for (let child = firstChild[at]!; child !== NONE; child = next[child]!) {
        stack[size] = child;
        size += 1;
      }
    }
  }
}
