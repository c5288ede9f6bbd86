// The network simplex method of LEMON 1.3 on an assignment problem. Built and called by peers/lemon.mjs; prints JSON.
// Usage: lemon <problem> <repeats>. The problem is 32-bit whole numbers: applications, reviewers, side of each reviewer (0 or 1), least and most
// load of each, reviews of each application by side 0 and by side 1, gains in millionths row by row (-1: not possible).
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

using Graph = lemon::SmartDigraph;

struct Problem {
  int applications, reviewers;
  std::vector<int> side, least, most, demand, gain;
};

std::vector<int> take(FILE* file, std::size_t count) {
  std::vector<int> values(count);
  if (std::fread(values.data(), sizeof(int), count, file) != count) {
    std::fprintf(stderr, "the problem ends too soon\n");
    std::exit(2);
  }
  return values;
}

Problem read(const char* path) {
  FILE* file = std::fopen(path, "rb");
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path);
    std::exit(2);
  }
  Problem p;
  const std::vector<int> sizes = take(file, 2);
  p.applications = sizes[0];
  p.reviewers = sizes[1];
  p.side = take(file, p.reviewers);
  p.least = take(file, p.reviewers);
  p.most = take(file, p.reviewers);
  p.demand = take(file, 2 * static_cast<std::size_t>(p.applications));
  p.gain = take(file, static_cast<std::size_t>(p.applications) * p.reviewers);
  std::fclose(file);
  return p;
}

// A map of the graph's arcs that reads a vector.
struct ArcNumbers {
  typedef Graph::Arc Key;
  typedef int Value;
  std::vector<int> values;
  int operator[](const Key& arc) const { return values[Graph::id(arc)]; }
};

struct Clock {
  std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
  std::clock_t processor = std::clock();
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(); }
  double cpu() const { return static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC; }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const Problem p = read(argv[1]);
  const int repeats = std::atoi(argv[2]);
  std::printf("[");
  for (int run = 0; run < repeats; ++run) {
    const Clock building;
    Graph graph;
    graph.reserveNode(1 + p.reviewers + 2 * p.applications);
    graph.reserveArc(static_cast<int>(p.gain.size()) + p.reviewers);
    const Graph::Node source = graph.addNode();
    std::vector<Graph::Node> reviewer(p.reviewers), wanted(2 * p.applications);
    for (auto& node : reviewer) node = graph.addNode();
    for (auto& node : wanted) node = graph.addNode();
    ArcNumbers lower, upper, cost;
    const auto add = [&](Graph::Node from, Graph::Node to, int least, int most, int price) {
      graph.addArc(from, to);
      lower.values.push_back(least);
      upper.values.push_back(most);
      cost.values.push_back(price);
    };
    for (int r = 0; r < p.reviewers; ++r) add(source, reviewer[r], p.least[r], p.most[r], 0);
    for (int a = 0; a < p.applications; ++a) {
      for (int r = 0; r < p.reviewers; ++r) {
        const int gain = p.gain[static_cast<std::size_t>(a) * p.reviewers + r];
        if (gain >= 0) add(reviewer[r], wanted[2 * a + p.side[r]], 0, 1, -gain);
      }
    }
    Graph::NodeMap<int> supply(graph, 0);
    for (int n = 0; n < 2 * p.applications; ++n) {
      supply[wanted[n]] = -p.demand[n];
      supply[source] += p.demand[n];
    }
    lemon::NetworkSimplex<Graph, int, long long> simplex(graph);
    simplex.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
    const double build = building.seconds();
    const double buildCpu = building.cpu();
    const Clock solving;
    const bool optimal = simplex.run() == simplex.OPTIMAL;
    std::printf("%s{\"optimal\":%s,\"total\":%lld,\"build\":%.6f,\"buildCpu\":%.6f,\"solve\":%.6f,\"solveCpu\":%.6f}", run ? "," : "",
      optimal ? "true" : "false", optimal ? -simplex.totalCost<long long>() : 0LL, build, buildCpu, solving.seconds(), solving.cpu());
  }
  std::printf("]\n");
  return 0;
}
