package io.tessera.inbound.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The doors behind the gate that are open now, and what each of them does. */
public final class OpenDoors {
  private static final String UNKNOWN = "(unknown)";

  private final Map<String, List<OpenRoute>> byName = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();

  /**
   * Tells of a door that opens.
   *
   * @param name of its servlet at the web server
   * @throws IllegalStateException it does nothing, which is to say that it does not tell what
   */
  void opened(String name, List<OpenRoute> routes) {
    if (routes.isEmpty()) {
      throw new IllegalStateException("The door " + name + " does not tell what it does");
    }
    byName.put(name, List.copyOf(routes));
    groups.put(name, routes.stream().map(route -> first(route.path())).collect(Collectors.toSet()));
  }

  void closed(String name) {
    byName.remove(name);
    groups.remove(name);
  }

  /**
   * Which of its routes a request to a door is about, roughly: {@code /Users} for all that is below
   * it. Never more words than the door has routes.
   *
   * @param path below the door; null for the door itself
   */
  String group(String servlet, @Nullable String path) {
    Set<String> known = groups.getOrDefault(servlet, Set.of());
    String group = path == null ? "/" : first(path);
    if (known.contains(group)) {
      return group;
    }
    return known.stream().filter(g -> g.startsWith("/{")).findFirst().orElse(UNKNOWN);
  }

  private static String first(String path) {
    int end = path.indexOf('/', 1);
    String first = end < 0 ? path : path.substring(0, end);
    return first.isEmpty() ? "/" : first;
  }

  /**
   * What a door does.
   *
   * @param servlet its name at the web server
   * @return empty when the gate has no such door
   */
  public Optional<List<OpenRoute>> routes(String servlet) {
    return Optional.ofNullable(byName.get(servlet));
  }
}
