package io.tessera.inbound.http;

import io.tessera.provisioning.api.Permission;
import java.util.List;
import java.util.Optional;

/**
 * One thing that an open door does for callers.
 *
 * @param path below the door, with a slash in front and parameters in braces: {@code /Users/{id}};
 *     empty for the door itself
 * @param operation of a SOAP door, e.g. {@code addUser}
 * @param permissions what it takes, all of them; at least one
 */
public record OpenRoute(
    String method, String path, Optional<String> operation, List<Permission> permissions) {
  public OpenRoute {
    permissions = List.copyOf(permissions);
    if (permissions.isEmpty()) {
      throw new IllegalStateException(
          "A route without a declared permission: " + method + " " + path + " " + operation);
    }
  }

  /** A route of a door that knows HTTP's own methods. */
  public static OpenRoute of(String method, String path, Permission permission) {
    return new OpenRoute(method, path, Optional.empty(), List.of(permission));
  }

  /** An operation of a SOAP door. */
  public static OpenRoute soap(String path, String operation, Permission... permissions) {
    return new OpenRoute("POST", path, Optional.of(operation), List.of(permissions));
  }
}
