package io.tessera.scim.protocol.bulk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order to carry operations out: as given, but what an operation refers to comes before
 * it. A walk into the depth with a stack of its own, as requests may chain very many references.
 */
final class BulkOrder {
  private final List<BulkOperation> operations;
  private final Map<String, Integer> byBulkId = new HashMap<>();
  private final List<Integer> sequence = new ArrayList<>();
  private final Set<Integer> circular = new HashSet<>();
  private final Set<Integer> done = new HashSet<>();

  /** An operation on the way, with those it refers to that are still to be visited. */
  private record Step(int index, Iterator<Integer> needed) {}

  BulkOrder(List<BulkOperation> operations) {
    this.operations = operations;
    for (int i = 0; i < operations.size(); i++) {
      BulkOperation operation = operations.get(i);
      if (operation.isReferable()) {
        byBulkId.putIfAbsent(operation.bulkIdIfAny().orElseThrow(), i);
      }
    }
    for (int i = 0; i < operations.size(); i++) {
      walk(i);
    }
  }

  /** Places in the request, each once. */
  List<Integer> sequence() {
    return sequence;
  }

  /** Whether an operation refers to itself, over others or not. */
  boolean isCircular(int index) {
    return circular.contains(index);
  }

  private void walk(int start) {
    if (done.contains(start)) {
      return;
    }
    Deque<Step> path = new ArrayDeque<>();
    Set<Integer> onPath = new HashSet<>();
    enter(start, path, onPath);
    while (!path.isEmpty()) {
      Step step = path.peek();
      if (!step.needed().hasNext()) {
        path.pop();
        onPath.remove(step.index());
        done.add(step.index());
        sequence.add(step.index());
        continue;
      }
      int next = step.needed().next();
      if (onPath.contains(next)) {
        markCircle(path, next);
      } else if (!done.contains(next)) {
        enter(next, path, onPath);
      }
    }
  }

  private void enter(int index, Deque<Step> path, Set<Integer> onPath) {
    Iterator<Integer> needed =
        operations.get(index).references().stream()
            .filter(byBulkId::containsKey)
            .map(byBulkId::get)
            .iterator();
    path.push(new Step(index, needed));
    onPath.add(index);
  }

  /** Everything on the path from the last step back to where the circle closes. */
  private void markCircle(Deque<Step> path, int closing) {
    for (Step step : path) {
      circular.add(step.index());
      if (step.index() == closing) {
        return;
      }
    }
  }
}
