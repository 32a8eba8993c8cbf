package io.tessera.inbound.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The doors behind the gate that are open now, and what each of them does. */
public final class OpenDoors {
  private final Map<String, List<OpenRoute>> byName = new ConcurrentHashMap<>();

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
  }

  void closed(String name) {
    byName.remove(name);
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
