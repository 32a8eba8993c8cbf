package io.tessera.store.jpa.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths where two documents differ. A list is one value: what is in it has no names. */
final class Differences {
  /** Of more nobody reads one by one; the digests tell all. */
  private static final int MOST = 100;

  private static final String MORE = "...";

  private final List<String> paths = new ArrayList<>();

  private Differences() {}

  static List<String> of(Attributes before, Attributes after) {
    Differences differences = new Differences();
    differences.find("", before, after);
    List<String> paths = differences.paths;
    if (paths.size() <= MOST) {
      return List.copyOf(paths);
    }
    List<String> some = new ArrayList<>(paths.subList(0, MOST));
    some.add(MORE);
    return List.copyOf(some);
  }

  private void find(String prefix, Attributes before, Attributes after) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    for (String name : names) {
      @Nullable Value old = before.get(name).orElse(null);
      @Nullable Value young = after.get(name).orElse(null);
      if (old instanceof Value.Complex o && young instanceof Value.Complex y) {
        find(prefix + name + ".", o.attributes(), y.attributes());
      } else if (!Objects.equals(old, young)) {
        paths.add(prefix + name);
      }
    }
  }
}
