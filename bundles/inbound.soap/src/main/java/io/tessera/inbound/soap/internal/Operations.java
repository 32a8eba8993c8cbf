package io.tessera.inbound.soap.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.provisioning.api.Permission;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of a contract, and which permission each of them needs. */
final class Operations {
  private final Map<Method, Permission> byMethod = new LinkedHashMap<>();

  /**
   * Reads the annotations of whoever carries the contract out. Those of the contract itself, all of
   * whose methods are operations, are left for its first request: reading them takes longer than
   * all the rest of opening the door.
   *
   * @throws IllegalStateException an operation has none
   */
  Operations(Class<?> contract, Class<?> carriedOutBy) {
    List<String> undeclared = new ArrayList<>();
    for (Method operation : contract.getMethods()) {
      Requires requires = requires(operation, carriedOutBy);
      if (requires == null) {
        undeclared.add(carriedOutBy.getName() + "." + operation.getName());
      } else {
        byMethod.put(operation, requires.value());
      }
    }
    if (!undeclared.isEmpty()) {
      throw new IllegalStateException("Operations without a declared permission: " + undeclared);
    }
  }

  private static @Nullable Requires requires(Method operation, Class<?> carriedOutBy) {
    try {
      return carriedOutBy
          .getMethod(operation.getName(), operation.getParameterTypes())
          .getAnnotation(Requires.class);
    } catch (NoSuchMethodException missing) {
      return null;
    }
  }

  Permission of(Method operation) {
    Permission permission = byMethod.get(operation);
    if (permission == null) {
      throw new IllegalStateException("No permission for " + operation);
    }
    return permission;
  }

  /** Names of operations and what they need. */
  Map<String, Permission> all() {
    Map<String, Permission> all = new LinkedHashMap<>();
    byMethod.forEach((operation, permission) -> all.put(operation.getName(), permission));
    return all;
  }
}
