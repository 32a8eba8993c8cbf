package io.tessera.metering;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One cell for each combination of labels, up to a number: what comes after it is counted together,
 * so that nobody who chooses names can fill the memory or whoever reads the figures.
 */
final class Cells<C> {
  private static final int MOST = 1_000;
  private static final String OTHERS = "(others)";

  private final int labels;
  private final Supplier<C> empty;
  private final List<String> others;
  private final ConcurrentMap<List<String>, C> cells = new ConcurrentHashMap<>();

  Cells(int labels, Supplier<C> empty) {
    this.labels = labels;
    this.empty = empty;
    this.others = Collections.nCopies(labels, OTHERS);
  }

  C of(String... values) {
    if (values.length != labels) {
      throw new IllegalArgumentException(values.length + " values for " + labels + " labels");
    }
    List<String> key = List.of(values);
    C present = cells.get(key);
    if (present != null) {
      return present;
    }
    return cells.computeIfAbsent(cells.size() < MOST ? key : others, k -> empty.get());
  }

  void forEach(BiConsumer<List<String>, C> each) {
    cells.forEach(each);
  }

  void keep(int label, Collection<String> values) {
    cells.keySet().removeIf(key -> !values.contains(key.get(label)));
  }
}
